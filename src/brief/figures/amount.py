"""What an amount is, and its long form for machines."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, TypeAlias

from brief.languages import Bound
from brief.values import dataclass

__all__ = ["Amount", "AmountError", "Bound", "Direction", "Said", "amount_from_parts"]

Said: TypeAlias = Literal["reported", "expected", "planned", "claimed"]
Direction: TypeAlias = Literal["up", "down", "is"]

TO_COME = "TK"
"""What newsrooms write for what is to come."""
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
_CODE = re.compile(r"[A-Z]{3}")


class AmountError(ValueError):
    """An amount that cannot be read: what is wrong, what to write instead, and where in the text it stands."""

    def __init__(self, message: str, hint: str = "", offset: int = 0) -> None:
        self.message = message
        self.hint = hint
        self.offset = offset
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Amount:
    """A size as it was typed: `value` (to `high`) times `scale`, with its bound and what is counted.

    The digits of `value` and `high` are the typed ones (3.10 stays 3.10). `unit` is `%`, `% of GDP` or the desk's own
    words; `currency` an ISO 4217 code or empty. Only a level given in parts may be below zero.
    """

    value: Decimal
    high: Decimal | None = None
    bound: Bound | None = None
    unit: str = ""
    currency: str = ""
    scale: Decimal = Decimal(1)
    open: bool = False
    """Whether its size is still to come: typed and printed as TK."""

    @property
    def low(self) -> Decimal:
        """The size, or the lower end of the range, in ones."""
        return self.value * self.scale

    @property
    def top(self) -> Decimal:
        """The size, or the upper end of the range, in ones."""
        return (self.value if self.high is None else self.high) * self.scale

    @property
    def is_zero(self) -> bool:
        """Whether nothing is counted: a change of this size is none."""
        return not self.value and not self.high and self.bound is None and not self.open


def amount_from_parts(  # noqa: PLR0913, PLR0917 -- the keys of the long form
    value: Decimal | str,
    high: Decimal | str | None = None,
    unit: str = "",
    bound: Bound | None = None,
    currency: str = "",
    scale: Decimal | str = "1",
) -> Amount:
    """The amount of the long form: plain decimals (`-0.5`) and a scale that is a power of ten (`1000000`, `1e6`)."""
    low = _decimal(value, "value")
    top = None if high is None else _decimal(high, "high")
    if top is not None and top <= low:
        raise AmountError(f"high: {high} is not above value: {value}", "the smaller number goes under value:")
    multiplier = _decimal(scale, "scale")
    if multiplier < 1 or multiplier.normalize().as_tuple().digits != (1,):
        raise AmountError(f"scale: {scale} is no power of ten", "as in scale: 1000000")
    code = currency.strip().upper()
    if code and not is_currency(code):
        raise AmountError(f"currency: {currency!r} is no code of ISO 4217", "three letters, as in USD or EUR")
    return Amount(low, top, bound, unit.strip(), code, multiplier)


def is_currency(code: str) -> bool:
    """Whether a word is a code of ISO 4217."""
    if not _CODE.fullmatch(code):
        return False
    from babel.numbers import is_currency as is_listed

    return is_listed(code)


def _decimal(given: Decimal | str, key: str) -> Decimal:
    """A plain decimal, written out without an exponent."""
    text = str(given).strip().replace("\u2212", "-")
    if not _PLAIN.fullmatch(text):
        raise AmountError(f"{key}: {str(given)!r} is no plain number", "digits and at most one point, as in 1240.5")
    return Decimal(f"{Decimal(text):f}")
