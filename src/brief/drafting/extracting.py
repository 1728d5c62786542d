"""What an article states: figures with their owners, dates, quotations with their speakers, names, its chief sentences.

No model reads here. Amounts, dates and quotations are found as `brief check` finds them, and a figure is kept where the
check that will be made of it passes; so what is found is traceable by its making.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.grammar import GRAMMARS, Grammar
from brief.drafting.speakers import Quoted, quotations
from brief.drafting.stating import Stated, figures
from brief.drafting.telling import Dated, Ranked, dates, ranked
from brief.languages import language as language_by
from brief.tracing.saved import Saved, known
from brief.tracing.sentences import names as names_of
from brief.tracing.speech import speech

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERED = re.compile(
    r"(?:[^\W\d_a-z][\w&'-]*\s+)+(?!(?:19|20)\d\d\b)\d{1,3}(?:\.\d)?(?![\d.,]*\d)(?![\w%]|\s*(?:per|%|Prozent|pour))"
)
"""A name that ends with a number: `Llama 3.1`, `S&P 500`."""


class Extract(NamedTuple):
    """What an article states, in its own order; `sentences` the chief ones first."""

    language: str
    figures: tuple[Stated, ...]
    quotations: tuple[Quoted, ...]
    dates: tuple[Dated, ...]
    names: tuple[str, ...]
    sentences: tuple[Ranked, ...]


def extract(lines: Sequence[str], usual: str = "en") -> Extract:
    """What the lines of an article state, each with its line (the first is 1)."""
    saved = Saved(tuple(lines), usual)
    if not speech(saved.code).nouns_are_capital:
        saved.names = known({found[0] for line in lines for found in _NUMBERED.finditer(line)})
    grammar = GRAMMARS.get(saved.code, Grammar())
    spoken = language_by(saved.code)
    passages = {number: saved.line(number) for number in range(1, len(saved.lines) + 1)}
    named = dict.fromkeys(name for passage in passages.values() for _, name in names_of(passage))
    return Extract(
        saved.code,
        figures(saved, grammar, spoken),
        tuple(quotations(passages)),
        tuple(dates(passages)),
        tuple(named),
        ranked(passages),
    )
