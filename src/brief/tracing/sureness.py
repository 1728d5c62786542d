"""How sure an amount is, by the words around it: told, planned, expected or claimed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from brief.tracing.words import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.figures import Said
    from brief.tracing.numbers import Mention
    from brief.tracing.saved import Passage

    Saying = tuple[int, tuple[Said, ...]]
    """Where a word stands, and as what it lets an amount count."""

_CLAIMED = ("claimed",)
_PLANNED: tuple[Said, ...] = ("planned",)


def sayings(passage: Passage) -> tuple[Saying, ...]:
    """Where the words of a passage stand that say how sure something is."""
    dates = [(moment.start, moment.end) for moment in passage.moments]
    than = {token.start for before, token in pairwise(passage.tokens) if before.small in passage.speech.than}
    found = sorted({*_listed(passage), *_intended(passage)}, key=lambda one: one[0])
    return tuple(
        (at, said) for at, said in found if at not in than and not any(start <= at < end for start, end in dates)
    )


def _listed(passage: Passage) -> Iterator[Saying]:
    said, run = passage.speech.said, passage.tokens
    for at, last, words in phrases(run):
        if words in said and not (said[words] == _CLAIMED and _is_official(last + 1, passage)):
            yield run[at].start, said[words]


def _intended(passage: Passage) -> Iterator[Saying]:
    """Verbs of a will with the infinitive behind them: `compte replanter`."""
    speech = passage.speech
    if not speech.intents:
        return
    for token, following in pairwise(passage.tokens):
        if token.small in speech.intents and following.small.endswith(speech.infinitives):
            yield token.start, _PLANNED


def _is_official(at: int, passage: Passage) -> bool:
    """Whether a word names somebody who states what is so: `nach Angaben der Polizei`."""
    officials = passage.speech.officials
    return bool(officials) and at < len(passage.tokens) and passage.tokens[at].small.endswith(officials)


def said_of(mention: Mention, sentence: tuple[int, int], passage: Passage) -> tuple[Said, ...]:
    """As what an amount is said: by the nearest such words before it in its sentence, else by those behind it."""
    if not passage.speech.said:
        return ()
    start, end = sentence
    if _is_past(mention, start, passage):
        return ()
    anew = [
        token.start
        for token, following in pairwise(passage.tokens)
        if token.small in passage.speech.breaks
        and (following.small in passage.speech.done or token.small in passage.speech.contrasts)
        and token.start < mention.start
    ]
    opened = max([start, *anew])
    before = [said for at, said in passage.sayings if opened <= at < mention.start]
    if before:
        return before[-1]
    stop = _clause_end(mention, opened, end, passage)
    return next((said for at, said in passage.sayings if mention.end <= at < stop), ())


def _is_past(mention: Mention, start: int, passage: Passage) -> bool:
    """Whether a word right before an amount says that it was before: `after 2.2 per cent`, `after a 4 per cent`."""
    run, speech = passage.tokens, passage.speech
    ahead = [token.small for token in run if start <= token.start and token.end <= mention.start][-2:]
    led = bool(ahead) and ahead[-1] in speech.past
    return led or (len(ahead) > 1 and ahead[-1] in speech.common and ahead[0] in speech.past)


def _clause_end(mention: Mention, opened: int, end: int, passage: Passage) -> int:
    """As far behind an amount as words there still say how sure it is: not past the next amount's, nor a comma's.

    A comma ends it where the verb before the amount says that it is done: `which has paid 4 million, is to begin`.
    """
    speech, text = passage.speech, passage.text
    behind = [one.start for one in passage.mentions if one.counts and mention.end < one.start and one.number < end]
    if behind:
        stop = passage.broken(mention.end, end, last=False)
        return min(stop if stop >= 0 else end, *behind)
    comma = text.find(",", mention.end, end)
    own = max(text.rfind(",", opened, mention.start), opened)
    done = any(own <= token.start < mention.start and token.small in speech.done for token in passage.tokens)
    if done and comma >= 0:
        return comma
    return next(
        (
            token.start
            for before, token in pairwise(passage.tokens)
            if mention.end <= token.start < end
            and token.small in speech.breaks
            and (token.small in speech.contrasts or "," in text[before.end : token.start])
        ),
        end,
    )
