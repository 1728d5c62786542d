"""Numerals of every script as numbers, and numbers as the digits of a language."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.figures.amount import AmountError, is_currency
from brief.languages import known, language

if TYPE_CHECKING:
    from brief.languages import Language

MINUS = "\u2212"

# One character for one, so that offsets hold. Marks of direction are space to a reader of numbers.
_ZEROS = (0x0660, 0x06F0, 0xFF10)  # Arabic-Indic, Persian, full-width
_SAME = str.maketrans(
    {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)}
    | {"\u066b": ".", "\u066c": ",", "\u066a": "%"}
    | {chr(ord(sign) + 0xFEE0): sign for sign in "%,.+-~$"}
    | {"\uffe5": "¥"}
    | dict.fromkeys("\u200e\u200f\u061c\u2066\u2067\u2068\u2069", " ")
)

# Digits with whatever may separate them; which separators are right is the language's matter. Digits inside a name
# (H100, CO2) are none, those that touch a currency code (EUR5) are.
_NUMERAL = re.compile(r"[0-9]+(?:[.,'’][0-9]+|[ \u00a0\u202f\u2009][0-9]{3}(?![0-9]))*")
_NAME = re.compile(r"[A-Za-z]+$")
_CELL = re.compile(rf"\s*(?P<sign>[-+{MINUS}]?)\s*{_NUMERAL.pattern}\s*")


def plain(text: str) -> str:
    """The text with the digits and signs of every script as ASCII, of the same length."""
    return text.translate(_SAME)


def numerals(text: str) -> list[re.Match[str]]:
    """Every numeral of a plain text that is no part of a name."""
    found = []
    for numeral in _NUMERAL.finditer(text):
        name = _NAME.search(text, 0, numeral.start())
        if not name or is_currency(name[0]):
            found.append(numeral)
    return found


def read_number(numeral: re.Match[str], speech: Language) -> Decimal:
    """The number of a numeral with the language's separators, its precision kept.

    The error's hint is the whole text with the number as this language writes it, once for each language in which the
    numeral is one.
    """
    value = value_of(numeral[0], speech)
    if value is not None:
        return value
    readings = dict.fromkeys(value_of(numeral[0], language(code)) for code in known())
    spelt = [digits(reading, speech) for reading in readings if reading is not None] or [_regrouped(numeral[0], speech)]
    before, after = numeral.string[: numeral.start()], numeral.string[numeral.end() :]
    hint = " or ".join(f"{before}{number}{after}".strip() for number in spelt)
    raise AmountError(f"{numeral[0]!r} is no number in {speech.name}", hint, numeral.start())


def digits(value: Decimal, speech: Language) -> str:
    """The digits of a number in the language, as many as it has, grouped by threes."""
    whole, _, fraction = f"{value.copy_abs():f}".partition(".")
    if len(whole) >= speech.grouped_from:
        whole = f"{Decimal(whole):,f}".replace(",", speech.groups[0])
    return (MINUS if value < 0 else "") + (f"{whole}{speech.decimal}{fraction}" if fraction else whole)


def decimal_of(text: str, speech: Language) -> Decimal:
    """The number of a chart's or table's cell: the language's separators, a sign where it is below zero."""
    cell = plain(text)
    found = _CELL.fullmatch(cell)
    if not cell.strip():
        raise AmountError("no number is written", "an empty cell is a gap")
    if not found:
        raise AmountError(f"{text.strip()!r} is no number", "digits only; unit: says what they count")
    numeral = _NUMERAL.search(cell)
    value = read_number(numeral, speech) if numeral else Decimal(0)
    return value.copy_negate() if found["sign"] in {"-", MINUS} else value


def value_of(numeral: str, speech: Language) -> Decimal | None:
    """The number of a numeral with the language's separators; None where it is none there."""
    found = _shape(speech.code).fullmatch(numeral)
    if not found:
        return None
    whole = re.sub(r"[^0-9]", "", found["whole"])
    return Decimal(f"{whole}.{found['fraction']}" if found["fraction"] else whole)


@lru_cache
def _shape(code: str) -> re.Pattern[str]:
    speech = language(code)
    groups = "".join(map(re.escape, speech.groups))
    return re.compile(
        rf"(?P<whole>0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?P<group>[{groups}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
        rf"(?:{re.escape(speech.decimal)}(?P<fraction>[0-9]+))?"
    )


def _regrouped(numeral: str, speech: Language) -> str:
    """What a numeral that is none in any language may have meant: its digits alone."""
    return digits(Decimal(re.sub(r"[^0-9]", "", numeral)), speech)
