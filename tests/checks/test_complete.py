"""Editions that leave out what a reader needs."""

from __future__ import annotations

import json
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


DRAFTED = f"""\
drafted: {{model: small-7b, host: localhost, words: [title, bottom_line]}}
{WHOLE}\
  - {{kind: text, heading: Wind, drafted: true, body: 'It blew.'}}
  - kind: section
    heading: More
    stories: [{{headline: Rain, drafted: true, body: It rained.}}, {{headline: Sun, body: It shone.}}]
"""
WROTE = [f"small-7b wrote {name!r}, and no person has approved it" for name in ("title", "bottom line", "Wind", "Rain")]


@pytest.mark.parametrize(("status", "severity"), [("draft", "warning"), ("final", "error")])
def test_words_of_a_model_wait_for_a_person(tmp_path: Path, status: str, severity: str) -> None:
    found = said(tmp_path, DRAFTED.replace("status: final", f"status: {status}"))
    assert [one for one in found if one[0] == "S12"] == [("S12", severity, message) for message in WROTE]


def test_words_of_a_model_that_a_person_approved_are_no_finding(tmp_path: Path) -> None:
    approved = f"approved: {{by: Ada Vale, at: 2025-05-06}}\n{DRAFTED}"
    assert [one for one in said(tmp_path, approved) if one[0] == "S12"] == []


def test_words_of_a_model_are_found_where_they_stand_also_in_json(tmp_path: Path) -> None:
    path = put(tmp_path, WHOLE)
    given = {
        "title": "The port",
        "drafted": {"model": "small-7b", "host": "localhost", "words": ["title"]},
        "blocks": [{"kind": "text", "drafted": True, "body": "It blew."}],
    }
    path.unlink()
    path = path.with_suffix(".json")
    path.write_text(json.dumps(given, indent=1), encoding="utf-8")
    edition = read(path)
    found = [one for one in check(edition, compose(edition), {}) if one.code == "S12"]
    assert [one.place.line for one in found if one.place] == [2, 11]
    assert [one.block for one in found] == ["title", "b1"]


def test_a_reason_lets_words_of_a_model_stand(tmp_path: Path) -> None:
    briefing = DRAFTED + "silence: [{code: S12, why: The desk read it.}]\n"
    edition = material(tmp_path, briefing)
    found = [one for one in check(edition, compose(edition), {}) if one.code == "S12"]
    assert {one.silenced for one in found} == {"The desk read it."}
