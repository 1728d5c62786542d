"""The web page before judges of others: html-validate, axe-core in a browser, a printer of two papers."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pypdf
import pytest

from judged import EVERY, judged

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from judged import Judged

HERE = Path(__file__).parents[2] / "judges"
BIN = HERE / "node_modules" / ".bin"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CUT = """targets => targets.map(target => {
  const room = document.querySelector(target).closest('.wide')
  return room !== null && room.scrollWidth > room.clientWidth
})"""
"""Which elements stand in a table that is scrolled sideways: what is cut off there cannot be judged."""
EACH = pytest.mark.parametrize(("name", "look"), EVERY, ids=[f"{name}-{look}" for name, look in EVERY])


def written(edition: Judged, folder: Path) -> Path:
    """The page in a folder of its own, its pictures beside it."""
    for file in edition.artifacts["web"].files:
        (folder / file.name).parent.mkdir(exist_ok=True)
        (folder / file.name).write_bytes(file.data)
    return folder / "web.html"


@pytest.mark.judge("html-validate")
def test_every_page_is_valid_html(tmp_path: Path) -> None:
    for name, look in EVERY:
        edition = judged(name, look)
        (tmp_path / f"{edition.name}.html").write_bytes(edition.artifacts["web"].data)
    command: list[str | Path] = [BIN / "html-validate", "--config", HERE / "html-validate.json", tmp_path]
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=HERE)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.judge("chromium", "axe-core")
@EACH
def test_everyone_can_read_it(chromium: Browser, tmp_path: Path, name: str, look: str) -> None:
    view = chromium.new_page()
    view.goto(written(judged(name, look), tmp_path).as_uri())
    view.add_script_tag(path=AXE)
    view.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    faults = []
    for width in (1100, 640, 375):
        view.set_viewport_size({"width": width, "height": 900})
        assert view.evaluate("document.documentElement.scrollWidth") == width
        for scheme in SCHEMES:
            view.emulate_media(color_scheme=scheme)
            found = view.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
            assert len(found["passes"]) > 20
            nodes = [node for one in found["incomplete"] for node in one["nodes"]]
            cut = view.evaluate(CUT, [node["target"][0] for node in nodes])
            # Nobody can tell what ground a drawing's words stand on; their colours are those of the text around it.
            unsure = [
                node
                for node, is_cut in zip(nodes, cut, strict=True)
                if not is_cut and not node["html"].startswith("<text")
            ]
            faults += [(width, scheme, fault) for fault in found["violations"] + unsure]
    view.close()
    assert not faults, json.dumps(faults, indent=1)


@pytest.mark.judge("chromium")
@EACH
def test_it_prints_in_light_on_either_paper(chromium: Browser, tmp_path: Path, name: str, look: str) -> None:
    edition = judged(name, look)
    view = chromium.new_page(color_scheme="dark")
    view.goto(written(edition, tmp_path).as_uri())
    view.emulate_media(media="print", color_scheme="dark")
    printed = view.evaluate("getComputedStyle(document.querySelector('h1')).color")
    ink = edition.press.theme.color["ink"]
    assert printed == f"rgb({', '.join(str(int(ink[at : at + 2], 16)) for at in (1, 3, 5))})"
    for paper, size in (("A4", (595, 842)), ("Letter", (612, 792))):
        sheets = pypdf.PdfReader(io.BytesIO(view.pdf(format=paper))).pages
        assert len(sheets) < 8
        width, height = sheets[0].mediabox.width, sheets[0].mediabox.height
        assert (round(width), round(height)) == pytest.approx(size, abs=1)
    view.close()
