"""Amounts as people type them: read exactly, or refused with what to write instead."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import brief.figures
from brief.figures import Amount, AmountError, Bound, parse_amount, with_unit, write_amount
from brief.languages import language


def amount(  # noqa: PLR0913, PLR0917 -- a table of expected amounts
    value: str, high: str | None = None, bound: Bound | None = None, unit: str = "", currency: str = "", power: int = 0
) -> Amount:
    return Amount(Decimal(value), Decimal(high) if high else None, bound, unit, currency, Decimal(10) ** power)


READ = {
    "en": {
        "3.1 %": amount("3.1", unit="%"),
        "3.1%": amount("3.1", unit="%"),
        "3.1 per cent": amount("3.1", unit="%"),
        "3.1 Percent": amount("3.1", unit="%"),
        "over 8 %": amount("8", bound="over", unit="%"),
        "More than 8 per cent": amount("8", bound="over", unit="%"),
        "under 8": amount("8", bound="under"),
        "at least 8": amount("8", bound="at least"),
        "8 or more": amount("8", bound="at least"),
        "10,000+": amount("10000", bound="at least"),
        "no more than 8": amount("8", bound="up to"),
        "nearly $5.6m": amount("5.6", bound="about", currency="USD", power=6),
        "US$5.6 million": amount("5.6", currency="USD", power=6),
        "$5.6 m": amount("5.6", currency="USD", power=6),
        "€1.2bn": amount("1.2", currency="EUR", power=9),
        "5 USD": amount("5", currency="USD"),
        "SEK 5": amount("5", currency="SEK"),
        "EUR5m": amount("5", currency="EUR", power=6),
        "5.6 million US dollars": amount("5.6", currency="USD", power=6),
        "$70 a barrel": amount("70", unit="a barrel", currency="USD"),
        "1.5-70 billion": amount("1.5", "70", power=9),
        "1.5–70 billion": amount("1.5", "70", power=9),
        "1.5 billion to 70 billion": amount("1.5", "70", power=9),
        "between $1.5 and $2 billion": amount("1.5", "2", currency="USD", power=9),
        "from 3 to 5 %": amount("3", "5", unit="%"),
        "3 % to 5 %": amount("3", "5", unit="%"),
        "EUR1-EUR2 million": amount("1", "2", currency="EUR", power=6),
        "500 million to 1.2 billion": amount("0.5", "1.2", power=9),
        "10,000": amount("10000"),
        "10 000": amount("10000"),
        "10000": amount("10000"),
        "0.50": amount("0.50"),
        "25 basis points": amount("25", unit="basis points"),
        "0.5 percentage points": amount("0.5", unit="percentage points"),
        "3.1 % of GDP": amount("3.1", unit="% of GDP"),
        "10,000 H100 chips": amount("10000", unit="H100 chips"),
        "5m": amount("5", power=6),
        "5 m": amount("5", unit="m"),
    },
    "de": {
        "1.240": amount("1240"),
        "3,1 %": amount("3.1", unit="%"),
        "3,10 Prozent": amount("3.10", unit="%"),
        "mehr als 8 %": amount("8", bound="over", unit="%"),
        "1.240,5 Mio. Euro": amount("1240.5", currency="EUR", power=6),
        "zwischen 3 und 5 Prozent": amount("3", "5", unit="%"),
        "5,6 Milliarden Parameter": amount("5.6", unit="Parameter", power=9),
        "1'240 Fr.": amount("1240", currency="CHF"),
        "0,5 Prozentpunkte": amount("0.5", unit="Prozentpunkte"),
    },
    "fr": {
        "1 240": amount("1240"),
        "1\u202f240,5 €": amount("1240.5", currency="EUR"),
        "3,1 pour cent": amount("3.1", unit="%"),
        "15 M€": amount("15", currency="EUR", power=6),
        "2 Md€": amount("2", currency="EUR", power=9),
        "5,6 millions de dollars": amount("5.6", currency="USD", power=6),
        "1,5 milliard d’habitants": amount("1.5", unit="habitants", power=9),
        "1,5 milliard d'euros": amount("1.5", currency="EUR", power=9),
        "de 3 à 5 %": amount("3", "5", unit="%"),
        "jusqu’à 5": amount("5", bound="up to"),
        "plus d'1 million": amount("1", bound="over", power=6),
    },
    "es": {
        "1.240": amount("1240"),
        "3,1 por ciento": amount("3.1", unit="%"),
        "5,6 mil millones de dólares": amount("5.6", currency="USD", power=9),
        "5 mil": amount("5", power=3),
        "entre 3 y 5 %": amount("3", "5", unit="%"),
        "cerca de 5 millones": amount("5", bound="about", power=6),
    },
    "ar": {
        "٣٫١٪": amount("3.1", unit="%"),
        "١٬٢٤٠": amount("1240"),
        "أكثر من 8 في المئة": amount("8", bound="over", unit="%"),
        "بين 1.5 و70 مليار": amount("1.5", "70", power=9),
        "من 3 إلى 5%": amount("3", "5", unit="%"),
        "5.6 مليون دولار": amount("5.6", currency="USD", power=6),
    },
    "zh": {
        "15亿-700亿": amount("15", "700", power=8),
        "15亿至700亿": amount("15", "700", power=8),
        "１５～７００亿": amount("15", "700", power=8),
        "约15亿美元": amount("15", bound="about", currency="USD", power=8),
        "逾８％": amount("8", bound="over", unit="%"),
        "15亿以上": amount("15", bound="at least", power=8),
        "1.5万亿元": amount("1.5", currency="CNY", power=12),
        "1万块芯片": amount("1", unit="块芯片", power=4),
        "¥5": amount("5", currency="CNY"),
    },
}

ONE_OR_RANGE = "one number, or a range as in 3-5"
REFUSED = {
    ("en", ""): ("no amount is written", "a number with its unit", 0),
    ("en", "  "): ("no amount is written", "a number with its unit", 0),
    ("en", "none"): ("'none' holds no number", "write the number in digits", 0),
    ("en", "3 and 5"): ("'3 and 5' holds two numbers that are no range", ONE_OR_RANGE, 6),
    ("en", "3 5 7"): ("'3 5 7' holds 3 numbers", ONE_OR_RANGE, 4),
    ("en", "between 3"): ("'between' opens a range, and there is one number", ONE_OR_RANGE, 0),
    ("en", "70-1.5 billion"): ("the range does not rise", "the smaller number comes first", 3),
    ("en", "5-5"): ("the range does not rise", "the smaller number comes first", 2),
    ("en", "1 million-5"): ("only the range's lower end has a scale", "the scale goes after the upper end", 11),
    ("en", "$5-€7"): ("a range from 'USD' to 'EUR'", "both ends count the same", 4),
    ("en", "$5 EUR"): ("two currencies are said, USD and EUR", "keep one of them", 6),
    ("de", "3.1 %"): ("'3.1' is no number in German", "3,1 %", 0),
    ("de", "über 3.1 Prozent"): ("'3.1' is no number in German", "über 3,1 Prozent", 5),
    ("en", "over 3,1 %"): ("'3,1' is no number in English", "over 3.1 %", 5),
    ("en", "1,24"): ("'1,24' is no number in English", "1.24", 0),
    ("en", "1.240,5"): ("'1.240,5' is no number in English", "1,240.5", 0),
    ("en", "12,00,000"): ("'12,00,000' is no number in English", "1,200,000", 0),
    ("en", "010"): ("'010' is no number in English", "10", 0),
    ("fr", "1.240 €"): ("'1.240' is no number in French", "1,240 € or 1\u202f240 €", 0),
    ("de", "0.240"): ("'0.240' is no number in German", "0,240", 0),
    ("en", "-3.1 %"): (
        "a minus sign before an amount",
        "down: 3.1 %; a level below zero takes the long form, with value:",
        0,
    ),
    ("en", "\u2212$5m"): (
        "a minus sign before an amount",
        "down: $5m; a level below zero takes the long form, with value:",
        0,
    ),
    ("en", "+2 %"): ("a plus sign before an amount", "up: 2 %", 0),
    ("en", "5 to -7"): ("a minus sign after 'to'", "a range has no signs", 5),
    ("en", "down 3 %"): ("'down' before an amount", "down: 3 %", 0),
    ("fr", "en hausse de 3 %"): ("'en hausse de' before an amount", "up: 3 %", 0),
    ("en", ".5 %"): ("an amount begins with a digit", "0.5 %", 0),
    ("en", "3.1 mllion"): ("'mllion' is no scale", "3.1 million; a unit of that name goes under unit:", 4),
    ("en", "$5 bilion"): ("'bilion' is no scale", "$5 billion; a unit of that name goes under unit:", 3),
    ("de", "3,1 Milionen"): ("'Milionen' is no scale", "3,1 Millionen; a unit of that name goes under unit:", 4),
    ("en", "ovre 5"): ("'ovre' before the number is no bound and no currency", "", 0),
    ("en", "aboutt 5"): ("'aboutt' before the number is no bound and no currency", "about", 0),
    ("en", "over 5 or more"): ("two bounds are said", "keep one of them", 7),
    ("en", "5."): ("'.' after the number is no unit", "a unit begins with a letter, % or °", 1),
    ("en", "5 / day"): ("'/ day' after the number is no unit", "a unit begins with a letter, % or °", 2),
}


@pytest.mark.parametrize(
    ("code", "text", "expected"), [(code, text, found) for code, row in READ.items() for text, found in row.items()]
)
def test_an_amount_is_read_as_it_is_typed(code: str, text: str, expected: Amount) -> None:
    found = parse_amount(text, language(code))
    assert found == expected
    assert (str(found.value), str(found.high)) == (str(expected.value), str(expected.high))


@pytest.mark.parametrize(("code", "text"), REFUSED)
def test_what_is_no_amount_is_refused_with_what_to_write(code: str, text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_amount(text, language(code))
    assert (refused.value.message, refused.value.hint, refused.value.offset) == REFUSED[code, text]


def test_sizes_are_absolute() -> None:
    found = parse_amount("1.5-70 billion", language("en"))
    assert (found.low, found.top) == (Decimal("1.5e9"), Decimal("70e9"))
    alone = parse_amount("10,000", language("en"))
    assert alone.low == alone.top == 10000


def test_only_an_unbounded_nothing_is_zero() -> None:
    english = language("en")
    assert parse_amount("0.00 %", english).is_zero
    assert not parse_amount("under 0.1 %", english).is_zero
    assert not parse_amount("0-3 %", english).is_zero
    assert not parse_amount("over 0 %", english).is_zero


def test_the_unit_may_stand_beside_the_amount() -> None:
    english = language("en")
    assert parse_amount("1.5-70 billion", english, "parameters") == amount("1.5", "70", unit="parameters", power=9)
    assert parse_amount("3.1", english, "per cent") == amount("3.1", unit="%")
    assert parse_amount("3.1 %", english, "percent") == amount("3.1", unit="%")
    assert parse_amount("5", english, "USD") == amount("5", currency="USD")
    assert parse_amount("5", english, "million dollars") == amount("5", currency="USD", power=6)
    assert parse_amount("5", english, "bullion bars") == amount("5", unit="bullion bars")
    assert parse_amount("7", english, "per 100,000 people") == amount("7", unit="per 100,000 people")


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("3 %", "points", "the unit is said twice, as '%' and as 'points'"),
        ("$3", "EUR", "the unit is said twice, as 'USD' and as 'EUR'"),
        ("3 million", "billion", "the scale is said twice, in the amount and in 'billion'"),
    ],
)
def test_a_unit_that_is_said_twice_is_refused(text: str, unit: str, message: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_amount(text, language("en"), unit)
    assert refused.value.message == message


def test_a_number_from_elsewhere_takes_its_unit_by_words() -> None:
    assert with_unit(Amount(Decimal("-3.1")), "Prozent", language("de")) == amount("-3.1", unit="%")


def test_every_typed_digit_is_kept() -> None:
    text = "1234567890" * 500 + ".1234567890"
    found = parse_amount(text, language("en"))
    assert str(found.value) == text
    assert write_amount(found, language("en")).replace(",", "") == text


def test_a_text_that_is_far_too_long_for_an_amount_is_refused_unread() -> None:
    with pytest.raises(AmountError, match=r"^20,000 characters are no amount$"):
        parse_amount("5 " * 10_000, language("en"))


def test_reading_an_amount_loads_no_locale_data() -> None:
    program = (
        "import sys; from brief.figures import parse_amount; from brief.languages import language;"
        "parse_amount('over 8 %', language('en')); sys.exit('babel' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(brief.figures.__file__).parents[2])}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
