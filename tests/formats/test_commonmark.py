from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import gfm
from brief.formats.commonmark import at_start, code_span, destination, escape, in_cell, in_heading
from wording import NAUGHTY

SPACES = " \t\r\n"

AS_IT_IS = [
    "AT&T and the S&P 500 fell; R&D; rose",
    "2 * 3 _ 4 ~ 5",
    "snake_case, a__b, 1_000",
    r"C:\temp and 5 \ 6",
    "~5 % on ~40 days",
    "a < b > c, 1<2, <3",
    "[1] and [see below] and x[0]",
    "#1 reason, C# and 5 #",
    "-5 degrees, +3.1%, −3.1%",
    "=2, ==x, 1.5 and 10:30, e.g. U.S. law: p. 4",
    "@desk, a @ b, 50 cents!",
    "(a | b) {c} $5^2 'x' \"y\"",
    "1986 was a year. 3.2 m",
    "«\N{NO-BREAK SPACE}Oui\N{NO-BREAK SPACE}» — 你好，世界（注）",
]

WITH_BACKSLASHES = [
    ("*a*", r"\*a\*"),
    ("5*", r"5\*"),
    ("_a_ and __b", r"\_a\_ and \_\_b"),
    ("~~a~~ 5~", r"\~\~a\~\~ 5\~"),
    ("`a`", r"\`a\`"),
    (r"\* and C:\[", r"\\\* and C:\\["),
    ("<b> </b> <!-- <?x <a@b.c>", r"\<b> \</b> \<!-- \<?x \<a\@b.c>"),
    ("&amp; &#35; &#x23;", r"\&amp; \&#35; \&#x23;"),
    ("[a](b) ![a](b)", r"[a\](b) ![a\](b)"),
    ("[^1] ^[x]", r"\[^1] \^[x]"),
    ("https://example.org", r"https\://example\.org"),
    ("www.x.de, Booking.com", r"www\.x\.de, Booking\.com"),
    ("desk@example.org", r"desk\@example\.org"),
    ("//localhost", r"\//localhost"),
]

FIRST_IN_A_BLOCK = [
    ("# a", r"\# a"),
    ("######", r"\######"),
    ("- a", r"\- a"),
    ("+", r"\+"),
    ("---", r"\---"),
    ("- - -", r"\- - -"),
    ("===", r"\==="),
    ("> a", r"\> a"),
    ("1986. A year", r"1986\. A year"),
    ("1)", r"1\)"),
    ("[a]: b", r"\[a]: b"),
    ("[x] done", r"\[x] done"),
    ("[!NOTE]", r"\[!NOTE]"),
    ("#1", "#1"),
    ("-5", "-5"),
    ("1.5", "1.5"),
    ("[1] says", "[1] says"),
]

MARKUP = r"""
* ** *** _ __ ` `` ~ ~~ ~~~ <b> <!-- </a> <?x <a@b.c> &amp; &#35; & [a](b) ![ ![a](b) ] [ ]( ]: [^1] ^[ [x] [a]: ftp://x.y
www. www.x.org https:// http://localhost //localhost mailto: a@b.de xmpp:a@b.c Booking.com a.md # ## - + 1. 1) 12 > ---
=== \ \\ | é 字 。 “ ” € 😀 word a b ! ( ) : " ' $
"""
SPACED = " |  |    |\t|\n|\r\n|\r|\N{NO-BREAK SPACE}|\N{IDEOGRAPHIC SPACE}|# | #|- |[x] "
FRAGMENTS = [*MARKUP.split(), *SPACED.split("|")]

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r")
WORDS = st.lists(st.sampled_from(FRAGMENTS) | st.text(CHARACTERS, max_size=4), max_size=8).map("".join)
"""Any words, markup often among them; control characters, which some parsers strip, are refused before."""


def as_read(text: str) -> str:
    """The text as a line can say it: line ends are spaces, and it neither begins nor ends with one."""
    return re.sub(r"[ \t]*(?:\r\n?|\n)[ \t]*", " ", text).strip(SPACES)


def words_of(page: str, parser: str, *expected: str) -> list[str]:
    """The words of a page that must hold these blocks and no markup inside them."""
    tokens = gfm.read(parser, page)
    assert gfm.blocks(tokens) == list(expected)
    assert not [around for token in tokens if token.type == "inline" for _, around in gfm.styled(token) if around]
    return gfm.lines(tokens)


@pytest.mark.parametrize("text", AS_IT_IS)
def test_what_no_parser_takes_for_markup_stays_as_it_is(text: str) -> None:
    assert at_start(escape(text)) == text


@pytest.mark.parametrize(("text", "written"), WITH_BACKSLASHES)
def test_markup_gets_a_backslash(text: str, written: str) -> None:
    assert escape(text) == written


@pytest.mark.parametrize(("text", "written"), FIRST_IN_A_BLOCK)
def test_what_begins_a_block_gets_a_backslash(text: str, written: str) -> None:
    assert at_start(escape(text)) == written


@pytest.mark.parametrize("parser", gfm.PARSERS)
@given(text=WORDS)
@example(text="\N{IDEOGRAPHIC SPACE}indented")
@example(text="[a`b]: `c")
def test_any_text_is_one_paragraph_of_the_same_words(parser: str, text: str) -> None:
    expected = as_read(text)
    words = words_of(at_start(escape(text)), parser, *(["p"] if expected else []))
    assert words == ([expected] if expected else [])


@pytest.mark.parametrize("parser", gfm.PARSERS)
@given(text=WORDS)
def test_any_text_is_one_heading_of_the_same_words(parser: str, text: str) -> None:
    assert words_of(f"# {in_heading(escape(text))}", parser, "h1") == [as_read(text)]


@pytest.mark.parametrize("parser", gfm.PARSERS)
@given(text=WORDS)
def test_any_text_is_one_item_of_the_same_words(parser: str, text: str) -> None:
    page = f"- {at_start(escape(text))}\n- next"
    expected = as_read(text)
    blocks = ["ul", "li", "p", "li", "p"] if expected else ["ul", "li", "li", "p"]
    assert words_of(page, parser, *blocks) == [*([expected] if expected else []), "next"]


@pytest.mark.parametrize("parser", gfm.PARSERS)
@given(text=WORDS)
def test_any_text_is_one_paragraph_of_a_quotation(parser: str, text: str) -> None:
    expected = as_read(text)
    blocks = ["blockquote", *(["p"] if expected else [])]
    assert words_of(f"> {at_start(escape(text))}", parser, *blocks) == ([expected] if expected else [])


@pytest.mark.parametrize("parser", gfm.PARSERS)
@given(first=WORDS, second=WORDS)
def test_any_text_is_one_cell_of_the_same_words(parser: str, first: str, second: str) -> None:
    row = f"| {in_cell(escape(first))} | {in_cell(escape(second))} |"
    cells = ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    assert words_of(f"{row}\n|---|--:|\n{row}", parser, *cells) == [as_read(first), as_read(second)] * 2


@pytest.mark.parametrize("parser", gfm.PARSERS)
def test_every_naughty_string_is_the_same_words_wherever_it_stands(parser: str) -> None:
    for text in filter(str.strip, NAUGHTY):
        expected, written = as_read(text), escape(text)
        assert words_of(at_start(written), parser, "p") == [expected]
        assert words_of(f"## {in_heading(written)}", parser, "h2") == [expected]
        assert words_of(f"- {at_start(written)}", parser, "ul", "li", "p") == [expected]
        assert words_of(f"> {at_start(written)}", parser, "blockquote", "p") == [expected]
        assert words_of(f"| {in_cell(written)} |\n|---|", parser, "table", "thead", "tr", "th") == [expected]


@given(text=WORDS)
def test_any_text_is_a_link_of_the_same_words(text: str) -> None:
    [inline] = [
        token
        for token in gfm.read("with autolinks", f"a [{escape(text, first=False, last=False, in_link=True)}](b) c")
        if token.type == "inline"
    ]
    linked = "".join(character for character, around in gfm.styled(inline) if around == {"link b"})
    assert linked == re.sub(r"[ \t]*(?:\r\n?|\n)[ \t]*", " ", text)


def test_an_address_is_not_spoilt_inside_a_link() -> None:
    assert escape("desk@example.org, www.x.de", in_link=True) == "desk@example.org, www.x.de"


@given(text=st.text(st.sampled_from("`a \\*|<&[]") | CHARACTERS, min_size=1, max_size=12))
def test_any_code_is_read_as_the_same_code(text: str) -> None:
    [inline] = [token for token in gfm.read("commonmark", f"a {code_span(text)} b") if token.type == "inline"]
    assert [token.type for token in inline.children or []] == ["text", "code_inline", "text"]
    assert (inline.children or [])[1].content == re.sub(r"[ \t]*(?:\r\n?|\n)[ \t]*", " ", text)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a_(b)?c=*d&e=1", "https://example.org/a_(b)?c=*d&e=1"),
        ("https://example.org/(", r"https://example.org/\("),
        ("https://example.org/)(", r"https://example.org/\)\("),
        ("https://example.org/?a=1&copy;=2", "https://example.org/?a=1&amp;copy;=2"),
        ("https://example.org/a b|c\\d<e>", "https://example.org/a%20b%7Cc%5Cd%3Ce%3E"),
        ("https://example.org/é", "https://example.org/é"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_an_address_stays_readable_and_whole(address: str, written: str) -> None:
    assert destination(address) == written


@given(rest=st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=20))
def test_any_address_is_the_target_of_its_link(rest: str) -> None:
    address = f"https://example.org/{rest}"
    tokens = gfm.read("commonmark", f"[a]({destination(address)})")
    [link] = [child for token in tokens for child in token.children or [] if child.type == "link_open"]
    assert str(link.attrs["href"]) == gfm.PARSERS["commonmark"].normalizeLink(_encoded(address))


def _encoded(address: str) -> str:
    """What no address may hold, percent-encoded, as browsers do."""
    return re.sub(r'["<>\\^`{|}]', lambda match: f"%{ord(match[0]):02X}", address)
