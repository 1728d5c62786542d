"""Charts of an email: bars as cells of a table, lines as a picture at twice its size."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from brief import charts
from brief.document import Picture
from brief.figures import Amount, write_amount
from brief.formats.email.spelling import XmlSpelling
from brief.languages import language
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from brief.document import FigureWords, LineChart
    from brief.formats.base import Job
    from brief.theme import Face

WIDTH, HEIGHT = 460, 236
SHOWN = 552
_TOP, _FOOT, _LEGEND = 14, 26, 22
_SIZE, _KEY = 14, 30
_SHORT = 2
"""Up to how many characters a unit stands at each tick; a longer one stands once, above them."""


@dataclass(frozen=True, slots=True)
class BarCell:
    """A cell of a bar: per cent of the width, and its look: `room`, `fall`, `rise`, `level`; `-open` where not sure."""

    width: int
    look: str


def bar_rows(figures: Sequence[FigureWords]) -> list[tuple[FigureWords, list[BarCell]]]:
    """Each figure with the cells of its bar; those of no width are left out, the others sum to 100.

    What is only expected, planned or claimed is drawn open, and so is the part of a range that is not sure.
    """
    bars = charts.bars(figures)
    mixed = any(bar.falls for bar in bars) and any(bar.length and not bar.falls for bar in bars)
    return [
        (figure, list(_cells(figure, bar, leftwards=mixed and bar.falls)))
        for figure, bar in zip(figures, bars, strict=True)
    ]


def _cells(figure: FigureWords, bar: charts.Bar, *, leftwards: bool) -> Iterator[BarCell]:
    look = "level" if figure.direction == "is" else "fall" if bar.falls else "rise"
    sure = bar.certain if figure.said_id == "reported" else 0
    parts = [(bar.before, "room"), (sure, look), (bar.length - sure, f"{look}-open"), (bar.after, "room")]
    if leftwards:
        parts[1:3] = parts[2:0:-1]
    end = done = 0
    for length, name in parts:
        end += length
        width = round(end / 100) - done
        if length and width:
            yield BarCell(width, name)
            done += width


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the plot with its words."""

    y: int
    baseline: int
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place along the foot with its words; `anchor` keeps the ends inside the picture."""

    x: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line: paths of points, lone points, the words at its end, and its place in the legend."""

    look: int
    label: str
    runs: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    end: str
    end_x: int
    end_y: int
    legend_x: int
    legend_y: int
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the picture's template prints, in whole pixels; `families` are the faces' own names.

    Words stand at absolute places: a shift (`dx`, `dy`) would move the first letter of an Arabic word alone.
    """

    width: int
    height: int
    left: int
    right: int
    unit_y: int
    foot: int
    size: int
    families: str
    unit: str
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Drawn, ...]


def line_picture(block: LineChart, job: Job) -> Picture | None:
    """The chart as a PNG; None where the theme's faces lack a character of it, for a table says it then."""
    import resvg_py

    faces = faces_of(job.press.theme.faces, job.press.theme.type["sans"])
    drawing = draw(block, job.document.language, faces)
    words = [*(tick.words for tick in drawing.ticks), *(mark.words for mark in drawing.marks)]
    words += [drawing.unit, *(text for line in drawing.lines for text in (line.label, line.end))]
    if not set("".join(words)) <= faces.characters:
        return None
    svg = replace(job, row=replace(job.row, spelling=XmlSpelling)).draw("line.svg.j2", drawing=drawing)
    data = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=SHOWN * 2,
        skip_system_fonts=True,
        font_files=[str(file) for file in faces.files],
    )
    alt = block.summary or block.caption or block.name
    return Picture(f"{block.id}.png", "image/png", data, SHOWN * 2, -(-drawing.height * SHOWN * 2 // WIDTH), alt)


def draw(block: LineChart, code: str, faces: Faces) -> Drawing:
    """The chart's lines, ticks and words, placed by the widths of the words."""
    words = language(code)
    plot = charts.plot(block.series)

    unit = block.unit if len(block.unit) <= _SHORT else ""

    def written(value: Decimal) -> str:
        digits = value.normalize()
        whole = digits == digits.to_integral_value()
        return write_amount(Amount(digits.quantize(Decimal(1)) if whole else digits, unit=unit), words)

    tick_words = [written(value) for value, _ in plot.ticks]
    left = max(map(faces.width, tick_words), default=0) + 10
    right = WIDTH - max((faces.width(stroke.last) for stroke in plot.strokes), default=0) - 12
    legend = list(_legend([stroke.label for stroke in plot.strokes], faces))
    top = _TOP + (legend[-1][1] + _LEGEND if legend else 0) + (0 if unit == block.unit else _LEGEND)
    bottom = top + HEIGHT - _TOP - _FOOT - _LEGEND

    def across(x: int) -> int:
        return left + (right - left) * x // 10_000

    def down(y: int) -> int:
        return top + (bottom - top) * y // 10_000

    ends = _apart([down(stroke.end[1]) for stroke in plot.strokes], _SIZE + 3)
    lines = tuple(
        Drawn(
            look=at % 4,
            label=stroke.label,
            runs=tuple(" ".join(f"{across(x)},{down(y)}" for x, y in run) for run in stroke.runs if len(run) > 1),
            dots=tuple((across(run[0][0]), down(run[0][1])) for run in stroke.runs if len(run) == 1),
            end=stroke.last,
            end_x=across(stroke.end[0]) + 7,
            end_y=ends[at] + 4,
            legend_x=legend[at][0],
            legend_y=legend[at][1] + _SIZE - 4,
            label_x=legend[at][0] + _KEY,
            label_y=legend[at][1] + _SIZE,
        )
        for at, stroke in enumerate(plot.strokes)
    )
    return Drawing(
        width=WIDTH,
        height=bottom + _FOOT,
        left=left,
        right=right,
        unit_y=top - 12,
        foot=bottom + _FOOT - 6,
        size=_SIZE,
        families=faces.names,
        unit="" if unit == block.unit else block.unit,
        ticks=tuple(Tick(down(y), down(y) + 4, text) for text, (_, y) in zip(tick_words, plot.ticks, strict=True)),
        marks=tuple(_marks(block.x, [across(place) for place in plot.places], faces)),
        lines=lines,
    )


def _legend(labels: Sequence[str], faces: Faces) -> Iterator[tuple[int, int]]:
    """Where each line's name stands: one after another, on as many rows as they need."""
    x = y = 0
    for label in labels:
        room = faces.width(label) + _KEY + 22
        if x and x + room > WIDTH:
            x, y = 0, y + _LEGEND
        yield x, y
        x += room


def _marks(labels: Sequence[str], places: Sequence[int], faces: Faces) -> Iterator[Mark]:
    """The words along the foot: the first, the last, and as many between as stand apart."""
    last = len(labels) - 1
    room = max(map(faces.width, labels), default=0) + 14
    span = places[-1] - places[0] if last > 0 else 1
    step = max(-(-last * room // max(span, 1)), 1)
    for at, (label, place) in enumerate(zip(labels, places, strict=True)):
        if at == last or (at % step == 0 and last - at >= step) or at == 0:
            yield Mark(place, label, "start" if at == 0 else "end" if at == last else "middle")


def _apart(heights: Sequence[int], least: int) -> list[int]:
    """The heights, moved down where they would touch."""
    placed = list(heights)
    order = sorted(range(len(heights)), key=lambda at: (heights[at], at))
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + least)
    return placed


@dataclass(frozen=True, slots=True)
class Faces:
    """The files that draw a chart's words, their own family names, and the characters they hold."""

    files: tuple[Path, ...]
    names: str
    characters: frozenset[str]

    def width(self, words: str) -> int:
        """The width of words in the picture's size."""
        return round(_measure(self.files[0], words)) if self.files else len(words) * _SIZE // 2


_DRAWABLE = {".ttf", ".otf"}
"""What the renderer of pictures reads; of others it leaves the words out, in silence."""


@cache
def faces_of(all_faces: tuple[Face, ...], sans: str) -> Faces:
    """The upright regular faces of a stack of families; a file goes by its own family name, not by the theme's."""
    from PIL import ImageFont

    stack = re.findall(r"'([^']+)'", sans)
    faces = [
        face
        for family in stack
        for face in all_faces
        if face.family == family and (face.style, face.weight) == ("normal", 400) and face.file.suffix in _DRAWABLE
    ]
    names = dict.fromkeys(f"'{ImageFont.truetype(str(face.file), _SIZE).getname()[0]}'" for face in faces)
    ranges = ",".join(face.unicode_range for face in faces).split(",")
    pairs = (part.strip().removeprefix("U+").partition("-") for part in ranges if part)
    codes = (code for low, _, high in pairs for code in range(int(low, 16), int(high or low, 16) + 1))
    return Faces(tuple(face.file for face in faces), ", ".join(names), frozenset(map(chr, codes)))


@cache
def _measure(file: Path, words: str) -> float:
    """The width by the font's own advances: Pillow's other engine is there or not with a library of the system."""
    from PIL import ImageFont

    return ImageFont.truetype(str(file), _SIZE, layout_engine=ImageFont.Layout.BASIC).getlength(words)
