"""What kind a word of a sentence is: by its language's lists, and where they do not know it, by ending and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.drafting.grammar import Grammar
    from brief.drafting.pieces import Kind, Piece
    from brief.tracing.speech import Speech
    from brief.tracing.words import Token

_NEVER = ("\n",)
_PARTICIPLE = re.compile(r"(?:\w{2,5})?ge\w{3,}(?:t|en)")
"""A German participle: `geholfen`, `ausgeschenkt`."""
_ADJECTIVE = ("e", "er", "es", "en", "em")
"""How an adjective ends before a noun, where nouns have capital letters."""


class Kinds:
    """Tells the kinds of the words of one language."""

    def __init__(self, grammar: Grammar, speech: Speech) -> None:
        self.grammar = grammar
        self.speech = speech

    def of(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> Kind:
        """The kind of the word at a place; `run` is the noun phrase that it may go on."""
        return self._small(items, at, run) or self._large(items, at, run)

    def _small(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> Kind | None:
        """The kind of a word that a list of small words knows."""
        small, grammar, speech = items[at].small, self.grammar, self.speech
        after = items[at + 1] if at + 1 < len(items) else None
        led = self._led(run)
        if small in speech.contrasts or small in grammar.clauses:
            return "contrast"
        if small in speech.than and small in grammar.relatives and after is not None and after.kind == "amount":
            return "small"
        if small in grammar.relatives and self._relates(items, at):
            return "relative"
        if small in grammar.pronouns and not led and (small not in grammar.articles or self._alone(after)):
            return "pronoun"
        if small in grammar.articles or small in speech.numbers:
            return "noun"
        if small in grammar.prepositions and not (led and items[at].words[0].text[0].isupper()):
            return "link"
        if small in speech.breaks and not self._is_named(items, at, run):
            return "break"
        when = small in grammar.times and not led and not self._names(after)
        return "small" if when and not self._compounds(items, at, run) else None

    def _compounds(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a word for times goes with the noun before it: `the number of frost days`."""
        small, grammar = items[at].small, self.grammar
        after = items[at + 1].small if at + 1 < len(items) else ""
        later = after in grammar.prepositions or after in grammar.adverbs
        plain = bool(run) and run[-1].text.islower() and not self._listed(run[-1].small)
        lists = (grammar.articles, grammar.times, self.speech.common)
        known = plain and any(run[-1].small in listed for listed in lists)
        return plain and not known and not later and small.endswith(grammar.many or _NEVER)

    def _large(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> Kind:
        """The kind of another word: a verb, an adverb or a noun."""
        small, grammar, speech = items[at].small, self.grammar, self.speech
        adverb = small in grammar.adverbs or small.endswith(grammar.adverb_end)
        if self._counted(items, at):
            return "noun"
        if self._acts(items, at) or self._begins(items, at, run) or self._stands(items, at, run):
            return "verb"
        if self._is_named(items, at, run) and not (self._led(run) and small in grammar.adverbs):
            return "noun"
        if adverb:
            return "small"
        if small in grammar.changes and not run and self._leads(items, at):
            return "noun"
        ahead = items[at - 1].small if at else ""
        listed = small in speech.directions or small in grammar.verbs or small in speech.said
        if self._heads(items, at, run):
            return "noun"
        if listed or ahead in grammar.acting or small.endswith(grammar.finite) or self._inverts(items, at):
            return "verb"
        if speech.nouns_are_capital:
            return "noun" if items[at].words[0].text[0].isupper() or self._adjective(items, at, run) else "verb"
        return "verb" if self._inflected(items, at, run) else "noun"

    def _counted(self, items: Sequence[Piece], at: int) -> bool:
        """Whether a word that may be a verb is what the number before it counts: `17 stores`."""
        ahead = items[at - 1].amount if at else None
        plain = ahead is not None and not ahead.mention.unit and ahead.mention.low > 1
        listed = items[at].small in self.grammar.verbs or items[at].small in self.speech.directions
        own = items[at].small in self.grammar.auxiliaries
        return plain and listed and not own and items[at].small.endswith(self.grammar.many or _NEVER)

    def _begins(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a participle opens a sentence or what follows a comma: `Buoyed by a rise`, `, chiffrées à`."""
        after = items[at + 1] if at + 1 < len(items) else None
        if run or after is None or (at and items[at - 1].small not in {",", "("}):
            return False
        if self.speech.nouns_are_capital:
            passive = after.small in self.grammar.auxiliaries and _PARTICIPLE.fullmatch(items[at].small)
            return at == 0 and passive is not None
        led = after.kind == "amount" or after.small in self.grammar.prepositions
        begins = items[at].small in self.grammar.sized or items[at].small.endswith(self.grammar.begun or _NEVER)
        return led and begins

    def _stands(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a verb has the word before it as its subject: `900 were put up, each costing 12`."""
        alone = len(run) == 1 and run[0].small in self.grammar.each
        return alone and at + 1 < len(items) and items[at].small.endswith(self.grammar.gerunds)

    def _heads(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a word that may be a verb is the noun before one: `energy costs fell`."""
        after = items[at + 1].small if at + 1 < len(items) else ""
        goes_on = any(token.small not in self.grammar.articles for token in run)
        own = items[at].small in self.grammar.auxiliaries or items[at].small in self.speech.said
        tells = after in self.speech.compares and items[at].small.endswith(self.grammar.inflections or _NEVER)
        infinitive = after.endswith(self.grammar.infinitives or _NEVER)
        if goes_on and after in self.speech.of and items[at].small.endswith(self.grammar.many or _NEVER):
            return items[at].small in self.grammar.verbs
        moves = self._moves(after) and not infinitive
        return goes_on and not own and not tells and moves and not self._moves(items[at].small)

    def _moves(self, small: str) -> bool:
        return small in self.speech.directions and small not in self.grammar.adverbs

    def _leads(self, items: Sequence[Piece], at: int) -> bool:
        """Whether a word that may be a noun or a verb is the noun: `forecasts growth of`."""
        ahead = items[at - 1].small if at else ""
        after = items[at + 1].small if at + 1 < len(items) else ""
        verb = ahead in self.grammar.verbs or ahead in self.speech.said
        return verb and after in self.grammar.of and ahead not in self.grammar.auxiliaries

    def _led(self, run: Sequence[Token]) -> bool:
        return bool(run) and run[-1].small in self.grammar.articles

    def _is_named(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a word is a noun by its article, or by its capital letter."""
        ahead = items[at - 1].small if at else '"'
        capital = items[at].words[0].text[0].isupper() and ahead not in {'"', ":"}
        inside = at > 0 and items[at - 1].kind != "mark" and items[at].small not in self.grammar.adverbs
        sure = self.speech.nouns_are_capital or inside or not self._listed(items[at].small)
        return self._led(run) or (capital and sure)

    def _alone(self, after: Piece | None) -> bool:
        """Whether no noun follows a word that may be an article or stand for a noun."""
        if after is None or after.kind != "small" or not after.words:
            return after is None or after.kind == "mark"
        if self.speech.nouns_are_capital and not after.words[0].text[0].isupper():
            return not after.small.endswith(_ADJECTIVE)
        lists = (self.grammar.verbs, self.grammar.prepositions, self.speech.directions, self.grammar.adverbs)
        return any(after.small in words for words in lists) and not after.words[0].text[0].isupper()

    def _inverts(self, items: Sequence[Piece], at: int) -> bool:
        """Whether a word is the verb behind a quotation: `", sighs the mayor`."""
        marks = [item.small for item in items[max(at - 2, 0) : at] if item.kind == "mark"]
        return marks[-1:] == ['"'] or marks == ['"', ","]

    def _acts(self, items: Sequence[Piece], at: int) -> bool:
        """Whether a word is what somebody will do: behind `will`, behind `plans to`, behind `prévoit de`."""
        token, grammar = items[at].words[0], self.grammar
        ahead = [item.small for item in items[max(at - 2, 0) : at] if item.words]
        if token.text[0].isupper() or not ahead or len(ahead) < min(at, 2):
            return False
        if grammar.infinitives:
            if ahead[-1] in grammar.modals:
                return token.small.endswith(grammar.infinitives)
            verb = ahead[-2] if len(ahead) > 1 and ahead[-1] in grammar.of else ahead[-1]
            return token.small.endswith(grammar.infinitives) and (verb in grammar.verbs or verb in self.speech.said)
        if ahead[-1] in grammar.modals:
            return token.small not in grammar.adverbs
        return ahead[-1] == "to" and len(ahead) > 1 and (ahead[0] in grammar.verbs or ahead[0] in self.speech.said)

    def _names(self, item: Piece | None) -> bool:
        """Whether a word that no list knows follows, as in `night buses`."""
        if item is None or item.kind != "small" or not item.words:
            return False
        grammar, speech = self.grammar, self.speech
        lists = (grammar.articles, grammar.prepositions, grammar.pronouns, grammar.relatives, grammar.adverbs)
        more = (grammar.times, grammar.verbs, speech.directions, speech.breaks, speech.contrasts, speech.said)
        return not any(item.small in words for words in (*lists, *more))

    def _listed(self, small: str) -> bool:
        """Whether a word that opens a sentence or stands in capitals is known to be no noun."""
        return small in self.grammar.adverbs or small in self.grammar.verbs or small in self.speech.directions

    def _relates(self, items: Sequence[Piece], at: int) -> bool:
        """Whether a word that may be an article relates a clause to a noun: behind a comma, with no noun after it."""
        small = items[at].small
        after = items[at + 1] if at + 1 < len(items) else None
        if small not in self.grammar.articles and small not in self.grammar.pronouns:
            return True
        begins = after is not None and (after.kind == "amount" or after.small in self.grammar.articles)
        if begins and at and items[at - 1].kind != "amount":
            return True
        if not at or items[at - 1].small != ",":
            return small not in self.grammar.articles and at > 0 and items[at - 1].kind != "mark"
        following = [item.words[0].text[0] for item in items[at + 1 : at + 3] if item.words and item.kind == "small"]
        return not any(first.isupper() for first in following)

    def _adjective(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a word in small letters leads to a noun, where nouns have capital ones."""
        small = items[at].small
        if run and run[-1].text[0].isupper() and not small.endswith("er"):
            return False
        for item in items[at:]:
            if item.kind != "small" or not item.words:
                return False
            word = item.words[0]
            if word.text[0].isupper():
                return True
            if not word.small.endswith(_ADJECTIVE) or word.small in self.grammar.prepositions:
                return False
        return False

    def _inflected(self, items: Sequence[Piece], at: int, run: Sequence[Token]) -> bool:
        """Whether a word that no list knows is a verb by its ending: behind an auxiliary, or behind a noun."""
        small, grammar = items[at].small, self.grammar
        ahead = items[at - 1].small if at else ""
        after = items[at + 1] if at + 1 < len(items) else None
        if ahead in grammar.auxiliaries:
            return small.endswith(grammar.participles)
        if not any(token.small not in grammar.articles for token in run):
            # behind an adverb that follows a noun, `income nearly tripled`, or behind a comma, `, saving 3 per cent`
            adverb = ahead in grammar.adverbs and small.endswith(grammar.inflections)
            return adverb or (ahead == "," and small.endswith(grammar.gerunds))
        if small.endswith(grammar.inflections) or (after and after.kind == "amount" and small.isalpha()):
            return True
        small_after = after is not None and (after.small in grammar.articles or after.small in grammar.prepositions)
        goes_on = after is not None and after.kind == "small" and not small_after
        return not goes_on and small.endswith(grammar.gerunds)
