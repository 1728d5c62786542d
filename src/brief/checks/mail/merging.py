"""Merge fields of a mail, filled as the desk's previews say: rules look at what a reader gets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.mail.message import Mail

Fields = tuple[tuple[str, str], ...]
"""The tokens of merge fields as the desk declares them, each with what stands in its place for its preview."""

_IN_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*("[^"]*|'[^']*)\Z""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*=\s*("[^"]*|'[^']*)\Z""", re.IGNORECASE)
"""A tag up to a value that is not closed yet."""
_LOOKED_BACK = 2000
"""Characters before a token in which the attribute begins that it stands in."""


@dataclass(frozen=True, slots=True)
class Shifts:
    """Where the source of a filled text differs from it: from each offset on, how much further the source is.

    Offsets come in pairs: where a field begins, and where it ends.
    """

    starts: tuple[int, ...] = ()
    deltas: tuple[int, ...] = ()

    def source(self, offset: int) -> int:
        """The offset in the source of an offset in the filled text; all of a field stands where it begins."""
        at = bisect_right(self.starts, offset)
        if not at:
            return offset
        return self.deltas[at - 1] + (self.starts[at - 1] if at % 2 else offset)


def filled(mail: Mail) -> Mail:
    """A mail with its fields filled in page and text part; places are still those of the source."""
    fields = mail.habits.fields
    if not fields:
        return mail
    page, shifts = _filled(mail.html, fields) if mail.html is not None else (None, Shifts())
    text = plain(mail.text, fields) if mail.text is not None else None
    return replace(mail, html=page, text=text, source=mail.html or "", shifts=shifts)


def closing(mail: Mail) -> Iterator[tuple[int, str, str]]:
    """The tokens that hold the quotation mark of the attribute they stand in: offset in the source, token, mark."""
    for found in _tokens(mail.habits.fields).finditer(mail.source) if mail.habits.fields else ():
        if '"' in found[0] or "'" in found[0]:
            inside = _ATTRIBUTE.search(_before(mail.source, found.start()))
            if inside and inside[1][0] in found[0]:
                yield found.start(), found[0], inside[1][0]


def plain(text: str, fields: Fields) -> str:
    """Words with the fields in them filled."""
    values = dict(fields)
    return _tokens(fields).sub(lambda found: values[found[0]], text) if fields else text


def _filled(source: str, fields: Fields) -> tuple[str, Shifts]:
    """A page with its fields filled: percent-encoded in addresses, as sending services do, and escaped elsewhere."""
    values = dict(fields)
    parts: list[str] = []
    starts: list[int] = []
    deltas: list[int] = []
    done = length = 0
    for found in _tokens(fields).finditer(source):
        before = _before(source, found.start())
        value = values[found[0]]
        whole = ":" in value and before.endswith(('"', "'"))
        spelled = quote(value, safe="") if _IN_ADDRESS.search(before) and not whole else escape(value)
        parts += [source[done : found.start()], spelled]
        length += found.start() - done
        starts += [length, length + len(spelled)]
        deltas += [found.start() - length, found.end() - length - len(spelled)]
        length += len(spelled)
        done = found.end()
    return "".join((*parts, source[done:])), Shifts(tuple(starts), tuple(deltas))


def _before(source: str, offset: int) -> str:
    return source[max(offset - _LOOKED_BACK, 0) : offset]


def _tokens(fields: Fields) -> re.Pattern[str]:
    """The tokens, the longest first: one may begin another."""
    return re.compile("|".join(re.escape(token) for token, _ in sorted(fields, key=lambda one: -len(one[0]))))
