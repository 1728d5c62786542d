"""A sentence in pieces: its noun phrases, verbs and amounts, and the small words and marks between them.

No parser reads here: what a word is, its language's lists tell, and where they do not, its ending and its neighbours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from brief.drafting.kinds import Kinds
from brief.drafting.phrases import Phrases
from brief.tracing.numbers import BASIS, PER_CENT, POINTS
from brief.tracing.words import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.drafting.grammar import Grammar
    from brief.tracing.moments import Moment
    from brief.tracing.saved import Passage, Standing

Kind = Literal["noun", "verb", "link", "break", "contrast", "relative", "pronoun", "small", "mark", "amount", "date"]

_ELIDED = re.compile(r"(?:l|d|s|n|m|c|j|t|qu|jusqu|lorsqu|puisqu)'(?=\w)", re.IGNORECASE)
_MARK = re.compile(r'[,;:()"!?]|(?<!\S)-(?!\S)|\n|\.\.\.')
_INNER = 12
"""A number in words up to here is an article rather than an amount."""


class Piece(NamedTuple):
    """A part of a sentence; `led` is the preposition that leads a noun phrase, and empty where it stands freely."""

    kind: Kind
    words: tuple[Token, ...]
    start: int
    end: int
    led: str = ""
    amount: Standing | None = None

    @property
    def small(self) -> str:
        """Its last word in small letters; of a mark, the mark."""
        return self.words[-1].small if self.words else ""

    @property
    def is_share(self) -> bool:
        """Whether it is an amount in per cent or points."""
        return self.amount is not None and self.amount.mention.unit in {PER_CENT, POINTS, BASIS}

    @property
    def free(self) -> bool:
        """Whether it is a noun phrase that no preposition leads."""
        return self.kind == "noun" and not self.led


class Cutter:
    """Cuts the sentences of one passage."""

    def __init__(self, passage: Passage, grammar: Grammar) -> None:
        self.passage = passage
        self.speech = passage.speech
        self.grammar = grammar
        self.kinds = Kinds(grammar, passage.speech)
        self.phrases = Phrases(passage, grammar)
        self._cut: dict[tuple[int, int], tuple[Piece, ...]] = {}

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces of the sentence between two places."""
        if (start, end) not in self._cut:
            self._cut[start, end] = tuple(self._merged(list(self._phrases(list(self._items(start, end))))))
        return self._cut[start, end]

    def _items(self, start: int, end: int) -> Iterator[Piece]:
        """Amounts, dates, marks and single words, in their order; a single word is small until it is told."""
        text = self.passage.text
        spans: list[tuple[int, int, Standing | None]] = [
            (one.mention.start, one.mention.end, one)
            for one in self.passage.standing
            if not one.mention.ordinal and not one.mention.year and _is_amount(one)
        ]
        spans += [(one.start, one.end, None) for one in self.passage.moments if not self._describes(one)]
        spans += [(one.number, one.end, None) for one in self.passage.mentions if one.year]
        spans = sorted((one for one in spans if start <= one[0] < end), key=lambda one: one[:2])
        place = start
        for token in self._words(start, end):
            while spans and spans[0][0] <= token.start:
                first, last, one = spans.pop(0)
                if last > place:
                    yield from self._marks(place, first)
                    yield Piece("amount" if one else "date", (), first, last, amount=one)
                    place = last
            if token.start < place:
                continue
            yield from self._marks(place, token.start)
            yield Piece("small", (token,), token.start, token.end)
            place = token.end
        for first, last, one in spans:
            if last > place:
                yield from self._marks(place, first)
                yield Piece("amount" if one else "date", (), first, last, amount=one)
                place = last
        yield from self._marks(place, min(end, len(text)))

    def _describes(self, moment: Moment) -> bool:
        """Whether a month only tells of the noun behind it: `a September rate cut`, `for October delivery`."""
        if moment.day or moment.year or not self.grammar.seasonal:
            return False
        before = next((token for token in reversed(self.passage.tokens) if token.end <= moment.start), None)
        after = next((token for token in self.passage.tokens if token.start >= moment.end), None)
        if before is None or after is None or before.small not in self.grammar.seasonal or not after.text.islower():
            return False
        lists = (self.grammar.prepositions, self.grammar.verbs, self.grammar.adverbs, self.speech.breaks)
        return self.passage.text[moment.end : after.start] == " " and not any(after.small in words for words in lists)

    def _words(self, start: int, end: int) -> Iterator[Token]:
        """The words, what is elided before one as a word of its own."""
        for token in self.passage.tokens:
            if not start <= token.start < end:
                continue
            cut = _ELIDED.match(token.text) if self.grammar.elides else None
            if cut:
                yield Token(token.start, token.start + cut.end() - 1, cut[0][:-1], cut[0][:-1].lower())
                yield Token(token.start + cut.end(), token.end, token.text[cut.end() :], token.small[cut.end() :])
            else:
                yield token

    def _marks(self, start: int, end: int) -> Iterator[Piece]:
        for found in _MARK.finditer(self.passage.text, start, end):
            yield Piece("mark", (Token(*found.span(), found[0], found[0]),), *found.span())

    def _phrases(self, items: Sequence[Piece]) -> Iterator[Piece]:
        """Runs of words that make a noun phrase as one piece, with the preposition before it as what leads it."""
        run: list[Token] = []
        led = ""
        link: Piece | None = None
        for at, item in enumerate(items):
            kind = self.kinds.of(items, at, run) if item.words and item.kind == "small" else item.kind
            if kind == "noun":
                if run and self._opens(items, at, run):
                    yield _phrase(run, led)
                    run, led, link = [], "", None
                run.append(item.words[0])
                continue
            if run:
                yield _phrase(run, led)
                run, led, link = [], "", None
            if link:
                yield link
                link, led = None, ""
            if kind == "link":
                link, led = item._replace(kind="link"), item.small
            else:
                yield item._replace(kind=kind)
        if run:
            yield _phrase(run, led)
        elif link:
            yield link

    def _opens(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a word of a noun phrase begins another: an article behind a noun, that is no genitive's."""
        small = items[at].words[0].small
        if small not in self.grammar.articles or all(token.small in self.grammar.articles for token in run):
            return False
        following = items[at + 1] if at + 1 < len(items) else None
        stands = following is not None and following.small in self.grammar.prepositions and small in self.grammar.one
        return stands or small not in self.grammar.genitive

    def _merged(self, found: list[Piece]) -> Iterator[Piece]:
        """Noun phrases with what belongs to them: `number of patients`, `Sales in Asia`, but no time."""
        last: Piece | None = None
        for at, piece in enumerate(found):
            if last and self._pairs(last, found, at):
                continue
            if last and (self._joins(last, piece) or self._pairs(last, found, at - 1)):
                last = last._replace(words=(*last.words, *piece.words), end=piece.end)
                continue
            if last:
                yield last
            last = piece
        if last:
            yield last

    def _pairs(self, last: Piece, found: Sequence[Piece], at: int) -> bool:
        """Whether a word joins two ends into one phrase: `between Bordas and Montfleur`."""
        joint = found[at].kind == "break" and at + 1 < len(found) and found[at + 1].free
        return joint and last.kind == "noun" and last.led in self.grammar.openers

    def _joins(self, last: Piece, piece: Piece) -> bool:
        """Whether a noun phrase belongs to the one before it."""
        nouns = last.kind == piece.kind == "noun" and piece.led in self.grammar.of
        if not nouns or self.phrases.is_time(piece) or self.phrases.is_time(last):
            return False
        between = self.passage.text[last.end : piece.words[0].start].strip()
        return not between[len(piece.led) :].strip(" '")


def _is_amount(one: Standing) -> bool:
    mention = one.mention
    return not mention.spelled or bool(mention.unit) or mention.low > _INNER


def _phrase(run: Sequence[Token], led: str) -> Piece:
    return Piece("noun", tuple(run), run[0].start, run[-1].end, led)
