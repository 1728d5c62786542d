from __future__ import annotations

import functools
import itertools
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import gfm
from brief.desk import Desk
from brief.document import Bars, Image, Items, Quote, Table
from brief.formats.base import render
from brief.formats.email import ROW as EMAIL
from brief.formats.markdown import ROW, MarkdownSpelling
from brief.formats.parts import Grid
from brief.languages import language
from brief.prose import Citation, Code, Line, Prose, Text, plain, words
from wording import NAUGHTY, reworded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from brief.document import Document
    from brief.formats.base import Press

SPELLING = MarkdownSpelling()


@pytest.fixture(scope="module")
def page(every_kind: Document, press: Press) -> str:
    return render(ROW, every_kind, press).text


def test_every_kind_reads_well_raw(page: str, golden: Callable[[str, str], None]) -> None:
    golden("every-kind.md", page)


@pytest.mark.parametrize("parser", gfm.PARSERS)
def test_a_parser_finds_the_parts_of_the_page(page: str, parser: str) -> None:
    tokens = gfm.read(parser, page)
    blocks = gfm.blocks(tokens)
    assert blocks.count("h1") == 1
    assert blocks[:3] == ["p", "h1", "p"]
    assert blocks.count("table") == 3
    assert blocks.count("blockquote") == 2
    assert {"code", "hr"} & set(blocks) == {"hr"}
    headings = [
        following.content for token, following in itertools.pairwise(tokens) if token.tag == "h2" and token.nesting == 1
    ]
    assert headings[:3] == ["The bottom line", "Key figures", "In this edition"]
    assert headings[-2:] == ["Sources", "Corrections"]


def test_pictures_that_it_shows_lie_beside_it(every_kind: Document, press: Press) -> None:
    artifact = render(ROW, every_kind, press)
    shown = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", artifact.text)
    assert shown == ["images/channel.png", "images/tugs.png"]
    assert [(file.name, file.media_type) for file in artifact.files[1:]] == [(name, "image/png") for name in shown]
    assert artifact.files[0].name == "digest.md"


def test_hosted_pictures_are_those_of_the_email(every_kind: Document, press: Press) -> None:
    hosted = replace(press, desk=Desk(image_base="https://img.example.org/"))
    artifact = render(ROW, every_kind, hosted)
    shown = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", artifact.text)
    in_email = set(re.findall(r'src="(https://img[^"]*)"', render(EMAIL, every_kind, hosted).text))
    assert len(artifact.files) == 1
    assert len(shown) == 2
    assert set(shown) <= in_email


def test_a_picture_that_leads_somewhere_is_a_link(every_kind: Document, press: Press) -> None:
    image = next(block for block in every_kind.blocks if isinstance(block, Image))
    leading = replace(image, picture=replace(image.picture, url="https://example.org/map"))
    page = render(ROW, replace(every_kind, blocks=(leading,)), press).text
    assert "[![A map of the channel with the wreck buoy](images/channel.png)](https://example.org/map)\n" in page


def test_merge_fields_give_their_fallback(page: str) -> None:
    assert "Dear reader, " in page
    assert "*|" not in page


def test_sources_keep_their_numbers_where_one_is_left_out(every_kind: Document, press: Press) -> None:
    quote = next(block for block in every_kind.blocks if isinstance(block, Quote))
    second = replace(quote, citation=Citation((), (2,)))
    page = render(ROW, replace(every_kind, blocks=(second,), key_figures=(), bottom_line=Prose()), press).text
    assert "harbour master [2]" in page
    assert re.findall(r"^- \[(\d)\]", page, re.MULTILINE) == ["2"]


def test_a_withdrawn_edition_is_its_title_date_and_notice_with_its_source(every_kind: Document, press: Press) -> None:
    gone = replace(
        every_kind,
        status="withdrawn",
        status_words="Withdrawn",
        dek=Line(),
        bottom_line=Prose(),
        key_figures=(),
        blocks=(),
        authors="",
        as_of="",
    )
    page = render(ROW, gone, press).text
    assert page.startswith("**Withdrawn** · The Lowhaven Brief · Shipping · 12 May 2025")
    assert [line for line in page.splitlines() if line.startswith("#")] == [
        "# The channel reopens, and somebody has to pay",
        "## Sources",
        "## Corrections",
    ]


def test_right_to_left_isolates_every_figure_and_nothing_else(every_kind_rtl: Document, press: Press) -> None:
    page = render(ROW, every_kind_rtl, press).text
    assert page.count("\N{FIRST STRONG ISOLATE}") == page.count("\N{POP DIRECTIONAL ISOLATE}") > 20
    assert "**\N{FIRST STRONG ISOLATE}+6.25%\N{POP DIRECTIONAL ISOLATE}**" in page
    tokens = gfm.read("commonmark", page)
    assert "strong" in {
        around for token in tokens if token.children for _, marks in gfm.styled(token) for around in marks
    }


@pytest.mark.parametrize("code", ["de", "fr", "es", "zh", "ar"])
def test_labels_are_the_language_s(every_kind: Document, press: Press, code: str) -> None:
    labels = language(code).labels
    page = render(ROW, replace(every_kind, language=code, labels=labels), press).text
    assert f"## {labels['sources']}\n" in page
    assert labels["colon"].format(label="- Reeds Towage", text="**down over 8%**") in page


def test_every_naughty_string_in_every_field_is_read_as_the_same_words(every_kind: Document, press: Press) -> None:
    named = itertools.count()
    page = render(ROW, reworded(every_kind, lambda: f"word{next(named):03}x"), press).text
    expected = {parser: gfm.read(parser, page) for parser in gfm.PARSERS}
    strings = [string for string in NAUGHTY if string.strip()]
    for start in range(0, len(strings), 6):
        told = strings[start:] + strings[:start]
        page = render(ROW, reworded(every_kind, functools.partial(next, itertools.cycle(told))), press).text
        parser = list(gfm.PARSERS)[start % len(gfm.PARSERS)]
        found = gfm.read(parser, page)
        assert gfm.blocks(found) == gfm.blocks(expected[parser])
        for line, named_line in zip(gfm.lines(found), gfm.lines(expected[parser]), strict=True):
            meant = re.sub(r"word(\d{3})x", lambda match, told=told: told[int(match[1]) % len(told)], named_line)  # type: ignore[misc]
            assert line.split() == meant.split()


def test_a_table_is_aligned_by_the_columns_of_a_screen() -> None:
    rows = ((plain("字幕组"), plain("1")), (plain("a|b"), plain("23")))
    assert SPELLING(Grid((plain("名"), plain("n")), rows, (False, True))).split("\n") == [
        "| 名     |   n |",
        "| ------ | --: |",
        "| 字幕组 |   1 |",
        r"| a\|b   |  23 |",
    ]


def test_a_table_too_wide_for_a_screen_is_not_padded() -> None:
    grid = Grid((plain("a"), plain("b")), ((plain("long " * 30), plain("1")), (plain("c"), plain("2"))), (False, True))
    assert SPELLING(grid).split("\n")[-1] == "| c   |   2 |"


def test_code_that_no_cell_can_hold_stands_as_words() -> None:
    grid = Grid((plain("a"),), ((Line((Code(r"x\|y"), Text(" "), Code("x|y"))),),), (False,))
    assert str(SPELLING(grid)).endswith("| x\\\\\\|y `x\\|y` |")
    for parser in gfm.PARSERS:
        assert gfm.lines(gfm.read(parser, str(SPELLING(grid)))) == ["a", r"x\|y x|y"]


def test_a_page_holds_no_parser_and_no_other_format() -> None:
    code = """
import sys
sys.path[:0] = sys.argv[1:]
import brief.formats.base, brief.formats.markdown
from documents import build_every_kind
from brief import theme
from brief.desk import Desk
roots = (brief.formats.base.package_templates(),)
press = brief.formats.base.Press(Desk(), theme.load("default", roots), roots)
print(len(brief.formats.base.render(brief.formats.markdown.ROW, build_every_kind(), press).data))
print({"markdown_it", "weasyprint", "mjml", "css_inline", "PIL", "babel"} & set(sys.modules))
"""
    ran = subprocess.run([sys.executable, "-c", code, *sys.path], capture_output=True, text=True, check=True)
    size, imported = ran.stdout.split("\n")[:2]
    assert int(size) > 1000
    assert imported == "set()"


def test_blocks_without_a_heading_have_none(every_kind: Document, press: Press) -> None:
    bare = tuple(
        replace(block, heading=Line()) for block in every_kind.blocks if isinstance(block, Bars | Items | Table)
    )
    page = render(ROW, replace(every_kind, blocks=bare, corrections=()), press).text
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## The bottom line",
        "## Key figures",
        "## Sources",
    ]
    assert "\n\n\n" not in page
    assert words(every_kind.title) in page


class Shouting(MarkdownSpelling):
    """Markdown of a chat that has no headings."""

    def heading(self, line: Line, level: int) -> str:
        return f"{'!' * level} {self.inline(line)}"


def test_a_dialect_is_a_row_with_its_own_spelling_and_the_templates_that_differ(
    every_kind: Document, press: Press, tmp_path: Path
) -> None:
    (tmp_path / "chat/blocks").mkdir(parents=True)
    (tmp_path / "chat/blocks/table.md.j2").write_text("\n{{ strong(block.heading) }}: {{ block.rows|length }}\n")
    row = replace(ROW, name="chat", file="digest.chat.md", folders=("chat", "markdown"), spelling=Shouting)
    artifact = render(row, every_kind, replace(press, templates=(tmp_path, *press.templates)))
    assert artifact.files[0].name == "digest.chat.md"
    assert "\n! The channel reopens, and somebody has to pay\n" in artifact.text
    assert "\n**The tugs**: 2\n" in artifact.text
    assert "\n!! Who moved most\n\n| Figure " in artifact.text
    assert "#" not in artifact.text
