"""Each theme that ships, tried on the briefings that ship."""

from __future__ import annotations

import io
import shutil
from ctypes import c_float, c_ushort
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pypdf
import pypdfium2
import pytest
from pypdfium2 import raw

from brief.building import render_edition
from brief.formats.base import package_templates
from brief.formats.pdf.readback import read
from brief.prose import words
from brief.theme import Theme, load, names

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
THEMES = [load(name, (package_templates(),)) for name in names((package_templates(),))]
EDITIONS = sorted(path.parent.name for path in ROOT.glob("briefings/*/briefing.yaml"))
RAISED, LEAST = 6.6, 7.0
"""Points: the least size of a source number beside a word, and of all else."""


def sizes(data: bytes) -> Iterator[tuple[float, str]]:
    """The size in points at which each piece of text is drawn, and the piece."""
    document = pypdfium2.PdfDocument(data)
    for sheet in document:
        layer = sheet.get_textpage()
        for number in range(raw.FPDFPage_CountObjects(sheet)):
            piece = raw.FPDFPage_GetObject(sheet, number)
            if raw.FPDFPageObj_GetType(piece) == raw.FPDF_PAGEOBJ_TEXT:
                matrix, size, text = raw.FS_MATRIX(), c_float(), (c_ushort * 400)()
                raw.FPDFPageObj_GetMatrix(piece, matrix)
                raw.FPDFTextObj_GetFontSize(piece, size)
                raw.FPDFTextObj_GetText(piece, layer, text, len(text))
                yield round(abs(matrix.d) * size.value, 2), bytes(text).decode("utf-16-le").strip("\0 \r\n")
        layer.close()
    document.close()


@pytest.mark.needs("pango")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_theme_sets_every_edition_on_one_page_with_its_own_faces(theme: Theme, edition: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "briefings", tmp_path, dirs_exist_ok=True)
    briefing = tmp_path / edition / "briefing.yaml"
    briefing.write_text(f"theme: {theme.name}\n{briefing.read_text('utf-8')}", encoding="utf-8")
    rendered = render_edition(briefing, ("email", "pdf"))
    assert rendered.failures == {}
    data = rendered.artifacts["pdf"].data
    [only] = pypdf.PdfReader(io.BytesIO(data)).pages
    resources = only["/Resources"]
    fonts = {str(font["/BaseFont"])[len("/ABCDEF+") :] for font in resources["/Font"].values()}  # type: ignore[index]
    families = tuple(face.family.replace(" ", "-") for face in theme.faces)
    assert fonts
    assert {font for font in fonts if not font.startswith(families)} == set()
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    drawn = list(sizes(data))
    assert [text for size, text in drawn if size < LEAST and not text.replace(",", "").isdigit()] == []
    assert min(size for size, _ in drawn) >= RAISED
    document = rendered.artifacts["pdf"].printed
    headings = [words(block.heading) for block in document.every_block() if words(block.heading)]
    spoken = " ".join(" ".join(read(data).passages).replace("\xa0", " ").split())
    places = [spoken.find(heading) for heading in headings]
    assert -1 not in places
    assert places == sorted(places)
    email = rendered.artifacts["email"].data.decode()
    assert all(theme.tokens[section]["accent"] in email for section in ("color", "dark"))
    others = {other.tokens["color"]["accent"] for other in THEMES if other is not theme}
    assert not [accent for accent in others if accent in email]
