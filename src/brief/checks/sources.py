"""Rules on where statements come from: cited paragraphs, figures with a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.document import Bars, Items, Numbers, Rows, Story, Text
from brief.prose import Citation, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Block
    from brief.prose import Line

_FEWEST_WORDS = 12
"""A paragraph of fewer words is an aside: a greeting, a transition."""


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


RULES = (
    Rule("S01", "warning", "paragraphs of a final edition cite a source", "newsroom practice", uncited),
    Rule("S03", "warning", "figures that stand alone have a source", "newsroom practice", unsourced),
)
