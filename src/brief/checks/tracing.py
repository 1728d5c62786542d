"""Rules on what is held against the saved words of sources: typed figures, prose, quotations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule
from brief.checks.sources import opening, passages
from brief.checks.wording import PLACEHOLDER
from brief.document import Quote, Rows
from brief.errors import Place
from brief.prose import Citation, Figure, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Block
    from brief.material import FigureInput, Material
    from brief.prose import Line, SourceLines
    from brief.tracing.claims import FigureClaim, Reason
    from brief.tracing.saved import Saved

FIGURE = "\ufffc"
"""What stands in a traced sentence for a figure, which has been traced itself, and for a placeholder."""

_NUMBERED = re.compile(r"(?<!\S)(?:[^\W\d_a-zà-ÿ][\w&'-]* )+\d{1,3}(?:\.\d)?(?!\S)")
"""A name with its number inside a label: `S&P 500` of `S&P 500 index`, `Berth 12` of `Wages at Berth 12`."""
_MARKS = " \"'“”„‟‘’‚«»「」"


def figures(edition: Edition) -> Iterator[Hit]:
    """Typed figures that do not follow from the words of the source they name."""
    material = edition.material
    for name, given in material.figures.items():
        place = _place(name, given, material)
        for reason in _against_row(given, material) if given.row else _against_source(given, material):
            message = f"the figure {name!r} is not traceable: {reason.message}"
            hint = _hint(reason, Place(given.row) if given.row else reason.place)
            yield Hit(message, hint, "", place, reason.severity)


def _against_row(given: FigureInput, material: Material) -> tuple[Reason, ...]:
    """The reasons against a figure of a table, whose words stand in its own row."""
    if not given.entry.words:
        return ()
    from brief.tracing.claims import trace_figure
    from brief.tracing.saved import Saved

    words = Saved((given.entry.words,), material.language.code)
    return trace_figure(_claim(given, material), words, ((1, 1),), owned=True)


def _against_source(given: FigureInput, material: Material) -> tuple[Reason, ...]:
    """The reasons against a figure of the briefing, by that of its sources which bears it out best."""
    cited = [item for item in given.entry.origin.items if item.source in material.saved] if given.entry.origin else []
    if not cited:
        return ()
    from brief.tracing.claims import trace_figure

    claim = _claim(given, material)
    found = [trace_figure(claim, saved(item.source, material), item.lines) for item in cited]
    return min(found, key=lambda reasons: (sum(reason.grave for reason in reasons), len(reasons)))


def _claim(given: FigureInput, material: Material) -> FigureClaim:
    from brief.tracing.claims import FigureClaim

    entry = given.entry
    return FigureClaim(entry.label, entry.amount(material.language), entry.direction, entry.said, entry.words or "")


def _place(name: str, given: FigureInput, material: Material) -> Place:
    if not given.row:
        return material.locate(("figures", name, "words"))
    file, _, line = given.row.rpartition(":")
    return Place(str(material.folder / file), int(line))


def _hint(reason: Reason, where: Place | None) -> str:
    """Where the nearest candidate stands in the source, and its words."""
    return f"{where} has “{reason.near}”" if reason.near else f"look at {where}"


def prose(edition: Edition) -> Iterator[Hit]:
    """Numbers, dates, quotations and names that neither come from a typed figure nor stand in a line cited."""
    material = edition.material
    for block, name, line in passages(edition):
        given = f"{beside}: " if (beside := term(block, line)) else ""
        cited = [item for node in walk(line) if isinstance(node, Citation) for item in node.items]
        if any(item.source not in material.saved for item in cited):
            continue
        text = given + words(line, field=lambda _: "", figure=lambda _: FIGURE)
        text = PLACEHOLDER.sub(FIGURE, text)
        yield from _traced(text, name, cited, edition)
        yield from _misplaced(line, name, material)
    for block in edition.document.every_block():
        if isinstance(block, Quote):
            yield from _quoted(block, material)


def term(block: Block | None, line: Line) -> str:
    """The term that a row's words stand beside; empty where the block has no rows."""
    return next((row.term for row in block.rows if row.words is line), "") if isinstance(block, Rows) else ""


def _traced(text: str, name: str, cited: list[SourceLines], edition: Edition) -> Iterator[Hit]:
    from brief.tracing.saved import Passage
    from brief.tracing.sentences import Held, trace_prose

    material, document = edition.material, edition.document
    code = material.language.code
    passage = Passage(text, code, _pattern(named(material)))
    own = Passage("; ".join(filter(None, (document.date, document.date_iso, document.as_of))), code)
    held = Held([(saved(item.source, material), item.lines) for item in cited], own, _known(material))
    for reason in trace_prose(passage, held):
        hint = _hint(reason, reason.place) if reason.near else f"in “{_around(text, reason.said)}”: cite its line"
        yield Hit(reason.message, hint, name, None, reason.severity)


def _misplaced(line: Line, name: str, material: Material) -> Iterator[Hit]:
    """Typed figures around which a sentence says the other direction, or the owner of another figure."""
    shown = [node for node in walk(line) if isinstance(node, Figure)]
    if not shown:
        return
    from brief.tracing.saved import Passage
    from brief.tracing.ways import misowned, turned

    code = material.language.code
    parts = words(line, figure=lambda _: FIGURE).split(FIGURE)
    text, starts = parts[0], []
    for node, part in zip(shown, parts[1:], strict=False):
        starts.append(len(text))
        text += node.words + part
    passage = Passage(text, code, _pattern(named(material)))
    labels = [given.entry.label for given in material.figures.values()]
    for node, start in zip(shown, starts, strict=False):
        entry = material.figures[node.id].entry
        end = start + len(node.words)
        for one in passage.standing:
            if not start <= passage.normal.written(one.mention.number) < end:
                continue
            if way := turned(one, passage, entry.direction):
                message = f"{{{node.id}}} is a {_WAYS[entry.direction]}, and the sentence says it went {way}"
                yield Hit(message, f"in “{_around(text, node.words)}”", name, None, "error")
            if theirs := misowned(one, passage, entry.label, labels):
                message = f"{{{node.id}}} is a figure of {entry.label}, and the sentence gives it to {theirs}"
                yield Hit(message, f"in “{_around(text, node.words)}”", name, None, "warning")


_WAYS = {"up": "rise", "down": "fall"}


def _around(text: str, said: str) -> str:
    """Words with those on both sides of them."""
    at = max(text.find(said), 0)
    return " ".join(text[max(at - 25, 0) : at + len(said) + 25].replace(FIGURE, "…").split())


def _quoted(block: Quote, material: Material) -> Iterator[Hit]:
    """A quotation that is set apart, against the lines that it names."""
    cited = [item for item in block.citation.items if item.source in material.saved] if block.citation else []
    if not cited:
        return
    from brief.tracing.quotations import trace_quotation

    text = "\n".join(map(words, block.prose)).strip(_MARKS)
    found = [trace_quotation(text, block.speaker, saved(item.source, material), item.lines) for item in cited]
    for reason in min(found, key=len):
        message = f"“{opening(text)}”: {reason.message}"
        yield Hit(message, _hint(reason, reason.place), block.id, None, reason.severity)


def saved(source: str, material: Material) -> Saved:
    """The saved text of a source, indexed as far as it is asked for."""
    given = material.briefing.sources.get(source)
    file = given.file if given and given.file else source
    return _saved(material.saved[source], material.language.code, named(material), file)


def named(material: Material) -> frozenset[str]:
    """Names that are known, and in which digits are no figures: the desk's, figures' labels and sources' titles."""
    labels = [given.entry.label for given in material.figures.values()]
    numbered = (found[0] for label in labels for found in _NUMBERED.finditer(label))
    titles = (one.title for one in material.briefing.sources.values())
    return frozenset((*material.desk.names, *labels, *numbered, *titles))


@lru_cache(maxsize=8)
def _saved(lines: tuple[str, ...], code: str, names: frozenset[str], file: str) -> Saved:
    from brief.tracing.saved import Saved

    headlines = names.intersection(lines)  # in its own text a headline with a number is no name
    return Saved(lines, code, _pattern(names - headlines), file)


@lru_cache(maxsize=8)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    from brief.tracing.saved import known

    return known(names)


@lru_cache(maxsize=8)
def _stems(names: frozenset[str], code: str) -> frozenset[str]:
    from brief.tracing.speech import speech
    from brief.tracing.words import stems

    return frozenset().union(*(stems(name, speech(code).common) for name in names))


def _known(material: Material) -> frozenset[str]:
    """The stems of every name that the desk and the briefing know."""
    sources = material.briefing.sources.values()
    people = [name for one in sources for name in (one.publisher, one.author) if name]
    return _stems(named(material) | {material.desk.name, *people}, material.language.code)


def unsaved(edition: Edition) -> Iterator[Hit]:
    """Sources that are cited, and whose text is not saved beside the briefing."""
    named = {item.source for item in cited(edition)}
    for name, source in edition.material.briefing.sources.items():
        if name in named and not source.file:
            message = f"the source {name!r} is cited, not traced: its text is not saved"
            hint = "save what is cited beside the briefing, and name it under file:"
            yield Hit(message, hint, "", edition.material.locate(("sources", name)))


def cited(edition: Edition) -> Iterator[SourceLines]:
    """Everything that the edition cites: in prose, in charts and tables, and by its figures."""
    for citation in edition.document.citations():
        yield from citation.items
    for given in edition.material.figures.values():
        yield from given.entry.origin.items if given.entry.origin else ()


RULES = (
    Rule("S02", "error", "numbers, dates, quotations and names in prose are traceable", "newsroom practice", prose),
    Rule("S04", "error", "typed figures follow from their sources' words", "newsroom practice", figures),
    Rule("S05", "warning", "the text of what is cited is saved", "newsroom practice", unsaved),
)
