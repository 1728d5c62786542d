"""Text as it is compared: one kind of quotation mark, dash and space, in composed characters; offsets are kept."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import is_normalized, normalize

_SAME = (
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07`\u00b4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", "")
    | {"\u2026": "...", "\u2044": "/"}
)
_LONGER = frozenset(mark for mark, same in _SAME.items() if len(same) != 1)
_ONE_FOR_ONE = str.maketrans(
    {mark: same for mark, same in _SAME.items() if len(same) == 1} | dict.fromkeys("\t\n\u00a0\u2009\u202f", " ")
)


class Normal(NamedTuple):
    """A normalised text; `offsets[n]` says where its character `n` stands in the text as it was written."""

    text: str
    offsets: tuple[int, ...] | range

    def written(self, start: int) -> int:
        """The offset in the written text of a character of the normalised one, or of its end."""
        if start < len(self.offsets):
            return self.offsets[start]
        return self.offsets[-1] + 1 if self.offsets else 0


def normal(text: str) -> Normal:
    """A text with one kind of mark, dash and space, runs of space as one; NFKC, but digits above a line stay apart."""
    plain = text.translate(_ONE_FOR_ONE)
    if "  " not in plain and (plain.isascii() or (_LONGER.isdisjoint(plain) and is_normalized("NFKC", plain))):
        return Normal(plain, range(len(plain)))
    made: list[str] = []
    offsets: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and normalize("NFC", text[position : end + 1]) != text[position : end + 1]:
            end += 1
        written = text[position:end]
        same = _SAME.get(written)
        for character in normalize("NFKC", written) if same is None else same:
            mark = _SAME.get(character, character) or ""
            if mark.isspace():
                if made and made[-1] == " ":
                    continue
                mark = " "
            made.append(mark)
            offsets.extend([position] * len(mark))
        position = end
    return Normal("".join(made), tuple(offsets))


def find(words: str, text: str) -> int:
    """Where some words stand in a text, both normalised, in capitals or not; -1 where they do not."""
    found = text.find(words)
    return found if found >= 0 else text.casefold().find(words.casefold()) if text.isascii() else _folded(words, text)


def _folded(words: str, text: str) -> int:
    small = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return small.find("".join(low if len(low := character.lower()) == 1 else character for character in words))
