"""The proof page: every artifact of a build at its true width, in one file that asks for nothing outside itself.

It speaks English, as the terminal does: it is the editor's page. What it shows of the edition stays in the edition's
language.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from brief.artifact import Artifact, File
from brief.formats.base import Format, package_templates
from brief.formats.spelling import HtmlSpelling, Verbatim
from brief.prose import words

if TYPE_CHECKING:
    from brief.formats.base import Job


def _prepare() -> None:
    import pypdfium2  # noqa: F401
    from PIL import Image  # noqa: F401

    import brief.formats.proof.account
    import brief.formats.proof.sheets  # noqa: F401


def _make(job: Job) -> Artifact:
    from brief.formats import FORMATS  # the table holds this row too: it is whole only once pages are made
    from brief.formats.proof.account import told
    from brief.formats.proof.sheets import sheets
    from brief.ledger import entries

    script = job.draw("script.js.j2")
    page = job.draw(
        title=words(job.document.title),
        account=told(job),
        sheets=sheets(job, FORMATS),
        entries=entries(job.document, job.given),
        sender=job.press.desk.sender.name if job.press.desk.sender else job.document.publication.name,
        faces={"display": _face("display-600"), "regular": _face("sans-400"), "semibold": _face("sans-600")},
        script=Verbatim(script),
        policy=Verbatim(policy(script)),
    )
    return job.artifact(File(job.row.file, job.row.media_type, page.encode()))


def policy(script: str) -> str:
    """What the page may load: what it holds itself, and the version that a watching server on this machine tells."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


@cache
def _face(name: str) -> Verbatim:
    data = (package_templates() / "proof" / "fonts" / f"{name}.woff2").read_bytes()
    return Verbatim(f"data:font/woff2;base64,{base64.b64encode(data).decode()}")


ROW = Format(
    name="proof",
    file="proof.html",
    media_type="text/html",
    about="every format side by side, with findings and the figures' sources",
    family="proof",
    folders=("proof",),
    suffix="html",
    spelling=HtmlSpelling,
    make=_make,
    prepare=_prepare,
    gathers=True,
)
