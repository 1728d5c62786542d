"""The correction as a message of its own, to those who had the edition: its title, its date and the notices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.document import Items
from brief.errors import FormatError
from brief.formats import email, eml, markdown, text
from brief.formats.base import render
from brief.prose import Line, Prose, Strong, Text, plain, words

if TYPE_CHECKING:
    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Job
    from brief.prose import Inline


def notices_alone(document: Document) -> Document:
    """The Document with nothing but its notices under a title that says what they are. Raises FormatError.

    Those who had the first have no use for it twice; the kind of the last notice opens title and subject, and the
    notices stand where an edition's blocks do, before their sources.
    """
    if not document.corrections:
        raise FormatError(
            "nothing in this edition was corrected", hint="`brief correct` changes a value and tells of it"
        )
    last = document.corrections[-1]

    def told(label: Inline, line: Line) -> Line:
        between, after = document.labels["colon"].removeprefix("{label}").split("{text}")
        return Line((label, Text(between), *line, *plain(after)))

    notices = Items(
        id="corrections",
        heading=plain(document.labels["corrections"]),
        items=tuple(
            told(Strong(plain(f"{one.label}{document.labels['comma']}{one.when}")), one.words)
            for one in document.corrections
        ),
    )
    return replace(
        document,
        title=told(Text(last.label), document.title),
        subject=told(Text(last.label), document.subject),
        preheader=plain(words(last.words)),
        dek=Line(),
        bottom_line=Prose(),
        key_figures=(),
        blocks=(notices,),
        corrections=(),
        authors="",
        as_of="",
    ).cited()


def _message(job: Job) -> Artifact:
    """The message carries no Date of its own: the program that sends it gives it the day on which it leaves."""
    shown, press = notices_alone(job.document), replace(job.press, instant=None)
    given = {row.name: render(row, shown, press) for row in (email.ROW, text.ROW)}
    return eml.ROW.make(replace(job, document=shown, press=press, given=given))


def _post(job: Job) -> Artifact:
    return markdown.make(replace(job, document=notices_alone(job.document)))


MESSAGE = replace(
    eml.ROW,
    name="correction-eml",
    file="correction.eml",
    about="the correction as a message, where there is one, to those who had the first",
    make=_message,
    needs=(),
    corrects=True,
)
POST = replace(
    markdown.ROW,
    name="correction",
    file="correction.md",
    about="the correction in Markdown, where there is one",
    make=_post,
    corrects=True,
)
