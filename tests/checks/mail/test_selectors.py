from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.checks.mail.parsing import parse
from brief.checks.mail.selectors import selector

if TYPE_CHECKING:
    from brief.checks.mail.page import Element

PAGE = parse(
    "<html><body class='ground dark'><div id='top'><table class='t'><tr><td class='a b' lang='en-GB'><p>x</p></td>"
    "</tr></table></div></body></html>"
)


def around(element: Element) -> frozenset[str]:
    return frozenset(key for parent in element.ancestors() for key in parent.keys)


def selected(text: str) -> list[str]:
    chosen = selector(text)
    assert chosen is not None
    return [element.name for element in PAGE.elements if chosen.fits(element, around(element))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("td", ["td"]),
        ("*", ["html", "body", "div", "table", "tr", "td", "p"]),
        (".a.b", ["td"]),
        (".a.c", []),
        ("#top", ["div"]),
        ("div#top.x", []),
        (".ground td", ["td"]),
        (".ground .t td p", ["p"]),
        ("div > table > tr", ["tr"]),
        ("body > table", []),
        ("body table > tr p", ["p"]),
        (":root", ["html"]),
        (":root .a", ["td"]),
        ("[lang]", ["td"]),
        ('[lang="en-GB"]', ["td"]),
        ("[lang|=en]", ["td"]),
        ("[lang^=en]", ["td"]),
        ("[lang$=GB]", ["td"]),
        ("[lang*=n-G]", ["td"]),
        ("[class~=b]", ["td"]),
        ("[data-ogsc] td", []),
        ("td:hover", []),
        ("tr + td", []),
        ("p::before", []),
    ],
)
def test_a_selector_finds_its_elements(text: str, names: list[str]) -> None:
    assert selected(text) == names


@pytest.mark.parametrize(("text", "weight"), [("td", (0, 0, 1)), (".a.b td", (0, 2, 1)), ("#top [lang]", (1, 1, 0))])
def test_a_selector_weighs_what_css_says(text: str, weight: tuple[int, int, int]) -> None:
    chosen = selector(text)
    assert chosen is not None
    assert chosen.weight == weight


@pytest.mark.parametrize("text", ["", "&", "a !", "> td"])
def test_what_is_no_selector_is_none(text: str) -> None:
    assert selector(text) is None
