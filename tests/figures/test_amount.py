"""The long form: plain decimals for machines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brief.figures import Amount, AmountError, amount_from_parts


def test_parts_are_plain_decimals_with_their_precision() -> None:
    found = amount_from_parts("3.10", unit="%", bound="over")
    assert found == Amount(Decimal("3.10"), bound="over", unit="%")
    assert str(found.value) == "3.10"


def test_a_scale_is_a_power_of_ten_in_either_spelling() -> None:
    for scale in ("1000000", "1e6", "1E+6", Decimal(10) ** 6):
        found = amount_from_parts(Decimal("1.5"), "70", scale=scale, currency="usd")
        assert (found.low, found.top, found.currency) == (Decimal(1500000), Decimal(70000000), "USD")
        assert str(found.scale) == "1000000"


def test_a_level_may_be_below_zero() -> None:
    assert amount_from_parts("-0.5").low == amount_from_parts("\u22120.5").low == Decimal("-0.5")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"value": "3,1"}, "value: '3,1' is no plain number"),
        ({"value": "010"}, "value: '010' is no plain number"),
        ({"value": "NaN"}, "value: 'NaN' is no plain number"),
        ({"value": "5", "high": "four"}, "high: 'four' is no plain number"),
        ({"value": "5", "high": "4"}, "high: 4 is not above value: 5"),
        ({"value": "5", "scale": "1500"}, "scale: 1500 is no power of ten"),
        ({"value": "5", "scale": "0.1"}, "scale: 0.1 is no power of ten"),
        ({"value": "5", "currency": "dollar"}, "currency: 'dollar' is no code of ISO 4217"),
        ({"value": "5", "currency": "XYZ"}, "currency: 'XYZ' is no code of ISO 4217"),
    ],
)
def test_parts_that_are_no_amount_are_refused(parts: dict[str, str], message: str) -> None:
    with pytest.raises(AmountError) as refused:
        amount_from_parts(**parts)  # type: ignore[arg-type]
    assert refused.value.message == message
    assert refused.value.hint
