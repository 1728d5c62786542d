from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from brief.errors import Place, Problem
from brief.reading.beside import MOST_BYTES, Beside

if TYPE_CHECKING:
    from pathlib import Path

HERE = Place("briefing.yaml", 3, 4)


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    return Beside(tmp_path, tmp_path, [], {})


def test_a_file_is_read_once_and_its_problem_told_once(beside: Beside) -> None:
    (beside.folder / "log.md").write_bytes(b"caf\xe9\n")
    assert beside.lines("log.md", HERE) == ("caf\N{REPLACEMENT CHARACTER}",)
    (beside.folder / "log.md").unlink()
    assert beside.lines("log.md", HERE) is not None
    assert len(beside.problems) == 1
    assert beside.picture("none.png", HERE) is None
    assert beside.picture("none.png", HERE) is None
    assert len(beside.problems) == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a" * 300, f"{'a' * 300!r} cannot be read: File name too long"),
        ("circle", "'circle' cannot be read: its links lead in a circle"),
        ("pipe", "there is no file 'pipe'"),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_the_line_that_names_it(beside: Beside, name: str, message: str) -> None:
    (beside.folder / "circle").symlink_to(beside.folder / "circle")
    os.mkfifo(beside.folder / "pipe")
    assert beside.table(name, HERE) is None
    assert [(problem.message, problem.place) for problem in beside.problems] == [(message, HERE)]
    assert beside.hashes == {}


def test_a_file_of_over_ten_megabytes_is_not_read(beside: Beside) -> None:
    with (beside.folder / "long.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert beside.picture("long.png", HERE) is None
    hint = "a picture is saved at twice the size it is shown, a source as the part that is cited"
    assert beside.problems == [Problem("'long.png' has 10.0 MB; at most 10 MB are read", HERE, hint)]
