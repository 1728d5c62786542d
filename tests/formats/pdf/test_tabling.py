from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brief.document import Table
from brief.formats.pdf.tabling import widths
from brief.prose import plain

ROWS = st.integers(1, 8).flatmap(
    lambda count: st.lists(st.lists(st.text(), min_size=count, max_size=count), min_size=1)
)


def shares(*rows: list[str]) -> list[float]:
    head, *body = [tuple(map(plain, row)) for row in rows]
    table = Table(id="t", columns=head, rows=tuple(body), numeric=(False,) * len(head))
    return [float(width.removesuffix("%")) for width in widths(table)]


@given(ROWS)
def test_columns_take_all_of_the_table_and_none_is_without_width(rows: list[list[str]]) -> None:
    found = shares(*rows)
    assert abs(sum(found) - 100) < 0.1
    assert min(found) > 1


def test_a_column_of_many_words_is_wider_than_one_of_few() -> None:
    sheet, use, since = shares(["Sheet", "Area in use", "Since"], ["A4", "all over the world", "1922"])
    assert use > 2 * since
    assert sheet == since


def test_one_long_cell_does_not_take_the_room_of_all_others() -> None:
    name, note = shares(["Name", "Note"], ["Ada Lovelace", "word " * 60])
    assert 2 * name > 0.9 * note
