"""What an article states: figures with their owners, dates, quotations with their speakers, names, its chief sentences.

No model reads here. Amounts, dates and quotations are found as `brief check` finds them, and a figure is kept where the
check that will be made of it passes; so what is found is traceable by its making.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.grammar import GRAMMARS, Grammar
from brief.figures import AmountError, parse_amount
from brief.languages import language as language_by
from brief.tracing.claims import FigureClaim, stem_free, trace_figure
from brief.tracing.quotations import attributed
from brief.tracing.saved import Passage, Saved, known
from brief.tracing.sentences import names as names_of
from brief.tracing.speech import speech
from brief.tracing.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.figures import Amount, Direction, Said
    from brief.languages import Language
    from brief.tracing.saved import Standing
    from brief.tracing.words import Token

_NUMBERED = re.compile(
    r"(?:[^\W\d_a-z][\w&'-]*\s+)+(?!(?:19|20)\d\d\b)\d{1,3}(?:\.\d)?(?![\d.,]*\d)(?![\w%]|\s*(?:per|%|Prozent|pour))"
)
"""A name that ends with a number: `Llama 3.1`, `S&P 500`."""
_OPENING = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ][\w'-]+(?: [^\W\d_a-zà-ÿ][\w'-]+)*")
_LONGEST_LABEL = 7
_LONGEST_WORDS = 14
_SHORT_QUOTATION = 4
_SENTENCES = 6
_SHORT, _LONG = 6, 45
"""Words of a sentence that tells something by itself."""


class Stated(NamedTuple):
    """A figure: its owner, its amount as people type it, which way it goes, how sure it is, its line and its words."""

    id: str
    label: str
    direction: Direction
    typed: str
    said: Said
    line: int
    words: str
    amount: Amount


class Quoted(NamedTuple):
    """Somebody's own words; the speaker is empty where the article names nobody."""

    words: str
    speaker: str
    line: int


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


class Extract(NamedTuple):
    """What an article states, in its own order; `sentences` the chief ones first."""

    language: str
    figures: tuple[Stated, ...]
    quotations: tuple[Quoted, ...]
    dates: tuple[Dated, ...]
    names: tuple[str, ...]
    sentences: tuple[Ranked, ...]


def extract(lines: Sequence[str], usual: str = "en") -> Extract:
    """What the lines of an article state, each with its line (the first is 1)."""
    saved = Saved(tuple(lines), usual)
    if not speech(saved.code).nouns_are_capital:
        saved.names = known({found[0] for line in lines for found in _NUMBERED.finditer(line)})
    grammar = GRAMMARS.get(saved.code, Grammar())
    spoken = language_by(saved.code)
    passages = {number: saved.line(number) for number in range(1, len(saved.lines) + 1)}
    named = dict.fromkeys(name for passage in passages.values() for _, name in names_of(passage))
    people = sorted(
        {one for passage in passages.values() for one in _people(passage)}, key=lambda one: -len(one.split())
    )
    return Extract(
        saved.code,
        _figures(saved, grammar, spoken),
        tuple(_quotations(passages, people)),
        tuple(_dates(passages)),
        tuple(named),
        _ranked(passages),
    )


def _figures(saved: Saved, grammar: Grammar, spoken: Language) -> tuple[Stated, ...]:
    found: list[Stated] = []
    taken: set[str] = set()
    before: dict[tuple[int, int], str] = {}
    for number in range(1, len(saved.lines) + 1):
        for one in saved.line(number).standing:
            mention = one.mention
            if mention.ordinal or mention.year or (mention.spelled and not mention.unit and mention.low < _LONG):
                continue
            sentence = next(a for a, b in saved.line(number).sentences if a <= mention.number < b)
            stated = _stated(one, saved, number, grammar, spoken, before.get((number, sentence), ""))
            if stated:
                before[number, sentence] = stated.label
            if stated is None or any(_same(stated, other) for other in found):
                continue
            id_ = _id(stated.label, taken)
            taken.add(id_)
            found.append(stated._replace(id=id_))
    return tuple(found)


def _same(one: Stated, other: Stated) -> bool:
    return (one.label, one.amount, one.direction) == (other.label, other.amount, other.direction)


def _id(label: str, taken: set[str]) -> str:
    """A short name for a figure, which no other has."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", label.replace("&", "")).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 1] or ["figure"]
    base = "_".join(words[:2])
    base = base if base[0].isalpha() else f"n{base}"
    return next(one for one in (base, *(f"{base}_{count}" for count in range(2, 1000))) if one not in taken)


def _stated(  # noqa: PLR0913, PLR0917  (an amount, where it stands, and what is known of both)
    one: Standing, saved: Saved, number: int, grammar: Grammar, spoken: Language, last: str
) -> Stated | None:
    """The figure of an amount: the first label and direction that the line bears out whole.

    `last` is the owner of the amount before it in its sentence, which may own this one too.
    """
    passage = saved.line(number)
    typed = passage.text[one.mention.start : one.mention.end]
    try:
        amount = parse_amount(typed, spoken)
    except AmountError:
        return None
    top = amount.top if amount.high is not None else None
    if (amount.low, top, amount.bound) != (one.mention.low, one.mention.high, one.mention.bound):
        return None
    changes = one.mention.unit in {"%", "points"} or _by(one, passage)
    ways: tuple[Direction, ...] = (one.direction, "is") if one.direction and not one.level and changes else ("is",)
    words = _wording(one, passage, grammar)
    doubted: Stated | None = None
    for label in _labels(one, passage, grammar, last):
        # A label that names the change has it as its level: a growth of 3 per cent.
        for direction in ways if _is_free(label, passage) else ways[::-1]:
            for said in one.said or ("reported",):
                claim = FigureClaim(label, amount, direction, said, words)
                reasons = trace_figure(claim, saved, ((number, number),))
                stated = Stated("", label, direction, typed, said, number, words, amount)
                if not reasons:
                    return stated
                if doubted is None and {reason.kind for reason in reasons} == {"owner"}:
                    doubted = stated
    return doubted


def _is_free(label: str, passage: Passage) -> bool:
    """Whether a label names no change."""
    return stem_free(label) and not any(word in passage.speech.directions for word in label.casefold().split())


def _by(one: Standing, passage: Passage) -> bool:
    """Whether an amount is said to be by how much something changed."""
    before = [token.small for token in passage.tokens if token.end <= one.mention.start][-1:]
    return bool(before) and before[0] in passage.speech.by


def _clause(one: Standing, passage: Passage) -> tuple[list[Token], list[Token]]:
    """The words before and behind an amount, up to the amounts and marks around it."""
    start, end = next((a, b) for a, b in passage.sentences if a <= one.mention.number < b)
    others = [other.mention for other in passage.standing if other is not one and other.mention.counts]
    start = max([start, *(other.end for other in others if other.end <= one.mention.start)])
    end = min([end, *(other.start for other in others if other.start >= one.mention.end)])
    before: list[Token] = []
    last = one.mention.start
    for token in reversed([token for token in passage.tokens if start <= token.start and token.end <= last]):
        if re.search(r"[,;:()\"]|\s-\s", passage.text[token.end : last]):
            break
        before.insert(0, token)
        last = token.start
    behind: list[Token] = []
    first = one.mention.end
    for token in passage.tokens:
        if first <= token.start and token.end <= end:
            if re.search(r"[,;:()\".!?]|\s-\s", passage.text[first : token.start]):
                break
            behind.append(token)
            first = token.end
    return before, behind


def _labels(one: Standing, passage: Passage, grammar: Grammar, last: str) -> tuple[str, ...]:
    """What may be the owner of an amount, the likeliest first."""
    before, behind = _clause(one, passage)
    speech = passage.speech
    subject = _subject(before, passage, grammar)
    rest = behind[1:] if behind and behind[0].small in grammar.of else behind
    turned = bool(rest) and rest[0].small in speech.directions
    measured = bool(behind) and (behind[0].small in speech.measures or behind[0].small in grammar.measures)
    rest = rest[1:] if turned or measured else behind
    of_it = bool(rest) and rest[0].small in grammar.of
    thing = _phrase_behind(rest[1:] if of_it else rest, passage, grammar)
    owner = subject or last
    joins = bool(subject and thing and before and before[-1].small in grammar.of)
    joined = f"{subject} {grammar.joint} {thing}" if joins else ""
    if measured:
        whole = bool(rest) and rest[0].small in grammar.genitive
        order: tuple[str, ...] = (thing, owner) if whole and not joins else (owner,)
    elif one.mention.unit:
        order = (thing, owner) if turned and of_it else (owner, thing)
    else:
        order = (owner,) if turned else (joined, thing, owner)
    named = [_short(label) for label in (*order, last, _first_name(one, passage)) if label]
    return tuple(dict.fromkeys(label[0].upper() + label[1:] for label in named if label))


def _subject(before: list[Token], passage: Passage, grammar: Grammar) -> str:
    """The noun phrase that an amount is said of: the last before it, but for those that only say when or where."""
    speech = passage.speech
    chunks: list[list[Token]] = [[]]
    for at, token in enumerate(before):
        noun = (at and before[at - 1].small in grammar.articles) or (
            speech.nouns_are_capital and token.text[0].isupper()
        )
        changes = token.small in speech.directions and not noun
        if changes or token.small in grammar.verbs or token.small in speech.breaks:
            chunks.append([])
        elif token.small in grammar.called:
            chunks[-1] = []
        else:
            chunks[-1].append(token)
    joined = bool(before) and before[-1].small in grammar.of
    for chunk in reversed(chunks):
        aside = bool(chunk) and chunk[0].small in grammar.prepositions and len(chunks) > 1
        if aside and not (joined and chunk is chunks[-1] and len(chunk) > 1):
            continue
        if phrase := _between(_own(chunk, grammar), passage, grammar):
            return phrase
    return ""


def _own(chunk: list[Token], grammar: Grammar) -> list[Token]:
    """The end of a run in which two noun phrases meet: `der Vorstand ein Wachstum`; of a long one, its head."""
    for at in range(len(chunk) - 1, 1, -1):
        if chunk[at].small in grammar.parting and chunk[at - 1].small not in grammar.prepositions:
            return chunk[at:]
    if len(chunk) > _LONGEST_LABEL:
        head = next((at for at, token in enumerate(chunk) if at and token.small in grammar.prepositions), len(chunk))
        return chunk[:head]
    return chunk


def _phrase_behind(tokens: list[Token], passage: Passage, grammar: Grammar) -> str:
    """The noun phrase that begins a run of words."""
    run: list[Token] = []
    for token in tokens:
        stops = token.small in grammar.prepositions and (token.small not in grammar.of or not run)
        if stops or token.small in passage.speech.breaks or token.small in grammar.verbs:
            break
        if run and (token.small in passage.speech.directions or _no_noun(token, passage)):
            break
        run.append(token)
    return _between(run, passage, grammar)


def _no_noun(token: Token, passage: Passage) -> bool:
    """Whether a word is none by its small letter, where nouns have a capital one."""
    return passage.speech.nouns_are_capital and token.text[0].islower()


def _between(run: list[Token], passage: Passage, grammar: Grammar) -> str:
    """A run of words without the articles and small words at its ends."""
    while run and (run[0].small in grammar.articles or run[0].small in grammar.prepositions):
        run = run[1:]
    while run and (run[-1].small in passage.speech.common and not run[-1].text[:1].isupper()):
        run = run[:-1]
    if not run or all(token.small in passage.speech.common for token in run):
        return ""
    written = passage.normal.written
    words = passage.written[written(run[0].start) : written(run[-1].end - 1) + 1]
    return words.removesuffix("'s").removesuffix("\u2019s")


def _first_name(one: Standing, passage: Passage) -> str:
    """The name before an amount that is nearest to it in its sentence, else the first of the passage."""
    start = next(a for a, b in passage.sentences if a <= one.mention.number < b)
    named = list(names_of(passage))
    near = [name for at, name in named if start <= at < one.mention.start]
    return near[-1] if near else named[0][1] if named else ""


def _short(label: str) -> str:
    words = label.split()
    return label if len(words) <= _LONGEST_LABEL else " ".join(words[-_LONGEST_LABEL:])


def _wording(one: Standing, passage: Passage, grammar: Grammar) -> str:
    """The source's words that hold an amount: its clause, or as much of that as a figure carries."""
    before, behind = _clause(one, passage)
    own = [token for token in passage.tokens if token.start < one.mention.end and token.end > one.mention.start]
    room = max(_LONGEST_WORDS - len(own), 0)
    parted = next((at for at, token in enumerate(behind) if token.small in passage.speech.breaks), len(behind))
    after = behind[: min(parted, 4, room)]
    lead = before[max(len(before) - (room - len(after)), 0) :]
    while lead and (lead[0].small in passage.speech.breaks or lead[0].small in grammar.prepositions):
        lead = lead[1:]
    start = min(one.mention.start, *(token.start for token in lead)) if lead else one.mention.start
    end = max(one.mention.end, *(token.end for token in after)) if after else one.mention.end
    written = passage.normal.written
    return passage.written[written(start) : written(end - 1) + 1]


def _people(passage: Passage) -> Iterator[str]:
    """The names of more than one word, also where they open a sentence."""
    for found in _OPENING.finditer(passage.text):
        if " " in found[0] and found[0].split()[0].lower() not in passage.speech.common:
            yield found[0].removesuffix("'s")


def _quotations(passages: dict[int, Passage], people: Sequence[str]) -> Iterator[Quoted]:
    for number, passage in passages.items():
        for start, end in passage.quotations:
            written = passage.normal.written
            words = passage.written[written(start) : written(end - 1) + 1].strip(" ,") if end > start else ""
            if len(words.split()) >= _SHORT_QUOTATION:
                yield Quoted(words, _speaker((start, end), passage, people), number)


def _speaker(span: tuple[int, int], passage: Passage, people: Sequence[str]) -> str:
    """Who says some words, by the full name that the article has for them; empty where it names nobody.

    One who is only `he` or `she` there is whom a sentence before begins with.
    """
    found = attributed(span, passage)
    if found.lower() in passage.speech.again:
        found = ""
        for start, end in reversed([one for one in passage.sentences if one[0] < span[0]]):
            first = _OPENING.match(passage.text, start, end)
            if first and any(first[0].split()[0] in name.split() for name in people):
                found = first[0]
                break
    own = set(found.split())
    full = next((name for name in people if own and own <= set(name.split())), found)
    # Where nouns have a capital letter, an office before the name looks like a part of it.
    return " ".join(full.split()[-2:]) if passage.speech.nouns_are_capital else full


def _dates(passages: dict[int, Passage]) -> Iterator[Dated]:
    for number, passage in passages.items():
        years = [(one.start, one.end) for one in passage.mentions if one.year]
        spans = sorted({*years, *((moment.start, moment.end) for moment in passage.moments)})
        for start, end in spans:
            yield Dated(passage.text[start:end], _sentence_at(start, passage), number)


def _sentence_at(place: int, passage: Passage) -> str:
    start, end = next(((a, b) for a, b in passage.sentences if a <= place < b), (0, len(passage.text)))
    written = passage.normal.written
    return passage.written[written(start) : written(end - 1) + 1].strip() if end > start else ""


def _ranked(passages: dict[int, Passage]) -> tuple[Ranked, ...]:
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
