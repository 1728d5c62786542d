"""CSV files: cells with their places, as a table of a chart or as figures by id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.errors import Place, Problem
from brief.reading.text import decode
from brief.values import dataclass

if TYPE_CHECKING:
    from brief.reading.text import FileText

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and the offset at which it begins."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its header and rows, ragged ones filled or cut to the header's length."""

    source: FileText
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_table(path: str, content: bytes) -> tuple[Table | None, tuple[Problem, ...]]:
    """The cells of a CSV file separated by commas, semicolons or tabs, and what is wrong with them."""
    source, found = decode(path, content)
    if len(content) > MOST_BYTES:
        message = f"this file has {len(content):,} bytes; at most {MOST_BYTES:,} are read"
        return None, (Problem(message, Place(path), "keep the rows that the briefing shows"),)
    problems = list(found)
    records = _records(source, problems)
    if not records:
        return None, (*problems, Problem("this table is empty", Place(path), "the first row names the columns"))
    header = list(records[0])
    while header and not header[-1].text:
        header.pop()
    names: set[str] = set()
    for cell in header:
        if not cell.text or cell.text in names:
            message = f"the column {cell.text!r} stands twice" if cell.text else "this column has no name"
            problems.append(Problem(message, source.place(cell.offset), "each column has a name of its own"))
        names.add(cell.text)
    rows = []
    for record in records[1:]:
        beyond = [cell for cell in record[len(header) :] if cell.text]
        if beyond or len(record) < len(header):
            place = source.place((beyond or record)[0].offset)
            message = f"cells in this row: {len(record)}; columns: {len(header)}"
            problems.append(Problem(message, place, "a cell that holds a separator stands in double quotes"))
        missing = len(header) - len(record)
        rows.append((*record[: len(header)], *[Cell("", record[-1].offset)] * missing))
    return Table(source, tuple(header), tuple(rows)), tuple(problems)


_SEPARATORS = ",;\t"


def _records(source: FileText, problems: list[Problem]) -> list[tuple[Cell, ...]]:
    """The rows that hold anything; the separator is the one that stands most often in the first of them."""
    text = source.text
    first = re.sub(r'"[^"]*"', "", text.lstrip()).split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    cell = re.compile(
        rf'[ ]*(?:"(?P<quoted>(?:[^"]|"")*)"(?P<stray>[^{separator}\r\n]*)|(?P<bare>[^{separator}\r\n]*))'
        rf"(?P<end>{separator}|\r\n|\r|\n|\Z)",
    )
    records: list[tuple[Cell, ...]] = []
    record: list[Cell] = []
    at = 0
    while at < len(text) or record:
        found = cell.match(text, at)
        if not found:  # pragma: no cover - every text matches
            break
        at = found.end()
        record.append(_cell(source, found, problems))
        if found["end"] != separator:
            if any(cell.text for cell in record):
                records.append(tuple(record))
            record = []
    return records


def _cell(source: FileText, found: re.Match[str], problems: list[Problem]) -> Cell:
    offset = found.start("bare") if found["quoted"] is None else found.start("quoted")
    if found["quoted"] is None:
        if found["bare"].startswith('"'):
            message, hint = (
                "the quotation mark is never closed",
                'a " that should be printed is written twice, in quotes',
            )
            problems.append(Problem(message, source.place(offset), hint))
        return Cell(found["bare"].strip(), offset)
    if found["stray"].strip():
        message, hint = "text goes on after the closing quotation mark", 'a " inside quotes is written twice'
        problems.append(Problem(message, source.place(found.start("stray")), hint))
    return Cell(found["quoted"].replace('""', '"').strip(), offset)
