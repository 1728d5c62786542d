"""How sure an amount is, where the words around it leave it open: by the verb of its clause."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.drafting.grammar import Grammar
    from brief.drafting.owners import Told
    from brief.drafting.pieces import Piece
    from brief.figures import Said
    from brief.tracing.speech import Speech


def likeliest(told: Told, grammar: Grammar, speech: Speech) -> tuple[Said, ...]:
    """As what an amount may be said, the likeliest first.

    What somebody will do is planned, what will happen to something is expected, and what a thing will cost or have is
    reported, as any other price; and so is what was before. A clause that says nothing of the kind reports.
    """
    said = told.standing.said
    if len(said) <= 1:
        return tuple(said) or ("reported",)
    clause = list(_clause(told.pieces, told.at))
    words = {token.small for piece in clause for token in piece.words}
    verbs = {piece.small for piece in clause if piece.kind in {"verb", "small"}}
    hedged = any(f"{one.small} {other.small}" in speech.said for one, other in pairwise(told.pieces))
    states = any(
        one.kind in {"verb", "small"} and one.small in grammar.states and not _helps(one, told.pieces) for one in clause
    )
    wills = any(word in grammar.willed for word in words)
    moves = any(word in speech.directions for word in words)
    claims = any(
        speech.said.get(token.small) == ("claimed",) for piece in told.pieces[: told.at] for token in piece.words
    )
    if set(said) == {"expected", "reported"}:
        return said if told.standing.mention.unit else said[::-1]
    if claims:
        order: tuple[Said, ...] = ("claimed",)
    elif (
        told.owned.former
        or any(word in grammar.past for word in words)
        or not (hedged or any(verb in speech.said for verb in verbs))
    ):
        order = ("reported", "expected")
    elif any(verb in speech.said and verb in speech.directions for verb in verbs):
        order = ("expected",)
    elif any(word in grammar.intends for word in words):
        order = ("planned", "expected")
    else:
        order = ("reported", "expected") if states else ("planned",) if wills and not moves else ("expected",)
    first = next((one for one in order if one in said), said[0])
    return tuple(sorted(said, key=lambda one: one != first))


def _helps(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a verb only helps the one behind it: `will have retreated`."""
    at = pieces.index(piece) + 1
    return at < len(pieces) and pieces[at].kind == "verb"


def _clause(pieces: Sequence[Piece], at: int) -> Iterator[Piece]:
    """The pieces of an amount's clause, before it and behind."""
    for piece in reversed(pieces[:at]):
        if piece.kind in {"contrast", "relative"} or piece.small == ":":
            break
        yield piece
    for piece in pieces[at + 1 :]:
        if piece.kind in {"mark", "contrast", "relative"}:
            break
        yield piece
