"""The theme's faces: handed to the renderer once a process, and held against the words before they are set."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from brief.document import Picture
from brief.errors import FormatError, Place, Problem
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from brief.document import Document
    from brief.theme import Face, Theme

_SET_BY_THE_SHAPER = frozenset(
    code
    for first, last in (
        (0x0009, 0x000A),
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x2000, 0x200F),
        (0x2028, 0x202F),
        (0x205F, 0x206F),
        (0x3000, 0x3000),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
"""Spaces and signs without a glyph of their own."""

_NAMED = 3
"""How many characters a problem names."""


def stylesheet(faces: Iterable[Face], address: Callable[[Face], str]) -> str:
    """The faces as CSS; `address` gives the address of a face."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style};"
        f" src: url('{address(face)}') }}"
        for face in faces
    )


@cache
def code_points(unicode_range: str) -> frozenset[int]:
    """The code points of a CSS unicode-range."""
    pairs = (part.strip().removeprefix("U+").partition("-") for part in unicode_range.split(","))
    return frozenset(code for low, _, high in pairs for code in range(int(low, 16), int(high or low, 16) + 1))


@cache
def _drawn(face: Face) -> frozenset[int]:
    """The code points that a face draws: those it says, or those of its file. Raises FormatError."""
    if face.unicode_range:
        return code_points(face.unicode_range)
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with face.file.open("rb") as file, TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError) as error:
        place = Place(str(face.file.with_name("fonts.toml")))
        raise FormatError(f"{face.file.name} is no font that can be read", place) from error


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that will be set, with their place in the briefing."""

    where: str
    place: Place | None
    texts: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it."""
        return "".join(self.texts)


def missing(passages: Iterable[Passage], theme: Theme) -> Iterator[Problem]:
    """A problem for each passage with characters that no face of the theme draws: the first few, and how many more."""
    for passage in passages:
        if signs := lacking(passage.words, theme):
            named = ", ".join(
                f"{sign!r} (U+{ord(sign):04X}, {unicodedata.name(sign, 'unnamed character')})"
                for sign in signs[:_NAMED]
            )
            more = f" and {len(signs) - _NAMED} more" if len(signs) > _NAMED else ""
            yield Problem(
                f"{passage.where}: the page's fonts have no {named}{more}",
                passage.place,
                f"use other words, or add a face that draws {'them' if len(signs) > 1 else 'it'}:"
                f" to the theme {theme.name!r} or under templates/fonts/",
            )


def lacking(words: str, theme: Theme) -> list[str]:
    """The characters of a text that no face of the theme draws, each once, in their order."""
    drawn = _drawn_by_any(theme.faces)
    return [sign for sign in dict.fromkeys(words) if ord(sign) not in drawn]


@cache
def _drawn_by_any(faces: tuple[Face, ...]) -> frozenset[int]:
    return _SET_BY_THE_SHAPER.union(*map(_drawn, faces))


_INSTEAD = {
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HYPHENATION POINT}": "\N{MIDDLE DOT}",
    "\N{FIGURE DASH}": "\N{EN DASH}",
    "\N{HORIZONTAL BAR}": "\N{EM DASH}",
    "\N{MINUS SIGN}": "\N{EN DASH}",
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}",
}
"""What a typesetter without the sign would take, and a reader take for it."""
_SAME = ("<compat>", "<noBreak>", "<wide>")
"""Kinds of decomposition (UAX 44) that leave the meaning: ligatures, Roman numerals, full-width forms, \u212b for \xc5.

Raised and lowered digits and fractions are none of them: 10\u2079 is not 109.
"""


def substituted(document: Document, theme: Theme) -> Document:
    """The Document with signs that no face draws written as others that a reader takes for them, where there are."""
    signs = lacking("".join(passage.words for passage in passages(document)), theme)
    found = {ord(sign): other for sign in signs if (other := _instead(sign)) and not lacking(other, theme)}
    return _translated(document, found) if found else document


def _instead(sign: str) -> str:
    if sign in _INSTEAD:
        return _INSTEAD[sign]
    made_of, plain = unicodedata.decomposition(sign), unicodedata.normalize("NFKC", sign)
    same = made_of.startswith(_SAME) or not made_of.startswith("<")
    return plain if same and plain != sign and not plain.startswith(" ") else ""


def _translated(value: Any, table: Mapping[int, str]) -> Any:  # noqa: ANN401  (whatever a Document holds)
    """A value with the signs of a table exchanged in all words that the page prints."""
    match value:
        case str():
            return value.translate(table)
        case tuple():
            return tuple(_translated(part, table) for part in value)
        case Picture():
            return replace(value, caption=value.caption.translate(table), credit=value.credit.translate(table))
        case _ if is_dataclass(value) and not isinstance(value, type):
            inner = (entry.name for entry in fields(value) if entry.name not in _UNPRINTED - {"blocks"})
            return replace(value, **{name: _translated(getattr(value, name), table) for name in inner})
    return value


_UNPRINTED = {
    *("blocks", "labels", "places", "traces", "held", "slug", "subject"),
    *("id", "place", "only", "stories", "target", "url", "unsubscribe", "web_address"),
    *("token", "preview", "media_type", "said_id"),
}
"""Fields whose words are not set on the page, or not here."""


def passages(document: Document) -> Iterator[Passage]:
    """All the words of a Document that a page may print, by the block they stand in."""
    for block in document.every_block():
        yield Passage(block.name, block.place, tuple(_strings(block)))
    for entry in fields(document):
        if entry.name not in _UNPRINTED:
            texts = tuple(_strings(getattr(document, entry.name)))
            yield Passage(entry.name.replace("_", " "), document.places.get(entry.name), texts)


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple():
            for part in value:
                yield from _strings(part)
        case Picture():
            yield from (value.caption, value.credit)
        case _ if is_dataclass(value):
            for entry in fields(value):
                if entry.name not in _UNPRINTED:
                    yield from _strings(getattr(value, entry.name))
