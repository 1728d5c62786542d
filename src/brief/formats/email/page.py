"""What the email's templates print beside the Document, and the page that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.document import LineChart
from brief.formats.email.charts import bar_rows, line_picture
from brief.formats.email.compiling import compile_page, mjml_source
from brief.formats.email.pictures import Album
from brief.formats.email.strips import strip
from brief.prose import Figure, Line, MergeField, is_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.artifact import File
    from brief.document import FigureWords
    from brief.formats.base import Job


def make(job: Job) -> tuple[str, tuple[File, ...]]:
    """The page's HTML and the files beside it. Raises FormatError."""
    album = Album(job.press.desk)
    html = compile_page(mjml_source(job, context(job, album)), job)
    return html, tuple(album.files.values())


def context(job: Job, album: Album) -> Mapping[str, object]:
    """What the templates call and print: sides by reading direction, figures, pictures, strips, bars, drawn charts."""
    rtl = job.document.direction == "rtl"
    drawn = {
        block.id: picture
        for block in job.document.blocks
        if isinstance(block, LineChart) and (picture := line_picture(block, job))
    }
    return {
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "album": album,
        "alone": alone,
        "way_out": way_out,
        "strip": strip,
        "bar_rows": bar_rows,
        "drawn": drawn,
    }


def way_out(unsubscribe: str) -> str | MergeField:
    """Where a reader leaves the list: an address, or the sending service's token, which no stage may touch."""
    return unsubscribe if is_address(unsubscribe) else MergeField("unsubscribe", unsubscribe)


def alone(figure: FigureWords) -> Line:
    """A figure that stands alone, spelled as one inside a sentence is: its direction is its own."""
    return Line((Figure(figure.id, "signed", figure.words),))
