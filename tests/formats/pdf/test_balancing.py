from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brief.formats.pdf.balancing import balanced


def lines(widths: list[float], space: float, width: float) -> list[list[float]]:
    found: list[list[float]] = [[]]
    for word in widths:
        if found[-1] and sum(found[-1]) + space * len(found[-1]) + word > width:
            found.append([])
        found[-1].append(word)
    return found


@given(st.lists(st.floats(5, 80), min_size=1, max_size=20), st.floats(100, 400))
def test_balanced_lines_are_as_few_as_before_and_no_wider(widths: list[float], limit: float) -> None:
    width = balanced(widths, 4, limit)
    assert width <= limit
    assert len(lines(widths, 4, width)) == len(lines(widths, 4, limit))


def test_a_title_never_leaves_one_word_alone() -> None:
    widths = [60.0] * 6
    assert [len(line) for line in lines(widths, 5, balanced(widths, 5, 330))] == [3, 3]
