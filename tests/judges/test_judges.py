"""A judge that is silent proves nothing: each one must refuse what it is there to refuse."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
BIN = HERE / "node_modules" / ".bin"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=HERE)


@pytest.mark.judge("verapdf", "pango")
def test_verapdf_refuses_a_pdf_without_tags(tmp_path: Path) -> None:
    from weasyprint import HTML

    path = tmp_path / "plain.pdf"
    HTML(string="<p>plain").write_pdf(path)
    result = run(HERE / "verapdf" / "verapdf", "ua1", path)
    assert result.returncode == 1
    assert "FAIL ua1" in result.stdout
    assert "7.1-11" in result.stdout


@pytest.mark.judge("html-validate")
def test_html_validate_refuses_a_picture_without_alt(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><title>t</title></head><body><img src="a.png"></body></html>'
    )
    result = run(BIN / "html-validate", "--config", HERE / "html-validate.json", path)
    assert result.returncode == 1
    assert "wcag/h37" in result.stdout


@pytest.mark.judge("mjml")
def test_mjml_refuses_an_attribute_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "page.mjml"
    text = "<mj-text colour='red'>t</mj-text>"
    path.write_text(f"<mjml><mj-body><mj-section><mj-column>{text}</mj-column></mj-section></mj-body></mjml>")
    result = run("node", HERE / "compile.js", tmp_path)
    assert result.returncode == 1
    assert "colour" in result.stderr


@pytest.mark.judge("chromium", "axe-core")
def test_axe_refuses_a_picture_without_alt_and_faint_text(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        '<html lang="en"><title>t</title><main><p style="color: #aaa">faint</p><img src="a.png" width="9" height="9">'
    )
    page.add_script_tag(path=HERE / "node_modules" / "axe-core" / "axe.min.js")
    faults = page.evaluate("axe.run(document)")["violations"]
    page.close()
    assert {"image-alt", "color-contrast"} <= {fault["id"] for fault in faults}


@pytest.mark.judge("w3m")
def test_w3m_breaks_a_line_that_is_too_wide() -> None:
    command = ("w3m", "-dump", "-T", "text/plain", "-o", "fold_line=1", "-cols", "72")
    shown = subprocess.run(command, input=f"{'word ' * 20}\n", check=True, capture_output=True, text=True).stdout
    assert len(shown.splitlines()) == 2
