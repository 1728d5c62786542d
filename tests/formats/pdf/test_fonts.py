from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.document import Section
from brief.errors import FormatError, Place
from brief.formats.pdf import fonts
from brief.prose import plain, words
from documents import build_every_kind
from pages import edition, text

if TYPE_CHECKING:
    from pathlib import Path

    from brief.formats.base import Press


def test_a_unicode_range_is_read_as_css_has_it() -> None:
    assert fonts.code_points("U+0041-0043,\n  U+20AC") == {0x41, 0x42, 0x43, 0x20AC}


def test_every_word_of_a_document_is_looked_at_but_those_that_are_not_printed() -> None:
    seen = " ".join(passage.words for passage in fonts.passages(build_every_kind()))
    for printed in ("Reeds Towage", "PAN PAN", "Counted at noon.", "Bollard pull", "Sponsored", "Harbour notice 12/25"):
        assert printed in seen
    assert "log?ship=corvina_2" not in seen
    assert "*|FNAME|*" not in seen


def test_the_story_of_the_tests_can_be_set(press: Press) -> None:
    assert list(fonts.missing(fonts.passages(build_every_kind()), press.theme)) == []


def test_a_missing_character_is_told_once_with_its_place_and_name(press: Press) -> None:
    place = Place("briefing.yaml", 12, 5)
    block = replace(text("what", 10), heading=plain("Seoul 서 서"), place=place)
    [problem] = fonts.missing(fonts.passages(edition(block)), press.theme)
    assert problem.message == "Seoul 서 서: the page's fonts have no '서' (U+C11C, HANGUL SYLLABLE SEO)"
    assert problem.place == place
    assert "'default'" in problem.hint


def test_many_missing_characters_of_a_place_are_one_problem_that_names_the_first(press: Press) -> None:
    signs = [chr(code) for code in range(0x4E00, 0x4E1A)]
    named = ", ".join(f"{sign!r} (U+{ord(sign):04X}, CJK UNIFIED IDEOGRAPH-{ord(sign):04X})" for sign in signs[:3])
    made = replace(edition(text("what", 10), text("then", 10)), title=plain("".join([*signs, *reversed(signs)])))
    place = Place("briefing.yaml", 1, 8)
    [problem] = fonts.missing(fonts.passages(replace(made, places={"title": place})), press.theme)
    assert problem.message == f"title: the page's fonts have no {named} and 23 more"
    assert problem.place == place


def test_a_story_is_told_at_its_own_place(press: Press) -> None:
    made = next(block for block in build_every_kind().blocks if isinstance(block, Section))
    place = Place("briefing.yaml", 30, 9)
    story = replace(made.stories[-1], heading=plain("서"), place=place)
    section = replace(made, stories=(*made.stories[:-1], story))
    assert [problem.place for problem in fonts.missing(fonts.passages(edition(section)), press.theme)] == [place]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("\u212b and \ufb06, 20 \u2103, Louis \u2163", "\u00c5 and st, 20 \u00b0C, Louis IV"), ("（１）：", "(1):")],
)
def test_signs_without_a_face_are_printed_as_others_that_mean_the_same(press: Press, typed: str, printed: str) -> None:
    block = replace(text("what", 10), heading=plain(typed))
    [made] = fonts.substituted(edition(block), press.theme).blocks
    assert made == replace(block, heading=plain(printed))


def test_signs_that_a_face_draws_stay_and_none_is_put_for_a_raised_number(press: Press) -> None:
    whole = edition(replace(text("what", 10), heading=plain("a\u2011b \u2212 c\u2014\u00bd \ufb01 10\u2079")))
    assert fonts.substituted(whole, press.theme) is whole
    without = tuple(replace(face, unicode_range="U+20-7E") for face in press.theme.faces)
    plainer = replace(press.theme, faces=without)
    [made] = fonts.substituted(whole, plainer).blocks
    assert words(made.heading) == "a-b \u2212 c\u2014\u00bd fi 10\u2079"
    dashes = replace(press.theme, faces=tuple(replace(face, unicode_range="U+20-7E, U+2013") for face in without))
    [made] = fonts.substituted(whole, dashes).blocks
    assert words(made.heading) == "a-b \u2013 c\u2014\u00bd fi 10\u2079"


def test_a_face_without_a_range_draws_what_its_file_holds(press: Press) -> None:
    whole = replace(press.theme, faces=tuple(replace(face, unicode_range="") for face in press.theme.faces))
    assert list(fonts.missing(fonts.passages(build_every_kind()), whole)) == []
    foreign = fonts.Passage("title", None, ("서",))
    assert len(list(fonts.missing([foreign], whole))) == 1


def test_a_file_that_is_no_font_is_named(press: Press, tmp_path: Path) -> None:
    file = tmp_path / "extra.ttf"
    file.write_text("no font")
    face = replace(press.theme.faces[0], file=file, unicode_range="")
    with pytest.raises(FormatError, match=r"extra\.ttf is no font that can be read"):
        list(fonts.missing([fonts.Passage("title", None, ("a",))], replace(press.theme, faces=(face,))))


def test_spaces_and_invisible_signs_need_no_face(press: Press) -> None:
    block = replace(text("what", 10), heading=plain("a\N{ZERO WIDTH JOINER}b\N{NARROW NO-BREAK SPACE}c\N{SOFT HYPHEN}"))
    assert list(fonts.missing(fonts.passages(edition(block)), press.theme)) == []


def test_each_face_becomes_one_rule(press: Press) -> None:
    rules = fonts.stylesheet(press.theme.faces, lambda name: f"brief:/{name}").splitlines()
    assert len(rules) == len(press.theme.faces)
    assert "font-family: 'Brief Serif'; font-weight: 400; font-style: normal;" in rules[0]
