"""A chart of lines at a width of the page: the geometry of `brief.charts` in hundredths of a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.charts import plot
from brief.figures import amount_from_parts, write_amount
from brief.languages import language
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from brief.charts import Plot
    from brief.document import LineChart

_PT = 100
_LINE = 10 * _PT
"""The height of a label, and the least distance of two above one another."""
_BESIDE = 60 * _PT
"""Room to either side of where a label is centred."""
_LETTER = 4.3 * _PT
"""About the width of a letter of a label."""
_ABOVE, _BELOW = 5 * _PT, 14 * _PT
"""Room over the uppermost line of the grid, and for the labels of x below."""
_DASHES = ("", "400 200", "120 160", "700 200 120 200")
"""What tells lines apart where colour does not."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a point, or around it; `anchor` as SVG has it."""

    x: int
    y: int
    words: str
    anchor: str = "start"

    @property
    def style(self) -> str:
        """Where its line stands over the chart, as CSS."""
        left, width, align = {
            "start": (self.x, 0, "left"),
            "end": (0, self.x, "right"),
            "middle": (self.x - _BESIDE, 2 * _BESIDE, "center"),
        }[self.anchor]
        fixed = f"; width: {width / _PT:.2f}pt" if width else ""
        return f"left: {left / _PT:.2f}pt; top: {(self.y - _LINE // 2) / _PT:.2f}pt; text-align: {align}{fixed}"


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its runs as SVG points, its dashes, its end and what is written there; the first one leads."""

    runs: tuple[str, ...]
    dashes: str
    end: tuple[int, int]
    label: Label
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the template draws."""

    width: int
    height: int
    left: int
    right: int
    grid: tuple[Label, ...]
    marks: tuple[Label, ...]
    curves: tuple[Curve, ...]


def draw(block: LineChart, width: float, code: str) -> Drawing:
    """The chart of a block at a width in points, its values written in a language."""
    geometry = plot(block.series)
    ticks = [_written(value, code) for value, _ in geometry.ticks]
    full = round(width * _PT)
    left = round(max(map(len, ticks)) * _LETTER) + 4 * _PT
    inset = round(len(block.x[0]) * _LETTER / 2) if block.x else 0
    ends = max((len(f"{stroke.label} {stroke.last}") for stroke in geometry.strokes), default=0)
    right = full - min(round(ends * _LETTER) + 6 * _PT, full * 2 // 5)
    inner = round(min(max(width * 0.42, 80), 130)) * _PT
    base = _ABOVE + inner

    def x(place: int) -> int:
        return left + inset + (right - left - 2 * inset) * place // 10_000

    def y(place: int) -> int:
        return _ABOVE + inner * place // 10_000

    grid = tuple(
        Label(left - 4 * _PT, y(at), words, "end") for (_, at), words in zip(geometry.ticks, ticks, strict=True)
    )
    ys = _apart([y(stroke.end[1]) for stroke in geometry.strokes])
    curves = tuple(
        Curve(
            tuple(" ".join(f"{x(across)},{y(down)}" for across, down in run) for run in stroke.runs),
            _DASHES[number % len(_DASHES)],
            (x(stroke.end[0]), y(stroke.end[1])),
            Label(right + 5 * _PT, ys[number], f"{stroke.label} {stroke.last}"),
            not number,
        )
        for number, stroke in enumerate(geometry.strokes)
    )
    return Drawing(full, base + _BELOW, left, right, grid, _marks(block, geometry, x, base + _LINE * 3 // 4), curves)


def _marks(block: LineChart, geometry: Plot, x: Callable[[int], int], y: int) -> tuple[Label, ...]:
    """The labels along the axis, as many as stand beside each other without touching."""
    widest = max(map(len, block.x), default=1) * _LETTER + 8 * _PT
    span = x(10_000) - x(0)
    apart = len(block.x) - 1
    step = next((step for step in range(1, apart + 1) if span * step >= widest * apart), apart + 1)
    return tuple(
        Label(x(place), y, words, "middle")
        for number, (place, words) in enumerate(zip(geometry.places, block.x, strict=False))
        if not number % step
    )


def _apart(places: list[int]) -> list[int]:
    """Labels moved down until none stands on another; in the order given."""
    moved = list(places)
    below = None
    for number in sorted(range(len(places)), key=places.__getitem__):
        moved[number] = places[number] if below is None else max(places[number], below + _LINE)
        below = moved[number]
    return moved


def _written(value: Decimal, code: str) -> str:
    """A value of the axis; minus is U+2212."""
    words = write_amount(amount_from_parts(value=abs(value)), language(code))
    return f"\N{MINUS SIGN}{words}" if value < 0 else words
