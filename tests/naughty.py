"""The Big List of Naughty Strings, led through every field of an edition in rounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.bidi import ended
from hostile import FIELDS
from wording import NAUGHTY

if TYPE_CHECKING:
    from hostile import Word

CONTROLLED = tuple(text for text in dict.fromkeys(NAUGHTY) if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", text))
"""The strings that no text may be: they steer a terminal, or mark the order of bytes."""

PRINTABLE = tuple(ended(text) for text in dict.fromkeys(NAUGHTY) if text.strip() and text not in CONTROLLED)
"""The strings that a text may be: not those that say nothing. What a mark of direction opens is ended as it is read."""

_ASCII = tuple(text for text in PRINTABLE if text.isascii())
_PLACES = {field: place for place, field in enumerate(FIELDS)}

AT_ONCE = 10
"""How many strings one field holds, where it holds several."""

ROUNDS = len(PRINTABLE) // AT_ONCE
THIRDS = range(0, ROUNDS, ROUNDS // 3)
"""Rounds after which each string stood alone in one field at least."""


def alone(at: int) -> Word:
    """One string in each field; in all rounds each string in several fields."""
    return lambda field: PRINTABLE[(_PLACES[field] + at * AT_ONCE) % len(PRINTABLE)]


def drawn(at: int) -> Word:
    """One string in each field, those of the chart in ASCII, which every face draws."""
    word = alone(at)
    return lambda field: (
        _ASCII[(_PLACES[field] + at * AT_ONCE) % len(_ASCII)] if field.startswith("line ") else word(field)
    )


def together(at: int) -> Word:
    """Several strings in each field; in all rounds each string in each field."""
    return lambda field: " and ".join(several(field, at))


def several(field: str, at: int) -> list[str]:
    """Strings from all over the list, another one first in each field."""
    first = (_PLACES[field] + at) % ROUNDS
    return [PRINTABLE[first + (_PLACES[field] + number) % AT_ONCE * ROUNDS] for number in range(AT_ONCE)]


def spread(texts: tuple[str, ...], at: int) -> Word:
    """One of these strings in each field; the first three rounds have them all."""
    return lambda field: texts[(_PLACES[field] + at * len(texts) // 3) % len(texts)]
