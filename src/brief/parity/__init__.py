"""Whether what was made says what the Document says: every line and figure, in its place and whole.

A reader gives what a format says as one text with its links. Both that text and the Document's are brought to a form in
which no format differs: letters, digits and signs, without the punctuation and the space around them; between two
digits a separator stays. Then each thing that the Document says has to follow, whole, on the one before.
"""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from brief.parity.streams import Heard, stream
from brief.parity.things import BEFORE, BEHIND, MERGED, WITHOUT, Said, Way, things
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Sequence

    from brief.document import Document

_NEAR = 200
"""Characters in which the nearest words to some that are missing are looked for."""
_REACH = 12
"""Characters behind words within which their address may stand."""
_STANDS = (BEHIND, BEFORE, WITHOUT)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a format does not say in its place, and what it says there instead."""

    block: str
    words: str
    instead: str = ""
    link: str = ""
    prose: bool = False


_Found: TypeAlias = "list[tuple[int, int, Way]]"
"""Where something said stands, from where to where, in each way in which it stands there."""


def disagreements(document: Document, heard: Heard, anywhere: Collection[str] = ()) -> Iterator[Disagreement]:
    """What of a Document is not in its place in what a format says.

    The blocks that may stand `anywhere` are named. Key figures stand together: the same figures may stand in a block as
    well.
    """
    reading = _Reading(heard)
    place = 0
    met: list[tuple[Said, _Found]] = []
    latest = 0
    for block, group in groupby(things(document), lambda said: said.block):
        own = tuple(group)
        first, last = _place_of(reading.whole, own) if block in anywhere else (place, len(reading.whole))
        near = first + _NEAR
        for said in own:
            near += _length(said)
            if said.rows:
                first = yield from reading.table(said, first, last)
                continue
            end = len(reading.whole) if said.free else min(last, near) if block == "key_figures" else last
            found = _first(reading.whole, said.ways, 0 if said.free else first, end)
            if found or not said.drawn:
                yield from reading.told(said, found, first)
            if found and not said.free:
                first = near = _end(found)
                met[latest : latest + 1] = [(one, _before(found, ways)) for one, ways in met[latest : latest + 1]]
                latest = len(met)
            met.append((said, found))
        place = place if block in anywhere else first
    yield from _torn([(said, bool(found)) for said, found in met if said.drawn], lines=heard.drawn)
    yield from _turned([(said, {way.source for *_, way in found}) for said, found in met if said.sourced and found])


class _Reading:
    """What a format says, and where its links stand in that."""

    def __init__(self, heard: Heard) -> None:
        self._text = heard.text
        read = stream(heard.text)
        self.whole, self._places = read.text, read.places
        self._links = [
            (bisect_left(self._places, place) if place >= 0 else -1, address) for place, address in heard.links
        ]

    def told(self, said: Said, found: _Found, first: int) -> Iterator[Disagreement]:
        """What is missing of something said that should stand behind a place."""
        if not found:
            yield Disagreement(said.block, said.words, self._nearest(said.ways[0].text, first), prose=said.prose)
            return
        start, end = found[0][0], max(end for _, end, _ in found) + _REACH
        leading = [address for at, address in self._links if at < 0 or start <= at <= end]
        misled = [[link for link in way.links if not any(_leads(one, link) for one in leading)] for *_, way in found]
        for link in min(misled, key=len):
            yield Disagreement(said.block, said.words, link=link.removesuffix(MERGED))

    def table(self, head: Said, first: int, last: int) -> Generator[Disagreement, None, int]:
        """What is missing of a table, and where it ends: rows that are named stand before its head, or without one."""
        begins, above = first, False
        named: list[bool] = []
        for row in head.rows:
            found = _first(self.whole, row.ways, first, last)
            at = [] if above else _first(self.whole, head.ways, first, last)
            below = _first(self.whole, row.ways, _end(at), last) if at else []
            alone = _named(found)
            if at and not (alone and _end(alone) < (_end(below) if below else last)):
                yield from self.told(head, at, first)
                above, first, found = True, _end(at), below
            yield from self.told(row, found, first)
            if found:
                first = _end(found)
                named.append(bool(_named(found)))
        if not above and not (named and all(named)):
            yield from self.told(head, [], begins)
        return first

    def _nearest(self, wanted: str, start: int) -> str:
        """The words that stand most likely in the place of some that are missing."""
        window = self.whole[start : start + len(wanted) + _NEAR]
        matched = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()
        blocks = [block for block in matched if block.size]
        if not blocks or sum(block.size for block in blocks) * 2 < len(wanted):
            return ""
        first, last = start + blocks[0].b, start + blocks[-1].b + blocks[-1].size - 1
        return " ".join(self._text[self._places[first] : self._places[last] + 1].split())


def _named(found: _Found) -> _Found:
    """The ways in which a row of a table has the names of its columns, or cannot be told from one that has."""
    return [one for one in found if one[2].named]


def _before(following: _Found, found: _Found) -> _Found:
    """The ways that end where what follows begins: the number behind others is no source's."""
    return [one for one in found if one[1] <= following[0][0]] or found


def _end(found: _Found) -> int:
    """Where it ends surely: the number behind it may begin what comes next."""
    return min(end for _, end, _ in found)


def _place_of(whole: str, group: Sequence[Said]) -> tuple[int, int]:
    """From where to where most of a group stands together, in its order."""
    length = sum(map(_length, group))
    starts = {at for said in group for way in said.ways for at in _each(whole, way.text)}

    def held(start: int) -> int:
        place, count = start, 0
        for said in group:
            if found := _first(whole, said.ways, place, start + length):
                place, count = _end(found), count + 1
        return count

    start = max(sorted(starts), key=held, default=0)
    return start, start + length


def _length(said: Said) -> int:
    return max(len(way.text) for way in said.ways) + _REACH


def _each(whole: str, way: str) -> Iterator[int]:
    at = whole.find(way)
    while at >= 0:
        yield at
        at = whole.find(way, at + 1)


def _torn(rows: Sequence[tuple[Said, bool]], *, lines: bool) -> Iterator[Disagreement]:
    """What a drawn part of a chart lacks: a picture says none of it, words say all; `lines` are words, if told so."""
    for part in dict.fromkeys((said.block, said.drawn) for said, _ in rows):
        own = [(said, found) for said, found in rows if (said.block, said.drawn) == part]
        if lines if part[1] == "lines" else sum(found for _, found in own) * 2 >= len(own):
            yield from (Disagreement(said.block, said.words) for said, found in own if not found)


def _turned(figures: Sequence[tuple[Said, set[int]]]) -> Iterator[Disagreement]:
    """The figures whose source is lost, or stands elsewhere than in the rest of their block.

    The last of a block has no vote: the source behind it may be that of the whole block.
    """
    for block in dict.fromkeys(said.block for said, _ in figures):
        own = [(said, stands) for said, stands in figures if said.block == block]
        voices = [stands for _, stands in own[:-1]] or [own[0][1]]
        usual = next((one for one in _STANDS if sum(one in stands for stands in voices) * 2 > len(voices)), WITHOUT)
        yield from (Disagreement(said.block, said.words) for said, stands in own if usual not in stands)


def _first(whole: str, ways: Sequence[Way], start: int, end: int) -> _Found:
    """Where the first of some ways stands whole between two places, and all that begin there."""
    found = [(*span, way) for way in ways if (span := _whole(whole, way.text, start, end))]
    first = min((at for at, *_ in found), default=0)
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
    if wanted.endswith(MERGED):
        return address.startswith(wanted.removesuffix(MERGED))
    if address == wanted or address.startswith((f"{wanted}?", f"{wanted}&", f"{wanted}#")):
        return True
    from urllib.parse import unquote

    return unquote(address) == unquote(wanted)
