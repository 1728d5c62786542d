"""Sentences that are the source's own are found: those marked so, and those that lost their mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.checks import check
from brief.composing import compose
from brief.reading import read
from editions import HEAD, put

if TYPE_CHECKING:
    from pathlib import Path

COPIED = "The port counted 1,240 containers, over 8 per cent fewer than a year before it did [@notes:2]."
NOTES = "# Notes\nThe port counted 1,240 containers, over 8 per cent fewer than a year before it did.\nMore.\nMore.\n"
STANDS = "“The port counted 1,240 containers, over 8…” stands word for word in the source"


def found(folder: Path, block: str, status: str = "final") -> list[tuple[str, str]]:
    head = HEAD.replace("status: final", f"status: {status}")
    path = put(folder, f"{head}blocks:\n{block}")
    (path.parent / "sources" / "notes.md").write_text(NOTES, encoding="utf-8")
    material = read(path)
    return [(one.severity, one.message) for one in check(material, compose(material), {}) if one.code == "S11"]


@pytest.mark.parametrize(("status", "severity"), [("final", "error"), ("draft", "warning")])
def test_a_block_that_says_it_is_the_sources_is_no_part_of_a_final_edition(
    tmp_path: Path, status: str, severity: str
) -> None:
    block = f'  - {{kind: text, heading: Boxes, view: source, body: "{COPIED}"}}\n'
    assert found(tmp_path, block, status) == [(severity, "the block 'Boxes' holds the source's own sentences")]


def test_a_sentence_that_lost_its_mark_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, f'  - {{kind: text, heading: Boxes, body: "{COPIED}"}}\n') == [("warning", STANDS)]


@pytest.mark.parametrize(
    "body",
    [
        "The harbour said “the port counted 1,240 containers, over 8 per cent fewer than a year before it did”.",
        "Some 1,240 containers came, over 8 per cent fewer than a year before [@notes:2].",
    ],
)
def test_what_is_quoted_or_rewritten_is_let_be(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, f"  - {{kind: text, heading: Boxes, body: '{body}'}}\n") == []
