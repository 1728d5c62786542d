"""Whether what was made says what the Document says: every line and figure, in its place and whole.

A reader gives what a format says as one text with its links. Both that text and the Document's are brought to a form in
which no format differs: letters, digits and signs, without the punctuation and the space around them; between two
digits a separator stays. Then each thing that the Document says has to follow, whole, on the one before.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import field, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, permutations, takewhile
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
from brief.prose import Citation, Line, Link, MergeField, Text, walk, words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from brief.document import Block, Document, FigureWords

_BETWEEN = re.compile(r"(?:[^\w+\-\u2212\u00b1%\u2030$\u20ac\u00a3\u00a5<>=~&§°]|_|[\u2580-\u259f]|(?<!\d)-|-(?!\d))+")
"""What no format is held to: punctuation, spaces, bars drawn of blocks."""
_SEPARATORS = frozenset(".,'\u2019\u2013-")
"""What may stand between two digits of one number."""
ADDRESS = re.compile(r"<?\b((?:https?://|mailto:|tel:)[^\s<>]+)>?|<?\b([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?")
"""An address that is written out: some formats do where others make a link, so that it is no part of the words."""
_MERGED = "\0"
"""What an address ends with of which the rest is a merge field's."""
_NEAR = 200
"""Characters in which the nearest words to some that are missing are looked for."""
_BEHIND = 12
"""Characters behind words within which their address may stand."""

_KINDS = range(3)
"""A figure's source stands behind its amount, before it, or not with it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a format says: its text in reading order, and each address with the place of its words in that text.

    An address whose place is not known has the place -1.
    """

    text: str
    links: tuple[tuple[int, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a format does not say in its place, and what it says there instead."""

    block: str
    words: str
    instead: str = ""
    link: str = ""
    prose: bool = False


@dataclass(frozen=True)
class Stream:
    """A text in the form in which formats are compared; `places` are where its characters stand in the text."""

    text: str
    places: tuple[int, ...] = field(default=())


def stream(text: str) -> Stream:
    """The letters, digits and signs of a text, and the separators between digits."""
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for gap in _BETWEEN.finditer(text):
        _put(text, last, gap.start(), parts, places)
        before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
        if before.isdigit() and after.isdigit():
            parts.append(gap[0] if gap[0] in _SEPARATORS else " ")
            places.append(gap.start())
        last = gap.end()
    _put(text, last, len(text), parts, places)
    return Stream("".join(parts), tuple(places))


def _put(text: str, start: int, end: int, parts: list[str], places: list[int]) -> None:
    if text[start:end].isascii():
        parts.append(text[start:end])
        places.extend(range(start, end))
        return
    for at in range(start, end):
        signs = unicodedata.normalize("NFKD", text[at]).replace(" ", "")
        parts.append(signs)
        places.extend([at] * len(signs))


@cache
def _bare(text: str) -> str:
    return stream(ADDRESS.sub("", text)).text


def _follow(parts: Iterable[str]) -> str:
    """Parts of a stream one after the other; digits of two numbers stay apart."""
    made = ""
    for part in parts:
        made += f" {part}" if made[-1:].isdigit() and part[:1].isdigit() else part
    return made


def disagreements(
    document: Document, heard: Heard, anywhere: Collection[str] = (), worded: Collection[str] = ()
) -> Iterator[Disagreement]:
    """What of a Document is not in its place in what a format says.

    The blocks that may stand `anywhere` are named, and the drawn parts of charts that this format has in words.
    """
    whole = stream(heard.text)
    links = [(bisect_left(whole.places, place) if place >= 0 else -1, address) for place, address in heard.links]
    place = 0
    met: list[tuple[Said, frozenset[int]]] = []
    for block, group in groupby(things(document), lambda said: said.block):
        own = tuple(group)
        first, last = _place_of(whole.text, own) if block in anywhere else (place, len(whole.text))
        for said in own:
            found = _first(whole.text, said.ways, 0 if said.free else first, len(whole.text) if said.free else last)
            met.append((said, frozenset(way for *_, way in found)))
            if found:
                start, end = found[0][0], max(end for _, end, _ in found)
                leading = [address for at, address in links if at < 0 or start <= at <= end + _BEHIND]
                yield from _misled(said, leading)
                first = first if said.free else end
            elif not said.drawn:
                instead = _nearest(whole, heard.text, said.ways[0], first)
                yield Disagreement(said.block, said.words, instead, prose=said.prose)
        place = place if block in anywhere else first
    yield from _torn([(said, ways) for said, ways in met if said.drawn], worded)
    yield from _turned([(said, ways) for said, ways in met if said.kinds and ways])


def _place_of(whole: str, group: Sequence[Said]) -> tuple[int, int]:
    """From where to where most of a group stands together, in its order."""
    length = sum(max(map(len, said.ways)) + _BEHIND for said in group)
    starts = {at for said in group for way in said.ways for at in _each(whole, way)}

    def held(start: int) -> int:
        place, count = start, 0
        for said in group:
            if found := _first(whole, said.ways, place, start + length):
                place, count = max(end for _, end, _ in found), count + 1
        return count

    start = max(sorted(starts), key=held, default=0)
    return start, start + length


def _each(whole: str, way: str) -> Iterator[int]:
    at = whole.find(way)
    while at >= 0:
        yield at
        at = whole.find(way, at + 1)


def _misled(said: Said, leading: Sequence[str]) -> Iterator[Disagreement]:
    """The addresses to which no link leads there."""
    for wanted in said.links:
        if not any(_leads(address, wanted) for address in leading):
            yield Disagreement(said.block, said.words, link=wanted.removesuffix(_MERGED))


def _torn(rows: Sequence[tuple[Said, frozenset[int]]], worded: Collection[str]) -> Iterator[Disagreement]:
    """What a drawn part of a chart lacks: a picture says none of it, words say all."""
    for part in dict.fromkeys((said.block, said.drawn) for said, _ in rows):
        own = [(said, ways) for said, ways in rows if (said.block, said.drawn) == part]
        if part[1] in worded or sum(bool(ways) for _, ways in own) * 2 >= len(own):
            yield from (Disagreement(said.block, said.words) for said, ways in own if not ways)


def _turned(figures: Sequence[tuple[Said, frozenset[int]]]) -> Iterator[Disagreement]:
    """The figures whose source is lost, or stands elsewhere than in the rest of their block.

    The last of a block has no vote: the source behind it may be that of the whole block.
    """
    for block in dict.fromkeys(said.block for said, _ in figures):
        own = [(said, {bisect_right(said.kinds, way) for way in ways}) for said, ways in figures if said.block == block]
        voices = [kinds for _, kinds in own[:-1]] or [own[0][1]]
        usual = next((kind for kind in _KINDS if sum(kind in kinds for kinds in voices) * 2 > len(voices)), _KINDS[-1])
        yield from (Disagreement(said.block, said.words) for said, kinds in own if usual not in kinds)


def _first(whole: str, ways: Sequence[str], start: int, end: int) -> list[tuple[int, int, int]]:
    """Where the first of some ways stands whole between two places, with its number, and all that begin there."""
    found = [(*span, number) for number, way in enumerate(ways) if (span := _whole(whole, way, start, end))]
    first = min(found, default=(0,))[0]
    return [one for one in found if one[0] == first]


def _whole(whole: str, way: str, start: int, last: int) -> tuple[int, int] | None:
    """Where a way stands between two places, and no digit goes on before or behind it."""
    at = whole.find(way, start, last)
    while at >= 0:
        end = at + len(way)
        cut = (whole[at - 1 : at].isdigit() and way[:1].isdigit()) or (
            way[-1:].isdigit() and whole[end : end + 1].isdigit()
        )
        if not cut:
            return at, end
        at = whole.find(way, at + 1, last)
    return None


def _leads(address: str, wanted: str) -> bool:
    """Whether an address is the one that is wanted; what a desk adds to addresses is let be."""
    if wanted.endswith(_MERGED):
        return address.startswith(wanted.removesuffix(_MERGED))
    if address == wanted or address.startswith((f"{wanted}?", f"{wanted}&", f"{wanted}#")):
        return True
    from urllib.parse import unquote

    return unquote(address) == unquote(wanted)


def _nearest(whole: Stream, text: str, wanted: str, start: int) -> str:
    """The words that stand most likely in the place of some that are missing."""
    window = whole.text[start : start + len(wanted) + _NEAR]
    blocks = [
        block for block in SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks() if block.size
    ]
    if not blocks or sum(block.size for block in blocks) * 2 < len(wanted):
        return ""
    first, last = start + blocks[0].b, start + blocks[-1].b + blocks[-1].size - 1
    return " ".join(text[whole.places[first] : whole.places[last] + 1].split())


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
                yield from _line(block.id, Line((Text(f"{row.term} "), *row.words)))
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
    return Said(block, ways[0], tuple(map(_bare, ways)), links)


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
    return f"{known}{_MERGED}" if any(isinstance(part, MergeField) for part in target) else known


def _alone(block: str, figure: FigureWords, columns: Sequence[str] = ()) -> Said:
    """A figure that stands alone: label, amount and how sure it is follow on each other in any order.

    Where there are no tables, the name of its column stands behind the label.
    """
    told = [part for part in (figure.label, figure.words, figure.said, figure.as_of) if part]
    parts = list(map(_bare, told))
    amount = _bare(figure.words)
    numbers = _bare(_numbers(figure.citation)) if figure.citation else ""
    cited = list(permutations([*parts, numbers])) if numbers else []
    label, *rest = parts
    after = [order for order in cited if order.index(numbers) > order.index(amount)]
    before = [order for order in cited if order.index(label) < order.index(numbers) < order.index(amount)]
    # Bars have one source for all below them, and may have each its own; what stands alone has it always.
    without = list(permutations(parts)) if columns or not numbers else []
    without += [(label, _bare(column), *order) for column in columns for order in permutations(rest)]
    ways = tuple(map(_follow, (*after, *before, *without)))
    kinds = (len(after), len(after) + len(before)) if numbers else ()
    return Said(block, " ".join(told), ways, kinds=kinds)
