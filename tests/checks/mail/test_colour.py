from __future__ import annotations

import pytest

from brief.checks.mail.colour import BLACK, WHITE, Colour, attribute_colour, colour, contrast


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#fff", WHITE),
        ("#8C1D2F", Colour(140, 29, 47)),
        ("#0008", Colour(0, 0, 0, 136 / 255)),
        ("rgb(255, 0, 0)", Colour(255, 0, 0)),
        ("rgb(255 0 0 / 50%)", Colour(255, 0, 0, 0.5)),
        ("rgba(0,0,0,.5)", Colour(0, 0, 0, 0.5)),
        ("rgb(100%, 0%, 0%)", Colour(255, 0, 0)),
        ("hsl(120, 100%, 50%)", Colour(0, 255, 0)),
        ("RebeccaPurple", Colour(102, 51, 153)),
        ("transparent", Colour(0, 0, 0, 0)),
        ("currentcolor", None),
        ("rgb(1)", None),
        ("#12345", None),
        ("reddish", None),
    ],
)
def test_a_colour_is_read(text: str, expected: Colour | None) -> None:
    assert colour(text) == expected


def test_an_attribute_may_lack_the_number_sign() -> None:
    assert attribute_colour("FFFFFF") == WHITE


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21),
        (WHITE, WHITE, 1),
        (Colour(0x77, 0x77, 0x77), WHITE, 4.48),
        (Colour(140, 29, 47), WHITE, 9.01),
    ],
)
def test_contrast_is_that_of_wcag(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_what_is_half_transparent_is_seen_over_its_ground() -> None:
    assert str(Colour(0, 0, 0, 0.5).over(WHITE)) == "#808080"
