"""Matrix: the content of a room's message, in HTML and in plain words.

Sources: spec.matrix.org, Client-Server API, "m.room.message msgtypes" (which HTML may stand in `formatted_body`), "User
and room mentions" (where `m.mentions` is there and empty, nobody is notified, whatever the words are), "Size limits"
(an event is at most 65,536 bytes, of canonical JSON, all that the server adds included).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from brief.formats import markdown
from brief.formats.digest import Digest
from brief.formats.digest.measures import compact, octets
from brief.formats.digest.pieces import Mark, Paragraph
from brief.formats.digest.plain import PlainSpelling, close, joined, leads, spelled
from brief.formats.parts import Card, Item, PartSpelling, Reference
from brief.formats.spelling import HtmlSpelling, Spelling
from brief.prose import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.formats.digest.measures import Payload
    from brief.formats.digest.pieces import Piece
    from brief.formats.parts import Grid, Pictured
    from brief.prose import Citation, Figure, Prose

EVENT = 65_536
ENVELOPE = 4_096
"""Bytes that a server adds: sender, room, hashes, signatures, and the events before it."""


class MatrixSpelling(PartSpelling, HtmlSpelling):
    """The HTML that clients show."""

    rule = "<hr>"

    def figure(self, figure: Figure) -> str:
        """A figure inside a sentence."""
        return Spelling.figure(self, figure)

    def citation(self, citation: Citation) -> str:
        """Source numbers in brackets, as the list of sources has them."""
        return Spelling.citation(self, citation)

    def heading(self, line: Line, level: int) -> str:
        """A heading."""
        return f"<h{level}>{self.line(line)}</h{level}>"

    def item(self, line: Line) -> str:
        """An item; the list around it is put there with its neighbours."""
        return f"<li>{self.line(line)}</li>"

    def quotation(self, prose: Prose, speaker: Line) -> str:
        """A quotation, its speaker behind a dash."""
        said = f"<p>\N{EM DASH} {self.line(speaker)}</p>" if speaker else ""
        return f"<blockquote>{self.paragraphs([*map(self.line, prose)])}{said}</blockquote>"

    def box(self, prose: Prose) -> str:
        """A quotation: the one box there is."""
        return self.quotation(prose, Line())

    def grid(self, grid: Grid) -> str:
        """A table."""
        head = self._row("th", grid.columns) if any(grid.columns) else ""
        rows = "".join(self._row("td", row) for row in grid.rows)
        return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{rows}</tbody></table>"

    def _row(self, tag: str, cells: Sequence[Line]) -> str:
        return f"<tr>{''.join(f'<{tag}>{self.cell(cell)}</{tag}>' for cell in cells)}</tr>"

    def card(self, card: Card) -> str:
        """The key figures: a list under their heading."""
        heading = self.heading(card.heading, 2) if card.heading else ""
        items = f"<ul>{''.join(map(self.item, card.lines))}</ul>" if card.rows else ""
        return heading + items + (f"<p>{self.line(card.note)}</p>" if card.note else "")

    def pictured(self, pictured: Pictured) -> str:
        """The words that stand for a picture, leading to where it is hosted: an event holds no address of the web's."""
        first, *more = (*leads(pictured), "")
        words = self.line(pictured.words)
        linked = [self.link(words, (first,)) if first else words, *(self.link(self.text(a), (a,)) for a in more if a)]
        return f"<p>{' '.join(linked)}</p>"


def payload(spelling: PartSpelling, pieces: Sequence[Piece]) -> Payload:
    """One message's content."""
    plain = PlainSpelling()
    plain.rtl = spelling.rtl
    body = joined(pieces, plain, lambda before, after: "\n" if close(before, after) else "\n\n")
    page = "\n".join(
        _list(spelling, group) if kind in {Item, Reference} else "\n".join(_block(spelling, piece) for piece in group)
        for kind, group in ((kind, list(group)) for kind, group in groupby(pieces, key=type))
    )
    return {
        "msgtype": "m.text",
        "body": body,
        "format": "org.matrix.custom.html",
        "formatted_body": page,
        "m.mentions": {},
    }


def _list(spelling: PartSpelling, items: Sequence[Piece]) -> str:
    return f"<ul>{''.join(spelled(item, spelling) for item in items)}</ul>"


def _block(spelling: PartSpelling, piece: Piece) -> str:
    words = spelled(piece, spelling)
    return f"<p>{words}</p>" if isinstance(piece, Paragraph | Mark) else words


ROW = replace(
    markdown.ROW,
    name="matrix",
    file="digest.matrix.json",
    media_type="application/json",
    about="the digest as messages of a Matrix room",
    folders=("matrix", "markdown"),
    spelling=MatrixSpelling,
    make=Digest(payload, lambda made: octets(compact(made)) + ENVELOPE),
    on_request=True,
    limit=EVENT,
    unit="bytes",
    read="matrix",
)
