"""The quotations of an article, with the fullest name that it has for each speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.quotations import attributed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.tracing.saved import Passage

_OPENING = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ][\w'-]+(?: [^\W\d_a-zà-ÿ][\w'-]+)*")
_SHORT_QUOTATION = 4


class Quoted(NamedTuple):
    """Somebody's own words; the speaker is empty where the article names nobody."""

    words: str
    speaker: str
    line: int


def quotations(passages: dict[int, Passage]) -> Iterator[Quoted]:
    """Every quotation of some lines."""
    people = sorted(
        {one for passage in passages.values() for one in _people(passage)}, key=lambda one: -len(one.split())
    )
    for number, passage in passages.items():
        for start, end in passage.quotations:
            written = passage.normal.written
            words = passage.written[written(start) : written(end - 1) + 1].strip(" ,") if end > start else ""
            if len(words.split()) >= _SHORT_QUOTATION:
                yield Quoted(words, _speaker((start, end), passage, people), number)


def _people(passage: Passage) -> Iterator[str]:
    """The names of more than one word, also where they open a sentence."""
    for found in _OPENING.finditer(passage.text):
        if " " in found[0] and found[0].split()[0].lower() not in passage.speech.common:
            yield found[0].removesuffix("'s")


def _speaker(span: tuple[int, int], passage: Passage, people: Sequence[str]) -> str:
    """Who says some words, by the full name that the article has for them; empty where it names nobody.

    One who is only `he` or `she` there is whom a sentence before begins with.
    """
    found = attributed(span, passage)
    if found.lower() in passage.speech.again:
        found = ""
        for start, end in reversed([one for one in passage.sentences if one[0] < span[0]]):
            first = _OPENING.match(passage.text, start, end)
            if first and any(first[0].split()[0] in name.split() for name in people):
                found = first[0]
                break
    own = set(found.split())
    full = next((name for name in people if own and own <= set(name.split())), found)
    # Where nouns have a capital letter, an office before the name looks like a part of it.
    return " ".join(full.split()[-2:]) if passage.speech.nouns_are_capital else full
