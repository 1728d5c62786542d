"""Amounts as people type them, read exactly or refused with what to write instead."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from brief.figures.amount import TO_COME, Amount, AmountError, is_currency
from brief.figures.numerals import MINUS, numerals, plain, read_number
from brief.figures.vocabulary import has_sign, signed_currencies, vocabulary
from brief.values import dataclass

if TYPE_CHECKING:
    from brief.languages import Bound, Language

_CODE = re.compile(r"[A-Z]{3}(?![A-Za-z])")
_LAST_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}$")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014~"
_SIGN = re.compile(rf"[-+{MINUS}\u2013]")
_UNIT = re.compile(r"[^\W\d_]|[°\u2030\u2032\u2033\"'\u2113]")
_UNSAID = Decimal(0)
_ALIKE = 3  # words of so many letters are all alike
_ENDS = 2
_ONE_OR_RANGE = "one number, or a range as in 3-5"
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is said beside a number."""

    scale: Decimal = _UNSAID
    currency: str = ""
    unit: str = ""


def parse_amount(text: str, language: Language, unit: str = "") -> Amount:
    """The amount of a text in the language's words and separators; `unit` says what is counted where the text does not.

    Raises AmountError: nothing written, no number, numbers that are no range, separators of another language, a sign,
    a word that is no unit, something said twice. TK is an amount that is still to come.
    """
    if text.strip() == TO_COME:
        return with_unit(Amount(_UNSAID, open=True), unit, language)
    return with_unit(_Reader(text, language).amount(), unit, language)


def with_unit(amount: Amount, unit: str, language: Language) -> Amount:
    """The amount with the words of a `unit:` key (`per cent`, `USD`, `billion chips`); AmountError if said twice."""
    given = _Reader(unit, language).beside()
    if given.scale and amount.scale != 1:
        raise AmountError(f"the scale is said twice, in the amount and in {unit.strip()!r}", "keep one of them")
    for ours, theirs in ((amount.currency, given.currency), (amount.unit, given.unit)):
        if ours and theirs and ours != theirs:
            raise AmountError(f"the unit is said twice, as {ours!r} and as {theirs!r}", "keep one of them")
    return replace(
        amount,
        scale=given.scale or amount.scale,
        currency=amount.currency or given.currency,
        unit=amount.unit or given.unit,
    )


class _Reader:
    """Reads one text: what stands before, between and after its numerals."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.plain = plain(text)
        self.language = language
        self.words = vocabulary(language.code)
        self.currencies = signed_currencies(language.code) if has_sign(self.plain) else self.words.currencies

    def amount(self) -> Amount:
        """The amount that the whole text is."""
        if len(self.text) > _LONGEST:
            raise AmountError(f"{len(self.text):,} characters are no amount", _ONE_OR_RANGE, _LONGEST)
        found = numerals(self.plain)
        self._refuse_what_is_no_amount(found)
        first, last = found[0], found[-1]
        bound, opener, currency = self._before(first.start())
        end, bound_after = self._bound_after(last.end())
        if bound and bound_after:
            raise AmountError("two bounds are said", "keep one of them", end)
        low, high = read_number(first, self.language), None
        if first is last:
            if opener:
                raise AmountError(f"{opener!r} opens a range, and there is one number", _ONE_OR_RANGE)
            beside = self._after(last.end(), end, currency)
        else:
            high = read_number(last, self.language)
            start, second = self._between(first.end(), last.start(), opener, currency)
            beside = self._after(last.end(), end, second or currency)
            low, beside = _range(low, high, start, beside, last)
        return Amount(low, high, bound or bound_after, beside.unit, beside.currency, beside.scale or Decimal(1))

    def beside(self) -> _Beside:
        """What a text without a number says beside one."""
        end = len(self.plain.rstrip())
        scale, position = self._scale(0, end, "")
        currency, position = self._currency(position, end)
        return _Beside(scale, currency, self._unit(position, end))

    def _refuse_what_is_no_amount(self, found: list[re.Match[str]]) -> None:
        text = self.text.strip()
        if not text:
            raise AmountError("no amount is written", "a number with its unit")
        if not found:
            raise AmountError(f"{text!r} holds no number", "write the number in digits")
        if len(found) > _ENDS:
            raise AmountError(f"{text!r} holds {len(found)} numbers", _ONE_OR_RANGE, found[_ENDS].start())

    def _before(self, end: int) -> tuple[Bound | None, str, str]:
        """The bound, the word that opens a range, and the currency before the first numeral."""
        position = self._skip(0, end)
        bound = self.words.bounds_before.at(self.plain[:end], position)
        position = self._skip(bound.end if bound else position, end)
        opener = self.words.openers.at(self.plain[:end], position)
        position = self._skip(opener.end if opener else position, end)
        currency, position = self._currency(position, end)
        if self.text[position:end].strip():
            self._refuse_before(position, end)
        return bound.meaning if bound else None, opener.meaning if opener else "", currency

    def _refuse_before(self, position: int, end: int) -> None:
        rest, number = self.plain[position:end].strip(), self.text[end:].strip()
        if sign := _SIGN.search(self.plain, 0, end):
            key, name = ("up", "plus") if sign[0] == "+" else ("down", "minus")
            level = "; a level below zero takes the long form, with value:" if key == "down" else ""
            unsigned = (self.text[: sign.start()] + self.text[sign.end() :]).strip()
            raise AmountError(f"a {name} sign before an amount", f"{key}: {unsigned}{level}", sign.start())
        if rest[-1] in ".,":
            raise AmountError("an amount begins with a digit", f"0{rest[-1]}{number}", position)
        for way, pattern in self.language.changes.items():
            if rest.lower() in {way, pattern.replace("{0}", "").strip().lower()}:
                raise AmountError(f"{rest!r} before an amount", f"{way}: {number}", position)
        known = [*self.words.bounds_before.words, *self.currencies.words]
        raise AmountError(f"{rest!r} before the number is no bound and no currency", _nearest(rest, known), position)

    def _bound_after(self, start: int) -> tuple[int, Bound | None]:
        """Where the text ends without its bound (`or more`), and that bound."""
        end = len(self.plain.rstrip())
        bound = self.words.bounds_after.before(self.plain, end)
        return (bound.start, bound.meaning) if bound and bound.start >= start else (end, None)

    def _between(self, start: int, end: int, opener: str, currency: str) -> tuple[_Beside, str]:
        """What is said beside the first of two numerals, and the second one's currency."""
        second, stop = self._currency_before(start, len(self.plain[:end].rstrip()))
        stop = len(self.plain[:stop].rstrip())
        joint = self.words.joints.before(self.plain, stop)
        if stop > start and self.plain[stop - 1] in _DASHES:
            stop -= 1
            if word := self.words.joints.before(self.plain, len(self.plain[:stop].rstrip())):
                raise AmountError(f"a minus sign after {word.listed!r}", "a range has no signs", stop)
        elif joint and joint.start >= start and opener in joint.meaning:
            stop = joint.start
        else:
            raise AmountError(f"{self.text.strip()!r} holds two numbers that are no range", _ONE_OR_RANGE, end)
        return self._after(start, stop, currency), second

    def _after(self, start: int, end: int, currency: str) -> _Beside:
        """Scale, currency and unit after a numeral."""
        scale, position = self._scale(start, end, currency)
        found, position = self._currency(position, end)
        if found and currency and found != currency:
            raise AmountError(f"two currencies are said, {currency} and {found}", "keep one of them", position)
        unit = self._unit(position, end)
        if unit and not (scale or found or unit.startswith("%")):
            self._refuse_misspelt(unit, position)
        return _Beside(scale, found or currency, unit)

    def _scale(self, start: int, end: int, currency: str) -> tuple[Decimal, int]:
        """The scale after a numeral (0 where none is said) and where it ends; a bare letter needs company."""
        position = self._skip(start, end)
        for word in self.words.scales.all_at(self.plain[:end], position):
            multiplier, is_letter = word.meaning
            after = self._skip(word.end, end)
            if is_letter and self.text[word.start : word.end].split() != word.listed.split():
                continue
            if is_letter and position > start and not currency and not self._currency(after, end)[0]:
                continue
            of = self.words.of.at(self.plain[:end], after)
            return multiplier, self._skip(of.end if of else after, end)
        return _UNSAID, position

    def _currency(self, position: int, end: int) -> tuple[str, int]:
        if word := self.currencies.at(self.plain[:end], position):
            return word.meaning, self._skip(word.end, end)
        code = _CODE.match(self.plain, position, end)
        return (code[0], self._skip(code.end(), end)) if code and is_currency(code[0]) else ("", position)

    def _currency_before(self, start: int, end: int) -> tuple[str, int]:
        word = self.currencies.before(self.plain, end)
        if word and word.start >= start:
            return word.meaning, word.start
        code = _LAST_CODE.search(self.plain[:end], start)
        return (code[0], code.start()) if code and is_currency(code[0]) else ("", end)

    def _unit(self, start: int, end: int) -> str:
        per_cent = self.words.per_cent.at(self.plain[:end], start)
        unit = " ".join(self.text[per_cent.end if per_cent else start : end].split())
        if unit and not _UNIT.match(unit):
            raise AmountError(f"{unit!r} after the number is no unit", "a unit begins with a letter, % or °", start)
        return f"% {unit}".strip() if per_cent else unit

    def _refuse_misspelt(self, unit: str, position: int) -> None:
        word = unit.partition(" ")[0]
        listed = (*self.words.scales.words, *self.words.per_cent.words)
        near = _nearest(word, [one for one in listed if len(one) > _ALIKE and abs(len(one) - len(word)) <= 1])
        if near:
            mended = f"{self.text[:position]}{near}{self.text[position + len(word) :]}".strip()
            raise AmountError(f"{word!r} is no scale", f"{mended}; a unit of that name goes under unit:", position)

    def _skip(self, position: int, end: int) -> int:
        while position < end and self.plain[position].isspace():
            position += 1
        return position


def _range(low: Decimal, high: Decimal, start: _Beside, end: _Beside, last: re.Match[str]) -> tuple[Decimal, _Beside]:
    """The range's lower end in the scale of the upper one, and what is said of both."""
    if start.scale and not end.scale:
        raise AmountError("only the range's lower end has a scale", "the scale goes after the upper end", last.end())
    for ours, theirs in ((start.currency, end.currency), (start.unit, end.unit)):
        if ours and theirs and ours != theirs:
            raise AmountError(f"a range from {ours!r} to {theirs!r}", "both ends count the same", last.start())
    if start.scale and start.scale != end.scale:
        low = Decimal(f"{low.scaleb((start.scale / end.scale).adjusted()).normalize():f}")
    if low >= high:
        raise AmountError("the range does not rise", "the smaller number comes first", last.start())
    return low, _Beside(end.scale, start.currency or end.currency, end.unit or start.unit)


def _nearest(word: str, known: list[str]) -> str:
    from difflib import get_close_matches  # only when something is wrong

    return next(iter(get_close_matches(word.lower(), known, 1, 0.8)), "")
