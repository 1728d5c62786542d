from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.formats.digest.pieces import Paragraph
from brief.formats.digest.plain import PlainSpelling, joined
from brief.formats.digest.splitting import TooLongError, split
from brief.formats.parts import Grid, Heading, Item
from brief.prose import Line, Link, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.formats.digest.pieces import Piece

ROOM = 60
TITLE = Heading(plain("The tide"), 1)


def said(pieces: Sequence[Piece]) -> str:
    return joined(pieces, PlainSpelling(), lambda *_: "\n")


def messages(*pieces: Piece) -> list[str]:
    return [said(some) for some in split(pieces, lambda some: len(said(some)) <= ROOM)]


def test_a_paragraph_that_fits_into_no_message_begins_where_there_is_room_for_a_sentence() -> None:
    lead = Paragraph(plain("A word."))
    long = Paragraph(plain("One ship came in, and then another. Two ships went out again before noon."))
    assert messages(TITLE, lead, long) == [
        "The tide\nA word.\nOne ship came in, and then another.",
        "Two ships went out again before noon.",
    ]


def test_a_paragraph_that_fits_into_a_message_of_its_own_is_not_broken() -> None:
    short = Paragraph(plain("One ship came in. Two ships went out again before noon."))
    assert messages(TITLE, Paragraph(plain("A word of it.")), short) == ["The tide\nA word of it.", said([short])]


def test_a_paragraph_without_a_sentence_that_would_fit_begins_a_message() -> None:
    lead, long = Paragraph(plain("A word of it.")), Paragraph(plain("ships " * 15))
    assert messages(TITLE, lead, long)[0] == "The tide\nA word of it."


def test_a_table_begins_where_there_is_room_for_a_row() -> None:
    rows = tuple((plain(f"Hour {at}"), plain("7 ships")) for at in range(9))
    first, *rest = messages(TITLE, Item(plain("A.")), Grid((plain("Hour"), plain("Ships")), rows, (False, False)))
    assert first.startswith("The tide\n\N{BULLET} A.\nHour")
    assert "Hour 0" in first
    assert all(part.startswith("Hour    Ships\n") for part in rest)


def test_a_heading_goes_with_what_it_stands_over() -> None:
    lead, heading = Paragraph(plain("x" * 30)), Heading(plain("Ships"), 2)
    assert messages(lead, heading, Paragraph(plain("y" * 30))) == ["x" * 30, f"Ships\n{'y' * 30}"]


def test_what_cannot_be_divided_is_named() -> None:
    link = Paragraph(Line((Link(plain("words " * 20), ("https://example.org",)),)))
    with pytest.raises(TooLongError, match="paragraph"):
        messages(TITLE, link)
