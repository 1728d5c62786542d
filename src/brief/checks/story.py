"""Rules on what the editor wrote: words that are not meant for readers, links and pictures that say nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.checks import wording
from brief.checks.base import Edition, Hit, Rule, on_mail, previewed
from brief.document import Bars, Image, LineChart, Numbers, Quote, Rows, Story
from brief.prose import Link, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Block, Picture
    from brief.prose import Line


def _printed(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every piece of text a reader sees, with the id of its block; without merge fields, which are the service's."""
    document = edition.document
    yield from ((block, _own(line)) for block, line in document.lines())
    briefing = edition.material.briefing
    yield from (("", _own(line)) for line in (briefing.subject, briefing.preheader) if line)
    yield "", document.section
    yield from (("key_figures", figure.label) for figure in document.key_figures)
    yield from ((block.id, text) for block in document.every_block() for text in _labels(block))
    yield from (("", text) for source in document.sources for text in (source.title, source.publisher, source.author))


def _own(line: Line) -> str:
    return words(line, field=lambda _: "")


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
    """Words that stand for words to come: TK, TBD, lorem ipsum, a template's residue.

    Source: newsroom practice, where TK is what is "to come"; the marks of Jinja, Liquid and Handlebars.
    """
    seen = set()
    for block, text in _printed(edition):
        for hit in wording.placeholders(text):
            if (block, hit.message) not in seen:
                seen.add((block, hit.message))
                yield replace(hit, block=block)


def links(edition: Edition) -> Iterator[Hit]:
    """Links whose words do not say where they lead; in the email, their addresses.

    Sources: WCAG 2.2, 2.4.4 Link purpose; in the email RFC 3986 and phishing filters.
    """
    for block, line in edition.document.lines():
        for node in walk(line):
            if isinstance(node, Link):
                text = previewed(node.children).strip()
                target = "".join(part for part in node.target if isinstance(part, str))
                if not text:
                    yield Hit(f"the link to {target} has no words", "write between the brackets", block, None, "error")
                elif wording.says_nothing(text):
                    yield Hit(f"{text!r} does not say where it leads", f"name what stands at {target}", block)
    if edition.mail:
        yield from on_mail("content.addresses")(edition.mail)


def pictures(edition: Edition) -> Iterator[Hit]:
    """Pictures without words for those who do not see them; in the email, whether they arrive.

    Sources: WCAG 2.2, 1.1.1 Non-text content; in the email RFC 2392 and caniemail.com.
    """
    for block in edition.document.every_block():
        picture = _picture(block)
        if picture is None:
            continue
        if not picture.alt.strip():
            yield Hit(f"{picture.name} has no alt text", "say in alt: what the picture shows", block.id)
        for hit in wording.alt(picture.name, picture.alt):
            yield replace(hit, block=block.id)
    if edition.mail:
        yield from on_mail("content.carriage")(edition.mail)


RULES = (
    Rule(
        "E05",
        "error",
        "no placeholder or template residue",
        "newsroom practice",
        placeholders,
        mail=on_mail("content.placeholders"),
    ),
    Rule(
        "E09",
        "error",
        "pictures arrive, and carry alt text that says what they show",
        "WCAG 2.2, 1.1.1; caniemail.com",
        pictures,
        mail=on_mail("content.pictures"),
    ),
    Rule(
        "E10",
        "warning",
        "links say where they lead, and lead there",
        "WCAG 2.2, 2.4.4; RFC 3986",
        links,
        mail=on_mail("content.links"),
    ),
)
