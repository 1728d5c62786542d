"""The figures of an article: each amount with an owner, a direction and a certainty that its line bears out."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.certainty import likeliest
from brief.drafting.naming import states_nothing
from brief.drafting.owners import Reader
from brief.figures import AmountError, parse_amount
from brief.figures.vocabulary import folded, vocabulary
from brief.tracing.claims import FigureClaim, same_unit, trace_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.drafting.grammar import Grammar
    from brief.drafting.owners import Told
    from brief.drafting.pieces import Piece
    from brief.drafting.topics import Owned
    from brief.figures import Amount, Direction, Said
    from brief.languages import Language
    from brief.tracing.numbers import Mention
    from brief.tracing.saved import Passage, Saved, Standing

_LONGEST_WORDS = 14
_SPELLED_FROM = 13
"""Below it, a number in words without a unit is a way of speaking."""


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
    since: int = 0

    @property
    def lines(self) -> str:
        """The lines that it is traced to: its own, and those from where its owner is named."""
        return f"{self.since}-{self.line}" if self.since else str(self.line)


def figures(saved: Saved, grammar: Grammar, spoken: Language) -> tuple[Stated, ...]:
    """Every figure of a source, each once."""
    reader = Reader(grammar)
    found: list[Stated] = []
    for number in range(2 if _is_title(saved.lines) else 1, len(saved.lines) + 1):
        passage = saved.line(number)
        for told in reader.told(passage, number):
            if _speaks(told.standing.mention) or states_nothing(told.pieces, told.at, passage, grammar):
                continue
            stated = _stated(told, saved, number, grammar, spoken)
            if stated and not any(_same(stated, other) for other in found):
                found.append(stated)
    if _is_title(saved.lines):
        found = [*_titled(saved, grammar, spoken), *found]
    taken: set[str] = set()
    return tuple(one._replace(id=_id(one.label, grammar, taken)) for one in found)


def _titled(saved: Saved, grammar: Grammar, spoken: Language) -> Iterator[Stated]:
    """The figures of a headline whose amounts the text does not tell again."""
    passage = saved.line(1)
    if not passage.standing:
        return
    numbers = range(2, len(saved.lines) + 1)
    told_again = {(one.low, one.high) for number in numbers for one in saved.line(number).mentions}
    for told in Reader(grammar).told(passage, 1):
        mention = told.standing.mention
        if (mention.low, mention.high) in told_again or not (mention.unit or mention.scale > 1):
            continue
        if _speaks(mention) or states_nothing(told.pieces, told.at, passage, grammar):
            continue
        if stated := _stated(told, saved, 1, grammar, spoken):
            yield stated


def _is_title(lines: Sequence[str]) -> bool:
    """Whether the first of some lines is a headline, which tells what the others tell again."""
    return len(lines) > 1 and not lines[0].rstrip().endswith((".", "!", "?", '"', "\u201d", "\u00bb"))


def _speaks(mention: Mention) -> bool:
    """Whether a number is a way of speaking: an ordinal, a year, a small number in words."""
    small = mention.spelled and not mention.unit and mention.low < _SPELLED_FROM
    return mention.ordinal or mention.year or small


def _same(one: Stated, other: Stated) -> bool:
    return (one.label, one.amount, one.direction) == (other.label, other.amount, other.direction)


def _id(label: str, grammar: Grammar, taken: set[str]) -> str:
    """A short name for a figure, which no other has: the first two words of its label that are no small ones."""
    import unicodedata

    small = {*grammar.articles, *grammar.prepositions, *grammar.of, *grammar.genitive}
    telling = " ".join(word for word in label.replace("&", "").split() if word.casefold() not in small)
    plain = unicodedata.normalize("NFKD", telling).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 1] or ["figure"]
    base = "_".join(words[:2])
    base = base if base[0].isalpha() else f"n{base}"
    made = base if base not in taken else next(one for n in count(2) if (one := f"{base}_{n}") not in taken)
    taken.add(made)
    return made


def _amount(one: Standing, passage: Passage, spoken: Language) -> tuple[str, Amount] | None:
    """An amount as people type it, where that reads as the trace read it."""
    mention = one.mention
    top = mention.high
    for typed in _typed(mention, passage, spoken):
        try:
            amount = parse_amount(typed, spoken)
        except AmountError:
            continue
        same = (amount.low, amount.top if amount.high is not None else None, amount.bound) == (
            mention.low,
            top,
            mention.bound,
        )
        if same and same_unit(amount, mention, spoken.code):
            return typed, amount
    return None


def _typed(mention: Mention, passage: Passage, spoken: Language) -> Iterator[str]:
    """An amount as the source has it; with the word that opens a range; with the unit that the next has for both."""
    text = passage.text
    typed = text[mention.start : mention.end]
    if not mention.elided:
        yield typed
    if mention.high is not None:
        head = folded(text[: mention.start].rstrip())
        openers = (folded(word) for word in vocabulary(spoken.code).openers.words)
        opener = next((word for word in openers if head.endswith(word)), "")
        yield f"{text[len(head) - len(opener) : len(head)]} {typed}"
    last = next((other for other in reversed(passage.mentions) if other.end <= mention.start), None)
    if mention.elided and last:
        yield f"{typed} {text[last.start : last.end].split()[-1]}"
        yield f"{typed} %"
        yield f"{text[last.start : last.number]}{typed}"
    following = next((other for other in passage.mentions if other.start >= mention.end), None)
    if following and following.unit == mention.unit:
        digits = re.match(r"[\d.,' ]*\d", text[following.number : following.end])
        behind = text[following.number + digits.end() : following.end] if digits else ""
        yield f"{text[following.start : following.number]}{typed}{behind}"
        yield f"{typed}{behind}"
    if mention.bound:
        yield from (f"{typed} {word}" for word in vocabulary(spoken.code).bounds_after.words)
    if mention.elided:
        yield typed


def _stated(told: Told, saved: Saved, number: int, grammar: Grammar, spoken: Language) -> Stated | None:
    """The figure of an amount: the first label and direction that the line bears out whole."""
    passage, one = saved.line(number), told.standing
    made = _amount(one, passage, spoken)
    if made is None:
        return None
    typed, amount = made
    words = _wording(told.pieces, told.at, passage, grammar)
    doubted: Stated | None = None
    named = told.owned.since
    for label in _labels(told.owned, one, grammar):
        for direction in _ways(told):
            for said in likeliest(told, grammar, passage.speech):
                claim = FigureClaim(label, amount, direction, said, words)
                reasons = trace_figure(claim, saved, ((number, number),))
                stated = Stated("", label, direction, typed, said, number, words, amount)
                if not reasons:
                    return stated
                if {reason.kind for reason in reasons} != {"owner"}:
                    continue
                if named < number and not trace_figure(claim, saved, ((named, number),)):
                    return stated._replace(since=named)
                doubted = doubted or stated
    return doubted


def _labels(owned: Owned, one: Standing, grammar: Grammar) -> Iterator[str]:
    for label in owned.labels:
        if one.earlier:
            yield grammar.earlier.format(label)
        yield label


def _ways(told: Told) -> tuple[Direction, ...]:
    """The directions that an amount may have, the likeliest first."""
    one, way = told.standing, told.owned.way
    if way:
        return (way, "is")
    share = one.mention.unit in {"%", "points"}
    return ("is", one.direction) if share and one.direction and not one.level else ("is",)


def _wording(pieces: Sequence[Piece], at: int, passage: Passage, grammar: Grammar) -> str:
    """The source's words that hold an amount: its clause, or as much of that as a figure carries."""
    first = last = at
    while first > 0 and pieces[first - 1].kind not in {"mark", "amount", "contrast"}:
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].kind not in {"mark", "amount", "contrast", "break"}:
        last += 1
    low, high = pieces[at].start, pieces[at].end
    own = [token for token in passage.tokens if token.start < high and token.end > low]
    room = max(_LONGEST_WORDS - len(own), 0)
    stop = pieces[last].words[-1].end if pieces[last].words else pieces[last].end
    behind = [token for token in passage.tokens if high <= token.start and token.end <= stop][: min(4, room)]
    before = [token for token in passage.tokens if pieces[first].start <= token.start and token.end <= low]
    lead = before[max(len(before) - (room - len(behind)), 0) :]
    while lead and (lead[0].small in passage.speech.breaks or lead[0].small in grammar.prepositions):
        lead = lead[1:]
    start = min(low, *(token.start for token in lead)) if lead else low
    end = max(high, *(token.end for token in behind)) if behind else high
    written = passage.normal.written
    return passage.written[written(start) : written(end - 1) + 1]
