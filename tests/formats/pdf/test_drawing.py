from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from brief.document import LineChart, SeriesWords
from brief.formats.pdf.drawing import draw
from pages import kind

if TYPE_CHECKING:
    from collections.abc import Sequence


def chart(*lines: Sequence[int | None], x: tuple[str, ...] | None = None) -> LineChart:
    block = kind("line")
    assert isinstance(block, LineChart)
    series = tuple(
        SeriesWords(
            f"Line {number}",
            tuple(None if value is None else Decimal(value) for value in values),
            tuple("" if value is None else str(value) for value in values),
        )
        for number, values in enumerate(lines)
    )
    return replace(block, series=series, x=x or tuple(f"{year}" for year in range(2000, 2000 + len(lines[0]))))


@pytest.mark.parametrize("width", [140, 300])
def test_every_point_lies_between_the_axis_and_the_labels(width: float) -> None:
    drawing = draw(chart((1, 5, 9, 4), (2, 2, 3, 8)), width, "en")
    for curve in drawing.curves:
        for across, down in re.findall(r"(\d+),(\d+)", " ".join(curve.runs)):
            assert drawing.left <= int(across) <= drawing.right
            assert 0 <= int(down) <= drawing.height
    assert drawing.width == width * 100
    assert all(curve.label.x > drawing.right for curve in drawing.curves)


def test_a_gap_ends_a_run() -> None:
    [curve] = draw(chart((1, 2, None, 4, 5)), 300, "en").curves
    assert len(curve.runs) == 2


def test_labels_at_the_ends_never_stand_on_one_another() -> None:
    drawing = draw(chart((1, 5), (2, 5), (3, 5)), 300, "en")
    ys = sorted(curve.label.y for curve in drawing.curves)
    assert all(below - above >= 1000 for above, below in pairwise(ys))


def test_lines_differ_without_colour() -> None:
    drawing = draw(chart((1, 2), (2, 3), (3, 4)), 300, "en")
    assert len({curve.dashes for curve in drawing.curves}) == 3


def test_the_labels_of_the_axis_leave_room_between_them() -> None:
    few = draw(chart(tuple(range(1, 25)), x=tuple(f"January {year}" for year in range(24))), 200, "en").marks
    assert 1 < len(few) < 24
    assert all(right.x - left.x > len(left.words) * 430 for left, right in pairwise(few))


def test_values_of_the_axis_have_no_more_decimals_than_their_distance() -> None:
    assert [tick.words for tick in draw(chart((0, 1000)), 300, "en").grid] == ["0", "250", "500", "750", "1,000"]
    assert [tick.words for tick in draw(chart((0, 10)), 300, "en").grid] == ["0.0", "2.5", "5.0", "7.5", "10.0"]


def test_values_of_the_axis_are_written_in_the_language() -> None:
    ticks = {tick.words for tick in draw(chart((-2000, 2000)), 300, "de").grid}
    assert "2.000" in ticks
    assert "\N{MINUS SIGN}2.000" in ticks


def test_a_flat_line_is_drawn() -> None:
    [curve] = draw(chart((5, 5, 5)), 300, "en").curves
    assert curve.runs
