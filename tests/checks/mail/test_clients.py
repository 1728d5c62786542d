from __future__ import annotations

import typing
from pathlib import Path

import pytest

from brief.checks.mail.appearance import support
from brief.checks.mail.clients import data, features, lacking
from brief.checks.mail.css import declarations
from brief.checks.mail.opening import of_page
from brief.desk import CLIENTS, Client


def used(style: str) -> list[str]:
    return [feature for made in declarations(style) for feature in features(made)]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("display: flex", ["display: flex"]),
        ("display: block", []),
        ("float: none; visibility: visible; transform: none", []),
        ("width: calc(100% - 2rem)", ["calc()", "1rem"]),
        ("margin: var(--x)", ["var()"]),
        ("--x: 1px", ["var()"]),
        ("background: #fff url(a.png?x=1vw)", []),
        ("font-family: 'calc(1rem)'", []),
        ("mso-line-height-rule: exactly; -webkit-transform: none", []),
        ("position: absolute; top: 0", ["position: absolute", "top"]),
        ("color: #1e1e1e; width: 12px", []),
    ],
)
def test_a_declaration_uses_the_features_it_spells(style: str, expected: list[str]) -> None:
    assert used(style) == expected


def test_programs_that_lack_a_feature_are_named_by_family() -> None:
    assert lacking("display: flex", CLIENTS) == "Outlook (Windows)"
    assert lacking("display: flex", ("gmail",)) == ""
    assert lacking("var()", ("gmail", "apple-mail")) == "Gmail"
    assert lacking("no such feature", CLIENTS) == ""


def test_a_desk_may_name_the_families_of_the_data() -> None:
    assert set(typing.get_args(Client)) == {name.partition(".")[0] for name in data()["programs"]}


def test_the_data_says_where_it_comes_from() -> None:
    assert data()["date"] >= "2026-05-13"
    assert "MIT" in data()["licence"]
    assert "caniemail" in data()["source"]


def test_its_date_is_told_with_each_finding_and_in_the_readme() -> None:
    page = of_page("p.html", b'<p style="display: flex">x')
    assert [hit.hint for hit in support(page)] == [f"display: flex (caniemail.com, {data()['date']})"]
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    assert f"of {data()['date']} (MIT)" in readme
