"""Each theme that ships, tried on the briefings that ship."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest

from brief.building import render_edition
from brief.formats.base import package_templates
from brief.theme import Theme, load, names

ROOT = Path(__file__).parents[2]
THEMES = [load(name, (package_templates(),)) for name in names((package_templates(),))]
EDITIONS = sorted(path.parent.name for path in ROOT.glob("briefings/*/briefing.yaml"))


@pytest.mark.needs("pango")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_theme_sets_every_edition_on_one_page_with_its_own_faces(theme: Theme, edition: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "briefings", tmp_path, dirs_exist_ok=True)
    briefing = tmp_path / edition / "briefing.yaml"
    briefing.write_text(f"theme: {theme.name}\n{briefing.read_text('utf-8')}", encoding="utf-8")
    rendered = render_edition(briefing, ("email", "pdf"))
    assert rendered.failures == {}
    [page] = pypdf.PdfReader(io.BytesIO(rendered.artifacts["pdf"].data)).pages
    resources = page["/Resources"]
    fonts = {str(font["/BaseFont"])[len("/ABCDEF+") :] for font in resources["/Font"].values()}  # type: ignore[index]
    families = tuple(face.family.replace(" ", "-") for face in theme.faces)
    assert fonts
    assert {font for font in fonts if not font.startswith(families)} == set()
    email = rendered.artifacts["email"].data.decode()
    assert all(theme.tokens[section]["accent"] in email for section in ("color", "dark"))
    others = {other.tokens["color"]["accent"] for other in THEMES if other is not theme}
    assert not [accent for accent in others if accent in email]
