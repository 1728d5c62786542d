"""Figures: amounts as people type them, and amounts as a language writes them."""

from brief.figures.amount import TO_COME, Amount, AmountError, Bound, Direction, Said, amount_from_parts
from brief.figures.numerals import decimal_of
from brief.figures.typed import parse_amount, with_unit
from brief.figures.written import write_alone, write_amount, write_change

__all__ = [
    "TO_COME",
    "Amount",
    "AmountError",
    "Bound",
    "Direction",
    "Said",
    "amount_from_parts",
    "decimal_of",
    "parse_amount",
    "with_unit",
    "write_alone",
    "write_amount",
    "write_change",
]
