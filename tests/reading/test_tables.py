from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.reading.tables import Table, read_table
from brief.reading.text import UNPRINTED


def table_of(text: str) -> Table:
    table, problems = read_table("f.csv", text.encode())
    assert table is not None
    assert problems == ()
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def said(text: str) -> list[str]:
    return [str(problem) for problem in read_table("f.csv", text.encode())[1]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_stand_between_commas_semicolons_or_tabs(separator: str, end: str) -> None:
    rows = [["id", "label"], ["a", 'x "y"'], ["b", f"p{separator}q{end}r"], ["c", ""]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    table = table_of(f"\ufeff{end}{file.getvalue()}{end}")
    assert texts(table) == rows
    assert [table.source.mark(row[0].offset).line for row in table.rows] == [3, 4, 6]


_cells = st.text(st.characters(codec="utf-8").filter(lambda sign: sign not in "\t\n\r" and not UNPRINTED.match(sign)))
_names = _cells.map(str.strip).filter(lambda text: text and not set(text) & set(",;\t"))


@given(
    st.lists(_names, min_size=1, unique=True).flatmap(
        lambda header: st.tuples(
            st.just(header), st.lists(st.lists(_cells, min_size=len(header), max_size=len(header)))
        ),
    )
)
def test_what_a_spreadsheet_wrote_is_read_back(written: tuple[list[str], list[list[str]]]) -> None:
    header, rows = written
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    kept = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    assert texts(table_of(file.getvalue())) == [header, *kept]


@given(st.text('ab,;"\n\r\t', max_size=40))
def test_no_text_is_too_strange_to_be_read_or_refused(text: str) -> None:
    table, problems = read_table("f.csv", text.encode())
    assert table or problems


def test_a_cell_stands_where_it_was_written() -> None:
    table = table_of('a,b\n"x", y\n')
    assert [str(table.source.place(cell.offset)) for cell in table.rows[0]] == ["f.csv:2:2", "f.csv:2:6"]


def test_empty_columns_behind_the_last_are_no_columns() -> None:
    assert texts(table_of("a,b,,\n1,2,,\n")) == [["a", "b"], ["1", "2"]]


def test_what_is_wrong_is_told_at_its_place() -> None:
    assert said("") == ["f.csv: this table is empty\n    the first row names the columns"]
    assert said("a,,b,a\n1,2,3,4\n") == [
        "f.csv:1:3: this column has no name\n    each column has a name of its own",
        "f.csv:1:6: the column 'a' stands twice\n    each column has a name of its own",
    ]
    hint = "a cell that holds a separator stands in double quotes"
    assert said("a,b\n1\n1,2,3\n1,2,\n") == [
        f"f.csv:2:1: cells in this row: 1; columns: 2\n    {hint}",
        f"f.csv:3:5: cells in this row: 3; columns: 2\n    {hint}",
    ]
    assert said('a,b\n"x"y,z\n') == [
        'f.csv:2:4: text goes on after the closing quotation mark\n    a " inside quotes is written twice',
    ]
    assert said('a,b\n1,"x\n')[0].startswith("f.csv:2:3: the quotation mark is never closed")
    assert said("x" * 1_000_001)[0].startswith("f.csv: this file has 1,000,001 bytes; at most 1,000,000 are read")
    _, (problem,) = read_table("f.csv", "a,b\n1,caf\xe9\n".encode("latin-1"))
    assert str(problem).startswith("f.csv:2:6: this file is not UTF-8")


def test_a_short_row_is_filled() -> None:
    table, _ = read_table("f.csv", b"a,b\n1\n")
    assert table
    assert texts(table) == [["a", "b"], ["1", ""]]


def test_a_separator_inside_quotes_separates_nothing() -> None:
    table, problems = read_table("f.csv", b'"a; b; c","d;"\n1,2\n')
    assert problems == ()
    assert table is not None
    assert [cell.text for cell in table.header] == ["a; b; c", "d;"]
