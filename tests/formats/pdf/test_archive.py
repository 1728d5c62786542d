from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING, Any

import page
import pypdf
import pytest

from documents import build_every_kind
from pages import edition, kind, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from brief.artifact import Artifact
    from brief.document import Document

pytestmark = pytest.mark.needs("pango")

EDITIONS = {
    "every kind": build_every_kind(),
    "text": edition(text("what", 250), text("why", 240)),
    "cut": edition(text("what", 500, keep=True), text("why", 400)),
    "withdrawn": edition(status="withdrawn", status_words="Withdrawn", key_figures=()),
    "newsletter": edition(kind("contents"), kind("section"), kind("story"), kind("note")),
}


@pytest.fixture(scope="module")
def file(printed: Callable[..., Artifact]) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed(build_every_kind()).data))


@pytest.mark.parametrize("document", EDITIONS.values(), ids=EDITIONS)
def test_every_page_is_for_the_archive_and_for_everyone(printed: Callable[..., Artifact], document: Document) -> None:
    data = printed(document).data
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant


def test_the_file_says_what_it_is(file: pypdf.PdfReader) -> None:
    information: Any = file.metadata
    assert information.title == "The channel reopens, and somebody has to pay"
    assert information.author == "Ada Quay, Ben Sluice"
    assert information.get("/Keywords") == "shipping, insurance"
    assert information.subject == "Freight rose, towage fell, and the insurers are silent."
    assert str(information.get("/CreationDate")).startswith("D:20250512")
    assert file.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


def test_the_outline_leads_through_the_headings(file: pypdf.PdfReader) -> None:
    def titles(entries: list[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield str(entry.title)

    found = list(titles(file.outline))
    assert found[0] == "The channel reopens, and somebody has to pay"
    headings = ("What happened", "Who moved most", "The tugs", "Around the harbour", "Sources", "Corrections")
    assert [title for title in found if title in headings] == list(headings)


def test_what_the_page_prints_lies_in_the_file_as_json(file: pypdf.PdfReader) -> None:
    [content] = file.attachments["brief.json"]
    assert isinstance(content, bytes)
    data = json.loads(content)
    assert [source["number"] for source in data["sources"]] == [1, 2]
    figures = {figure["id"]: figure for figure in data["figures"]}
    assert figures["insurer"]["words"] == "\N{MINUS SIGN}3.1%"
    assert figures["insurer"]["said"] == "expected"
    assert data["corrections"][0]["class"] == "corrected"


def test_links_say_where_they_lead(file: pypdf.PdfReader) -> None:
    entries: Any = file.pages[0]["/Annots"]
    contents = [entry.get_object()["/Contents"] for entry in entries]
    assert "1: Harbour notice 12/25" in contents
    assert contents.count("https://example.org/log?ship=corvina_2&day=9") == 1
    heights = [entry.get_object()["/Rect"][1] - entry.get_object()["/Rect"][3] for entry in entries]
    assert min(map(abs, heights)) > 4


def elements(node: Any) -> Iterator[Any]:  # noqa: ANN401  (any object of a PDF)
    entry = node.get_object()
    if isinstance(entry, list):
        for part in entry:
            yield from elements(part)
    elif isinstance(entry, dict):
        yield entry
        if "/K" in entry:
            yield from elements(entry["/K"])


def test_header_cells_say_what_they_head(file: pypdf.PdfReader) -> None:
    root: Any = file.trailer["/Root"]
    found = [entry for entry in elements(root["/StructTreeRoot"]["/K"]) if entry.get("/S") == "/TH"]
    scopes = {entry["/A"]["/Scope"] for entry in found}
    assert scopes == {"/Row", "/Column"}


def test_the_environment_is_left_as_it_was(printed: Callable[..., Artifact], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99")
    printed(edition(text("what", 20)))
    assert os.environ["SOURCE_DATE_EPOCH"] == "99"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    printed(edition(text("what", 20)))
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.judge("qpdf")
def test_qpdf_finds_no_fault(printed: Callable[..., Artifact], tmp_path: Path) -> None:
    import subprocess

    path = tmp_path / "brief.pdf"
    path.write_bytes(printed(build_every_kind()).data)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
