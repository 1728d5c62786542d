"""The sheets: each artifact as a reader meets it."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from brief.formats.proof.account import FIRST, title
from brief.formats.spelling import Verbatim
from brief.prose import Link, MergeField, walk
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.artifact import Artifact, File
    from brief.document import Document
    from brief.errors import Problem
    from brief.formats.base import Format, Job

MAIL_WIDTHS = (640, 375)
"""CSS pixels: a mail program's reading pane, and a phone."""
WINDOWS = {"web": 900}
"""CSS pixels of a browser's window, by the format whose page is read in one."""

_DPI = 144
_POINTS_AN_INCH, _PIXELS_AN_INCH = 72, 96
_COLOURS = 256
"""Enough for a page of one accent, its tints and the soft edges of its letters, and fair to a photograph."""

_THOUSAND = 1000
_NOTHING = Verbatim("")


@dataclass(frozen=True, slots=True)
class Linked:
    """A file that lies beside the proof."""

    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as a picture, with its true size in CSS pixels."""

    uri: Verbatim
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Lack:
    """Why an artifact is not there, and the cure."""

    message: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One artifact: a mail program's pane, a browser's window, pages, words as they are, or why it is not there."""

    row: Format
    kind: Literal["mail", "window", "pages", "words", "absent"]
    files: tuple[Linked, ...] = ()
    width: int = 0
    html: Verbatim = _NOTHING
    shots: tuple[Shot, ...] = ()
    words: str = ""
    lacks: tuple[Lack, ...] = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"{self.row.name}-{self.width}" if self.width else self.row.name

    @property
    def title(self) -> str:
        """Its name, with the width of a pane."""
        return f"{title(self.row.name)}, {self.width} px" if self.width else title(self.row.name)


def sheets(job: Job, rows: Mapping[str, Format]) -> tuple[Sheet, ...]:
    """The sheets of a build: what was made or failed, then those of the first formats that were not asked for.

    `rows` is the table of formats. An artifact that has no look of its own, such as the .eml, is linked on the first
    sheet of its family.
    """
    drawn = {name: list(_drawn(artifact, rows[name])) for name, artifact in job.given.items()}
    failures = job.account.failures
    names = dict.fromkeys((*FIRST, *(name for name, own in drawn.items() if own), *failures))
    made: list[Sheet] = []
    for name in sorted(names, key=lambda name: name not in drawn and name not in failures):
        made += drawn.get(name) or [_absent(rows[name], failures.get(name, ()))]
    return tuple(_with_links(made, [name for name, own in drawn.items() if not own], job, rows))


def _with_links(made: list[Sheet], lookless: list[str], job: Job, rows: Mapping[str, Format]) -> Iterator[Sheet]:
    """The sheets, each artifact without a look linked on the first one of its family."""
    pending = dict.fromkeys(lookless)
    for sheet in made:
        beside = [name for name in pending if sheet.files and rows[name].family == sheet.row.family]
        for name in beside:
            del pending[name]
        yield replace(sheet, files=(*sheet.files, *(_linked(job.given[name]) for name in beside)))


def _drawn(artifact: Artifact, row: Format) -> Iterator[Sheet]:
    """The sheets of one artifact, by its media type; none for what only a program opens."""
    if row.media_type == "text/html":
        yield from _panes(artifact, row)
    elif row.media_type == "application/pdf":
        yield _pages(artifact, row)
    elif row.media_type.startswith("text/") or row.media_type == "application/json":
        parts = [file for file in artifact.files if file.media_type == row.media_type]
        yield Sheet(row=row, kind="words", files=tuple(map(_link, parts)), words=artifact.text)


def _absent(row: Format, problems: tuple[Problem, ...]) -> Sheet:
    lacks = tuple(Lack(problem.message, problem.hint) for problem in problems)
    asked = Lack("This build was asked for other formats alone.", "brief build")
    return Sheet(row=row, kind="absent", lacks=lacks or (asked,))


def _linked(artifact: Artifact) -> Linked:
    return _link(artifact.files[0])


def _link(file: File) -> Linked:
    size = len(file.data)
    if size < _THOUSAND:
        return Linked(file.name, f"{size} bytes")
    if size < _THOUSAND**2:
        return Linked(file.name, f"{round(size / _THOUSAND)} kB")
    return Linked(file.name, f"{size / _THOUSAND**2:.1f} MB")


def _panes(artifact: Artifact, row: Format) -> Iterator[Sheet]:
    html = Verbatim(_quoted(_enclosed(artifact)))
    if width := WINDOWS.get(row.name):
        yield Sheet(row=row, kind="window", files=(_linked(artifact),), width=width, html=html)
        return
    for width in MAIL_WIDTHS:
        yield Sheet(row=row, kind="mail", files=(_linked(artifact),), width=width, html=html)


def _enclosed(artifact: Artifact) -> str:
    """A page that asks for nothing outside itself: pictures inside, links in a window of their own, in light.

    Its queries for a dark scheme become widths that are never or always met, so that the page's switch can turn them.
    A merge field shows what the desk gives for previews.
    """
    html = artifact.text
    for file in artifact.files[1:]:
        beside_or_hosted = rf'"(?:[^"]*/)?{re.escape(escape(PurePosixPath(file.name).name))}"'
        html = re.sub(beside_or_hosted, f'"{_data_uri(file.media_type, file.data)}"', html)
    for field in _merge_fields(artifact.printed):
        html = html.replace(field.token, escape(field.preview or field.fallback))
    html = _SCHEME.sub(lambda match: f"({'max' if match[1].lower() == 'dark' else 'min'}-width:{SWITCH})", html)
    return _HEAD.sub(lambda match: match[0] + _ADDED, html, count=1)


SWITCH = "0.04px"
"""The width that marks a media query the page's script turns: `max-width` of it is never met, `min-width` always."""

_SCHEME = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_ADDED = '<base target="_blank"><style>:root{color-scheme:light!important}</style>'


def _merge_fields(document: Document) -> list[MergeField]:
    """The merge fields that are printed, the longest token first: one may begin another."""
    found = set()
    for _, line in document.lines():
        for node in walk(line):
            parts = node.target if isinstance(node, Link) else (node,)
            found |= {part for part in parts if isinstance(part, MergeField) and part.token}
    return sorted(found, key=lambda field: (-len(field.token), field.token))


def _pages(artifact: Artifact, row: Format) -> Sheet:
    """The PDF's pages as pictures of few colours: sharp as print at the size of a screen, and small."""
    from PIL import Image
    from pypdfium2 import PdfDocument

    shots = []
    with PdfDocument(artifact.data) as pdf:
        for page in pdf:
            picture = page.render(scale=_DPI / _POINTS_AN_INCH).to_pil()
            few = picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            data = BytesIO()
            few.save(data, "PNG", compress_level=4)
            width, height = (round(side * _PIXELS_AN_INCH / _POINTS_AN_INCH) for side in page.get_size())
            shots.append(Shot(Verbatim(_data_uri("image/png", data.getvalue())), width, height))
    return Sheet(row=row, kind="pages", files=(_linked(artifact),), shots=tuple(shots))


def _data_uri(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def _quoted(html: str) -> str:
    """HTML inside a quoted attribute; the two characters that count there, for a page of megabytes."""
    return html.replace("&", "&amp;").replace('"', "&quot;")
