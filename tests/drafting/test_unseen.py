"""Ten articles to which the extractor was never tuned: what is found there, and what of that is right.

They tell what to expect of the next article, and are to stay as they are: tune to `articles/`, measure here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from brief.drafting.extracting import Extract, Stated, extract
from brief.figures import parse_amount
from brief.languages import language

LABELLED = Path(__file__).parent / "unseen"
ARTICLES = sorted(path.stem for path in LABELLED.glob("*.txt"))

FOUND, RIGHT = 99, 88
"""What the README tells."""


class Score(NamedTuple):
    """How many labels there are, how many of them are found, and what is said wrongly of those or missing."""

    labels: int
    found: int
    wrong: tuple[str, ...]
    missing: tuple[str, ...]


def score(name: str) -> Score:
    lines = (LABELLED / f"{name}.txt").read_text("utf-8").splitlines()
    label = yaml.load((LABELLED / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  (it makes text alone)
    made = extract(lines, name[:2])
    wrong: list[str] = []
    missing: list[str] = []
    for one in label["figures"]:
        way = next(key for key in ("up", "down", "is") if key in one)
        told = [_faults(figure, one, way, name) for figure in made.figures if _same(figure, one, way, name)]
        if not told:
            missing.append(f"{name}:{one['line']} {one[way]}")
        elif faults := min(told, key=len):
            wrong.append(f"{name}:{one['line']} {one[way]}: {', '.join(faults)}")
    for one in label["quotations"]:
        said = [
            quoted for quoted in made.quotations if str(quoted.line) == one["line"] and one["words"] in quoted.words
        ]
        if not said:
            missing.append(f"{name}:{one['line']} “{one['words']}”")
        elif one["speaker"] not in said[0].speaker:
            wrong.append(f"{name}:{one['line']} speaker {said[0].speaker}")
    dates = [(line, when) for line, days in label["dates"].items() for when in days]
    missing += [f"{name}:{line} {when}" for line, when in dates if not _dated(made, line, when)]
    count = len(label["figures"]) + len(label["quotations"]) + len(dates)
    return Score(count, count - len(missing), tuple(wrong), tuple(missing))


def _same(figure: Stated, one: dict[str, Any], way: str, name: str) -> bool:
    meant = parse_amount(one[way], language(name[:2]))
    ours = figure.amount
    return str(figure.line) == one["line"] and (ours.low, ours.high and ours.top) == (
        meant.low,
        meant.high and meant.top,
    )


def _faults(figure: Stated, one: dict[str, Any], way: str, name: str) -> list[str]:
    meant = parse_amount(one[way], language(name[:2]))
    faults = []
    if figure.direction != way:
        faults.append(f"goes {figure.direction}")
    if figure.amount.bound != meant.bound:
        faults.append(f"bound {figure.amount.bound}")
    unit, wanted = figure.amount.currency or figure.amount.unit, meant.currency or meant.unit
    if (wanted or unit[:1] == "%") and unit[:1] != wanted[:1]:
        faults.append(f"unit {unit}")
    if figure.said != one.get("said", "reported"):
        faults.append(f"said {figure.said}")
    if not re.search(one["owner"], figure.label, re.IGNORECASE):
        faults.append(f"owner {figure.label}")
    return faults


def _dated(made: Extract, line: str, when: str) -> bool:
    return any(str(one.line) == line and one.when == when for one in made.dates)


def test_what_is_found_and_right_gets_no_less() -> None:
    """The first extractor found 92 of 109, of those 79 right."""
    scores = [score(name) for name in ARTICLES]
    found = sum(one.found for one in scores)
    assert sum(one.labels for one in scores) == 109
    assert found >= FOUND, [fault for one in scores for fault in one.missing]
    assert found - sum(len(one.wrong) for one in scores) >= RIGHT, [fault for one in scores for fault in one.wrong]
