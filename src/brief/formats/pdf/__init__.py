"""The page: one sheet of paper, as full as it should be, and honest about what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.formats.base import Format
from brief.formats.pdf.spelling import PdfSpelling

if TYPE_CHECKING:
    from brief.artifact import Artifact
    from brief.formats.base import Job


def _make(job: Job) -> Artifact:
    from brief.formats.pdf.printing import make  # noqa: PLC0415  (WeasyPrint is paid for by who makes a page)

    return make(job)


ROW = Format(
    name="pdf",
    file="brief.pdf",
    media_type="application/pdf",
    about="One page, A4 or Letter",
    family="pdf",
    folders=("pdf",),
    suffix="html",
    spelling=PdfSpelling,
    make=_make,
)
