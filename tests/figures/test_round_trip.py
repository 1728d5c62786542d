"""What a language writes is read again as the same amount."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.figures import Amount, AmountError, Bound, parse_amount, write_amount
from brief.figures.numerals import digits
from brief.languages import Language, known, language


@st.composite
def typed(draw: st.DrawFn, speech: Language) -> Amount:
    """An amount that a person may type in a language, with a size that is printed without a change of scale."""
    low = draw(st.decimals(0, 10**7, places=2) | st.integers(0, 10**9).map(Decimal))
    more = draw(st.none() | st.decimals("0.5", 1000, places=1))
    currency = draw(st.sampled_from(["", *speech.currencies, *([] if speech.currency_names else ["SEK", "BRL"])]))
    return Amount(
        value=low,
        high=None if more is None else low + more,
        bound=draw(st.sampled_from([None, *get_args(Bound)])),
        unit=draw(st.sampled_from(["", "points", "块芯片", *([] if currency else ["%", "% of GDP"])])),
        currency=currency,
        scale=draw(st.sampled_from([Decimal(1), *(row.multiplier for row in speech.scales if row.printed)])),
    )


@given(st.data(), st.sampled_from(known()))
def test_what_is_written_is_read_as_the_same_amount(data: st.DataObject, code: str) -> None:
    speech = language(code)
    given_amount = data.draw(typed(speech))
    found = parse_amount(write_amount(given_amount, speech), speech)
    assert found == given_amount
    assert (str(found.value), str(found.high)) == (str(given_amount.value), str(given_amount.high))


@given(st.decimals(0, 10**7, places=3), st.decimals(0, 10**7, places=3), st.sampled_from(known()))
def test_a_range_rises_or_is_refused(low: Decimal, high: Decimal, code: str) -> None:
    speech = language(code)
    text = f"{digits(low, speech)}-{digits(high, speech)}"
    if low < high:
        found = parse_amount(text, speech)
        assert (found.low, found.top) == (low, high)
    else:
        with pytest.raises(AmountError, match="does not rise"):
            parse_amount(text, speech)


@pytest.mark.parametrize("code", known())
def test_every_listed_currency_is_read_in_each_of_its_plurals(code: str) -> None:
    speech = language(code)
    for currency in speech.currencies:
        for count in ("0", "1", "1.5", "2", "3", "11", "100"):
            expected = Amount(Decimal(count), currency=currency)
            assert parse_amount(write_amount(expected, speech), speech) == expected


@pytest.mark.parametrize("code", ["de", "en", "es", "fr"])
def test_every_sign_that_is_printed_is_read(code: str) -> None:
    speech = language(code)
    for currency in ("BRL", "MXN", "NZD", "TWD", "VND", "ILS", "SGD", "ARS", "SEK", "XOF"):
        expected = Amount(Decimal(5), currency=currency, scale=Decimal(10) ** 6)
        assert parse_amount(write_amount(expected, speech), speech) == expected


def read(text: str, speech: Language) -> Amount | AmountError:
    try:
        return parse_amount(text, speech)
    except AmountError as error:
        return error


@given(st.text() | st.text("0123456789.,-–+$€%mbn to者亿و "), st.sampled_from(known()))
def test_any_text_is_an_amount_or_an_error_with_its_place(text: str, code: str) -> None:
    found = read(text, language(code))
    if isinstance(found, AmountError):
        assert found.message
        assert 0 <= found.offset <= len(text)
    else:
        assert found.low <= found.top
        assert write_amount(found, language(code))
