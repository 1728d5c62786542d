"""What a Document says, thing by thing in reading order, in every way in which a format may put it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, takewhile
from typing import TYPE_CHECKING

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
from brief.parity.streams import bare, follow
from brief.prose import Citation, Line, Link, MergeField, Text, walk, words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.document import Block, Document, FigureWords

MERGED = "\0"
"""What an address ends with of which the rest is a merge field's."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the Document says: its words, the streams that they may make, and its addresses.

    What is `free` stands wherever its format puts it; what belongs to a `drawn` part of a chart only where that part is
    made of words; what is `prose` is a line. The ways change in `kinds` at these numbers, by whether and where a
    figure's source stands; in one block the source of every figure stands alike.
    """

    block: str
    words: str
    ways: tuple[str, ...]
    links: tuple[str, ...] = ()
    free: bool = False
    drawn: str = ""
    prose: bool = False
    kinds: tuple[int, ...] = ()


def things(document: Document) -> Iterator[Said]:
    """What a Document says, in reading order."""
    for name, printed in (("date", document.date), ("as_of", document.as_of)):
        if printed:
            yield replace(_said(name, [printed]), free=True)
    yield from _line("title", document.title)
    yield from _line("dek", document.dek)
    for line in document.bottom_line:
        yield from _line("bottom_line", line)
    yield from (_alone("key_figures", figure) for figure in document.key_figures)
    for block in document.every_block():
        yield from _of_block(block, document.labels)
    for source in document.sources:
        links = (source.url,) if source.url else ()
        about = (source.title, source.author, source.publisher, source.published)
        yield _said("sources", [f"{source.number} {' '.join(filter(None, about))}"], links)
    for notice in document.corrections:
        told = [f"{notice.label} {notice.when} {way}" for way in _ways(notice.words)]
        yield _said("corrections", told, _addresses(notice.words))


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
                told = Line((Text(f"{row.term} "), *row.words))
                yield _said(block.id, _ways(told), _addresses(told))
        case Note(label=label) if label:
            yield _said(block.id, [label])
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
    for number, point in enumerate(chart.x):
        values = " ".join(one.words[number] for one in chart.series)
        yield replace(_said(chart.id, [f"{point} {values}"]), drawn="table")
    for one in chart.series:
        written = [words for value, words in zip(one.values, one.words, strict=True) if value is not None]
        if written:
            yield replace(_said(chart.id, [f"{one.label} {written[-1]}"]), drawn="lines", free=True)


def _lines(block: Block) -> Iterator[Said]:
    """The heading and the prose of a block, and what stands below them."""
    for line in block_lines(block):
        yield from _line(block.id, line)
    match block:
        case Story(link=link) if link:
            yield from _line(block.id, Line((link,)))
        case Quote(speaker=speaker, citation=citation) if speaker:
            yield _said(block.id, [f"{speaker} {_numbers(citation) if citation else ''}"])
        case Table(caption=caption, citation=citation):
            yield from _from(block.id, caption, citation, "")


def _from(block: str, caption: str, citation: Citation | None, source: str) -> Iterator[Said]:
    """The caption of a chart or table and its sources, which stand above or below it, together or apart."""
    numbers = _numbers(citation) if citation else ""
    ways = [f"{caption} {numbers}", *([f"{source} {numbers}"] if source else [])] if caption else []
    if ways and numbers:
        yield replace(_said(block, ways), free=True)


def _line(block: str, line: Line) -> Iterator[Said]:
    said = replace(_said(block, _ways(line), _addresses(line)), prose=True)
    if any(said.ways):
        yield said


def _said(block: str, ways: Sequence[str], links: tuple[str, ...] = ()) -> Said:
    return Said(block, ways[0], tuple(map(bare, ways)), links)


def _ways(line: Line) -> tuple[str, ...]:
    """The words of a line with its source numbers; a merge field as mail has it, and as all else has it."""

    def said(field: str) -> str:
        return words(line, _numbers, lambda one: getattr(one, field))

    return tuple(dict.fromkeys((said("fallback"), said("token"))))


def _numbers(citation: Citation) -> str:
    return f" {' '.join(map(str, citation.numbers))} " if citation.numbers else ""


def _addresses(line: Line) -> tuple[str, ...]:
    return tuple(_address(node.target) for node in walk(line) if isinstance(node, Link))


def _address(target: Sequence[str | MergeField]) -> str:
    """An address; where a merge field stands in it, what comes before the first."""
    known = "".join(str(part) for part in takewhile(lambda part: isinstance(part, str), target))
    return f"{known}{MERGED}" if any(isinstance(part, MergeField) for part in target) else known


def _alone(block: str, figure: FigureWords, columns: Sequence[str] = ()) -> Said:
    """A figure that stands alone: label, amount and how sure it is follow on each other in any order.

    Where there are no tables, the name of its column stands behind the label.
    """
    told = [part for part in (figure.label, figure.words, figure.said, figure.as_of) if part]
    parts = list(map(bare, told))
    numbers = bare(_numbers(figure.citation)) if figure.citation else ""
    # By place and not by words: an amount, a label and a source's number may be the same digit.
    label, amount, source = 0, int(bool(figure.label)), len(parts)
    cited = list(permutations(range(source + 1))) if numbers else []
    spelt = [*parts, numbers]
    after = [[spelt[at] for at in order] for order in cited if order.index(source) > order.index(amount)]
    before = [
        [spelt[at] for at in order] for order in cited if order.index(label) < order.index(source) < order.index(amount)
    ]
    # Bars have one source for all below them, and may have each its own; what stands alone has it always.
    without = list(permutations(parts)) if columns or not numbers else []
    without += [(parts[0], bare(column), *order) for column in columns for order in permutations(parts[1:])]
    ways = tuple(map(follow, (*after, *before, *without)))
    kinds = (len(after), len(after) + len(before)) if numbers else ()
    return Said(block, " ".join(told), ways, kinds=kinds)
