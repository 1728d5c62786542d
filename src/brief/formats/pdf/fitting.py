"""The search for the page: each block measured once at each size, layouts compared, the fittest kept."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from brief.formats.pdf import fit, fonts
from brief.formats.pdf.balancing import Ruled, ruled, ruler
from brief.formats.pdf.layouts import Layout, Measure, Placing, TwoColumns, candidates, likely
from brief.formats.pdf.page import CLOSING, Body, Setter, Sheet, points
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brief.document import Block, Document
    from brief.formats.cutting import Version
    from brief.formats.pdf.page import Slot

_AROUND = 15.0
"""Points between head and body, and body and foot, at normal size."""
_GOOD = 0.05
"""The share of a column that may end early for a layout to be taken."""
_KINDS = 2
"""How many layouts are tried at most, the most promising first."""
_SECOND = 0.06
"""How much less a layout is worth than the one that suits the words better, in shares of the type size."""
_LESS = (1.0, 0.985, 0.97)
"""Shares of the largest size that are compared: in columns a smaller one may come out more even."""
_SURELY = 0.992
"""How much smaller than foreseen the type is set at first."""
_NEAR = 0.025
"""Type sizes that differ by less are not worth a layout."""
_TOO_LONG = 0.985
"""How much smaller the type is set at least, where a page was too long."""
_HOPEFUL = 0.96
"""The share of the smallest size below which a layout that was foreseen is not tried."""
_OPENING = 40.0
"""Points of a head's spaces, which close where space is short."""
_BOTTOM_LEADING = 14.0
"""Points from line to line of the bottom line, at normal size."""
_NOTICE_SIGN, _NOTICE_LINE, _NOTICE_SPACE = 3.5, 9.7, 4.0
"""Points that a character takes of what the foot says of cuts, a line of it, and the space below."""
_RUNNER = 26.0
"""The height in points of the line above a page that is not the first."""
_SLACK = 0.4
"""Points held back from a body's height, so that rounding never begins a new page."""
_SIGN = 100.0
"""Square points of a full page for each of its characters at normal size, head, pictures and white space among them."""
_LOOSE = 0.45
"""The share of a page in normal type that calls for the largest."""
_DENSE = 1.12
"""How many times as much as a page holds in normal type calls for the smallest, as good as surely."""
_OVERLONG = 1.45
"""How many times as much is too much for the smallest as well."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout at a size: the sheet as it would be printed, and how full it is."""

    layout: Layout
    sheet: Sheet
    placing: Placing
    room: float

    @property
    def fits(self) -> bool:
        """Whether nothing is too long."""
        return self.placing.surplus >= 0

    @property
    def emptiest(self) -> float:
        """The share of the emptiest column that stays empty; more than all where something is too long.

        Nothing, where one column alone in the largest type leaves white below it: there is little to read.
        """
        if not self.fits:
            return 2.0
        if len(self.placing.columns) == 1 and self.sheet.size == fit.LARGEST:
            return 0.0
        return self.placing.surplus / self.room

    def suits(self, size: float) -> bool:
        """Whether a reader would not want another layout: it is full, and its type no smaller than where it began."""
        return self.emptiest < _GOOD and self.sheet.size >= min(size, 1.0)

    @property
    def quality(self) -> float:
        """What a reader would rather have: all of it, in large type, with no empty corner."""
        if not self.fits:
            return self.placing.surplus
        empty = self.emptiest
        return 1 + self.sheet.size - 1.5 * empty - 10 * max(empty - 0.9 * _GOOD, 0.0)


class Fitting:
    """The search for one Document's page."""

    def __init__(self, setter: Setter) -> None:
        """Begin with nothing measured."""
        self._setter = setter
        self.measure = Measure(setter.width, setter.rail, setter.gap)
        self._extents: dict[float, dict[tuple[str, Block], fit.Extent]] = {}
        self._ends: dict[tuple[float, tuple[str, ...]], tuple[float, float]] = {}
        self._ruled = Ruled({}, {}, {})

    def best(self, version: Version, start: float | None = None, among: Sequence[Layout] = ()) -> Fitted:
        """The fittest layout on one page, at its best size; it may still be too long.

        The size is sought from `start`, where that is known to be needed, else from where the words foretell; the
        layout among some, or else among all that suit.
        """
        size = start or self.foretold(version.document)
        layouts = list(among or candidates(version.document, self.measure, dense=start is not None))
        foreseen = self._all_foreseen(layouts[: likely(layouts)], version, size)
        if not foreseen[0].suits(size):
            foreseen += self._all_foreseen(layouts[len(foreseen) :], version, size)
        ranked = sorted(
            range(len(foreseen)), key=lambda number: foreseen[number].quality - _SECOND * number, reverse=True
        )
        tried: list[Fitted] = []
        for number in ranked[:_KINDS]:
            if tried and foreseen[number].quality < tried[-1].quality:
                break
            if foreseen[number].sheet.size < fit.SMALLEST * _HOPEFUL:
                tried.append(self._scaled(fit.SMALLEST, layouts[number], version, size))
                continue
            tried.append(self._sized(layouts[number], version, foreseen[number].sheet.size, size))
            if tried[-1].emptiest < _GOOD:
                break
        return max(tried, key=lambda fitted: fitted.quality)

    def _all_foreseen(self, layouts: Sequence[Layout], version: Version, known: float) -> list[Fitted]:
        """Layouts, each at the size that suits it best, by one measuring."""
        self._measured(known, version, (slot for layout in layouts for slot in layout.slots()))
        return [self._foreseen(layout, version, known) for layout in layouts]

    def _foreseen(self, layout: Layout, version: Version, known: float) -> Fitted:
        """A layout at the size that suits it best, as far as its measures at another size foretell."""
        most = self._wanted(layout, version, known)
        return max(
            (self._scaled(most * less, layout, version, known) for less in _LESS), key=lambda fitted: fitted.quality
        )

    def _wanted(self, layout: Layout, version: Version, known: float) -> float:
        """The size at which a layout will be full, as far as its measures at another size foretell."""
        return fit.largest(
            lambda size: self._scaled(size, layout, version, known).fits, fit.SMALLEST * 0.8, fit.LARGEST / 300
        )

    def _scaled(self, size: float, layout: Layout, version: Version, known: float) -> Fitted:
        """A layout at a size, by what was measured at another."""
        extents, ratio = self._extents[known], size / known
        scaled = {slot.key: extents[slot.key].scaled(ratio) for slot in layout.slots()}
        room = self._room(known, version) + self._yields(known, size)
        placing = layout.place(scaled, [room], size)
        return Fitted(layout, self._sheet(placing, [room], size, version), placing, room)

    def _yields(self, known: float, size: float) -> float:
        """How many points more the body has in type of another size: head and spaces change with it."""
        opened = _OPENING * (self._opening(known) - self._opening(size))
        return self._lined(known) - self._lined(size) + opened + 2 * _AROUND * (known - size)

    def _opening(self, size: float) -> float:
        return size * min(1 - (1 - size) * CLOSING, 1.0)

    def _lined(self, size: float) -> float:
        """The height of the lines of title, dek and bottom line."""
        page, height = self._setter.job.press.theme.page, 0.0
        for part in self._ruled.cited:
            leading = points(page[f"{part}_leading"]) if part != "bottom_line" else _BOTTOM_LEADING
            height += self._ruled.lines(part, size, self._setter.width) * leading * size
        return height

    def foretold(self, document: Document) -> float:
        """The size from which the search begins: the smallest or the largest where words call for it, else the normal.

        Either saves a layout.
        """
        share = self._share(document)
        return fit.SMALLEST if share > _DENSE else fit.LARGEST if share < _LOOSE else 1.0

    def overlong(self, document: Document) -> bool:
        """Whether there are so many words that the page holds them by no means."""
        return self._share(document) > _OVERLONG

    def _share(self, document: Document) -> float:
        """What the words take of a page in normal type."""
        signs = sum(len(passage.words) for passage in fonts.passages(document))
        return signs * _SIGN / (self._setter.room * self._setter.width)

    def first_that_may_fit(self, versions: Sequence[Version]) -> int:
        """The number of the first version that some layout holds at the smallest size; of the last if none is held.

        All versions are measured in one layout.
        """
        size = fit.SMALLEST
        layouts = [candidates(version.document, self.measure, dense=True) for version in versions]
        self._measured(size, versions[0], (slot for per in layouts for layout in per for slot in layout.slots()))
        for number, per in enumerate(layouts):
            room = self._room(size, versions[number])
            if any(layout.place(self._extents[size], [room], size).surplus >= 0 for layout in per):
                return number
        return len(versions) - 1

    def holding(self, version: Version) -> list[Layout]:
        """The layouts that hold it at the smallest size.

        Reckoned from what was measured: a layout with a block that never was holds nothing.
        """
        size = fit.SMALLEST
        known, room = self._extents[size], self._room(size, version)
        return [
            layout
            for layout in candidates(version.document, self.measure, dense=True)
            if all(slot.key in known for slot in layout.slots()) and layout.place(known, [room], size).surplus >= 0
        ]

    def paged(self, version: Version, most: int, size: float) -> Fitted:
        """The version on as few pages as it needs, at most so many, in columns."""
        layout = TwoColumns(version.document, self.measure)
        self._measured(size, version, layout.slots(), exactly=True)
        head, foot = self._ends[size, version.notices]
        tight = sum(self._extents[size][slot.key].height for slot in layout.columned) / layout.count
        pages = min(max(ceil(tight / self._setter.room), 1), most)
        while True:
            rooms = [self._setter.room - 2 * _AROUND * size - (_RUNNER if page else head) for page in range(pages)]
            rooms[-1] -= foot
            placing = layout.place(self._extents[size], rooms, size)
            if placing.surplus >= 0 or pages == most:
                return Fitted(layout, self._printed(placing, rooms, size, version), placing, sum(rooms))
            pages += 1

    def held(self, fitted: Fitted, version: Version) -> float:
        """The share of its running text that a page, which is too long, would hold: by numbers, as paragraphs fall."""
        size, rooms = fitted.sheet.size, [body.height + _SLACK for body in fitted.sheet.bodies]
        known = self._extents[size]
        layouts = candidates(version.document, self.measure, dense=True) if len(rooms) == 1 else [fitted.layout]
        measured = [layout for layout in layouts if all(slot.key in known for slot in layout.slots())]

        def fits(share: float) -> bool:
            less = {
                key: replace(extent, height=extent.height * share, lines=round(extent.lines * share))
                if extent.lines
                else extent
                for key, extent in known.items()
            }
            return any(layout.place(less, rooms, size).surplus >= 0 for layout in (*measured, fitted.layout))

        return fit.largest(fits, 0.0)

    def _sized(self, layout: Layout, version: Version, start: float, known: float) -> Fitted:
        """A layout at the size at which it is full."""
        seen: dict[float, Fitted] = {}

        def wanted(size: float) -> float:
            seen[size] = found = self.at(size, layout, version)
            wish = self._wanted(layout, version, size)
            return max(wish, size) if found.fits else min(wish, size * _TOO_LONG)

        # What was measured at a size that is nearly right needs no other layout.
        fit.search(wanted, known if abs(start - known) < _NEAR else max(start * _SURELY, fit.SMALLEST))
        return max(seen.values(), key=lambda fitted: fitted.quality)

    def at(self, size: float, layout: Layout, version: Version) -> Fitted:
        """A layout at a size, whether it fits or not."""
        self._measured(size, version, layout.slots(), exactly=True)
        room = self._room(size, version)
        placing = layout.place(self._extents[size], [room], size)
        return Fitted(layout, self._printed(placing, [room], size, version), placing, room)

    def _room(self, size: float, version: Version) -> float:
        """The height of the body on the only page; what the foot says of cuts is reckoned until it is measured."""
        if (size, version.notices) in self._ends:
            head, foot = self._ends[size, version.notices]
        else:
            known = next(notices for at, notices in self._ends if at == size)
            head, foot = self._ends[size, known]
            foot += self._noticed(version.notices) - self._noticed(known)
        return self._setter.room - head - foot - 2 * _AROUND * size

    def _noticed(self, notices: Sequence[str]) -> float:
        """About how high the lines are that tell of cuts."""
        length = sum(map(len, notices)) * _NOTICE_SIGN
        return ceil(length / self._setter.width) * _NOTICE_LINE + _NOTICE_SPACE if notices else 0.0

    def _sheet(self, placing: Placing, rooms: Sequence[float], size: float, version: Version) -> Sheet:
        bodies = tuple(
            Body(slots, room - _SLACK, _AROUND * size) for slots, room in zip(placing.pages, rooms, strict=True)
        )
        return Sheet(
            version.document, bodies, size, version.notices, self._ruled.head(size, self._setter.width), final=True
        )

    def _printed(self, placing: Placing, rooms: Sequence[float], size: float, version: Version) -> Sheet:
        """The sheet with its headlines in lines of one length."""
        sheet = self._sheet(placing, rooms, size, version)
        slots = (slot for page in placing.pages for slot in page)
        return replace(sheet, ends=self._ruled.headlines(slots, size))

    def _measured(self, size: float, version: Version, slots: Iterable[Slot], *, exactly: bool = False) -> None:
        """Measure what was not measured yet at this size, in one layout; the version's own foot where asked for."""
        known = self._extents.setdefault(size, {})
        new = {slot.key: slot for slot in slots if slot.key not in known}
        seen = any(at == size and (notices == version.notices or not exactly) for at, notices in self._ends)
        if seen and not new:
            return
        document = version.document
        words = {} if self._ruled.widths else ruler(document)
        body = Body(tuple(new.values()))
        widths = self._ruled.head(size, self._setter.width)
        measures = self._setter.measure(Sheet(document, (body,), size, version.notices, widths, ruler=words))
        known |= dict(zip(new, measures.slots, strict=True))
        self._ends[size, version.notices] = measures.head, measures.foot
        if words:
            self._ruled = ruled(document, measures.words, size)
