"""Slack: the payload of a webhook or of `chat.postMessage`, in Block Kit, with plain words for notifications.

Prose is rich text: elements whose words no parser reads, so that nothing in them pings, links or formats. Where a
smaller or paired setting serves better (sources, key figures), words that mrkdwn would read as more are not set so.

Sources: docs.slack.dev, "Blocks" (50 a message), "Header block" (150 characters), "Section block" (ten fields of 2,000
characters), "Context block" (ten elements), "Rich text block", "Table block" (100 rows of 20 cells; one a message; the
characters of all cells 10,000), "Text object" (3,000 characters; `emoji`, `verbatim`), "Formatting message text" (& < >
are escaped; `mrkdwn`, `parse`, `link_names`), "chat.postMessage" (text beyond 40,000 characters is cut off). Blocks of
more than about 13,200 characters of JSON are refused (slackapi/bolt-js issue 2509), so 12,000, the documented measure
of a payload's Markdown, is taken for all blocks of a message.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from brief.formats import markdown
from brief.formats.digest import Digest
from brief.formats.digest.dividing import as_items
from brief.formats.digest.measures import characters, compact
from brief.formats.digest.pieces import Mark, Paragraph, Rule
from brief.formats.digest.plain import PlainSpelling, aligned, close, joined, leads
from brief.formats.digest.runs import runs
from brief.formats.parts import Box, Card, Grid, Heading, Item, Pictured, Quotation, Reference, line, linked, strong
from brief.prose import Line, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from brief.formats.digest.measures import Payload
    from brief.formats.digest.pieces import Piece
    from brief.formats.digest.runs import Run
    from brief.formats.parts import PartSpelling
    from brief.prose import Prose

Block: TypeAlias = dict[str, Any]

BLOCKS, HEADER, FIELDS, FIELD, CONTEXT = 50, 150, 10, 2_000, 3_000
ROWS, COLUMNS, CELLS, TEXT = 100, 20, 10_000, 40_000

_READ_BY_MRKDWN = re.compile(r"[*_~`]|:[\w+'-]+:|^\s*(?:>|\N{BULLET})", re.MULTILINE)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def payload(spelling: PartSpelling, pieces: Sequence[Piece]) -> Payload:
    """One message."""
    shown = [piece for at, piece in enumerate(pieces) if not (isinstance(piece, Rule) and at == 0)]
    text = joined(shown, spelling, lambda before, after: "\n" if close(before, after) else "\n\n")
    return {
        "text": text.translate(_ENTITIES),
        "blocks": [*_blocks(spelling, shown)],
        "mrkdwn": False,
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _blocks(spelling: PartSpelling, pieces: Sequence[Piece]) -> Iterator[Block]:
    """The blocks of a message: items and sources with their neighbours, and the first table as one."""
    tabled = False
    for kind, group in groupby(pieces, key=type):
        if kind is Item:
            yield _list(spelling, [piece.line for piece in group if isinstance(piece, Item)])
        elif kind is Reference:
            yield _sources(spelling, [piece.line for piece in group if isinstance(piece, Reference)])
        else:
            for piece in group:
                table = _table(spelling, piece) if isinstance(piece, Grid) and not tabled else None
                tabled = tabled or table is not None
                yield from [table] if table else _block(spelling, piece)


def _block(spelling: PartSpelling, piece: Piece) -> Iterator[Block]:
    match piece:
        case Heading(words, level):
            yield _heading(spelling, words, level)
        case Paragraph(words):
            yield _rich(_section(spelling, words))
        case Quotation(prose, speaker):
            said = Line((Text("\N{EM DASH} "), *speaker))
            yield _quote(spelling, (*prose, *((said,) if speaker else ())))
        case Box(prose):
            yield _quote(spelling, prose)
        case Card():
            yield from _card(spelling, piece)
        case Grid():
            yield _columns(spelling, piece)
        case Pictured():
            first, *more = (*leads(piece), "")
            words = line(
                linked(piece.words, first), *(part for each in more if each for part in (" ", linked(each, each)))
            )
            yield _rich(_section(spelling, words))
        case Rule():
            yield {"type": "divider"}
        case Mark():
            yield {"type": "context", "elements": [_plain(piece.words)]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [*elements]}


def _section(spelling: PartSpelling, words: Iterable[Any]) -> Block:
    return {"type": "rich_text_section", "elements": _elements(spelling, words)}


def _elements(spelling: PartSpelling, words: Iterable[Any]) -> list[Block]:
    """Words in elements; an empty line still has one, for there is no element without."""
    return [_element(run) for run in runs(words, spelling)] or [{"type": "text", "text": " "}]


def _element(run: Run) -> Block:
    styles = {"bold": run.strong, "italic": run.emphasis, "code": run.code}
    style = {name: True for name, asked in styles.items() if asked}
    words = (
        {"type": "link", "url": run.address, "text": run.text} if run.address else {"type": "text", "text": run.text}
    )
    return {**words, "style": style} if style else words


def _heading(spelling: PartSpelling, words: Line, level: int) -> Block:
    """A header block for the title and for blocks; strong words for what stands inside one, or is too long."""
    said = spelling.inline(words)
    if level <= 2 and 0 < characters(said) <= HEADER:  # noqa: PLR2004  (levels)
        return {"type": "header", "text": _plain(said)}
    return _rich(_section(spelling, strong(words)))


def _list(spelling: PartSpelling, items: Sequence[Line]) -> Block:
    sections = [_section(spelling, item) for item in items]
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": sections})


def _sources(spelling: PartSpelling, entries: Sequence[Line]) -> Block:
    """Sources small, a line each; as a list where mrkdwn would read more in their words, or they are too long."""
    lines = [mrkdwn(entry, spelling) for entry in entries]
    text = "\n".join(filter(None, lines))
    if all(lines) and characters(text) <= CONTEXT:
        return {"type": "context", "elements": [_mrkdwn(text)]}
    return _list(spelling, entries)


def _quote(spelling: PartSpelling, prose: Prose | Iterable[Line]) -> Block:
    between: list[Block] = [{"type": "text", "text": "\n\n"}]
    elements = [part for words in prose for part in (*between, *_elements(spelling, words))][1:]
    return _rich({"type": "rich_text_quote", "elements": elements})


def _card(spelling: PartSpelling, card: Card) -> Iterator[Block]:
    """The key figures in pairs of columns, what they hold for in small type."""
    if card.heading:
        yield _heading(spelling, card.heading, 2)
    fields = [_field(spelling, label, value) for label, value in card.rows]
    if any(field is None for field in fields):
        yield _list(spelling, card.lines)
    else:
        for start in range(0, len(fields), FIELDS):
            yield {"type": "section", "fields": fields[start : start + FIELDS]}
    if card.note:
        yield {"type": "context", "elements": [_plain(spelling.inline(card.note))]}


def _field(spelling: PartSpelling, label: Line, value: Line) -> Block | None:
    """A figure under its label; nothing where it is too long for a field."""
    exact = [mrkdwn(words, spelling) for words in (label, value)]
    if all(exact):
        text = "\n".join(filter(None, exact))
        return _mrkdwn(text) if characters(text) <= FIELD else None
    text = "\n".join(map(spelling.inline, (label, value)))
    return _plain(text) if characters(text) <= FIELD else None


def mrkdwn(words: Line, spelling: PartSpelling) -> str | None:
    """Words in Slack's own markup; nothing where it would read more in them than is meant."""
    found = runs(words, spelling)
    if any(_READ_BY_MRKDWN.search(run.text) or run.code or "\n" in run.text for run in found):
        return None
    parts: list[str] = []
    for at, run in enumerate(found):
        mark = ("*" if run.strong else "") + ("_" if run.emphasis else "")
        around = (found[at - 1].text[-1:] if at else "") + (found[at + 1].text[:1] if at + 1 < len(found) else "")
        if run.address and "|" in run.text:
            return None
        if mark and (run.text != run.text.strip() or any(sign.isalnum() for sign in around)):
            return None
        text = f"{mark}{run.text.translate(_ENTITIES)}{mark[::-1]}"
        parts.append(f"<{_target(run.address)}|{text}>" if run.address else text)
    return "".join(parts)


def _target(address: str) -> str:
    return re.sub(r"[<>|\s]", lambda match: f"%{ord(match[0]):02X}", address).replace("&", "&amp;")


def _table(spelling: PartSpelling, grid: Grid) -> Block | None:
    """A table block; nothing where the table is larger than one may be."""
    rows = [grid.columns, *grid.rows] if any(grid.columns) else [*grid.rows]
    cells = sum(characters(spelling.inline(cell)) for row in rows for cell in row)
    if len(rows) > ROWS or len(grid.numeric) > COLUMNS or cells > CELLS:
        return None
    settings = [{"align": "right" if flush else "left", "is_wrapped": True} for flush in grid.numeric]
    made = [[_cell(spelling, cell) for cell in row] for row in rows]
    return {"type": "table", "column_settings": settings, "rows": made}


def _cell(spelling: PartSpelling, cell: Line) -> Block:
    found = runs(cell, spelling)
    if any(run != replace(run, strong=False, emphasis=False, code=False, address="") for run in found):
        return _rich(_section(spelling, cell))
    return {"type": "raw_text", "text": "".join(run.text for run in found) or " "}


def _columns(spelling: PartSpelling, grid: Grid) -> Block:
    """A table in columns of code, or row by row where it is too wide."""
    text = aligned(grid, spelling.inline)
    if not text:
        return _list(spelling, [item.line for item in as_items(grid)])
    return _rich({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]})


def _size(made: Payload) -> int:
    return characters(compact(made["blocks"])) if isinstance(made, dict) else characters(made)


def _holds(made: Payload) -> bool:
    return isinstance(made, dict) and len(made["blocks"]) <= BLOCKS and len(str(made["text"])) <= TEXT  # type: ignore[arg-type]


ROW = replace(
    markdown.ROW,
    name="slack",
    file="digest.slack.json",
    media_type="application/json",
    about="the digest as messages of Slack, in Block Kit",
    folders=("slack", "markdown"),
    spelling=PlainSpelling,
    make=Digest(payload, _size, _holds),
    on_request=True,
    limit=12_000,
    unit="characters",
    read="slack",
)
