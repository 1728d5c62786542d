"""The figures of an article: each amount with an owner, a direction and a certainty that its line bears out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.owners import clause, labels
from brief.figures import AmountError, parse_amount
from brief.tracing.claims import FigureClaim, stem_free, trace_figure

if TYPE_CHECKING:
    from brief.drafting.grammar import Grammar
    from brief.figures import Amount, Direction, Said
    from brief.languages import Language
    from brief.tracing.saved import Passage, Saved, Standing

_LONGEST_WORDS = 14
_SPELLED_FROM = 45
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


def figures(saved: Saved, grammar: Grammar, spoken: Language) -> tuple[Stated, ...]:
    """Every figure of a source, each once."""
    found: list[Stated] = []
    taken: set[str] = set()
    before: dict[tuple[int, int], str] = {}
    for number in range(1, len(saved.lines) + 1):
        for one in saved.line(number).standing:
            mention = one.mention
            if (
                mention.ordinal
                or mention.year
                or (mention.spelled and not mention.unit and mention.low < _SPELLED_FROM)
            ):
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
    for label in labels(one, passage, grammar, last):
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


def _wording(one: Standing, passage: Passage, grammar: Grammar) -> str:
    """The source's words that hold an amount: its clause, or as much of that as a figure carries."""
    before, behind = clause(one, passage)
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
