"""Editions that leave out what a reader needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.checks import check
from brief.composing import compose
from brief.reading import read
from editions import material, put

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
title: The port moved fewer boxes
dek: A quiet spring in the port, and a summer that will be dearer.
date: 2025-05-06
status: final
bottom_line: The spring was quiet [@notes:2].
as_of: {date: 2025-05-06, session: close}
sources:
  notes: {title: Notes on the port, file: sources/notes.md}
figures:
  boxes: {label: Containers, down: over 8 %, from: notes:2, words: over 8 per cent}
  tolls: {label: Tolls, up: 3.1 %, said: expected, from: notes:3, words: expected to rise by 3.1 per cent}
blocks:
  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} [@notes:2]; tolls are expected to rise {tolls} [@notes:3].'}
  - {kind: list, heading: What we do not know, items: [Why.]}
"""


def said(folder: Path, briefing: str) -> list[tuple[str, str, str]]:
    edition = material(folder, briefing)
    return [(found.code, found.severity, found.message) for found in check(edition, compose(edition), {})]


def without(beginning: str) -> str:
    """The edition without the line that begins so."""
    return "".join(line for line in WHOLE.splitlines(keepends=True) if not line.strip().startswith(beginning))


def test_a_whole_edition_has_no_finding(tmp_path: Path) -> None:
    assert said(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("beginning", "message"),
    [
        ("bottom_line", "there is no bottom line"),
        ("as_of", "figures do not say when they were read"),
        ("- {kind: list", "nothing says what is not known"),
    ],
)
def test_what_a_final_edition_lacks_is_told(tmp_path: Path, beginning: str, message: str) -> None:
    assert said(tmp_path, without(beginning)) == [("S06", "warning", message)]
    assert said(tmp_path, without(beginning).replace("status: final", "status: draft")) == []


def test_a_final_edition_without_sources_is_told(tmp_path: Path) -> None:
    head = "title: The port is quiet\ndek: A quiet spring in the port and after it\nstatus: final\n"
    briefing = f"{head}bottom_line: Quiet.\nblocks: [{{kind: text, body: It is not known why.}}]\n"
    assert said(tmp_path, briefing) == [("S06", "warning", "there are no sources")]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Today it rains.", "Today"),
        ("The rain came last week.", "last week"),
        ("The rain came last week, on 3 May 2025.", None),
        ("They say it rained yesterday. It stopped on 3 May 2025.", "yesterday"),
        ("It is Sunday’s rain.", None),
    ],
)
def test_today_stands_with_a_date(tmp_path: Path, sentence: str, word: str | None) -> None:
    expected = [("S07", "warning", f"“{word}” stands without a date")] if word else []
    found = said(tmp_path, f"{WHOLE}  - {{kind: text, view: desk, body: '{sentence}'}}\n")
    assert [row for row in found if row[0] == "S07"] == expected


def test_a_move_of_a_market_names_its_session(tmp_path: Path) -> None:
    market = WHOLE.replace("label: Containers", "label: Shares in containers")
    assert said(tmp_path, market) == []
    assert said(tmp_path, market.replace(", session: close", "")) == [
        ("S08", "warning", "the market's move 'boxes' names no session")
    ]


def test_what_is_expected_is_not_printed_as_a_fact(tmp_path: Path) -> None:
    briefing = WHOLE.replace("are expected to rise", "rise")
    assert said(tmp_path, briefing) == [("S09", "warning", "the figure 'tolls' is expected, and is printed as a fact")]


def test_what_a_source_claims_is_not_printed_as_a_fact(tmp_path: Path) -> None:
    def found(verb: str) -> list[tuple[str, str, str]]:
        path = put(tmp_path, f"{WHOLE}  - {{kind: text, body: 'The port {verb} the fastest of all [@notes:5].'}}\n")
        with (path.parent / "sources" / "notes.md").open("a", encoding="utf-8") as notes:
            notes.write("The port claims to be the fastest of all.\n")
        edition = read(path)
        return [(one.code, one.severity, one.message) for one in check(edition, compose(edition), {})]

    message = "line 5 of its source claims it, and “The port is the fastest of all.” prints it as a fact"
    assert found("claims to be") == []
    assert found("is") == [("S09", "warning", message)]


def test_a_source_that_nothing_cites_is_told(tmp_path: Path) -> None:
    briefing = WHOLE.replace("sources:\n", "sources:\n  paper: {title: The Quay Gazette}\n")
    assert said(tmp_path, briefing) == [("S10", "warning", "nothing cites the source 'paper'")]
