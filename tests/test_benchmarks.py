from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader

from brief.composing import compose
from brief.document import block_lines, word_count
from brief.prose import words
from brief.reading import read
from judged import SHIPPED, judged

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

ROOT = Path(__file__).parents[1]
BRIEFING = ROOT / "briefings" / "2025-01-27-deepseek-r1"


def made(script: str, *words: str | Path) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks" / script, *words], check=True, capture_output=True)


def test_the_script_that_email_is_measured_against_makes_an_email(tmp_path: Path) -> None:
    made("naive/mail.py", BRIEFING, tmp_path / "email.html")
    html = (tmp_path / "email.html").read_text(encoding="utf-8")
    assert "America’s lead in AI" in html
    assert "over −8%" in html
    assert "{nvidia}" not in html
    assert "<mj-" not in html
    assert "https://example.org/unsubscribe" in html


@pytest.mark.needs("pango")
@pytest.mark.parametrize("size", [(), ("8.5",)], ids=["sought", "known"])
def test_the_script_that_the_page_is_measured_against_makes_one_page(tmp_path: Path, size: tuple[str, ...]) -> None:
    made("naive/page.py", BRIEFING, tmp_path / "brief.pdf", *size)
    [page] = PdfReader(tmp_path / "brief.pdf").pages
    words = page.extract_text()
    assert "The falls, largest first" in words
    assert "What we do not know" in words


def test_the_script_that_the_digest_is_measured_against_makes_a_digest(tmp_path: Path) -> None:
    made("naive/digest.py", BRIEFING, tmp_path / "digest.md")
    digest = (tmp_path / "digest.md").read_text(encoding="utf-8")
    assert digest.startswith("# An open Chinese model")
    assert "| ASML | over −8% |" in digest
    assert "## Sources" in digest


@pytest.mark.needs("pango")
def test_ready_html_is_the_page_that_the_product_makes(tmp_path: Path) -> None:
    from weasyprint import HTML

    made("ready.py", BRIEFING / "briefing.yaml", tmp_path)
    HTML(filename=tmp_path / "page.html").write_pdf(tmp_path / "page.pdf")
    [page] = PdfReader(tmp_path / "page.pdf").pages
    assert "The falls, largest first" in page.extract_text()
    resources = cast("DictionaryObject", page["/Resources"])
    fonts = cast("DictionaryObject", resources["/Font"]).values()
    assert {str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts} == {"Brief"}


@pytest.mark.judge("node", "mjml")
def test_npm_s_compiler_tells_what_pages_cost(tmp_path: Path) -> None:
    source = tmp_path / "email.mjml"
    source.write_text(judged(next(iter(SHIPPED)), "default").source, encoding="utf-8")
    command = ["node", str(ROOT / "benchmarks" / "compile.js"), str(source)]
    done = subprocess.run(command, input="1\n9\n", check=True, capture_output=True, text=True)
    one, nine = ([float(word) for word in row.split()] for row in done.stdout.splitlines())
    assert len(one) == len(nine) == 2
    assert min(*one, *nine) > 0


def test_without_npm_s_compiler_its_name_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import compiling; print(compiling.absent())"]
    environment = {"PATH": str(tmp_path), "PYTHONPATH": str(ROOT / "benchmarks")}
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    assert said.strip() in {"node", "npm's mjml"}


def test_the_texts_of_the_pages_are_as_long_as_they_say_and_never_repeat_a_sentence(tmp_path: Path) -> None:
    composing = runpy.run_path(str(ROOT / "benchmarks" / "pages" / "composing.py"))
    texts = composing["TEXTS"]
    assert len(texts) == 30
    assert {text.paper for text in texts} == {"a4", "letter"}
    assert sum(text.refused for text in texts) == 2
    for number, text in enumerate(texts):
        material = read(composing["write"](text, tmp_path / str(number)))
        blocks = list(compose(material).every_block())
        assert abs(sum(map(word_count, blocks)) - text.words) <= 30
        sentences = re.split(r"(?<=[.?!]) ", " ".join(words(line) for block in blocks for line in block_lines(block)))
        assert len(set(sentences)) == len(sentences)
