"""How much of what is labelled in the articles is found, and how much of what is found is right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from brief.drafting.extracting import extract
from brief.figures import parse_amount
from brief.languages import language

if TYPE_CHECKING:
    from brief.drafting.extracting import Extract, Stated
    from brief.figures import Amount

ARTICLES = sorted((Path(__file__).parent / "drafting" / "articles").glob("*.txt"))


class Score(NamedTuple):
    """What was labelled, what of it was found, and what is wrong, in words; `extra` are figures that nobody labelled.

    What is found is right where owner, sign, unit, bound and `said` are, or the speaker is.
    """

    labelled: int
    found: int
    right: int
    extra: int
    faults: tuple[str, ...]


def score(article: Path) -> Score:
    """An article against its labels: a figure is found where its amount stands in its line."""
    code = article.suffixes[0][1:]
    found = extract(article.read_text("utf-8").splitlines(), code)
    labels = article.with_suffix(".labels").read_text("utf-8").splitlines()
    counts = [_judged(label, found, code) for label in labels]
    faults = tuple(f"{label}: {fault}" for label, (_, fault) in zip(labels, counts, strict=True) if fault)
    figures = sum(label.startswith("figure") and met for label, (met, _) in zip(labels, counts, strict=True))
    right = sum(met and not fault for met, fault in counts)
    return Score(len(labels), sum(met for met, _ in counts), right, len(found.figures) - figures, faults)


def _judged(label: str, found: Extract, code: str) -> tuple[bool, str]:
    kind, line, told = label.split(" ", 2)
    if kind == "date":
        met = any(one.when == told and one.line == int(line) for one in found.dates)
        return met, "" if met else "not found"
    if kind == "quote":
        speaker, words = told.split(" | ")
        quoted = [one for one in found.quotations if one.words.strip(" .,") == words and one.line == int(line)]
        if not quoted:
            return False, "not found"
        return True, "" if quoted[0].speaker == speaker else f"said by {quoted[0].speaker!r}"
    owner, direction, typed, said = told.split(" | ")
    amount = parse_amount(typed, language(code))
    same = [
        one
        for one in found.figures
        if one.line == int(line) and (one.amount.low, one.amount.top) == (amount.low, amount.top)
    ]
    if not same:
        return False, "not found"
    wrong = [_wrong(one, owner, direction, amount, said) for one in same]
    return True, min(wrong, key=len)


def _wrong(one: Stated, owner: str, direction: str, amount: Amount, said: str) -> str:
    units = {("", ""), (one.amount.unit, one.amount.currency)}
    parts = {
        "owner": (all(word.lower() in one.label.lower() for word in owner.split()), one.label),
        "sign": (one.direction == direction, one.direction),
        "unit": ((amount.unit, amount.currency) in units, one.typed),
        "bound": (one.amount.bound == amount.bound, one.amount.bound),
        "said": (one.said == said, one.said),
    }
    return ", ".join(f"{part} {given!r}" for part, (right, given) in parts.items() if not right)
