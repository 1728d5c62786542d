from __future__ import annotations

import pytest

from brief.checks.mail.page import Element
from brief.checks.mail.parsing import parse


def tree(element: Element) -> str:
    return "".join(
        f"<{node.name}>{tree(node)}</>" if isinstance(node, Element) else node.text for node in element.content
    )


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("<p>one<p>two", "<p>one</><p>two</>"),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</><li>b</></>c"),
        ("<table><tr><td>a<td>b<tr><th>c</table>", "<table><tr><td>a</><td>b</></><tr><th>c</></></>"),
        ("<table><tr><td><table><tr><td>a</table>b</table>", "<table><tr><td><table><tr><td>a</></></>b</></></>"),
        ("a<br>b<br/>c", "a<br></>b<br></>c"),
        ("<title>a <b> &amp; b</title>c", "<title>a <b> & b</>c"),
        ("<style>a > b { }</style>", "<style>a > b { }</>"),
        ("a &lt; b &amp; c < d", "a < b & c < d"),
        ("<!DOCTYPE html><!-- <p> --><?xml?><b>x</b>", "<b>x</>"),
        ("<DIV CLASS=x>a</DIV>", "<div>a</>"),
        ("<o:p/>a<v:rect fill='x'>b</v:rect>", "<o:p></>a<v:rect>b</>"),
        ("<!-->a<!--->b", "ab"),
    ],
)
def test_a_page_becomes_the_tree_that_browsers_make(source: str, shape: str) -> None:
    assert tree(parse(source).root) == shape


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        ("<a href=x/y id='b c' hidden>", {"href": "x/y", "id": "b c", "hidden": ""}),
        ('<a title="1 > 0 &amp; x" CLASS = q>', {"title": "1 > 0 & x", "class": "q"}),
        ("<a id=a id=b>", {"id": "a"}),
        ("<img src=a.png/>", {"src": "a.png/"}),
        ("<img\nsrc\n=\n'a'\n/>", {"src": "a"}),
    ],
)
def test_attributes_are_read_as_the_standard_says(source: str, attributes: dict[str, str]) -> None:
    assert parse(source).elements[0].attributes == attributes


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<div>", "<div> is not closed before the end of the page"),
        ("<div><b>x</div>", "<b> is not closed before </div>"),
        ("x</div>", "</div> closes nothing"),
        ("<div><table><tr><td></div></table></div>", "</div> closes nothing"),
        ("<p>a</br>", "</br> closes nothing: <br> has no end tag"),
        ("<p><table></table>", "<p> is not closed before <table>, which no paragraph may hold"),
        ("<a b", "the tag <a> is not closed"),
        ('<a b="c"d="e">', "no space before 'd' in <a>"),
        ('<a b=\\"c\\">', "the value of 'b' in <a> is broken: '\\\\\"c\\\\\"'"),
        ('<a b="c>', "the quotation mark of 'b' in <a> is not closed"),
        ("<a b b>", "<a> has the attribute 'b' twice"),
        ('<a b"c>', "'b\"c' is no attribute's name, in <a>"),
        ("<!-- a", "this comment is not closed"),
        ("a --> b", "'-->' stands in the text: a comment ended before it"),
        ("<style>a", "<style> is not closed"),
    ],
)
def test_what_a_browser_has_to_repair_is_a_fault(source: str, message: str) -> None:
    assert message in [fault.message for fault in parse(source).faults]


def test_a_page_without_fault_has_none_and_knows_its_lines() -> None:
    page = parse("<html>\n<body>\n<p>One\n<b>two</b></p>\n</body></html>")
    assert page.faults == ()
    bold = next(page.named("b"))
    assert page.position(bold.at) == (4, 1)
    assert bold.inside("p")
    assert not bold.inside("b")
    assert page.body.words == "One two"


def test_words_are_parted_by_blocks_and_pictures_speak_by_their_alt() -> None:
    page = parse("<div>a<b>b</b><p>c</p>d<br>e<img alt='f g'></div>")
    assert page.root.words == "ab c d e f g"
