"""Rules on what is held against the saved words of sources: typed figures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.material import FigureInput, Material
    from brief.prose import SourceLines
    from brief.tracing.claims import FigureClaim, Reason
    from brief.tracing.saved import Saved


def figures(edition: Edition) -> Iterator[Hit]:
    """Typed figures that do not follow from the words of the source they name."""
    material = edition.material
    for name, given in material.figures.items():
        found = _against_row(given, material) if given.row else _against_source(given, material)
        if found:
            reasons, where = found
            place = _place(name, given, material)
            for reason in reasons:
                message = f"the figure {name!r} is not traceable: {reason.message}"
                yield Hit(message, _hint(reason, where), "", place, reason.severity)


def _against_row(given: FigureInput, material: Material) -> tuple[tuple[Reason, ...], str] | None:
    """The reasons against a figure of a table, whose words stand in its own row."""
    if not given.entry.words:
        return None
    from brief.tracing.claims import trace_figure
    from brief.tracing.saved import Saved

    words = Saved((given.entry.words,), material.language.code)
    return trace_figure(_claim(given, material), words, ((1, 1),), owned=True), given.row


def _against_source(given: FigureInput, material: Material) -> tuple[tuple[Reason, ...], str] | None:
    """The reasons against a figure of the briefing, by that of its sources which bears it out best."""
    cited = [item for item in given.entry.origin.items if item.source in material.saved] if given.entry.origin else []
    if not cited:
        return None
    from brief.tracing.claims import trace_figure

    claim = _claim(given, material)
    found = [(trace_figure(claim, saved(item.source, material), item.lines), item) for item in cited]
    reasons, item = min(found, key=lambda one: (sum(reason.grave for reason in one[0]), len(one[0])))
    return reasons, str(material.briefing.sources[item.source].file)


def _claim(given: FigureInput, material: Material) -> FigureClaim:
    from brief.tracing.claims import FigureClaim

    entry = given.entry
    return FigureClaim(entry.label, entry.amount(material.language), entry.direction, entry.said, entry.words or "")


def _place(name: str, given: FigureInput, material: Material) -> Place:
    if not given.row:
        return material.locate(("figures", name, "words"))
    file, _, line = given.row.rpartition(":")
    return Place(str(material.folder / file), int(line))


def _hint(reason: Reason, where: str) -> str:
    """Where the nearest candidate stands in the source, and its words."""
    place = Place(where, 0, 0) if ":" in where else Place(where, reason.line, reason.column)
    return f"{place} has “{reason.near}”" if reason.near else f"look at {place}"


def saved(source: str, material: Material) -> Saved:
    """The saved text of a source, indexed as far as it is asked for."""
    labels = (given.entry.label for given in material.figures.values())
    titles = (one.title for one in material.briefing.sources.values())
    return _saved(material.saved[source], material.language.code, frozenset((*material.desk.names, *labels, *titles)))


@lru_cache(maxsize=8)
def _saved(lines: tuple[str, ...], code: str, names: frozenset[str]) -> Saved:
    from brief.tracing.saved import Saved, known

    return Saved(lines, code, known(names))


def unsaved(edition: Edition) -> Iterator[Hit]:
    """Sources that are cited, and whose text is not saved beside the briefing."""
    cited = {item.source for item in _cited(edition)}
    for name, source in edition.material.briefing.sources.items():
        if name in cited and not source.file:
            message = f"the source {name!r} is cited, not traced: its text is not saved"
            hint = "save what is cited beside the briefing, and name it under file:"
            yield Hit(message, hint, "", edition.material.locate(("sources", name)))


def _cited(edition: Edition) -> Iterator[SourceLines]:
    """Everything that the edition cites: in prose, in charts and tables, and by its figures."""
    for citation in edition.document.citations():
        yield from citation.items
    for given in edition.material.figures.values():
        yield from given.entry.origin.items if given.entry.origin else ()


RULES = (
    Rule("S04", "error", "typed figures follow from their sources' words", "newsroom practice", figures),
    Rule("S05", "warning", "the text of what is cited is saved", "newsroom practice", unsaved),
)
