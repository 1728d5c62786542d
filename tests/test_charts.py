from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief import charts
from brief.document import SeriesWords
from documents import figure

numbers = st.decimals(-10_000, 10_000, places=2)


def series(*values: Decimal | None) -> SeriesWords:
    return SeriesWords("Line", values, tuple("" if value is None else str(value) for value in values))


@given(st.lists(numbers, min_size=1, max_size=30))
def test_room_length_and_room_of_a_bar_make_up_the_axis(values: list[Decimal]) -> None:
    for bar in charts.bars([figure(f"f{number}", "x", str(value)) for number, value in enumerate(values)]):
        assert bar.before + bar.length + bar.after == 10_000
        assert min(bar.before, bar.length, bar.after) >= 0
        assert bar.certain <= bar.length


@given(st.lists(numbers, min_size=2, max_size=10))
def test_the_longest_bar_belongs_to_the_largest_figure(values: list[Decimal]) -> None:
    bars = charts.bars([figure(f"f{number}", "x", str(value)) for number, value in enumerate(values)])
    largest = max(range(len(values)), key=lambda number: abs(values[number]))
    assert bars[largest].length == max(bar.length for bar in bars)


def test_rises_and_falls_share_one_axis_through_zero() -> None:
    fall, rise = charts.bars([figure("a", "x", "-8"), figure("b", "x", "2")])
    assert (fall.before, fall.length) == (0, 8000)
    assert (rise.before, rise.length) == (8000, 2000)
    assert fall.falls
    assert not rise.falls


def test_a_range_is_sure_to_its_low_end() -> None:
    [bar] = charts.bars([figure("a", "x", "25", "100")])
    assert (bar.length, bar.certain) == (10_000, 2_500)


def test_no_change_has_no_length() -> None:
    assert [bar.length for bar in charts.bars([figure("a", "x", "0")])] == [0]
    assert [bar.length for bar in charts.bars([figure("a", "x", "0"), figure("b", "x", "5")])] == [0, 10_000]


@given(numbers, numbers)
def test_an_axis_holds_both_values_and_has_a_length(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    bottom, top = charts.axis(low, high)
    assert bottom <= low
    assert high <= top
    assert bottom < top


@pytest.mark.parametrize(
    ("low", "high", "axis"),
    [("12", "48", ("0", "60")), ("96", "104", ("96", "104")), ("-8", "-1", ("-8", "0")), ("-3", "5", ("-4", "6"))],
)
def test_an_axis_begins_at_zero_unless_that_would_flatten_the_lines(low: str, high: str, axis: tuple[str, str]) -> None:
    assert charts.axis(Decimal(low), Decimal(high)) == tuple(map(Decimal, axis))


@given(st.lists(st.none() | numbers, min_size=1, max_size=20))
def test_every_value_becomes_a_point_of_the_box(values: list[Decimal | None]) -> None:
    plot = charts.plot([series(*values)])
    points = [point for run in plot.strokes[0].runs for point in run]
    assert len(points) == sum(value is not None for value in values)
    assert all(0 <= number <= 10_000 for point in points for number in point)
    assert [at for _, at in plot.ticks] == sorted((at for _, at in plot.ticks), reverse=True)
    assert 2 <= len(plot.ticks) <= 12


def test_the_last_value_is_written_at_the_end_of_its_line() -> None:
    [stroke] = charts.plot([series(Decimal(1), Decimal(3), None)]).strokes
    assert stroke.last == "3"
    assert stroke.end == (5_000, 0)
