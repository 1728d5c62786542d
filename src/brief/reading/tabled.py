"""Figures by id from CSV files, and the tables that fill charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.briefing import Context, FigureEntry
from brief.errors import Problem
from brief.figures import AmountError, decimal_of
from brief.material import CsvTable, FigureInput
from brief.reading.hints import meant
from brief.reading.marks import Mapping, Scalar, Tree
from brief.reading.validating import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.languages import Language
    from brief.reading.tables import Cell, Table

COLUMNS = ("id", "label", "up", "down", "is", "unit", "said", "as_of", "words")


def figure_rows(table: Table, problems: list[Problem]) -> Iterator[tuple[Scalar, Tree]]:
    """Each row's id with its other cells as a tree: column by column, empty ones left out."""
    for column in table.header:
        if column.text not in COLUMNS:
            wanted = meant(column.text, COLUMNS)
            hint = f"did you mean {wanted}?" if wanted else f"columns are {', '.join(COLUMNS)}"
            problems.append(Problem(f"unknown column {column.text!r}", table.source.place(column.offset), hint))
    for row in table.rows:
        cells = {column.text: (column, cell) for column, cell in zip(table.header, row, strict=True) if cell.text}
        entries = [(key, cells[key]) for key in COLUMNS[1:] if key in cells]
        first = table.source.mark(row[0].offset)
        if "id" in cells:
            root = Mapping(tuple((_scalar(table, c), _scalar(table, v)) for _, (c, v) in entries), first, first)
            yield _scalar(table, cells["id"][1]), Tree(table.source, root)
        else:
            hint = "the id is how prose and blocks name the figure"
            problems.append(Problem("this row has no `id`", table.source.place(row[0].offset), hint))


def _scalar(table: Table, cell: Cell) -> Scalar:
    return Scalar(cell.text, table.source.mark(cell.offset), table.source.mark(cell.offset + len(cell.text)))


def read_figure(row: Tree, name: str, context: Context, problems: list[Problem]) -> FigureInput | None:
    """One row of the file `name` as a figure, unless something is wrong with it."""
    entry, found = validate(FigureEntry, row, context)
    problems.extend(found)
    return FigureInput(entry, f"{name}:{row.root.mark.line}") if entry else None


def csv_table(table: Table, name: str) -> CsvTable:
    """A CSV file as plain texts, each row with its physical line."""
    lines = tuple(table.source.mark(row[0].offset).line for row in table.rows)
    rows = tuple(tuple(cell.text for cell in row) for row in table.rows)
    return CsvTable(name, tuple(cell.text for cell in table.header), rows, lines)


def check_series(table: Table, language: Language, problems: list[Problem]) -> None:
    """A table that fills a chart: a column x, and a line of numbers or gaps for each further one."""
    if len(table.header) == 1:
        hint = "the first column is x, each further one a line"
        problems.append(Problem("a chart needs two columns", table.source.place(0), hint))
    for row in table.rows:
        for cell in row[1:]:
            try:
                if cell.text:
                    decimal_of(cell.text, language)
            except AmountError as error:
                problems.append(Problem(error.message, table.source.place(cell.offset + error.offset), error.hint))
