"""How long a source takes to index, a claim to trace, an article to draw from, and how well it is drawn from.

Times are the best of several rounds, all warm, in milliseconds; shares are of the labelled articles of the tests.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from brief.checks import tracing
from brief.checks.base import Edition
from brief.composing import compose
from brief.drafting.extracting import extract
from brief.formats import NAMES
from brief.reading import read
from brief.tracing.saved import Saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafting_scores import Score

ROUNDS = 9


def indexed(briefing: Path) -> float:
    """Reading every line of a briefing's longest source: its words, amounts, dates and quotations."""
    lines = max(read(briefing, NAMES).saved.values(), key=len)
    return _least(lambda: Saved(lines, "en").index())


def traced(briefing: Path) -> float:
    """One claim, a typed figure or a passage, against sources that are indexed."""
    material = read(briefing, NAMES)
    edition = Edition(material, compose(material), {})
    claims = len(material.figures) + len(list(tracing.passages(edition)))
    return _least(lambda: [*tracing.figures(edition), *tracing.prose(edition)]) / claims


def extracted(briefing: Path) -> float:
    """Finding what a source of a briefing states: its figures with their owners, dates, quotations, chief sentences."""
    lines = max(read(briefing, NAMES).saved.values(), key=len)
    return _least(lambda: extract(lines))


def scored(*, held_out: bool) -> Score:
    """The labelled articles to which the extractor is tuned, together, or those that are held out."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from drafting_scores import TUNED, UNSEEN, total

    return total(UNSEEN if held_out else TUNED)


def _least(task: Callable[[], object]) -> float:
    task()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        task()
        took.append(time.perf_counter() - began)
    return min(took) * 1000
