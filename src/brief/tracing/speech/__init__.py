"""The words around amounts in running text, by language: number words, months, directions, how sure, who says."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from brief.figures import Direction, Said

_NONE: frozenset[str] = frozenset()
_NOTHING: Mapping[str, Any] = MappingProxyType({})
CODES = ("de", "en", "fr")
"""The languages whose running text is read; of others, digits and the words of their amounts alone."""


class Speech(NamedTuple):
    """The words of one language, in small letters; `said` says as what a phrase lets an amount count.

    `common` are words that tell nothing of whom a sentence is about: articles, verbs of change, measures. `breaks`
    part what is said of one thing from what is said of another, `contrasts` begin a clause of their own, `again` stand
    for what the sentence before was about. `compares` tell a direction right behind an amount alone, `turns` deny or
    undo one, what is `beside` is there to be compared with. Behind `spans`, and near the noun of a move in `moves`,
    `from ... to` tells a range and no change; in `idle` pairs no word tells a direction, and behind `than` none tells
    how sure something is. Right behind `past` an amount is what was before, behind `thereof` a part; what `officials`
    state, by their ending, is no mere claim; `intents` plan what the infinitive behind them says. An amount is not told
    without its `coins`: small money, basis points.
    """

    numbers: Mapping[str, int] = _NOTHING
    ordinals: Mapping[str, int] = _NOTHING
    compounds: bool = False
    months: Mapping[str, int] = _NOTHING
    directions: Mapping[str, Direction] = _NOTHING
    compares: Collection[str] = _NONE
    turns: Collection[str] = _NONE
    beside: Collection[str] = _NONE
    levels: Collection[str] = _NONE
    from_: Collection[str] = _NONE
    until: Collection[str] = _NONE
    spans: tuple[str, ...] = ()
    moves: Collection[str] = _NONE
    idle: Collection[str] = _NONE
    by: Collection[str] = _NONE
    of: Collection[str] = _NONE
    before: Collection[str] = _NONE
    done: Collection[str] = _NONE
    thereof: Collection[str] = _NONE
    past: Collection[str] = _NONE
    than: Collection[str] = _NONE
    measures: Mapping[str, str] = _NOTHING
    coins: Collection[str] = _NONE
    said: Mapping[str, tuple[Said, ...]] = _NOTHING
    intents: Collection[str] = _NONE
    infinitives: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    points: Collection[str] = _NONE
    breaks: Collection[str] = _NONE
    contrasts: Collection[str] = _NONE
    again: Collection[str] = _NONE
    common: Collection[str] = _NONE
    sayings: Collection[str] = _NONE
    hedges: Collection[str] = _NONE
    relative: Collection[str] = _NONE
    markets: Collection[str] = _NONE
    unknown: Collection[str] = _NONE
    nouns_are_capital: bool = False


@lru_cache
def speech(code: str) -> Speech:
    """The words of a language; none where its running text is not read."""
    if code not in CODES:
        return Speech()
    words: Speech = import_module(f"brief.tracing.speech.{code}").WORDS
    return words


def language_of(lines: Iterable[str], usual: str) -> str:
    """The language of a text by its commonest words, among those that are read; the usual one where none prevails."""
    found = {word for line in lines for word in line.casefold().split()}
    counts = {code: len(found & _TELLING[code]) for code in CODES}
    best = max(counts, key=lambda code: (counts[code], code == usual))
    return best if counts[best] > max(3, counts.get(usual, 0)) else usual


def words(text: str) -> frozenset[str]:
    """A set of words from a text of them; `_` stands for a blank inside one."""
    return frozenset(word.replace("_", " ") for word in text.split())


def alike(*groups: str) -> dict[str, str]:
    """Words by the first of their group, which stands for all of it."""
    return {word: next(iter(group.split())) for group in groups for word in group.split()}


def inflected(stems: str, endings: str) -> str:
    """A text of words: each stem with each ending."""
    return " ".join(f"{stem}{ending}" for stem in stems.split() for ending in endings.split())


def ways(up: str, down: str) -> dict[str, Direction]:
    """Words of direction by what they say."""
    rises: dict[str, Direction] = dict.fromkeys(words(up), "up")
    return rises | dict.fromkeys(words(down), "down")


def numbered(text: str, first: int = 1) -> dict[str, int]:
    """Words by their place in a text of them; those with a slash between them share one."""
    return {word: number for number, group in enumerate(text.split(), first) for word in group.split("/")}


_TELLING = {
    "de": words("der die das und ist nicht mit den von für auf ein eine einen im dem des zu sich auch"),
    "en": words("the and is not with of for on a an in to that by it was are from has its"),
    "fr": words("le la les et est ne pas avec de pour sur un une des du dans que par il aux"),
}
