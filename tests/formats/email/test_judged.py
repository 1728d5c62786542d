"""The email before judges of others: npm's MJML in strict mode, html-validate, axe-core in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief.formats.base import Job, render
from brief.formats.email import ROW
from brief.formats.email.compiling import mjml_source
from brief.formats.email.page import context
from brief.formats.email.pictures import Album

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Press

HERE = Path(__file__).parents[2] / "judges"
BIN = HERE / "node_modules" / ".bin"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")
# The landmarks of a page are the mail program's, which shows the message as an article inside its own.
NOT_OURS = {"landmark-one-main", "region"}
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


@pytest.fixture(scope="module", params=["ltr", "rtl"])
def document(request: pytest.FixtureRequest, every_kind: Document, every_kind_rtl: Document) -> Document:
    return every_kind if request.param == "ltr" else every_kind_rtl


@pytest.fixture(scope="module")
def email(document: Document, press: Press) -> Artifact:
    return render(ROW, replace(document, status="draft"), press)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.mark.judge("mjml")
def test_the_source_is_mjml_to_the_letter(document: Document, press: Press, tmp_path: Path) -> None:
    job = Job(ROW, document, press)
    path = tmp_path / "page.mjml"
    path.write_text(mjml_source(job, context(job, Album(press.desk))), "utf-8")
    result = subprocess.run([BIN / "mjml", "--validate", path], check=False, capture_output=True, text=True, cwd=HERE)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.judge("html-validate")
def test_the_page_is_valid_html(email: Artifact, tmp_path: Path) -> None:
    path = tmp_path / "email.html"
    path.write_bytes(email.data)
    result = subprocess.run(
        [BIN / "html-validate", "--config", HERE / "html-validate.json", path],
        check=False,
        capture_output=True,
        text=True,
        cwd=HERE,
    )
    assert result.returncode == 0, result.stdout


@pytest.fixture
def folder(email: Artifact, tmp_path: Path) -> Path:
    for file in email.files:
        (tmp_path / file.name).parent.mkdir(exist_ok=True)
        (tmp_path / file.name).write_bytes(file.data)
    (tmp_path / "plain.html").write_text(_STYLE.sub("", email.text), "utf-8")
    return tmp_path


@pytest.mark.judge("chromium", "axe-core")
@pytest.mark.parametrize("page", ["email.html", "plain.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [640, 375])
def test_everyone_can_read_it(chromium: Browser, folder: Path, page: str, scheme: Any, width: int) -> None:  # noqa: ANN401
    view = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    view.goto((folder / page).as_uri())
    view.add_script_tag(path=AXE)
    found = view.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    room = view.evaluate("document.documentElement.scrollWidth")
    view.close()
    faults = [fault for fault in found["violations"] + found["incomplete"] if fault["id"] not in NOT_OURS]
    assert not faults, json.dumps(faults, indent=1)
    assert room == width


@pytest.mark.judge("chromium")
def test_the_dark_design_is_its_own(chromium: Browser, folder: Path, press: Press) -> None:
    view = chromium.new_page(color_scheme="dark")
    view.goto((folder / "email.html").as_uri())
    colours = view.evaluate(
        "['.ground', '.paper', 'h1', '.tint'].map((name, at) => {"
        " const style = getComputedStyle(document.querySelector(name));"
        " return at === 2 ? style.color : style.backgroundColor })"
    )
    view.close()
    expected = [press.theme.dark[name] for name in ("ground", "paper", "ink", "tint")]
    assert colours == [
        f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})" for colour in expected
    ]
