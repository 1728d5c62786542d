"""The form in which what formats say is compared: letters, digits and signs, without what stands around them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN = re.compile(r"(?:[^\w+\-\u2212\u00b1%\u2030$\u20ac\u00a3\u00a5<>=~&§°]|_|[\u2580-\u259f]|(?<!\d)-|-(?!\d))+")
"""What no format is held to: punctuation, spaces, bars drawn of blocks."""
_SEPARATORS = frozenset(".,'\u2019\u2013-")
"""What may stand between two digits of one number."""
ONE_GLYPH = str.maketrans("\u0394\u02bb\u02bc\u2044\u02ed", "\u2206\u2018\u2019\u2215=")
"""Characters that fonts draw with the glyph of another, so that a file cannot tell them apart."""
ADDRESS = re.compile(
    r"<(?:(?P<address>(?:https?://|mailto:|tel:)(?:\{\{[^{}\n]*\}\}|[^\s<>])+)"
    r"|(?P<mail>[^\s<>@]+@[^\s<>@]+)|(?P<call>\+?\d[\d().-]{2,}))>",
    re.IGNORECASE,
)
"""An address that is written out behind the words that lead to it, as a text has it; a token in it may hold spaces."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a format says: its text in reading order, and each address with the place of its words in that text.

    An address whose place is not known has the place -1. Whether charts of lines are `drawn` with words, is told.
    """

    text: str
    links: tuple[tuple[int, str], ...] = ()
    drawn: bool = False


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
        before, after = _drawn(text[gap.start() - 1 : gap.start()]), _drawn(text[gap.end() : gap.end() + 1])
        if before[-1:].isdigit() and after[:1].isdigit():
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
        signs = _drawn(text[at])
        parts.append(signs)
        places.extend([at] * len(signs))


def _drawn(sign: str) -> str:
    """The characters that a sign stands for, whichever way it is drawn."""
    return unicodedata.normalize("NFKD", sign).translate(ONE_GLYPH).replace(" ", "")


@cache
def bare(text: str) -> str:
    """The stream of words."""
    return stream(text).text


def follow(parts: Iterable[str]) -> str:
    """Parts of a stream one after the other; digits of two numbers stay apart."""
    made = ""
    for part in parts:
        made += f" {part}" if made[-1:].isdigit() and part[:1].isdigit() else part
    return made
