"""Words on a screen of fixed columns: how wide they are, and lines of at most so many columns.

Wide (East Asian) characters take two columns, combining marks and format characters none (Unicode UAX 11).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_LINE = 998
"""Octets that a line of a message may have at most (RFC 5322, 2.1.1)."""

SPACES = " \t\r\n"
"""Where words part; other spaces of Unicode hold together or are as wide as they are for a reason."""

_RUNS = re.compile(rf"[{SPACES}]+|[^{SPACES}]+")
_JOINER, _AS_PICTURE = "\u200d", "\ufe0f"
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")
_NEVER_FIRST = frozenset(
    "ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…—\N{FULLWIDTH TILDE}\N{FULLWIDTH PERCENT SIGN}℃"
)
_IN_NUMBER = frozenset("+-\u2212\u2013.,:/")
"""Signs that the digit behind them is not parted from."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z\d+.-]*://|www\.|\S@\S")


@lru_cache(4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"} or "\u1160" <= character <= "\u11ff":
        return 0
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """How many columns words take; a picture that is joined to another takes none."""
    if text.isascii():
        return len(text)
    total = 0
    last = ""
    for character in text:
        if character == _AS_PICTURE and last.strip() and _columns(last) == 1:
            total += 1
        elif last != _JOINER or unicodedata.category(character) != "So":
            total += _columns(character)
        last = character
    return total


def padded(text: str, columns: int, *, flush_end: bool = False) -> str:
    """Words with spaces up to so many columns."""
    room = " " * (columns - width(text))
    return room + text if flush_end else text + room


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line; `whole` ones are not divided, and no line begins with them."""

    text: str
    whole: bool = False


def wrapped(pieces: Iterable[Piece], columns: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most so many columns, the first and the others behind a prefix of their own.

    What cannot be divided and is longer stands on a line of its own, up to the octets that a line may have.
    """
    lines: list[str] = []
    prefix, current = first, ""
    for space, atom in _atoms(pieces):
        joined = f"{current}{' ' if space and current else ''}{atom}"
        if current and (width(prefix + joined) > columns or _octets(prefix + joined) > LONGEST_LINE):
            lines.append(prefix + current)
            prefix, joined = rest, atom
        *full, current = _cut(joined, LONGEST_LINE - _octets(prefix))
        for part in full:
            lines.append(prefix + part)
            prefix = rest
    return [*lines, prefix + current] if current or not lines else lines


def _octets(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _cut(text: str, octets: int) -> list[str]:
    """The text in parts of at most so many octets each."""
    if _octets(text) <= octets:
        return [text]
    parts: list[str] = []
    start = size = 0
    for index, character in enumerate(text):
        size += _octets(character)
        if size > octets:
            parts.append(text[start:index])
            start, size = index, _octets(character)
    return [*parts, text[start:]]


def _atoms(pieces: Iterable[Piece]) -> Iterator[tuple[bool, str]]:
    """What is not divided, each with whether a space comes before it."""
    atom, space, after_space = "", False, False
    for piece in pieces:
        for part in [piece.text] if piece.whole else _RUNS.findall(piece.text):
            if not piece.whole and part[0] in SPACES:
                after_space = True
                continue
            for word in [part] if piece.whole else divided(part):
                if atom and (after_space or (not piece.whole and _may_part(atom[-1], word[0]))):
                    yield space, atom
                    atom = ""
                space = space if atom else after_space
                atom += word if atom else word.lstrip(SPACES)
                after_space = False
    if atom:
        yield space, atom


def divided(word: str) -> list[str]:
    """A word in the parts between which a line may end: addresses stay whole, so do words of narrow characters."""
    if word.isascii() or _ADDRESS.search(word):
        return [word]
    parts = [""]
    for character in word:
        if parts[-1] and _may_part(parts[-1][-1], character):
            parts.append("")
        parts[-1] += character
    return parts


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters of a word (Unicode UAX 14, its rules for ideographs, numbers)."""
    if before == _JOINER or _columns(after) == 0 or after in _NEVER_FIRST or not (_is_wide(before) or _is_wide(after)):
        return False
    kind, following = unicodedata.category(before), unicodedata.category(after)
    if (kind == "Nd" and following == "Pd") or (
        following == "Nd" and (kind == "Nd" or unicodedata.normalize("NFKC", before) in _IN_NUMBER)
    ):
        return False
    return following not in {"Pe", "Pf", "Po"} and kind not in {"Ps", "Pi"}


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" and not _HANGUL.match(character)
