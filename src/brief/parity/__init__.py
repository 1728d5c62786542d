"""Whether what was made says what the Document says: every line and figure, in its place and whole.

A reader gives what a format says as one text with its links. Both that text and the Document's are brought to a form in
which no format differs: letters, digits and signs, without the punctuation and the space around them; between two
digits a separator stays. Then each thing that the Document says has to follow, whole, on the one before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from brief.parity.streams import Heard, Stream, stream
from brief.parity.things import MERGED, Said, things
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from brief.document import Document

_NEAR = 200
"""Characters in which the nearest words to some that are missing are looked for."""
_BEHIND = 12
"""Characters behind words within which their address may stand."""
_KINDS = range(3)
"""A figure's source stands behind its amount, before it, or not with it."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a format does not say in its place, and what it says there instead."""

    block: str
    words: str
    instead: str = ""
    link: str = ""
    prose: bool = False


def disagreements(
    document: Document, heard: Heard, anywhere: Collection[str] = (), worded: Collection[str] = ()
) -> Iterator[Disagreement]:
    """What of a Document is not in its place in what a format says.

    The blocks that may stand `anywhere` are named, and the drawn parts of charts that this format has in words. Key
    figures stand together: the same figures may stand in a block as well.
    """
    whole = stream(heard.text)
    links = [(bisect_left(whole.places, place) if place >= 0 else -1, address) for place, address in heard.links]
    place = 0
    met: list[tuple[Said, frozenset[int]]] = []
    for block, group in groupby(things(document), lambda said: said.block):
        own = tuple(group)
        first, last = _place_of(whole.text, own) if block in anywhere else (place, len(whole.text))
        near = first + _NEAR
        for said in own:
            near += _length(said)
            end = len(whole.text) if said.free else min(last, near) if block == "key_figures" else last
            found = _first(whole.text, said.ways, 0 if said.free else first, end)
            met.append((said, frozenset(way for *_, way in found)))
            if found:
                start, end = found[0][0], max(end for _, end, _ in found)
                leading = [address for at, address in links if at < 0 or start <= at <= end + _BEHIND]
                yield from _misled(said, leading)
                first, near = (first, near) if said.free else (end, end)
            elif not said.drawn:
                instead = _nearest(whole, heard.text, said.ways[0], first)
                yield Disagreement(said.block, said.words, instead, prose=said.prose)
        place = place if block in anywhere else first
    yield from _torn([(said, ways) for said, ways in met if said.drawn], worded)
    yield from _turned([(said, ways) for said, ways in met if said.kinds and ways])


def _place_of(whole: str, group: Sequence[Said]) -> tuple[int, int]:
    """From where to where most of a group stands together, in its order."""
    length = sum(map(_length, group))
    starts = {at for said in group for way in said.ways for at in _each(whole, way)}

    def held(start: int) -> int:
        place, count = start, 0
        for said in group:
            if found := _first(whole, said.ways, place, start + length):
                place, count = max(end for _, end, _ in found), count + 1
        return count

    start = max(sorted(starts), key=held, default=0)
    return start, start + length


def _length(said: Said) -> int:
    return max(map(len, said.ways)) + _BEHIND


def _each(whole: str, way: str) -> Iterator[int]:
    at = whole.find(way)
    while at >= 0:
        yield at
        at = whole.find(way, at + 1)


def _misled(said: Said, leading: Sequence[str]) -> Iterator[Disagreement]:
    """The addresses to which no link leads there."""
    for wanted in said.links:
        if not any(_leads(address, wanted) for address in leading):
            yield Disagreement(said.block, said.words, link=wanted.removesuffix(MERGED))


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
    if wanted.endswith(MERGED):
        return address.startswith(wanted.removesuffix(MERGED))
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
