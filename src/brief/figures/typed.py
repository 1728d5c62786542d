"""Amounts as people type them, read exactly or refused with what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from brief.figures.amount import Amount, AmountError, is_currency
from brief.figures.numerals import MINUS, numerals, plain, read_number
from brief.figures.vocabulary import vocabulary

if TYPE_CHECKING:
    from brief.figures.vocabulary import Vocabulary
    from brief.languages import Bound, Language

_CODE = re.compile(r"[A-Z]{3}(?![A-Za-z])")
_CODE_LAST = re.compile(r"(?<![A-Za-z])[A-Z]{3}$")
_DASH = re.compile(r"[-\u2010\u2011\u2012–—~]$")
_SIGN = re.compile(rf"[-+{MINUS}\u2013]")
_NO_UNIT = re.compile(r"[^\w°‰′″\"'ℓ]|[0-9_]")
_UNSAID = Decimal(0)
_ALIKE = 3  # words of so many letters are all alike
_ONE_OR_RANGE = "one number, or a range as in 3-5"


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said beside a number."""

    scale: Decimal = _UNSAID
    currency: str = ""
    unit: str = ""


def parse_amount(text: str, language: Language, unit: str = "") -> Amount:
    """The amount of a text in the language's words and separators; `unit` is what is counted where the text is silent.

    Raises AmountError: nothing written, no number, numbers that are no range, separators of another language, a sign,
    a word that is no unit, something said twice.
    """
    return _Reader(text, language).amount(unit)


class _Reader:
    """Reads one text: what stands before, between and after its numerals."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.plain = plain(text)
        self.language = language
        self.words: Vocabulary = vocabulary(language.code)

    def amount(self, unit: str) -> Amount:
        found = numerals(self.plain)
        self._refuse_what_is_no_amount(found)
        first, last = found[0], found[-1]
        bound, opener, currency = self._before(first.start())
        end, suffix = self._bound_after(last.end())
        high = None
        if first is last:
            if opener:
                raise AmountError(f"{opener!r} opens a range, and there is one number", _ONE_OR_RANGE)
            low = read_number(first, self.language)
            said = self._after(last.end(), end, currency)
        else:
            start, second = self._between(first.end(), last.start(), opener, currency)
            low = read_number(first, self.language)
            high = read_number(last, self.language)
            said = self._after(last.end(), end, second or currency)
            low, said = self._range(low, high, start, said, last)
        if bound and suffix:
            raise AmountError("two bounds are said", "keep one of them", last.end())
        said = self._with(said, unit)
        return Amount(low, high, bound or suffix, said.unit, said.currency, said.scale or Decimal(1))

    def _refuse_what_is_no_amount(self, found: list[re.Match[str]]) -> None:
        text = self.text.strip()
        if not text:
            raise AmountError("no amount is written", "a number with its unit")
        if not found:
            raise AmountError(f"{text!r} holds no number", "write the number in digits")
        if len(found) > 2:  # noqa: PLR2004 -- a range has two ends
            raise AmountError(f"{text!r} holds {len(found)} numbers", _ONE_OR_RANGE, found[2].start())

    def _before(self, end: int) -> tuple[Bound | None, str, str]:
        """The bound, the word that opens a range, and the currency before the first numeral."""
        position = self._skip(0, end)
        bound = self.words.bounds_before.at(self.plain[:end], position)
        position = self._skip(bound.end if bound else position, end)
        opener = self.words.openers.at(self.plain[:end], position)
        position = self._skip(opener.end if opener else position, end)
        currency, position = self._currency(position, end)
        rest = self.text[position:end].strip()
        if rest:
            self._refuse_before(rest, position, end)
        return bound.meaning if bound else None, opener.meaning if opener else "", currency

    def _refuse_before(self, rest: str, position: int, end: int) -> None:
        number = self.text[end:].strip()
        if sign := _SIGN.search(rest):
            key, name = ("up", "plus") if sign[0] == "+" else ("down", "minus")
            level = "; a level below zero takes the long form, with value:" if key == "down" else ""
            unsigned = f"{rest.replace(sign[0], '', 1)}{number}".strip()
            raise AmountError(f"a {name} sign before an amount", f"{key}: {unsigned}{level}", position)
        if rest[-1] in ".,":
            raise AmountError(f"{rest + number!r} begins with {rest[-1]!r}", f"0{rest[-1]}{number}", position)
        for way, pattern in self.language.changes.items():
            if rest.lower() in {way, pattern.replace("{0}", "").strip().lower()}:
                raise AmountError(f"{rest!r} before an amount", f"{way}: {number}", position)
        known = [*self.words.bounds_before.words, *self.words.currencies.words]
        raise AmountError(f"{rest!r} before the number is no bound and no currency", _nearest(rest, known), position)

    def _bound_after(self, start: int) -> tuple[int, Bound | None]:
        """Where the text ends without its bound (`or more`), and that bound."""
        end = len(self.plain.rstrip())
        bound = self.words.bounds_after.before(self.plain, end)
        return (bound.start, bound.meaning) if bound and bound.start >= start else (end, None)

    def _between(self, start: int, end: int, opener: str, currency: str) -> tuple[_Said, str]:
        """What is said beside the first of two numerals, and the second one's currency."""
        stop = len(self.plain[:end].rstrip())
        second, stop = self._currency_before(start, stop)
        stop = len(self.plain[:stop].rstrip())
        joint = self.words.joints.before(self.plain, stop)
        if _DASH.search(self.plain, start, stop):
            stop -= 1
            if word := self.words.joints.before(self.plain, len(self.plain[:stop].rstrip())):
                raise AmountError(f"a minus sign after {word.listed!r}", "the range of a change has no signs", stop)
        elif joint and joint.start >= start and opener in joint.meaning:
            stop = joint.start
        else:
            raise AmountError(f"{self.text.strip()!r} holds two numbers that are no range", _ONE_OR_RANGE, end)
        return self._after(start, stop, currency), second

    def _after(self, start: int, end: int, currency: str) -> _Said:
        """Scale, currency and unit after a numeral."""
        scale, position = self._scale(start, end, currency)
        found, after = self._currency(position, end)
        if found and currency and found != currency:
            raise AmountError(f"two currencies are said, {currency} and {found}", "keep one of them", position)
        position = self._skip(after, end)
        per_cent = None if found or currency else self.words.per_cent.at(self.plain[:end], position)
        if per_cent:
            rest = self._unit(per_cent.end, end)
            return _Said(scale, "", f"% {rest}" if rest else "%")
        unit = self._unit(position, end)
        if not (scale or found):
            self._refuse_misspelt(unit, position)
        return _Said(scale, found or currency, unit)

    def _scale(self, start: int, end: int, currency: str) -> tuple[Decimal, int]:
        """The scale after a numeral (0 where none is said) and where it ends; a bare letter needs company."""
        position = self._skip(start, end)
        for word in self.words.scales.all_at(self.plain[:end], position):
            multiplier, is_letter = word.meaning
            after = self._skip(word.end, end)
            if is_letter and self.text[word.start : word.end] != word.listed:
                continue
            if is_letter and position > start and not currency and not self._currency(after, end)[0]:
                continue
            of = self.words.of.at(self.plain[:end], after)
            return multiplier, self._skip(of.end if of else after, end)
        return _UNSAID, position

    def _currency(self, position: int, end: int) -> tuple[str, int]:
        if word := self.words.currencies.at(self.plain[:end], position):
            return word.meaning, self._skip(word.end, end)
        code = _CODE.match(self.plain, position, end)
        return (code[0], self._skip(code.end(), end)) if code and is_currency(code[0]) else ("", position)

    def _currency_before(self, start: int, end: int) -> tuple[str, int]:
        word = self.words.currencies.before(self.plain, end)
        if word and word.start >= start:
            return word.meaning, word.start
        code = _CODE_LAST.search(self.plain[:end], start)
        return (code[0], code.start()) if code and is_currency(code[0]) else ("", end)

    def _unit(self, start: int, end: int) -> str:
        unit = " ".join(self.text[start:end].split())
        if unit and _NO_UNIT.match(unit):
            raise AmountError(f"{unit!r} after the number is no unit", "a unit begins with a letter, % or °", start)
        return unit

    def _refuse_misspelt(self, unit: str, position: int) -> None:
        word = unit.partition(" ")[0]
        known = [
            scale
            for scale in (*self.words.scales.words, *self.words.per_cent.words)
            if len(scale) > _ALIKE and abs(len(scale) - len(word)) <= 1
        ]
        if near := _nearest(word, known):
            mended = f"{self.text[:position]}{near}{self.text[position + len(word) :]}".strip()
            raise AmountError(f"{word!r} is no scale", f"{mended}; a unit of that name goes under unit:", position)

    def _range(
        self, low: Decimal, high: Decimal, start: _Said, end: _Said, last: re.Match[str]
    ) -> tuple[Decimal, _Said]:
        """The range's lower end in the scale of the upper one, and what is said of both."""
        if start.scale and not end.scale:
            raise AmountError(
                "only the range's lower end has a scale", "the scale goes after the upper end", last.end()
            )
        if start.currency and end.currency and start.currency != end.currency:
            raise AmountError(f"a range from {start.currency} to {end.currency}", "one currency", last.start())
        if start.unit and end.unit and start.unit != end.unit:
            raise AmountError(f"a range from {start.unit!r} to {end.unit!r}", "one unit", last.start())
        if start.scale and start.scale != end.scale:
            low = Decimal(f"{low.scaleb((start.scale / end.scale).adjusted()).normalize():f}")
        if low >= high:
            raise AmountError("the range does not rise", "the smaller number comes first", last.start())
        return low, _Said(end.scale, start.currency or end.currency, end.unit or start.unit)

    def _with(self, said: _Said, unit: str) -> _Said:
        """What the text says, completed by the unit that was given beside it."""
        if not unit.strip():
            return said
        given = _Reader(unit, self.language)._given(said)
        for ours, theirs in ((said.scale, given.scale), (said.currency, given.currency), (said.unit, given.unit)):
            if ours and theirs and ours != theirs:
                raise AmountError(f"the unit is said twice, {self.text.strip()!r} and {unit.strip()!r}", "keep one")
        return _Said(said.scale or given.scale, said.currency or given.currency, said.unit or given.unit)

    def _given(self, said: _Said) -> _Said:
        end = len(self.plain.rstrip())
        scale, position = self._scale(0, end, said.currency)
        currency, position = self._currency(position, end)
        per_cent = self.words.per_cent.at(self.plain[:end], position)
        if per_cent:
            rest = self._unit(per_cent.end, end)
            return _Said(scale, currency, f"% {rest}" if rest else "%")
        return _Said(scale, currency, " ".join(self.text[position:end].split()))

    def _skip(self, position: int, end: int) -> int:
        while position < end and self.plain[position].isspace():
            position += 1
        return position


def _nearest(word: str, known: list[str]) -> str:
    return next(iter(get_close_matches(word.lower(), known, 1, 0.8)), "")
