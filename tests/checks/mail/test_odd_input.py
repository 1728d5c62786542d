"""Whatever a file holds, rules answer with findings: mutated messages, foreign bytes, slow and deep pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.checks import check_mail
from brief.checks.mail.conditional import for_outlook
from brief.checks.mail.css import sheet
from brief.checks.mail.opening import of_message, of_page
from brief.checks.mail.page import Text
from brief.checks.mail.parsing import parse
from messages import PAGE, message

if TYPE_CHECKING:
    from brief.checks.mail.message import Mail
    from brief.checks.mail.page import Element

ODD = [
    *("<", ">", '"', "'", "</", "<!--", "-->", "<![endif]-->", "<!--[if mso]>", "<!--[if (gte mso 9)|(>", "&#x110000;"),
    *(
        "&#0;",
        "\0",
        "\r",
        "\n\n",
        "=",
        "=?utf-9?q?x?=",
        "=?utf-8?b?!!?=",
        "Content-Type: text/html; charset=\n",
        "{",
        "}",
    ),
    *(
        ";",
        "@media",
        "(",
        ")",
        "/*",
        "url(",
        "style=",
        'width="1e999"',
        "font-size:9e999px",
        "color:rgb(,)",
        "hsl(1,",
        "#12",
    ),
    *("<table>", "</td>", "<p>", "<style>", "</style>", "<title>", "<font size=99>", "<a href='http://[::1'>", "<img>"),
    *(
        "<x:y/>",
        "<h6>",
        "\ud7ff",
        "\u202e",
        "é",
        "<body hidden>",
        "Content-Transfer-Encoding: base64\n",
        "boundary=",
        "--a",
    ),
]
PLACES = st.integers(0, len(message()))
CHANGES = st.lists(
    st.tuples(PLACES, st.integers(0, 40), st.sampled_from(ODD) | st.text(max_size=5)), min_size=1, max_size=8
)


def changed(data: bytes, changes: list[tuple[int, int, str]]) -> bytes:
    for at, taken, put in changes:
        data = data[:at] + put.encode() + data[at + taken :]
    return data


def judge(mail: Mail) -> None:
    for finding in check_mail(mail):
        assert str(finding).startswith(mail.name)


@given(CHANGES)
def test_a_mutated_message_is_judged(changes: list[tuple[int, int, str]]) -> None:
    judge(of_message("message.eml", changed(message(), changes)))


@given(CHANGES)
def test_a_mutated_page_is_judged(changes: list[tuple[int, int, str]]) -> None:
    judge(of_page("page.html", changed(PAGE.encode(), changes)))


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_as_a_message_and_as_a_page(data: bytes) -> None:
    judge(of_message("message.eml", data))
    judge(of_page("page.html", data))


@given(st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=30).map("".join))
def test_a_tree_holds_the_page_in_its_order_and_positions_lie_inside(source: str) -> None:
    page = parse(source)
    assert [element.at for element in page.elements] == sorted(element.at for element in page.elements)
    for element in page.elements:
        assert source[element.at] == "<"
    for fault in page.faults:
        line, column = page.position(fault.at)
        assert 1 <= line <= source.count("\n") + 1
        assert column >= 1
    assert list(walked(page.root)) == list(page.elements)


def walked(element: Element) -> list[Element]:
    return [node for node in element.descendants() if not isinstance(node, Text)]


@given(st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=30).map("".join))
def test_resolving_for_outlook_moves_nothing(source: str) -> None:
    resolved = for_outlook(source).source
    assert len(resolved) == len(source)
    assert all(now in {before, " "} for before, now in zip(source, resolved, strict=True))


@given(st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=30).map("".join))
def test_any_text_is_a_style_sheet(text: str) -> None:
    for rule in sheet(text).rules:
        assert 0 <= rule.at <= len(text)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000,
        "</div>" * 20_000,
        "<table><tr><td>" * 5_000,
        "<p " + "a=b " * 20_000,
        "<p " + 'a="' * 20_000,
        "<" * 50_000,
        "<!--[if mso]>" * 5_000,
        "<!--[if " + "(" * 500 + "]><![endif]-->",
        "<!--[if " + "!" * 500 + "mso]><![endif]-->",
        f"<style>{'a{' * 10_000}</style>",
        f"<style>{'a ' * 5_000}{{color:red}}</style><a>",
        f"<style>{'(' * 20_000}</style>",
        f"<p style='{'a:' * 20_000}'>",
        f"<p style='width:{'(' * 5_000}'>",
        f"<p style='{'/*' * 20_000}'>",
        "<h1>a</h1><h6>b</h6>" * 2_000,
        f"<a href='{'%41' * 20_000}'>x</a>",
        f"<img src='data:{'A' * 100_000}'>",
        "<td>x" * 5_000,
    ],
    ids=lambda page: page[:20],
)
def test_a_page_made_to_be_slow_or_deep_is_judged(page: str) -> None:
    judge(of_page("page.html", page.encode()))
