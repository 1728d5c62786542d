"""The theme's faces: handed to the renderer once a process, and held against the words before they are set."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from brief.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from brief.document import Document
    from brief.errors import Place
    from brief.theme import Face, Theme

_SET_BY_THE_SHAPER = frozenset(
    [
        *range(0x2000, 0x2010),
        0x00AD,
        0x034F,
        0x061C,
        *range(0x2028, 0x2030),
        0x205F,
        *range(0x2060, 0x2070),
        0x3000,
        0xFEFF,
    ]
    + [*range(0xFE00, 0xFE10), 0x0009, 0x000A]
)
"""Spaces and signs without a glyph of their own."""


def stylesheet(faces: Iterable[Face], address: Callable[[str], str]) -> str:
    """The faces as CSS; `address` gives the address of a file by its name."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style};"
        f" src: url('{address(face.file.name)}') }}"
        for face in faces
    )


@cache
def code_points(unicode_range: str) -> frozenset[int]:
    """The code points of a CSS unicode-range."""
    pairs = (part.strip().removeprefix("U+").partition("-") for part in unicode_range.split(","))
    return frozenset(code for low, _, high in pairs for code in range(int(low, 16), int(high or low, 16) + 1))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that will be set, with their place in the briefing."""

    where: str
    place: Place | None
    words: str


def missing(passages: Iterable[Passage], theme: Theme) -> Iterator[Problem]:
    """A problem for each character, once a passage, that no face of the theme draws."""
    drawn = _SET_BY_THE_SHAPER.union(*(code_points(face.unicode_range) for face in theme.faces))
    for passage in passages:
        for character in sorted({sign for sign in passage.words if ord(sign) not in drawn}):
            name = unicodedata.name(character, "unnamed character")
            yield Problem(
                f"{passage.where}: the page's fonts have no {character!r} (U+{ord(character):04X}, {name})",
                passage.place,
                f"write it in other words, or add a face that draws it to the theme {theme.name!r}",
            )


def passages(document: Document) -> Iterator[Passage]:
    """All the words of a Document, by the block they stand in."""
    from dataclasses import fields, is_dataclass  # noqa: PLC0415

    def strings(value: object) -> Iterator[str]:
        match value:
            case str():
                yield value
            case tuple():
                for part in value:
                    yield from strings(part)
            case _ if is_dataclass(value):
                for entry in fields(value):
                    yield from strings(getattr(value, entry.name))

    for block in document.blocks:
        yield Passage(block.name, block.place, "".join(strings(block)))
    for entry in fields(document):
        if entry.name not in {"blocks", "labels", "traces", "held"}:
            yield Passage(entry.name.replace("_", " "), None, "".join(strings(getattr(document, entry.name))))
