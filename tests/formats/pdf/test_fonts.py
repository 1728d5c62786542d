from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.errors import FormatError, Place
from brief.formats.pdf import fonts
from brief.prose import plain
from documents import build_every_kind
from pages import edition, text

if TYPE_CHECKING:
    from pathlib import Path

    from brief.formats.base import Press


def test_a_unicode_range_is_read_as_css_has_it() -> None:
    assert fonts.code_points("U+0041-0043,\n  U+20AC") == {0x41, 0x42, 0x43, 0x20AC}


def test_every_word_of_a_document_is_looked_at_but_those_that_are_not_printed() -> None:
    words = " ".join(passage.words for passage in fonts.passages(build_every_kind()))
    for printed in ("Reeds Towage", "PAN PAN", "Counted at noon.", "Bollard pull", "Sponsored", "Harbour notice 12/25"):
        assert printed in words
    assert "log?ship=corvina_2" not in words
    assert "*|FNAME|*" not in words


def test_the_story_of_the_tests_can_be_set(press: Press) -> None:
    assert list(fonts.missing(fonts.passages(build_every_kind()), press.theme)) == []


def test_a_missing_character_is_told_once_with_its_place_and_name(press: Press) -> None:
    place = Place("briefing.yaml", 12, 5)
    block = replace(text("what", 10), heading=plain("Seoul 서 서"), place=place)
    [problem] = fonts.missing(fonts.passages(edition(block)), press.theme)
    assert problem.message == "Seoul 서 서: the page's fonts have no '서' (U+C11C, HANGUL SYLLABLE SEO)"
    assert problem.place == place
    assert "'default'" in problem.hint


def test_a_face_without_a_range_draws_what_its_file_holds(press: Press) -> None:
    whole = replace(press.theme, faces=tuple(replace(face, unicode_range="") for face in press.theme.faces))
    assert list(fonts.missing(fonts.passages(build_every_kind()), whole)) == []
    foreign = fonts.Passage("title", None, "서")
    assert len(list(fonts.missing([foreign], whole))) == 1


def test_a_file_that_is_no_font_is_named(press: Press, tmp_path: Path) -> None:
    file = tmp_path / "extra.ttf"
    file.write_text("no font")
    face = replace(press.theme.faces[0], file=file, unicode_range="")
    with pytest.raises(FormatError, match=r"extra\.ttf is no font that can be read"):
        list(fonts.missing([fonts.Passage("title", None, "a")], replace(press.theme, faces=(face,))))


def test_spaces_and_invisible_signs_need_no_face(press: Press) -> None:
    block = replace(text("what", 10), heading=plain("a\N{ZERO WIDTH JOINER}b\N{NARROW NO-BREAK SPACE}c\N{SOFT HYPHEN}"))
    assert list(fonts.missing(fonts.passages(edition(block)), press.theme)) == []


def test_each_face_becomes_one_rule(press: Press) -> None:
    rules = fonts.stylesheet(press.theme.faces, lambda name: f"brief:/{name}").splitlines()
    assert len(rules) == len(press.theme.faces)
    assert "font-family: 'Brief Serif'; font-weight: 400; font-style: normal;" in rules[0]
