"""Which way a sentence sends a typed figure that stands in it, and to whom it gives it.

A figure's own amount, direction and owner are traced to its source; a sentence around it may still turn it round. Only
what stands right at the figure counts: whoever writes of another rise in the same sentence may well be right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.figures import Direction
    from brief.tracing.saved import Passage, Standing
    from brief.tracing.words import Token

_BREAK = re.compile(r"[,:;()]|(?<!\S)-(?!\S)")


class _Around(NamedTuple):
    """The words of a sentence before an amount, those of its own clause among them, and those behind it there."""

    before: Sequence[Token]
    clause: Sequence[Token]
    behind: Sequence[Token]


def turned(one: Standing, passage: Passage, own: Direction) -> Direction | None:
    """The direction that the words at a figure give it, where none of them gives it its own."""
    if one.mention.sign or own == "is":
        return None
    around = _around(one, passage)
    said = {way for way in (_led(around, passage), _followed(around, passage, own)) if way}
    return said.pop() if len(said) == 1 and own not in said else None


def misowned(one: Standing, passage: Passage, own: str, others: Sequence[str]) -> str:
    """The label of another figure that a sentence says an amount of, where it does not name the amount's own owner."""
    common = passage.speech.common
    mine = stems(own, common)
    around = _around(one, passage)
    clause = [*around.clause, *around.behind]
    if any(token.small in passage.speech.turns for token in clause):
        return ""
    beside = next((at for at, token in enumerate(clause) if token.small in passage.speech.beside), len(clause))
    near = stems(" ".join(token.text for token in clause[:beside]), common)
    for other in others:
        theirs = stems(other, common)
        apart = mine - theirs
        if apart and theirs - mine and theirs <= near and not apart & (one.of | near):
            return other
    return ""


def _led(around: _Around, passage: Passage) -> Direction | None:
    """Which way the words before it say: `fell {x}`, `a fall in tolls of {x}`, `fell in May, by {x}`."""
    speech = passage.speech
    if not around.before or any(token.small in speech.turns for token in around.clause):
        return None
    last = around.before[-1]
    if around.clause and _tells(last, passage):
        return speech.directions[last.small]
    if last.small in speech.by and len(around.clause) == 1:
        run = around.before
    elif last.small in speech.by or last.small in speech.of:
        run = around.clause
    else:
        return None
    return next((speech.directions[token.small] for token in reversed(run) if _tells(token, passage)), None)


def _followed(around: _Around, passage: Passage, own: Direction) -> Direction | None:
    """Which way the words behind it say: `a {x} fall`, `{x} fewer`, `um {x} im Mai gesunken`."""
    speech = passage.speech
    for at, token in enumerate(around.behind[: None if _parted(around, passage) else 2]):
        way = speech.directions.get(token.small)
        if way and way != own and token.small in speech.compares:
            sentence = (*around.before, *around.behind)
            return None if any(speech.directions.get(other.small) == own for other in sentence) else way
        if way:
            return way
        if at == 0 and token.small in speech.common and not _parted(around, passage):
            return None
    return None


def _parted(around: _Around, passage: Passage) -> bool:
    """Whether a verb may end the clause far behind: `ist um {x} im letzten Jahr gestiegen`."""
    led = bool(around.clause) and around.clause[-1].small in passage.speech.by
    return passage.speech.nouns_are_capital and led and not any(_tells(token, passage) for token in around.clause)


def _tells(token: Token, passage: Passage) -> bool:
    return token.small in passage.speech.directions and token.small not in passage.speech.compares


def _around(one: Standing, passage: Passage) -> _Around:
    start, end = next((a, b) for a, b in passage.sentences if a <= one.mention.number < b)
    others = [other.mention for other in passage.standing if other is not one and other.mention.counts]
    start = max([start, *(other.end for other in others if other.end <= one.mention.start)])
    end = min([end, *(other.start for other in others if other.start >= one.mention.end)])
    before = [token for token in passage.tokens if start <= token.start and token.end <= one.mention.start]
    behind = [token for token in passage.tokens if one.mention.end <= token.start and token.end <= end]
    breaks = passage.speech.breaks
    opened = max(
        [start]
        + [found.end() for found in _BREAK.finditer(passage.text, start, one.mention.start)]
        + [token.end for token in before if token.small in breaks]
    )
    closed = min(
        [end]
        + [found.start() for found in _BREAK.finditer(passage.text, one.mention.end, end)]
        + [token.start for token in behind if token.small in breaks]
    )
    clause = [token for token in before if token.start >= opened]
    return _Around(before, clause, [token for token in behind if token.end <= closed])
