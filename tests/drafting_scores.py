"""How much of what is labelled in articles is found, and how much of what is found is right.

An article is `en-name.txt`, its language first; `en-name.yaml` beside it labels what it states: figures by their line
and amount, with a pattern that their owner matches; dates as they are written, by their line; quotations with their
speaker.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from brief.drafting.extracting import extract
from brief.figures import parse_amount
from brief.languages import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.drafting.extracting import Extract
    from brief.drafting.stating import Stated
    from brief.figures import Amount

_FOLDER = Path(__file__).parent / "drafting"
TUNED = sorted((_FOLDER / "articles").glob("*.txt"))
UNSEEN = sorted((_FOLDER / "unseen").glob("*.txt"))


class Score(NamedTuple):
    """What is labelled, what of it is found, and what is wrong, in words; `extra` are figures that nobody labelled.

    What is found is right where owner, way, unit, bound and `said` are, or the speaker is.
    """

    labelled: int
    found: int
    right: int
    extra: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def share_found(self) -> float:
        """Of what is labelled, how much is found, in per cent."""
        return 100 * self.found / self.labelled

    @property
    def share_right(self) -> float:
        """Of what is found, how much is right, in per cent: a figure that nobody labelled is found and wrong."""
        return 100 * self.right / (self.found + len(self.extra))


def score(article: Path) -> Score:
    """An article against its labels."""
    code = article.name[:2]
    labels = yaml.load(article.with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  (it makes text alone)
    found = extract(article.read_text("utf-8").splitlines(), code)
    figures = [(_amount(one, code), one) for one in labels["figures"]]
    verdicts = [
        *((f"{one['line']} {one[_way(one)]}", _figure(amount, one, found)) for amount, one in figures),
        *((f"{one['line']} “{one['words']}”", _quotation(one, found)) for one in labels["quotations"]),
        *((f"{line} {day}", _date(line, day, found)) for line, days in labels["dates"].items() for day in days),
    ]
    extra = [one for one in found.figures if not any(_same(one, amount, label) for amount, label in figures)]
    faults = tuple(f"{article.stem}:{label}: {verdict}" for label, verdict in verdicts if verdict)
    met = [verdict for _, verdict in verdicts if verdict != _MISSING]
    unlabelled = tuple(f"{article.stem}:{one.line} {one.label} {one.direction} {one.typed}: no label" for one in extra)
    return Score(len(verdicts), len(met), met.count(""), unlabelled, faults)


def total(articles: Iterable[Path]) -> Score:
    """The score of several articles together."""
    labelled, found, right, extra, faults = zip(*map(score, articles), strict=True)
    return Score(sum(labelled), sum(found), sum(right), sum(extra, ()), sum(faults, ()))


_MISSING = "not found"


def _way(one: dict[str, str]) -> str:
    return next(key for key in ("up", "down", "is") if key in one)


def _amount(one: dict[str, str], code: str) -> Amount:
    return parse_amount(one[_way(one)], language(code))


def _same(figure: Stated, amount: Amount, one: dict[str, str]) -> bool:
    """Whether a figure is the one that is labelled: its amount stands in its line."""
    ours = figure.amount
    return str(figure.line) == one["line"] and (ours.low, ours.top) == (amount.low, amount.top)


def _figure(amount: Amount, one: dict[str, str], found: Extract) -> str:
    same = [figure for figure in found.figures if _same(figure, amount, one)]
    return min((", ".join(_wrong(figure, amount, one)) for figure in same), key=len, default=_MISSING)


def _wrong(figure: Stated, amount: Amount, one: dict[str, str]) -> Iterator[str]:
    ours = figure.amount
    owns = re.search(one["owner"], figure.label, re.IGNORECASE)
    parts: dict[str, tuple[bool, Any]] = {
        "owner": (bool(owns), figure.label),
        "way": (figure.direction == _way(one), figure.direction),
        "unit": ((ours.unit, ours.currency) == (amount.unit, amount.currency), figure.typed),
        "bound": (ours.bound == amount.bound, ours.bound),
        "said": (figure.said == one.get("said", "reported"), figure.said),
    }
    yield from (f"{part} {given!r}" for part, (right, given) in parts.items() if not right)


def _quotation(one: dict[str, str], found: Extract) -> str:
    own = [said for said in found.quotations if str(said.line) == one["line"] and one["words"] in said.words]
    if not own:
        return _MISSING
    return "" if one["speaker"] in own[0].speaker else f"said by {own[0].speaker!r}"


def _date(line: str, day: str, found: Extract) -> str:
    return "" if any(str(one.line) == line and one.when == day for one in found.dates) else _MISSING
