from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brief.editing import put_cell
from brief.errors import InputError
from brief.reading.tables import read_table
from brief.reading.text import file_text

TABLE = 'id,label,down,words\r\nasml, "ASML, NV" ,over 8 %,\r\n\r\nnvda,"Nvidia ""N""",12 %,"by 12\nper cent"\r\n'


@pytest.mark.parametrize(
    ("line", "column", "text", "old", "new"),
    [
        (2, "down", "7 %", "over 8 %", "7 %"),
        (2, "down", "1,5 %", "over 8 %", '"1,5 %"'),
        (2, "label", 'A "B"', "ASML, NV", 'A ""B""'),
        (2, "words", "by 8", "over 8 %,\r", "over 8 %,by 8\r"),
        (4, "words", "by 13", "by 12\nper cent", "by 13"),
    ],
)
def test_a_cell_is_written_where_it_stands(line: int, column: str, text: str, old: str, new: str) -> None:
    assert put_cell(file_text("a.csv", TABLE), line, column, text).text == TABLE.replace(old, new)


def test_a_cell_that_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="this table has no cell 'up' on line 2"):
        put_cell(file_text("a.csv", TABLE), 2, "up", "1")


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), CELLS, st.sampled_from(",;\t"), st.data())
def test_every_other_cell_stays(rows: list[tuple[str, str]], text: str, separator: str, data: st.DataObject) -> None:
    quoted = [["k" + a.replace('"', '""'), b.replace('"', '""')] for a, b in rows]
    table = f"id{separator}down\n" + "".join(f'"{a}"{separator}"{b}"\n' for a, b in quoted)
    at = data.draw(st.integers(0, len(rows) - 1))
    before, problems = read_table("a.csv", table.encode())
    assume(before and not problems and len(before.rows) == len(rows))
    made = put_cell(file_text("a.csv", table), at + 2, "down", text)
    after, _ = read_table("a.csv", made.text.encode())
    assert after
    expected = [[f"k{a}".strip(), b] for a, b in rows]
    expected[at][1] = text
    assert [[cell.text for cell in row] for row in after.rows] == expected
