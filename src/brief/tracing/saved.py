"""A saved source, indexed: what stands in each of its lines, read when it is first asked for."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from brief.errors import Place
from brief.tracing.moments import Moment, moments
from brief.tracing.normal import Normal, normal
from brief.tracing.numbers import PER_CENT, POINTS, Mention, mentions
from brief.tracing.speech import language_of, speech
from brief.tracing.sureness import said_of, sayings
from brief.tracing.words import Token, sentences, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from brief.figures import Direction, Said
    from brief.tracing.speech import Speech
    from brief.tracing.sureness import Saying

_BREAK = re.compile(r"[,:()]|(?<!\S)-(?!\S)")
_QUOTED = re.compile(r""""([^"]+)"|(?<!\w)'([^'"]+(?:'\w[^'"]*)*)'(?!\w)""")
_NEAR = 3
"""How many words behind an amount may still say which way it goes: `4 per cent drop`, `310 fewer`."""


class Standing(NamedTuple):
    """An amount in its sentence: which way, how sure, and the stems of the words that it is said of.

    A `level` is where a change leads, an `earlier` one where it began; `head` are the words right before the amount.
    """

    mention: Mention
    direction: Direction | None
    level: bool
    earlier: bool
    said: tuple[Said, ...]
    head: frozenset[str]
    near: frozenset[str]
    inherited: frozenset[str]

    @property
    def of(self) -> frozenset[str]:
        """Every stem that it is said of."""
        return self.near | self.inherited


class Passage:
    """A text to be traced, or to be traced to: a paragraph, or one or more lines of a source."""

    def __init__(self, text: str, code: str, names: re.Pattern[str] | None = None) -> None:
        self.written = text
        self.normal: Normal = normal(text)
        self.text = self.normal.text
        self.code = code
        self.names = names

    @cached_property
    def speech(self) -> Speech:
        """The words of its language."""
        return speech(self.code)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return tokens(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where its sentences begin and end."""
        return sentences(self.text)

    @cached_property
    def named(self) -> tuple[tuple[int, int], ...]:
        """Where names stand that hold digits and are no figures."""
        return tuple(found.span() for found in self.names.finditer(self.text)) if self.names else ()

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Its dates."""
        return tuple(moments(self.text, self.tokens, self.speech))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Its amounts."""
        taken = [*((moment.start, moment.end) for moment in self.moments), *self.named]
        return mentions(self.text, self.tokens, self.code, taken)

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its words share with their other forms."""
        return stems(self.text, self.speech.common)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Where the words between its quotation marks begin and end."""
        return tuple(found.span(found.lastindex or 0) for found in _QUOTED.finditer(self.text))

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """Its amounts in their sentences."""
        made: list[Standing] = []
        before: frozenset[str] = frozenset()
        for start, end in self.sentences:
            inside = [mention for mention in self.mentions if start <= mention.number < end]
            carried = before if self._goes_on(start, end) else frozenset()
            for at, mention in enumerate(inside):
                previous = next((other for other in reversed(inside[:at]) if other.counts), None)
                following = next((other for other in inside[at + 1 :] if other.counts), None)
                last = next((one for one in reversed(made) if one.mention is previous), None)
                made.append(self._stand(mention, (start, end), previous, following, last, carried))
            before = stems(self.text[start:end], self.speech.common) | carried
        return tuple(made)

    @cached_property
    def idle(self) -> frozenset[int]:
        """Where words of direction stand that tell none: in `un an plus tôt`, in `makes up`."""
        pairs = (pair for pair in pairwise(self.tokens) if f"{pair[0].small} {pair[1].small}" in self.speech.idle)
        return frozenset(token.start for pair in pairs for token in pair)

    def _turns(self, run: Iterable[Token]) -> Direction | None:
        """Which way the first word of direction of a run goes."""
        ways = self.speech.directions
        return next((ways[one.small] for one in run if one.small in ways and one.start not in self.idle), None)

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Where words stand that say how sure something is."""
        return sayings(self)

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether a sentence begins with a word for what the one before was about."""
        first = next((token for token in self.tokens if start <= token.start < end), None)
        return first is not None and first.small in self.speech.again

    def _stand(  # noqa: PLR0913, PLR0917  (the neighbours on both sides)
        self,
        mention: Mention,
        sentence: tuple[int, int],
        previous: Mention | None,
        following: Mention | None,
        last: Standing | None,
        carried: frozenset[str],
    ) -> Standing:
        head = previous.end if previous else sentence[0]
        tail = following.start if following else sentence[1]
        lead = self.broken(head, mention.start, last=True)
        stop = self.broken(mention.end, tail, last=False)
        opened = head if lead < 0 else lead
        common = self.speech.common
        before = stems(self.text[opened : mention.start], common)
        after = stems(self.text[mention.end : tail if stop < 0 else stop], common)
        inherited: frozenset[str] = frozenset()
        if last and (lead < 0 or not before - _ways(self.code)):
            inherited = last.near | last.inherited
        elif not last:
            inherited = carried | stems(self.text[head : mention.start], common)
        earlier = self._earlier(mention, head, following, last)
        direction, level = self._direction(mention, head, opened, tail if stop < 0 else stop, earlier=earlier)
        nearest = [token for token in self.tokens if opened <= token.start and token.end <= mention.start][-_NEAR:]
        return Standing(
            mention,
            direction,
            level,
            earlier,
            said_of(mention, sentence, self),
            stems(" ".join(token.small for token in nearest), common) - _ways(self.code),
            before | after,
            inherited,
        )

    def _earlier(self, mention: Mention, head: int, following: Mention | None, last: Standing | None) -> bool:
        """Whether an amount is where a change began: `from 210 to 387`, or goes on after such a one."""
        before = [token.small for token in self.tokens if head <= token.start and token.end <= mention.start]
        # What leads somewhere else is counted as what it leads to.
        alike = following if following and following.unit == mention.unit else None
        if before and self._is_from(before[-1], alike):
            return mention.high is None
        return bool(last and last.earlier and before in (["or"], []))

    def broken(self, start: int, end: int, *, last: bool) -> int:
        """Where the last (or first) mark or word that parts clauses stands between two places; -1 where none does."""
        found = [match.start() + last for match in _BREAK.finditer(self.text, start, end)]
        found += [
            token.end if last else token.start
            for token in self.tokens
            if start <= token.start and token.end <= end and token.small in self.speech.breaks
        ]
        return (max(found) if last else min(found)) if found else -1

    def _direction(
        self, mention: Mention, head: int, opened: int, tail: int, *, earlier: bool
    ) -> tuple[Direction | None, bool]:
        """Which way an amount goes, by its sign or the words around it; and whether it is where that leads to."""
        before = [token for token in self.tokens if head <= token.start and token.end <= mention.start]
        level = earlier or (bool(before) and before[-1].small in self.speech.levels)
        if mention.unit == PER_CENT and self._follows(mention.end, self.speech.of):
            return None, True
        if mention.sign:
            return "up" if mention.sign == "+" else "down", False
        behind = [token for token in self.tokens if mention.end <= token.start and token.end <= tail][:_NEAR]
        own = self._turns(token for token in reversed(before) if opened <= token.start)
        if own and mention.unit != POINTS:
            return own, level
        after = self._turns(behind)
        if after:
            # Where the verb comes last, what stands before the amount still tells where it led.
            return after, level and self.speech.nouns_are_capital
        return own or self._turns(reversed(before)), level

    def _is_from(self, word: str, following: Mention | None) -> bool:
        """Whether a word tells where a change began; one that may also say by how much, only before where it led."""
        if word not in self.speech.from_ or word not in self.speech.of:
            return word in self.speech.from_
        behind = [token.small for token in self.tokens if following and token.end <= following.start]
        return bool(behind) and behind[-1] in self.speech.levels

    def _follows(self, end: int, words: Collection[str]) -> bool:
        """Whether one of some words comes next."""
        following = next((token.small for token in self.tokens if token.start >= end), "")
        return following in words


@lru_cache
def _ways(code: str) -> frozenset[str]:
    """The stems of a language's words of direction."""
    return frozenset(map(stem, speech(code).directions))


class Saved:
    """A saved source: its lines, its language, and a passage for each run of lines that is asked for."""

    def __init__(self, lines: Sequence[str], usual: str, names: re.Pattern[str] | None = None, file: str = "") -> None:
        self.file = file
        self.lines = lines
        self.code = language_of(lines, usual)
        self.names = names
        self._passages: dict[tuple[tuple[int, int], ...], Passage] = {}

    def passage(self, ranges: tuple[tuple[int, int], ...]) -> Passage:
        """The cited lines as one text; the whole source where none is named."""
        if ranges not in self._passages:
            chosen = ranges or ((1, len(self.lines)),)
            numbers = dict.fromkeys(at for low, high in chosen for at in range(low, min(high, len(self.lines)) + 1))
            self._passages[ranges] = Passage("\n".join(self.lines[at - 1] for at in numbers), self.code, self.names)
        return self._passages[ranges]

    @property
    def whole(self) -> Passage:
        """All of it."""
        return self.passage(())

    def line(self, number: int) -> Passage:
        """One line."""
        return self.passage(((number, number),))

    def numbers(self, ranges: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
        """The physical lines that a passage is made of, in its order."""
        chosen = ranges or ((1, len(self.lines)),)
        return tuple(dict.fromkeys(at for low, high in chosen for at in range(low, min(high, len(self.lines)) + 1)))

    def place(self, ranges: tuple[tuple[int, int], ...], offset: int) -> Place:
        """The file, physical line and column of a character of a passage's normalised text."""
        passage = self.passage(ranges)
        written = passage.normal.written(offset)
        before = passage.written[:written]
        numbers = self.numbers(ranges)
        line = numbers[before.count("\n")] if numbers else 0
        return Place(self.file, line, written - (before.rfind("\n") + 1) + 1)

    def index(self) -> None:
        """Read every line now."""
        for number in range(1, len(self.lines) + 1):
            passage = self.line(number)
            _ = passage.standing, passage.stems, passage.quotations


def known(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of the names that hold digits, the longest first."""
    listed = {normal(name).text for name in names}
    with_digits = sorted((name for name in listed if re.search(r"\d", name)), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, with_digits))})(?!\w)") if with_digits else None
