"""Fitting blocks to columns, in numbers alone: no renderer, no file. Lengths are points.

A block that was measured once is three numbers: its height, the spaces inside it that may grow, and the lines of text
whose leading may grow. All are linear, so that how far to spread a column is solved and never tried out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GAP, MORE_GAP = 11.0, 20.0
"""Between two blocks, at normal type size, and how far it may grow."""
JOIN = 4.6
"""Between two paragraphs that were measured apart."""
MORE_AIR = 4.2
"""How far a space inside a block may grow."""
MORE_LEAD = 1.3
"""How far the leading of text may grow."""
SMALLEST, LARGEST = 0.9, 1.16
"""Bounds of the type size, as shares of the theme's: 9 and 11.6 for a body of 10."""
_LINE = 13.5
"""About the height of a line at any size near the normal one."""
_HOPELESS = 0.93
"""The share of the smallest size below which no layout is tried."""
_WARY = 0.992
"""How much smaller than foretold the type is set; more each time."""
_HARDLY = 0.03
"""By how much type has to grow to be worth a layout."""
_SAME = 0.006
"""Type sizes that differ by less look the same."""
_ALIKE = 0.4
"""By how much of its room to grow one column may be airier than the one beside it."""
_WHITE = 0.035
"""The share of a column that may stay white at its foot, rather than that its gaps are much wider than the others'."""
_ROUNDING = 1e-6
"""Points that are no length but the machine's arithmetic."""
_OVER = 50.0
"""How much worse a point too many is than a point left empty."""
_MOVED = 30.0
"""What it costs to set a block in the column that suits it less, in points left empty."""
_UNEVEN = 24.0
"""What it costs when of two neighbouring columns one is tight and the other spread."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A block as it was measured: height, growing spaces, lines; `joined` to the one before as paragraphs are."""

    height: float
    airs: int = 0
    lines: int = 0
    joined: bool = False

    def scaled(self, ratio: float) -> Extent:
        """About what it will be in type so many times as large: lines grow taller and more, all else taller alone.

        Half a line is empty at the end of each paragraph, however many lines it has.
        """
        if not self.lines:
            return replace(self, height=self.height * ratio)
        ends = min((self.airs + 1) / 2, self.lines)
        more = ((self.lines - ends) * ratio + ends) / self.lines
        text = min(self.lines * _LINE, 1.0 * self.height)
        return replace(self, height=(self.height - text + text * more) * ratio, lines=max(round(self.lines * more), 1))


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is set: `spread` 0 is tight, 1 is as airy as it may be; `lead` is the spread of its lines.

    `shortage` is what stays empty below; negative where the column is too long. `tight` is its height at spread 0.
    """

    spread: float
    shortage: float
    tight: float
    lead: float = 0.0
    slack: float = 0.0
    """What a column that fits has left over at spread 0."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Blocks set below one another, added up: heights with the gaps between, and what may grow."""

    height: float = 0.0
    gaps: int = 0
    joins: int = 0
    airs: int = 0
    lines: int = 0

    def __sub__(self, other: Sums) -> Sums:
        """What of these sums is not in the others."""
        return Sums(
            self.height - other.height,
            self.gaps - other.gaps,
            self.joins - other.joins,
            self.airs - other.airs,
            self.lines - other.lines,
        )

    def set(self, room: float, size: float, lead: float | None = None) -> Column:
        """The column in a height: the spread that fills it, and what is left when it cannot.

        Lines are spread with the rest, or as far as `lead` says: neighbouring columns share their leading.
        """
        tight = self.height + (self.gaps * GAP + self.joins * JOIN) * size
        give = self.gaps * MORE_GAP + (self.joins + self.airs) * MORE_AIR
        leads = self.lines * MORE_LEAD
        spare = room - tight - (lead or 0.0) * leads
        give += 0.0 if lead is not None else leads
        if spare < -_ROUNDING:
            return Column(0.0, spare, tight)
        spare = max(spare, 0.0)
        spread = min(spare / give, 1.0) if give else 0.0
        left = max(spare - spread * give, 0.0)
        return Column(spread, left, tight, spread if lead is None else lead, room - tight)

    def alike(self, room: float, size: float, lead: float, spread: float) -> Column:
        """The column beside one whose lines and gaps are spread so far: its own may be a little further apart.

        Where that does not fill it, a little white is left at its foot; more than a little, and its gaps grow.
        """
        result = self.set(room, size, lead)
        if result.shortage < 0 or result.spread <= spread + _ALIKE:
            return result
        give = self.gaps * MORE_GAP + (self.joins + self.airs) * MORE_AIR
        leads = self.lines * MORE_LEAD
        left = result.slack - (spread + _ALIKE) * give
        lead = min(left / leads, lead + _ALIKE, 1.0) if leads else lead
        filled = result.slack - lead * leads - _WHITE * room
        further = min(max(filled / give, spread + _ALIKE), 1.0) if give else 0.0
        further = min(further, (result.slack - lead * leads) / give) if give else 0.0
        return replace(
            result, spread=further, lead=lead, shortage=max(result.slack - lead * leads - further * give, 0.0)
        )


def sums(extents: Sequence[Extent]) -> tuple[Sums, ...]:
    """The sums of the first none, one, two ... blocks; each block counts the gap above it."""
    found = [Sums()]
    for extent in extents:
        last = found[-1]
        found.append(
            Sums(
                last.height + extent.height,
                last.gaps + (not extent.joined),
                last.joins + extent.joined,
                last.airs + extent.airs,
                last.lines + extent.lines,
            )
        )
    return tuple(found)


def between(found: Sequence[Sums], extents: Sequence[Extent], start: int, end: int) -> Sums:
    """The sums of some blocks as a column of their own: there is no gap above the first."""
    if start == end:
        return Sums()
    joined = extents[start].joined
    return found[end] - found[start] - Sums(gaps=int(not joined), joins=int(joined))


def column(extents: Sequence[Extent], room: float, size: float, lead: float | None = None) -> Column:
    """Set blocks in a column of some height."""
    return between(sums(extents), extents, 0, len(extents)).set(room, size, lead)


def evenly(columns: Sequence[Sequence[Extent]], rooms: Sequence[float], size: float) -> tuple[Column, ...]:
    """Neighbouring columns, alike in their lines and their gaps, as long as none ends early for it."""
    added = [between(sums(extents), extents, 0, len(extents)) for extents in columns]
    free = [found.set(room, size) for found, room in zip(added, rooms, strict=True)]
    lead = min((result.lead for result, found in zip(free, added, strict=True) if found.lines), default=0.0)
    spread = min((result.spread for result, found in zip(free, added, strict=True) if found.gaps), default=0.0)
    return tuple(found.alike(room, size, lead, spread) for found, room in zip(added, rooms, strict=True))


def tops(extents: Sequence[Extent], result: Column, size: float) -> tuple[float, ...]:
    """Where each block of a column begins."""
    spread = result.spread
    places: list[float] = []
    below = 0.0
    for number, extent in enumerate(extents):
        gap = JOIN * size + spread * MORE_AIR if extent.joined else GAP * size + spread * MORE_GAP
        places.append(below + (gap if number else 0.0))
        below = places[-1] + extent.height + spread * extent.airs * MORE_AIR + result.lead * extent.lines * MORE_LEAD
    return tuple(places)


@dataclass(frozen=True, slots=True)
class Choice:
    """A block with its extents in either column; None where it may not stand. `prefers_rail` says where it would."""

    main: Extent | None
    rail: Extent | None
    prefers_rail: bool = False


def shared(choices: Sequence[Choice], room: float, size: float) -> tuple[bool, ...]:
    """Which blocks go to the rail, so that both columns are full, end at the foot, and few blocks are displaced."""
    sides = [
        tuple(railed for railed, extent in ((False, choice.main), (True, choice.rail)) if extent is not None)
        for choice in choices
    ]

    def cost(railed: tuple[bool, ...]) -> float:
        main = column([c.main for c, rail in zip(choices, railed, strict=True) if not rail and c.main], room, size)
        rail = column([c.rail for c, rail in zip(choices, railed, strict=True) if rail and c.rail], room, size)
        moved = sum(rail != choice.prefers_rail for choice, rail in zip(choices, railed, strict=True))
        return _badness(main) + _badness(rail) + moved * _MOVED + abs(main.spread - rail.spread) * _UNEVEN

    return min(product(*sides), key=cost)


def _badness(result: Column) -> float:
    return result.shortage if result.shortage >= 0 else -result.shortage * _OVER


Cost: TypeAlias = "tuple[float, int, float]"
"""Points too many, columns left empty before one that is not, and how white and uneven the others are."""
_EXACTLY = 3
"""Decimals of a point that are told apart."""


def divided(extents: Sequence[Extent], rooms: Sequence[float], size: float) -> tuple[int, ...]:
    """Where each column begins, when blocks run through columns in their order: as even and as full as can be."""
    count = len(extents)
    found = sums(extents)

    @cache
    def best(start: int, number: int) -> tuple[Cost, tuple[int, ...]]:
        """The least cost of setting what follows in the columns that follow, with where those begin."""
        last = number == len(rooms) - 1
        ends = (count,) if last else range(start, count + 1)

        def through(end: int) -> tuple[Cost, tuple[int, ...]]:
            result = between(found, extents, start, end).set(rooms[number], size)
            over = round(max(-result.shortage, 0.0), _EXACTLY)
            own = over, start == end < count, max(result.shortage, 0.0) + _UNEVEN * result.spread**2
            (long, passed, white), begins = ((0.0, 0, 0.0), ()) if last else best(end, number + 1)
            return (own[0] + long, own[1] + passed, own[2] + white), (start, *begins)

        return min(through(end) for end in ends)

    return best(0, 0)[1]


def law(ratio: float) -> float:
    """How the height of blocks goes with the type size: with its square for text, and less for what is no text."""
    return float(ratio**1.6)


def search(wanted: Callable[[float], float], start: float, tries: int = 3) -> None:
    """Try sizes from `start` on: each try is a layout, and gives the size at which the page would be full.

    None is spent on a page that is hopelessly long, nor on type that would hardly be larger. A size that was too large,
    as the wish for a smaller one says, is never reached again, nor one that had room undercut.
    """
    low, high, size = 0.0, LARGEST * (1 + _SAME), start
    for number in range(tries):
        wish = wanted(size)
        if wish < size:
            high = size
        else:
            low = size
            if min(wish, high) < size * (1 + _HARDLY) or size >= LARGEST - _SAME:
                return
        if wish < SMALLEST * _HOPELESS:
            return
        # Less than the law says: a page that is a line too long costs another layout.
        size = max(wish * _WARY ** (1 + number), SMALLEST)
        size = SMALLEST if size < SMALLEST + _HARDLY / 2 else min(size, LARGEST)
        if not low + _SAME < size < high - _SAME:
            size = (low + high) / 2 if low else SMALLEST
        if size - low < _SAME or high - size < _SAME:
            return


def largest(fits: Callable[[float], bool], smallest: float, exact: float = 0.004) -> float:
    """The largest size that fits, by trying in numbers alone; `smallest` where none does."""
    low, high = smallest, LARGEST
    if fits(high):
        return high
    while high - low > exact:
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
