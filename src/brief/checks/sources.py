"""Rules on where statements come from: cited paragraphs, figures with a source."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.document import Bars, Items, Numbers, Rows, Story, Text
from brief.prose import Citation, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Block
    from brief.finding import Severity
    from brief.prose import Line

_FEWEST_WORDS = 12
"""A paragraph of fewer words is an aside: a greeting, a transition; a run of fewer may be anybody's."""
_QUOTED = re.compile(r"[“„«\"][^”“»\"]*[”“»\"]")
_MARKS = ".,;:!?()[]'’\"“”„«»*–—-"


def passages(edition: Edition) -> Iterator[tuple[Block | None, str, Line]]:
    """Every passage that states something: the bottom line, paragraphs, items, values."""
    yield from ((None, "bottom_line", line) for line in edition.document.bottom_line)
    for block in edition.document.every_block():
        match block:
            case Text() | Story():
                yield from ((block, block.id, line) for line in block.prose)
            case Items():
                yield from ((block, block.id, line) for line in block.items)
            case Rows():
                yield from ((block, block.id, row.words) for row in block.rows)


def uncited(edition: Edition) -> Iterator[Hit]:
    """Paragraphs of a final edition that cite nothing, unless they are marked as the desk's view."""
    if edition.document.status != "final":
        return
    for block, name, line in passages(edition):
        text = words(line)
        if not isinstance(block, Text | Story) or block.view or len(text.split()) < _FEWEST_WORDS:
            continue
        if not any(isinstance(node, Citation) for node in walk(line)):
            message = f"the paragraph “{opening(text)}” cites no source"
            yield Hit(message, "end it with [@source:line], or mark the block view: desk", name)


def opening(text: str) -> str:
    """The first words of a passage."""
    first = text.split()[:7]
    return " ".join(first) + ("…" if len(first) < len(text.split()) else "")


def unsourced(edition: Edition) -> Iterator[Hit]:
    """Figures that stand alone, in a strip or a chart, without a source."""
    seen = set()
    blocks = [
        (block.id, block.figures) for block in edition.document.every_block() if isinstance(block, Bars | Numbers)
    ]
    for name, figures in [("key_figures", edition.document.key_figures), *blocks]:
        for figure in figures:
            if figure.citation is None and figure.id not in seen:
                seen.add(figure.id)
                place = edition.material.locate(("figures", figure.id))
                hint = "give it from: source:line, and the source's own words"
                yield Hit(f"the figure {figure.id!r} stands alone and has no source", hint, name, place)


def borrowed(edition: Edition) -> Iterator[Hit]:
    """Sentences that are the source's own: blocks that say so, and runs of its words without quotation marks.

    Source: newsroom practice; what is said in somebody's words is a quotation, with marks and a speaker.
    """
    document = edition.document
    theirs = document.labels["source"]
    grave: Severity = "warning" if document.status == "draft" else "error"
    marked = {block.id: block.name for block in document.every_block() if block.view == theirs}
    for name, called in marked.items():
        hint = "say it in the desk's words, then take view: source out"
        yield Hit(f"the block {called!r} holds the source's own sentences", hint, name, None, grave)
    runs = _runs(tuple(edition.material.saved.values()))
    for _, name, line in passages(edition) if runs else ():
        if name not in marked and (found := _copied(words(line), runs)):
            hint = "say it in the desk's words, or set it in quotation marks and name the speaker"
            yield Hit(f"“{opening(found)}” stands word for word in the source", hint, name)


def _copied(text: str, runs: frozenset[str]) -> str:
    """The first run of words outside quotation marks that a source has too; empty where there is none."""
    for piece in _QUOTED.split(text):
        own = piece.split()
        plain = [word.strip(_MARKS).casefold() for word in own]
        for first in range(len(own) - _FEWEST_WORDS + 1):
            if " ".join(plain[first : first + _FEWEST_WORDS]) in runs:
                return " ".join(own[first : first + _FEWEST_WORDS])
    return ""


@lru_cache(maxsize=4)
def _runs(saved: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """Every run of as many words of the saved lines."""
    lines = ([word.strip(_MARKS).casefold() for word in line.split()] for lines in saved for line in lines)
    starts = ((line, first) for line in lines for first in range(len(line) - _FEWEST_WORDS + 1))
    return frozenset(" ".join(line[first : first + _FEWEST_WORDS]) for line, first in starts)


RULES = (
    Rule("S01", "warning", "paragraphs of a final edition cite a source", "newsroom practice", uncited),
    Rule("S03", "warning", "figures that stand alone have a source", "newsroom practice", unsourced),
    Rule("S11", "warning", "sentences of a source are quoted, or rewritten", "newsroom practice", borrowed),
)
