"""Marks of direction in an editor's words: what one of them opens ends with its words.

The rule is Unicode Standard Annex 9 (BD9 to BD11, X1 to X8): an embedding, override or isolate that is not ended lasts
until the paragraph ends. Beside other words on a line, in a table's cell or after a label, it would turn those, too.
"""

from __future__ import annotations

import re

_OPENS_EMBEDDING = "\u202a\u202b\u202d\u202e"
_OPENS_ISOLATE = "\u2066\u2067\u2068"
_END_OF_EMBEDDING = "\N{POP DIRECTIONAL FORMATTING}"
_END_OF_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def ended(text: str) -> str:
    """The text, and the ends of what it opens."""
    return text + ends_owed(text)


def ends_owed(text: str) -> str:
    """The marks that end whatever the text opens and leaves open, innermost first; mostly none."""
    owed: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in _OPENS_EMBEDDING:
            owed.append(_END_OF_EMBEDDING)
        elif mark in _OPENS_ISOLATE:
            owed.append(_END_OF_ISOLATE)
        elif mark == _END_OF_EMBEDDING:
            if owed and owed[-1] == mark:
                owed.pop()
        elif _END_OF_ISOLATE in owed:
            while owed.pop() != mark:
                pass
    return "".join(reversed(owed))
