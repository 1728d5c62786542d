"""Rules on what a reader needs and may miss: the bottom line, when, how sure, and what nobody knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from brief.briefing import AsOf
from brief.checks.base import Edition, Hit, Rule
from brief.checks.sources import opening, passages
from brief.checks.tracing import FIGURE, cited, saved, term
from brief.prose import Citation, Figure, walk, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from brief.finding import Severity
    from brief.material import Material
    from brief.prose import Line
    from brief.tracing.saved import Passage

_MARKS = '.,;:!?()"“”‘’„«»'


def lacking(edition: Edition) -> Iterator[Hit]:
    """What a final edition has not: its bottom line, its sources, the moment of its figures, what is not known."""
    from brief.tracing.speech import speech

    document, briefing = edition.document, edition.material.briefing
    if document.status != "final":
        return
    if not document.bottom_line:
        yield Hit("there is no bottom line", "say in bottom_line: what it means")
    if not briefing.sources:
        yield Hit("there are no sources", "name under sources: where the statements come from")
    figures = edition.material.figures.values()
    if not briefing.as_of and not all(given.entry.as_of for given in figures):
        yield Hit("figures do not say when they were read", "give as_of: a date, once for all figures or with each")
    unknown = speech(document.language).unknown
    if unknown and not any(_said(words(line), document.language, unknown) for _, line in document.lines()):
        yield Hit("nothing says what is not known", "a list under the heading What we do not know")


def undated(edition: Edition) -> Iterator[Hit]:
    """`today`, `last week` and their like in a sentence that gives no date: a reader may meet it on another day."""
    from brief.tracing.speech import speech

    code = edition.document.language
    for name, line in edition.document.lines():
        text = words(line)
        if not _may_say(text, speech(code).relative):
            continue
        passage = _passage(text, code)
        for start, said in _found(passage, passage.speech.relative):
            first, last = next(span for span in passage.sentences if span[0] <= start < span[1])
            dated = any(first <= moment.start < last for moment in passage.moments)
            if not dated and not any(begin <= start < end for begin, end in passage.quotations):
                yield Hit(f"“{said}” stands without a date", f"in “{opening(text[first:last])}”: name the day", name)


def sessionless(edition: Edition) -> Iterator[Hit]:
    """Moves of markets that do not say at which session they were read."""
    from brief.tracing.speech import speech

    code, usual = edition.document.language, edition.material.briefing.as_of
    for name, given in edition.material.figures.items():
        entry = given.entry
        moment = entry.as_of if isinstance(entry.as_of, AsOf) else usual
        if entry.direction == "is" or (moment and moment.session):
            continue
        if _said(f"{entry.label}. {entry.words or ''}", code, speech(code).markets):
            place = None if given.row else edition.material.locate(("figures", name))
            hint = "as_of: {date: ..., session: open}, or close, or not stated"
            yield Hit(f"the market's move {name!r} names no session", hint, "", place)


def as_fact(edition: Edition) -> Iterator[Hit]:
    """Paragraphs that print as a fact what is only expected, planned or claimed."""
    from brief.tracing.speech import speech

    code, figures = edition.document.language, edition.material.figures
    heard = speech(code)
    if not heard.said:
        return
    hedges = frozenset((*heard.said, *heard.sayings, *heard.hedges))
    for block, name, line in passages(edition):
        text = f"{term(block, line)}: {words(line, figure=lambda _: FIGURE)}"
        if _passage(text, code).quotations or _said(text, code, hedges):
            continue
        shown = (node.id for node in walk(line) if isinstance(node, Figure))
        unsure = next((one for one in shown if figures[one].entry.said != "reported"), None)
        hint = "say who claims or expects it"
        if unsure:
            yield Hit(f"the figure {unsure!r} is {figures[unsure].entry.said}, and is printed as a fact", hint, name)
        elif number := _claimed(line, edition.material):
            message = f"line {number} of its source claims it, and “{opening(words(line))}” prints it as a fact"
            yield Hit(message, hint, name)


def _claimed(line: Line, material: Material) -> int | None:
    """The first line cited that its source marks as a claim."""
    for node in walk(line):
        for item in node.items if isinstance(node, Citation) else ():
            if item.source in material.saved and item.lines:
                source = saved(item.source, material)
                for number in source.numbers(item.lines):
                    if any(said == ("claimed",) for _, said in source.line(number).sayings):
                        return number
    return None


def uncited(edition: Edition) -> Iterator[Hit]:
    """Sources that a final edition lists, and that nothing cites."""
    if edition.document.status != "final":
        return
    named = {item.source for item in cited(edition)}
    files = {given.row.rpartition(":")[0] for given in edition.material.figures.values() if given.row}
    for name, source in edition.material.briefing.sources.items():
        if name not in named and source.file not in files:
            place = edition.material.locate(("sources", name))
            yield Hit(f"nothing cites the source {name!r}", "cite it, or take it out", "", place)


def unapproved(edition: Edition) -> Iterator[Hit]:
    """Words that a model wrote and that nobody stands for."""
    document = edition.document
    drafting = document.drafting
    if drafting is None or drafting.approved:
        return
    grave: Severity = "warning" if document.status == "draft" else "error"
    hint = "read it against its sources, then write approved: {by: NAME, at: DAY}"
    for block, name in document.drafted():
        place = edition.material.locate((block,)) if block in drafting.words else None
        yield Hit(f"{drafting.model} wrote {name!r}, and no person has approved it", hint, block, place, grave)


@lru_cache(maxsize=256)
def _passage(text: str, code: str) -> Passage:
    from brief.tracing.saved import Passage

    return Passage(text, code)


def _may_say(text: str, listed: Collection[str]) -> bool:
    """Whether the first word of a listed phrase stands in a text: what is asked before the text is read."""
    first = {phrase.partition(" ")[0] for phrase in listed}
    return not first.isdisjoint(word.strip(_MARKS) for word in text.lower().replace("’", "'").split())


def _said(text: str, code: str, listed: Collection[str]) -> bool:
    """Whether a text has one of some words or phrases."""
    return _may_say(text, listed) and any(_found(_passage(text, code), listed))


def _found(passage: Passage, listed: Collection[str]) -> Iterator[tuple[int, str]]:
    """Each listed word or phrase of a text, where it begins and as it is written."""
    from brief.tracing.words import phrases

    for first, last, small in phrases(passage.tokens):
        if small in listed:
            start = passage.tokens[first].start
            yield start, passage.text[start : passage.tokens[last].end]


RULES = (
    Rule("S06", "warning", "bottom line, sources, moment and what is not known are told", "newsroom practice", lacking),
    Rule("S07", "warning", "today and last week stand with a date", "newsroom practice", undated),
    Rule("S08", "warning", "moves of markets name their session", "newsroom practice", sessionless),
    Rule("S09", "warning", "what is claimed or expected is not printed as a fact", "newsroom practice", as_fact),
    Rule("S10", "warning", "every source is cited", "newsroom practice", uncited),
    Rule("S12", "warning", "a person approved what a model wrote", "Regulation (EU) 2024/1689, 50(4)", unapproved),
)
