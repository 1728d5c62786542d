from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats.digest.dividing import as_items, divide, most
from brief.formats.digest.pieces import Paragraph, Piece
from brief.formats.digest.plain import PlainSpelling, spelled
from brief.formats.parts import Grid, Quotation
from brief.prose import Citation, Code, Emphasis, Inline, Line, Link, Prose, Strong, Text, plain, walk

SPELLING = PlainSpelling()
LINK = Link(plain("the whole log of the day"), ("https://example.org/log",))
NODES: st.SearchStrategy[Inline] = st.one_of(
    st.sampled_from([LINK, Code("PAN PAN PAN"), Citation((), (1, 2))]),
    st.text("ab .,你好。", min_size=1, max_size=40).map(Text),
    st.text("cd .", min_size=1, max_size=30).map(lambda text: Strong(Line((Text(text), Emphasis(plain(text)))))),
)


def said(piece: Piece) -> str:
    return spelled(piece, SPELLING)


@pytest.mark.parametrize("count", range(8))
@pytest.mark.parametrize("longest", range(8))
def test_most_is_the_largest_number_that_holds(count: int, longest: int) -> None:
    assert most(count, lambda number: number <= longest) == min(count, longest)


@pytest.mark.parametrize("longest", [0, 1, 7, 600])
def test_no_more_is_tried_than_twice_what_holds(longest: int) -> None:
    tried: list[int] = []
    most(10**9, lambda number: (tried.append(number), number <= longest)[1])  # type: ignore[func-returns-value]
    assert max(tried) <= max(1, 2 * longest)
    assert len(tried) <= 2 * longest.bit_length() + 2


@given(nodes=st.lists(NODES, min_size=1, max_size=8), room=st.integers(45, 120))
def test_a_divided_line_says_the_same_and_its_links_code_and_sources_are_whole(nodes: list[Inline], room: int) -> None:
    whole = Paragraph(Line(tuple(nodes)))
    rest: list[Piece] = [whole]
    parts: list[Piece] = []
    while len(said(rest[0])) > room:
        found = divide(rest[0], lambda piece: len(said(piece)) <= room)
        if found is None:
            return  # what is not divided is longer
        parts.append(found[0])
        rest = [*found[1]]
        assert len(said(parts[-1])) <= room
    parts += rest
    assert "".join("".join(map(said, parts)).split()) == "".join(said(whole).split())
    kept = [node for part in parts if isinstance(part, Paragraph) for node in walk(part.line)]
    for kind in (Link, Code, Citation):
        assert [node for node in kept if isinstance(node, kind)] == [
            node for node in walk(whole.line) if isinstance(node, kind)
        ]
    for part in parts[1:]:
        assert isinstance(part, Paragraph)
        assert not part.line or not isinstance(part.line.nodes[0], Citation) or isinstance(nodes[0], Citation)


def test_a_sentence_ends_where_half_of_the_room_is_filled() -> None:
    paragraph = Paragraph(plain("One is short. Two is a little longer. Three goes on and on and on."))
    found = divide(paragraph, lambda piece: len(said(piece)) <= 50)
    assert found
    assert [said(found[0]), *map(said, found[1])] == [
        "One is short. Two is a little longer.",
        "Three goes on and on and on.",
    ]


def test_a_quotation_s_speaker_stands_under_its_last_part() -> None:
    quotation = Quotation(Prose((plain("One."), plain("Two."))), plain("Ada"))
    found = divide(quotation, lambda piece: len(said(piece)) <= 9)
    assert found == (Quotation(Prose((plain("One."),)), Line()), (Quotation(Prose((plain("Two."),)), plain("Ada")),))


def test_a_row_that_is_too_long_stands_as_an_item() -> None:
    grid = Grid(
        (plain("Tug"), plain("Port")), ((plain("Anna"), plain("x " * 30)), (plain("Berta"), plain("y"))), (False, False)
    )
    found = divide(grid, lambda piece: len(said(piece)) <= 40)
    assert found
    assert said(found[0]).startswith("• Anna · Port x x")
    assert isinstance(found[1][-1], Grid)
    assert [said(item) for item in as_items(found[1][-1])] == ["• Berta · Port y"]


@pytest.mark.parametrize("room", range(41, 90, 7))
def test_no_number_is_divided_but_one_that_is_too_long_itself(room: int) -> None:
    def parts(words: str) -> list[str]:
        found, rest = [], (Paragraph(plain(words)),)
        while len(said(rest[0])) > room:
            divided = divide(rest[0], lambda piece: len(said(piece)) <= room)
            assert divided
            found.append(said(divided[0]))
            rest = divided[1]  # type: ignore[assignment]  # the rest of a paragraph is one
        return [*found, said(rest[0])]

    assert "x".join(parts("up-to-1,234.5%-or-x" * 30)).count("1,234.5%") == 30
    assert divide(Paragraph(plain("1" * 300)), lambda piece: len(said(piece)) <= room) is None
    assert divide(Paragraph(plain("1" * 3000)), lambda piece: len(said(piece)) <= room)
