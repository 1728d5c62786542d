from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from brief.document import Bars, FigureWords, LineChart, Picture, SeriesWords
from brief.formats.parts import (
    amount,
    bars,
    caption,
    dotted,
    filled,
    line,
    linked,
    listed,
    numbered,
    prose,
    series,
    strong,
)
from brief.formats.spelling import Spelling, SpellingError
from brief.formats.text import TextSpelling
from brief.languages import language
from brief.prose import Citation, Line, Prose, plain, words

if TYPE_CHECKING:
    from brief.figures import Direction

LABELS = language("en").labels


def figure(low: str, high: str = "", direction: Direction = "up") -> FigureWords:
    return FigureWords(
        "f", "Freight", f"{low}%", low, "expected", direction, None, Decimal(low), Decimal(high or low), "%"
    )


def said(given: Line) -> str:
    """The words of a line, citations as they are printed."""
    return words(given, Spelling().citation)


def test_values_that_say_nothing_leave_no_separator() -> None:
    assert words(dotted("", "a", None, Line(), "b")) == "a \N{MIDDLE DOT} b"
    assert words(listed(", ", "", "")) == ""


def test_a_label_is_filled_with_lines_that_keep_their_markup() -> None:
    assert filled("{label}: {text}!", label=strong("a"), text=plain("b")) == line(strong("a"), ": ", "b", "!")


def test_words_without_an_address_are_no_link() -> None:
    assert linked("a", "") == plain("a")


def test_a_lead_is_a_paragraph_of_its_own() -> None:
    assert prose("Sponsored", Prose((plain("a"),))) == Prose((plain("Sponsored"), plain("a")))
    assert prose("", Prose((plain("a"),))) == Prose((plain("a"),))


def test_a_figure_that_stands_alone_says_how_sure_it_is_and_where_it_comes_from() -> None:
    sourced = replace(figure("3"), as_of="As of 4 May", citation=Citation((), (2,)))
    assert said(amount(sourced, ", ")) == "3%, expected, As of 4 May [2]"


def test_a_source_number_looks_as_in_the_text() -> None:
    assert said(numbered(3)) == " [3] "


@pytest.mark.parametrize(
    ("given", "credit", "said"),
    [
        ("The narrowest point", "Picture: Desk", "The narrowest point · Picture: Desk"),
        ("It is narrow.", "Picture: Desk", "It is narrow. Picture: Desk"),
        ("", "Picture: Desk", "Picture: Desk"),
        ("The narrowest point", "", "The narrowest point"),
        ("", "", ""),
    ],
)
def test_a_caption_says_whose_the_picture_is(given: str, credit: str, said: str) -> None:
    assert words(caption(Picture("a.png", "image/png", b"", 1, 1, caption=given, credit=credit))) == said


@pytest.mark.parametrize(
    ("figures", "strokes"),
    [
        ([figure("8"), figure("4"), figure("0.01")], [["█" * 16], ["█" * 8], ["█"]]),
        ([figure("-8", direction="down"), figure("0")], [["█" * 16], [""]]),
        ([figure("2", "8", direction="is")], [["████░░░░░░░░░░░░"]]),
        ([figure("-8", direction="down"), figure("4")], [["█" * 16, ""], ["", "█" * 8]]),
        ([figure("-2", "-8", direction="down"), figure("8")], [["░░░░░░░░░░░░████", ""], ["", "█" * 16]]),
    ],
)
def test_bars_are_as_long_as_their_figures_and_back_to_back_where_some_fall(
    figures: list[FigureWords], strokes: list[list[str]]
) -> None:
    grid = bars(Bars(id="b", figures=tuple(figures)), LABELS)
    assert [[words(cell) for cell in row[2:]] for row in grid.rows] == strokes
    assert {len(row) for row in (*grid.rows, grid.columns, grid.numeric)} == {2 + len(strokes[0])}


def test_bars_name_a_level_a_value_and_a_move_a_change() -> None:
    assert [words(cell) for cell in bars(Bars(id="b", figures=(figure("1", direction="is"),)), LABELS).columns] == [
        "Figure",
        "Value",
        "",
    ]
    mixed = bars(Bars(id="b", figures=(figure("1"), figure("-1", direction="down"))), LABELS)
    assert [words(cell) for cell in mixed.columns] == ["Figure", "Change", "down", "up"]


def test_one_citation_for_a_chart_is_not_repeated_at_each_figure() -> None:
    cited = replace(figure("1"), citation=Citation((), (1,)))
    alone = bars(Bars(id="b", figures=(cited,)), LABELS)
    together = bars(Bars(id="b", figures=(cited,), citation=Citation((), (1,))), LABELS)
    assert (said(alone.rows[0][1]), said(together.rows[0][1])) == ("1%, expected [1]", "1%, expected")


def test_a_line_chart_is_a_row_for_each_place_with_gaps_in_words() -> None:
    values = (Decimal(1), None)
    grid = series(
        LineChart(id="l", x=("Mon", "Tue"), series=(SeriesWords("In", values, ("1", "no value")),), unit="ships")
    )
    assert [[words(cell) for cell in row] for row in (grid.columns, *grid.rows)] == [
        ["ships", "In"],
        ["Mon", "1"],
        ["Tue", "no value"],
    ]


@pytest.mark.parametrize("value", [None, True, 1.5, object(), [plain("a")]])
def test_what_no_reader_should_see_is_refused(value: object) -> None:
    with pytest.raises(SpellingError, match="has no spelling"):
        TextSpelling()(value)
