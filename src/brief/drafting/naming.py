"""Numbers that state nothing: they belong to a name, an address, an hour, an age or a score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.figures.vocabulary import folded, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.drafting.grammar import Grammar
    from brief.drafting.pieces import Piece
    from brief.tracing.numbers import Mention
    from brief.tracing.saved import Passage
    from brief.tracing.speech import Speech

_NUMBERED = re.compile(
    r"((?:[^\W\d_a-zà-ÿ][\w&'-]*\s+)+)(?!(?:19|20)\d\d\b)\d{1,3}(?:\.\d)?(?![\d.,]*\d)(?![\w%]|\s*(?:per|%|Prozent|pour))"
)
"""What may be a name that ends with a number: `Llama 3.1`, `S&P 500`."""
_HIGHEST = 999
_GROWN, _OLDEST = 14, 110
_SCORE = re.compile(r"\d[-:/]\d|\d[-:/]$")
_ADDRESS = 3
"""How many words behind a house's number its street may take."""


def numbered(lines: Sequence[str], code: str, grammar: Grammar, speech: Speech) -> Iterator[str]:
    """The names of an article that end with a number; a word that only opens a sentence makes none: `Some 300`."""
    words = vocabulary(code)
    openers = {folded(word) for lexicon in (words.bounds_before, words.openers) for word in lexicon.words}
    lists = (speech.common, grammar.prepositions, grammar.articles, grammar.adverbs, grammar.verbs, openers)
    for line in lines:
        for found in _NUMBERED.finditer(line):
            named = found[1].split()
            road = len(named) == 1 and len(named[0]) == 1 and line[: found.start()].rstrip()[-1:].isalpha()
            if road:
                yield found[0]
            while named and any(named[0].casefold() in listed for listed in lists):
                named.pop(0)
            if named and not any(named[-1].casefold() in listed for listed in lists):
                yield f"{' '.join(named)} {found[0][len(found[1]) :]}"


def states_nothing(pieces: Sequence[Piece], at: int, passage: Passage, grammar: Grammar) -> bool:
    """Whether the number at a place is none that an article states."""
    piece = pieces[at]
    if _is_base(pieces, at, grammar):
        return True
    if not piece.amount or piece.amount.mention.unit or piece.amount.mention.scale > 1:
        return False
    mention = piece.amount.mention
    left = pieces[at - 1] if at else None
    if mention.bound or (left and left.small in passage.speech.than):
        return passage.text[mention.end :].startswith(grammar.grown)
    right = pieces[at + 1] if at + 1 < len(pieces) else None
    if _is_timed(mention, passage.text, grammar) or _is_placed(pieces, at, grammar):
        return True
    text, whole = passage.text, mention.low == int(mention.low)
    counts = right is not None and right.kind in {"noun", "small"}
    if left and whole and mention.low <= _HIGHEST and not counts:
        if (
            left.kind == "noun"
            and text[left.end : mention.start] == " "
            and left.words[-1].small not in grammar.articles
        ):
            return True
        between = left.small == "," and right is not None and right.small == ","
        return between and at > 1 and pieces[at - 2].kind == "noun" and _GROWN <= mention.low <= _OLDEST
    return False


def _is_timed(mention: Mention, text: str, grammar: Grammar) -> bool:
    """Whether a number is a score, an age, an hour or the span of a name: `a 10-year note`, `a 20-day average`."""
    near = text[max(0, mention.number - 2) : mention.end + 2]
    behind = text[mention.end : mention.end + len(" years old")].lower()
    score = mention.high is None and _SCORE.search(near) is not None
    timed = re.match(grammar.span, text[mention.end :]) or re.search(grammar.clock, behind)
    return score or behind.startswith(grammar.aged) or timed is not None


def _is_placed(pieces: Sequence[Piece], at: int, grammar: Grammar) -> bool:
    """Whether a number is an address, or what its thing is called by."""
    left, amount = pieces[at - 1] if at else None, pieces[at].amount
    right = pieces[at + 1] if at + 1 < len(pieces) else None
    street = pieces[at + 2] if right and right.small == "," and at + 2 < len(pieces) else right
    if _is_address(street, grammar):
        return True
    if left is None or left.kind != "noun" or amount is None:
        return False
    road = left.small.endswith(grammar.roads or ("\n",)) and amount.mention.low <= _HIGHEST
    counts = right is not None and bool(right.words) and right.words[0].text[0].isupper()
    return left.small in grammar.numbered or (road and not counts)


def _is_base(pieces: Sequence[Piece], at: int, grammar: Grammar) -> bool:
    """Whether an amount is only what another is counted by: `71 cents per $100`."""
    amount, left = pieces[at].amount, pieces[at - 1] if at else None
    if amount is None or left is None or left.small not in grammar.per or amount.mention.low < 1:
        return False
    rate = any(piece.kind == "amount" for piece in pieces[max(at - 4, 0) : at - 1])
    return rate and amount.mention.low.normalize().as_tuple().digits == (1,)


def _is_address(right: Piece | None, grammar: Grammar) -> bool:
    """Whether the name of a street follows a number."""
    if right is None or right.kind != "noun":
        return False
    words = right.words[:_ADDRESS]
    if words[0].small in grammar.streets:
        return len(words) > 1 and words[-1].text[0].isupper()
    return words[0].text[0].isupper() and any(token.small in grammar.streets for token in words)
