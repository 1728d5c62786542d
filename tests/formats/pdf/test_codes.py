from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdf
import pytest

from brief.prose import Prose, plain
from pages import edition, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.artifact import Artifact

pytestmark = pytest.mark.needs("pango")

JOINER = "\N{COMBINING GRAPHEME JOINER}"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["a", "b"], ["a", "b"]),
        (["ﬃ"], ["ﬃ"]),
        (["ffi"], ["ffi"]),
        # A letter and its sign, the words of both with the last where it runs from left to right.
        (["x", "", "e\u0301"], ["x", "e", "\u0301"]),
        # From right to left signs are drawn before their letter, which has the words of both with the first.
        (["د\u0651", "", "ا"], ["\u0651", "د", "ا"]),
        (["لا\u064e", ""], ["\u064e", "لا"]),
        # More glyphs than characters: dots that are glyphs of their own.
        (["ب", "", "ت", ""], [JOINER, "ب", JOINER, "ت"]),
        (["", "é"], ["é", JOINER]),
        ([], []),
    ],
)
def test_the_glyphs_of_a_cluster_share_its_characters(given: list[str], found: list[str]) -> None:
    from brief.formats.pdf.codes import shared

    assert shared(given) == found


def test_a_glyph_has_a_code_for_each_of_its_words_and_its_own_number_for_the_first() -> None:
    from brief.formats.pdf.codes import Codes

    codes = Codes(10)
    assert [codes.code(3, "a"), codes.code(3, "b"), codes.code(3, "a"), codes.code(4, "c")] == [3, 10, 3, 4]
    assert not codes.plain
    assert codes.map()[20:22] == b"\0\3"
    assert codes.words == {3: "a", 10: "b", 4: "c"}


def test_a_font_whose_numbers_are_all_taken_lends_those_of_glyphs_that_are_not_drawn() -> None:
    from brief.formats.pdf.codes import Codes

    codes = Codes(0x10000)
    assert [codes.code(1, "a"), codes.code(1, "b"), codes.code(0, "c")] == [1, 0, 2]


@pytest.mark.parametrize(
    "words",
    [
        "أغلقت البلدية الجسر القديم أمام السيارات، الأحد الحافلات",
        "والعبّارة يُغلق بحدّاد شيئًا",
        "تحت في بيت ثقيل، ومن جهة أخرى لا يصل إلا الأول",
    ],
)
def test_arabic_is_read_letter_by_letter_as_it_was_written(printed: Callable[..., Artifact], words: str) -> None:
    block = replace(text("a", 5), prose=Prose((plain(words),)))
    [page] = pypdf.PdfReader(io.BytesIO(printed(edition(block)).data)).pages
    assert words in page.extract_text().replace("\n", " ")
