"""What the file really holds: its words in the order of its structure tree, held against the Document it prints.

The renderer can lose what does not fit in silence. So the bytes themselves are read, by another program than the one
that wrote them: what a screen reader says is what is compared.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from bisect import bisect_left
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from brief.document import Contents, Numbers
from brief.errors import FormatError
from brief.parity import Disagreement, disagreements
from brief.parity.streams import ONE_GLYPH, Heard
from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.document import Document

_UNSTABLE = re.compile(r"[\s\x02\xad\u034f\u061c\u200b-\u2011\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff-]+")
"""What a line's end adds or takes away, spaces and hyphens (pdfium's is U+0002); and signs without a glyph."""
_ONE_SIDE = str.maketrans(")]}>»\u203a", "([{<«\u2039")
"""Brackets, which are turned where words run from right to left."""
_SHOWN = 80
"""Characters of what is missing, and of what stands there."""
_RANGE = re.compile(r"(?<=\d)([-\u2013]) (?=\d)")
"""A dash between two numbers at a line's end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a PDF holds: its words in reading order, piece by piece; the names of its fonts; where its links lead.

    A font's name is told without the six letters of a subset.
    """

    passages: tuple[str, ...]
    fonts: frozenset[str]
    addresses: tuple[str, ...]


def read(data: bytes) -> Reading:
    """Read a PDF, each page of it once."""
    import pypdfium2
    from pypdfium2 import raw

    said: list[str] = []
    fonts: set[str] = set()
    addresses: list[str] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            texts = _texts(page, fonts, raw)
            tree = raw.FPDF_StructTree_GetForPage(page)
            try:
                for number in range(raw.FPDF_StructTree_CountChildren(tree)):
                    said += _spoken(raw.FPDF_StructTree_GetChildAtIndex(tree, number), texts, raw)
            finally:
                raw.FPDF_StructTree_Close(tree)
            addresses += _addresses(document, page, raw)
    finally:
        document.close()
    return Reading(tuple(said), frozenset(fonts), tuple(addresses))


def _texts(page: Any, fonts: set[str], raw: Any) -> dict[int, str]:  # noqa: ANN401  (pdfium's handles have no types)
    """The words of each piece of marked content; the fonts they are set in join the others."""
    layer = page.get_textpage()
    texts: dict[int, str] = {}
    known: set[int] = set()
    for number in range(raw.FPDFPage_CountObjects(page)):
        piece = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(piece) == raw.FPDF_PAGEOBJ_TEXT:
            mark = raw.FPDFPageObj_GetMarkedContentID(piece)
            length = raw.FPDFTextObj_GetText(piece, layer, None, 0)
            room = ctypes.create_string_buffer(length)
            raw.FPDFTextObj_GetText(piece, layer, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), length)
            texts[mark] = texts.get(mark, "") + room.raw[: length - 2].decode("utf-16-le")
            font = raw.FPDFTextObj_GetFont(piece)
            at = ctypes.addressof(font.contents) if font else 0
            if at not in known:
                known.add(at)
                fonts.add(_named(font, raw).partition("+")[2])
    layer.close()
    return texts


def _spoken(element: Any, texts: dict[int, str], raw: Any) -> Iterator[str]:  # noqa: ANN401
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from _spoken(child, texts, raw)
        else:
            yield texts.get(raw.FPDF_StructElement_GetChildMarkedContentID(element, number), "")


def _named(font: Any, raw: Any) -> str:  # noqa: ANN401
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    room = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, room, length)
    return room.value.decode()


def _addresses(document: Any, page: Any, raw: Any) -> Iterator[str]:  # noqa: ANN401
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if length:
            room = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, room, length)
            yield room.value.decode()


def confirm_fonts(made: Reading, families: Iterable[str]) -> None:
    """Find no font in the file but those of these families. Raises FormatError for one that the system lent."""
    own = tuple(family.replace(" ", "-") for family in families)
    if foreign := sorted(name for name in made.fonts if not name.startswith(own)):
        message = f"the page is set in {', '.join(foreign)}, which is no face of the theme"
        raise FormatError(message, hint="a face that draws every character is listed in the theme's fonts.toml")


def otherwise(document: Document, heard: Heard) -> Iterator[Disagreement]:
    """What a page does not say: its rail may stand before or behind, and its charts are named and ended in words."""
    anywhere = {block.id for block in document.blocks if isinstance(block, Contents | Numbers)}
    return disagreements(document, replace(heard, drawn=True), anywhere)


def confirm_whole(made: Reading, document: Document) -> None:
    """Find every figure, link, source and correction in its place. Raises FormatError for one that is not.

    Lines are confirmed as lines. Words that run from right to left lie in the file as they are drawn, and fonts draw
    some signs alike: what differs in these alone is let be.
    """
    if document.direction == "rtl":
        return
    # A hyphen at a line's end may be one that was written, between two numbers.
    said = _RANGE.sub(r"\1", " ".join(made.passages).replace("\x02", "-"))
    heard = Heard(said, tuple((-1, address) for address in made.addresses))
    blocks = {block.id: block for block in document.every_block()}
    for found in otherwise(document, heard):
        if not found.link and (found.prose or _turned(found.words) or _stable(found.words) == _stable(found.instead)):
            continue
        place = blocks[found.block].place if found.block in blocks else None
        missing = f"a link to {found.link}" if found.link else repr(found.words[:_SHOWN])
        message = f"the page does not say {missing} in its place"
        raise FormatError(message, place, hint=f"there it says {found.instead[:_SHOWN]!r}" if found.instead else "")


def confirm(made: Reading, document: Document) -> None:
    """Find every line of the Document in the file, whole and in its order. Raises FormatError for one that is lost.

    What stands above the columns of its page may come earlier than in the Document. A file holds words that run from
    right to left as they are drawn: of those, each printed line is held against as many characters of the Document.
    """
    held = _Held(tuple(filter(None, map(_stable, made.passages))), turned=document.direction == "rtl")
    names = {block.id: (block.name, block.place) for block in document.every_block()}
    across = {block.id for block in document.blocks if isinstance(block, Contents | Numbers)}
    place = 0
    for name, line in document.lines():
        expected = _stable(words(line, lambda citation: ",".join(map(str, citation.numbers))))
        end = held.end_of(expected, 0 if name in across else place)
        if end is None:
            where, at = names.get(name, (name.replace("_", " "), None))
            start = words(line)[:40]
            raise FormatError(f"the page lost words of {where!r}: {start!r} is not where it should be in the file", at)
        place = place if name in across else end


@dataclass(frozen=True)
class _Held:
    """The words of a file, piece by piece: at most a printed line each."""

    pieces: tuple[str, ...]
    turned: bool
    """Whether lines run from right to left, also where words in them do not."""

    @cached_property
    def _joined(self) -> str:
        return "".join(self.pieces)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate(map(len, self.pieces), initial=0))

    def end_of(self, expected: str, place: int) -> int | None:
        """Where words end that begin there or later; None where they do not stand there whole."""
        if not expected:
            return place
        if not self.turned and not _turned(expected):
            found = self._joined.find(expected, place)
            return None if found < 0 else found + len(expected)
        first = bisect_left(self._starts, place)
        ends = (self._spelt(expected, number) for number in range(first, len(self.pieces)))
        return next((end for end in ends if end is not None), None)

    def _spelt(self, expected: str, number: int) -> int | None:
        """Where the pieces end, from one on, that hold these characters, each as many of the next as it is long."""
        for piece, start in zip(self.pieces[number:], self._starts[number:], strict=False):
            if _characters(expected[: len(piece)]) != _characters(piece):
                return None
            expected = expected[len(piece) :]
            if not expected:
                return start + len(piece)
        return None


def _turned(words: str) -> bool:
    """Whether some of these words run from right to left."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in words)


def _characters(words: str) -> list[str]:
    return sorted(words.translate(_ONE_SIDE))


def _stable(text: str) -> str:
    return _UNSTABLE.sub("", unicodedata.normalize("NFKD", text)).translate(ONE_GLYPH)
