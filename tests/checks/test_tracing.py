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


FIGURES = {
    "en": """\
figures:
  boxes: {label: Containers, down: over 8 %}
  tolls: {label: Tolls, up: 3.1 %}
  wages: {label: Wages, up: 4 %}
  ships: {label: Ships, is: "1,240"}
  novian: {label: Shares in Novian, down: 6.5 %}
  minisoft: {label: Shares in Minisoft, down: 3.5 %}
""",
    "de": """\
figures:
  boxes: {label: Container, down: mehr als 8 %}
  tolls: {label: Gebühren, up: "3,1 %"}
  wages: {label: Löhne, up: 4 %}
  ships: {label: Schiffe, is: "1.240"}
""",
    "fr": """\
figures:
  boxes: {label: Conteneurs, down: plus de 8 %}
  tolls: {label: Droits de quai, up: "3,1 %"}
  wages: {label: Salaires, up: 4 %}
  ships: {label: Navires, is: "1240"}
""",
}


def misplaced(folder: Path, code: str, sentence: str) -> list[tuple[str, str]]:
    """What is said of figures that a sentence of this language turns round, or gives away."""
    block = f'  - {{kind: text, view: desk, body: "{sentence}"}}\n'
    briefing = f"title: The port\ndate: 2025-05-06\nlang: {code}\n{FIGURES[code]}blocks:\n{block}"
    edition = material(folder, briefing)
    found = [one for one in check(edition, compose(edition), {}) if one.code == "S02"]
    return [(one.severity, one.message) for one in found if ", and the sentence" in one.message]


@pytest.mark.parametrize(
    ("code", "sentence", "severity", "message"),
    [
        ("en", "Containers rose {boxes}.", "error", "{boxes} is a fall, and the sentence says it went up"),
        ("en", "Containers rose in the spring, by {boxes}.", "error", "{boxes} is a fall"),
        ("en", "There were {boxes} more containers.", "error", "{boxes} is a fall"),
        ("en", "A {tolls} drop in tolls came first.", "error", "{tolls} is a rise, and the sentence says it went down"),
        ("en", "Tolls fell by **{tolls}**.", "error", "{tolls} is a rise"),
        ("en", "A fall in tolls of {tolls} is good news.", "error", "{tolls} is a rise"),
        ("en", "Wages are {wages} lower.", "error", "{wages} is a rise"),
        ("de", "Die Gebühren sanken im Mai um {tolls}.", "error", "{tolls} is a rise"),
        ("de", "Die Gebühren sind um {tolls} im letzten Jahr gesunken.", "error", "{tolls} is a rise"),
        ("de", "Ein Anstieg der Container von {boxes} half.", "error", "{boxes} is a fall"),
        ("fr", "Les conteneurs ont augmenté de {boxes}.", "error", "{boxes} is a fall"),
        ("fr", "Une baisse des droits de {tolls} est là.", "error", "{tolls} is a rise"),
        ("en", "Wages grew by {tolls}.", "warning", "{tolls} is a figure of Tolls, and the sentence gives it to Wages"),
        ("en", "The port counted {ships} containers.", "warning", "gives it to Containers"),
        ("en", "Shares in Minisoft fell {novian}.", "warning", "gives it to Shares in Minisoft"),
        ("de", "Die Löhne stiegen um {tolls}.", "warning", "gives it to Löhne"),
        ("fr", "Les salaires ont augmenté de {tolls}.", "warning", "gives it to Salaires"),
    ],
)
def test_a_sentence_neither_turns_its_figure_round_nor_gives_it_away(
    tmp_path: Path, code: str, sentence: str, severity: str, message: str
) -> None:
    [(how, said)] = misplaced(tmp_path, code, sentence)
    assert how == severity
    assert message in said


HONEST = (
    ("en", "Containers fell {boxes}."),
    ("en", "Containers, which rose for years, fell {boxes}."),
    ("en", "After a rise last week it fell {boxes}."),
    ("en", "It lost {boxes} of the {tolls} it had gained."),
    ("en", "It fell {boxes} after rising {tolls} the year before."),
    ("en", "The rise of {tolls} ends a fall of {boxes}."),
    ("en", "Rising costs took {boxes} off its trade."),
    ("en", "The growth in tolls cost the port {boxes} of its boxes."),
    ("en", "The port recovered from a loss of {boxes}."),
    ("en", "Growth has turned: {boxes}."),
    ("en", "{boxes} was lost, and the recovery is far off."),
    ("en", "Trade was cut by {boxes} as tolls rose by {tolls}."),
    ("en", "It lost more, {boxes}, than anybody feared."),
    ("en", "It lost {boxes} more than a rise of {tolls} could make good."),
    ("en", "Its trade did not rise: it is down {boxes}."),
    ("en", "Tolls were raised by {tolls}, less than feared."),
    ("en", "Less cargo came; tolls are {tolls} higher."),
    ("en", "Fewer, larger ships came, {ships} in all."),
    ("en", "The count fell to {ships}."),
    ("en", "It was {ships}, up from a year before."),
    ("en", "Change: {boxes.signed}, after gains."),
    ("en", "Tolls rose {tolls} and wages {wages}."),
    ("en", "Tolls and wages rose, by {tolls} and {wages}."),
    ("en", "Tolls rose {tolls}, wages {wages}; containers fell {boxes}."),
    ("en", "Wages grew faster than tolls: {wages}."),
    ("en", "Pay rose {wages}, tolls only {tolls}."),
    ("en", "Unlike tolls it rose {wages}."),
    ("en", "The chip maker lost {novian}, Minisoft {minisoft}."),
    ("en", "Novian lost {novian}; at Minisoft it was {minisoft}."),
    ("en", "What sailors earn grew {wages} compared with tolls."),
    ("en", "Over {ships} calls, boxes were {boxes} fewer."),
    ("de", "Nach einem Anstieg im Vorjahr sank die Zahl um {boxes}."),
    ("de", "Die Container gingen um {boxes} zurück, die Gebühren stiegen um {tolls}."),
    ("de", "Um {tolls} sind die Gebühren im letzten Jahr gestiegen."),
    ("de", "Die Stadt gibt um {wages} mehr für Löhne aus."),
    ("de", "Höhere Gebühren kosteten den Hafen {boxes}."),
    ("de", "Anders als die Löhne stiegen sie um {tolls}."),
    ("de", "Der Rückgang betrug {boxes}, trotz mehr Schiffen."),
    ("de", "Die Zahl fiel auf {ships}."),
    ("de", "Löhne und Gebühren stiegen, um {wages} und {tolls}."),
    ("de", "Es kamen {boxes} weniger Container als im Jahr zuvor."),
    ("de", "Der Hafen verlor mit {boxes} mehr als erwartet."),
    ("fr", "Après une hausse l'an dernier, le trafic a reculé de {boxes}."),
    ("fr", "La hausse des droits a coûté {boxes} au port."),
    ("fr", "Les droits montent de {tolls}, les salaires de {wages}."),
    ("fr", "Le trafic est tombé à {ships} navires."),
    ("fr", "Le trafic a perdu {boxes}, plus que prévu."),
    ("fr", "Contrairement aux salaires, ils ont pris {tolls}."),
    ("fr", "Une hausse de {tolls} suit une baisse de {boxes}."),
    ("fr", "Le port a cédé {boxes} en un an, malgré une hausse en mai."),
)


@pytest.mark.parametrize(("code", "sentence"), HONEST)
def test_a_sentence_that_sets_its_figures_right_is_no_finding(tmp_path: Path, code: str, sentence: str) -> None:
    assert misplaced(tmp_path, code, sentence) == []
