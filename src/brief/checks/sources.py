"""Rules on where statements come from: cited paragraphs, traced numbers, figures with a source."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.document import Bars, Items, Numbers, Rows, Story, Text
from brief.prose import Citation, walk, words
from brief.prose import Text as Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Block
    from brief.prose import Line

_NUMBER = re.compile(r"(?<![\w.,\u2011-])\d+(?:[.,\u00a0\u202f ]\d+)*(?![\w\u2011]|-[^\W\d])")
_FEWEST_WORDS = 12
"""A paragraph of fewer words is an aside: a greeting, a transition."""


def _passages(edition: Edition) -> Iterator[tuple[Block | None, str, Line]]:
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
    for block, name, line in _passages(edition):
        text = words(line)
        if not isinstance(block, Text | Story) or block.view or len(text.split()) < _FEWEST_WORDS:
            continue
        if not any(isinstance(node, Citation) for node in walk(line)):
            message = f"the paragraph “{_opening(text)}” cites no source"
            yield Hit(message, "end it with [@source:line], or mark the block view: desk", name)


def _opening(text: str) -> str:
    first = text.split()[:7]
    return " ".join(first) + ("…" if len(first) < len(text.split()) else "")


def untraced(edition: Edition) -> Iterator[Hit]:
    """Numbers in prose that neither come from a typed figure nor stand in a line the paragraph cites."""
    names = _names(edition)
    for _block, name, line in _passages(edition):
        held = _cited_numbers(line, edition)
        for number, sentence in _numbers(line, names):
            if number not in held:
                message = f"the number {number} stands in no line that its paragraph cites"
                yield Hit(message, f"in “{sentence}”: cite its line, or state it under figures:", name)


def _names(edition: Edition) -> re.Pattern[str] | None:
    """Names that hold digits: the desk's, figures' labels and sources' titles; longest first."""
    material = edition.material
    known = {*material.desk.names, *(given.entry.label for given in material.figures.values())}
    known |= {source.title for source in material.briefing.sources.values()}
    with_digits = sorted((name for name in known if re.search(r"\d", name)), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, with_digits))) if with_digits else None


def _numbers(line: Line, names: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    """The numbers written in a line's own words, each with the words around it."""
    for node in walk(line):
        if isinstance(node, Words):
            text = names.sub(lambda match: " " * len(match[0]), node.text) if names else node.text
            for match in _NUMBER.finditer(text):
                around = node.text[max(match.start() - 25, 0) : match.end() + 25]
                yield match[0], " ".join(around.split())


def _cited_numbers(line: Line, edition: Edition) -> _Held:
    """The numbers in the saved lines that a line cites, and those of the edition's own dates."""
    texts = [edition.document.date, edition.document.date_iso, edition.document.as_of]
    for node in walk(line):
        if isinstance(node, Citation):
            for item in node.items:
                saved = edition.material.saved.get(item.source)
                if saved is None:
                    return _Held(anything=True, numbers=frozenset())
                chosen = item.lines or ((1, len(saved)),)
                texts.extend(saved[at - 1] for low, high in chosen for at in range(low, min(high, len(saved)) + 1))
    decimal = edition.material.language.decimal
    return _Held(
        anything=False, numbers=frozenset(_value(match[0], decimal) for t in texts for match in _NUMBER.finditer(t))
    )


class _Held:
    """Numbers that are vouched for; `anything` where a source has no saved text to hold them against."""

    def __init__(self, *, anything: bool, numbers: frozenset[Decimal]) -> None:
        self.anything = anything
        self.numbers = numbers

    def __contains__(self, number: str) -> bool:
        return self.anything or any(_value(number, decimal) in self.numbers for decimal in ".,")


def _value(text: str, decimal: str) -> Decimal:
    """A number as people write it, by value: what is no decimal separator only groups."""
    digits = re.sub(rf"[^\d{re.escape(decimal)}]", "", text).replace(decimal, ".")
    whole, _, part = digits.partition(".")
    return Decimal(f"{whole or 0}.{part.replace('.', '') or 0}")


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
    Rule("S02", "error", "numbers in prose are traced", "newsroom practice", untraced),
    Rule("S03", "warning", "figures that stand alone have a source", "newsroom practice", unsourced),
)
