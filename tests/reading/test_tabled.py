from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.briefing import Context
from brief.languages import language
from brief.reading.tabled import check_series, csv_table, figure_rows, read_figure
from brief.reading.tables import Table, read_table

if TYPE_CHECKING:
    from brief.errors import Problem

CONTEXT = Context(language("en"))


def table_of(text: str) -> Table:
    table, problems = read_table("f.csv", text.encode())
    assert table is not None
    assert problems == ()
    return table


def figures(text: str) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Label and row of each figure by id, and the problems."""
    problems: list[Problem] = []
    rows = list(figure_rows(table_of(text), problems))
    read = {cell.text: read_figure(row, "f.csv", CONTEXT, problems) for cell, row in rows}
    found = {name: (figure.entry.label, figure.row) for name, figure in read.items() if figure}
    return found, [str(problem) for problem in problems]


def test_a_row_is_a_figure_traced_to_its_physical_line() -> None:
    text = 'id,label,up,is,said\n\nfare,"Fare,\nadults",3 %,,expected\n\ntrips,Trips,,"1,240",\n'
    assert figures(text) == ({"fare": ("Fare, adults", "f.csv:3"), "trips": ("Trips", "f.csv:6")}, [])


def test_the_columns_stand_in_any_order() -> None:
    assert figures("down,label,id\n3 %,Fare,fare\n") == ({"fare": ("Fare", "f.csv:2")}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,label,is\nfare,Fare,some\n", "f.csv:2:11: "),
        ("id,label,is,as_of\nfare,Fare,3 %,soon\n", "f.csv:2:15: 'soon' is no date"),
        ("id,is\nfare,3 %\n", "f.csv:2:1: `label` is missing"),
        ("id,label,Is\nfare,Fare,3 %\n", "f.csv:1:10: unknown column 'Is'\n    did you mean is?"),
        ("id,label,colour\nfare,Fare,red\n", "f.csv:1:10: unknown column 'colour'\n    columns are id, label,"),
        ("label,is\nFare,3 %\n", "f.csv:2:1: this row has no `id`"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_at_its_cell(text: str, problem: str) -> None:
    found, problems = figures(text)
    assert found == {}
    assert problems[0].startswith(problem)


def test_a_table_keeps_its_cells_as_text_with_their_lines() -> None:
    table = csv_table(table_of("a;b\n\n 1 ;x\n2;\n"), "data/f.csv")
    assert table.file == "data/f.csv"
    assert table.columns == ("a", "b")
    assert table.rows == (("1", "x"), ("2", ""))
    assert table.lines == (3, 4)


def test_a_series_holds_numbers_of_the_language_and_gaps() -> None:
    problems: list[Problem] = []
    check_series(table_of("x;a\nMo;1,5\nDi;\n"), language("de"), problems)
    assert problems == []
    check_series(table_of("x;a\nMo;one\n"), language("de"), problems)
    check_series(table_of("x\nMo\n"), language("de"), problems)
    assert [str(problem.place) for problem in problems] == ["f.csv:2:4", "f.csv:1:1"]
