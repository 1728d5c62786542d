"""What a mark of direction opens ends with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.bidi import ended, ends_owed
from brief.prose import Strong, Text, parse_line, parse_plain, parse_prose, words
from hostile import as_plain, as_prose
from making import make, written
from wording import NAUGHTY

if TYPE_CHECKING:
    from pathlib import Path

RLO, LRE, RLE, PDF = "\u202e", "\u202a", "\u202b", "\u202c"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

MARKS = RLO + LRE + RLE + PDF + LRI + RLI + FSI + PDI


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("plain", ""),
        (f"{RLO}turned", PDF),
        (f"{RLO}turned{PDF} and back", ""),
        (f"{FSI}apart", PDI),
        (f"{FSI}apart{PDI}", ""),
        (f"{LRI}a{RLE}b", PDF + PDI),
        (f"{LRI}a{RLE}b{PDI}", ""),
        (f"{RLE}a{LRI}b{PDF}c", PDI + PDF),
        (f"a{PDF}b{PDI}", ""),
        (f"{LRE}{LRE}{PDF}", PDF),
    ],
)
def test_every_opening_has_its_end(text: str, owed: str) -> None:
    assert ends_owed(text) == owed


@given(st.text(alphabet=MARKS + "ab \u05d0"))
def test_what_was_ended_owes_nothing(text: str) -> None:
    assert ended(text).startswith(text)
    assert ends_owed(ended(text)) == ""


def test_markup_is_read_before_the_ends_are_set() -> None:
    line = parse_line(f"*a {RLO}b.*")
    assert words(line) == f"a {RLO}b.{PDF}"
    assert line.nodes[-1] == Text(PDF)


def test_each_paragraph_and_each_plain_line_ends_its_own() -> None:
    first, second = parse_prose(f"one {RLO}two\n\n**three {FSI}four** five")
    assert words(first) == f"one {RLO}two{PDF}"
    assert words(second) == f"three {FSI}four five{PDI}"
    assert isinstance(second.nodes[0], Strong)
    assert words(parse_plain(f"a title {RLI}")) == f"a title {RLI}{PDI}"


@pytest.mark.parametrize("text", [text for text in NAUGHTY if ends_owed(text)])
def test_a_string_that_leaves_one_open_is_read_as_if_it_were_ended(text: str) -> None:
    assert words(parse_plain(text)) == words(parse_plain(ended(text)))
    raw, closed = (make(edition(each), ("markdown",))["markdown"].text for each in (text, ended(text)))
    assert raw == closed


def edition(text: str) -> Path:
    blocks = [{"kind": "note", "label": text, "body": as_prose(text)}, {"kind": "facts", "items": {text: "a"}}]
    return written({"title": as_plain(text), "blocks": blocks}, "bidi", escaped=True)
