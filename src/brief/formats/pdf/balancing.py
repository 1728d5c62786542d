"""Lines of one length: title, dek, bottom line and the headlines of stories, from the widths of their words."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from brief.document import Section, Story
from brief.formats.pdf.spelling import bound
from brief.prose import Citation, words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from brief.document import Document
    from brief.formats.pdf.page import Slot
    from brief.prose import Line

_INDENT = 9.0
"""Points that the bottom line is set in."""
_NUMBER = 7.0
"""Points that a source number takes; it is not measured with the words."""
_SPACE = "\N{NO-BREAK SPACE}"
_SPACED = "-space"
"""What the name of a part's space ends with."""
_SLACK = 0.4
"""Points by which a line is set wider than its words, for the rounding of lengths."""
_BESIDE, _BETWEEN = 0.64, 11.0
"""The share of its width that a lead's picture leaves the words, and the points between."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The widths in points, in type of normal size, of the words of each part and of the space between them."""

    widths: Mapping[str, tuple[float, ...]]
    spaces: Mapping[str, float]
    cited: Mapping[str, int]

    def lines(self, part: str, size: float, width: float) -> int:
        """How many lines a part of the head takes."""
        most = self._room(part, width) - self.cited[part] * _NUMBER
        return line_count([word * size for word in self.widths[part]], self.spaces[part] * size, most)

    def head(self, size: float, width: float) -> dict[str, float]:
        """The widths in which the parts of the head are set; none for what stands on one line."""
        return dict(self._balanced({part: self._room(part, width) for part in self.cited}, size))

    def headlines(self, slots: Iterable[Slot], size: float) -> dict[str, float]:
        """How far before its column each story's headline ends, by the stories' ids; none beside a small picture."""
        rooms: dict[str, float] = {}
        for slot in slots:
            for story in _stories(slot):
                if not story.picture or not slot.column.startswith("columns"):
                    lead = story.picture and slot.column == "across"
                    rooms[story.id] = slot.width * _BESIDE - _BETWEEN if lead else slot.width
        whole = {part: room for part, room in rooms.items() if part in self.widths and self._full(part, size, room)}
        return {part: rooms[part] - width for part, width in self._balanced(whole, size)}

    def _full(self, part: str, size: float, room: float) -> bool:
        """Whether its lines are as few as can be: else a word that breaks at its hyphen might have saved one."""
        found, space = self.widths[part], self.spaces[part]
        length = (sum(found) + (len(found) - 1) * space) * size
        return line_count([word * size for word in found], space * size, room) == ceil(length / room)

    def _balanced(self, rooms: Mapping[str, float], size: float) -> Iterator[tuple[str, float]]:
        for part, room in rooms.items():
            found = balanced([word * size for word in self.widths[part]], self.spaces[part] * size, room)
            width = found + self.cited.get(part, 0) * _NUMBER
            if width < room:
                yield part, width + _SLACK

    def _room(self, part: str, width: float) -> float:
        return width - (_INDENT if part == "bottom_line" else 0)


def _stories(slot: Slot) -> Sequence[Story]:
    match slot.block:
        case Section(stories=stories):
            return stories
        case Story() as story:
            return (story,)
    return ()


def _head(document: Document) -> Iterator[tuple[str, Line]]:
    yield "title", document.title
    if document.dek:
        yield "dek", document.dek
    if len(document.bottom_line.paragraphs) == 1:
        yield "bottom_line", document.bottom_line.paragraphs[0]


def _headlines(document: Document) -> Iterator[tuple[str, str, Line]]:
    """The stories whose headlines are words alone: id, size and headline."""
    for block in document.every_block():
        if isinstance(block, Story) and not any(isinstance(node, Citation) for node in block.heading):
            yield block.id, block.size, block.heading


def _apart(line: Line) -> tuple[str, ...]:
    """The words between which a line may break."""
    return tuple(filter(None, words(bound(line)).split(" ")))


def ruler(document: Document) -> dict[str, tuple[str, ...]]:
    """The words of each part and a space, to be measured one by one; the names are classes of the stylesheet."""
    parts: dict[str, tuple[str, ...]] = {}
    for part, line in _head(document):
        parts |= {part: _apart(line), part + _SPACED: (_SPACE,)}
    for name, size, heading in _headlines(document):
        parts[f"headline {size} {name}"] = _apart(heading)
        parts[f"headline {size} {_SPACED}"] = (_SPACE,)
    return parts


def ruled(document: Document, measured: Mapping[str, tuple[float, ...]], size: float) -> Ruled:
    """What was measured of a ruler in type of some size."""
    names = {part: (part, part + _SPACED) for part, _ in _head(document)}
    names |= {name: (f"headline {size} {name}", f"headline {size} {_SPACED}") for name, size, _ in _headlines(document)}
    there = {part: found for part, found in names.items() if all(name in measured for name in found)}
    return Ruled(
        {part: tuple(width / size for width in measured[found]) for part, (found, _) in there.items()},
        {part: measured[space][0] / size for part, (_, space) in there.items()},
        {part: sum(isinstance(node, Citation) for node in line) for part, line in _head(document) if part in there},
    )


def line_count(widths: Sequence[float], space: float, width: float) -> int:
    """How many lines words of these widths need."""
    count, used = 1, -space
    for word in widths:
        if used + space + word > width:
            count, used = count + 1, -space
        used += space + word
    return count


def balanced(widths: Sequence[float], space: float, limit: float) -> float:
    """The narrowest line in which words of these widths need no more lines than in one of `limit`."""
    fewest = line_count(widths, space, limit)
    if fewest == 1:
        return limit
    low, high = max(widths, default=limit), limit
    while high - low > 0.5:  # noqa: PLR2004  (points)
        middle = (low + high) / 2
        low, high = (low, middle) if line_count(widths, space, middle) <= fewest else (middle, high)
    return min(high, limit)
