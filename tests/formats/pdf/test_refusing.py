from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.document import Block, Table, Text
from brief.errors import FormatError
from brief.formats.base import package_templates
from brief.formats.pdf.refusing import refused
from brief.prose import Prose, plain
from brief.theme import load
from pages import edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.artifact import Artifact

THEME = load("default", (package_templates(),))


def saying(words: str) -> Text:
    return Text(id="a", heading=plain("A"), prose=Prose((plain(words),)))


def told(printed: Callable[..., Artifact], *blocks: Block) -> str:
    with pytest.raises(FormatError) as caught:
        printed(edition(*blocks))
    return str(caught.value)


def test_a_table_of_more_columns_than_can_be_read_is_refused(printed: Callable[..., Artifact]) -> None:
    columns = tuple(plain(str(number)) for number in range(25))
    assert told(printed, Table(id="wide", columns=columns, rows=(columns,), numeric=(False,) * 25)) == (
        "a table of 25 columns is too wide for the page, which holds 24\n"
        "    show fewer, or keep it from the page: only: [email, markdown]"
    )


def test_a_table_of_more_rows_than_any_page_holds_is_refused(printed: Callable[..., Artifact]) -> None:
    rows = ((plain("1"),),) * 2_001
    assert told(printed, Table(id="long", columns=(plain("a"),), rows=rows, numeric=(True,))) == (
        "a table of 2,001 rows is too long for any page; 2,000 are the most\n"
        "    show fewer, or keep it from the page: only: [email, markdown]"
    )


def test_a_word_that_would_take_for_ever_to_break_is_refused_with_its_place(printed: Callable[..., Artifact]) -> None:
    assert told(printed, saying("It fell " + "x" * 200_000 + " today.")) == (
        "A: a word of 200,000 characters is too long for the page, which breaks words of 2,000: "
        "'xxxxxxxxxxxxxxxxxxxx'…\n"
        "    break it up with spaces, or keep it from the page: only: [email, markdown]"
    )


@pytest.mark.parametrize("words", ["x" * 2_000, "x " * 2_001, "他们说" * 900, "ข่าว" * 700])
def test_what_can_be_broken_is_long_enough(words: str) -> None:
    assert not [problem for problem in refused(edition(saying(words)), THEME) if "word of" in problem.message]
