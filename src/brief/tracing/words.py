"""The words and sentences of a normalised text, and what a word has in common with its other forms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_WORD = re.compile(r"\w(?:[\w&'.,-]*[\w])?")
_END = re.compile(r"""(?<=[.!?])["')\]]*\s+(?=["'(\[]?[^\W\d_a-zà-ÿ]|["'(\[]?\d)|;\s""")
_NO_END = re.compile(
    r"(?:(?<![\w.,])\d{1,2}|\b[A-Z]|\b(?:approx|ca|No|Nr|Mr|Mrs|Ms|Dr|Prof|St|Mio|Mrd|Tsd|vs|etc|Jan|Feb|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_PARTS = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_LONGEST_STEM = 5
_LONGEST_PHRASE = 3


class Token(NamedTuple):
    """A word, as it stands in the text and in small letters."""

    start: int
    end: int
    text: str
    small: str


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text."""
    return tuple(
        Token(found.start(), found.end(), found[0], found[0].lower().removesuffix("'s"))
        for found in _WORD.finditer(text)
    )


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends; a semicolon ends one too."""
    starts = [0]
    for found in _END.finditer(text):
        if not _NO_END.search(text, max(starts[-1], found.start() - 8), found.start() or 1):
            starts.append(found.end())
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What forms of a word share: its first letters, without an s at the end."""
    word = word.removesuffix("'s").rstrip("'")
    return (word.rstrip("s") if len(word) > _LONGEST_STEM - 2 and not word.isdigit() else word)[:_LONGEST_STEM]


def stems(text: str, common: Collection[str]) -> frozenset[str]:
    """The stems of a text's words that tell something: no common ones, no numbers but years and names."""
    return frozenset(
        stem(found[0]) for found in _PARTS.finditer(text.lower()) if found[0] not in common and not _is_number(found[0])
    )


def _is_number(word: str) -> bool:
    return word[0].isdigit() and not (len(word) == len("2030") and word.isdigit())


def phrases(run: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Each run of up to three words: the place of its first and last, and the words with one blank between."""
    for first in range(len(run)):
        said = ""
        for last in range(first, min(first + _LONGEST_PHRASE, len(run))):
            said = f"{said} {run[last].small}" if said else run[last].small
            yield first, last, said
