"""The geometry of charts, without any syntax: shares of a width for bars, points in a box for lines."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.document import FigureWords, SeriesWords

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in hundredths of the axis: empty room before it, its length, room after; the three sum to 10000.

    `certain` is the part of the length that a range is sure to reach; `falls` says on which side of zero it lies.
    """

    before: int
    length: int
    after: int
    falls: bool
    certain: int

    @property
    def unsure(self) -> int:
        """The part of the length that a range may reach."""
        return self.length - self.certain


def bars(figures: Sequence[FigureWords]) -> tuple[Bar, ...]:
    """Bars of several figures on one axis through zero.

    Falls alone are drawn rightwards from the start, as rises alone are: the words carry the sign. Rises and falls
    together share one axis, falls to the left of zero. What is not zero is never shorter than half a hundredth.
    """
    lows = [min(figure.low, figure.high, key=abs) for figure in figures]
    tops = [max(figure.low, figure.high, key=abs) for figure in figures]
    most, least = max([*tops, Decimal(0)]), min([*tops, Decimal(0)])
    mixed = most > 0 > least
    span = (most - least) if mixed else max(most, -least)
    if not span:
        return tuple(Bar(0, 0, 10_000, falls=False, certain=0) for _ in figures)
    zero = _share(-least, span) if mixed else 0
    drawn = []
    for low, top in zip(lows, tops, strict=True):
        length = max(_share(abs(top), span), 50 if top else 0)
        falls = top < 0
        before = min(zero, 10_000 - length) if not (mixed and falls) else max(zero - length, 0)
        certain = min(max(_share(abs(low), span), 50 if low else 0), length)
        drawn.append(Bar(before, length, 10_000 - before - length, falls, certain))
    return tuple(drawn)


def _share(part: Decimal, whole: Decimal) -> int:
    return int((part * 10_000 / whole).to_integral_value())


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of a chart: runs of points without a gap, each point x and y in hundredths of the box from top left."""

    label: str
    runs: tuple[tuple[tuple[int, int], ...], ...]
    end: tuple[int, int]
    last: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines in a box: ticks of the value axis (value, y), places of the x labels, and the strokes."""

    ticks: tuple[tuple[Decimal, int], ...]
    places: tuple[int, ...]
    strokes: tuple[Stroke, ...]


def plot(series: Sequence[SeriesWords]) -> Plot:
    """Several lines over one axis; the value axis begins at zero unless that would flatten the lines below a third."""
    values = [value for line in series for value in line.values if value is not None]
    low, high, step = _scale(min(values, default=Decimal(0)), max(values, default=Decimal(1)))
    count = max((len(line.values) for line in series), default=1)
    places = tuple(index * 10_000 // max(count - 1, 1) for index in range(count))

    def height(value: Decimal) -> int:
        return 10_000 - _share(value - low, high - low)

    strokes = []
    for line in series:
        runs: list[list[tuple[int, int]]] = [[]]
        for place, value in zip(places, line.values, strict=False):
            if value is None:
                runs.append([])
            else:
                runs[-1].append((place, height(value)))
        kept = tuple(tuple(run) for run in runs if run)
        written = [word for word, value in zip(line.words, line.values, strict=True) if value is not None]
        strokes.append(Stroke(line.label, kept, kept[-1][-1] if kept else (0, 10_000), written[-1] if written else ""))
    ticks = (low + step * number for number in range(int((high - low) / step) + 1))
    return Plot(tuple((tick, height(tick)) for tick in ticks), places, tuple(strokes))


def axis(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """A value axis of round ends that holds both values; it is never without length."""
    bottom, top, _ = _scale(low, high)
    return bottom, top


def _scale(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """The round ends of an axis and the distance of its ticks."""
    flat = low == high
    if low > 0 and (flat or (high - low) * 3 >= high):
        low = Decimal(0)
    if high < 0 and (flat or (high - low) * 3 >= -low):
        high = Decimal(0)
    if low == high:
        high = low + 1
    step = _step(low, high)
    return (
        (low / step).to_integral_value("ROUND_FLOOR") * step,
        (high / step).to_integral_value("ROUND_CEILING") * step,
        step,
    )


def _step(low: Decimal, high: Decimal) -> Decimal:
    """The round distance between ticks that gives about four."""
    rough = (high - low) / 4
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in _STEPS if step * power >= rough).normalize()
