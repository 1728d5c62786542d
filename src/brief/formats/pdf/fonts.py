"""The theme's faces: handed to the renderer once a process, and held against the words before they are set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

from brief.document import Picture
from brief.errors import FormatError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    words: str


def missing(passages: Iterable[Passage], theme: Theme) -> Iterator[Problem]:
    """A problem for each character, once a passage, that no face of the theme draws."""
    drawn = _SET_BY_THE_SHAPER.union(*(_drawn(face) for face in theme.faces))
    for passage in passages:
        for character in sorted({sign for sign in passage.words if ord(sign) not in drawn}):
            name = unicodedata.name(character, "unnamed character")
            yield Problem(
                f"{passage.where}: the page's fonts have no {character!r} (U+{ord(character):04X}, {name})",
                passage.place,
                f"use other words, or add a face that draws it: to the theme {theme.name!r} or under templates/fonts/",
            )


_UNPRINTED = {
    *("blocks", "labels", "traces", "held", "slug", "subject"),
    *("id", "place", "only", "target", "url", "unsubscribe", "web_address"),
    *("token", "preview", "media_type", "said_id"),
}
"""Fields whose words are not set on the page, or not here."""


def passages(document: Document) -> Iterator[Passage]:
    """All the words of a Document that a page may print, by the block they stand in."""
    for block in document.blocks:
        yield Passage(block.name, block.place, "".join(_strings(block)))
    for entry in fields(document):
        if entry.name not in _UNPRINTED:
            words = "".join(_strings(getattr(document, entry.name)))
            yield Passage(entry.name.replace("_", " "), None, words)


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
