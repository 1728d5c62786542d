"""Rules on what the editor wrote: words that are not meant for readers, links and pictures that say nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.document import Bars, Image, LineChart, Numbers, Quote, Rows, Story
from brief.prose import Link, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Block, Picture

_PLACEHOLDER = re.compile(
    r"\b(TK(?:TK)*|TBD|TBC|FIXME|XXX+|lorem\s+ipsum|None|undefined|null)\b|\{\{|\}\}|\{%|%\}",
)
_LONGEST_ALT = 125
_SAYS_NOTHING = frozenset(
    [
        "click here",
        "here",
        "link",
        "this link",
        "this",
        "more",
        "read more",
        "read on",
        "click",
        "more info",
        "learn more",
        "hier",
        "mehr",
        "weiter",
        "ici",
        "cliquez ici",
        "en savoir plus",
        "aquí",
        "haga clic aquí",
        "más",
        "هنا",
        "اضغط هنا",
        "点击这里",
        "这里",
    ],
)


def _printed(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every piece of text a reader sees, with the id of its block."""
    document = edition.document
    yield from ((block, words(line)) for block, line in document.lines())
    briefing = edition.material.briefing
    yield from (("", words(line)) for line in (briefing.subject, briefing.preheader) if line)
    yield "", document.section
    yield from (("key_figures", figure.label) for figure in document.key_figures)
    yield from ((block.id, text) for block in document.every_block() for text in _labels(block))
    yield from (("", text) for source in document.sources for text in (source.title, source.publisher, source.author))


def _labels(block: Block) -> Iterator[str]:
    match block:
        case Rows():
            yield from (row.term for row in block.rows)
        case Bars() | Numbers():
            yield from (figure.label for figure in block.figures)
        case LineChart():
            yield from (*block.x, *(series.label for series in block.series))
        case Quote():
            yield block.speaker
    yield getattr(block, "caption", "")
    if picture := _picture(block):
        yield from (picture.alt, picture.caption, picture.credit)


def _picture(block: Block) -> Picture | None:
    return block.picture if isinstance(block, Image | Story) else None


def placeholders(edition: Edition) -> Iterator[Hit]:
    """Words that stand for words to come: TK (newsrooms' "to come"), TBD, lorem ipsum, a template's residue."""
    seen = set()
    for block, text in _printed(edition):
        for match in _PLACEHOLDER.finditer(text):
            if (block, match[0]) not in seen:
                seen.add((block, match[0]))
                yield Hit(f"{match[0]!r} is a placeholder", f"in “{_around(text, match)}”", block)


def _around(text: str, match: re.Match[str]) -> str:
    return " ".join(text[max(match.start() - 25, 0) : match.end() + 25].split())


def links(edition: Edition) -> Iterator[Hit]:
    """Links whose words do not say where they lead (WCAG 2.2, 2.4.4 Link purpose)."""
    for block, line in edition.document.lines():
        for node in walk(line):
            if isinstance(node, Link):
                text = words(node.children).strip()
                target = "".join(part for part in node.target if isinstance(part, str))
                if not text:
                    yield Hit(f"the link to {target} has no words", "write between the brackets", block, None, "error")
                elif text.strip(" .:>»→").casefold() in _SAYS_NOTHING:
                    yield Hit(f"{text!r} does not say where it leads", f"name what stands at {target}", block)


def pictures(edition: Edition) -> Iterator[Hit]:
    """Pictures without words for those who do not see them (WCAG 2.2, 1.1.1 Non-text content)."""
    for block in edition.document.every_block():
        picture = _picture(block)
        if picture is None:
            continue
        if not picture.alt.strip():
            yield Hit(f"{picture.name} has no alt text", "say in alt: what the picture shows", block.id)
        elif picture.alt.strip() in {picture.name, picture.name.rpartition("/")[2]}:
            yield Hit(f"the alt text of {picture.name} is its file name", "say what the picture shows", block.id)
        elif len(picture.alt) > _LONGEST_ALT:
            message = f"the alt text of {picture.name} has {len(picture.alt)} characters"
            hint = f"at most {_LONGEST_ALT} are read out in one go; the rest goes into the caption"
            yield Hit(message, hint, block.id, None, "warning")


RULES = (
    Rule("E05", "error", "no placeholder or template residue", "newsroom practice", placeholders),
    Rule("E09", "error", "pictures carry alt text that says what they show", "WCAG 2.2, 1.1.1", pictures),
    Rule("E10", "warning", "links say where they lead", "WCAG 2.2, 2.4.4", links),
)
