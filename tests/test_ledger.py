"""The ledger: every figure with its words, its source and the formats it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.artifact import Artifact
from brief.document import FigureTrace, FigureWords, Numbers, Text, without
from brief.ledger import Entry, entries
from brief.prose import Figure, Line, Prose
from documents import every_kind

if TYPE_CHECKING:
    from brief.document import Document

__all__ = ["every_kind"]


def known(document: Document) -> dict[str, FigureWords]:
    return {figure.id: figure for _, figure in document.figures() if isinstance(figure, FigureWords)}


def traced(document: Document, *names: str) -> Document:
    """The document with a trace for each of its figures, in this order."""
    figures = known(document)
    return replace(document, traces=tuple(FigureTrace(figures[name], "Notice", f"s1:{name}", "") for name in names))


def of(document: Document, **printed: Document) -> list[Entry]:
    return list(entries(document, {name: Artifact(name, (), made) for name, made in printed.items()}))


def test_figures_come_in_the_order_in_which_they_are_first_read(every_kind: Document) -> None:
    document = traced(every_kind, "fleet", "delay", "refloat", "insurer", "freight")
    said = of(document, email=document)
    assert [entry.id for entry in said] == ["refloat", "insurer", "freight", "delay", "fleet"]


def test_a_figure_in_the_title_is_read_before_the_key_figures(every_kind: Document) -> None:
    document = traced(replace(every_kind, title=Line((Figure("delay", words="70 hours"),))), "refloat", "delay")
    assert [entry.id for entry in of(document, email=document)] == ["delay", "refloat"]


def test_every_form_in_which_a_figure_is_printed_is_listed_once(every_kind: Document) -> None:
    document = traced(every_kind, "refloat")
    [entry] = of(document, email=document, markdown=document)
    assert entry.printed == ("down over 8%", "over 8%")


def test_a_figure_stands_in_the_formats_that_print_it(every_kind: Document) -> None:
    document = traced(every_kind, "fleet")
    [entry] = of(document, email=document, pdf=without(document, "strip"), markdown=document)
    assert entry.stands == ("email", "markdown")


def test_a_figure_that_is_printed_nowhere_comes_last_and_says_so(every_kind: Document) -> None:
    figures = known(every_kind)
    unused = replace(figures["fleet"], id="unused")
    document = traced(every_kind, "refloat")
    document = replace(document, traces=(FigureTrace(unused, "", "", ""), *document.traces))
    last = of(document, email=document)[-1]
    assert (last.id, last.printed, last.stands) == ("unused", (), ())


def test_a_figure_that_only_a_short_version_prints_is_read_after_the_full_ones(every_kind: Document) -> None:
    document = traced(every_kind, "fleet", "refloat")
    bare = replace(document, blocks=tuple(block for block in document.blocks if not isinstance(block, Numbers)))
    short = Text(id="happened", prose=Prose((Line((Figure("fleet", words="1,240"),)),)))
    said = of(bare, pdf=replace(bare, blocks=(short,)))
    assert [(entry.id, entry.printed) for entry in said] == [("refloat", ("down over 8%",)), ("fleet", ("1,240",))]


def test_the_source_stands_with_its_line_and_its_own_words(every_kind: Document) -> None:
    [entry] = of(every_kind, email=every_kind, pdf=every_kind)
    assert (entry.label, entry.source, entry.place, entry.words) == (
        "Reeds Towage",
        "Harbour notice 12/25",
        "sources/notice.md:3",
        "fell more than eight per cent",
    )
    assert entry.stands == ("email", "pdf")
