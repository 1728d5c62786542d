"""Numbers of chart and table cells, and the digits a language writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.figures import AmountError, decimal_of
from brief.figures.numerals import digits
from brief.languages import known, language

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "3.10", "3.10"),
        ("en", " 1,240.5 ", "1240.5"),
        ("en", "-3.1", "-3.1"),
        ("en", "\u2212 3.1", "-3.1"),
        ("en", "+4", "4"),
        ("de", "-1.240,5", "-1240.5"),
        ("fr", "1\u202f240", "1240"),
        ("fr", "1 240,0", "1240.0"),
        ("es", "1240", "1240"),
        ("ar", "٣٫١", "3.1"),
        ("zh", "－３．１", "-3.1"),
    ],
)
def test_a_cell_is_read_with_the_separators_of_its_language(code: str, text: str, value: str) -> None:
    assert str(decimal_of(text, language(code))) == value


@pytest.mark.parametrize(
    ("text", "message", "hint", "offset"),
    [
        ("", "no number is written", "an empty cell is a gap", 0),
        ("n/a", "'n/a' is no number", "digits only; unit: says what they count", 0),
        ("3.1 %", "'3.1 %' is no number", "digits only; unit: says what they count", 0),
        ("3-4", "'3-4' is no number", "digits only; unit: says what they count", 0),
        ("\u00b2", "'\u00b2' is no number", "digits only; unit: says what they count", 0),
        (" -3,1", "'3,1' is no number in English", "-3.1", 2),
    ],
)
def test_a_cell_that_is_no_number_is_refused(text: str, message: str, hint: str, offset: int) -> None:
    with pytest.raises(AmountError) as refused:
        decimal_of(text, language("en"))
    assert (refused.value.message, refused.value.hint, refused.value.offset) == (message, hint, offset)


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(known()))
def test_digits_are_read_as_the_number_they_were_written_for(value: Decimal, code: str) -> None:
    found = decimal_of(digits(value, language(code)), language(code))
    assert found == value
    assert found.as_tuple().exponent == value.as_tuple().exponent
