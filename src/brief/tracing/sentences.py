"""Does a sentence follow from the lines that its paragraph cites? Numbers, dates, quotations, names."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.claims import Ranges, Reason, around, nearest, rounds
from brief.tracing.quotations import _says, stands, trace_quotation
from brief.tracing.words import stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.tracing.moments import Moment
    from brief.tracing.numbers import Mention
    from brief.tracing.saved import Passage, Saved

_SMALL = 12
_PEOPLE = re.compile(r"(?:ese|ans?|ish)$")
_SHORTEST = 4
_NAMED = re.compile(r"(?<![\w'])[^\W\d_a-zà-ÿ](?:[\w&'-]*\w)?(?: (?:[^\W\d_a-zà-ÿ](?:[\w&'-]*\w)?))*")


class Held(NamedTuple):
    """What a paragraph may say: the lines it cites, the edition's `own` dates, and the stems of known `names`."""

    cited: Sequence[tuple[Saved, Ranges]]
    own: Passage | None = None
    names: frozenset[str] = frozenset()

    @property
    def sources(self) -> Iterator[Passage]:
        """Everything that may vouch for a number or a date: the cited lines first."""
        yield from (saved.passage(ranges) for saved, ranges in self.cited)
        if self.own:
            yield self.own

    @property
    def years(self) -> frozenset[int]:
        """The years that a date without one may be in."""
        return frozenset(moment.year for moment in self.own.moments) if self.own else frozenset()


def trace_prose(passage: Passage, held: Held) -> tuple[Reason, ...]:
    """Every reason why a paragraph does not follow from what it cites; none where it does."""
    return (
        *_numbers(passage, held),
        *_dates(passage, held),
        *_swapped(passage, held),
        *_turned(passage, held),
        *_quotations(passage, held),
        *_unnamed(passage, held),
    )


def _spoken(mention: Mention) -> bool:
    """Whether it is no figure but a way to count in running speech: `two reasons`, `second`."""
    return mention.spelled and (mention.ordinal or (mention.low <= _SMALL and not mention.unit and mention.scale == 1))


def _quoted(passage: Passage, start: int) -> bool:
    return any(first <= start < last for first, last in passage.quotations)


def _numbers(passage: Passage, held: Held) -> Iterator[Reason]:
    for mention in passage.mentions:
        if _quoted(passage, mention.number):
            continue
        said = passage.text[mention.start : mention.end]
        if _spoken(mention):
            if reason := _miscounted(passage, mention, held):
                yield reason
            continue
        if mention.ordinal or any(_vouched(mention, other) for source in held.sources for other in source.mentions):
            continue
        if mention.year and any(int(mention.low) == date.year for source in held.sources for date in source.moments):
            continue
        yield _missing(passage.text[mention.number : mention.end], said, mention, held)


def _vouched(ours: Mention, theirs: Mention) -> bool:
    """Whether an amount in prose is one of the source's: as large, in the same unit, rounded only with a hedge."""
    if ours.ordinal != theirs.ordinal:
        return False
    elided = (ours.elided and not theirs.unit) or (theirs.elided and not ours.unit)
    if ours.unit != theirs.unit and not (ours.year or theirs.year or elided):
        return False
    if ours.measure and theirs.measure and ours.measure != theirs.measure:
        return False
    if ours.high is None and theirs.high is not None:
        # Of years, both ends stand there: `between 1990 and 2015`.
        return ours.year and theirs.year and ours.low in {theirs.low, theirs.high}
    if ours.low == theirs.low and (ours.high or ours.low) == (theirs.high or theirs.low):
        return True
    return ours.high is None and rounds(ours.low, ours.least, ours.bound, theirs)


def _missing(number: str, said: str, mention: Mention, held: Held) -> Reason:
    message = f"the number {number} stands in no line that its paragraph cites"
    for saved, ranges in held.cited:
        passage = saved.passage(ranges)
        others = [one for one in passage.standing if not one.mention.ordinal]
        if others:
            likest = nearest(mention.low, others).mention
            place = saved.place(ranges, likest.number)
            return Reason("amount", message, said, passage.text[likest.start : likest.end], place)
    return Reason("amount", message, said)


def _miscounted(passage: Passage, mention: Mention, held: Held) -> Reason | None:
    """A small number in words whose things the source counts otherwise: `seven models` where it has `six models`."""
    if mention.ordinal:
        return None
    ours = _counted(passage, mention)
    rivals: list[tuple[Saved, Ranges, Mention]] = []
    for saved, ranges in held.cited:
        source = saved.passage(ranges)
        for other in source.mentions:
            if other.ordinal or other.unit or not ours & _counted(source, other):
                continue
            if other.low == mention.low:
                return None
            rivals.append((saved, ranges, other))
    if not rivals:
        return None
    saved, ranges, other = rivals[0]
    source, said = saved.passage(ranges), passage.text[mention.start : mention.end]
    place = saved.place(ranges, other.number)
    near = source.text[other.start : other.end]
    return Reason("amount", f"the paragraph counts {said}, the source {near}", said, near, place)


def _counted(passage: Passage, mention: Mention) -> frozenset[str]:
    """The stems of the word or two behind a number."""
    behind = [token for token in passage.tokens if token.start >= mention.end][:2]
    return frozenset(stem(token.small) for token in behind if token.small not in passage.speech.common)


def _dates(passage: Passage, held: Held) -> Iterator[Reason]:
    for moment in passage.moments:
        if _quoted(passage, moment.start):
            continue
        others = [(saved, ranges, one) for saved, ranges in held.cited for one in saved.passage(ranges).moments]
        if any(moment.follows(one, held.years) for _, _, one in others):
            continue
        if held.own and any(moment.follows(one, held.years) for one in held.own.moments):
            continue
        said = passage.text[moment.start : moment.end]
        message = f"the date {said} stands in no line that its paragraph cites"
        if others:
            saved, ranges, likest = min(others, key=lambda one: _apart(moment, one[2]))
            place = saved.place(ranges, likest.start)
            near = saved.passage(ranges).text[likest.start : likest.end]
            yield Reason("date", message, said, near, place)
        else:
            yield Reason("date", message, said)


def _apart(one: Moment, other: Moment) -> int:
    return (one.year != other.year) + (one.month != other.month) + (one.day != other.day)


def _swapped(passage: Passage, held: Held) -> Iterator[Reason]:
    """Numbers that stand in the lines cited, but by something else there than in the paragraph."""
    for one in passage.standing:
        if not one.mention.counts or _quoted(passage, one.mention.number) or _spoken(one.mention):
            continue
        theirs = [(s, r, other) for s, r in held.cited for other in s.passage(r).standing]
        own = [other for _, _, other in theirs if _vouched(one.mention, other.mention)]
        rivals = [row for row in theirs if not _vouched(one.mention, row[2].mention) and row[2].mention.counts]
        if not own or not rivals:
            continue
        best = max(len(one.of & other.of) for other in own)
        saved, ranges, rival = max(rivals, key=lambda row: len(one.of & row[2].of))
        if len(one.of & rival.of) > best and rival.mention.unit == one.mention.unit and one.near & rival.near:
            source = saved.passage(ranges)
            said, near = (
                passage.text[one.mention.start : one.mention.end],
                source.text[rival.mention.start : rival.mention.end],
            )
            place = saved.place(ranges, rival.mention.number)
            shared = sorted(one.of & rival.of)
            words = next((t.text for t in passage.tokens if stem(t.small) in shared), "")
            yield Reason(
                "owner",
                f"where the paragraph says {said} of “{words}”, the source says {near}",
                said,
                near,
                place,
            )


def _turned(passage: Passage, held: Held) -> Iterator[Reason]:
    """Numbers that go the other way, or under another bound, wherever the lines cited have them."""
    for one in passage.standing:
        if _quoted(passage, one.mention.number) or _spoken(one.mention):
            continue
        rows = [(saved, ranges, other) for saved, ranges in held.cited for other in saved.passage(ranges).standing]
        own = [row for row in rows if _vouched(one.mention, row[2].mention)]
        if not own:
            continue
        said = passage.text[one.mention.start : one.mention.end]
        saved, ranges, other = own[0]
        near = around(saved.passage(ranges), other)
        place = saved.place(ranges, other.mention.number)
        ways = {theirs.direction for _, _, theirs in own}
        if one.direction and not ways & {None, one.direction}:
            yield Reason("direction", f"{said} goes the other way in the source", said, near, place)
        exact = [theirs.mention.bound for _, _, theirs in own if theirs.mention.low == one.mention.low]
        if exact and one.mention.bound not in exact:
            yield Reason("bound", f"{said} has another bound in the source", said, near, place)


def _quotations(passage: Passage, held: Held) -> Iterator[Reason]:
    for start, end in passage.quotations:
        words = passage.text[start:end]
        if not held.cited:
            yield Reason("quotation", f"the words “{words}” are quoted, and nothing is cited", words)
            continue
        speaker = _speaker(passage, start, end)
        at = next((row for row in held.cited if stands(words, row[0].passage(row[1]))), held.cited[0])
        yield from trace_quotation(words, speaker, *at)


def _speaker(passage: Passage, start: int, end: int) -> str:
    """Whom a paragraph gives a quotation to, where it says so in the same sentence."""
    first, last = next(((a, b) for a, b in passage.sentences if a <= start < b), (0, len(passage.text)))
    last = max(last, end)
    outside = passage.text[first : start - 1] + " " + passage.text[end + 1 : last]
    if not _says(outside, passage):
        return ""
    behind = passage.text[end + 1 : last]
    before = passage.text[first : start - 1]
    for text in (behind, before) if _says(behind, passage) else (before, behind):
        for found in re.finditer(r"[^\W\d_a-zà-ÿ][\w'-]+(?: [^\W\d_a-zà-ÿ][\w'-]+)+", text):
            return found[0]
    return ""


def names(passage: Passage) -> Iterator[tuple[int, str]]:
    """The names of a text, where each begins: words in capitals that open no sentence."""
    if passage.speech.nouns_are_capital or not passage.speech.common:
        return
    starts = [token.start for token in passage.tokens]
    opens = {starts[at] for first, _ in passage.sentences if (at := bisect_left(starts, first)) < len(starts)}
    for found in _NAMED.finditer(passage.text):
        start, name = found.start(), found[0]
        if _quoted(passage, start):
            continue
        if start in opens or passage.text[max(0, start - 2) : start].strip() in {'"', ":"}:
            name = name.partition(" ")[2] if " " in name else ""
            start += len(found[0]) - len(name)
        name = name.removesuffix("'s").removesuffix("'")
        if (
            len(name) > 1
            and name[0].isupper()
            and name.lower() not in passage.speech.common
            and name.lower() not in passage.speech.months
        ):
            yield start, name


def _unnamed(passage: Passage, held: Held) -> Iterator[Reason]:
    """Names that stand neither in the lines cited nor among those that are known."""
    if not held.cited:
        return
    near = held.names.union(*(saved.passage(ranges).stems for saved, ranges in held.cited))
    for _, name in names(passage):
        parts = stems(name, passage.speech.common)
        missing = {part for part in parts if part not in near and not _people(name, part, near)}
        if missing and not (missing < parts and missing <= near.union(*(saved.whole.stems for saved, _ in held.cited))):
            yield Reason("name", f"the name {name} stands in no line that its paragraph cites", name)


def _people(name: str, part: str, near: frozenset[str]) -> bool:
    """Whether a name is that of a people whose country is near: `Chinese` where `China` is."""
    return bool(_PEOPLE.search(name)) and any(one[:_SHORTEST] == part[:_SHORTEST] for one in near)
