"""Briefing -> Document: every editorial decision, made once for all formats.

Composing goes through the edition in reading order, so that sources are numbered by their first citation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from brief.composing.blocks import compose_block
from brief.composing.correcting import notice
from brief.composing.figuring import standing
from brief.composing.finishing import Finisher
from brief.dates import iso, write_when
from brief.document import (
    Block,
    Contents,
    Document,
    Drafting,
    FigureTrace,
    Publication,
    Section,
    SourceEntry,
    Story,
)
from brief.prose import Line, Prose, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.material import Material

CONTENTS_FROM = 4
"""From how many stories on an edition opens with a list of them."""


def compose(material: Material) -> Document:
    """The Document of one edition; pure, and the same for the same material."""
    briefing, desk, language = material.briefing, material.desk, material.language
    finisher = Finisher(material)
    zone = briefing.zone or desk.zone
    dated = Document(
        slug=briefing.slug or material.slug,
        language=language.code,
        direction=language.direction,
        labels=language.labels,
        publication=_publication(material),
        title=finisher.line(briefing.title),
        subject=Line(),
        preheader=Line(),
        blocks=(),
        status=briefing.status,
        status_words=_status(material),
        section=briefing.section or desk.section or "",
        date=write_when(briefing.date, language, zone) if briefing.date else "",
        date_iso=iso(briefing.date) if briefing.date else "",
        edition=briefing.edition or "",
        drafting=_drafting(material),
        places={name: material.locate((name,)) for name in briefing.model_fields_set},
    )
    subject = finisher.line(briefing.subject) if briefing.subject else dated.title
    if briefing.status == "withdrawn":
        return _with_notices(replace(dated, subject=subject), finisher)
    dek = finisher.line(briefing.dek) if briefing.dek else Line()
    bottom_line = finisher.prose(briefing.bottom_line) if briefing.bottom_line else Prose()
    key_figures = tuple(standing(name, finisher) for name in briefing.key_figures)
    composed = [
        compose_block(block, f"b{index + 1}", ("blocks", index), finisher)
        for index, block in enumerate(briefing.blocks)
        if not block.hold
    ]
    blocks = tuple(block for block in composed if block is not None)
    authors = briefing.authors or desk.authors
    return replace(
        _with_notices(dated, finisher),
        subject=subject,
        preheader=finisher.line(briefing.preheader) if briefing.preheader else plain(words(dek)),
        dek=dek,
        bottom_line=bottom_line,
        key_figures=key_figures,
        blocks=tuple(_with_contents(blocks)),
        as_of=finisher.as_of(briefing.as_of),
        authors=language.label("written_by", authors=finisher.listed(authors)) if authors else "",
        author_names=tuple(authors),
        tags=briefing.tags,
        traces=tuple(_traces(finisher)),
        held=tuple(_held(material)),
    )


def _with_notices(document: Document, finisher: Finisher) -> Document:
    """The Document with what stands below the blocks: corrections, and the sources that were cited so far."""
    corrections = tuple(notice(entry, finisher) for entry in finisher.material.briefing.corrections)
    return replace(document, corrections=corrections, sources=tuple(_sources(finisher)))


def _publication(material: Material) -> Publication:
    desk = material.desk
    logo = material.pictures.get(f"desk:{desk.logo.file}") if desk.logo else None
    return Publication(
        name=desk.name,
        tagline=desk.tagline or "",
        logo=replace(logo, alt=desk.logo.alt) if logo and desk.logo else None,
        postal_address=desk.postal_address or "",
        unsubscribe=desk.unsubscribe or "",
        web_address=f"{desk.web_base.rstrip('/')}/{quote(material.slug, safe='')}" if desk.web_base else "",
        named="name" in desk.model_fields_set,
    )


def _drafting(material: Material) -> Drafting | None:
    drafted, approved = material.briefing.drafted, material.briefing.approved
    if drafted is None:
        return None
    by = f"{approved.by}, {iso(approved.at)}" if approved else ""
    return Drafting(drafted.model, drafted.host, drafted.words, by)


def _status(material: Material) -> str:
    briefing, language = material.briefing, material.language
    if briefing.status != "final":
        return language.label(briefing.status)
    return language.label(briefing.corrections[-1].kind) if briefing.corrections else ""


def _with_contents(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, with a list of the stories before the first of them where there are enough.

    The page carries none: what stands on one page needs no list of what stands on it.
    """
    stories = [
        story
        for block in blocks
        for story in (block.stories if isinstance(block, Section) else (block,))
        if isinstance(story, Story)
    ]
    pending = len(stories) >= CONTENTS_FROM
    for block in blocks:
        if pending and isinstance(block, Section | Story):
            entries = tuple((story.id, story.heading) for story in stories)
            yield Contents(id="contents", stories=entries, only=("email", "markdown"))
            pending = False
        yield block


def _sources(finisher: Finisher) -> Iterator[SourceEntry]:
    material = finisher.material
    for number, name in enumerate(finisher.cited, 1):
        source = material.briefing.sources.get(name)
        if source is None:
            yield SourceEntry(number, name, name.rpartition("/")[2])
            continue
        published = write_when(source.published, material.language) if source.published else ""
        yield SourceEntry(
            number, name, source.title, source.publisher or "", source.author or "", published, source.url or ""
        )


def _traces(finisher: Finisher) -> Iterator[FigureTrace]:
    material = finisher.material
    for name, given in material.figures.items():
        origin = finisher.origin(name)
        titles = [
            material.briefing.sources[item.source].title for item in origin if item.source in material.briefing.sources
        ]
        place = given.row or "; ".join(
            f"{item.source}:{item.spelled}" if item.lines else item.source for item in origin
        )
        yield FigureTrace(standing(name, finisher), ", ".join(titles), place, given.entry.words or "")


def _held(material: Material) -> Iterator[str]:
    """What the editor holds back, by what it is called."""
    for block in material.briefing.blocks:
        if block.hold:
            heading = getattr(block, "heading", None) or getattr(block, "headline", None)
            yield words(heading) if heading else block.kind
        for story in getattr(block, "stories", ()) if not block.hold else ():
            if story.hold:
                yield words(story.headline)
