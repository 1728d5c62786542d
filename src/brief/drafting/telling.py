"""The sentences of an article: those that hold a date, and those that say most of what it says."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.tracing.saved import Passage

_YEAR = re.compile(r"\d{4}s?")
_SENTENCES = 6
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
    """The chief sentences: those whose words come back most in the article, with room for those that hold a figure."""
    found: list[tuple[Ranked, bool]] = []
    every = Counter(one for passage in passages.values() for one in passage.stems)
    for number, passage in passages.items():
        for start, end in passage.sentences:
            text = _sentence_at(start, passage)
            words = text.split()
            if not _SHORT <= len(words) <= _LONG or text[-1] not in '.!"\u201d':
                continue
            own = stems(passage.text[start:end], passage.speech.common)
            score = sum(every[one] for one in own) / (len(own) + 4)
            early = 1.3 if number <= 2 else 1.0  # noqa: PLR2004  (an article begins with what it is about)
            counts = any(start <= one.mention.number < end and one.mention.counts for one in passage.standing)
            found.append((Ranked(text, number, score * early), counts))
    found.sort(key=lambda one: -one[0].score)
    with_figures = [one for one, counts in found if counts][: _SENTENCES // 3]
    others = [one for one, _ in found if one not in with_figures]
    chosen = [*with_figures, *others[: _SENTENCES - len(with_figures)]]
    return tuple(sorted(chosen, key=lambda one: -one.score))


def _sentence_at(place: int, passage: Passage) -> str:
    start, end = next(((a, b) for a, b in passage.sentences if a <= place < b), (0, len(passage.text)))
    written = passage.normal.written
    return passage.written[written(start) : written(end - 1) + 1].strip() if end > start else ""
