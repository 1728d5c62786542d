"""Editions that do not say what their sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    return list(check(read, compose(read), {}))


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
    (finding,) = check(edition, compose(edition), {})
    assert (finding.code, finding.severity, finding.hint) == ("S04", "error", "crates.csv:2 has “fell by 4 per cent”")
    assert str(finding.place).endswith("crates.csv:2")


def test_a_source_without_a_saved_text_is_cited_and_not_traced(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, HEAD + GOOD.replace("@notes:2]", "@notes:2; @paper]"))
    assert (finding.code, finding.severity) == ("S05", "warning")
    assert finding.message == "the source 'paper' is cited, not traced: its text is not saved"
