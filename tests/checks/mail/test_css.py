from __future__ import annotations

import pytest

from brief.checks.mail.css import declarations, pixels, sheet


def test_a_sheet_is_its_rules_with_their_conditions_and_places() -> None:
    text = "a, .b > td { color: red; }\n@media (max-width: 9px) { p { margin: 0 !important } }"
    first, second = sheet(text).rules
    assert [chosen.text for chosen in first.selectors] == ["a", ".b > td"]
    assert [(made.name, made.value, made.important) for made in first.declarations] == [("color", "red", False)]
    assert first.conditions == ()
    assert second.conditions == ("@media (max-width: 9px)",)
    assert second.declarations[0].important
    assert text[second.at :].startswith("p {")
    assert text[second.declarations[0].at :].startswith("margin")


def test_strings_comments_and_addresses_hide_what_looks_like_structure() -> None:
    text = "/* } */ a { content: '}'; background: url(data:x;y); color: red }"
    (rule,) = sheet(text).rules
    assert [made.name for made in rule.declarations] == ["content", "background", "color"]
    assert rule.declarations[1].value == "url(data:x;y)"


def test_at_rules_are_named() -> None:
    text = "@import url(x.css); @font-face { font-family: X; src: url(x) } a { }"
    assert [(name, rest) for name, rest, _ in sheet(text).at_rules] == [("import", "url(x.css)"), ("font-face", "")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a { color: red", "{ is not closed in the style sheet"),
        ("a { } }", "} closes nothing in the style sheet"),
    ],
)
def test_a_broken_sheet_is_told(text: str, message: str) -> None:
    assert [said for said, _ in sheet(text).broken] == [message]


def test_a_style_attribute_is_its_declarations() -> None:
    made = declarations("color:#fff;font: 14px/20px 'A; B', serif ; ;broken;MARGIN : 0 !IMPORTANT")
    assert [(one.name, one.value, one.important) for one in made] == [
        ("color", "#fff", False),
        ("font", "14px/20px 'A; B', serif", False),
        ("margin", "0", True),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12px", 12), ("9pt", 12), ("1in", 96), ("2em", 40), ("1rem", 16), ("50%", 100), ("0", 0), ("auto", None)],
)
def test_a_length_is_told_in_pixels(value: str, expected: float | None) -> None:
    assert pixels(value, of=200, font=20) == expected
