"""What an article states: figures with their owners, dates, quotations with their speakers, names, its chief sentences.

No model reads here. Amounts, dates and quotations are found as `brief check` finds them, and a figure is kept where the
check that will be made of it passes; so what is found is traceable by its making.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.grammar import grammar
from brief.drafting.naming import numbered
from brief.drafting.speakers import Quoted, quotations
from brief.drafting.stating import Stated, figures
from brief.drafting.telling import Dated, Ranked, dates, ranked
from brief.languages import language as language_by
from brief.tracing.saved import Saved, known
from brief.tracing.sentences import names as names_of
from brief.tracing.speech import speech

if TYPE_CHECKING:
    from collections.abc import Sequence


class Extract(NamedTuple):
    """What an article states, in its own order; `sentences` are the chief ones."""

    language: str
    figures: tuple[Stated, ...]
    quotations: tuple[Quoted, ...]
    dates: tuple[Dated, ...]
    names: tuple[str, ...]
    sentences: tuple[Ranked, ...]


def extract(lines: Sequence[str], usual: str = "en") -> Extract:
    """What the lines of an article state, each with its line (the first is 1)."""
    saved = Saved(tuple(lines), usual)
    small = grammar(saved.code)
    spoken_of = speech(saved.code)
    if not spoken_of.nouns_are_capital:
        saved.names = known(set(numbered(lines, saved.code, small, spoken_of)))
    spoken = language_by(saved.code)
    passages = {number: saved.line(number) for number in range(1, len(saved.lines) + 1)}
    named = dict.fromkeys(name for passage in passages.values() for _, name in names_of(passage))
    return Extract(
        saved.code,
        figures(saved, small, spoken),
        tuple(quotations(passages, small)),
        tuple(dates(passages)),
        tuple(named),
        ranked(passages),
    )
