from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from brief.cli import main
from brief.composing import compose
from brief.editing.blanking import blanked
from brief.figures import parse_amount, write_alone
from brief.languages import known, language
from brief.prose import words
from brief.reading import read
from brief.reading.text import file_text
from editions import HEAD, put

if TYPE_CHECKING:
    from pathlib import Path

OLD = (
    HEAD.replace("status: final", "status: final  # as sent")
    + """\
corrections: [{class: corrected, when: 2025-05-07, what: boxes, old: over 7 %, new: over 8 %}]
data: [data/more.csv]
key_figures: [boxes]
blocks:
  - kind: text
    heading: Boxes
    body: |
      They fell {boxes} [@notes:2].

      And again.
    short: They fell.
  - {kind: bars, heading: Rates, figures: [tolls, ships], short: [tolls]}
  - {kind: list, items: [One thing., Another.], short: [One.]}
  - {kind: facts, items: {Port: Lowhaven, Berths: Twelve}}
  - {kind: timeline, items: [{when: 2025, what: It closed.}]}
  - {kind: table, columns: [Hour, Ships], rows: [[One, 7]]}
  - {kind: since, edition: 2025-04-29-port}
"""
)
NEW = """\
title: TK
dek: TK
date: 2025-05-13
status: draft  # as sent
sources:
  notes: {title: Notes on the port, file: sources/notes.md}
  paper: {title: The Quay Gazette, url: https://example.org/gazette}
figures:
  boxes: {label: Containers, down: TK, from: notes:2, words: TK}
  tolls: {label: Tolls, up: TK, said: expected, from: notes:3, words: TK}
  hulls: {label: Ships, is: TK, unit: tonnes}
corrections: []
data: [data/more.csv]
key_figures: [boxes]
blocks:
  - kind: text
    heading: Boxes
    body: TK
    short: TK
  - {kind: bars, heading: Rates, figures: [tolls, ships], short: [tolls]}
  - {kind: list, items: [TK, TK], short: [TK]}
  - {kind: facts, items: {Port: TK, Berths: TK}}
  - {kind: timeline, items: [{when: 2025, what: TK}]}
  - {kind: table, columns: [Hour, Ships], rows: [[One, 7]], hold: "true"}
  - {kind: since, edition: 2025-05-06-port}
"""
CSV = "id,label,up,words\nships,Ships,2 %,up by 2 per cent\n"


def test_the_shape_stays_and_every_value_and_sentence_is_to_come() -> None:
    assert blanked(file_text("briefing.yaml", OLD), "2025-05-13", "2025-05-06-port", {}).text == NEW


def test_a_briefing_in_json_is_emptied_too() -> None:
    source = file_text("briefing.json", '{"title": "A", "blocks": [{"kind": "text", "body": "B {x}"}]}')
    made = blanked(source, "2025-05-13", "old", {}).text
    assert made == '{"title": "TK", "blocks": [{"kind": "text", "body": "TK"}]}'


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        (
            "briefing.yaml",
            """\
title: A
drafted:  # by a model
  model: m
  host: h
  words: [title]
approved: {by: Ada, at: 2026-01-02}
status: final
blocks:
  - drafted: true
    kind: text
    body: B
  - {kind: section, heading: C, stories: [{headline: D, drafted: true, body: E}, {drafted: true, headline: F}]}
  - kind: text
    body: |
      G
    drafted: true
""",
            """\
title: TK
status: draft
blocks:
  - kind: text
    body: TK
  - {kind: section, heading: C, stories: [{headline: TK, body: TK}, {headline: TK}]}
  - kind: text
    body: TK
""",
        ),
        (
            "briefing.json",
            '{"title": "A", "drafted": {"model": "m"}, "blocks": [{"drafted": true, "body": "B"}], "approved": {}}',
            '{"title": "TK", "blocks": [{"body": "TK"}]}',
        ),
    ],
)
def test_what_a_model_wrote_and_who_approved_it_was_said_of_the_last_edition(
    name: str, given: str, expected: str
) -> None:
    assert blanked(file_text(name, given), "2025-05-13", "old", {}).text == expected


def test_the_command_makes_an_edition_that_builds_and_that_the_checks_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, HEAD + "blocks: [{kind: text, body: B}]\n", name="2025-04-29-port")
    old = put(tmp_path, OLD, name="2025-05-06-port")
    (old.parent / "data").mkdir()
    (old.parent / "data" / "more.csv").write_text(CSV, encoding="utf-8")
    digest = hashlib.sha256(CSV.encode()).hexdigest()
    text = OLD.replace("  paper:", f"  more: {{title: More, file: data/more.csv, sha256: {digest}}}\n  paper:")
    old.write_text(text, encoding="utf-8")
    (old.parent / "receipts.jsonl").write_text("{}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in old.parent.rglob("*") if path.is_file()}
    assert main(["new", "tides", "--like", "2025-05-06-port"]) == 0
    [made] = (tmp_path / "briefings").glob("*-tides")
    assert sorted(path.name for path in made.rglob("*") if path.is_file()) == ["briefing.yaml", "more.csv", "notes.md"]
    assert (made / "data" / "more.csv").read_text("utf-8") == "id,label,up,words\nships,Ships,TK,TK\n"
    assert {path: path.read_bytes() for path in before} == before
    document = compose(read(made / "briefing.yaml"))
    assert document.status == "draft"
    assert [figure.words for figure in document.key_figures] == ["down TK"] or words(document.title) == "TK"
    capsys.readouterr()
    assert main(["check", made.name]) == 1
    assert "'TK' is a placeholder" in capsys.readouterr().out
    assert main(["new", "tides", "--like", "2025-05-06-port"]) == 2


@pytest.mark.parametrize("code", known())
def test_an_amount_to_come_is_printed_as_such(code: str) -> None:
    speech = language(code)
    amount = parse_amount("TK", speech)
    assert "TK" in write_alone(amount, "down", speech)
    assert "TK" in write_alone(parse_amount("TK", speech, "%"), "is", speech)
    assert not amount.is_zero
