"""Which words each glyph of a file stands for, so that what is copied, searched and read aloud is what was written.

A glyph may stand for other words at each place, and the renderer keeps those that it met first; of a letter with its
signs it names one glyph alone. So each pair of a glyph and its words gets a code of its own, with which the text is
written: a map leads from the codes to the glyphs (ISO 32000-1, 9.7.4.2), ToUnicode from the codes to the words.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from dataclasses import field
from itertools import chain
from typing import TYPE_CHECKING, Any

from brief.errors import FormatError
from brief.formats.pdf.engine import weasyprint
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_END = 0x10000
_NOTHING = "\N{COMBINING GRAPHEME JOINER}"
"""What a glyph stands for whose neighbour has all the words: a sign never shown. Readers fill in what is empty."""


@dataclass(slots=True)
class Codes:
    """The codes of one font, given as its glyphs are drawn; `count` is how many glyphs it has."""

    count: int
    glyphs: dict[int, int] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    _given: dict[tuple[int, str], int] = field(default_factory=dict)

    def code(self, glyph: int, words: str) -> int:
        """The code of a glyph where it stands for these words: its own number, if that is free."""
        if (glyph, words) not in self._given:
            numbers = chain((glyph,), range(self.count, _END), range(self.count))
            code = next(number for number in numbers if number not in self.glyphs)
            self._given[glyph, words], self.glyphs[code], self.words[code] = code, glyph, words
        return self._given[glyph, words]

    @property
    def plain(self) -> bool:
        """Whether each code is its glyph's own number."""
        return all(code == glyph for code, glyph in self.glyphs.items())

    def map(self) -> bytes:
        """The glyph of each code, two bytes each."""
        return b"".join(self.glyphs.get(code, 0).to_bytes(2, "big") for code in range(max(self.glyphs) + 1))


def shared(given: Sequence[str]) -> list[str]:
    """What each of a line's glyphs stands for, from left to right: a cluster's share its characters.

    The renderer gives the words of a cluster to one glyph of it, the leftmost where it runs from right to left and the
    rightmost where it does not, and none to the others.
    """
    clusters: list[tuple[int, str]] = []
    waiting = 0
    for words in given:
        if words:
            clusters.append((waiting + 1, words))
            waiting = 0
        elif clusters and not waiting and _turned(clusters[-1][1]):
            clusters[-1] = (clusters[-1][0] + 1, clusters[-1][1])
        else:
            waiting += 1
    parts = (reversed(_parted(*cluster)) if _turned(cluster[1]) else _parted(*cluster) for cluster in clusters)
    return [*chain.from_iterable(parts), *[_NOTHING] * waiting]


def _turned(words: str) -> bool:
    return unicodedata.bidirectional(words[0]) in {"R", "AL"}


def _parted(count: int, words: str) -> list[str]:
    """The characters of a cluster for its base and its signs, in order; the base has what is left over."""
    base = max(len(words) - count + 1, 1)
    return [words[:base], *words[base:], *[_NOTHING] * (count - len(words))]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A glyph as the renderer draws it, with the words that it is given."""

    codes: Codes
    glyph: int
    words: str


class _Listener(dict[int, str]):
    """Stands where a font's words by glyph stand: passes on each glyph that is drawn, and shows the words by code."""

    def __init__(self, codes: Codes, drawn: list[_Drawn]) -> None:
        super().__init__()
        self._codes = codes
        self._drawn = drawn

    def __contains__(self, glyph: object) -> bool:
        """No glyph is known, so that the renderer hands over the words of each, each time."""
        return False

    def __setitem__(self, glyph: int, words: str) -> None:
        self._drawn.append(_Drawn(self._codes, glyph, words))

    def __len__(self) -> int:
        return len(self._codes.words)

    def items(self) -> Any:  # noqa: ANN401
        return self._codes.words.items()


class _Wardrobe(dict[Any, Any]):
    """The fonts of a file as they come into use, each with its codes."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[_Drawn] = []
        self.codes: dict[bytes, Codes] = {}

    def __setitem__(self, key: object, font: Any) -> None:  # noqa: ANN401  (the library has no types)
        if font.bitmap or font.type != "ttf":
            message = f"the page cannot be set in {font.family}, which holds no outlines of TrueType"
            raise FormatError(message, hint="convert it, or use a face that comes as .ttf or as .woff2 of one")
        super().__setitem__(key, font)
        codes = self.codes.setdefault(font.name, Codes(font.glyph_count))
        font.to_unicode, font.widths = _Listener(codes, self.drawn), codes.widths
        clean = font.clean

        def cleaned(_: object, hinting: object) -> None:
            codes.widths |= {code: codes.widths[glyph] for code, glyph in codes.glyphs.items()}
            clean(dict.fromkeys(codes.glyphs.values(), ""), hinting)

        font.clean = cleaned


_STRING = re.compile(rb"<([0-9a-f]+)>")


@contextmanager
def coded(laid: Any) -> Iterator[None]:  # noqa: ANN401
    """Have the text of a laid-out page written with codes; `map_codes` is to be called before the file is closed."""
    laid.fonts = wardrobe = _Wardrobe()
    stream = weasyprint.pdf.stream.Stream
    begin, end = stream.begin_text, stream.end_text

    def begin_text(self: Any) -> None:  # noqa: ANN401
        begin(self)
        wardrobe.drawn.clear()
        self.begun = len(self.stream)

    def end_text(self: Any) -> None:  # noqa: ANN401
        words = shared([drawn.words for drawn in wardrobe.drawn])
        codes = (drawn.codes.code(drawn.glyph, own) for drawn, own in zip(wardrobe.drawn, words, strict=True))

        def recoded(found: re.Match[bytes]) -> bytes:
            return b"<%s>" % b"".join(b"%04x" % next(codes) for _ in range(len(found[1]) // 4))

        for number in range(self.begun, len(self.stream)):
            if self.stream[number].endswith(b"TJ"):
                self.stream[number] = _STRING.sub(recoded, self.stream[number])
        end(self)

    stream.begin_text, stream.end_text = begin_text, end_text
    try:
        yield
    finally:
        stream.begin_text, stream.end_text = begin, end


def map_codes(laid: Any, pdf: Any) -> None:  # noqa: ANN401
    """Give each font whose codes are not its glyphs' own numbers the map to them."""
    for entry in [entry for entry in pdf.objects if isinstance(entry, dict) and "CIDToGIDMap" in entry]:
        codes = laid.fonts.codes[entry["BaseFont"]]
        if not codes.plain:
            stream = weasyprint.pdf.pydyf.Stream([codes.map()], compress=True)
            pdf.add_object(stream)
            entry["CIDToGIDMap"] = stream.reference
