from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.formats.email.strips import strip

if TYPE_CHECKING:
    from brief.document import Document, FigureWords


@pytest.fixture(scope="module")
def figure(every_kind: Document) -> FigureWords:
    return every_kind.key_figures[0]


def layout(figure: FigureWords, *words: str) -> tuple[str, list[list[tuple[str, int]]]]:
    made = strip([replace(figure, words=each) for each in words])
    return made.size, [[(group.width, len(group.figures)) for group in row] for row in made.rows]


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        (1, [[("50%", 1)]]),
        (2, [[("100%", 2)]]),
        (3, [[("66.67%", 2), ("33.33%", 1)]]),
        (4, [[("50%", 2), ("50%", 2)]]),
        (5, [[("50%", 2), ("50%", 2)], [("25%", 1)]]),
        (6, [[("50%", 2), ("50%", 2)], [("50%", 2)]]),
        (7, [[("50%", 2), ("50%", 2)], [("50%", 2), ("25%", 1)]]),
    ],
)
def test_short_figures_stand_four_or_three_in_a_row(
    figure: FigureWords, count: int, rows: list[list[tuple[str, int]]]
) -> None:
    assert layout(figure, *["+3.1%"] * count) == ("large", rows)


def test_longer_words_are_set_smaller_and_long_ones_two_in_a_row(figure: FigureWords) -> None:
    assert layout(figure, *["unchanged"] * 4)[0] == "small"
    assert layout(figure, "+1%", "+2%", "+3%", "about 1,240 ships") == ("large", [[("100%", 2)], [("100%", 2)]])


def test_every_figure_stands_once_in_its_order(figure: FigureWords) -> None:
    figures = [replace(figure, id=str(number), words="1%") for number in range(11)]
    placed = [each for row in strip(figures).rows for group in row for each in group.figures]
    assert placed == figures
