from __future__ import annotations

import pytest
from markupsafe import Markup

from brief.formats.spelling import Cell, HtmlSpelling, Spelling, SpellingError, Url, Verbatim
from brief.prose import Citation, Code, Emphasis, Figure, Inline, Line, Link, MergeField, Prose, Strong, Text, plain

READER = MergeField("first_name", "*|FNAME|*", "reader", "Ada")
MIXED = Line(
    (
        Text("a < b "),
        Strong(Line((Text("c & d"), Emphasis(plain("e"))))),
        Code("<x>"),
        Link(plain("f"), ("https://example.org/?a=1&b=", READER)),
        Figure("g", words="over 8%"),
        Citation((), (1, 3)),
    )
)


def test_plain_words_hold_no_syntax() -> None:
    assert Spelling()(MIXED) == "a < b c & de<x>f (https://example.org/?a=1&b=reader)over 8% [1, 3]"


def test_html_escapes_what_it_prints_once() -> None:
    assert HtmlSpelling()(MIXED) == (
        "a &lt; b <strong>c &amp; d<em>e</em></strong><code>&lt;x&gt;</code>"
        '<a href="https://example.org/?a=1&amp;b=reader">f</a>'
        '<bdi class="figure" data-figure="g">over 8%</bdi><sup class="cite">1,3</sup>'
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a & b", "a &amp; b"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (Prose((plain("a"), plain("b"))), "<p>a</p>\n<p>b</p>"),
        (Link(plain("a"), ("tel:1",)), '<a href="tel:1">a</a>'),
        (Figure("f", words="<1"), '<bdi class="figure" data-figure="f">&lt;1</bdi>'),
        (READER, "reader"),
        (Citation((), ()), ""),
        (Url(('https://example.org/"',)), "https://example.org/&quot;"),
        (Cell(plain("a<")), "a&lt;"),
        (Verbatim("12.5%"), "12.5%"),
    ],
)
def test_every_value_that_a_template_may_print_has_a_spelling(value: object, written: str) -> None:
    spelled = HtmlSpelling()(value)
    assert (type(spelled), spelled) == (Markup, written)


@pytest.mark.parametrize("value", [None, True, False, 1.5, ["a"], {"a": 1}, object(), b"a"])
def test_a_value_that_no_reader_should_see_is_refused(value: object) -> None:
    with pytest.raises(SpellingError, match="has no spelling"):
        Spelling()(value)


@pytest.mark.parametrize("node", [Figure("f", words="3.1%"), Text("3.1%")])
def test_only_figures_are_isolated_where_the_text_runs_right_to_left(node: Inline) -> None:
    spelling = Spelling()
    spelling.rtl = True
    isolated = "\N{FIRST STRONG ISOLATE}3.1%\N{POP DIRECTIONAL ISOLATE}"
    assert spelling(Line((node,))) == (isolated if isinstance(node, Figure) else "3.1%")


@pytest.mark.parametrize(
    ("fallback", "address"),
    [("friend", "friend"), ("dear friend", "dear%20friend"), ("a/b?c&d#e", "a%2Fb%3Fc%26d%23e"), ("你", "%E4%BD%A0")],
)
def test_a_fallback_inside_an_address_adds_no_part_to_it(fallback: str, address: str) -> None:
    field = MergeField("name", "*|NAME|*", fallback)
    assert Spelling().address(("https://example.org/?n=", field)) == f"https://example.org/?n={address}"


def test_an_address_may_begin_with_a_merge_field_that_gives_one() -> None:
    poll = MergeField("poll", "*|POLL|*", "https://example.org/poll?a=1", "https://example.org/poll?a=2")
    line = Line((Link(plain("vote"), (poll, "&r=", MergeField("id", "*|ID|*", "a/b"))),))
    assert Spelling()(line) == "vote (https://example.org/poll?a=1&r=a%2Fb)"
    assert HtmlSpelling()(line) == '<a href="https://example.org/poll?a=1&amp;r=a%2Fb">vote</a>'
