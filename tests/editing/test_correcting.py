from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.composing import compose
from brief.editing import opened, put
from brief.editing.correcting import Notice, correct_figure, correct_words, withdraw
from brief.errors import BriefError, InputError
from brief.prose import words
from brief.reading import read
from editions import HEAD
from editions import put as written

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = Notice("corrected", "2025-05-07", "A digit was misread.")
BLOCKS = """\
key_figures: [boxes]   # one is enough
blocks:
  - kind: text
    heading: Boxes
    body: |
      Boxes were {boxes.signed} in the
      spring; the spring was dry.
"""
ROWS = "id,label,up,down,words\ncranes,Cranes,2 %,,by 2\ntugs,Tugs,,4 %,\n"

THRICE = "'spring' stands 3 times\n    give more of the words around one:\n    {0}:2:14\n    {0}:18:7\n    {0}:18:19"


def edition(folder: Path, extra: str = "") -> Path:
    path = written(folder, HEAD + extra + BLOCKS)
    (path.parent / "data").mkdir(exist_ok=True)
    (path.parent / "data" / "m.csv").write_text(ROWS, encoding="utf-8")
    return path


def figure(path: Path, name: str, amount: str, origin: str = "", wording: str = "") -> None:
    correct_figure(read(path), opened(path), name, amount, origin, wording, NOTICE).save()


def notices(path: Path) -> list[str]:
    return [f"{notice.label}: {words(notice.words)}" for notice in compose(read(path)).corrections]


def test_a_figure_is_corrected_where_it_stands_and_its_entry_tells_of_it(tmp_path: Path) -> None:
    path = edition(tmp_path)
    before = path.read_text(encoding="utf-8")
    figure(path, "boxes", "over 7 %", "notes:3", "over 7 per cent")
    entry = "  - class: corrected\n    when: 2025-05-07\n    what: boxes\n    old: over 8 %\n    new: over 7 %\n"
    expected = before.replace("down: over 8 %, from: notes:2", "down: over 7 %, from: notes:3")
    expected = expected.replace("words: over 8 per cent", "words: over 7 per cent")
    why = "    why: A digit was misread.\n"
    assert path.read_text(encoding="utf-8") == f"{expected}corrections:\n{entry}{why}"
    assert notices(path) == ["Corrected: Containers: over 7%, not over 8%. Reason: A digit was misread."]


def test_a_fall_that_was_a_rise_turns(tmp_path: Path) -> None:
    path = edition(tmp_path)
    figure(path, "boxes", "up 2 %")
    assert "{label: Containers, up: 2 %, from" in path.read_text(encoding="utf-8")
    assert notices(path) == ["Corrected: Containers: up 2%, not down over 8%. Reason: A digit was misread."]


def test_a_second_correction_stands_below_the_first(tmp_path: Path) -> None:
    path = edition(tmp_path)
    figure(path, "boxes", "7 %")
    figure(path, "boxes", "6 %")
    assert [notice.split(". ")[0] for notice in notices(path)] == [
        "Corrected: Containers: 7%, not over 8%",
        "Corrected: Containers: 6%, not 7%",
    ]


def test_a_figure_of_a_table_is_corrected_in_its_row(tmp_path: Path) -> None:
    path = edition(tmp_path, "data: [data/m.csv]\n")
    figure(path, "tugs", "5 %", wording="by 5")
    assert (path.parent / "data" / "m.csv").read_text(encoding="utf-8") == ROWS.replace("4 %,", "5 %,by 5")
    figure(path, "cranes", "down 1 %")
    assert "cranes,Cranes,,1 %,by 2\n" in (path.parent / "data" / "m.csv").read_text(encoding="utf-8")
    assert [notice.split(". ")[0] for notice in notices(path)] == [
        "Corrected: Tugs: 5%, not 4%",
        "Corrected: Cranes: down 1%, not up 2%",
    ]


def test_words_are_corrected_across_their_line_end(tmp_path: Path) -> None:
    path = edition(tmp_path)
    before = path.read_text(encoding="utf-8")
    correct_words(read(path), opened(path), "in the spring", "in winter", NOTICE).save()
    assert path.read_text(encoding="utf-8").startswith(before.replace("in the\n      spring", "in winter"))
    assert notices(path) == ["Corrected: Boxes: in winter, not in the spring. Reason: A digit was misread."]


def test_a_withdrawn_edition_is_its_notice(tmp_path: Path) -> None:
    path = edition(tmp_path)
    withdraw(read(path), opened(path), Notice("withdrawn", "2025-05-07", "The count was wrong.")).save()
    assert "\nstatus: withdrawn\n" in path.read_text(encoding="utf-8")
    assert compose(read(path)).blocks == ()
    assert notices(path) == [
        "Withdrawn: The port moved fewer boxes, and tolls will rise. Reason: The count was wrong.",
    ]
    with pytest.raises(BriefError, match="nothing would change: it is withdrawn already"):
        withdraw(read(path), opened(path), NOTICE)


@pytest.mark.parametrize(
    ("name", "amount", "origin", "wording", "said"),
    [
        ("boxs", "7 %", "", "", "no figure is called 'boxs'\n    did you mean 'boxes'?"),
        ("zzz", "7 %", "", "", "no figure is called 'zzz'\n    figures: boxes, tolls, hulls, cranes, tugs"),
        ("boxes", "seven-ish", "", "", "'seven-ish': "),
        ("boxes", "7", "", "", "'7' is without a unit, and boxes is in %\n    write it in that unit"),
        ("boxes", "7 boats", "", "", "'7 boats' is in boats, and boxes is in %\n    write it in that unit"),
        ("boxes", "-7 %", "", "", "'-7 %': a minus sign before an amount\n    down: 7 %; a level below zero takes"),
        (
            "boxes",
            "over 8 per cent",
            "notes:2",
            "over 8 per cent",
            "nothing would change: boxes is over 8 per cent already\n    give the amount that it should be",
        ),
        ("tugs", "5 %", "notes:2", "", "tugs stands in data/m.csv, and a row of a table is its own source\n"),
        ("boxes", "7 %", "notes:99", "", "sources/notes.md has 4 lines; line 99 does not exist"),
        ("boxes", "7 %", "paper:x", "", "'paper:x' names no source and line"),
        ("boxes", "7 %", "nots:2", "", "no source is called 'nots'\n    did you mean 'notes'?"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_is_written(  # noqa: PLR0913, PLR0917
    tmp_path: Path, name: str, amount: str, origin: str, wording: str, said: str
) -> None:
    path = edition(tmp_path, "data: [data/m.csv]\n")
    before = path.read_bytes()
    with pytest.raises(BriefError) as raised:
        figure(path, name, amount, origin, wording)
    assert said in str(raised.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("the sea", "a", "'the sea' stands nowhere in {0}\n    give the words as the file has them"),
        (
            "spring",
            "winter",
            THRICE,
        ),
        ("dry", "dry", "nothing would change: --old and --new are the same\n    give the words it should say"),
        (" ", "a", "--old holds no words\n    give the words that are wrong"),
    ],
)
def test_words_that_are_not_found_once_are_said_with_their_places(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = edition(tmp_path)
    with pytest.raises(BriefError) as raised:
        correct_words(read(path), opened(path), old, new, NOTICE)
    assert str(raised.value) == said.format(path)


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = edition(tmp_path)
    corrected = correct_figure(read(path), opened(path), "boxes", "7 %", "", "", NOTICE)
    other = put(opened(path).source, ("dek",), "Somebody else's.").text
    path.write_text(other, encoding="utf-8")
    with pytest.raises(InputError, match="this file changed meanwhile"):
        corrected.save()
    assert path.read_text(encoding="utf-8") == other
