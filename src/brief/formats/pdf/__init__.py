"""The page: one sheet of paper, as full as it should be, and honest about what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.errors import FormatError
from brief.formats.base import Format
from brief.formats.pdf.spelling import PdfSpelling

if TYPE_CHECKING:
    from brief.artifact import Artifact, File
    from brief.errors import Place
    from brief.formats.base import Job


class OverfullError(FormatError):
    """The page cannot hold what must be kept; `drafts` holds all of it on as many pages as it takes, by file name."""

    def __init__(self, message: str, place: Place | None, hint: str, draft: File) -> None:
        """Say how much is too much, where to shorten, and hand over the draft."""
        super().__init__(message, place, hint)
        self.drafts = {draft.name: draft.data}


def _prepare() -> None:
    import brief.formats.pdf.printing  # noqa: F401


def _make(job: Job) -> Artifact:
    from brief.formats.pdf.printing import make

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
    apart=True,
    prepare=_prepare,
)
