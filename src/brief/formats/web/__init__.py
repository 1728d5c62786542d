"""The page on the web: the same content as the email for a browser, for "view in browser" and for print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.artifact import File
from brief.formats.base import Format
from brief.formats.web.spelling import WebSpelling

if TYPE_CHECKING:
    from brief.artifact import Artifact
    from brief.formats.base import Job


def _make(job: Job) -> Artifact:
    from brief.formats.web.page import make

    html, files = make(job)
    return job.artifact(File(job.row.file, job.row.media_type, html.encode()), *files)


ROW = Format(
    name="web",
    file="web.html",
    media_type="text/html",
    about="the email's content as a page for browsers, which prints well",
    family="email",
    folders=("web",),
    suffix="html",
    spelling=WebSpelling,
    make=_make,
    read="page",
)
