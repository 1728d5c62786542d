"""What a Document says, thing by thing in reading order, in every way in which a format may put it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations, takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from brief.document import (
    Bars,
    Contents,
    LineChart,
    Note,
    Numbers,
    Quote,
    Rows,
    Story,
    Table,
    block_lines,
)
from brief.parity.streams import ADDRESS, bare, follow
from brief.prose import Citation, Emphasis, Line, Link, MergeField, Strong, Text, plain, walk, words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from brief.document import Block, Document, FigureWords

MERGED = "\0"
"""What an address ends with of which the rest is a merge field's."""


class Way(NamedTuple):
    """One stream that something said may make, the addresses that are links there, and where a figure's source stands.

    An address that stands in the words is no link. A way is `named` where each cell of a table's row is behind the name
    of its column.
    """

    text: str
    links: tuple[str, ...] = ()
    source: int = 0
    named: bool = False


BEHIND, BEFORE, WITHOUT = range(3)
"""A figure's source stands behind its amount, before it, or not with it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the Document says: its words and the ways in which they may be put.

    What is `free` stands wherever its format puts it; what belongs to a `drawn` part of a chart only where that part is
    made of words; what is `prose` is a line. What is `sourced` has its source where the others of its block have it.
    The head of a table has its `rows`: it stands before the first that is not named.
    """

    block: str
    words: str
    ways: tuple[Way, ...]
    free: bool = False
    drawn: str = ""
    prose: bool = False
    sourced: bool = False
    rows: tuple[Said, ...] = ()


def things(document: Document) -> Iterator[Said]:
    """What a Document says, in reading order."""
    for name, printed in (("date", document.date), ("as_of", document.as_of)):
        if printed:
            yield replace(_said(name, plain(printed)), free=True)
    yield from _line("title", document.title)
    yield from _line("dek", document.dek)
    for line in document.bottom_line:
        yield from _line("bottom_line", line)
    yield from (_alone("key_figures", figure) for figure in document.key_figures)
    for block in document.every_block():
        yield from _of_block(block, document.labels)
    for source in document.sources:
        title = plain(source.title)
        about = " ".join(filter(None, (source.author, source.publisher, source.published)))
        listed = Link(title, (source.url,)) if source.url else Text(source.title)
        yield _said("sources", Line((Text(f"{source.number} "), listed, Text(f" {about}"))))
    for notice in document.corrections:
        yield _said("corrections", Line((Text(f"{notice.label} {notice.when} "), *notice.words)))


def _of_block(block: Block, labels: Mapping[str, str]) -> Iterator[Said]:
    match block:
        case Contents(stories=stories):
            for _, heading in stories:
                yield from _line(block.id, heading)
        case Numbers(figures=figures):
            yield from _line(block.id, block.heading)
            yield from (_alone(block.id, figure) for figure in figures)
        case Bars() | LineChart():
            yield from _of_chart(block, labels)
        case Rows(rows=rows):
            yield from _line(block.id, block.heading)
            for row in rows:
                # A term is no line of its own: only beside its words it is in its place.
                yield _said(block.id, Line((Text(f"{row.term} "), *row.words)))
        case Table():
            yield from _of_table(block)
        case Note(label=label) if label:
            yield _said(block.id, plain(label))
            yield from _lines(block)
        case _:
            yield from _lines(block)


def _of_chart(chart: Bars | LineChart, labels: Mapping[str, str]) -> Iterator[Said]:
    yield from _line(chart.id, chart.heading)
    yield from _from(chart.id, chart.caption, chart.citation, labels["source"])
    if isinstance(chart, Bars):
        columns = labels["change"], labels["value"]
        yield from (_alone(chart.id, figure, columns) for figure in chart.figures)
        return
    names = tuple(map(plain, (chart.unit, *(one.label for one in chart.series))))
    for number, point in enumerate(chart.x):
        cells = tuple(map(plain, (point, *(one.words[number] for one in chart.series))))
        yield replace(_row(chart.id, names, cells), drawn="table")
    for one in chart.series:
        written = [words for value, words in zip(one.values, one.words, strict=True) if value is not None]
        if written:
            yield replace(_said(chart.id, plain(f"{one.label} {written[-1]}")), drawn="lines", free=True)


def _of_table(table: Table) -> Iterator[Said]:
    yield from _line(table.id, table.heading)
    every = (replace(_row(table.id, table.columns, cells), prose=True) for cells in table.rows)
    rows = tuple(row for row in every if any(way.text for way in row.ways))
    heads = [replace(head, rows=rows) for head in _line(table.id, _beside(table.columns))]
    yield from heads or rows
    yield from _from(table.id, table.caption, table.citation, "")


def _row(block: str, columns: Sequence[Line], cells: Sequence[Line]) -> Said:
    """A row of a table: in its columns, or by itself, each cell behind its column's name; the first may go without."""
    said = _said(block, _beside(cells))
    pairs = [(name, cell) for name, cell in zip(columns, cells, strict=True) if cell]
    each = [_beside((name, cell)) if name != cell else cell for name, cell in pairs]
    first = [cell for _, cell in pairs[:1] if len(columns) > 1]
    others = [_beside(pair) for pair in pairs[1:]]
    named = (way._replace(named=True) for row in (each, [*first, *others]) for way in _ways(_beside(row)))
    return replace(said, ways=(*said.ways, *named))


def _beside(lines: Iterable[Line]) -> Line:
    return Line(tuple(node for line in lines for node in (*line, Text(" "))))


def _lines(block: Block) -> Iterator[Said]:
    """The heading and the prose of a block, and what stands below them."""
    for line in block_lines(block):
        yield from _line(block.id, line)
    match block:
        case Story(link=link) if link:
            yield from _line(block.id, Line((link,)))
        case Quote(speaker=speaker, citation=citation) if speaker:
            yield _said(block.id, Line((Text(speaker), *([citation] if citation else []))))


def _from(block: str, caption: str, citation: Citation | None, source: str) -> Iterator[Said]:
    """The caption of a chart or table and its sources, which stand above or below it, together or apart."""
    if caption and citation and citation.numbers:
        told = [_said(block, Line((Text(words), citation))) for words in (caption, source) if words]
        yield replace(told[0], ways=tuple(way for one in told for way in one.ways), free=True)


def _line(block: str, line: Line) -> Iterator[Said]:
    said = replace(_said(block, line), prose=True)
    if any(way.text for way in said.ways):
        yield said


def _said(block: str, line: Line) -> Said:
    return Said(block, words(line, _numbers), _ways(line))


def _ways(line: Line) -> tuple[Way, ...]:
    """The words of a line with its source numbers; a merge field as mail has it, and as all else has it."""
    nodes = tuple(walk(line))
    targets = [node.target for node in nodes if isinstance(node, Link)]
    merged = any(isinstance(part, MergeField) for parts in (nodes, *targets) for part in parts)
    ways: list[Way] = []
    for field in ("fallback", "token")[: 1 + merged]:
        for written in _WRITING if targets else _WRITING[:1]:
            links: list[str] = []
            told = "".join(_told(line, field, written, links))
            ways += [Way(bare(words), tuple(links)) for words in (told, ADDRESS.sub("", told))]
    return tuple(dict.fromkeys(ways))


def _told(line: Line, field: str, written: _Written, links: list[str]) -> Iterator[str]:
    """The words of a line and of its links; the addresses of these that are no words are noted."""
    for node in line:
        match node:
            case Link(children, target):
                address = "".join(part if isinstance(part, str) else getattr(part, field) for part in target)
                said, is_link = written(words(children, _numbers, lambda one: getattr(one, field)), address)
                links += [_known(target)] if is_link else []
                yield said
            case Strong(children) | Emphasis(children):
                yield from _told(children, field, written, links)
            case _:
                yield words(Line((node,)), _numbers, lambda one: getattr(one, field))


def _as_link(said: str, address: str) -> tuple[str, bool]:  # noqa: ARG001  (one of several)
    """A link as pages have it."""
    return said, True


def _in_brackets(said: str, address: str) -> tuple[str, bool]:
    """A link as a text has it, in which a reader finds most addresses."""
    address = re.sub(r"[ <>]", lambda sign: f"%{ord(sign[0]):02X}", address)
    shown = f"<{_without_scheme(address)}>"
    return shown if said.strip() in {address, shown[1:-1]} else f"{said} {shown}", bool(ADDRESS.fullmatch(shown))


def _masked(said: str, address: str) -> tuple[str, bool]:
    """A link where only those of the web can be."""
    if address.startswith(("https://", "http://")):
        return said, True
    return f"{said} ({address.partition(':')[2]})", False


def _behind(said: str, address: str) -> tuple[str, bool]:
    """Words with their whole address, where there are no links."""
    return f"{said} ({address})", False


_Written: TypeAlias = "Callable[[str, str], tuple[str, bool]]"
_WRITING: tuple[_Written, ...] = (_as_link, _in_brackets, _masked, _behind)


def _without_scheme(address: str) -> str:
    return re.sub(r"^(?:mailto|tel):(?=[^?]*$)", "", address)


def _numbers(citation: Citation) -> str:
    return f" {' '.join(map(str, citation.numbers))} " if citation.numbers else ""


def _known(target: Sequence[str | MergeField]) -> str:
    """An address; where a merge field stands in it, what comes before the first."""
    known = "".join(str(part) for part in takewhile(lambda part: isinstance(part, str), target))
    return f"{known}{MERGED}" if any(isinstance(part, MergeField) for part in target) else known


def _alone(block: str, figure: FigureWords, columns: Sequence[str] = ()) -> Said:
    """A figure that stands alone: label, amount and how sure it is follow on each other in any order.

    Where there are no tables, the name of its column stands behind the label.
    """
    told = [part for part in (figure.label, figure.words, figure.said, figure.as_of) if part]
    spelt = dict.fromkeys((tuple(told), tuple(ADDRESS.sub("", part) for part in told)))
    numbers = bare(_numbers(figure.citation)) if figure.citation else ""
    ways = (way for parts in spelt for way in _orders(figure, [*map(bare, parts)], numbers, [*map(bare, columns)]))
    return Said(block, " ".join(told), tuple(ways), sourced=bool(numbers))


def _orders(figure: FigureWords, parts: Sequence[str], numbers: str, columns: Sequence[str]) -> Iterator[Way]:
    # By place and not by words: an amount, a label and a source's number may be the same digit.
    label, amount, source = 0, int(bool(figure.label)), len(parts)
    spelt = [*parts, numbers]
    for order in permutations(range(source + 1)) if numbers else ():
        place = order.index(source)
        if place > min(order.index(label), order.index(amount)):
            stands = BEHIND if place > order.index(amount) else BEFORE
            yield Way(follow(spelt[at] for at in order), source=stands)
    # Bars have one source for all below them, and may have each its own; what stands alone has it always.
    without = list(permutations(parts)) if columns or not numbers else []
    without += [(parts[0], column, *order) for column in columns for order in permutations(parts[1:])]
    yield from (Way(follow(order), source=WITHOUT) for order in without)
