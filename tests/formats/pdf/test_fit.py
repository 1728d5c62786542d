from __future__ import annotations

import itertools
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats.pdf import fit
from brief.formats.pdf.fit import Choice, Extent

if TYPE_CHECKING:
    from collections.abc import Callable

extents = st.builds(Extent, st.floats(5, 200), st.integers(0, 6), st.integers(0, 12), st.booleans())
columns = st.lists(extents, min_size=1, max_size=12)


def bottom(blocks: list[Extent], result: fit.Column, size: float) -> float:
    last = blocks[-1]
    own = last.height + result.spread * last.airs * fit.MORE_AIR + result.lead * last.lines * fit.MORE_LEAD
    return fit.tops(blocks, result, size)[-1] + own


@given(columns, st.floats(50, 2000), st.floats(0.9, 1.16))
def test_a_column_that_fits_ends_where_it_says(blocks: list[Extent], room: float, size: float) -> None:
    result = fit.column(blocks, room, size)
    if result.shortage >= 0:
        assert bottom(blocks, result, size) == pytest.approx(room - result.shortage)
        assert 0 <= result.spread <= 1
    else:
        assert result.tight == pytest.approx(room - result.shortage)


@given(columns, st.floats(50, 2000))
def test_a_column_is_short_only_when_it_is_as_airy_as_it_may_be(blocks: list[Extent], room: float) -> None:
    result = fit.column(blocks, room, 1.0)
    grows = len(blocks) > 1 or blocks[0].airs or blocks[0].lines
    if result.shortage > 0.001 and grows:
        assert result.spread == 1


@given(columns, st.floats(50, 2000))
def test_blocks_follow_one_another_with_a_gap(blocks: list[Extent], room: float) -> None:
    result = fit.column(blocks, room, 1.0)
    tops = fit.tops(blocks, result, 1.0)
    assert tops[0] == 0
    for (above, below), block in zip(pairwise(tops), blocks, strict=False):
        assert below - above >= block.height + fit.JOIN - 0.001


@given(st.lists(columns, min_size=2, max_size=3), st.floats(200, 900))
def test_neighbouring_columns_are_hardly_unlike_in_their_leading(sides: list[list[Extent]], room: float) -> None:
    results = fit.evenly(sides, [room] * len(sides), 1.0)
    lined = [r.lead for r, side in zip(results, sides, strict=True) if r.shortage >= 0 and any(e.lines for e in side)]
    assert max(lined, default=0.0) - min(lined, default=0.0) <= 0.4 + 1e-9


@given(st.lists(columns, min_size=2, max_size=3), st.floats(200, 900))
def test_columns_set_alike_still_end_where_they_say(sides: list[list[Extent]], room: float) -> None:
    for result, side in zip(fit.evenly(sides, [room] * len(sides), 1.0), sides, strict=True):
        if result.shortage >= 0:
            assert bottom(side, result, 1.0) == pytest.approx(room - result.shortage)
            assert 0 <= result.spread <= 1


def test_the_gaps_of_neighbouring_columns_differ_little_where_a_little_white_at_the_foot_makes_up_for_it() -> None:
    tight = [Extent(140, lines=9), Extent(140, lines=9), Extent(140, lines=9)]
    loose = [Extent(133, lines=9), Extent(133, lines=9), Extent(133, lines=9)]
    one, other = fit.evenly([tight, loose], [445, 445], 1.0)
    assert one.shortage == pytest.approx(0)
    assert other.spread - one.spread <= 0.4 + 1e-9
    assert 0 <= other.shortage <= 0.035 * 445


def test_gaps_grow_where_more_than_a_little_white_would_be_left() -> None:
    tight, loose = [Extent(99)] * 4, [Extent(88)] * 4
    one, other = fit.evenly([tight, loose], [435, 435], 1.0)
    assert one.shortage == pytest.approx(0)
    assert other.shortage == pytest.approx(0.035 * 435)
    assert other.spread > one.spread + 0.4


def test_the_rail_takes_what_prefers_it_where_both_columns_come_out_even() -> None:
    text, chart = Extent(300, lines=20), Extent(150)
    choices = [Choice(text, None), Choice(chart, chart, prefers_rail=True), Choice(chart, chart, prefers_rail=True)]
    assert fit.shared(choices, 320, 1.0) == (False, True, True)


def test_a_block_leaves_the_rail_rather_than_make_it_too_long() -> None:
    text, chart = Extent(150, lines=10), Extent(150)
    choices = [Choice(text, None), *(Choice(chart, chart, prefers_rail=True) for _ in range(3))]
    assert sum(fit.shared(choices, 330, 1.0)) == 2


@given(st.lists(extents, min_size=1, max_size=14), st.integers(1, 3), st.floats(100, 800))
def test_columns_hold_every_block_once_and_in_order(blocks: list[Extent], count: int, room: float) -> None:
    begins = fit.divided(blocks, [room] * count, 1.0)
    assert len(begins) == count
    assert begins[0] == 0
    assert list(begins) == sorted(begins)
    assert begins[-1] <= len(blocks)


@given(st.lists(extents, min_size=1, max_size=10), st.floats(100, 800))
def test_columns_are_too_long_only_where_no_division_would_do(blocks: list[Extent], room: float) -> None:
    def over(cut: int) -> float:
        sides = (blocks[:cut], blocks[cut:])
        return sum(max(0.0, -fit.column(side, room, 1.0).shortage) for side in sides)

    [_, cut] = fit.divided(blocks, [room, room], 1.0)
    if min(map(over, range(len(blocks) + 1))) == 0:
        assert over(cut) == pytest.approx(0)


def test_no_column_is_left_empty_before_one_that_is_not() -> None:
    """A first page with little room, and blocks that would fill one of its columns or stand in both."""
    blocks = [Extent(60, lines=4), Extent(80), Extent(70, lines=5), Extent(50), *(Extent(290, lines=20),) * 8]
    begins = fit.divided(blocks, [430, 430, 620, 620, 620, 620], 1.0)
    assert all(one < other for one, other in itertools.pairwise(begins))


def wanting(full: float, exactness: float = 0.85) -> tuple[list[float], Callable[[float], float]]:
    """A page that is full at a size, and is known from another size less than exactly; the sizes asked for."""
    asked: list[float] = []

    def wanted(size: float) -> float:
        asked.append(size)
        wish = float(size * (full / size) ** exactness)
        return wish if size <= full else min(wish, size * 0.985)

    return asked, wanted


@pytest.mark.parametrize("exactness", [0.8, 1.0, 1.2])
@pytest.mark.parametrize("full", [0.91, 0.94, 0.97, 1.0, 1.06, 1.12])
def test_the_size_at_which_a_page_is_full_is_found_in_three_layouts(full: float, exactness: float) -> None:
    asked, wanted = wanting(full, exactness)
    fit.search(wanted, 1.0)
    assert len(asked) <= 3
    assert 0.96 * full <= max(size for size in asked if size <= full)


@given(st.floats(0.5, 2), st.floats(0.5, 1.5), st.floats(0.9, 1.16))
def test_no_layout_is_spent_on_a_size_beyond_the_bounds_or_beyond_one_that_was_too_large(
    full: float, exactness: float, start: float
) -> None:
    asked, wanted = wanting(full, exactness)
    fit.search(wanted, start)
    assert all(fit.SMALLEST <= size <= fit.LARGEST for size in asked)
    for number, size in enumerate(asked):
        assert all(size < earlier for earlier in asked[:number] if earlier > full)
        assert all(size > earlier for earlier in asked[:number] if earlier <= full)


def test_type_is_never_set_larger_than_readers_like() -> None:
    asked, wanted = wanting(2.0)
    fit.search(wanted, 1.0)
    assert max(asked) == fit.LARGEST


def test_no_layout_is_spent_on_a_page_that_is_hopelessly_long() -> None:
    asked, wanted = wanting(0.7)
    fit.search(wanted, 1.0)
    assert asked == [1.0]


@given(st.floats(0.9, 1.16))
def test_the_largest_size_that_fits_is_found_in_numbers_alone(full: float) -> None:
    assert fit.largest(lambda size: size <= full, 0.8) == pytest.approx(full, abs=0.004)


@given(extents, st.floats(0.8, 1.3))
def test_larger_type_makes_a_block_taller_and_text_by_more_than_in_proportion(block: Extent, ratio: float) -> None:
    scaled = block.scaled(ratio).height
    assert min(ratio, ratio**2) * block.height <= scaled + 1e-9
    assert scaled <= max(ratio, ratio**2) * block.height + 1e-9
