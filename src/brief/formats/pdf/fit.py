"""Fitting blocks to a page, in numbers alone: no renderer, no file. Lengths are points.

A block that was measured once is three numbers: its height, the spaces inside it that may grow, and the lines of text
whose leading may grow. Both are linear, so that how far to spread a column is solved and never tried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 13.0
"""Between two blocks, at normal type size."""
MORE_GAP = 13.0
"""How far the space between two blocks may grow."""
MORE_AIR = 4.2
"""How far a space inside a block may grow."""
MORE_LEAD = 1.2
"""How far the leading of text may grow."""
SMALLEST, LARGEST = 0.9, 1.16
"""Bounds of the type size, as shares of the theme's: 9 and 11.6 for a body of 10."""
_MOVED = 30.0
"""What it costs to set a block in the column that suits it less, in points left empty."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A block as it was measured: height, growing spaces, lines."""

    height: float
    airs: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A block with its extents in either column; None where it may not stand. `rail` says where it would rather."""

    main: Extent | None
    rail: Extent | None
    prefers_rail: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is set: 0 is tight, 1 is spread as far as it may be; more (or less) could not be reached."""

    spread: float
    shortage: float
    """Points that stay empty below; negative where the column is too long."""


@dataclass(frozen=True, slots=True)
class Split:
    """Blocks shared out between the main column and the rail."""

    railed: tuple[bool, ...]
    main: Column
    rail: Column

    @property
    def over(self) -> float:
        """Points by which the longer column is too long."""
        return max(0.0, -self.main.shortage, -self.rail.shortage)


def column(extents: Sequence[Extent], room: float, size: float) -> Column:
    """Set blocks in a column of some height: the spread that fills it, and what is left when it cannot."""
    if not extents:
        return Column(0.0, room)
    gaps = len(extents) - 1
    tight = sum(extent.height for extent in extents) + gaps * GAP * size
    give = (
        gaps * MORE_GAP
        + sum(extent.airs for extent in extents) * MORE_AIR
        + sum(extent.lines for extent in extents) * MORE_LEAD
    )
    spare = room - tight
    if spare < 0:
        return Column(0.0, spare)
    spread = min(spare / give, 1.0) if give else 0.0
    return Column(spread, spare - spread * give)


def split(choices: Sequence[Choice], room: float, size: float) -> Split:
    """Share blocks out between main column and rail: both full, both ending at the foot, few blocks displaced."""
    sides = [
        tuple(railed for railed, extent in ((False, choice.main), (True, choice.rail)) if extent is not None)
        for choice in choices
    ]
    return min((_shared(choices, railed, room, size) for railed in product(*sides)), key=lambda pair: pair[0])[1]


def _shared(choices: Sequence[Choice], railed: tuple[bool, ...], room: float, size: float) -> tuple[float, Split]:
    main = column([c.main for c, rail in zip(choices, railed, strict=True) if not rail and c.main], room, size)
    rail = column([c.rail for c, rail in zip(choices, railed, strict=True) if rail and c.rail], room, size)
    over = max(0.0, -main.shortage) + max(0.0, -rail.shortage)
    empty = max(0.0, main.shortage) + max(0.0, rail.shortage)
    moved = sum(rail != choice.prefers_rail for choice, rail in zip(choices, railed, strict=True))
    uneven = abs(main.spread - rail.spread) * 20
    return 50 * over + empty + moved * _MOVED + uneven, Split(railed, main, rail)


def scaled(size: float, used: float, room: float, exponent: float = 1.5) -> float:
    """The type size at which `used` points would become `room`: text's area goes with about the square of the size."""
    return min(max(size * (room / used) ** (1 / exponent), SMALLEST), LARGEST)
