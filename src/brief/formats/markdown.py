"""The digest: CommonMark with GitHub's tables, to be pasted, posted and read raw.

A dialect is a row that names its own template folder before `markdown` and, where its syntax differs, a spelling
derived from this one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.artifact import File
from brief.document import Image, Story
from brief.formats.base import Format
from brief.formats.columns import SPACES, padded, width
from brief.formats.commonmark import alternative, at_start, code_span, destination, escape, in_cell, in_heading, number
from brief.formats.emphasis import Anchor, Numbered, Span, marked
from brief.formats.parts import PartSpelling
from brief.prose import Citation, Code, Emphasis, Figure, Line, Link, MergeField, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.artifact import Artifact
    from brief.desk import Desk
    from brief.document import Document, Picture
    from brief.formats.base import Job
    from brief.formats.emphasis import Part
    from brief.formats.parts import Grid, Pictured
    from brief.prose import Inline, Prose

WIDEST_TABLE = 110
"""Up to how many columns a table is aligned in the raw text; a wider one would wrap anyhow."""


class MarkdownSpelling(PartSpelling):
    """CommonMark and GitHub's tables. Words, figures and citations are one run of text, escaped as a whole."""

    def line(self, line: Line) -> str:
        """A line where a block may begin."""
        parts = marked(map(self.in_words, line))
        written = self.parts(parts)
        words_first = isinstance(parts[0], Text) and parts[0].text.strip(SPACES) if parts else False
        return at_start(written) if words_first else written

    def inline(self, nodes: Iterable[Inline]) -> str:
        """A line where no block may begin."""
        return self.parts(marked(map(self.in_words, nodes)))

    def in_words(self, node: Inline) -> Inline:
        """A node with its figures, citations and merge fields in words, which are not escaped yet."""
        match node:
            case Link(children):
                return replace(node, children=Line(tuple(self.in_words(_uncoded(each, "]:")) for each in children)))
            case Strong(children) | Emphasis(children):
                return replace(node, children=Line(tuple(map(self.in_words, children))))
            case Figure() | Citation() | MergeField():
                return self.in_words(Text(self.node(node)))
            case Text(text) | Code(text) if "\0" in text:
                return replace(node, text=text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
        return node

    def parts(self, parts: tuple[Part, ...], *, outermost: bool = True, in_link: bool = False) -> str:
        """Parts of a line one after another."""
        written = []
        for index, part in enumerate(parts):
            match part:
                case Text(text):
                    first, last = outermost and index == 0, outermost and index == len(parts) - 1
                    written.append(self.escaped(text, first=first, last=last, in_link=in_link))
                case Numbered(character):
                    written.append(number(character))
                case Code(text):
                    written.append(code_span(text))
                case Span(mark, inner):
                    written.append(f"{mark}{self.parts(inner, outermost=False, in_link=in_link)}{mark}")
                case Anchor(inner, link):
                    words = self.parts(inner, outermost=False, in_link=True)
                    written.append(self.link(words, link.target))
        return "".join(written)

    def escaped(self, text: str, *, first: bool, last: bool, in_link: bool) -> str:
        """Words inside a line; `first` and `last` say whether they touch its ends."""
        return escape(text, first=first, last=last, in_link=in_link)

    def link(self, inner: str, target: tuple[str | MergeField, ...]) -> str:
        """Words that lead to an address."""
        return f"[{inner}]({self.address(target)})"

    def address(self, parts: tuple[str | MergeField, ...]) -> str:
        """An address inside a link's round brackets."""
        return destination(super().address(parts))

    def cell(self, line: Line) -> str:
        """A line inside a table's cell."""
        return in_cell(self.inline(_uncoded(node, "\\|") for node in line))

    def paragraphs(self, lines: list[str]) -> str:
        """Paragraphs, one line each."""
        return "\n\n".join(filter(None, lines))

    def heading(self, line: Line, level: int) -> str:
        """A heading behind as many hashes as its level."""
        return f"{'#' * level} {in_heading(self.inline(line))}"

    def item(self, line: Line) -> str:
        """An item behind a hyphen."""
        return f"- {self.line(line)}"

    def quotation(self, prose: Prose, speaker: Line) -> str:
        """A block quotation, its speaker behind a dash."""
        said = self.paragraphs([*map(self.line, prose), f"\N{EM DASH} {self.inline(speaker)}" if speaker else ""])
        return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))

    def box(self, prose: Prose) -> str:
        """A block quotation: the one box that Markdown has."""
        return self.quotation(prose, Line())

    def grid(self, grid: Grid) -> str:
        """A table, aligned in the raw text where that keeps its lines whole."""
        columns = grid.columns or (Line(),) * len(grid.numeric)
        rows = [[*map(self.cell, row)] for row in (columns, *grid.rows)]
        widths = [max(3, *map(width, column)) for column in zip(*rows, strict=True)]
        if sum(widths) + 3 * len(widths) + 1 > WIDEST_TABLE:
            widths = [3] * len(widths)
        under = [
            f"{'-' * (each - 1)}:" if flush else "-" * each for each, flush in zip(widths, grid.numeric, strict=True)
        ]
        rows[1:1] = [under]
        return "\n".join(f"| {' | '.join(_aligned(row, widths, grid.numeric))} |" for row in rows)

    def pictured(self, pictured: Pictured) -> str:
        """A picture, leading to where it leads."""
        shown = f"![{alternative(pictured.picture.alt)}]({destination(pictured.address)})"
        return f"[{shown}]({destination(pictured.picture.url)})" if pictured.picture.url else shown


def _aligned(row: list[str], widths: list[int], numeric: tuple[bool, ...]) -> Iterator[str]:
    for cell, columns, flush in zip(row, widths, numeric, strict=True):
        yield padded(cell, columns, flush_end=flush)


def _uncoded(node: Inline, bar: str) -> Inline:
    """Code as words where it holds what ends its surroundings whether in code or not: no parser gives that back."""
    match node:
        case Code(text) if bar in text:
            return Text(text)
        case Strong() | Emphasis() | Link():
            return replace(node, children=Line(tuple(_uncoded(each, bar) for each in node.children)))
    return node


def make(job: Job) -> Artifact:
    """The digest, and its pictures beside it unless the desk hosts them."""
    desk = job.press.desk
    pictures = {picture.name: picture for picture in _pictures(job.document)}
    addresses = {name: hosted(picture, desk) if desk.image_base else beside(name) for name, picture in pictures.items()}
    page = re.sub(r"\n{3,}", "\n\n", job.draw(addresses=addresses)).strip("\n") + "\n"
    own = () if desk.image_base else pictures.values()
    files = (File(picture.name, picture.media_type, picture.data) for picture in own)
    return job.artifact(File(job.row.file, job.row.media_type, page.encode()), *files)


def _pictures(document: Document) -> Iterator[Picture]:
    for block in document.every_block():
        if isinstance(block, Image | Story) and block.picture:
            yield block.picture


def beside(name: str) -> str:
    """The address of a file beside the page: its name, without what an address reads otherwise."""
    return name.translate({ord(character): f"%{ord(character):02X}" for character in "%?#"})


def hosted(picture: Picture, desk: Desk) -> str:
    """Where the desk hosts a picture: under the name that the email gives it, for it is the same file."""
    from brief.formats.email.pictures import address, file_name

    return address(file_name(picture), desk)


ROW = Format(
    name="markdown",
    file="digest.md",
    media_type="text/markdown",
    about="the digest in Markdown, to be pasted and posted",
    family="markdown",
    folders=("markdown",),
    suffix="md",
    spelling=MarkdownSpelling,
    make=make,
    read="markdown",
)
