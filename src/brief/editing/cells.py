"""A cell of a CSV file changed where it stands; not a byte beside it is touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.errors import InputError, Problem
from brief.reading.tables import read_table
from brief.reading.text import file_text

if TYPE_CHECKING:
    from brief.reading.tables import Table
    from brief.reading.text import FileText

_QUOTED = re.compile(r'(?:[^"]|"")*')
_NEEDS_QUOTES = re.compile(r'[,;\t\r\n"]')


def put_cell(source: FileText, line: int, column: str, text: str) -> FileText:
    """The table with this text in a column of the row that begins on this line.

    Raises InputError where there is no such row or column, or the file cannot be read.
    """
    table = _table(source)
    row = next((row for row in table.rows if source.mark(row[0].offset).line == line), None)
    names = [cell.text for cell in table.header]
    if row is None or column not in names:
        hint = "nothing was changed"
        raise InputError([Problem(f"this table has no cell {column!r} on line {line}", source.place(0), hint)])
    cell = row[names.index(column)]
    start, end = cell.offset, cell.offset + len(cell.text)
    if source.text[start - 1 : start] == '"':
        found = _QUOTED.match(source.text, start)
        end = found.end() if found else end
        written = text.replace('"', '""')
    elif _NEEDS_QUOTES.search(text) or text != text.strip():
        written = '"' + text.replace('"', '""') + '"'
    else:
        written = text
    made = file_text(source.path, source.text[:start] + written + source.text[end:])
    expected = [[one.text for one in record] for record in table.rows]
    expected[table.rows.index(row)][names.index(column)] = text.strip()
    if [[one.text for one in record] for record in _table(made).rows] != expected:
        hint = "write it there by hand; nothing was changed"
        raise InputError([Problem(f"the cell {column!r} cannot be changed in place", source.place(start), hint)])
    return made


def _table(source: FileText) -> Table:
    table, problems = read_table(source.path, source.text.encode())
    if table is None or problems:
        raise InputError(problems)
    return table
