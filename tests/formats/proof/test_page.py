"""The page as a whole: one file that asks for nothing, says the same each time, and takes no story for syntax."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brief.artifact import Artifact, Cut, File
from brief.document import FigureTrace
from brief.errors import Place, Problem
from brief.finding import Finding
from brief.formats import FORMATS
from brief.formats.base import Account, Job, render
from brief.prose import Figure, Line, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.document import Document
    from brief.formats.base import Press

NAUGHTY: list[str] = json.loads((Path(__file__).parents[2] / "data" / "naughty.json").read_text("utf-8"))


class Reader(HTMLParser):
    """Tags, attributes and words of a page; the message inside a frame is read likewise."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: dict[str, list[str]] = {}
        self.inside: list[str] = []
        self.frames: list[Reader] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.inside.append(tag)
        for name, value in attrs:
            if name == "srcdoc":
                self.frames.append(Reader(value or ""))
            else:
                self.attributes.append((tag, name, value or ""))

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.setdefault(self.inside[-1], []).append(data)

    def values(self, *names: str) -> list[str]:
        own = [value for _, name, value in self.attributes if name in names]
        return own + [value for frame in self.frames for value in frame.values(*names)]

    def told(self, tag: str) -> str:
        return "".join(self.words.get(tag, []))


def page_of(job: Job) -> str:
    return render(job.row, job.document, job.press, job.given, job.account).text


@pytest.fixture(scope="module")
def page(job: Job) -> str:
    return page_of(job)


def test_every_picture_style_and_script_is_inside_the_file(page: str) -> None:
    read = Reader(page)
    assert read.tags["img"] == 1
    assert all(value.startswith("data:") for value in read.values("src", "srcset", "background", "poster", "data"))
    assert [value for tag, name, value in read.attributes if tag == "link" and name == "href"] == ["data:,"]
    assert not {"object", "embed", "video", "audio", "base"} & set(read.tags)
    assert all(
        target.startswith("data:font/woff2;base64,") for target in re.findall(r"url\(([^)]*)\)", read.told("style"))
    )
    for frame in read.frames:
        assert "url(" not in frame.told("style")
        assert "@import" not in frame.told("style")
        assert not {"script", "link", "object", "embed"} & set(frame.tags)


def test_its_own_links_lead_to_its_parts_and_to_the_files_beside_it(page: str, made: Mapping[str, Artifact]) -> None:
    own = [value for tag, name, value in Reader(page).attributes if tag == "a" and name == "href"]
    ids = {value for _, name, value in Reader(page).attributes if name == "id"}
    files = {artifact.files[0].name for artifact in made.values()}
    assert {link for link in own if not link.startswith("#")} == files
    assert {link[1:] for link in own if link.startswith("#")} <= ids


def test_its_policy_forbids_what_it_does_not_hold_and_knows_its_script_by_hash(page: str) -> None:
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "font-src": "data:",
        "style-src": "'unsafe-inline'",
        "script-src": f"'sha256-{digest}'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_email_is_shown_twice_and_the_web_page_once_without_scripts_of_their_own(page: str) -> None:
    read = Reader(page)
    widths = [value for tag, name, value in read.attributes if (tag, name) == ("iframe", "width")]
    sandboxes = {value for tag, name, value in read.attributes if (tag, name) == ("iframe", "sandbox")}
    assert widths == ["640", "375", "900"]
    assert sandboxes == {"allow-same-origin allow-popups allow-popups-to-escape-sandbox"}
    assert len(read.frames) == 3


def test_the_same_build_gives_the_same_bytes(job: Job, page: str) -> None:
    assert page_of(job) == page


def test_a_figure_in_the_title_is_words_in_the_windows_title(job: Job) -> None:
    title = Line((Figure("refloat", words="Over 8%"), *plain(" in a day")))
    read = Reader(page_of(replace(job, document=replace(job.document, title=title), given={})))
    assert read.told("title").strip() == "Proof: Over 8% in a day"


def test_a_withdrawn_edition_has_no_ledger_and_says_so(job: Job) -> None:
    document = replace(job.document, status="withdrawn", blocks=(), key_figures=(), traces=())
    page = page_of(replace(job, document=document, given={}))
    assert "Withdrawn" in page
    assert "This edition states no typed figure." in page
    assert "<table>" not in page


def test_what_was_held_back_cut_found_and_failed_is_all_told(job: Job) -> None:
    account = Account(
        (
            Finding(
                "source.uncited", "warning", "a paragraph cites no source", Place("briefing.yaml", 8, 3), "cite one"
            ),
            Finding("story.placeholder", "error", "TK stands there", silenced="it is quoted"),
        ),
        {"eml": (Problem("no sender is set", None, "write sender: in desk.yaml"),)},
    )
    given = {name: artifact for name, artifact in job.given.items() if name != "eml"}
    page = page_of(
        replace(job, document=replace(job.document, held=("The missing list",)), given=given, account=account)
    )
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page.partition("<main>")[2]))
    for said in (
        "1 format failed, 1 warning",
        "warning a paragraph cites no source; cite one briefing.yaml:8:3 source.uncited",
        "TK stands there; Reason: it is quoted story.placeholder",
        "failed no sender is set; write sender: in desk.yaml Draft",
        "Page: left out A crane by the numbers the page is full",
        "The missing list",
        "1 page, 412 of about 480 words",
    ):
        assert said in words


def test_of_many_findings_the_first_are_seen_and_the_rest_are_one_click_away(job: Job) -> None:
    found = tuple(Finding(f"rule.{number}", "warning", "look here") for number in range(20))
    page = page_of(replace(job, given={}, account=Account(found)))
    seen, _, folded = page.partition("<details>")
    assert "20 warnings" in seen
    assert [len(re.findall(r"rule\.\d+", part)) for part in (seen, folded)] == [8, 12]
    assert "<summary>12 more</summary>" in folded


def hostile(document: Document, words: str) -> Document:
    """The edition's words where the page prints them, all of them hostile."""
    [trace] = document.traces
    figure = replace(trace.figure, label=words, words=words, as_of=words)
    publication = replace(document.publication, name=words)
    return replace(
        document,
        publication=publication,
        title=plain(words),
        subject=plain(words),
        preheader=plain(words),
        section=words,
        date=words,
        edition=words,
        held=(words,),
        key_figures=(figure,),
        traces=(FigureTrace(figure, words, words, words),),
    )


def hostile_page(document: Document, press: Press, words: str) -> str:
    shown = hostile(document, words)
    text = Artifact(
        "text", (File("email.txt", "text/plain", words.encode()),), shown, (Cut("b", words, "left out", words),)
    )
    found = Finding("a.code", "error", words, Place(words, 1), words)
    account = Account((found, replace(found, silenced=words)), {"pdf": (Problem(words, Place(words), words),)})
    return render(FORMATS["proof"], shown, press, {"text": text}, account).text


def test_no_hostile_word_becomes_a_tag_or_an_attribute(every_kind: Document, press: Press) -> None:
    expected = Reader(hostile_page(every_kind, press, "plain"))
    names = Counter((tag, name) for tag, name, _ in expected.attributes)
    assert names[("pre", "id")] == 1
    for at in range(0, len(NAUGHTY), 8):
        words = "\n".join(word for word in NAUGHTY[at : at + 8] if word.strip())
        read = Reader(hostile_page(every_kind, press, words))
        assert read.tags == expected.tags, words
        assert Counter((tag, name) for tag, name, _ in read.attributes) == names, words
        assert words in read.told("pre")


IMPORTS = """
import sys
import brief.formats.proof
print(*sorted({"PIL", "pypdfium2", "jinja2"} & set(sys.modules)))
"""


def test_importing_the_row_costs_no_renderer() -> None:
    run = subprocess.run([sys.executable, "-c", IMPORTS], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == ""
