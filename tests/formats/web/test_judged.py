"""The web page before judges of others: html-validate, axe-core in a browser, a printer of two papers."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from brief.formats import FORMATS
from brief.formats.base import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from brief.document import Document
    from brief.formats.base import Press

HERE = Path(__file__).parents[2] / "judges"
BIN = HERE / "node_modules" / ".bin"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")


@pytest.fixture(scope="module", params=["ltr", "rtl"])
def page(
    request: pytest.FixtureRequest,
    every_kind: Document,
    every_kind_rtl: Document,
    press: Press,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    document = every_kind if request.param == "ltr" else every_kind_rtl
    folder = tmp_path_factory.mktemp("web")
    for file in render(FORMATS["web"], replace(document, status="draft"), press).files:
        (folder / file.name).parent.mkdir(exist_ok=True)
        (folder / file.name).write_bytes(file.data)
    return folder / "web.html"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.mark.judge("html-validate")
def test_the_page_is_valid_html(page: Path) -> None:
    command: list[str | Path] = [BIN / "html-validate", "--config", HERE / "html-validate.json", page]
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=HERE)
    assert result.returncode == 0, result.stdout


@pytest.mark.judge("chromium", "axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 640, 375])
def test_everyone_can_read_it(chromium: Browser, page: Path, scheme: Any, width: int) -> None:  # noqa: ANN401
    view = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    view.goto(page.as_uri())
    view.add_script_tag(path=AXE)
    view.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = view.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    room = view.evaluate("document.documentElement.scrollWidth")
    view.close()
    # Nobody can tell what ground the words of a drawing stand on; their colours are those of the text around it.
    unsure = [node for one in found["incomplete"] for node in one["nodes"] if not node["html"].startswith("<text")]
    assert not found["violations"] + unsure, json.dumps(found["violations"] + unsure, indent=1)
    assert room == width


@pytest.mark.judge("chromium")
@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_it_prints_in_light_on_either_paper(chromium: Browser, page: Path, paper: str, size: tuple[int, int]) -> None:
    view = chromium.new_page(color_scheme="dark")
    view.goto(page.as_uri())
    view.emulate_media(media="print", color_scheme="dark")
    ink = view.evaluate("getComputedStyle(document.querySelector('h1')).color")
    sheets = pypdf.PdfReader(io.BytesIO(view.pdf(format=paper))).pages
    view.close()
    assert ink == "rgb(21, 25, 30)"
    assert 1 < len(sheets) < 8
    width, height = sheets[0].mediabox.width, sheets[0].mediabox.height
    assert (round(width), round(height)) == pytest.approx(size, abs=1)
