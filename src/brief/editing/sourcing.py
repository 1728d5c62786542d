"""Sources put into a briefing's file: a text that was saved, and the line and words that a figure lacks."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING

from brief.editing.saving import opened, save
from brief.editing.splicing import put
from brief.errors import UsageError
from brief.intake import entry_for, name_for
from brief.intake import save as save_text
from brief.tracing.claims import FigureClaim, trace_figure
from brief.tracing.saved import Saved, known
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from brief.editing.splicing import Path as Keys
    from brief.intake.kinds import Taken
    from brief.material import FigureInput, Material
    from brief.reading.text import FileText
    from brief.tracing.claims import Ranges
    from brief.tracing.saved import Passage, Standing
    from brief.tracing.words import Token

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 12
"""Words of a source that a figure carries: enough to know it by, too few to be its prose."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line and words that would bear out a figure; `doubts` are what of it does not agree."""

    figure: str
    source: str
    line: int
    words: str
    said: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """A figure that lacks its line or its words, and what is proposed for it, the likeliest first."""

    figure: str
    label: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A source as it stands in the briefing: its id, its file, and whether it is new there."""

    name: str
    file: str
    new: bool


def add_taken(path: Path, taken: Taken, given: str, name: str | None) -> Added:
    """Save a text beside a briefing and put it under `sources:`, every other byte kept; the same text once.

    Raises InputError, UsageError, MachineError; nothing is left behind then.
    """
    from brief.formats import NAMES
    from brief.formats.base import package_templates
    from brief.reading import read

    original = opened(path)
    material = read(path, NAMES, package_templates())
    sources = material.briefing.sources
    for known_name, source in sources.items():
        if source.file and material.saved.get(known_name) == taken.lines:
            return Added(known_name, source.file, new=False)
    if name is not None and not _ID.fullmatch(name):
        message = f"{name!r} is no name for a source"
        raise UsageError(message, hint="small letters, digits and hyphens, a letter first: council-paper")
    if name in sources:
        message = f"a source is called {name!r} already"
        raise UsageError(message, hint=f"sources: {', '.join(sources)}")
    chosen = name or _free(name_for(taken, given), sources, path.parent)
    entry = entry_for(taken, f"sources/{chosen}.txt")
    keys: Keys = ("sources", chosen) if sources else ("sources",)
    edited = put(original.source, keys, dict(entry) if sources else {chosen: dict(entry)})
    saved = save_text(taken, path.parent, chosen)
    try:
        save(original, edited)
    except BaseException:
        saved.path.unlink(missing_ok=True)
        raise
    return Added(chosen, entry["file"], new=True)


def _free(name: str, sources: Container[str], folder: Path) -> str:
    """A name that neither a source nor a file has yet."""
    tries = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in tries if one not in sources and not (folder / "sources" / f"{one}.txt").exists())


def lacking(material: Material) -> tuple[Lacking, ...]:
    """Every figure of the briefing's file that lacks a line or words; a table's own rows are its source."""
    return tuple(
        Lacking(name, given.entry.label, tuple(_proposals(name, given, material)))
        for name, given in material.figures.items()
        if not given.row and not (given.entry.origin and given.entry.words)
    )


def fill(source: FileText, chosen: Proposal, given: FigureInput) -> FileText:
    """The briefing with the line and words of a proposal where its figure lacks them. Raises InputError."""
    path: Keys = ("figures", chosen.figure)
    if not given.entry.origin:
        source = put(source, (*path, "from"), f"{chosen.source}:{chosen.line}")
    if not given.entry.words:
        source = put(source, (*path, "words"), chosen.words)
    return source


def _proposals(name: str, given: FigureInput, material: Material) -> list[Proposal]:
    """What may bear out a figure; where some agree in everything, those alone."""
    entry = given.entry
    claim = FigureClaim(entry.label, entry.amount(material.language), entry.direction, entry.said, entry.words or "")
    found: list[Proposal] = []
    for source, saved, ranges in _searched(given, material):
        for number in saved.numbers(ranges):
            found += _of_line(name, claim, source, saved, number)
    whole = [one for one in found if not one.doubts]
    return whole or sorted(found, key=lambda one: len(one.doubts))


def _searched(given: FigureInput, material: Material) -> Iterator[tuple[str, Saved, Ranges]]:
    """The lines in which a figure is looked for: those that it names, else all that are saved."""
    labels = (one.entry.label for one in material.figures.values())
    names = known((*material.desk.names, *labels, *(one.title for one in material.briefing.sources.values())))
    named = {item.source: item.lines for item in given.entry.origin.items} if given.entry.origin else None
    for source, lines in material.saved.items():
        if named is None or source in named:
            about = material.briefing.sources.get(source)
            file = about.file if about and about.file else source
            yield source, Saved(lines, material.language.code, names, file), named[source] if named else ()


def _of_line(name: str, claim: FigureClaim, source: str, saved: Saved, number: int) -> Iterator[Proposal]:
    """What one line offers: the words that the figure has, or each amount in it that is the figure's."""
    passage, said = saved.line(number), saved.lines[number - 1].strip()
    amounts = (one for one in passage.standing if not one.mention.ordinal)
    offered = [claim.words] if claim.words else dict.fromkeys(_words_around(one, passage) for one in amounts)
    for words in offered:
        reasons = trace_figure(claim._replace(words=words), saved, ((number, number),))
        if not any(reason.grave for reason in reasons):
            yield Proposal(name, source, number, words, said, tuple(reason.message for reason in reasons))


def _words_around(one: Standing, passage: Passage) -> str:
    """The source's words that hold an amount: its clause, or as much of that as a figure carries."""
    start, end = next((a, b) for a, b in passage.sentences if a <= one.mention.number < b)
    others = [other.mention for other in passage.standing if other is not one and not other.mention.ordinal]
    start = max([start, *(other.end for other in others if other.end <= one.mention.start)])
    end = min([end, *(other.start for other in others if other.start >= one.mention.end)])
    run = [token for token in passage.tokens if start <= token.start and token.end <= end]
    inside = [at for at, token in enumerate(run) if token.start < one.mention.end and token.end > one.mention.start]
    breaks = passage.speech.breaks
    first, last = inside[0], inside[-1]
    while first > 0 and not _parted(passage, run, first - 1) and run[first - 1].small not in breaks:
        first -= 1
    while last < len(run) - 1 and not _parted(passage, run, last) and run[last + 1].small not in breaks:
        last += 1
    first = max(first, min(inside[0], inside[-1] - _LONGEST + 1))
    last = max(inside[-1], min(last, first + _LONGEST - 1))
    written = passage.normal.written
    # A sign before the amount, or behind it, is no word and belongs to it.
    begins = min(run[first].start, one.mention.start) if first == inside[0] else run[first].start
    ends = max(run[last].end, one.mention.end) if last == inside[-1] else run[last].end
    return passage.written[written(begins) : written(ends - 1) + 1].strip()


def _parted(passage: Passage, run: Sequence[Token], at: int) -> bool:
    """Whether a mark stands behind a word, before the next."""
    return any(mark in passage.text[run[at].end : run[at + 1].start] for mark in ',;:()"')
