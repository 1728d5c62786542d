"""Amounts as each language writes them: in a sentence, with direction, standing alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brief.figures import Amount, parse_amount, write_alone, write_amount, write_change
from brief.figures.numerals import digits
from brief.languages import known, language

MILLION, BILLION = Decimal(10) ** 6, Decimal(10) ** 9

AMOUNTS = {
    "3.10 %": Amount(Decimal("3.10"), unit="%"),
    "over 8 %": Amount(Decimal(8), bound="over", unit="%"),
    "at least 8 %": Amount(Decimal(8), bound="at least", unit="%"),
    "up to 8 %": Amount(Decimal(8), bound="up to", unit="%"),
    "about 8 %": Amount(Decimal(8), bound="about", unit="%"),
    "10000": Amount(Decimal(10000)),
    "1240": Amount(Decimal(1240)),
    "5.6 m USD": Amount(Decimal("5.6"), currency="USD", scale=MILLION),
    "1240.50 EUR": Amount(Decimal("1240.50"), currency="EUR"),
    "2 bn SEK": Amount(Decimal(2), currency="SEK", scale=BILLION),
    "1.5-70 bn parameters": Amount(Decimal("1.5"), Decimal(70), unit="parameters", scale=BILLION),
    "1 m": Amount(Decimal(1), scale=MILLION),
    "3 m": Amount(Decimal(3), scale=MILLION),
    "3-4 %": Amount(Decimal(3), Decimal(4), unit="%"),
    "2 % of GDP": Amount(Decimal(2), unit="% of GDP"),
    "70 USD a barrel": Amount(Decimal(70), unit="a barrel", currency="USD"),
}

WRITTEN = {
    "en": {
        "3.10 %": "3.10%",
        "over 8 %": "over 8%",
        "at least 8 %": "at least 8%",
        "up to 8 %": "up to 8%",
        "about 8 %": "about 8%",
        "10000": "10,000",
        "1240": "1,240",
        "5.6 m USD": "$5.6 million",
        "1240.50 EUR": "€1,240.50",
        "2 bn SEK": "SEK\u00a02 billion",
        "1.5-70 bn parameters": "1.5–70 billion parameters",
        "1 m": "1 million",
        "3-4 %": "3–4%",
        "2 % of GDP": "2% of GDP",
        "70 USD a barrel": "$70 a barrel",
    },
    "de": {
        "3.10 %": "3,10\u00a0%",
        "over 8 %": "über 8\u00a0%",
        "at least 8 %": "mindestens 8\u00a0%",
        "up to 8 %": "bis zu 8\u00a0%",
        "about 8 %": "rund 8\u00a0%",
        "10000": "10.000",
        "1240": "1.240",
        "5.6 m USD": "5,6\u00a0Mio.\u00a0$",
        "1240.50 EUR": "1.240,50\u00a0€",
        "2 bn SEK": "2\u00a0Mrd.\u00a0SEK",
        "1.5-70 bn parameters": "1,5–70 Milliarden parameters",
        "1 m": "1 Million",
        "3 m": "3 Millionen",
        "3-4 %": "3–4\u00a0%",
    },
    "fr": {
        "3.10 %": "3,10\u00a0%",
        "over 8 %": "plus de 8\u00a0%",
        "at least 8 %": "au moins 8\u00a0%",
        "up to 8 %": "jusqu’à 8\u00a0%",
        "about 8 %": "environ 8\u00a0%",
        "10000": "10\u202f000",
        "1240": "1\u202f240",
        "5.6 m USD": "5,6\u00a0M\u00a0$US",
        "1240.50 EUR": "1\u202f240,50\u00a0€",
        "1.5-70 bn parameters": "1,5–70 milliards de parameters",
        "1 m": "1 million",
        "3 m": "3 millions",
    },
    "es": {
        "3.10 %": "3,10\u00a0%",
        "over 8 %": "más de 8\u00a0%",
        "about 8 %": "alrededor de 8\u00a0%",
        "10000": "10.000",
        "1240": "1240",
        "5.6 m USD": "5,6\u00a0M\u00a0US$",
        "1240.50 EUR": "1240,50\u00a0€",
        "2 bn SEK": "2\u00a0mil\u00a0M\u00a0SEK",
        "1 m": "1 millón",
        "3 m": "3 millones",
    },
    "ar": {
        "3.10 %": "3.10%",
        "over 8 %": "أكثر من 8%",
        "10000": "10,000",
        "5.6 m USD": "5.6 مليون دولار أمريكي",
        "1 m": "1 مليون",
        "3 m": "3 ملايين",
        "3-4 %": "3 إلى 4%",
    },
    "zh": {
        "3.10 %": "3.10%",
        "over 8 %": "逾8%",
        "about 8 %": "约8%",
        "10000": "10,000",
        "5.6 m USD": "560万美元",
        "1240.50 EUR": "1,240.50欧元",
        "1.5-70 bn parameters": "15至700亿 parameters",
        "3 m": "300万",
        "3-4 %": "3至4%",
    },
}


@pytest.mark.parametrize(
    ("code", "name", "words"), [(code, name, words) for code, row in WRITTEN.items() for name, words in row.items()]
)
def test_an_amount_is_written_as_its_language_writes_it(code: str, name: str, words: str) -> None:
    assert write_amount(AMOUNTS[name], language(code)) == words


@pytest.mark.parametrize(
    ("code", "down", "over", "up"),
    [
        ("en", "down 3.1%", "down over 8%", "up 2%"),
        ("de", "minus 3,1\u00a0%", "minus über 8\u00a0%", "plus 2\u00a0%"),
        ("fr", "en baisse de 3,1\u00a0%", "en baisse de plus de 8\u00a0%", "en hausse de 2\u00a0%"),
        ("es", "baja 3,1\u00a0%", "baja más de 8\u00a0%", "sube 2\u00a0%"),
        ("ar", "انخفاض قدره 3.1%", "انخفاض قدره أكثر من 8%", "ارتفاع قدره 2%"),
        ("zh", "下降3.1%", "下降逾8%", "上升2%"),
    ],
)
def test_a_change_says_its_direction(code: str, down: str, over: str, up: str) -> None:
    speech = language(code)
    assert write_change(Amount(Decimal("3.1"), unit="%"), "down", speech) == down
    assert write_change(Amount(Decimal(8), bound="over", unit="%"), "down", speech) == over
    assert write_change(Amount(Decimal(2), unit="%"), "up", speech) == up


def test_french_elides_before_a_bound_and_before_a_noun() -> None:
    french = language("fr")
    assert write_change(Amount(Decimal(3), bound="about"), "down", french) == "en baisse d’environ 3"
    assert write_change(Amount(Decimal(3), bound="at least"), "up", french) == "en hausse d’au moins 3"
    inhabitants = Amount(Decimal("1.5"), unit="habitants", scale=MILLION)
    assert write_amount(inhabitants, french) == "1,5 million d’habitants"


@pytest.mark.parametrize(
    ("amount", "direction", "words"),
    [
        (Amount(Decimal("3.1"), unit="%"), "down", "\u22123.1%"),
        (Amount(Decimal(2), unit="%"), "up", "+2%"),
        (Amount(Decimal(2), unit="%"), "is", "2%"),
        (Amount(Decimal(8), bound="over", unit="%"), "down", "down over 8%"),
        (Amount(Decimal(3), Decimal(4), unit="%"), "up", "up 3–4%"),
        (Amount(Decimal("5.6"), currency="USD", scale=MILLION), "down", "\u2212$5.6 million"),
        (Amount(Decimal("0.0"), unit="%"), "down", "unchanged"),
        (Amount(Decimal("0.0"), unit="%"), "is", "0.0%"),
    ],
)
def test_a_figure_alone_carries_a_sign_or_words(amount: Amount, direction: str, words: str) -> None:
    assert write_alone(amount, direction, language("en")) == words  # type: ignore[arg-type]


def test_a_change_of_nothing_is_unchanged_in_every_language() -> None:
    for code in known():
        speech = language(code)
        assert write_change(Amount(Decimal(0), unit="%"), "up", speech) == speech.label("unchanged")


def test_a_level_below_zero_has_a_true_minus_in_front() -> None:
    english = language("en")
    assert write_amount(Amount(Decimal("-0.5"), unit="%"), english) == "\u22120.5%"
    assert write_amount(Amount(Decimal(-5), currency="USD", scale=MILLION), english) == "\u2212$5 million"
    assert write_amount(Amount(Decimal(-2), Decimal(1), unit="°C"), english) == "\u22122 to 1 °C"


def test_chinese_and_latin_units_stand_as_chinese_sets_them() -> None:
    assert write_amount(Amount(Decimal(10000), unit="块芯片"), language("zh")) == "10,000块芯片"
    assert write_amount(Amount(Decimal(10), unit="kWh"), language("zh")) == "10 kWh"


@pytest.mark.parametrize("code", known())
@pytest.mark.parametrize("text", ["0", "0.50", "7", "999", "12345", "1234567.125", "-4000000"])
def test_digits_are_those_of_cldr(code: str, text: str) -> None:
    from babel.numbers import format_decimal

    speech, value = language(code), Decimal(text)
    places = "0" * len(text.partition(".")[2])
    written = format_decimal(value, f"#,##0.{places}" if places else "#,##0", speech.locale)
    assert digits(value, speech) == written.replace("\u200e", "").replace("-", "\u2212")


def test_no_mark_of_direction_is_written_formats_isolate() -> None:
    for amount in AMOUNTS.values():
        assert not set(write_amount(amount, language("ar"))) & set("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")


def test_the_typed_precision_is_printed() -> None:
    for text in ("3", "3.0", "3.10", "3.100"):
        assert write_amount(parse_amount(text, language("en")), language("en")) == text
