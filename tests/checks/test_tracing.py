"""Editions that do not say what their sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.checks import check
from brief.composing import compose
from brief.reading import read
from editions import HEAD, material, put

if TYPE_CHECKING:
    from pathlib import Path

    from brief.finding import Finding

GOOD = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"


def findings(folder: Path, briefing: str) -> list[Finding]:
    read = material(folder, briefing)
    return [finding for finding in check(read, compose(read), {}) if finding.code in {"S02", "S04", "S05"}]


def test_a_figure_that_its_words_do_not_give_is_an_error_at_its_words(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, HEAD.replace("down: over 8 %", "down: over 9 %") + GOOD)
    assert (finding.code, finding.severity) == ("S04", "error")
    assert finding.message == "the figure 'boxes' is not traceable: the words do not give this amount"
    assert finding.hint == 'sources/notes.md:2:42 has “counted 1,240 containers, "over 8 per cent" fewer.”'
    assert finding.place is not None
    assert (finding.place.line, HEAD.splitlines()[finding.place.line - 1].strip()[:5]) == (9, "boxes")


def test_a_figure_that_its_source_only_expects_is_a_warning(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, HEAD.replace(" said: expected,", "") + GOOD)
    assert (finding.code, finding.severity) == ("S04", "warning")
    assert "the source has it as expected, the figure as reported" in finding.message


def test_a_figure_of_a_table_is_held_against_its_own_row(tmp_path: Path) -> None:
    path = put(tmp_path, HEAD + "data: [crates.csv]\n" + GOOD)
    row = "crates,Crates,3 %,fell by 4 per cent\n"
    (path.parent / "crates.csv").write_text(f"id,label,down,words\n{row}", "utf-8")
    edition = read(path)
    (finding,) = (found for found in check(edition, compose(edition), {}) if found.code == "S04")
    assert (finding.code, finding.severity, finding.hint) == ("S04", "error", "crates.csv:2 has “fell by 4 per cent”")
    assert str(finding.place).endswith("crates.csv:2")


def test_a_source_without_a_saved_text_is_cited_and_not_traced(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, HEAD + GOOD.replace("@notes:2]", "@notes:2; @paper]"))
    assert (finding.code, finding.severity) == ("S05", "warning")
    assert finding.message == "the source 'paper' is cited, not traced: its text is not saved"


def prose(folder: Path, sentence: str) -> list[tuple[str, str]]:
    briefing = f"{HEAD}blocks:\n  - {{kind: text, heading: Boxes, view: desk, body: '{sentence}'}}\n"
    return [(finding.severity, finding.message) for finding in findings(folder, briefing) if finding.code == "S02"]


@pytest.mark.parametrize(
    ("sentence", "severity", "message"),
    [
        ("It had 1,420 boxes [@notes:2].", "error", "the number 1,420 stands in no line that its paragraph cites"),
        ("On 5 May it rained [@notes:4].", "error", "the date 5 May stands in no line that its paragraph cites"),
        ("They “were late” [@notes:4].", "error", "these words do not stand in the lines cited"),
        ("They “were ready”.", "error", "the words “were ready” are quoted, and nothing is cited"),
        ("It was for Ada Vale [@notes:4].", "warning", "the name Ada Vale stands in no line that its paragraph cites"),
        ("Tolls fall by 3.1 per cent [@notes:3].", "warning", "3.1 per cent goes the other way in the source"),
        ("It has over 1,240 boxes [@notes:2].", "warning", "over 1,240 has another bound in the source"),
    ],
)
def test_what_a_paragraph_says_stands_in_the_lines_that_it_cites(
    tmp_path: Path, sentence: str, severity: str, message: str
) -> None:
    assert prose(tmp_path, sentence) == [(severity, message)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It had 1,240 boxes, {boxes} fewer [@notes:2].",
        "In about 1,200 boxes there was tea [@notes:2].",
        "On 4 May 2025 the master spoke [@notes:4].",
        "This is the edition of 6 May 2025, 14:00.",
        "They “were … ready”, or so it was said at Berth 12 [@notes:4].",
        "It rains 99 times [@paper].",
    ],
)
def test_what_stands_there_is_no_finding(tmp_path: Path, sentence: str) -> None:
    assert prose(tmp_path, sentence) == []


def test_a_quotation_set_apart_is_held_against_its_line_and_its_speaker(tmp_path: Path) -> None:
    blocks = "blocks:\n  - {kind: quote, body: we were %s, speaker: %s, from: notes:4}\n"
    assert findings(tmp_path, HEAD + blocks % ("ready", "The harbour master")) == []
    (finding,) = findings(tmp_path, HEAD + blocks % ("steady", "The harbour master"))
    assert (finding.code, finding.severity) == ("S02", "error")
    assert finding.hint == "sources/notes.md:4:26 has “we were ready”"
    (finding,) = findings(tmp_path, HEAD + blocks % ("ready", "Ada Vale"))
    assert (finding.severity, finding.message) == ("warning", "“we were ready”: the lines do not name Ada Vale")
