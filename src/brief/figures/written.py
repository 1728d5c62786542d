"""Amounts as a language writes them, by CLDR's patterns and the language's own words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from brief.figures.amount import TO_COME
from brief.figures.numerals import MINUS, digits
from brief.figures.vocabulary import is_chinese

if TYPE_CHECKING:
    from babel.core import Locale

    from brief.figures.amount import Amount, Direction
    from brief.languages import Language, Scale

_NUMBER_PATTERN = re.compile(r"[#0][#0,.]*")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_VOWELS = "aeiouhàâéèêëîïôûœæ"  # and h, which is mostly mute


def write_amount(amount: Amount, language: Language) -> str:
    """The size with its bound and unit, for a sentence: `over 8%`, `$5.6 million`, `1.5–70 billion parameters`."""
    size = _size(amount, language)
    return language.bounds[amount.bound].printed.format(size) if amount.bound else size


def write_change(amount: Amount, direction: Direction, language: Language) -> str:
    """The amount with its direction, for a sentence: `down over 8%`, `up 3%`, `unchanged`; a level as it is."""
    if direction == "is":
        return write_amount(amount, language)
    if amount.is_zero:
        return language.label("unchanged")
    text = language.changes[direction].format(write_amount(amount, language))
    for apart, joined in language.contractions:
        text = text.replace(apart, joined)
    return text


def write_alone(amount: Amount, direction: Direction, language: Language) -> str:
    """The amount as it stands in a strip, chart or table: `−3.1%`, `+2%`; in words where a bound or range is said."""
    if direction == "is" or amount.is_zero or amount.bound or amount.high is not None:
        return write_change(amount, direction, language)
    return ("+" if direction == "up" else MINUS) + _size(amount, language)


def _size(amount: Amount, language: Language) -> str:
    if amount.open:
        return _with_unit(TO_COME, None, amount.unit or amount.currency, language)
    scale, zeros = _printed_scale(amount.scale, language)
    low = _shifted(amount.value, zeros)
    high = None if amount.high is None else _shifted(amount.high, zeros)
    number = digits(low, language) if high is None else _range(low, high, language)
    sign = ""
    if high is None and low < 0:
        sign, number = MINUS, number.removeprefix(MINUS)
    count = low if high is None else high
    if amount.currency:
        return sign + _money(number, count, scale, amount, language)
    if scale:
        number = _counted(number, count, scale, language)
    return sign + _with_unit(number, scale, amount.unit, language)


def _range(low: Decimal, high: Decimal, language: Language) -> str:
    if low < 0:
        return f"{digits(low, language)} {language.label('to')} {digits(high, language)}"
    return language.ranges.printed.format(digits(low, language), digits(high, language))


def _printed_scale(multiplier: Decimal, language: Language) -> tuple[Scale | None, int]:
    """The language's word for a scale, and how many zeros the number gains where it has only a smaller one."""
    fitting = [scale for scale in language.scales if scale.printed and scale.multiplier <= multiplier]
    scale = max(fitting, key=lambda row: row.multiplier, default=None)
    return scale, (multiplier / (scale.multiplier if scale else 1)).adjusted()


def _shifted(value: Decimal, zeros: int) -> Decimal:
    """The number times a power of ten, its typed digits kept: 5.60 by two zeros is 560."""
    return Decimal(f"{value.scaleb(zeros):f}") if zeros else value


def _counted(number: str, count: Decimal, scale: Scale, language: Language) -> str:
    if len(scale.printed) == 1:
        return scale.printed["other"].format(number)
    category = _locale(language).plural_form(abs(count))
    return scale.printed.get(category, scale.printed["other"]).format(number)


def _with_unit(number: str, scale: Scale | None, unit: str, language: Language) -> str:
    if unit.startswith("%"):
        pattern = _locale(language).percent_formats[None].pattern.translate(_MARKS)
        return _NUMBER_PATTERN.sub(lambda _: number, pattern) + unit[1:]
    if not unit:
        return number
    if scale and scale.of:
        return f"{number} {_of(scale.of, unit)}"
    return f"{number}{unit}" if is_chinese(unit[0]) else f"{number} {unit}"


def _of(of: tuple[str, ...], unit: str) -> str:
    """A noun after million in French and Spanish: `de paramètres`, `d’habitants`."""
    word, elided = of[0], of[-1]
    return f"{elided}{unit}" if elided != word and unit[0].lower() in _VOWELS else f"{word} {unit}"


def _money(number: str, count: Decimal, scale: Scale | None, amount: Amount, language: Language) -> str:
    from babel.numbers import get_currency_name, get_currency_symbol

    locale = _locale(language)
    if language.currency_names:
        counted = _counted(number, count, scale, language) if scale else number
        name = get_currency_name(amount.currency, abs(count) if not scale else scale.multiplier, locale=locale)
        text = counted + ("" if is_chinese(name[0]) else " ") + name
    else:
        listed = language.currencies.get(amount.currency)
        symbol = (listed.printed if listed else "") or get_currency_symbol(amount.currency, locale)
        pattern = scale.currency if scale else _NUMBER_PATTERN.sub("{0}", _positive(locale))
        spaced = pattern.replace("¤{0}", "¤\u00a0{0}") if symbol[-1].isalpha() else pattern
        text = spaced.format(number).replace("¤", symbol)
    return _with_unit(text, None, amount.unit, language)


def _positive(locale: Locale) -> str:
    pattern: str = locale.currency_formats["standard"].pattern
    return pattern.partition(";")[0].translate(_MARKS)


def _locale(language: Language) -> Locale:
    from babel.core import Locale

    return Locale(language.locale)
