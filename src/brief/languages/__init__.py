"""What the program says and understands in each language: one TOML file a language."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from brief.values import dataclass

Bound: TypeAlias = Literal["over", "under", "at least", "up to", "about"]
Way: TypeAlias = Literal["up", "down"]

CODES = ("ar", "de", "en", "es", "fr", "zh")


class UnknownLanguageError(ValueError):
    """A language code without a file of labels."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.hint = f"known languages: {', '.join(CODES)}"
        super().__init__(f"unknown language {code!r}; {self.hint}")


@dataclass(frozen=True, slots=True)
class BoundWords:
    """How a bound is printed (`over {0}`) and which words are read as it.

    An accepted word stands before the amount, or after it where it is written as `{0} or more`.
    """

    printed: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A power of ten with a name.

    `printed` maps CLDR plural categories to patterns (`{0} million`), empty where the scale is read and never printed;
    `currency` is the pattern with the currency sign (`¤{0} million`), empty where the currency's name follows. `words`
    are read anywhere, `letters` only where they touch the number or stand with a currency. `of` stands between scale
    and noun: the word, and its form before a vowel.
    """

    multiplier: Decimal
    printed: Mapping[str, str]
    currency: str
    words: tuple[str, ...]
    letters: tuple[str, ...]
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RangeWords:
    """How a range is printed (`{0}–{1}`) and read: pairs of the word before it and the word inside it."""

    printed: str
    accepted: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency's words in a language; `printed` is empty where CLDR's sign serves."""

    printed: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its labels, and the words and separators of its amounts.

    `locale` and `date_locale` are CLDR's names, `hyphenation` is Pyphen's (empty where words are not divided). All of
    `groups` are read and the first is printed, in numbers of at least `grouped_from` digits. `currency_names` says
    whether a currency is printed by its name or by its sign, `contractions` are pairs of what two phrases give side by
    side and what is written instead, `first_day` is how the first of a month is written where that is no bare number.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    locale: str
    date_locale: str
    hyphenation: str
    labels: Mapping[str, str]
    decimal: str
    groups: tuple[str, ...]
    grouped_from: int
    bounds: Mapping[Bound, BoundWords]
    scales: tuple[Scale, ...]
    ranges: RangeWords
    changes: Mapping[Way, str]
    per_cent: tuple[str, ...]
    currencies: Mapping[str, Currency]
    currency_names: bool
    contractions: tuple[tuple[str, str], ...]
    first_day: str

    def label(self, key: str, **values: object) -> str:
        """The label `key` with its values filled in; a missing key or value is a KeyError."""
        return self.labels[key].format(**values)


def known() -> tuple[str, ...]:
    """The codes of all languages, sorted."""
    return CODES


def language(code: str) -> Language:
    """The language of a code (`en`, `en-GB`, `EN_us`); UnknownLanguageError where there is none."""
    base = code.strip().replace("_", "-").partition("-")[0].lower()
    if base not in CODES:
        raise UnknownLanguageError(code)
    return _load(base)


@lru_cache
def _load(code: str) -> Language:
    # importlib.resources would cost more than reading the file: it imports zipfile and tempfile.
    return _language(code, tomllib.loads(Path(__file__).with_name(f"{code}.toml").read_text(encoding="utf-8")))


def _language(code: str, table: Mapping[str, Any]) -> Language:
    amounts = table["amounts"]
    return Language(
        code=code,
        name=table["name"],
        direction=table["direction"],
        locale=table["locale"],
        date_locale=table["date_locale"],
        hyphenation=table["hyphenation"],
        labels=MappingProxyType(table["labels"]),
        decimal=amounts["decimal"],
        groups=tuple(amounts["groups"]),
        grouped_from=amounts["grouped_from"],
        bounds=MappingProxyType({bound: _bound(table["bounds"][bound]) for bound in get_args(Bound)}),
        scales=tuple(_scale(row) for row in table["scales"]),
        ranges=RangeWords(table["ranges"]["printed"], _pairs(table["ranges"]["accepted"])),
        changes=MappingProxyType({way: table["changes"][way] for way in get_args(Way)}),
        per_cent=tuple(amounts["per_cent"]),
        currencies=MappingProxyType({key: _currency(row) for key, row in table["currencies"].items()}),
        currency_names=amounts["currency_names"],
        contractions=_pairs(amounts["contractions"]),
        first_day=table["first_day"],
    )


def _bound(row: Mapping[str, Any]) -> BoundWords:
    return BoundWords(row["printed"], tuple(row["accepted"]))


def _scale(row: Mapping[str, Any]) -> Scale:
    return Scale(
        multiplier=Decimal(row["multiplier"]),
        printed=MappingProxyType(row["printed"]),
        currency=row.get("currency", ""),
        words=tuple(row["words"]),
        letters=tuple(row["letters"]),
        of=tuple(row.get("of", ())),
    )


def _currency(row: Mapping[str, Any]) -> Currency:
    return Currency(row.get("printed", ""), tuple(row["words"]))


def _pairs(rows: Iterable[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in rows)
