"""The small words of a language by which the owner of an amount is told from what is said of it."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from brief.tracing.speech import CODES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from brief.figures import Direction

_NONE: frozenset[str] = frozenset()
_NO_WAYS: Mapping[str, Direction] = MappingProxyType({})


class Grammar(NamedTuple):
    """Words in small letters, by what they do in a sentence; headings are a draft's own.

    `genitive` joins a noun to the one before it, `of` does so by a preposition, `joint` joins what is counted to what
    counts it. `by` leads to how far something moved, `to` to where, `former` to where it was, which a label tells as
    `earlier`; behind `along` a move is what its clause is about. `changes` are nouns of a move, `particles` end a verb
    of one, `compared` words tell more or less. `times` say only when. `openers` begin a range, `equals` verbs give the
    subject its level.

    `shares` are verbs that move by the share behind them, `shifts` verbs by which things come or go, as `goes` tells
    behind; who `posts` a move has it. `either` tells an amount another way, behind `thereof` it is of what it
    counts, before `off` of what shrinks. `hollow` words name nothing, `more` are before what counts; `stands` and
    `one` stand for a noun told before, `each` and `of them` for what was counted. Behind `single` and an amount its
    noun is one thing, behind `definite` a number counts what is known.

    `intends` are verbs of somebody's will, `willed` words tell of one, `states` are verbs of what a thing costs or has,
    `past` ones of what was done.

    Where no list knows a verb, it stands behind `acting` words, or behind `modals` with the ending of `infinitives`; or
    it ends with `finite`, behind a noun with `inflections` or `gerunds`, behind an auxiliary with `participles`. What
    opens a clause and ends with `begun` is a participle, or as good as one if `sized`; what ends with `many` behind a
    number is its noun.
    `clauses` begin a clause of their own.

    Behind `seasonal` a month tells of the noun behind it. `offices` and words that end in `titles` open a name, those
    that end in `roles`, with `ranks` behind, may stand for one, `quoting` words are no verbs and yet say who speaks,
    `persons` stand for whoever did, and a name that `belonging` words lead does not.

    `numbered` things are called by a number; before `aged` and `clock` it is an age or an hour, with a bound before
    `grown` too, and before `streets` or behind `roads` it is a house's, behind `per` what others are counted by, before
    `span` a time.
    """

    articles: Collection[str] = _NONE
    prepositions: Collection[str] = _NONE
    of: Collection[str] = _NONE
    genitive: Collection[str] = _NONE
    pronouns: Collection[str] = _NONE
    plural: Collection[str] = _NONE
    relatives: Collection[str] = _NONE
    adverbs: Collection[str] = _NONE
    times: Collection[str] = _NONE
    verbs: Collection[str] = _NONE
    auxiliaries: Collection[str] = _NONE
    inflections: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    adverb_end: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    acting: Collection[str] = _NONE
    finite: tuple[str, ...] = ()
    elides: bool = False
    copulas: Collection[str] = _NONE
    by: Collection[str] = _NONE
    to: Collection[str] = _NONE
    former: Collection[str] = _NONE
    changes: Mapping[str, Direction] = _NO_WAYS
    particles: Mapping[str, Direction] = _NO_WAYS
    compared: Mapping[str, Direction] = _NO_WAYS
    shares: Mapping[str, Direction] = _NO_WAYS
    shifts: Mapping[str, Direction] = _NO_WAYS
    goes: Mapping[str, Direction] = _NO_WAYS
    posts: Collection[str] = _NONE
    either: Collection[str] = _NONE
    hollow: Collection[str] = _NONE
    thereof: Collection[str] = _NONE
    more: Collection[str] = _NONE
    off: Collection[str] = _NONE
    stands: Collection[str] = _NONE
    one: Collection[str] = _NONE
    sized: Collection[str] = _NONE
    each: Collection[str] = _NONE
    them: Collection[str] = _NONE
    single: Collection[str] = _NONE
    definite: Collection[str] = _NONE
    measures: Collection[str] = _NONE
    intends: Collection[str] = _NONE
    past: Collection[str] = _NONE
    states: Collection[str] = _NONE
    willed: Collection[str] = _NONE
    offices: Collection[str] = _NONE
    titles: Collection[str] = _NONE
    quoting: Collection[str] = _NONE
    persons: Collection[str] = _NONE
    belonging: Collection[str] = _NONE
    clauses: Collection[str] = _NONE
    modals: Collection[str] = _NONE
    infinitives: tuple[str, ...] = ()
    openers: Collection[str] = _NONE
    along: Collection[str] = _NONE
    equals: Collection[str] = _NONE
    numbered: Collection[str] = _NONE
    aged: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    clock: str = r"(?!)"
    streets: Collection[str] = _NONE
    roads: tuple[str, ...] = ()
    per: Collection[str] = _NONE
    roles: tuple[str, ...] = ()
    ranks: Collection[str] = _NONE
    seasonal: Collection[str] = _NONE
    span: str = r"(?!)"
    joint: str = "of"
    earlier: str = "{} before"
    moved: str = "What moved"
    dates: str = "The dates in it"
    raw: str = "The source\u2019s own sentences"


@lru_cache
def grammar(code: str) -> Grammar:
    """The small words of a language; none where its running text is not read."""
    if code not in CODES:
        return Grammar()
    row: Grammar = import_module(f"brief.drafting.grammar.{code}").ROW
    return row
