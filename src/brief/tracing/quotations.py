"""Quotations: whether the words stand in the source, and whether it gives them to the same speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.tracing.claims import Ranges, Reason, _likest
from brief.tracing.normal import find, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.tracing.saved import Passage, Saved

_LEFT_OUT = re.compile(r"\s*(?:\[[^\]]*\]|\(\.\.\.\)|\.\.\.)\s*")
NAME = re.compile(
    r"[^\W\d_a-zà-ÿ][\w'-]+(?:(?:(?<=Dr)|(?<=Prof))\.)?"
    r"(?: (?:(?:van|von|zu|de|der|den|al|el|bin|ibn|la|le|di|da|du|ter|ten|dos) )*"
    r"[^\W\d_a-zà-ÿ][\w'-]+(?:(?:(?<=Dr)|(?<=Prof))\.)?)*"
)
"""A name of one or more words, with the small ones inside it."""
_FAR = 90
"""How many characters from a quotation its speaker may be named."""


def trace_quotation(words: str, speaker: str, saved: Saved, ranges: Ranges) -> tuple[Reason, ...]:
    """Every reason why a quotation does not follow from the lines that it cites; none where it does."""
    return tuple(_reasons(words, speaker, saved, ranges))


def _reasons(words: str, speaker: str, saved: Saved, ranges: Ranges) -> Iterator[Reason]:
    passage = saved.passage(ranges)
    spans = stands(words, passage)
    if not spans:
        quoted = normal(words).text
        for number in range(1, len(saved.lines) + 1):
            if found := stands(words, saved.line(number)):
                place = saved.place(((number, number),), found[0][0])
                yield Reason("quotation", "these words stand in another line", quoted, quoted, place)
                return
        start, near = _likest(quoted, passage)
        place = saved.place(ranges, start)
        yield Reason("quotation", "these words do not stand in the lines cited", quoted, near, place)
        return
    if speaker and (message := _given_to(speaker, spans[0], passage)):
        place = saved.place(ranges, spans[0][0])
        near = passage.text[max(0, spans[0][0] - 20) : spans[-1][1] + 40].strip()
        yield Reason("speaker", message, speaker, near, place)


def stands(words: str, passage: Passage) -> list[tuple[int, int]]:
    """Where the parts of a quotation stand in a passage, in their order; empty where one does not."""
    spans: list[tuple[int, int]] = []
    at = 0
    for part in _LEFT_OUT.split(normal(words).text):
        piece = part.strip(" .,;:!?\"'")
        if not piece:
            continue
        found = find(piece, passage.text[at:])
        if found < 0 or not _whole(passage.text, at + found, at + found + len(piece)):
            return []
        spans.append((at + found, at + found + len(piece)))
        at += found + len(piece)
    return spans


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a piece begins and ends where words do."""
    return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )


def _given_to(speaker: str, span: tuple[int, int], passage: Passage) -> str:
    """Why the passage does not give the words to this speaker; empty where it may."""
    parts = [part for part in re.findall(r"[\w'-]+", normal(speaker.partition(",")[0]).text) if part[:1].isupper()]
    if not parts:
        return ""
    low = passage.text
    if not any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", low) for part in parts):
        return f"the lines do not name {speaker.partition(',')[0]}"
    given = attributed(span, passage)
    if given and given.lower() not in passage.speech.again and not set(parts) & set(given.split()):
        return f"the source gives these words to {given}"
    return ""


def attributed(span: tuple[int, int], passage: Passage) -> str:
    """Whom the source names as the speaker, beside the quotation marks around the words; empty where nobody."""
    outer = next(((a, b) for a, b in passage.quotations if a <= span[0] < b), None)
    if outer is None:
        return ""
    start, end = outer
    stop = next((last for first, last in passage.sentences if first <= end + 1 < last), len(passage.text))
    following = min((a for a, _ in passage.quotations if a > end), default=len(passage.text))
    behind = passage.text[end + 1 : min(stop, following, end + _FAR)]
    if _says(behind, passage) and (found := _named(behind, passage)):
        return found
    first = next((low for low, high in passage.sentences if low <= start - 1 < high), 0)
    before = passage.text[max(first, start - _FAR) : start - 1]
    return _named(before, passage) if _says(before, passage) else ""


def _named(text: str, passage: Passage) -> str:
    """The first name in some words; neither what somebody owns nor the word that says so is one."""
    names = [found for found in NAME.finditer(text) if not found[0].endswith("'s")]
    names = [found for found in names if found[0].lower() not in passage.speech.sayings]
    if len(names) > 1 and " " not in names[0][0] and " " in names[1][0]:
        between = text[names[0].end() : names[1].start()]
        # `Acme founder Ann Lee`, `le PDG, Anne Roy`: the first word is of the office.
        office = names[0][0].isupper() and between == ", "
        if office or (re.fullmatch(r" (?:[a-zà-ÿ-]+ )+", between) and not _says(between, passage)):
            return names[1][0]
    return names[0][0] if names else ""


def _says(text: str, passage: Passage) -> bool:
    return any(word.strip('.,:;"()').lower() in passage.speech.sayings for word in text.split())
