"""A text becomes a source, and figures get the line and words that they lack; every other byte stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from brief.cli import main
from brief.editing import opened
from brief.editing.sourcing import add_taken, fill, lacking
from brief.errors import BriefError, UsageError
from brief.intake.kinds import Taken
from brief.reading import read
from editions import BARE, HEAD, NOTES
from editions import put as written_to

if TYPE_CHECKING:
    from pathlib import Path

PAPER = Taken(("Tolls were 4 per cent of it.", "Nothing else is known."), "text", title="A paper", author="Ida Marsh")
BLOCKS = "blocks: [{kind: text, body: The port was quiet.}]\n"
OPEN = """\
title: The port moved fewer boxes
date: 2025-05-06   # a day
sources:
  notes: {title: Notes on the port, file: sources/notes.md}
figures:
  boxes: {label: Containers, down: over 8 %}
  tolls: {label: Tolls, up: 3.1 %, said: expected, from: notes:3}   # the toll
  ships: {label: Ships, is: "1,240"}
  hulls: {label: Hulls, is: 77}
  whole: {label: Tolls, up: 3.1 %, said: expected, from: notes:3, words: expected to rise by 3.1 per cent}
"""


def put(folder: Path, text: str) -> Path:
    return written_to(folder, text + BLOCKS)


def test_what_figures_lack_is_proposed_from_the_saved_lines(tmp_path: Path) -> None:
    found = {one.figure: one.proposals for one in lacking(read(put(tmp_path, OPEN)))}
    assert list(found) == ["boxes", "tolls", "ships", "hulls"]
    [boxes], [tolls], [ships] = found["boxes"], found["tolls"], found["ships"]
    assert (boxes.source, boxes.line, boxes.words, boxes.doubts) == ("notes", 2, "over 8 per cent", ())
    assert (tolls.line, tolls.words) == (3, "expected to rise by 3.1 per cent")
    assert (ships.line, len(ships.doubts)) == (2, 1)
    assert found["hulls"] == ()


def test_what_is_proposed_passes_the_trace_when_it_is_written(tmp_path: Path) -> None:
    path = put(tmp_path, OPEN)
    material, text = read(path), opened(path).source
    for one in lacking(material):
        for proposal in one.proposals[:1]:
            text = fill(text, proposal, material.figures[one.figure])
    path.write_text(text.text, encoding="utf-8")
    again = read(path)
    assert [one.figure for one in lacking(again)] == ["hulls"]
    assert "date: 2025-05-06   # a day" in text.text
    assert "from: notes:3, words:" in text.text
    assert "}   # the toll\n" in text.text
    assert str(again.figures["boxes"].entry.words) in NOTES


def test_only_what_one_line_alone_bears_out_is_written_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, OPEN)
    before = path.read_bytes()
    assert main(["sources", str(path), "--fill"]) == 0
    assert path.read_bytes() == before
    assert "Nothing was written" in capsys.readouterr().out
    assert main(["sources", str(path), "--fill", "--yes", "--json"]) == 0
    [said] = json.loads(capsys.readouterr().out)
    written = {one["figure"]: bool(one["written"]) for one in said["figures"]}
    assert written == {"boxes": True, "tolls": True, "ships": False, "hulls": False}
    assert main(["sources", str(path), "--fill", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "no saved line has this amount" in out
    assert out.endswith("5 figures, 0 filled in, 2 without line or words\n")


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False)])
def test_at_a_terminal_each_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, written: bool
) -> None:
    import sys

    path = put(tmp_path, OPEN.replace("  ships", "#  ships").replace("  hulls", "#  hulls"))
    before = path.read_bytes()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answer == "y\n")
    assert main(["sources", str(path), "--fill"]) == 0
    assert (path.read_bytes() != before) is written


def test_a_text_becomes_a_source_and_is_saved_once(tmp_path: Path) -> None:
    path = put(tmp_path, HEAD)
    before = path.read_text("utf-8")
    added = add_taken(path, PAPER, "/x/Council paper.txt", None)
    assert (added.name, added.file, added.new) == ("council-paper", "sources/council-paper.txt", True)
    after = path.read_text("utf-8")
    own = [line for line in after.splitlines() if line not in before.splitlines()]
    assert own[:4] == [
        "  council-paper:",
        "    title: A paper",
        "    file: sources/council-paper.txt",
        "    author: Ida Marsh",
    ]
    assert [line for line in after.splitlines() if line not in own] == before.splitlines()
    assert read(path).saved["council-paper"] == PAPER.lines
    again = add_taken(path, PAPER, "elsewhere.txt", "other")
    assert (again.name, again.new) == ("council-paper", False)
    assert path.read_text("utf-8") == after


def test_the_first_source_begins_the_list_and_a_taken_name_is_numbered(tmp_path: Path) -> None:
    path = put(tmp_path, BARE)
    assert add_taken(path, PAPER, "notes.txt", None).name == "notes"
    other = Taken((*PAPER.lines, "And more."), "text")
    assert add_taken(path, other, "notes.txt", None).name == "notes-2"
    assert list(read(path).briefing.sources) == ["notes", "notes-2"]


def test_what_cannot_be_added_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, HEAD)
    before = sorted(file.name for file in (path.parent / "sources").iterdir())
    with pytest.raises(UsageError, match="a source is called 'notes' already"):
        add_taken(path, PAPER, "x.txt", "notes")
    with pytest.raises(UsageError, match="'A paper' is no name for a source"):
        add_taken(path, PAPER, "x.txt", "A paper")

    def fail(*_: object) -> None:
        raise BriefError("the disk is full")

    monkeypatch.setattr("brief.editing.sourcing.save", fail)
    with pytest.raises(BriefError, match="the disk is full"):
        add_taken(path, PAPER, "x.txt", None)
    assert sorted(file.name for file in (path.parent / "sources").iterdir()) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--add", "a.txt", "--fill"], "--add and --fill do not go together"),
        (["--as", "x"], "--as and --entry belong to --add"),
        (["--entry", "2"], "--as and --entry belong to --add"),
        (["--yes"], "--yes belongs to --fill"),
    ],
)
def test_words_that_do_not_go_together_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["sources", str(put(tmp_path, HEAD)), *words]) == 2
    assert message in capsys.readouterr().err


def test_the_lines_of_what_is_added_are_shown_by_their_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, HEAD)
    (tmp_path / "council.txt").write_text("Tolls were 4 per cent.\nNothing else is known.\n", encoding="utf-8")
    assert main(["sources", str(path), "--add", str(tmp_path / "council.txt")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["    1  Tolls were 4 per cent.", "    2  Nothing else is known."]
    assert out[2].endswith("sources/council.txt: 2 lines; cite it as [@council:LINE]")
    assert main(["sources", str(path), "--add", str(tmp_path / "council.txt"), "--json"]) == 0
    [said] = json.loads(capsys.readouterr().out)
    assert (said["source"], said["new"], said["lines"]) == ("council", False, 2)
