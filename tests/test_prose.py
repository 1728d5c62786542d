from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.prose import (
    Citation,
    Code,
    Emphasis,
    Figure,
    Inline,
    Line,
    Link,
    MergeField,
    ProseError,
    Reference,
    SourceLines,
    Strong,
    Text,
    is_address,
    parse_citation,
    parse_line,
    parse_plain,
    parse_prose,
    parse_target,
    plain,
    walk,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ASML = Figure("asml")
CITED = Citation((SourceLines("article", ((3, 3),)),))


def line(*nodes: Inline | str) -> Line:
    return Line(tuple(Text(node) if isinstance(node, str) else node for node in nodes))


def strong(*nodes: Inline | str) -> Strong:
    return Strong(line(*nodes))


def stressed(*nodes: Inline | str) -> Emphasis:
    return Emphasis(line(*nodes))


def problems(text: str, read: Callable[[str], object] = parse_prose) -> list[tuple[str, int]]:
    """What is wrong with a text: each message, and where the text begins that it is about."""
    with pytest.raises(ProseError) as caught:
        read(text)
    return [(problem.message, problem.offset) for problem in caught.value.problems]


def refused(text: str) -> list[tuple[str, int]]:
    """What is wrong with a text, if anything is."""
    try:
        parse_prose(text)
    except ProseError as error:
        return [(problem.message, problem.offset) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("ASML lost {asml}.", ["ASML lost ", ASML, "."]),
        ("{asml.signed} { asml }", [Figure("asml", "signed"), " ", ASML]),
        ("**{asml}**下跌", [strong(ASML), "下跌"]),
        ("跌**{asml}**了", ["跌", strong(ASML), "了"]),
        ("*{asml}*了**{asml}x**", [stressed(ASML), "了", strong(ASML, "x")]),
        ("**a *b* c** d", [strong("a ", stressed("b"), " c"), " d"]),
        ("Dear {reader.first_name},", ["Dear ", MergeField("first_name"), ","]),
        ("_a_ and __b__", [stressed("a"), " and ", strong("b")]),
        ("`{asml} **a** [@b]`", [Code("{asml} **a** [@b]")]),
        ("`` ` ``", [Code("`")]),
        (r"\{asml\} \*a\* \[@b] \\", [r"{asml} *a* [@b] \\"[:-1]]),
        (r"a \b", [r"a \b"]),
        ("5 * 3 _ 2 snake_case_name", ["5 * 3 _ 2 snake_case_name"]),
    ],
)
def test_markup_becomes_nodes(text: str, nodes: list[Inline | str]) -> None:
    assert parse_line(text) == line(*nodes)


@pytest.mark.parametrize(
    "text",
    [
        "# a",
        "- a",
        "1. a",
        "> a",
        "<b>a</b>",
        "&amp; &#35;",
        "---",
        "| a | b |",
        "~~a~~",
        "https://example.org",
        "    a b",
    ],
)
def test_nothing_else_of_markdown_is_read(text: str) -> None:
    assert parse_line(text) == plain(text.strip())


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("[@article]", [SourceLines("article")]),
        ("[@article:3]", [SourceLines("article", ((3, 3),))]),
        ("[@article:3,5-7; board:2]", [SourceLines("article", ((3, 3), (5, 7))), SourceLines("board", ((2, 2),))]),
        ("[@ article : 3 , 5\N{EN DASH}7 ;@board]", [SourceLines("article", ((3, 3), (5, 7))), SourceLines("board")]),
    ],
)
def test_a_citation_names_sources_and_lines(text: str, items: list[SourceLines]) -> None:
    assert parse_line(f"a {text}.") == line("a", Citation(tuple(items)), ".")


def test_a_citation_stands_inside_strong_words_too() -> None:
    assert parse_line("**a [@article:3]**") == line(strong("a", CITED))


@pytest.mark.parametrize("inside", ["", "article:", "article:0", "article:7-5", "article:a", "two words", "a:1;"])
def test_what_is_no_citation_is_named(inside: str) -> None:
    assert problems(f"a [@{inside}] b") == [(f"[@{inside}] is no citation", 2)]


def test_a_citation_by_itself_has_no_brackets() -> None:
    assert parse_citation("article:3") == CITED
    assert problems("article: x", parse_citation) == [("'article: x' names no source and line", 0)]


def test_lines_are_written_as_people_write_them() -> None:
    assert SourceLines("a", ((3, 3), (5, 7))).spelled == "3, 5\N{EN DASH}7"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=c#d",
        "HTTP://example.org",
        "mailto:desk@example.org",
        "tel:+4930123",
        "https://例え.jp/ü",
    ],
)
def test_a_link_leads_to_the_web_the_mail_or_the_telephone(target: str) -> None:
    assert parse_line(f"see [the *log*]({target})") == line("see ", Link(line("the ", stressed("log")), (target,)))
    assert is_address(target)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "//example.org",
        "blob:x",
        "data:a",
        "file:///etc",
        "ftp://a.b",
        "page.html",
        "#a",
        "https:",
        "x:",
    ],
)
def test_a_link_that_leads_elsewhere_is_named(target: str) -> None:
    assert problems(f"see [it]({target})") == [(f"a link leads to {target!r}, which is no address", 9)]
    assert not is_address(target)


def test_a_merge_field_may_stand_inside_an_address() -> None:
    [link] = parse_line("[vote](https://example.org/?r={reader.first_name}&x=1)")
    assert link == Link(plain("vote"), ("https://example.org/?r=", MergeField("first_name"), "&x=1"))


def test_an_address_may_begin_with_a_merge_field_or_be_one() -> None:
    field = MergeField("poll")
    assert parse_line("[vote]({reader.poll})") == line(Link(plain("vote"), (field,)))
    assert parse_line("[vote]({reader.poll}?x=1)") == line(Link(plain("vote"), (field, "?x=1")))


def test_what_a_field_at_an_address_s_head_gives_is_checked() -> None:
    def check(node: Reference | Link) -> tuple[str, str] | None:
        return ("nowhere", "") if isinstance(node, Link) else None

    with pytest.raises(ProseError) as caught:
        parse_prose("See [it](https://e.org/{reader.a}) or\n\n[vote]({reader.poll}) and [x](y)", check)
    assert [(each.message, each.offset) for each in caught.value.problems] == [
        ("nowhere", 46),
        ("a link leads to 'y', which is no address", 69),
    ]


def test_an_address_alone_holds_merge_fields_and_its_own_braces() -> None:
    assert parse_target("https://e.org/{a}?r={ reader.id }&x") == (
        "https://e.org/{a}?r=",
        MergeField("id"),
        "&x",
    )
    assert parse_target("{reader.poll}") == (MergeField("poll"),)


def test_a_figure_may_not() -> None:
    assert [offset for _, offset in problems("[vote](https://example.org/{asml})")] == [7]


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("a {b c}", "{b c} is no figure's id", 2),
        ("a {}", "{} is no figure's id", 2),
        ("{reader}", "{reader} names no field", 0),
        ("{asml.big}", "{asml.big} asks for 'big', which no figure has", 0),
    ],
)
def test_a_brace_that_is_no_reference_is_named(text: str, message: str, offset: int) -> None:
    assert problems(text) == [(message, offset)]
    assert problems(text, parse_line) == [(message, offset)]
    assert problems(text, parse_plain) == [(message, offset)]


def test_every_problem_of_a_field_is_named_where_it_stands() -> None:
    text = "  First {a b} and [@x:0].\n\n \t\n  Second **{c d}**.\n\n[e](f)\n"
    found = problems(text)
    assert [text[offset:].split(maxsplit=1)[0] for _, offset in found] == ["{a", "[@x:0].", "{c", "f)"]


def test_a_reference_is_held_against_what_exists() -> None:
    def check(node: Reference | Link) -> tuple[str, str] | None:
        return ("unknown", "try asml") if node == Figure("asmi") else None

    assert parse_prose("{asml}", check).paragraphs == (line(ASML),)
    with pytest.raises(ProseError) as caught:
        parse_prose("{asml}\n\nor {asmi}", check)
    assert [(each.message, each.hint, each.offset) for each in caught.value.problems] == [("unknown", "try asml", 11)]


def test_an_empty_line_begins_a_paragraph_and_a_line_end_is_a_space() -> None:
    assert parse_prose("\n a\nb  \n c\\\nd\n \t\n\n\ne\n").paragraphs == (plain("a b c d"), plain("e"))
    assert not parse_prose(" \n ")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("今天\n市场", "今天市场"),
        ("今天，\n  市场", "今天，市场"),
        ("他说\n“好”\n然后", "他说“好”然后"),
        ("こんに\nちは", "こんにちは"),
        ("𠀀\n𠀁", "𠀀𠀁"),
        ("한국\n시장", "한국 시장"),
        ("Nvidia\n下跌", "Nvidia 下跌"),
        ("said “so”\nand", "said “so” and"),
        ("5\N{NO-BREAK SPACE}\n%", "5\N{NO-BREAK SPACE} %"),
    ],
)
def test_a_line_end_is_nothing_where_the_script_has_no_spaces(text: str, joined: str) -> None:
    assert parse_line(text) == plain(joined)


def test_plain_text_knows_figures_and_no_markup() -> None:
    assert parse_plain(r"**ASML** {asml} \{x\} [@a] `b`  c") == line("**ASML** ", ASML, " {x} [@a] `b` c")


def test_private_use_characters_of_the_text_are_no_references() -> None:
    text = "\U000f0000{asml}\U000f0001"
    assert parse_line(text) == line("\U000f0000", ASML, "\U000f0001")


def test_words_leave_out_syntax_and_keep_what_is_composed() -> None:
    composed = line(
        "a ", strong(Figure("f", words="8%")), Code("c"), MergeField("m", "*|M|*", "you"), Citation((), (2,))
    )
    assert words(composed) == "a 8%cyou"
    assert words(composed, lambda citation: f"[{citation.numbers[0]}]") == "a 8%cyou[2]"
    assert [type(node).__name__ for node in walk(composed)] == [
        "Text",
        "Strong",
        "Figure",
        "Code",
        "MergeField",
        "Citation",
    ]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(string.punctuation + " \n"), max_size=40)
)
def test_with_a_backslash_before_all_punctuation_any_text_is_its_own_words(text: str) -> None:
    escaped = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text)
    read = " ".join(words(paragraph) for paragraph in parse_prose(escaped))
    assert _without_ends(read) == _without_ends(text)


def _without_ends(text: str) -> str:
    """The text without spaces, and without the marks that a reader adds where a direction was left open."""
    return "".join(text.translate({0x202C: None, 0x2069: None}).split())


@given(st.text(st.sampled_from("*_`[]()\\{}@:;.-a1 字\n") | st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_read_or_refused_with_every_problem_inside_it(text: str) -> None:
    assert all(0 <= offset < len(text) and message for message, offset in refused(text))
