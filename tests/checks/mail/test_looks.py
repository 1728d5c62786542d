from __future__ import annotations

import pytest

from brief.checks.mail.message import Mail


def look(html: str, *, dark: bool = False) -> tuple[str, str, float, bool, bool]:
    """The look of the first `<b id=x>`."""
    mail = Mail("page.html", html=html)
    looks = mail.dark if dark else mail.light
    assert looks is not None
    element = next(one for one in mail.page.elements if one.get("id") == "x")
    seen = looks[element]
    return str(seen.colour), str(seen.ground), seen.size, seen.bold, seen.hidden


@pytest.mark.parametrize(
    ("html", "colour", "ground"),
    [
        ("<i id=x>", "#000000", "#FFFFFF"),
        ("<div style='color:#333'><i id=x>", "#333333", "#FFFFFF"),
        ("<div style='background:#eee url(a.png)'><i id=x>", "#000000", "#EEEEEE"),
        ("<div style='background:url(a.png)'><i id=x>", "#000000", "None"),
        ("<div style='background-image:linear-gradient(red,blue)'><i id=x>", "#000000", "None"),
        ("<td bgcolor=222222><i id=x>", "#000000", "#222222"),
        ("<div style='background:#000'><i id=x style='background:rgba(255,255,255,.5)'>", "#000000", "#808080"),
        ("<a href=y><i id=x>", "#0000EE", "#FFFFFF"),
        ("<a href=y style='color:inherit'><i id=x>", "#000000", "#FFFFFF"),
        ("<font color=red><i id=x>", "#FF0000", "#FFFFFF"),
        ("<style>i{color:red} .c{color:blue} i.c{color:lime}</style><i id=x class=c>", "#00FF00", "#FFFFFF"),
        ("<style>i{color:red !important}</style><i id=x style='color:blue'>", "#FF0000", "#FFFFFF"),
        ("<style>i{color:red}</style><i id=x style='color:blue'>", "#0000FF", "#FFFFFF"),
        ("<style>i{color:red} i{color:blue}</style><i id=x>", "#0000FF", "#FFFFFF"),
        ("<style media=print>i{color:red}</style><i id=x>", "#000000", "#FFFFFF"),
        ("<style>@media (max-width:400px){i{color:red}}</style><i id=x>", "#000000", "#FFFFFF"),
    ],
)
def test_colour_and_ground_are_those_that_win(html: str, colour: str, ground: str) -> None:
    assert look(html)[:2] == (colour, ground)


@pytest.mark.parametrize(
    ("html", "size", "bold"),
    [
        ("<i id=x>", 16, False),
        ("<h1 id=x>", 32, True),
        ("<div style='font-size:20px'><i id=x style='font-size:80%'>", 16, False),
        ("<div style='font-size:20px'><i id=x style='font-size:1.5em'>", 30, False),
        ("<i id=x style='font:bold 12px/16px serif'>", 12, False),
        ("<b style='font-weight:400'><i id=x>", 16, False),
        ("<i id=x style='font-weight:700;font-size:small'>", 13, True),
        ("<font size=2 id=x>", 13, False),
        ("<sup id=x style='font-size:11px'>", 11, False),
    ],
)
def test_size_and_weight_are_computed(html: str, size: float, bold: bool) -> None:  # noqa: FBT001
    assert look(html)[2:4] == (size, bold)


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<div style='display:none'><i id=x>", True),
        ("<div style='max-height:0;overflow:hidden'><i id=x>", True),
        ("<div style='max-height:0'><i id=x>", False),
        ("<div style='opacity:0'><i id=x>", True),
        ("<div hidden><i id=x>", True),
        ("<div style='visibility:hidden'><i id=x>", True),
        ("<noscript><i id=x></noscript>", True),
        ("<style>.m{display:none} @media screen{.m{display:block !important}}</style><div class=m><i id=x>", False),
    ],
)
def test_what_is_hidden_is_known(html: str, hidden: bool) -> None:  # noqa: FBT001
    assert look(html)[4] is hidden


DARK = (
    "<style>@media (prefers-color-scheme: dark){ .g{background:#111 !important} .g i{color:#eee !important} }</style>"
)


def test_dark_is_what_the_page_says() -> None:
    assert look(f"{DARK}<div class=g style='background:#fff'><i id=x>", dark=True)[:2] == ("#EEEEEE", "#111111")
    assert look(f"{DARK}<div class=g style='background:#fff'><i id=x>")[:2] == ("#000000", "#FFFFFF")


def test_a_page_that_declares_dark_begins_on_a_dark_canvas() -> None:
    meta = '<meta name="color-scheme" content="light dark">'
    assert look(f"{meta}{DARK}<i id=x>", dark=True)[:2] == ("#FFFFFF", "#121212")
    assert look(f"{DARK}<i id=x>", dark=True)[:2] == ("#000000", "#FFFFFF")


def test_a_page_that_says_nothing_of_dark_has_no_dark_look() -> None:
    assert Mail("page.html", html="<i>x</i>").dark is None
