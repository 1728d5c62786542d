"""The search for the page: each block measured once at each size, layouts compared, the fittest kept."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from brief.formats.pdf import fit, fonts
from brief.formats.pdf.layouts import Layout, Measure, Placing, TwoColumns, candidates
from brief.formats.pdf.page import Body, Setter, Sheet
from brief.prose import Citation, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from brief.document import Block, Document
    from brief.formats.pdf.cutting import Version
    from brief.formats.pdf.page import Slot
    from brief.prose import Line

_AROUND = 15.0
"""Points between head and body, and body and foot, at normal size."""
_TOLERANCE = 0.04
"""The share of a body that may stay empty below a column before its type is set larger."""
_GOOD = 0.07
"""The share of a column that may end early for the first layout to be taken; twice as much for the second."""
_SURELY = 1.15
"""How much more than its room a layout needs, by the area of its blocks, to be given up unseen."""
_RUNNER = 26.0
"""The height in points of the line above a page that is not the first."""
_SLACK = 0.4
"""Points held back from a body's height, so that rounding never begins a new page."""
_INDENT = 9.0
"""Points that the bottom line is set in."""
_NUMBER = 7.0
"""Points that a source number takes; it is not measured with the words."""
_SPACE = "\N{NO-BREAK SPACE}"
_SIGN = 100.0
"""Square points of a full page for each of its characters at normal size, head, pictures and white space among them."""
_DENSE = 1.12
"""How many times as much as a page holds in normal type calls for the smallest, as good as surely."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout at a size: the sheet as it would be printed, and how full it is."""

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

    @property
    def quality(self) -> float:
        """What a reader would rather have: all of it, in large type, with no empty corner."""
        if not self.fits:
            return self.placing.surplus
        return 1 + self.sheet.size - 1.5 * self.placing.surplus / self.room


class Fitting:
    """The search for one Document's page."""

    def __init__(self, setter: Setter) -> None:
        """Begin with nothing measured."""
        self._setter = setter
        self._measure = Measure(setter.width, setter.rail, setter.gap)
        self._extents: dict[float, dict[tuple[str, Block], fit.Extent]] = {}
        self._ends: dict[tuple[float, tuple[str, ...]], tuple[float, float]] = {}
        self._words: dict[str, tuple[float, ...]] = {}
        self._cited: dict[str, int] = {}

    def best(self, version: Version, start: float | None = None, among: Sequence[Layout] = ()) -> Fitted:
        """The fittest layout on one page, at its best size; it may still be too long.

        The size is sought from `start`, where that is known to be needed, else from where the words foretell; the
        layout among some, or else among all that suit.
        """
        size = start or self._foretold(version.document)
        layouts = among or candidates(version.document, self._measure, dense=start is not None)
        tried: list[Fitted] = []
        for layout in layouts:
            if tried and self._hopeless(layout, layouts[0], version, size):
                continue
            tried.append(self._sized(layout, version, size))
            if any(fitted.emptiest < _GOOD * len(tried) for fitted in tried):
                break
        return max(tried, key=lambda fitted: fitted.quality)

    def _foretold(self, document: Document) -> float:
        """The smallest size where there are too many words for any other, which saves a layout; else the normal one."""
        signs = sum(len(passage.words) for passage in fonts.passages(document))
        return fit.SMALLEST if signs * _SIGN > _DENSE * self._setter.room * self._setter.width else 1.0

    def _hopeless(self, layout: Layout, measured: Layout, version: Version, size: float) -> bool:
        """Whether the layout is too small by far, judged by the area of what was measured in another."""
        area = sum(
            extent.height * slot.width
            for slot in measured.slots()
            if slot.column != "rail" and (extent := self._extents[size].get(slot.key))
        )
        needed = area / layout.breadth * fit.law(fit.SMALLEST / size)
        return needed > self._room(size, version) * _SURELY

    def first_that_may_fit(self, versions: Sequence[Version]) -> int:
        """The number of the first version that some layout holds at the smallest size; of the last if none is held.

        All versions are measured in one layout.
        """
        size = fit.SMALLEST
        layouts = [candidates(version.document, self._measure, dense=True) for version in versions]
        self._measured(size, versions[0], (slot for per in layouts for layout in per for slot in layout.slots()))
        for number, per in enumerate(layouts):
            room = self._room(size, versions[0]) - 11 * len(versions[number].notices)
            if any(layout.place(self._extents[size], [room], size).surplus >= 0 for layout in per):
                return number
        return len(versions) - 1

    def holding(self, version: Version, like: Version) -> list[Layout]:
        """The layouts that hold it at the smallest size beside the head and foot of another version.

        Reckoned from what was measured: a layout with a block that never was holds nothing.
        """
        size = fit.SMALLEST
        self._measured(size, like, ())
        known, room = self._extents[size], self._room(size, like)
        return [
            layout
            for layout in candidates(version.document, self._measure, dense=True)
            if all(slot.key in known for slot in layout.slots()) and layout.place(known, [room], size).surplus >= 0
        ]

    def paged(self, version: Version, most: int, size: float) -> Fitted:
        """The version on as few pages as it needs, at most so many, in columns."""
        layout = TwoColumns(version.document, self._measure)
        self._measured(size, version, layout.slots())
        head, foot = self._ends[size, version.notices]
        tight = sum(self._extents[size][slot.key].height for slot in layout.columned) / layout.count
        pages = min(max(ceil(tight / self._setter.room), 1), most)
        while True:
            rooms = [self._setter.room - 2 * _AROUND * size - (_RUNNER if page else head) for page in range(pages)]
            rooms[-1] -= foot
            placing = layout.place(self._extents[size], rooms, size)
            if placing.surplus >= 0 or pages == most:
                return Fitted(self._sheet(placing, rooms, size, version), placing, sum(rooms))
            pages += 1

    def _sized(self, layout: Layout, version: Version, start: float) -> Fitted:
        """A layout at the size at which it is full."""
        seen: dict[float, Fitted] = {}

        def surplus(size: float) -> float:
            self._measured(size, version, layout.slots())
            room = self._room(size, version)
            placing = layout.place(self._extents[size], [room], size)
            seen[size] = Fitted(self._sheet(placing, [room], size, version), placing, room)
            return placing.spare(_TOLERANCE * room)

        self._measured(start, version, layout.slots())
        room = self._room(start, version)
        return seen[fit.search(surplus, _TOLERANCE * room, room, start)]

    def _room(self, size: float, version: Version) -> float:
        """The height of the body on the only page."""
        head, foot = self._ends[size, version.notices]
        return self._setter.room - head - foot - 2 * _AROUND * size

    def _sheet(self, placing: Placing, rooms: Sequence[float], size: float, version: Version) -> Sheet:
        bodies = tuple(
            Body(slots, room - _SLACK, _AROUND * size) for slots, room in zip(placing.pages, rooms, strict=True)
        )
        return Sheet(version.document, bodies, size, version.notices, self._lines(size), final=True)

    def _lines(self, size: float) -> dict[str, float]:
        """The widths in which title, dek and bottom line are set, so that their lines are of one length."""
        widths: dict[str, float] = {}
        for part, (*found, space) in self._words.items():
            most = self._setter.width - (_INDENT if part == "bottom_line" else 0)
            width = fit.balanced([width * size for width in found], space * size, most) + self._cited[part] * _NUMBER
            if width < most:
                widths[part] = width + _SLACK
        return widths

    def _measured(self, size: float, version: Version, slots: Iterable[Slot]) -> None:
        """Measure what was not measured yet at this size, in one layout."""
        known = self._extents.setdefault(size, {})
        new = {slot.key: slot for slot in slots if slot.key not in known}
        if not new and (size, version.notices) in self._ends:
            return
        document = version.document
        ruler = {} if self._words else _ruler(document)
        body = Body(tuple(new.values()))
        measures = self._setter.measure(Sheet(document, (body,), size, version.notices, self._lines(size), ruler=ruler))
        known |= dict(zip(new, measures.slots, strict=True))
        self._ends[size, version.notices] = measures.head, measures.foot
        if ruler:
            found = {part: tuple(width / size for width in widths) for part, widths in measures.words.items()}
            self._words = {
                part: (*found[part], *found[f"{part}-space"]) for part in ruler if part in found and "-" not in part
            }
            self._cited = {part: sum(isinstance(node, Citation) for node in line) for part, line in _ruled(document)}


def _ruled(document: Document) -> Iterator[tuple[str, Line]]:
    """What is set in lines of one length."""
    yield "title", document.title
    if document.dek:
        yield "dek", document.dek
    if len(document.bottom_line.paragraphs) == 1:
        yield "bottom_line", document.bottom_line.paragraphs[0]


def _ruler(document: Document) -> dict[str, tuple[str, ...]]:
    """The words of each, and a space, to be measured one by one."""
    parts: dict[str, tuple[str, ...]] = {}
    for part, line in _ruled(document):
        parts |= {part: tuple(words(line).split()), f"{part}-space": (_SPACE,)}
    return parts
