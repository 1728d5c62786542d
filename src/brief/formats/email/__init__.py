"""The email: one HTML page that every mail program shows, its pictures beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.artifact import File, Gauge
from brief.formats.base import Format
from brief.formats.email.spelling import MjmlSpelling

if TYPE_CHECKING:
    from brief.artifact import Artifact
    from brief.formats.base import Job

CLIPPED_FROM = 100_000
"""Bytes from which on mail programs clip a message (Gmail near 102 kB)."""


def _make(job: Job) -> Artifact:
    from brief.formats.email.page import make

    html, files = make(job)
    data = html.encode()
    artifact = job.artifact(File(job.row.file, job.row.media_type, data), *files)
    return replace(artifact, gauge=Gauge(len(data), job.row.limit, job.row.unit))


ROW = Format(
    name="email",
    file="email.html",
    media_type="text/html",
    about="the newsletter as HTML, with its pictures beside it",
    family="email",
    folders=("email",),
    suffix="mjml",
    spelling=MjmlSpelling,
    make=_make,
    limit=CLIPPED_FROM,
    unit="bytes",
    read="page",
)
