"""A judge that is silent proves nothing: each one must refuse what it is there to refuse."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

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
