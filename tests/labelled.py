"""Claims on four texts, each labelled true or by what is wrong with it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from brief.figures import parse_amount
from brief.languages import language
from brief.prose import read_lines
from brief.tracing.claims import FigureClaim, trace_figure
from brief.tracing.quotations import trace_quotation
from brief.tracing.saved import Passage, Saved, known
from brief.tracing.sentences import Held, trace_prose

if TYPE_CHECKING:
    from brief.tracing.claims import Reason

FOLDER = Path(__file__).parent / "tracing" / "labelled"
NOTES = Path(__file__).parents[1] / "briefings" / "2025-01-27-deepseek-r1" / "sources" / "notes.md"
SOURCES = {
    "ferries": FOLDER / "ferries.txt",
    "arbor": FOLDER / "arbor.txt",
    "hedges": FOLDER / "hedges.txt",
    "notes": NOTES,
}
NAMES = ("H100", "R1", "S&P 500", "Stoxx Europe 600", "A9")


@dataclass(frozen=True)
class Labelled:
    """A claim: `kind` is `true`, or what was corrupted in it."""

    article: str
    kind: str
    form: str
    line: str
    label: str
    claim: str
    said: str
    words: str

    def reasons(self) -> tuple[Reason, ...]:
        """What tracing has against it."""
        saved = source(self.article)
        lines = read_lines(self.line)
        assert lines
        if self.form == "figure":
            way, _, amount = self.claim.partition(" ")
            typed = parse_amount(amount, language("en"))
            return trace_figure(FigureClaim(self.label, typed, way, self.said, self.words), saved, lines)  # type: ignore[arg-type]
        if self.form == "quotation":
            return trace_quotation(self.words, self.label, saved, lines)
        return trace_prose(Passage(self.words, "en", known(NAMES)), Held(((saved, lines),)))


@cache
def source(article: str) -> Saved:
    """A text, indexed."""
    return Saved(tuple(SOURCES[article].read_text("utf-8").splitlines()), "en", known(NAMES))


def labelled() -> list[Labelled]:
    """Every claim."""
    rows = []
    for article in SOURCES:
        with (FOLDER / f"{article}.csv").open(encoding="utf-8", newline="") as file:
            rows += [Labelled(article, **row) for row in csv.DictReader(file)]
    return rows
