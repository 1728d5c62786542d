"""What changed between two editions: figures by their ids, stories by their headlines, corrections."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from brief.briefing import SectionBlock, Story, TextBlock
from brief.figures import write_alone, write_amount
from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.briefing import Correction, FigureEntry
    from brief.languages import Language
    from brief.material import Material
    from brief.prose import Prose

_ALIKE = 0.6
"""From what share of common words on two headlines are one story's."""
_HUNDRED = Decimal(100)
_SHARE = Decimal("0.1")
"""To what a relative change is rounded, in per cent."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure as two editions print it, each in its language.

    `delta` is the difference as a plain decimal, in ones of `unit` (percentage points, where that is per cent), `by`
    the same in words; both are empty where nothing can be subtracted: another unit, a range, a bound.
    """

    id: str
    label: str
    change: Literal["moved", "restated", "new", "gone"]
    old: str = ""
    new: str = ""
    by: str = ""
    delta: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StoryChange:
    """A story by its headline; `old` is the headline that it had, where that was another."""

    headline: str
    change: Literal["new", "gone", "corrected", "changed"]
    old: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later edition says otherwise than an earlier one; `same` counts the figures that did not change."""

    old: str
    new: str
    figures: tuple[FigureChange, ...]
    stories: tuple[StoryChange, ...]
    corrections: tuple[str, ...]
    same: int


def difference(old: Material, new: Material) -> Difference:
    """What changed from one edition to the other."""
    figures = tuple(_figures(old, new))
    return Difference(
        old.slug,
        new.slug,
        figures,
        tuple(_stories(old, new)),
        tuple(_told(entry) for entry in _added(old, new)),
        sum(name in old.figures for name in new.figures) - sum(one.change in {"moved", "restated"} for one in figures),
    )


def moved(old: Material, new: Material) -> Iterator[FigureChange]:
    """The figures that both editions have and that are not the same amount any more."""
    yield from (change for change in _figures(old, new) if change.change == "moved")


def _figures(old: Material, new: Material) -> Iterator[FigureChange]:
    """In the order of the later edition; those that it has no more come last."""
    for name, figure in new.figures.items():
        entry, before = figure.entry, old.figures.get(name)
        if before is None:
            yield FigureChange(name, entry.label, "new", new=_written(entry, new.language))
        elif (change := _moved(name, before.entry, entry, old.language, new.language)) is not None:
            yield change
    for name, figure in old.figures.items():
        if name not in new.figures:
            yield FigureChange(name, figure.entry.label, "gone", old=_written(figure.entry, old.language))


def _moved(name: str, before: FigureEntry, after: FigureEntry, old: Language, new: Language) -> FigureChange | None:
    found = FigureChange(name, after.label, "restated", _written(before, old), _written(after, new))
    first, last = before.amount(old), after.amount(new)
    if (first, before.direction) == (last, after.direction):
        as_before = (before.said, before.label) == (after.said, after.label)
        return None if as_before and (found.old == found.new or old.code != new.code) else found
    found = replace(found, change="moved")
    alike = (first.unit, first.currency) == (last.unit, last.currency) and (before.direction == "is") == (
        after.direction == "is"
    )
    if (
        first.open
        or last.open
        or not alike
        or first.high is not None
        or last.high is not None
        or first.bound
        or last.bound
    ):
        return found
    start, end = _signed(before, old), _signed(after, new)
    delta = end - start
    if not delta:
        return replace(found, change="restated")
    return replace(found, delta=f"{delta.normalize():f}", unit=_unit(after, new), by=_by(after, start, delta, new))


def _signed(entry: FigureEntry, language: Language) -> Decimal:
    size = entry.amount(language).low
    return -size if entry.direction == "down" else size


def _unit(entry: FigureEntry, language: Language) -> str:
    amount = entry.amount(language)
    return "percentage points" if amount.unit.startswith("%") else amount.currency or amount.unit


def _by(entry: FigureEntry, start: Decimal, delta: Decimal, language: Language) -> str:
    """How far a figure moved, in words; a level's move is given as a share of it, too."""
    amount, way = entry.amount(language), "higher" if delta > 0 else "lower"
    if amount.unit.startswith("%"):
        points = abs(delta).normalize()
        return f"{points:f} percentage point{'' if points == 1 else 's'} {way}"
    size = write_amount(replace(amount, value=(abs(delta) / amount.scale).normalize() + 0), language)
    share = f" ({(delta / abs(start) * _HUNDRED).quantize(_SHARE):+f} %)" if start and entry.direction == "is" else ""
    return f"{size} {way}{share}"


def _written(entry: FigureEntry, language: Language) -> str:
    printed = write_alone(entry.amount(language), entry.direction, language)
    return printed if entry.said == "reported" else f"{printed}{language.label('comma')}{language.label(entry.said)}"


def _entries(material: Material) -> dict[str, Prose | None]:
    """The stories and the headed texts of an edition: headline and prose."""
    found: dict[str, Prose | None] = {}
    for block in material.briefing.blocks:
        if block.hold:
            continue
        for part in block.stories if isinstance(block, SectionBlock) else (block,):
            if isinstance(part, Story) and not part.hold:
                found[words(part.headline)] = part.body or part.short
            elif isinstance(part, TextBlock) and part.heading:
                found[words(part.heading)] = part.body
    return found


def _stories(old: Material, new: Material) -> Iterator[StoryChange]:
    before, after = _entries(old), _entries(new)
    former = _renamed(before, after)
    mended = {entry.what for entry in _added(old, new)}
    for headline, prose in after.items():
        was = headline if headline in before else former.get(headline)
        if was is None:
            yield StoryChange(headline, "new")
        elif was != headline or before[was] != prose or mended & {headline, *_named(prose)}:
            corrected = mended & {headline, was, *_named(prose)}
            yield StoryChange(headline, "corrected" if corrected else "changed", "" if was == headline else was)
    gone = [headline for headline in before if headline not in after and headline not in former.values()]
    yield from (StoryChange(headline, "gone") for headline in gone)


def _renamed(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, str]:
    """The headlines that one edition has alone, each with the most alike that the other has alone."""
    left = [headline for headline in before if headline not in after]
    found: dict[str, str] = {}
    for headline in (headline for headline in after if headline not in before):
        ranked = sorted(left, key=lambda other: _alike(other, headline), reverse=True)
        if ranked and _alike(ranked[0], headline) >= _ALIKE:
            found[headline] = ranked[0]
            left.remove(ranked[0])
    return found


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(a=one.casefold().split(), b=other.casefold().split(), autojunk=False).ratio()


def _named(prose: Prose | None) -> set[str]:
    """The ids of the figures in some prose."""
    from brief.prose import Figure, walk

    lines = prose.paragraphs if prose else ()
    return {node.id for line in lines for node in walk(line) if isinstance(node, Figure)}


def _added(old: Material, new: Material) -> list[Correction]:
    """The corrections that the earlier edition has not."""
    return [entry for entry in new.briefing.corrections if entry not in old.briefing.corrections]


def _told(entry: Correction) -> str:
    turned = f": {entry.old} → {entry.new}" if entry.old and entry.new else ""
    return f"{entry.kind}: {entry.what}{turned}"
