"""One edition in every format, as a proof is handed them; the PDF's pages are blank and of a true size."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from brief.artifact import Artifact, Cut, File, Gauge
from brief.desk import Desk, Sender
from brief.document import Document, without
from brief.formats import FORMATS
from brief.formats.base import Account, Job, Press, render

if TYPE_CHECKING:
    from collections.abc import Mapping


def pages(*sizes: tuple[float, float]) -> bytes:
    """A PDF of blank pages; sizes in points."""
    pdf = PdfDocument.new()
    for size in sizes:
        pdf.new_page(*size)
    data = io.BytesIO()
    pdf.save(data)
    pdf.close()
    return data.getvalue()


@pytest.fixture(scope="session")
def made(every_kind: Document, press: Press) -> Mapping[str, Artifact]:
    """Every format of the edition; the page left out the crane."""
    artifacts: dict[str, Artifact] = {}
    press = replace(press, desk=Desk(sender=Sender(name="The Lowhaven Brief", email="desk@example.org")))
    for name in ("email", "text", "eml", "web", "markdown"):
        artifacts[name] = render(FORMATS[name], every_kind, press, artifacts)
    artifacts["pdf"] = Artifact(
        "pdf",
        (File("brief.pdf", "application/pdf", pages((595.28, 841.89))),),
        without(every_kind, "crane"),
        (Cut("crane", "A crane by the numbers", "left out", "the page is full"),),
        Gauge(412, 480, "words", 1),
    )
    return artifacts


@pytest.fixture(scope="session")
def job(every_kind: Document, press: Press, made: Mapping[str, Artifact]) -> Job:
    """The proof's job of a build in which everything was made."""
    return Job(FORMATS["proof"], every_kind, press, made, Account())
