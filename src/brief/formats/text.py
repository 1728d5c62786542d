"""The text part of the mail: for people and machines that read no HTML, made of the Document and not of the HTML."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from brief.artifact import File
from brief.formats.base import Format
from brief.formats.columns import Piece, padded, width, wrapped
from brief.formats.parts import PartSpelling, without_scheme
from brief.prose import Citation, Code, Emphasis, Figure, Line, Link, MergeField, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from brief.artifact import Artifact
    from brief.formats.base import Job
    from brief.formats.parts import Grid, Pictured
    from brief.prose import Inline, Prose

COLUMNS = 72
"""How wide the text is set: room for a `> ` or two within the customary 80 columns."""

_GAP = "  "
_IN_BRACKETS = {ord(sign): f"%{ord(sign):02X}" for sign in " <>"}
_UNDER = {1: "=", 2: "-", 3: "~"}
_NARROWEST = 6


class TextSpelling(PartSpelling):
    """Words wrapped at 72 columns; whatever a template prints is a paragraph of its own."""

    def line(self, line: Line) -> str:
        """A paragraph."""
        return "\n".join(self.lines(line))

    def lines(self, line: Line, first: str = "", rest: str = "", columns: int = COLUMNS) -> list[str]:
        """A paragraph's lines."""
        return wrapped(self.pieces(line), columns, first, rest)

    def pieces(self, nodes: Iterable[Inline]) -> Iterator[Piece]:
        """What may be divided at the end of a line and what may not: figures, tokens and addresses."""
        for node in nodes:
            match node:
                case Text(text):
                    yield Piece(text)
                case Code(text):
                    yield Piece(text, whole=width(text) < COLUMNS // 2)
                case Strong(children) | Emphasis(children):
                    yield from self.pieces(children)
                case Link(children, target):
                    yield from self._linked(children, self.address(target))
                case Figure() | Citation() | MergeField():
                    yield Piece(self.node(node), whole=True)

    def _linked(self, words: Line, address: str) -> Iterator[Piece]:
        pieces = list(self.pieces(words))
        shown = without_scheme(address)
        if "".join(piece.text for piece in pieces).strip() in {address, shown}:
            yield Piece(f"<{shown}>", whole=True)
            return
        yield from pieces
        yield Piece(" ")
        yield Piece(f"<{shown}>", whole=True)

    def merge(self, field: MergeField) -> str:
        """The token, which the sending service fills in."""
        return field.token

    def address(self, parts: tuple[str | MergeField, ...]) -> str:
        """An address that can stand in angle brackets (RFC 3986, appendix C): it holds none, and no space."""
        return "".join(part.translate(_IN_BRACKETS) if isinstance(part, str) else self.merge(part) for part in parts)

    def heading(self, line: Line, level: int) -> str:
        """A heading over a line as long as itself."""
        lines = self.lines(line)
        return "\n".join([*lines, _UNDER[level] * max(map(width, lines))])

    def item(self, line: Line) -> str:
        """An item behind a hyphen."""
        return "\n".join(self.lines(line, "- ", "  "))

    def quotation(self, prose: Prose, speaker: Line) -> str:
        """Paragraphs set in, their speaker behind a dash."""
        said = "\n\n".join("\n".join(self.lines(line, "    ", "    ")) for line in prose)
        return "\n".join([said, *(self.lines(speaker, "    \N{EM DASH} ", "      ") if speaker else ())])

    def box(self, prose: Prose) -> str:
        """Paragraphs behind a bar."""
        return "\n|\n".join("\n".join(self.lines(line, "| ", "| ")) for line in prose)

    def pictured(self, pictured: Pictured) -> str:
        """The words that stand for a picture, and where it leads."""
        words = Line((Text("["), *pictured.words, Text("]")))
        url = self.address((pictured.picture.url,))
        leads = (Piece(" "), Piece(f"<{url}>", whole=True)) if url else ()
        return "\n".join(wrapped((*self.pieces(words), *leads), COLUMNS))

    def grid(self, grid: Grid) -> str:
        """A table in columns; where it is too wide for that, row by row.

        A row begins where its line begins with no space, so that everyone can tell one that goes on from the next.
        """
        head = [grid.columns] if any(grid.columns) else []
        widths = self._widths([*head, *grid.rows], len(grid.numeric))
        if widths is None:
            return self._row_by_row(grid)
        lines = [line for row in head for line in self._set(row, widths, grid.numeric)]
        lines += [_GAP.join("-" * columns for columns in widths)] * len(head)
        return "\n".join([*lines, *(line for row in grid.rows for line in self._set(row, widths, grid.numeric))])

    def _widths(self, rows: Sequence[Sequence[Line]], columns: int) -> list[int] | None:
        """How wide each column is set, the widest narrowed first; None where the words leave no such way."""
        cells = [[self._cell(row[at], COLUMNS * COLUMNS, at) for row in rows] for at in range(columns)]
        words = [[self._cell(row[at], 1, at) for row in rows] for at in range(columns)]
        widths = [max((width(line) for cell in column for line in cell), default=0) for column in cells]
        least = [max((width(line) for cell in column for line in cell), default=0) for column in words]
        room = COLUMNS - len(_GAP) * (columns - 1)
        while sum(widths) > room:
            wide = [at for at in range(columns) if widths[at] > max(least[at], _NARROWEST)]
            if not wide:
                return None
            widths[max(wide, key=widths.__getitem__)] -= 1
        return widths

    def _set(self, row: Sequence[Line], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
        """A row in columns, as many lines as its longest cell; the first begins with no space that others have."""
        cells = [self._cell(cell, columns, at) for at, (cell, columns) in enumerate(zip(row, widths, strict=True))]
        first, *others = [
            _GAP.join(
                padded(self._isolated(line), columns, flush_end=flush)
                for line, columns, flush in zip(lines, widths, numeric, strict=True)
            ).rstrip()
            for lines in zip_longest(*cells, fillvalue="")
        ]
        return [f"\N{NO-BREAK SPACE}{first[1:]}" if first.startswith(" ") else first, *others]

    def _cell(self, cell: Line, columns: int, at: int) -> list[str]:
        """The lines of a cell; in the first column all but the first are set in."""
        return self.lines(cell, rest="" if at else _GAP, columns=columns)

    def _isolated(self, words: str) -> str:
        """Words that keep to their column where the text runs right to left (Unicode UAX 9)."""
        return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if self.rtl and words else words

    def _row_by_row(self, grid: Grid) -> str:
        """Each row as a paragraph: its cells behind their columns' names, all but the first set in."""
        names = grid.columns or (Line(),) * len(grid.numeric)
        blocks = []
        for row in grid.rows or (names,):
            lines: list[str] = []
            for name, cell in zip(names, row, strict=True):
                named = Line((*name, Text(" \N{EN DASH} "), *cell)) if name and name != cell else cell
                lines += self.lines(named, _GAP if lines else "", _GAP * 2) if cell else []
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks)


def make(job: Job) -> Artifact:
    """The text, one empty line between its paragraphs."""
    page = re.sub(r"\n{3,}", "\n\n", job.draw()).strip("\n") + "\n"
    return job.artifact(File(job.row.file, job.row.media_type, page.encode()))


ROW = Format(
    name="text",
    file="email.txt",
    media_type="text/plain",
    about="the text part of the email",
    family="email",
    folders=("text",),
    suffix="txt",
    spelling=TextSpelling,
    make=make,
    read="plain",
)
