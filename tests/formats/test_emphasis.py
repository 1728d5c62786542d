from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gfm
from brief.formats.emphasis import Numbered, Span, marked
from brief.formats.markdown import MarkdownSpelling
from brief.prose import Citation, Code, Emphasis, Figure, Line, Link, MergeField, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.prose import Inline

SPELLING = MarkdownSpelling()
TARGET = "https://example.org/(a)_b*c"


def line(*nodes: Inline | str) -> Line:
    return Line(tuple(Text(node) if isinstance(node, str) else node for node in nodes))


def strong(*nodes: Inline | str) -> Strong:
    return Strong(line(*nodes))


def stressed(*nodes: Inline | str) -> Emphasis:
    return Emphasis(line(*nodes))


@pytest.mark.parametrize(
    ("nodes", "written"),
    [
        (["a ", strong("b"), " c"], "a **b** c"),
        (["a ", stressed("b"), ", c"], "a _b_, c"),
        (["un", stressed("frigging"), "believable"], "un*frigging*believable"),
        (["这是", strong("重点"), "内容"], "这是**重点**内容"),
        (["这是", stressed("重点"), "内容"], "这是*重点*内容"),
        (["这是", strong("“重点”"), "内容"], "这是“**重点**”内容"),
        ([strong("注意："), "请看"], "**注意**：请看"),
        ([strong("Who pays."), " Nobody"], "**Who pays.** Nobody"),
        ([strong("Really?!"), "Yes"], "**Really**?!Yes"),
        (["词", strong(Code("x")), "词"], "&#35789;**`x`**&#35789;"),
        (["pay ", strong("5 €"), "now"], "pay **5 €**&#110;ow"),
        ([strong("a ", stressed("b")), " c"], "**a _b_** c"),
        ([strong(stressed("b"))], "**_b_**"),
        ([stressed(strong("b"))], "_**b**_"),
        (["字", strong(stressed("b")), "字"], "&#23383;**_b_**&#23383;"),
        ([strong("a", strong("b"))], "**ab**"),
        ([strong("a"), strong("b")], "**ab**"),
        ([strong(" a "), "b"], "**a** b"),
        ([strong("a"), stressed("b")], "**a**_b_"),
        ([strong(" "), "b"], "b"),
        (["a", strong("!"), "b"], "a!b"),
        ([stressed(), strong(stressed())], ""),
        (["a\\", strong("b")], r"a\\**b**"),
        (["5 * ", strong("b")], r"5 * **b**"),
        (["!", Link(line("b"), (TARGET,))], rf"\![b]({TARGET})"),
        ([Link(line("a", Link(line("b"), ("x:y",))), (TARGET,))], f"[ab]({TARGET})"),
        ([Code("a"), Code("`")], "`` a` ``"),
        ([Code("")], ""),
    ],
)
def test_marks_stand_where_parsers_read_them(nodes: list[Inline | str], written: str) -> None:
    assert SPELLING.line(line(*nodes)) == written


def test_a_control_character_that_has_no_number_costs_the_mark_and_no_word() -> None:
    assert SPELLING.line(line("\x1b", strong(Code("x")))) == "\x1b`x`"


def test_parts_tell_marks_from_words() -> None:
    assert marked(line("字", stressed(strong("b")))) == (
        Numbered("字"),
        Span("_", (Span("**", (Text("b"),)),)),
    )


MARKUP = r"* ** _ __ ` ~ \ <b> &amp; [ ] ]( ]: ! ( ) # 1. 字 。 “ ” （ ） € 😀 é word a b 1"
FRAGMENTS = [*MARKUP.split(), "- ", " ", "  ", "\n", "\N{NO-BREAK SPACE}"]
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
WORDS = st.lists(st.sampled_from(FRAGMENTS) | st.text(CHARACTERS, max_size=2), max_size=5).map("".join)


def _around(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    lines = st.lists(children, max_size=4).map(lambda nodes: Line(tuple(nodes)))
    return lines.map(Strong) | lines.map(Emphasis) | lines.map(lambda words: Link(words, (TARGET,)))


LEAVES: st.SearchStrategy[Inline] = st.one_of(
    WORDS.map(Text),
    WORDS.map(Code),
    WORDS.map(lambda words: Figure("f", words=words)),
    WORDS.map(lambda words: MergeField("m", "*|M|*", words)),
    st.just(Citation((), (1, 2))),
)
LINES = st.lists(st.recursive(LEAVES, _around, max_leaves=6), max_size=5).map(lambda nodes: Line(tuple(nodes)))


def meant(nodes: Iterable[Inline], around: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """The characters of a line, each with the markup it is meant to stand in."""
    in_link = f"link {TARGET}" in around
    for node in nodes:
        match node:
            case Strong(children):
                yield from meant(children, around | {"strong"})
            case Emphasis(children):
                yield from meant(children, around | {"em"})
            case Link(children):
                yield from meant(children, around | {f"link {TARGET}"})
            case Code(text):
                # A closing bracket and a colon end what a parser takes for a reference, in code or not.
                code = frozenset() if in_link and "]:" in text else {"code"}
                yield from ((character, around | code) for character in text)
            case Citation():
                yield from ((character, around) for character in " [1, 2]")
            case Text(text) | Figure(words=text) | MergeField(fallback=text):
                yield from ((character, around) for character in text)


def words(styled: gfm.Styled) -> str:
    return re.sub(r"[ \t\r\n]+", " ", "".join(character for character, _ in styled)).strip(" ")


def letters(styled: gfm.Styled) -> gfm.Styled:
    return [(character, around) for character, around in styled if character.isalnum()]


@pytest.mark.parametrize("parser", gfm.PARSERS)
@given(nodes=LINES)
def test_any_nesting_is_read_as_the_same_words_and_every_letter_keeps_its_marks(parser: str, nodes: Line) -> None:
    tokens = gfm.read(parser, SPELLING.line(nodes))
    read = [each for token in tokens if token.type == "inline" for each in gfm.styled(token)]
    expected = list(meant(nodes))
    assert words(read) == words(expected)
    assert letters(read) == letters(expected)
    assert gfm.blocks(tokens) in ([], ["p"])
