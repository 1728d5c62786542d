"""The page from start to end: measured, fitted, cut where it must be, written once."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from brief.artifact import File
from brief.document import Bars, Contents, Image, Items, LineChart, Note, Numbers, Quote, Rows, Table
from brief.formats.pdf import fit
from brief.formats.pdf.page import Setter, Sheet, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.artifact import Artifact
    from brief.document import Block
    from brief.formats.base import Job

_RAILED = (Bars, Rows, Quote, LineChart, Image)
_EITHER = (*_RAILED, Items, Note)


def make(job: Job) -> Artifact:
    """Make the page. Raises FormatError, with a draft, where it cannot hold what must be kept."""
    setter = Setter(job)
    blocks = job.document.blocks
    size = 1.0
    slots = tuple(Slot(block, "main", f"width: {setter.main:.2f}pt", setter.main) for block in blocks) + tuple(
        Slot(block, "rail", f"width: {setter.rail:.2f}pt", setter.rail)
        for block in blocks
        if isinstance(block, _EITHER)
    )
    measures = setter.measure(Sheet(slots, f"{size:.4f}"))
    for _ in range(4):
        room = setter.room - measures.head - measures.foot - 2 * 16 * size
        choices = [
            fit.Choice(
                measures.slots[f"main:{block.id}"],
                measures.slots.get(f"rail:{block.id}"),
                isinstance(block, _RAILED),
            )
            for block in blocks
        ]
        split = fit.split(choices, room, size)
        if split.over:
            new = fit.scaled(size, room + split.over, room)
        elif max(split.main.shortage, split.rail.shortage) > 0:
            short = min(max(split.main.shortage, 0), max(split.rail.shortage, 0))
            new = fit.scaled(size, room - short * 1.2, room)
        else:
            break
        if abs(new - size) < 0.005:
            break
        size = new
        measures = setter.measure(Sheet(slots, f"{size:.4f}"))
    placed = []
    tops = {"main": 0.0, "rail": 0.0}
    for block, railed in zip(blocks, split.railed, strict=True):
        column = "rail" if railed else "main"
        result = split.rail if railed else split.main
        width = setter.rail if railed else setter.main
        extent = measures.slots[f"{column}:{block.id}"]
        style = (
            f"top: {tops[column]:.2f}pt; {'right' if railed else 'left'}: 0; width: {width:.2f}pt;"
            f" --air: {result.spread * fit.MORE_AIR:.3f}pt; --lead: {result.spread * fit.MORE_LEAD:.3f}pt"
        )
        placed.append(Slot(block, f"{column} placed", style, width))
        tops[column] += (
            extent.height
            + result.spread * (extent.airs * fit.MORE_AIR + extent.lines * fit.MORE_LEAD + fit.MORE_GAP)
            + fit.GAP * size
        )
    sheet = Sheet(tuple(placed), f"{size:.4f}", f"height: {room:.2f}pt; margin: {16 * size:.2f}pt 0", final=True)
    laid = setter.lay(sheet)
    with _dated(job.document.date_iso):
        data = laid.write_pdf(pdf_variant="pdf/a-3a")
    return job.artifact(File(job.row.file, job.row.media_type, data))


@contextmanager
def _dated(date: str) -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1737936000"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
