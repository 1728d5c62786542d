"""Dates in running text, whole or in part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.tracing.speech import Speech
    from brief.tracing.words import Token

_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w-])")
_DOTTED = re.compile(
    r"(?<![\w.])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\w)|(?<![\w/-])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\w/-])"
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|\.)?")
_LAST_DAY, _LAST_MONTH = 31, 12
_SHORT = len("Mi")
_BEFORE = 2
"""Words between a month and the first day of two: the second, and what joins them."""


class Moment(NamedTuple):
    """A date as far as it is said, and where; 0 stands for what is not said."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0

    def follows(self, source: Moment, years: frozenset[int]) -> bool:
        """Whether every part said here is said there; a year that is left out there may be one of `years`."""
        return (
            (not self.year or self.year == source.year or (not source.year and self.year in years))
            and (not self.month or self.month == source.month)
            and (not self.day or self.day == source.day)
        )


def moments(text: str, tokens: Sequence[Token], speech: Speech) -> Iterator[Moment]:
    """Every date of a text that names a month, and those in figures; a year that stands alone is none."""
    for found in _ISO.finditer(text):
        year, month, day = (int(part or 0) for part in found.groups())
        if 1 <= month <= _LAST_MONTH and day <= _LAST_DAY:
            yield Moment(*found.span(), year, month, day)
    for found in _DOTTED.finditer(text):
        day, month, year = (int(part) for part in found.groups() if part)
        if 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY:
            yield Moment(*found.span(), year, month, day)
    for at, token in enumerate(tokens):
        if (month := speech.months.get(token.small, 0)) and not token.small.isdigit():
            for moment in _around(tokens, at, month, text):
                yield from _begun(tokens, at, moment, speech)
                yield moment


def _around(tokens: Sequence[Token], at: int, month: int, text: str) -> Iterator[Moment]:
    """The date around the name of a month: `27 January 2025`, `January 27, 2025`, `4 May`, `October 2022`."""
    own = tokens[at]
    before = tokens[at - 1] if at else None
    if before and before.small in {"of", "de"} and at > 1:
        before = tokens[at - 2]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    later = tokens[at + 2] if at + 2 < len(tokens) else None
    start, end, year, day = own.start, own.end, 0, 0
    if before and (number := _DAY.fullmatch(before.small)) and _near(text, before.end, own.start):
        start, day = before.start, int(number[1])
    if after and _YEAR.fullmatch(after.small) and _near(text, own.end, after.start):
        end, year = after.end, int(after.small)
    elif after and not day and (number := _DAY.fullmatch(after.small)) and not text[own.end : after.start].strip(" ."):
        end, day = after.end, int(number[1])
        if later and _YEAR.fullmatch(later.small) and _near(text, after.end, later.start):
            end, year = later.end, int(later.small)
    if day > _LAST_DAY:
        return
    opens = not text[: own.start].strip() or text[: own.start].rstrip()[-1] in '.!?:"'
    if year or day or (own.text[:1].isupper() and not opens and len(own.small) > _SHORT):
        yield Moment(start, end, year, month, day)


def _begun(tokens: Sequence[Token], at: int, last: Moment, speech: Speech) -> Iterator[Moment]:
    """The day from which one goes on to another: `from 3 to 5 May 2025`."""
    first, joint = (tokens[at - 3], tokens[at - 2]) if at > _BEFORE else (None, None)
    own = _DAY.fullmatch(first.small) if first and joint and joint.small in speech.until else None
    if own and first and tokens[at - 1].start == last.start and 0 < int(own[1]) < last.day:
        yield last._replace(start=first.start, end=first.end, day=int(own[1]))


def _near(text: str, start: int, end: int) -> bool:
    return end - start <= len(". de ") and not set(text[start:end]) & set(";:!?()")
