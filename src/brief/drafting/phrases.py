"""Noun phrases: whether one names anything, and how it is written as a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.drafting.grammar import Grammar
    from brief.drafting.pieces import Piece
    from brief.tracing.saved import Passage
    from brief.tracing.words import Token

_LONGEST_LABEL = 7


class Phrases:
    """The noun phrases of one passage."""

    def __init__(self, passage: Passage, grammar: Grammar) -> None:
        self.passage = passage
        self.grammar = grammar
        self.speech = passage.speech

    def is_time(self, piece: Piece) -> bool:
        """Whether a noun phrase says only when."""
        times = any(token.small in self.grammar.times or token.small in self.speech.months for token in piece.words)
        return times and self.is_empty(piece)

    def is_empty(self, piece: Piece) -> bool:
        """Whether a noun phrase names nothing by itself: only when, or `the number`, `its share`."""
        grammar = self.grammar
        lists = (grammar.times, grammar.articles, grammar.hollow)
        counts = (self.speech.months, self.speech.ordinals, self.speech.numbers)
        known = (*lists, *counts)
        own = [token.small for token in piece.words if not any(token.small in words for words in known)]
        return all(small in self.speech.common for small in own)

    def is_many(self, piece: Piece) -> bool:
        """Whether a noun phrase is of several, by the ending of its chief word; a name is one."""
        led = (n for n, token in enumerate(piece.words) if n and token.small in self.grammar.prepositions)
        chief = piece.words[next(led, len(piece.words)) - 1]
        return chief.text[0].islower() and chief.text.endswith("s")

    def text(self, piece: Piece) -> str:
        """A noun phrase as it is written, without the small words at its ends; empty where it names nothing."""
        second = piece.words[1].small if len(piece.words) > 1 else ""
        stands = piece.words[0].small in self.grammar.stands and (
            not second or second in self.grammar.prepositions or second in self.grammar.articles
        )
        return "" if stands or all(token.small in self.speech.common for token in piece.words) else self.raw(piece)

    def raw(self, piece: Piece) -> str:
        """The same, also of a phrase that names nothing by itself: `the rate`."""
        run: list[Token] = list(piece.words)
        grammar = self.grammar
        while run and (run[0].small in grammar.articles or run[0].small in grammar.prepositions):
            run = run[1:]
        while len(run) > 1 and self._trails(run[-1]) and not self._compounds(run):
            run = run[:-1]
        if len(run) > _LONGEST_LABEL:
            head = next((n for n, token in enumerate(run) if n and token.small in grammar.prepositions), len(run))
            run = run[:head][-_LONGEST_LABEL:]
        if not run:
            return ""
        written = self.passage.normal.written
        words = self.passage.written[written(run[0].start) : written(run[-1].end - 1) + 1]
        return words.removesuffix("'s").removesuffix("\u2019s")

    def _compounds(self, run: Sequence[Token]) -> bool:
        """Whether a word for times is what the noun before it is of: `the number of frost days`."""
        grammar, ahead = self.grammar, run[-2]
        lists = (grammar.articles, grammar.prepositions, grammar.times, grammar.adverbs, self.speech.ordinals)
        plain = ahead.text.islower() and not any(ahead.small in words for words in lists)
        return plain and run[-1].small in grammar.measures and run[-1].small.endswith(grammar.many or ("\n",))

    def _trails(self, token: Token) -> bool:
        grammar = self.grammar
        lists = (grammar.articles, grammar.prepositions, grammar.adverbs, grammar.times)
        return not token.text[0].isupper() and any(token.small in words for words in lists)
