"""Plain words in lines: what people see who are shown no markup, and tables in columns where a target has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.formats.columns import padded, width
from brief.formats.digest.dividing import as_items
from brief.formats.digest.pieces import Mark, Paragraph, Rule
from brief.formats.parts import Item, PartSpelling, Reference, stressed, without_scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from brief.formats.digest.pieces import Piece
    from brief.formats.parts import Grid, Pictured
    from brief.prose import Line, MergeField, Prose

WIDEST = 56
"""How many columns a block of code shows on a screen of usual width."""

BULLET = "\N{BULLET} "


class PlainSpelling(PartSpelling):
    """Words alone; whoever prints them escapes them."""

    def link(self, inner: str, target: tuple[str | MergeField, ...]) -> str:
        """Words and where they lead, said once where the one is the other."""
        address = self.address(target)
        shown = without_scheme(address)
        return inner if inner.strip() in {address, shown} else f"{inner} ({shown})"

    def heading(self, line: Line, level: int) -> str:  # noqa: ARG002  (plain words have no levels)
        """A heading as a line."""
        return self.line(line)

    def item(self, line: Line) -> str:
        """An item behind a bullet."""
        return BULLET + self.line(line)

    def quotation(self, prose: Prose, speaker: Line) -> str:
        """Paragraphs, and their speaker behind a dash."""
        said = [*map(self.line, prose), *([f"\N{EM DASH} {self.line(speaker)}"] if speaker else [])]
        return self.paragraphs(said)

    def box(self, prose: Prose) -> str:
        """Paragraphs."""
        return self.paragraphs([*map(self.line, prose)])

    def grid(self, grid: Grid) -> str:
        """A table in columns, or row by row where it is too wide."""
        return aligned(grid, self.inline) or "\n".join(map(self.item, (item.line for item in as_items(grid))))

    def pictured(self, pictured: Pictured) -> str:
        """The words that stand for a picture, and where it is."""
        words = self.line(pictured.words)
        return "\n".join(filter(None, (words, *map(self.text, leads(pictured)))))


def leads(pictured: Pictured) -> tuple[str, ...]:
    """Where a picture is, and where it leads."""
    addresses: tuple[str, ...] = (pictured.address, pictured.picture.url)
    return tuple(filter(None, dict.fromkeys(addresses)))


def aligned(grid: Grid, spelled: Callable[[Line], str], widest: int = WIDEST) -> str:
    """A table in columns of characters of one width; nothing where it is wider or has lines in its cells."""
    head = [grid.columns] if any(grid.columns) else []
    rows = [[spelled(cell) for cell in row] for row in (*head, *grid.rows)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) > widest or any("\n" in cell for row in rows for cell in row):
        return ""
    rows[len(head) : len(head)] = [["-" * columns for columns in widths]] * len(head)
    return "\n".join(
        "  ".join(
            padded(cell, columns, flush_end=flush)
            for cell, columns, flush in zip(row, widths, grid.numeric, strict=True)
        ).rstrip()
        for row in rows
    )


def joined(pieces: Sequence[Piece], spelling: PartSpelling, gap: Callable[[Piece, Piece], str]) -> str:
    """Pieces as one text, with what stands between each two; a rule at the top or the foot of a message is none."""
    shown = list(pieces)
    while shown and isinstance(shown[0], Rule):
        shown.pop(0)
    text, last = "", None
    for piece in shown:
        words = spelled(piece, spelling)
        if words:
            text += (gap(last, piece) if last else "") + words
            last = piece
    return text


def spelled(piece: Piece, spelling: PartSpelling) -> str:
    """One piece in a spelling."""
    match piece:
        case Paragraph(line):
            return spelling.line(line)
        case Rule():
            return spelling.rule
        case Mark():
            return spelling.line(stressed(piece.words))
        case _:
            return spelling.spelled(piece)


def close(before: Piece, after: Piece) -> bool:
    """Whether two pieces are items of one list."""
    return type(before) is type(after) and isinstance(before, Item | Reference)
