from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.errors import Place
from brief.reading.text import decode, file_text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor_whatever_their_ends(end: str) -> None:
    text = file_text("f", end.join(["one", "", "three", ""]))
    assert text.lines() == ("one", "", "three")
    assert text.place(text.text.index("three") + 2) == Place("f", 3, 3)


def test_a_last_line_without_an_end_counts() -> None:
    assert file_text("f", "one\ntwo").lines() == ("one", "two")
    assert file_text("f", "").lines() == ()


@given(st.text())
def test_every_offset_has_the_line_and_column_at_which_it_stands(characters: str) -> None:
    text = file_text("f", characters)
    for offset in range(len(characters)):
        mark = text.mark(offset)
        assert text.starts[mark.line - 1] + mark.column - 1 == offset


def test_a_byte_order_mark_is_no_character() -> None:
    text, problems = decode("f", "\ufefftitle: x\n".encode())
    assert (text.text, problems) == ("title: x\n", ())


def test_the_first_wrong_byte_is_told_with_its_line_and_what_it_was_meant_to_be() -> None:
    _, (problem,) = decode("f", "\ufeffone\ncaf".encode() + b"\xe9\n")
    assert str(problem).splitlines() == [
        "f:2:4: this file is not UTF-8: byte 10 is 0xE9",
        "    in Windows-1252 it would be é; save the file as UTF-8",
    ]


def test_a_wrong_byte_that_no_encoding_explains_has_no_guess() -> None:
    _, (problem,) = decode("f", b"\x81")
    assert problem.hint == "save the file as UTF-8"


def test_control_characters_are_told_and_become_blanks() -> None:
    text, problems = decode("f", b"a\x00b\n\xef\xbb\xbf\x7f\tc")
    assert text.text == "a b\n  \tc"
    assert [str(problem.place) for problem in problems] == ["f:1:2", "f:2:1", "f:2:2"]


def test_thousands_of_control_characters_are_not_all_told() -> None:
    _, problems = decode("f", b"\x00" * 5000)
    assert len(problems) == 20
