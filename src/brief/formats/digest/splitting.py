"""Pieces in as few messages as hold them: at the borders of blocks first, then between pieces, then inside one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from brief.formats.digest.dividing import divide, ends_whole, most
from brief.formats.parts import Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from brief.formats.digest.pieces import Piece

    Holds: TypeAlias = Callable[[Sequence[Piece]], bool]

BLOCK = 2
"""The level of the headings that blocks begin with; smaller ones stand inside a block."""


class TooLongError(ValueError):
    """A piece that cannot be divided is longer than a message."""

    def __init__(self, piece: Piece) -> None:
        super().__init__(type(piece).__name__.lower())
        self.piece = piece


def split(
    pieces: Sequence[Piece], holds: Holds, ends: Callable[[Piece], bool] = lambda _: False
) -> Iterator[tuple[Piece, ...]]:
    """The pieces in messages; `holds` says whether some fit in one, `ends` after which one nothing more stands in it.

    No message ends with a heading. Raises TooLongError.
    """
    rest = tuple(pieces)
    while rest:
        count = next((at for at, piece in enumerate(rest, 1) if ends(piece)), len(rest))
        taken = most(count, lambda number: holds(rest[:number]))  # noqa: B023
        border = taken if taken == count else _border(rest, taken)
        if border and taken < count and (begun := _begun(rest, taken, holds)):
            message, rest = begun
            yield message
        elif border:
            yield rest[:border]
            rest = rest[border:]
        else:
            message, rest = _divided(rest, holds)
            yield message


def _begun(pieces: tuple[Piece, ...], taken: int, holds: Holds) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """The pieces that fit with the beginning of the next, and what is left, where that next one is too long for any.

    None where it is not, or where there is no room for a sentence of it.
    """
    following = pieces[taken]
    if holds((following,)):
        return None
    found = divide(following, lambda part: holds((*pieces[:taken], part)))
    if found is None or not ends_whole(found[0]):
        return None
    return (*pieces[:taken], found[0]), (*found[1], *pieces[taken + 1 :])


def _border(pieces: Sequence[Piece], taken: int) -> int:
    """Behind how many of the pieces that fit the message best ends: a block, if the message is half full then."""
    allowed = [at for at in range(1, taken + 1) if not isinstance(pieces[at - 1], Heading)]
    blocks = [at for at in allowed if 2 * at >= taken and _begins_block(pieces[at])]
    return (blocks or allowed or [0])[-1]


def _begins_block(piece: Piece) -> bool:
    return isinstance(piece, Heading) and piece.level <= BLOCK


def _divided(pieces: tuple[Piece, ...], holds: Holds) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The headings before the first piece and as much of it as fits, and what is left. Raises TooLongError."""
    lead = next((at for at, piece in enumerate(pieces) if not isinstance(piece, Heading)), len(pieces) - 1)
    for at in dict.fromkeys((lead, *range(lead - 1, -1, -1))):
        before = pieces[:at]
        if found := divide(pieces[at], lambda part: holds((*before, part))):  # noqa: B023
            return (*before, found[0]), (*found[1], *pieces[at + 1 :])
        if at and holds(before):
            return before, pieces[at:]
    raise TooLongError(pieces[lead])
