"""Amounts in running text, as a reader understands them: how much of what, which way, how sure, and of whom."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from brief.figures.amount import is_currency
from brief.figures.numerals import numerals, plain, value_of
from brief.figures.vocabulary import folded, has_sign, signed_currencies, vocabulary
from brief.languages import language
from brief.tracing.eliding import with_elided
from brief.tracing.speech import speech
from brief.tracing.spelled import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.figures import Bound
    from brief.languages import Language
    from brief.tracing.words import Token

PER_CENT, POINTS, BASIS, CLOCK = "%", "points", "basis", "clock"
_SUFFIX = re.compile(r"[^\W\d_]+")
_COUNTED = re.compile(r" [^\W\d_]{3,} ")
"""What is counted, before a bound that comes last: `5 000 partants au maximum`."""
_ORDINAL = frozenset({"st", "nd", "rd", "th", "er", "e", "ème", "te", "ten"})
_NAME_BEFORE = re.compile(r"(?:[^\W\d_]-|[^\W_]/|[#§])$")
_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")
_CODE = re.compile(r" ?([A-Z]{3})(?![A-Za-z])")
_CODE_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z]{3}) ?$")
_PLAIN_SIGNS = str.maketrans("", "", "$€£¥₹₩")
_SIGN = re.compile(r"(?:^|[\s(])([-+])$")
_NEAR = 5
"""How many words before a range its noun may stand: `une hausse des prix de 2 à 3 %`."""
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


class Mention(NamedTuple):
    """An amount where it stands: `start` to `end` with its bound and unit, `number` where its digits begin.

    `low` (to `high`) is in ones, `step` one unit of the last digit written. `unit` is `%`, `points`, a currency's code
    or empty, `measure` the metres or hours it counts, and what
    leaves its unit out is `elided`. `spelled` are numbers in words, `years` may be years.
    """

    start: int
    end: int
    number: int
    low: Decimal
    high: Decimal | None = None
    step: Decimal = Decimal(1)
    unit: str = ""
    scale: Decimal = Decimal(1)
    bound: Bound | None = None
    sign: str = ""
    spelled: bool = False
    ordinal: bool = False
    measure: str = ""
    year: bool = False
    elided: bool = False

    @property
    def least(self) -> Decimal:
        """One unit of the last digit that says something: 7,400 is known to hundreds."""
        digits = str(int(self.low / self.step))
        return self.step.scaleb(len(digits) - len(digits.rstrip("0"))) if self.low else self.step

    @property
    def counts(self) -> bool:
        """Whether it parts a sentence into what is said of one amount and of the next."""
        return not self.ordinal and not self.year and (not self.spelled or self.low > 12 or bool(self.unit))  # noqa: PLR2004


def mentions(text: str, words: Sequence[Token], code: str, taken: Sequence[tuple[int, int]]) -> tuple[Mention, ...]:
    """Every amount of a normalised text with its words, in its order; `taken` are spans that are dates or names."""
    return _Finder(text, words, code, taken).found()


class _Finder:
    """Reads one text."""

    def __init__(self, text: str, run: Sequence[Token], code: str, taken: Sequence[tuple[int, int]]) -> None:
        self.run = run
        self.plain = plain(text)
        self.folded = folded(self.plain)
        self.language: Language = language(code)
        self.speech = speech(code)
        self.words = vocabulary(code)
        self.taken = taken
        foreign = "$" in text and re.search(r"[A-Za-z]\$", text)
        signs = foreign or (not text.isascii() and has_sign(text.translate(_PLAIN_SIGNS)))
        self.currencies = signed_currencies(code) if signs else self.words.currencies

    def found(self) -> tuple[Mention, ...]:
        """Its amounts; two that are the ends of a range are told as the range, and alone where it may be a change."""
        single = sorted((*self._clocks(), *self._in_digits(), *self._in_words()), key=lambda one: one.number)
        made: list[Mention] = []
        at = 0
        while at < len(single):
            pair = self._range(single[at], single[at + 1]) if at + 1 < len(single) else ()
            made.extend(pair or (single[at],))
            at += 2 if pair else 1
        return tuple(with_elided(made, self.folded, self.speech))

    def _free(self, start: int, end: int) -> bool:
        return not any(start < last and first < end for first, last in self.taken)

    def _clocks(self) -> Iterator[Mention]:
        for found in _CLOCK.finditer(self.plain):
            if self._free(*found.span()):
                minutes = Decimal(int(found[1]) * 60 + int(found[2]))
                yield Mention(*found.span(), found.start(), minutes, unit=CLOCK)

    def _in_digits(self) -> Iterator[Mention]:
        clocks = [found.span() for found in _CLOCK.finditer(self.plain)]
        for found in numerals(self.plain):
            start, end = found.span()
            inside = any(first <= start < last for first, last in clocks)
            if inside or not self._free(start, end) or _NAME_BEFORE.search(self.plain, max(0, start - 2), start):
                continue
            value = value_of(found[0], self.language)
            if value is None:
                value = next(
                    (read for read in (value_of(found[0], language(one)) for one in ("en", "de")) if read), None
                )
            if value is None:
                value = Decimal(re.sub(r"\D", "", found[0]))
            suffix = _SUFFIX.match(self.plain, end)
            if suffix and suffix[0] in _ORDINAL:
                yield Mention(start, suffix.end(), start, value, ordinal=True)
            elif suffix and suffix[0] == "s":
                yield Mention(start, suffix.end(), start, value, year=True)
            elif not suffix or suffix[0].islower() or self._scale(end)[0] or self._unit(end)[0]:
                yield self._around(start, end, value, Decimal((0, (1,), value.as_tuple().exponent)))  # type: ignore[arg-type]

    def _in_words(self) -> Iterator[Mention]:
        run = self.run
        for first, last, value in spelled(run, self.speech):
            start, end = run[first].start, run[last - 1].end
            if not self._free(start, end):
                continue
            made = self._around(start, end, Decimal(value), Decimal(1))
            if value > 1 or made.unit or made.scale > 1:
                yield made._replace(spelled=True)
        yield from self._ordinals(run)

    def _ordinals(self, run: Sequence[Token]) -> Iterator[Mention]:
        for token in run:
            if value := self.speech.ordinals.get(token.small):
                yield Mention(token.start, token.end, token.start, Decimal(value), spelled=True, ordinal=True)

    def _around(self, start: int, end: int, value: Decimal, step: Decimal) -> Mention:
        """A number with its bound, sign and currency before it, and its scale, unit and bound behind."""
        first, currency = self._currency_before(start)
        sign = found[1] if (found := _SIGN.search(self.plain, 0, first)) else ""
        head = len(self.plain[: first - len(sign)].rstrip())
        bound = self.words.bounds_before.before(self.folded, head)
        scale, last = self._scale(end, currency)
        unit, last = self._unit(last)
        after = self.words.bounds_after.at(self.folded, self._skip(last))
        if after and not (bound or after.listed == "+"):
            last = after.end
        counted = None if bound or after or currency or unit else _COUNTED.match(self.folded, last)
        if counted:
            after = self.words.bounds_after.at(self.folded, counted.end())
            after = after if after and after.listed.partition(" ")[0] not in {"+", *self.speech.breaks} else None
        meant = bound or after
        year = (
            not (currency or unit or sign)
            and scale == 1
            and end - start == len("2030")
            and self.plain[start:end].isdigit()
            and _FIRST_YEAR <= value <= _LAST_YEAR
        )
        return Mention(
            bound.start if bound else first - len(sign),
            last,
            start,
            value * scale,
            step=step * scale,
            unit=currency or unit,
            scale=scale,
            bound=meant.meaning if meant else None,
            sign=sign,
            measure="" if currency or unit else self._measure(last),
            year=year,
        )

    def _currency_before(self, start: int) -> tuple[int, str]:
        end = len(self.plain[:start].rstrip())
        word = self.currencies.before(self.folded, end)
        if word and start - end <= 1 and not word.listed[-1].isalpha():
            return word.start, word.meaning
        code = _CODE_BEFORE.search(self.plain, 0, start)
        return (code.start(1), code[1]) if code and is_currency(code[1]) else (start, "")

    def _scale(self, end: int, currency: str = "") -> tuple[Decimal, int]:
        position = self._skip(end)
        for word in self.words.scales.all_at(self.folded, position):
            multiplier, is_letter = word.meaning
            if is_letter and self.plain[word.start : word.end] != word.listed:
                continue
            if is_letter and position > end and not currency:
                continue
            of = self.words.of.at(self.folded, self._skip(word.end))
            return multiplier, of.end if of else word.end
        return Decimal(1), end

    def _unit(self, end: int) -> tuple[str, int]:
        """Per cent, percentage points or a currency behind a number, and where that ends."""
        position = self._skip(end)
        if found := _points(self.language.code).match(self.folded, position):
            return POINTS, found.end()
        if per_cent := self.words.per_cent.at(self.folded, position):
            return PER_CENT, per_cent.end
        if word := self.currencies.at(self.folded, position):
            return word.meaning, word.end
        code = _CODE.match(self.plain, end)
        return (code[1], code.end()) if code and is_currency(code[1]) else self._coins(position, end)

    def _coins(self, position: int, end: int) -> tuple[str, int]:
        """Small money or basis points behind a number: `71 cents`, `148p`, `6 basis points`."""
        word = _SUFFIX.match(self.folded, position)
        coin = self.speech.measures.get(word[0], "") if word else ""
        if word is None or coin not in self.speech.coins:
            return "", end
        behind = _SUFFIX.match(self.folded, self._skip(word.end())) if coin == BASIS else None
        whole = behind is not None and behind[0] in self.speech.points
        return coin, behind.end() if behind and whole else word.end()

    def _measure(self, end: int) -> str:
        """What an amount is measured in, by the word behind it."""
        word = _SUFFIX.match(self.folded, self._skip(end))
        return self.speech.measures.get(word[0], "") if word else ""

    def _range(self, one: Mention, other: Mention) -> tuple[Mention, ...]:
        """The range of two neighbours, and both alone where the words may tell a change from one to the other."""
        if one.ordinal or other.ordinal or CLOCK in {one.unit, other.unit} or other.number <= one.number:
            return ()
        between = self.folded[one.end : other.start].strip()
        dash = between == "-" or (
            other.sign == "-" and not between and self.plain[other.start - 1 : other.start] != " "
        )
        before = self.folded[: one.start].rstrip()
        opened = [word for word in self.words.openers.words if before.endswith(folded(word))]
        joint = next((meaning for word, _, meaning in self.words.joints.entries if word == between), frozenset())
        leads = between in self.speech.levels and before.rpartition(" ")[2] in self.speech.from_
        joined = any(opener in joint for opener in (*opened, ""))
        if not dash and not leads and not joined:
            return self._moved(one, other, before, between)
        if one.unit and one.unit != other.unit and (other.unit or self._behind(one)):
            return ()
        scale = one.scale if one.scale > 1 else other.scale
        factor = scale / one.scale
        unit = one.unit or other.unit
        low, high = one.low * factor, other.low * (scale / other.scale if other.scale == 1 and scale > 1 else 1)
        measure = one.measure or other.measure
        first = one._replace(low=low, step=one.step * factor, unit=unit, scale=scale, measure=measure)
        second = other._replace(unit=unit, sign="" if dash else other.sign)
        if low >= high:
            return () if dash else (first, second)
        step = min(first.step, second.step)
        start = min(first.start, first.number)
        whole = first._replace(start=start, end=other.end, high=high, step=step, year=one.year and other.year)
        near = before.replace("'", " ").split()[-_NEAR:]
        spans = before.endswith(self.speech.spans) or any(word in self.speech.moves for word in near)
        change = not dash and (
            (leads and not spans) or (before.rpartition(" ")[2] in self.speech.by and bool(one.unit and other.unit))
        )
        return (first, second) if change else (whole,)

    def _moved(self, one: Mention, other: Mention, before: str, between: str) -> tuple[Mention, ...]:
        """How far something moved, with the unit of where that led: `um 25 auf 240 Euro`."""
        by = before.rpartition(" ")[2] in self.speech.by and between in self.speech.levels
        fits = by and not one.unit and not one.measure and bool(other.unit) and other.unit != PER_CENT
        return (one._replace(unit=other.unit, elided=True), other) if fits else ()

    def _behind(self, one: Mention) -> bool:
        """Whether the first of two numbers says what it counts for itself: `1.9 per cent to 2.84 million`."""
        return one.unit in {PER_CENT, POINTS} or self._currency_before(one.number)[1] != one.unit

    def _skip(self, position: int) -> int:
        while (
            position < len(self.plain) and self.plain[position] in " -" and self.plain[position : position + 2] != "- "
        ):
            if self.plain[position] == "-" and not self.plain[position + 1 : position + 2].isalpha():
                break
            position += 1
        return position


@lru_cache
def _points(code: str) -> re.Pattern[str]:
    listed = sorted(speech(code).points, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, listed))})\b(?! de base)" if listed else r"(?!)")
