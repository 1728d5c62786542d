from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from pypdf.generic import StreamObject

from brief.document import Table
from brief.errors import FormatError
from brief.formats.pdf import OverfullError
from brief.prose import Line, Prose, plain
from documents import build_every_kind, cite, line
from pages import edition, kind, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.artifact import Artifact
    from brief.document import Document

pytestmark = pytest.mark.needs("pango")
ROOT = Path(__file__).parents[3]
OWN = ("Brief-Serif", "Brief-Sans", "Brief-Display")


def pages(artifact: Artifact) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(artifact.data)).pages)


def words(artifact: Artifact) -> str:
    return " ".join(" ".join(page.extract_text() for page in pages(artifact)).replace("-\n", "-").split())


LENGTHS = {
    "very short": edition(text("what", 60), key_figures=()),
    "short with a chart": edition(text("what", 70), kind("bars"), text("why", 60)),
    "half a page of text": edition(text("what", 150), text("why", 100)),
    "with a chart": edition(text("what", 150), kind("bars"), text("why", 130), kind("quote"), kind("rows")),
    "full": edition(text("what", 200), kind("bars"), text("why", 220), kind("rows")),
    "all text": edition(text("what", 250), text("why", 240)),
}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("document", LENGTHS.values(), ids=LENGTHS)
def test_up_to_500_words_stand_on_one_page_uncut(
    printed: Callable[..., Artifact], document: Document, paper: str
) -> None:
    artifact = printed(document, paper)
    [page] = pages(artifact)
    assert [round(float(side)) for side in page.mediabox[2:]] == {"a4": [595, 842], "letter": [612, 792]}[paper]
    assert artifact.cuts == ()
    assert artifact.gauge is not None
    assert artifact.gauge.pages == 1
    assert artifact.gauge.used <= artifact.gauge.capacity


def test_the_gauge_says_how_much_the_page_holds(printed: Callable[..., Artifact]) -> None:
    artifact = printed(LENGTHS["full"])
    assert str(artifact.gauge).startswith("1 page, ")
    assert str(artifact.gauge).endswith(" words")


@pytest.mark.parametrize("name", ["very short", "with a chart", "full"])
def test_a_page_holds_what_its_gauge_says_and_not_a_half_more(printed: Callable[..., Artifact], name: str) -> None:
    document = LENGTHS[name]
    gauge = printed(document).gauge
    assert gauge is not None

    def filled(share: float) -> Document:
        more = text("more", round(gauge.capacity * share) - gauge.used)
        return replace(document, blocks=(*document.blocks, more))

    assert printed(filled(0.9)).cuts == ()
    assert printed(filled(1.5)).cuts != ()


def test_a_page_from_which_something_was_cut_is_full(printed: Callable[..., Artifact]) -> None:
    gauge = printed(TOO_LONG).gauge
    assert gauge is not None
    assert gauge.used <= gauge.capacity < gauge.used + 10


def test_several_pages_hold_that_many_times_as_much(printed: Callable[..., Artifact]) -> None:
    gauge = printed(edition(*(text(name, 400, keep=True) for name in "abcd")), max_pages=3).gauge
    assert gauge is not None
    assert 600 * gauge.pages < gauge.capacity < 1000 * gauge.pages


TOO_LONG = edition(
    text("first", 330, keep=True),
    text("second", 250, short=text("second", 60)),
    text("third", 250, short=text("third", 60), priority=1),
    text("fourth", 250, short=text("fourth", 60)),
)


def test_short_versions_are_taken_last_block_first_then_by_priority(printed: Callable[..., Artifact]) -> None:
    artifact = printed(TOO_LONG)
    assert [(cut.action, cut.name) for cut in artifact.cuts][:2] == [("shortened", "Fourth"), ("shortened", "Second")]
    assert "Shortened for space: Fourth · Second" in words(artifact)
    assert [block.id for block in artifact.printed.blocks] == ["first", "second", "third", "fourth"]


def test_what_has_no_short_version_is_left_out_last_block_first_and_named(printed: Callable[..., Artifact]) -> None:
    artifact = printed(
        edition(text("first", 300, keep=True), text("second", 200), text("third", 200, keep=True), text("fourth", 200))
    )
    assert [(cut.action, cut.name) for cut in artifact.cuts] == [("left out", "Fourth")] or [
        cut.name for cut in artifact.cuts
    ] == ["Fourth", "Second"]
    assert "Left out for space: Fourth" in words(artifact)
    assert {"first", "third"} <= {block.id for block in artifact.printed.blocks}


def test_a_cut_that_makes_more_room_than_was_needed_gives_it_back(printed: Callable[..., Artifact]) -> None:
    """The last block goes because the first, which gives way later, alone is too long; then the last has room again."""
    artifact = printed(
        edition(
            text("first", 330, keep=True),
            text("second", 480, short=text("second", 60), priority=1),
            text("third", 60, short=text("third", 20)),
        )
    )
    assert [(cut.action, cut.name) for cut in artifact.cuts] == [("shortened", "Second")]
    assert "Shortened for space: Second" in words(artifact)


@pytest.fixture(scope="module")
def overfull(printed: Callable[..., Artifact]) -> OverfullError:
    with pytest.raises(OverfullError) as error:
        printed(edition(text("first", 900, keep=True), text("second", 200), kind("bars")))
    return error.value


def test_what_must_be_kept_and_cannot_says_how_much_is_too_much(overfull: OverfullError) -> None:
    [problem] = overfull.problems
    assert "words too long for the page, which holds about" in problem.message
    assert "shorten 'First' (9" in problem.hint
    assert "short version" in problem.hint


def test_a_draft_of_what_does_not_fit_holds_all_of_it(overfull: OverfullError) -> None:
    [(name, data)] = overfull.drafts.items()
    draft = pypdf.PdfReader(io.BytesIO(data))
    assert name == "brief-draft.pdf"
    assert len(draft.pages) == 2
    assert "Second" in " ".join(page.extract_text() for page in draft.pages)


def test_the_only_block_is_never_left_out_even_where_it_fills_many_pages(printed: Callable[..., Artifact]) -> None:
    with pytest.raises(OverfullError) as caught:
        printed(edition(text("what", 9000), key_figures=()))
    assert "words too long for the page" in str(caught.value)
    [draft] = caught.value.drafts
    assert draft == "brief-draft.pdf"


def test_a_long_table_says_how_much_is_too_much(printed: Callable[..., Artifact]) -> None:
    rows = tuple((plain(f"Berth {number}"), plain("full")) for number in range(400))
    table = Table(id="berths", columns=(plain("Berth"), plain("State")), rows=rows, numeric=(False, False))
    with pytest.raises(OverfullError) as caught:
        printed(edition(table, key_figures=()))
    assert re.search(r"which holds about [1-9]\d* of its", str(caught.value))


def test_what_is_said_to_be_too_much_is_right_to_a_twentieth(printed: Callable[..., Artifact]) -> None:
    def kept(words: int) -> Document:
        parts = [text(name, words // 6, keep=True) for name in ("one", "two", "three", "four", "five", "six")]
        return edition(*parts[:3], replace(kind("bars"), keep=True), *parts[3:])

    with pytest.raises(OverfullError) as caught:
        printed(kept(1_000))
    found = re.search(
        r"about (\d+) words too long for the page, which holds about (\d+) of its (\d+)", str(caught.value)
    )
    assert found
    over, holds, used = map(int, found.groups())
    assert over + holds == used
    assert printed(kept(1_000 - over - used // 20)).cuts == ()
    with pytest.raises(OverfullError):
        printed(kept(1_000 - over + used // 20))


def test_more_pages_are_used_where_they_are_allowed(printed: Callable[..., Artifact]) -> None:
    long = edition(text("first", 900, keep=True), text("second", 300, keep=True))
    artifact = printed(long, max_pages=2)
    assert len(pages(artifact)) == 2
    assert artifact.cuts == ()
    assert str(artifact.gauge).startswith("2 pages, ")
    first, second = (page.extract_text().split("\n") for page in pages(artifact))
    assert not first[0].endswith("1")
    assert second[0].endswith("2"), "a page behind the first says which it is"


def test_overflow_is_printed_whole_where_it_is_allowed(printed: Callable[..., Artifact]) -> None:
    artifact = printed(edition(text("first", 2000, keep=True)), allow_overflow=True)
    assert len(pages(artifact)) > 2
    assert artifact.cuts == ()


def test_the_page_draws_with_the_themes_faces_alone(printed: Callable[..., Artifact]) -> None:
    [page] = pages(printed(build_every_kind()))
    fonts: Any = page["/Resources"]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in fonts["/Font"].values()}
    assert names
    assert [name for name in names if not name.startswith(OWN)] == []


def test_a_character_that_no_face_draws_is_named_with_its_block(printed: Callable[..., Artifact]) -> None:
    with pytest.raises(FormatError) as error:
        printed(edition(replace(text("what", 20), heading=plain("東 and \U0001f600"))))
    assert [problem.message for problem in error.value.problems] == [
        "東 and 😀: the page's fonts have no '東' (U+6771, CJK UNIFIED IDEOGRAPH-6771), '😀' (U+1F600, GRINNING FACE)",
    ]


def test_a_sign_without_a_face_is_printed_as_one_that_means_the_same(printed: Callable[..., Artifact]) -> None:
    artifact = printed(edition(replace(text("what", 20), heading=plain("At 20 \u2103"))))
    assert "At 20 °C" in words(artifact)


def test_a_bar_says_the_moment_its_figure_holds_for_where_it_has_its_own(printed: Callable[..., Artifact]) -> None:
    printed_words = words(printed(edition(text("what", 20), kind("bars"), key_figures=(), as_of="")))
    assert printed_words.count("As of") == 1
    assert "As of 9 May 2025" in printed_words.partition("Freight index")[2]


def test_sources_keep_their_numbers_and_only_cited_ones_are_listed(printed: Callable[..., Artifact]) -> None:
    artifact = printed(edition(text("what", 80), kind("bars"), key_figures=()))
    assert "Harbour notice 12/25" in words(artifact)
    assert "coast guard" not in words(artifact)


def test_a_source_leaves_the_page_and_the_file_with_the_only_block_that_cites_it(
    printed: Callable[..., Artifact],
) -> None:
    last = text("last", 400)
    cited = replace(last, prose=Prose((*last.prose, line("Nobody counted.", cite(2)))))
    artifact = printed(edition(text("first", 600, keep=True), cited, dek=Line(), bottom_line=Prose(), key_figures=()))
    assert [cut.block for cut in artifact.cuts] == ["last"]
    assert artifact.printed.sources == ()
    [content] = pypdf.PdfReader(io.BytesIO(artifact.data)).attachments["brief.json"]
    assert isinstance(content, bytes)
    assert json.loads(content)["sources"] == []


def test_a_draft_edition_says_so(printed: Callable[..., Artifact]) -> None:
    document = edition(text("what", 60), status="draft", status_words="Draft")
    assert "Draft" in words(printed(document))


def test_right_to_left_keeps_figures_in_their_own_direction(
    printed: Callable[..., Artifact], every_kind_rtl: Document
) -> None:
    import pypdfium2

    artifact = printed(every_kind_rtl)
    text = pypdfium2.PdfDocument(artifact.data)[0].get_textpage().get_text_range()
    assert "\N{MINUS SIGN}3.1%" in text
    assert "3.1%\N{MINUS SIGN}" not in text


SCRIPT = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from documents import build_every_kind
from brief import theme
from brief.desk import Desk
from brief.formats.base import Press, package_templates, render
from brief.formats.pdf import ROW
roots = (package_templates(),)
press = Press(Desk(), theme.load("default", roots), roots)
print(hashlib.sha256(render(ROW, build_every_kind(), press).data).hexdigest())
"""


def test_the_same_document_gives_the_same_bytes_in_any_folder_zone_and_hash_seed(
    printed: Callable[..., Artifact], tmp_path: Path
) -> None:
    printed(edition(text("what", 60)))
    here = hashlib.sha256(printed(build_every_kind()).data).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT / "src"), str(ROOT / "tests")],
        cwd=tmp_path,
        env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


def test_nothing_of_the_machine_stands_in_the_file(printed: Callable[..., Artifact]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(build_every_kind()).data))
    every = b"".join(
        entry.get_data() if isinstance(entry := reader.get_object(number), StreamObject) else repr(entry).encode()
        for number in range(1, len(reader.xref[0]) + 1)
    )
    assert str(ROOT).encode() not in every
    assert b"brief:/" not in every
