"""Figures that stand alone: direction, bound and `said` always printed, signed sizes for the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.briefing import AsOf
from brief.document import FigureWords
from brief.figures import write_alone, write_amount
from brief.prose import Citation, Figure, Line, Text

if TYPE_CHECKING:
    from brief.composing.finishing import Finisher


def standing(name: str, finisher: Finisher) -> FigureWords:
    """A figure as it is printed in a strip, a chart or a table."""
    entry = finisher.material.figures[name].entry
    language = finisher.material.language
    amount = entry.amount(language)
    sign = -1 if entry.direction == "down" else 1
    origin = finisher.origin(name)
    usual = finisher.material.briefing.as_of
    own = entry.as_of.date if isinstance(entry.as_of, AsOf) else entry.as_of
    return FigureWords(
        id=name,
        label=entry.label,
        words=write_alone(amount, entry.direction, language),
        size=write_amount(amount, language),
        said="" if entry.said == "reported" else language.label(entry.said),
        said_id=entry.said,
        direction=entry.direction,
        bound=amount.bound,
        low=amount.low * sign,
        high=amount.top * sign,
        unit=amount.currency or amount.unit,
        as_of=finisher.as_of(entry.as_of) if own and own != (usual.date if usual else None) else "",
        citation=finisher.citation(Citation(origin)) if origin else None,
    )


def cell(figure: FigureWords, comma: str) -> Line:
    """A figure in a table cell: its words, how sure it is, the moment it holds for where it has its own, its source."""
    said = tuple(Text(f"{comma}{words}") for words in (figure.said, figure.as_of) if words)
    cited = (figure.citation,) if figure.citation else ()
    return Line((Figure(figure.id, "signed", figure.words), *said, *cited))
