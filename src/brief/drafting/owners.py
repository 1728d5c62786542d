"""Whose an amount is: the noun phrases around it that may own it, by the small words between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.tracing.sentences import names as names_of

if TYPE_CHECKING:
    from brief.drafting.grammar import Grammar
    from brief.tracing.saved import Passage, Standing
    from brief.tracing.words import Token

_LONGEST_LABEL = 7
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")


def labels(one: Standing, passage: Passage, grammar: Grammar, last: str) -> tuple[str, ...]:
    """What may be the owner of an amount, the likeliest first."""
    before, behind = clause(one, passage)
    speech = passage.speech
    subject = _subject(before, passage, grammar)
    rest = behind[1:] if behind and behind[0].small in grammar.of else behind
    turned = bool(rest) and rest[0].small in speech.directions
    measured = bool(behind) and (behind[0].small in speech.measures or behind[0].small in grammar.measures)
    rest = rest[1:] if turned or measured else behind
    of_it = bool(rest) and rest[0].small in grammar.of
    thing = _phrase_behind(rest[1:] if of_it else rest, passage, grammar)
    owner = subject or last
    joins = bool(subject and thing and before and before[-1].small in grammar.of)
    joined = f"{subject} {grammar.joint} {thing}" if joins else ""
    if measured:
        whole = bool(rest) and rest[0].small in grammar.genitive
        order: tuple[str, ...] = (thing, owner) if whole and not joins else (owner,)
    elif one.mention.unit:
        order = (thing, owner) if turned and of_it else (owner, thing)
    else:
        order = (owner,) if turned else (joined, thing, owner)
    named = [_short(label) for label in (*order, last, _first_name(one, passage)) if label]
    return tuple(dict.fromkeys(label[0].upper() + label[1:] for label in named if label))


def clause(one: Standing, passage: Passage) -> tuple[list[Token], list[Token]]:
    """The words before and behind an amount, up to the amounts and marks around it."""
    start, end = next((a, b) for a, b in passage.sentences if a <= one.mention.number < b)
    others = [other.mention for other in passage.standing if other is not one and other.mention.counts]
    start = max([start, *(other.end for other in others if other.end <= one.mention.start)])
    end = min([end, *(other.start for other in others if other.start >= one.mention.end)])
    before: list[Token] = []
    last = one.mention.start
    for token in reversed([token for token in passage.tokens if start <= token.start and token.end <= last]):
        if re.search(r"[,;:()\"]|\s-\s", passage.text[token.end : last]):
            break
        before.insert(0, token)
        last = token.start
    behind: list[Token] = []
    first = one.mention.end
    for token in passage.tokens:
        if first <= token.start and token.end <= end:
            if re.search(r"[,;:()\".!?]|\s-\s", passage.text[first : token.start]):
                break
            behind.append(token)
            first = token.end
    return before, behind


def _subject(before: list[Token], passage: Passage, grammar: Grammar) -> str:
    """The noun phrase that an amount is said of: the last before it, but for those that only say when or where."""
    speech = passage.speech
    chunks: list[list[Token]] = [[]]
    for at, token in enumerate(before):
        noun = (at and before[at - 1].small in grammar.articles) or (
            speech.nouns_are_capital and token.text[0].isupper()
        )
        changes = token.small in speech.directions and not noun
        if changes or token.small in grammar.verbs or token.small in speech.breaks:
            chunks.append([])
        elif token.small in grammar.called:
            chunks[-1] = []
        else:
            chunks[-1].append(token)
    joined = bool(before) and before[-1].small in grammar.of
    for chunk in reversed(chunks):
        aside = bool(chunk) and chunk[0].small in grammar.prepositions and len(chunks) > 1
        if aside and not (joined and chunk is chunks[-1] and len(chunk) > 1):
            continue
        if phrase := _between(_own(chunk, grammar), passage, grammar):
            return phrase
    return ""


def _own(chunk: list[Token], grammar: Grammar) -> list[Token]:
    """The end of a run in which two noun phrases meet: `der Vorstand ein Wachstum`; of a long one, its head."""
    for at in range(len(chunk) - 1, 1, -1):
        if chunk[at].small in grammar.parting and chunk[at - 1].small not in grammar.prepositions:
            return chunk[at:]
    if len(chunk) > _LONGEST_LABEL:
        head = next((at for at, token in enumerate(chunk) if at and token.small in grammar.prepositions), len(chunk))
        return chunk[:head]
    return chunk


def _phrase_behind(tokens: list[Token], passage: Passage, grammar: Grammar) -> str:
    """The noun phrase that begins a run of words."""
    run: list[Token] = []
    for token in tokens:
        stops = token.small in grammar.prepositions and (token.small not in grammar.of or not run)
        if stops or token.small in passage.speech.breaks or token.small in grammar.verbs:
            break
        if run and (token.small in passage.speech.directions or _no_noun(token, passage)):
            break
        run.append(token)
    return _between(run, passage, grammar)


def _no_noun(token: Token, passage: Passage) -> bool:
    """Whether a word is none by its small letter, where nouns have a capital one."""
    return passage.speech.nouns_are_capital and token.text[0].islower()


def _between(run: list[Token], passage: Passage, grammar: Grammar) -> str:
    """A run of words without the articles and small words at its ends, and without a year before it."""
    while run and (
        run[0].small in grammar.articles or run[0].small in grammar.prepositions or _YEAR.fullmatch(run[0].text)
    ):
        run = run[1:]
    while run and (run[-1].small in passage.speech.common and not run[-1].text[:1].isupper()):
        run = run[:-1]
    if not run or all(token.small in passage.speech.common for token in run):
        return ""
    written = passage.normal.written
    words = passage.written[written(run[0].start) : written(run[-1].end - 1) + 1]
    return words.removesuffix("'s").removesuffix("\u2019s")


def _first_name(one: Standing, passage: Passage) -> str:
    """The name before an amount that is nearest to it in its sentence, else the first of the passage."""
    start = next(a for a, b in passage.sentences if a <= one.mention.number < b)
    named = list(names_of(passage))
    near = [name for at, name in named if start <= at < one.mention.start]
    return near[-1] if near else named[0][1] if named else ""


def _short(label: str) -> str:
    words = label.split()
    return label if len(words) <= _LONGEST_LABEL else " ".join(words[-_LONGEST_LABEL:])
