"""What the web page's templates print beside the Document, and the page that is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from brief.formats.email.charts import Faces, bar_rows, draw
from brief.formats.email.page import alone
from brief.formats.email.pictures import Album
from brief.formats.email.spelling import CssSpelling
from brief.formats.spelling import Verbatim
from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from brief.artifact import File
    from brief.document import LineChart
    from brief.formats.base import Job
    from brief.formats.email.charts import Drawing

WIDEST = 656
"""Pixels between the margins of the page."""


def make(job: Job) -> tuple[str, tuple[File, ...]]:
    """The page's HTML and the files beside it."""
    album = Album(job.press.desk, WIDEST)

    def drawn(block: LineChart) -> Drawing:
        return draw(block, job.document.language, Unknown((), "", frozenset()))

    html = job.draw(
        style=Verbatim(replace(job, row=replace(job.row, spelling=CssSpelling)).draw("style.css.j2")),
        album=album,
        alone=alone,
        bar_rows=bar_rows,
        drawn=drawn,
        plain=words,
    )
    return html, tuple(album.files.values())


@dataclass(frozen=True, slots=True)
class Unknown(Faces):
    """Faces of the reader's own system: a letter is taken to be as wide as in most of them, in hundredths of the size.

    Digits and letters of the usual stacks (Segoe UI, Roboto, Helvetica) are 0.52 to 0.56 of the size, ideographs 1.
    """

    def width(self, words: str) -> int:
        """The width of words in the picture's size."""
        return sum(1400 if east_asian_width(sign) in {"W", "F"} else 780 for sign in words) // 100
