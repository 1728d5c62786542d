"""The sentences of an article: those that hold a date, and those that say most of what it says."""

from __future__ import annotations

import math
import operator
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.tracing.saved import Passage

_YEAR = re.compile(r"\d{4}s?")
_SENTENCES, _WITH_FIGURES = 6, 2
_MOST = 200
"""How many sentences of a long article are looked at."""
_DAMPING, _ROUNDS = 0.85, 20
_EARLY, _EARLY_LINES = 1.3, 2
"""An article begins with what it is about."""
_NOTHING = 1e-9
_ENDS = '.!"\u201c\u201d\u00bb\u00ab'
_SHORT, _LONG = 6, 45
"""Words of a sentence that tells something by itself."""


class Dated(NamedTuple):
    """A day, month or year as the article writes it, and the sentence that it stands in."""

    when: str
    sentence: str
    line: int


class Ranked(NamedTuple):
    """A sentence that says much of what the article says."""

    text: str
    line: int
    score: float


class _Candidate(NamedTuple):
    """A sentence that may be a chief one, its stems, and whether it holds a figure."""

    sentence: Ranked
    stems: frozenset[str]
    counts: bool


def dates(passages: dict[int, Passage]) -> Iterator[Dated]:
    """Every date of some lines; a year that stands alone is one."""
    for number, passage in passages.items():
        years = [
            (one.number + found.start(), one.number + found.end())
            for one in passage.mentions
            if one.year
            for found in _YEAR.finditer(passage.text[one.number : one.end])
        ]
        spans = sorted({*years, *((moment.start, moment.end) for moment in passage.moments)})
        for start, end in spans:
            yield Dated(passage.text[start:end], _sentence_at(start, passage), number)


def ranked(passages: dict[int, Passage]) -> tuple[Ranked, ...]:
    """The chief sentences in the article's order: the most central, none like another, with room for figures."""
    found: list[_Candidate] = []
    for number, passage in passages.items():
        for start, end in passage.sentences:
            text = _sentence_at(start, passage)
            if _SHORT <= len(text.split()) <= _LONG and text[-1] in _ENDS:
                counts = any(start <= one.mention.number < end and one.mention.counts for one in passage.standing)
                own = stems(passage.text[start:end], passage.speech.common)
                found.append(_Candidate(Ranked(text, number, 0.0), own, counts))
    found = found[:_MOST]
    likeness = _likeness([one.stems for one in found])
    scores = [
        score * (_EARLY if one.sentence.line <= _EARLY_LINES else 1)
        for one, score in zip(found, _central(likeness), strict=True)
    ]
    chosen = _chosen(found, likeness, scores)
    return tuple(found[at].sentence._replace(score=scores[at]) for at in sorted(chosen))


def _likeness(sentences: Sequence[frozenset[str]]) -> list[list[float]]:
    """How like each sentence is to each other: the cosine of their stems, each weighted by how rare it is."""
    held = Counter(one for sentence in sentences for one in sentence)
    weight = {one: math.log(len(sentences) / count) ** 2 for one, count in held.items()}
    length = [math.sqrt(sum(weight[one] for one in sentence)) for sentence in sentences]
    made = [[0.0] * len(sentences) for _ in sentences]
    for at, sentence in enumerate(sentences):
        for other in range(at):
            if shared := sentence & sentences[other]:
                both = length[at] * length[other]
                made[at][other] = made[other][at] = sum(weight[one] for one in shared) / both if both else 1.0
    return made


def _central(likeness: Sequence[Sequence[float]]) -> list[float]:
    """How central each sentence is: LexRank, by power iteration (Erkan and Radev, 2004); 0 for one like no other."""
    count = max(len(likeness), 1)
    rows = [sum(row) for row in likeness]
    scores = [1.0 / count] * len(likeness)
    for _ in range(_ROUNDS):
        given = [score / row if row else 0.0 for score, row in zip(scores, rows, strict=True)]
        scores = [(1 - _DAMPING) / count + _DAMPING * sum(map(operator.mul, row, given)) for row in likeness]
    return [score if row else 0.0 for score, row in zip(scores, rows, strict=True)]


def _chosen(found: Sequence[_Candidate], likeness: Sequence[Sequence[float]], scores: Sequence[float]) -> list[int]:
    """The places of the sentences that are chosen one by one, less what each repeats of those before it."""
    chosen: list[int] = []
    central = any(scores)
    while len(chosen) < _SENTENCES:
        awaited = _WITH_FIGURES - sum(found[at].counts for at in chosen)
        left = {
            at: (scores[at] if central else 1.0) * (1 - max((likeness[at][one] for one in chosen), default=0.0))
            for at in range(len(found))
            if at not in chosen
        }
        left = {at: worth for at, worth in left.items() if worth > _NOTHING}
        figures = [at for at in left if found[at].counts]
        fits = figures if figures and _SENTENCES - len(chosen) <= awaited else left
        if not fits:
            break
        chosen.append(max(fits, key=lambda at: left[at]))
    return chosen


def _sentence_at(place: int, passage: Passage) -> str:
    """The sentence at a place as it is written; of one that begins or ends inside quotation marks, with both."""
    start, end = next(((a, b) for a, b in passage.sentences if a <= place < b), (0, len(passage.text)))
    if end <= start:
        return ""
    written, text = passage.normal.written, passage.written
    own = text[written(start) : written(end - 1) + 1].strip()
    for first, last in passage.quotations:
        inside = passage.text[first : first + 1] == " "
        if first <= start <= last:
            own = text[written(first - 1) : written(first) + inside] + own
        if first <= end - 1 < last or (first < end <= last):
            own += text[written(last) - inside : written(last) + 1]
    return own
