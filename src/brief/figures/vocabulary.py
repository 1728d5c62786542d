"""The words of a language's amounts, ready to be found at the start or the end of a piece of text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar
from unicodedata import category

from brief.languages import language
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from brief.languages import Bound

_Meaning = TypeVar("_Meaning")

_FOLDED = str.maketrans("\u00a0\u202f\u2009’", "   '")


@dataclass(frozen=True, slots=True)
class Word(Generic[_Meaning]):
    """A word found in a text: where it begins and ends, as it is listed, and what it stands for."""

    start: int
    end: int
    listed: str
    meaning: _Meaning


@dataclass(frozen=True, slots=True)
class Lexicon(Generic[_Meaning]):
    """Words with their meanings, the longest first; `opening` and `closing` have them by their first and last sign."""

    entries: tuple[tuple[str, str, _Meaning], ...]
    opening: Mapping[str, tuple[tuple[str, str, _Meaning], ...]]
    closing: Mapping[str, tuple[tuple[str, str, _Meaning], ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, _Meaning]]) -> Lexicon[_Meaning]:
        """A lexicon of pairs of word and meaning."""
        rows = ((folded(word), word, meaning) for word, meaning in entries)
        listed = tuple(sorted(rows, key=lambda row: -len(row[0])))
        return cls(listed, _by_sign(listed, 0), _by_sign(listed, -1))

    @property
    def words(self) -> list[str]:
        """Every word, as it is listed."""
        return [word for _, word, _ in self.entries]

    def all_at(self, text: str, position: int) -> Iterator[Word[_Meaning]]:
        """The words that begin at a position and are whole there, the longest first."""
        text = folded(text)
        for word, listed, meaning in self.opening.get(text[position : position + 1], ()):
            end = position + len(word)
            if text.startswith(word, position) and not (_is_letter(word[-1]) and _is_letter(text[end : end + 1])):
                yield Word(position, end, listed, meaning)

    def at(self, text: str, position: int) -> Word[_Meaning] | None:
        """The longest word that begins at a position."""
        return next(self.all_at(text, position), None)

    def before(self, text: str, position: int) -> Word[_Meaning] | None:
        """The longest word that ends at a position."""
        text = folded(text[:position])
        for word, listed, meaning in self.closing.get(text[-1:], ()):
            start = position - len(word)
            if text.endswith(word) and not (_is_letter(word[0]) and start and _is_letter(text[start - 1])):
                return Word(start, position, listed, meaning)
        return None


def _by_sign(
    entries: Iterable[tuple[str, str, _Meaning]], at: int
) -> Mapping[str, tuple[tuple[str, str, _Meaning], ...]]:
    rows: dict[str, list[tuple[str, str, _Meaning]]] = {}
    for entry in entries:
        rows.setdefault(entry[0][at], []).append(entry)
    return {sign: tuple(found) for sign, found in rows.items()}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language by what they do; a scale's meaning says too whether it is a bare letter."""

    bounds_before: Lexicon[Bound]
    bounds_after: Lexicon[Bound]
    openers: Lexicon[str]
    joints: Lexicon[frozenset[str]]
    scales: Lexicon[tuple[Decimal, bool]]
    of: Lexicon[None]
    currencies: Lexicon[str]
    per_cent: Lexicon[None]


@lru_cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language."""
    speech = language(code)
    bounds = [(word, bound) for bound, row in speech.bounds.items() for word in row.accepted]
    openers: dict[str, set[str]] = {}
    for opener, joint in speech.ranges.accepted:
        openers.setdefault(joint, set()).add(opener)
    return Vocabulary(
        bounds_before=Lexicon.of((word, bound) for word, bound in bounds if "{0}" not in word),
        bounds_after=Lexicon.of((word.replace("{0}", "").strip(), bound) for word, bound in bounds if "{0}" in word),
        openers=Lexicon.of((opener, opener) for opener, _ in speech.ranges.accepted if opener),
        joints=Lexicon.of((joint, frozenset(found)) for joint, found in openers.items()),
        scales=Lexicon.of(
            (word, (row.multiplier, word in row.letters)) for row in speech.scales for word in row.words + row.letters
        ),
        of=Lexicon.of((word, None) for row in speech.scales for word in row.of),
        currencies=Lexicon.of((word, code) for code, row in speech.currencies.items() for word in row.words),
        per_cent=Lexicon.of((word, None) for word in speech.per_cent),
    )


@lru_cache
def signed_currencies(code: str) -> Lexicon[str]:
    """A language's words of currencies with all signs that CLDR has for it (`R$`, `₫`)."""
    from babel.core import Locale

    speech = language(code)
    listed = {word: currency for currency, row in speech.currencies.items() for word in row.words}
    symbols = Locale(speech.locale).currency_symbols
    signs = {sign: currency for currency, sign in symbols.items() if has_sign(sign) and currency != "XXX"}
    return Lexicon.of((signs | listed).items())


def has_sign(text: str) -> bool:
    """Whether a text holds a currency sign."""
    return any(category(character) == "Sc" for character in text)


def folded(text: str) -> str:
    """The text in small letters, with one kind of space and apostrophe, of the same length."""
    small = text.lower()
    return (small if len(small) == len(text) else text).translate(_FOLDED)


def _is_letter(character: str) -> bool:
    """Whether a character continues a word; a Chinese one never does, as no spaces part words there."""
    return character.isalpha() and not is_chinese(character)


def is_chinese(character: str) -> bool:
    """Whether a character is a Chinese one, or Japanese kana: no space stands beside it."""
    return "\u3040" <= character <= "\u9fff"
