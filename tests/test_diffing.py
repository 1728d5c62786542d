from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from brief.cli import main
from brief.composing import compose
from brief.diffing import FigureChange, StoryChange, difference
from brief.document import Rows
from brief.errors import InputError
from brief.prose import words
from brief.reading import read
from editions import HEAD, material, put

if TYPE_CHECKING:
    from pathlib import Path

    from brief.diffing import Difference

BODY = """\
blocks:
  - kind: section
    heading: The port
    stories:
      - {headline: Boxes fell in the spring, body: 'They fell {boxes} [@notes:2].'}
      - {headline: Tolls will rise, body: 'They are to rise {tolls} [@notes:3].'}
      - {headline: The harbour master was ready, body: 'He said so on 4 May [@notes:4].'}
"""
OLD = HEAD + BODY


def compared(folder: Path, *changes: tuple[str, str]) -> Difference:
    text = OLD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return difference(material(folder / "old", OLD), material(folder / "new", text))


def test_an_edition_is_as_itself(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert (found.figures, found.stories, found.corrections, found.same) == ((), (), (), 3)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            "up: 3.1 %, said: expected",
            "up: 3.4 %, said: expected",
            ("moved", "+3.1%, expected", "+3.4%, expected", "0.3 percentage points higher", "0.3", "percentage points"),
        ),
        (
            "up: 3.1 %, said: expected",
            "down: 1 %",
            ("moved", "+3.1%, expected", "\u22121%", "4.1 percentage points lower", "-4.1", "percentage points"),
        ),
        (
            "up: 3.1 %, said: expected",
            "up: 3.1 %",
            ("restated", "+3.1%, expected", "+3.1%", "", "", ""),
        ),
        (
            "up: 3.1 %, said: expected",
            "up: 3.10 %, said: expected",
            ("restated", "+3.1%, expected", "+3.10%, expected", "", "", ""),
        ),
        (
            "up: 3.1 %, said: expected",
            "up: over 3.1 %, said: expected",
            ("moved", "+3.1%, expected", "up over 3.1%, expected", "", "", ""),
        ),
        (
            "up: 3.1 %, said: expected",
            "is: 5 ships, said: expected",
            ("moved", "+3.1%, expected", "5 ships, expected", "", "", ""),
        ),
    ],
)
def test_a_figure_moved_by_what_can_be_subtracted(old: str, new: str, change: tuple[str, ...], tmp_path: Path) -> None:
    kind, before, after, by, delta, unit = change
    expected = FigureChange("tolls", "Tolls", kind, before, after, by, delta, unit)  # type: ignore[arg-type]
    assert compared(tmp_path, (old, new)).figures == (expected,)


def test_a_level_s_move_is_a_share_of_it_too(tmp_path: Path) -> None:
    hulls = "is: 1.5-70 thousand, unit: tonnes"
    before, after = (
        material(tmp_path / name, OLD.replace(hulls, f"is: {size}, unit: tonnes"))
        for name, size in (("old", "2 thousand"), ("new", "1.5 thousand"))
    )
    [change] = difference(before, after).figures
    assert (change.by, change.delta, change.unit) == ("0.5 thousand tonnes lower (-25.0 %)", "-500", "tonnes")


def test_figures_come_and_go(tmp_path: Path) -> None:
    found = compared(tmp_path, ("  hulls: {label: Ships,", "  ships: {label: Ships,"))
    assert [(change.id, change.change) for change in found.figures] == [("ships", "new"), ("hulls", "gone")]
    assert found.same == 2


def test_stories_are_known_by_their_headlines(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        ("Boxes fell in the spring", "Boxes fell again in the spring"),
        ("headline: Tolls will rise", "headline: A pilot retires"),
        ("He said so on 4 May", "He said it on 4 May"),
    )
    assert found.stories == (
        StoryChange("Boxes fell again in the spring", "changed", "Boxes fell in the spring"),
        StoryChange("A pilot retires", "new"),
        StoryChange("The harbour master was ready", "changed"),
        StoryChange("Tolls will rise", "gone"),
    )


def test_a_story_whose_figure_was_corrected_is_corrected(tmp_path: Path) -> None:
    entry = "corrections: [{class: corrected, when: 2025-05-07, what: boxes, old: over 7 %, new: over 8 %}]\n"
    found = compared(tmp_path, ("blocks:\n", f"{entry}blocks:\n"))
    assert found.stories == (StoryChange("Boxes fell in the spring", "corrected"),)
    assert found.corrections == ("corrected: boxes: over 7 % → over 8 %",)


def test_the_command_says_it_in_a_table_and_in_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, OLD, name="2025-05-06-port")
    put(tmp_path, OLD.replace("up: 3.1 %", "up: 3.4 %").replace("A pilot", "B"), name="2025-05-13-port")
    assert main(["diff", "2025-05-06-port", "2025-05-13-port"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Figures",
        "  tolls  Tolls  +3.1%, expected  →  +3.4%, expected  0.3 percentage points higher",
        "2 figures as before",
    ]
    assert main(["diff", "2025-05-06-port", "2025-05-13-port", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["old"], said["new"], said["same"]) == ("2025-05-06-port", "2025-05-13-port", 2)
    assert said["figures"][0]["delta"] == "0.3"
    assert main(["diff", "2025-05-06-port"]) == 2


SINCE = """\
blocks:
  - {kind: since, edition: 2025-05-06-port}
  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} [@notes:2].'}
"""


def test_a_block_tells_what_moved_since_an_earlier_edition(tmp_path: Path) -> None:
    put(tmp_path, OLD, name="2025-05-06-port")
    later = put(tmp_path, HEAD.replace("up: 3.1 %", "up: 3.4 %") + SINCE, name="2025-05-13-port")
    material = read(later)
    [block, _] = compose(material).blocks
    assert isinstance(block, Rows)
    assert words(block.heading) == "Since the last edition"
    assert [(row.term, words(row.words)) for row in block.rows] == [
        ("Tolls", "+3.4%, expected (before: +3.1%, expected)")
    ]
    assert "../2025-05-06-port/briefing.yaml" in material.inputs
    assert "../desk.yaml" in material.inputs


def test_where_nothing_moved_there_is_no_such_block(tmp_path: Path) -> None:
    put(tmp_path, OLD, name="2025-05-06-port")
    later = put(tmp_path, HEAD + SINCE, name="2025-05-13-port")
    assert [block.kind for block in compose(read(later)).blocks] == ["text"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2025-05-06-prot", "did you mean 2025-05-06-port?"),
        ("../2025-05-06-port", "did you mean 2025-05-06-port?"),
        ("2025-05-13-port", "name the folder of an edition that stands beside this one"),
        ("nothing", "name the folder of an edition that stands beside this one"),
    ],
)
def test_an_edition_that_is_not_beside_this_one_is_told_with_its_place(name: str, hint: str, tmp_path: Path) -> None:
    put(tmp_path, OLD, name="2025-05-06-port")
    later = put(tmp_path, HEAD + SINCE.replace("2025-05-06-port", name), name="2025-05-13-port")
    with pytest.raises(InputError) as caught:
        read(later)
    [problem] = caught.value.problems
    assert problem.message == f"there is no edition {name!r} beside this one"
    assert problem.place
    assert (problem.place.line, problem.place.column) == (13, 28)
    assert problem.hint == hint


def test_an_earlier_edition_that_does_not_read_is_told_at_its_own_place(tmp_path: Path) -> None:
    put(tmp_path, "titel: T\n", name="2025-05-06-port")
    later = put(tmp_path, HEAD + SINCE, name="2025-05-13-port")
    with pytest.raises(InputError) as caught:
        read(later)
    assert {str(problem.place).split("/")[-2] for problem in caught.value.problems} == {"2025-05-06-port"}
