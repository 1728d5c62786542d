"""How a page may be laid out, by what it holds: the slots that are measured, and where they are placed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.document import (
    Bars,
    Contents,
    Image,
    Items,
    LineChart,
    Note,
    Numbers,
    Quote,
    Rows,
    Section,
    Story,
    Table,
    Text,
    word_count,
)
from brief.formats.pdf import fit
from brief.formats.pdf.page import Slot
from brief.prose import Line, Prose
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.document import Block, Document

    Extents = Mapping[tuple[str, Block], fit.Extent]
    """What was measured at one size, by column and block."""

_RAILED = (Bars, Rows, Quote, LineChart, Image)
"""What stands in the rail by preference."""
_EITHER = (*_RAILED, Items, Note)
"""What may stand in the rail."""
_ACROSS = (Contents, Numbers)
"""What stands above the columns, as wide as the page."""
_WIDE_TABLE = 3
"""From how many columns on a table is too wide for the rail."""
_LITTLE, _FEW = 460, 300
"""Up to how many words one column is read with pleasure; and without a thought of two."""
_RAILFUL = 3
"""How many blocks that stand in the rail by preference are likely to fill it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths of a page in points: the whole, the rail, and the gap between columns."""

    width: float
    rail: float
    gap: float

    @property
    def main(self) -> float:
        """The column beside the rail."""
        return self.width - self.rail - self.gap

    def equal(self, count: int) -> float:
        """One of several equal columns."""
        return (self.width - (count - 1) * self.gap) / count


@dataclass(frozen=True, slots=True)
class Placing:
    """Slots at their places, page by page in the Document's order, and how full the columns are."""

    pages: tuple[tuple[Slot, ...], ...]
    columns: tuple[fit.Column, ...]

    @property
    def surplus(self) -> float:
        """Points left empty in the emptiest column; negative, the points too many, as soon as one is too long."""
        over = sum(min(column.shortage, 0.0) for column in self.columns)
        return over or max(column.shortage for column in self.columns)

    @property
    def tight(self) -> float:
        """The height of all columns together at spread 0."""
        return sum(column.tight for column in self.columns)


@dataclass(frozen=True, slots=True)
class Unit:
    """A block or a piece of one; `joined` to the one before as paragraphs are."""

    block: Block
    joined: bool = False

    @property
    def leads(self) -> bool:
        """Whether it is the lead of a newsletter."""
        story = self.block.stories[0] if isinstance(self.block, Section) else self.block
        return isinstance(story, Story) and story.size == "lead"


class Layout:
    """A way to lay a Document out on one page."""

    name = ""

    def __init__(self, document: Document, measure: Measure) -> None:
        """Take the Document apart into slots."""
        self.measure = measure
        units = list(self.units(document.blocks))
        # By identity: two paragraphs may be equal.
        self._order = {id(unit.block): number for number, unit in enumerate(units)}
        self.across = tuple(Slot(unit.block, "across", measure.width) for unit in units if self.spans(unit, units))
        self.columned = tuple(self.pieces([unit for unit in units if not self.spans(unit, units)]))

    def units(self, blocks: Sequence[Block]) -> Iterator[Unit]:
        """What is placed as a whole."""
        yield from map(Unit, blocks)

    def spans(self, unit: Unit, units: Sequence[Unit]) -> bool:  # noqa: ARG002  (for those who look at its place)
        """Whether it stands above the columns."""
        return isinstance(unit.block, _ACROSS)

    def pieces(self, units: Sequence[Unit]) -> Iterator[Slot]:
        """The slots of the columns; where a block may stand in one of two, both."""
        raise NotImplementedError

    def columns(self, extents: Extents, rooms: Sequence[float], size: float) -> Placing:
        """The columned slots at their places in bodies of these heights."""
        raise NotImplementedError

    @property
    def breadth(self) -> float:
        """The width of all columns together."""
        raise NotImplementedError

    def slots(self) -> tuple[Slot, ...]:
        """What has to be measured."""
        return (*self.across, *self.columned)

    def place(self, extents: Extents, rooms: Sequence[float], size: float) -> Placing:
        """All slots at their places in bodies of these heights, one a page."""
        below, across = 0.0, []
        for slot in self.across:
            across.append(replace(slot, top=below))
            below += extents[slot.key].height + fit.GAP * size * 1.2
        placing = self.columns(extents, [rooms[0] - below, *rooms[1:]], size)
        first, *others = placing.pages
        lowered = (replace(slot, top=slot.top + below) for slot in first)
        ordered = tuple(sorted((*across, *lowered), key=lambda slot: self._order[id(slot.block)]))
        return replace(placing, pages=(ordered, *others))


class Split(Layout):
    """A main column for text, and a rail beside it for what supports it."""

    name = "split"

    def pieces(self, units: Sequence[Unit]) -> Iterator[Slot]:
        """Every block in the main column, and those that may stand there in the rail."""
        for block in (unit.block for unit in units):
            yield Slot(block, "main", self.measure.main)
            if isinstance(block, _EITHER) or _is_slim(block):
                offset = self.measure.main + self.measure.gap
                yield Slot(block, "rail", self.measure.rail, x=offset)

    def columns(self, extents: Extents, rooms: Sequence[float], size: float) -> Placing:
        """Blocks shared out between the two columns."""
        mains = [slot for slot in self.columned if slot.column == "main"]
        rails = {slot.block.id: slot for slot in self.columned if slot.column == "rail"}
        choices = [
            fit.Choice(
                extents[slot.key],
                extents[rails[slot.block.id].key] if slot.block.id in rails else None,
                isinstance(slot.block, _RAILED),
            )
            for slot in mains
        ]
        railed = fit.shared(choices, rooms[0], size)
        chosen = [rails[slot.block.id] if away else slot for slot, away in zip(mains, railed, strict=True)]
        sides = [[slot for slot in chosen if slot.column == name] for name in ("main", "rail")]
        results, slots = _set(sides, extents, [rooms[0]] * 2, size)
        placed = {slot.block.id: slot for side in slots for slot in side}
        return Placing((tuple(placed[slot.block.id] for slot in chosen),), results)

    @property
    def breadth(self) -> float:
        """The width of all columns together."""
        return self.measure.main + self.measure.rail


class Columns(Layout):
    """Equal columns through which blocks run in their order; paragraphs and stories are never broken."""

    count = 2

    def units(self, blocks: Sequence[Block]) -> Iterator[Unit]:
        """Paragraphs, stories, and other blocks as they are."""
        for block in blocks:
            if isinstance(block, Text):
                for number, paragraph in enumerate(block.prose):
                    first = block if not number else replace(block, heading=Line(), view="")
                    yield Unit(replace(first, prose=Prose((paragraph,))), number > 0)
            elif isinstance(block, Section):
                for number, story in enumerate(block.stories):
                    yield Unit(replace(block if not number else replace(block, heading=Line()), stories=(story,)))
            else:
                yield Unit(block)

    def spans(self, unit: Unit, units: Sequence[Unit]) -> bool:
        """Whether it stands above the columns: the lead of a newsletter does, where it comes first."""
        first = next((unit for unit in units if not isinstance(unit.block, _ACROSS)), None)
        return super().spans(unit, units) or (unit is first and unit.leads)

    def pieces(self, units: Sequence[Unit]) -> Iterator[Slot]:
        """Every unit on its own."""
        width = self.measure.equal(self.count)
        for unit in units:
            yield Slot(unit.block, self.name, width, unit.joined)

    def columns(self, extents: Extents, rooms: Sequence[float], size: float) -> Placing:
        """The units in their columns, page by page."""
        sizes = [replace(extents[slot.key], joined=slot.joined) for slot in self.columned]
        heights = [room for room in rooms for _ in range(self.count)]
        begins = fit.divided(sizes, heights, size)
        step = self.measure.equal(self.count) + self.measure.gap
        columns = [
            [replace(slot, x=number % self.count * step) for slot in self.columned[start:end]]
            for number, (start, end) in enumerate(zip(begins, (*begins[1:], len(sizes)), strict=True))
        ]
        results, placed = _set(columns, extents, heights, size)
        pages = (placed[first : first + self.count] for first in range(0, len(placed), self.count))
        return Placing(tuple(tuple(slot for column in page for slot in column) for page in pages), results)

    @property
    def breadth(self) -> float:
        """The width of all columns together."""
        return self.count * self.measure.equal(self.count)


class TwoColumns(Columns):
    """Two equal columns."""

    name = "columns-2"


class ThreeColumns(Columns):
    """Three equal columns."""

    name = "columns-3"
    count = 3


class Wide(Layout):
    """One column, headings hung beside it: for little text."""

    name = "wide"

    def pieces(self, units: Sequence[Unit]) -> Iterator[Slot]:
        """Every block."""
        for block in (unit.block for unit in units):
            yield Slot(block, "wide", self.measure.width)

    def columns(self, extents: Extents, rooms: Sequence[float], size: float) -> Placing:
        """The blocks below one another."""
        results, [placed] = _set([self.columned], extents, rooms, size)
        return Placing((tuple(placed),), results)

    @property
    def breadth(self) -> float:
        """The width of all columns together."""
        return self.measure.main


def _set(
    columns: Sequence[Sequence[Slot]], extents: Extents, rooms: Sequence[float], size: float
) -> tuple[tuple[fit.Column, ...], list[list[Slot]]]:
    """Columns of slots, each at its place."""
    sizes = [[replace(extents[slot.key], joined=slot.joined) for slot in slots] for slots in columns]
    results = fit.evenly(sizes, rooms, size)
    placed = [
        [
            replace(slot, spread=result.spread, lead=result.lead, top=top)
            for slot, top in zip(slots, fit.tops(heights, result, size), strict=True)
        ]
        for slots, heights, result in zip(columns, sizes, results, strict=True)
    ]
    return results, placed


def candidates(document: Document, measure: Measure, *, dense: bool = False) -> list[Layout]:
    """The layouts that suit what the Document holds, the fittest first; or those alone that hold much."""
    stories = sum(isinstance(block, Story) for block in document.every_block())
    railed = sum(isinstance(block, _RAILED) for block in document.blocks)
    aside = sum(isinstance(block, _EITHER) or _is_slim(block) for block in document.blocks)
    count = sum(word_count(block) for block in document.every_block())
    kinds: list[type[Layout]] = []
    if stories <= 1:
        # One thing alone leaves a rail empty.
        kinds = [*([Split] if railed and aside > 1 else []), *([Wide] if count < _LITTLE and not dense else [])]
    kinds += [TwoColumns, *([ThreeColumns] if count >= _LITTLE or dense else [])]
    return [kind(document, measure) for kind in kinds]


def likely(layouts: Sequence[Layout]) -> int:
    """How many of the layouts, the fittest first, are worth measuring before the others: one that suits, or all."""
    first = layouts[0]
    blocks = [slot.block for slot in first.columned if slot.column != "rail"]
    if isinstance(first, Split):
        return 1 if sum(isinstance(block, _RAILED) for block in blocks) >= _RAILFUL else len(layouts)
    return 1 if isinstance(first, Wide) and sum(map(word_count, blocks)) < _FEW else len(layouts)


def _is_slim(block: Block) -> bool:
    return isinstance(block, Table) and len(block.columns) < _WIDE_TABLE
