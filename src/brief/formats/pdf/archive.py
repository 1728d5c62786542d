"""A laid-out page as bytes: PDF/A-3a and PDF/UA-1 in one file, the same for the same page on every day."""

from __future__ import annotations

import json
import os
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from brief.formats.pdf.codes import coded, map_codes
from brief.formats.pdf.engine import weasyprint
from brief.formats.pdf.fetcher import strict
from brief.formats.pdf.spelling import KEPT
from brief.prose import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Document

_UA = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""What says that the file is PDF/UA-1 (ISO 14289-1, 5), described as PDF/A asks for (ISO 19005-3, 6.6.2)."""


def write(laid: Any, document: Document) -> bytes:  # noqa: ANN401  (a WeasyPrint document)
    """The bytes of a laid-out page that prints this Document; dates are the edition's."""
    moment = datetime.fromisoformat(document.date_iso) if document.date_iso else datetime(1980, 1, 1, tzinfo=UTC)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    rdf = laid.metadata.generate_rdf_metadata

    def with_ua(*details: object) -> bytes:
        described: bytes = rdf(*details)
        return described.replace(b"</rdf:RDF>", _UA + b"</rdf:RDF>")

    laid.metadata.generate_rdf_metadata = with_ua
    attachment = weasyprint.Attachment(
        string=_data(document),
        name="brief.json",
        description="The figures, sources and corrections that the page prints",
        created=moment,
        modified=moment,
        relationship="Data",
    )

    def finish(_laid: object, pdf: Any) -> None:  # noqa: ANN401
        map_codes(laid, pdf)
        _scope_headers(pdf)
        _name_links(pdf, document)
        _end_streams(pdf)

    for page in laid.pages:
        # Words stressed inside a link are no second link.
        page.links[:] = [link for link in page.links if link[-1].link]
        # What keeps words together on the page is no part of what the outline says.
        page.bookmarks[:] = [(level, label.replace(KEPT, " "), *more) for level, label, *more in page.bookmarks]

    with strict(), _stamped(moment), coded(laid), warnings.catch_warnings():
        # The library leaves its colour profile open until it is collected.
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = laid.write_pdf(pdf_variant="pdf/a-3a", attachments=[attachment], finisher=finish)
    return data


@contextmanager
def _stamped(moment: datetime) -> Iterator[None]:
    """A fixed time for fontTools, which stamps each face it subsets with SOURCE_DATE_EPOCH, or the time of day."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = str(max(int(moment.timestamp()), 0))
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _scope_headers(pdf: Any) -> None:  # noqa: ANN401
    """Say of every header cell whether it heads its row or its column (ISO 14289-1, 7.5)."""
    for row in (entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("S") == "/TR"):
        cells = [pdf.objects[int(kid.split()[0])] for kid in row["K"]]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _name_links(pdf: Any, document: Document) -> None:  # noqa: ANN401
    """Say of every link inside the page where it leads, in the reader's words."""
    targets = {f"source-{entry.number}": f"{entry.number}: {entry.title}" for entry in document.sources}
    targets |= {block.id: words(block.heading) for block in document.every_block() if block.heading}
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Subtype") == "/Link" and "Dest" in entry:
            entry["Contents"].string = targets.get(entry["Dest"].string, entry["Dest"].string)


def _end_streams(pdf: Any) -> None:  # noqa: ANN401
    """Leave streams uncompressed that must be, and those that compression would end with a line's end.

    Metadata is to be read as it stands. A carriage return before `endstream` is taken for a part of its line's end, so
    that the stream looks a byte too short (ISO 32000-1, 7.3.8.1).
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    for entry in pdf.objects:
        if getattr(entry, "compress", False) and entry.data.removesuffix(b"\nendstream")[-1:] in b"\r\n":
            entry.compress = False


def _data(document: Document) -> str:
    """What the page prints, for machines: nothing that it does not show."""
    figures = {
        figure.id: {
            "id": figure.id,
            "words": figure.words,
            "label": getattr(figure, "label", ""),
            "said": getattr(figure, "said", ""),
        }
        for _, figure in reversed(list(document.figures()))
    }
    content = {
        "title": words(document.title),
        "date": document.date_iso,
        "language": document.language,
        "status": document.status,
        "figures": sorted(figures.values(), key=lambda figure: figure["id"]),
        "sources": [
            {
                "number": entry.number,
                "title": entry.title,
                "publisher": entry.publisher,
                "author": entry.author,
                "url": entry.url,
            }
            for entry in document.sources
        ],
        "corrections": [
            {"class": notice.kind, "when": notice.when, "words": words(notice.words)} for notice in document.corrections
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
