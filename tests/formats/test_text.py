from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.document import Row, Rows
from brief.formats.base import render
from brief.formats.columns import LONGEST_LINE, width
from brief.formats.parts import Grid, Quotation, heading, item
from brief.formats.text import COLUMNS, ROW, TextSpelling
from brief.prose import Citation, Code, Emphasis, Figure, Line, Link, MergeField, Prose, Strong, Text, plain
from wording import NAUGHTY, reworded

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.document import Document
    from brief.formats.base import Press

SPELLING = TextSpelling()
READER = MergeField("name", '{{ reader.first name | default: "you" }}', "reader", "Ada")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(NAUGHTY)
SPACES = {ord(space): None for space in " \t\r\n"}


@pytest.fixture(scope="module")
def page(every_kind: Document, press: Press) -> str:
    return render(ROW, every_kind, press).text


def test_every_kind_reads_well(page: str, golden: Callable[[str, str], None]) -> None:
    golden("every-kind.txt", page)


def test_every_kind_reads_well_from_right_to_left(
    every_kind_rtl: Document, press: Press, golden: Callable[[str, str], None]
) -> None:
    golden("every-kind-rtl.txt", render(ROW, every_kind_rtl, press).text)


def test_no_line_is_wider_than_the_page_but_for_addresses(page: str) -> None:
    assert [line for line in page.splitlines() if width(line) > COLUMNS and "://" not in line] == []
    assert "\n\n\n" not in page
    assert not re.search(r"[ \t]$", page, re.MULTILINE)


def test_merge_fields_carry_their_tokens_in_words_and_in_addresses(page: str) -> None:
    assert "Dear *|FNAME|*, " in page
    assert "<https://example.org/ferries?reader=*|FNAME|*>" in page


def test_nobody_subscribed_to_a_publication_without_a_name(every_kind: Document, page: str, press: Press) -> None:
    said = every_kind.labels["why_you_get"].partition("{")[0]
    unnamed = replace(every_kind, publication=replace(every_kind.publication, named=False))
    assert said in page
    assert said not in render(ROW, unnamed, press).text


def test_the_foot_names_the_sender_and_the_way_out_as_an_address_on_a_line_of_its_own(page: str) -> None:
    foot = page[page.rindex("-" * COLUMNS) :]
    assert "\nQuay Street 1, 12345 Lowhaven\n" in foot
    assert "\nUnsubscribe\nhttps://example.org/unsubscribe\n" in foot
    assert "\nView in browser\nhttps://example.org/2025-05-12-corvina\n" in foot


def test_without_a_way_out_none_is_named(every_kind: Document, press: Press) -> None:
    bare = replace(every_kind, publication=replace(every_kind.publication, unsubscribe="", web_address=""))
    page = render(ROW, bare, press).text
    assert "Unsubscribe" not in page
    assert "View in browser" not in page


def test_what_is_for_other_formats_is_not_there(every_kind: Document, press: Press) -> None:
    facts = Rows(id="f", heading=plain("Facts"), rows=(Row("A", plain("b")),), role="facts")
    elsewhere = replace(every_kind, blocks=(replace(facts, only=("pdf",)),))
    here = replace(every_kind, blocks=(replace(facts, only=("email",)),))
    assert "Facts" not in render(ROW, elsewhere, press).text
    assert "Facts\n-----\n\nA  b\n" in render(ROW, here, press).text


@pytest.mark.parametrize(
    ("nodes", "written"),
    [
        ((Strong(plain("a")), Text(" "), Emphasis(plain("b")), Text(" "), Code("c  d")), "a b c  d"),
        ((Link(plain("the log"), ("https://example.org/a",)),), "the log <https://example.org/a>"),
        ((Link(plain("https://example.org/a"), ("https://example.org/a",)),), "<https://example.org/a>"),
        ((Link(plain("Ask"), ("mailto:desk@example.org",)),), "Ask <desk@example.org>"),
        ((Link(plain("desk@example.org"), ("mailto:desk@example.org",)),), "<desk@example.org>"),
        ((Link(plain("Ask"), ("mailto:a@example.org?subject=b",)),), "Ask <mailto:a@example.org?subject=b>"),
        ((Link(plain("Vote"), ("https://example.org/?r=", READER)),), f"Vote <https://example.org/?r={READER.token}>"),
        ((Link(plain("a>b"), ("https://example.org/?q=<b>",)),), "a>b <https://example.org/?q=%3Cb%3E>"),
        ((Text("a"), Citation((), (1, 2)), Text(".")), "a [1, 2]."),
        ((Text("two\nlines  and   spaces"),), "two lines and spaces"),
    ],
)
def test_words_stand_without_markup(nodes: tuple[Text, ...], written: str) -> None:
    assert SPELLING(Line(nodes)) == written


@given(lead=st.text("ab ", max_size=80))
def test_no_line_ends_inside_a_token_a_figure_or_an_address(lead: str) -> None:
    address = "https://example.org/" + "long/" * 12
    nodes = (
        Text(lead),
        READER,
        Text(" and "),
        Figure("f", words="about 1,240 ships"),
        Text(" "),
        Link(plain("a"), (address,)),
    )
    lines = SPELLING(Line(nodes)).split("\n")
    for whole in (READER.token, "about 1,240 ships", f"<{address}>"):
        assert sum(whole in line for line in lines) == 1


@given(words=WORDS)
def test_any_words_are_the_same_words_in_every_part(words: str) -> None:
    said = words.translate(SPACES)
    line = plain(words)
    parts = {
        "": SPELLING(line),
        "- ": SPELLING(item(line)),
        "    ": SPELLING(Quotation(Prose((line,)), Line())),
    }
    for prefix, part in parts.items():
        lines = part.split("\n")
        assert "".join(line[len(prefix) :] for line in lines).translate(SPACES) == said
        assert all(len(line.encode()) <= LONGEST_LINE for line in lines)
    if said:
        *title, under = SPELLING(heading(words, 1)).split("\n")
        assert "".join(title).translate(SPACES) == said
        assert under == "=" * max(map(width, title))


def test_every_naughty_string_in_every_field_leaves_the_page_in_shape(every_kind: Document, press: Press) -> None:
    strings = [string for string in NAUGHTY if string.strip()]
    for start in range(0, len(strings), 12):
        told = itertools.cycle(strings[start:] + strings[:start])
        page = render(ROW, reworded(every_kind, lambda told=told: next(told)), press).text  # type: ignore[misc]
        assert all(len(line.encode()) <= LONGEST_LINE for line in page.split("\n"))
        assert page.count("\n---") >= 14
        assert page.count("*|FNAME|*") == 2


def test_a_table_is_set_in_columns_of_the_screen() -> None:
    grid = Grid((plain("名"), plain("n")), ((plain("字幕组"), plain("1")), (plain("a|b"), plain("23"))), (False, True))
    assert SPELLING(grid).split("\n") == ["名       n", "------  --", "字幕组   1", "a|b     23"]


def test_a_wide_table_wraps_its_widest_column() -> None:
    words = "word " * 20
    lines = SPELLING(Grid((), ((plain("Term"), plain(words)), (plain("Next"), plain("short"))), (False, False))).split(
        "\n"
    )
    assert lines[0].startswith("Term  word word")
    assert lines[1].startswith("      word")
    assert lines[-1] == "Next  short"
    assert max(map(width, lines)) <= COLUMNS


def test_a_row_begins_where_its_line_begins_with_no_space() -> None:
    words = plain("word " * 12)
    rows = ((words, words), (Line(), plain("two words")), (plain("9"), plain("less")))
    assert SPELLING(Grid((plain("Term"), plain("Said")), rows, (True, False))).split("\n") == [
        "\N{NO-BREAK SPACE}                              Term  Said",
        "-----------------------------------  -----------------------------------",
        "\N{NO-BREAK SPACE}word word word word word word word  word word word word word word word",
        "           word word word word word  word word word word word",
        "\N{NO-BREAK SPACE}                                    two words",
        "\N{NO-BREAK SPACE}                                 9  less",
    ]


def test_a_table_too_wide_for_columns_is_set_row_by_row() -> None:
    address = "https://example.org/" + "x" * 60
    rows = ((plain("Anna"), plain("Lowhaven"), Line((Link(plain("log"), (address,)),))),) * 2
    columns = (plain("Tug"), plain("Port"), plain("Log"))
    row = f"Tug \N{EN DASH} Anna\n  Port \N{EN DASH} Lowhaven\n  Log \N{EN DASH} log\n    <{address}>"
    assert SPELLING(Grid(columns, rows, (False,) * 3)) == f"{row}\n\n{row}"
    assert SPELLING(Grid((), rows[:1], (False,) * 3)).split("\n")[:3] == ["Anna", "  Lowhaven", "  log"]
    assert SPELLING(Grid((plain("x" * 80), plain("y")), (), (False,) * 2)) == f"{'x' * 80}\n  y"


def test_right_to_left_keeps_cells_and_figures_together(every_kind_rtl: Document, press: Press) -> None:
    page = render(ROW, every_kind_rtl, press).text
    for line in page.split("\n"):
        depth = 0
        for character in line:
            depth += (character == "\N{FIRST STRONG ISOLATE}") - (character == "\N{POP DIRECTIONAL ISOLATE}")
            assert depth >= 0
        assert depth == 0
    assert "\N{FIRST STRONG ISOLATE}+6.25%\N{POP DIRECTIONAL ISOLATE}" in page
    assert "\N{FIRST STRONG ISOLATE}Reeds Towage\N{POP DIRECTIONAL ISOLATE}" in page
