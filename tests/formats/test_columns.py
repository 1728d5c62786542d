from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats.columns import LONGEST_LINE, Piece, padded, width, wrapped

WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(" \n字。“é"), max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("字幕", 4),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("한국", 4),
        ("\N{LEFT-TO-RIGHT ISOLATE}3%\N{POP DIRECTIONAL ISOLATE}", 2),
        ("\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", 2),
        ("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}", 2),
        ("\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", 2),
        ("\N{ZERO WIDTH JOINER} \N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}5", 2),
        ("\N{FULL BLOCK}\N{LIGHT SHADE}", 2),
        ("العدد", 5),
    ],
)
def test_words_take_the_columns_that_a_screen_gives_them(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_counts_columns_and_not_characters() -> None:
    assert padded("字", 4) == "字  "
    assert padded("字", 4, flush_end=True) == "  字"


def test_lines_end_at_spaces_and_hang_behind_their_prefix() -> None:
    assert wrapped([Piece("one two three four")], 9, "- ", "  ") == ["- one two", "  three", "  four"]


def test_a_space_that_holds_together_does() -> None:
    assert wrapped([Piece("a 5\N{NO-BREAK SPACE}% of it")], 4) == ["a", "5\N{NO-BREAK SPACE}%", "of", "it"]


def test_whole_pieces_are_not_divided_and_stay_with_the_word_before() -> None:
    pieces = [
        Piece("See the log "),
        Piece("<https://example.org/a b>", whole=True),
        Piece(", or ask"),
        Piece(" [1]", whole=True),
    ]
    assert wrapped(pieces, 12) == ["See the log", "<https://example.org/a b>,", "or ask [1]"]


def test_ideographs_part_but_no_line_begins_or_ends_with_the_wrong_punctuation() -> None:
    assert wrapped([Piece("今天，市场下跌（约8%）。好")], 8) == ["今天，市", "场下跌", "（约", "8%）。好"]


def test_no_number_is_parted() -> None:
    assert wrapped([Piece("约１２３４－５到－６．７％。")], 6) == ["约", "１２３４－５", "到", "－６．７％。"]


def test_korean_parts_at_spaces_only() -> None:
    assert wrapped([Piece("한국어 문장")], 6) == ["한국어", "문장"]


def test_an_address_among_words_is_not_divided() -> None:
    assert wrapped([Piece("看https://example.org/路径/很长的地址 完")], 8) == [
        "看https://example.org/路径/很长的地址",
        "完",
    ]


def test_what_is_longer_than_a_message_s_line_may_be_is_divided_there() -> None:
    lines = wrapped([Piece("x" * 2500, whole=True)], 72, "- ", "  ")
    assert [len(line) for line in lines] == [998, 998, 510]
    assert "".join(line[2:] for line in lines) == "x" * 2500


@given(texts=st.lists(st.tuples(WORDS, st.booleans()), max_size=5), columns=st.integers(4, 40))
def test_no_character_is_lost_and_no_line_is_wider_than_it_must_be(texts: list[tuple[str, bool]], columns: int) -> None:
    pieces = [Piece(text, whole=whole and "\n" not in text) for text, whole in texts]
    lines = wrapped(pieces, columns)
    spaceless = {ord(space): None for space in " \t\r\n"}
    assert "".join(lines).translate(spaceless) == "".join(text for text, _ in texts).translate(spaceless)
    for line in lines:
        assert len(line.encode()) <= LONGEST_LINE
        assert width(line) <= columns or len(wrapped([Piece(line)], 1)) == 1 or any(piece.whole for piece in pieces)
