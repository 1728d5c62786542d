"""What stands above the sheets, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.artifact import Cut, Gauge
from brief.document import Drafting
from brief.errors import Place, Problem
from brief.finding import Finding
from brief.formats.base import Account, Job
from brief.formats.proof.account import Modelled, Reading, Yielded, told

if TYPE_CHECKING:
    from typing import Literal

WARNING = Finding("source.uncited", "warning", "a paragraph cites no source", Place("briefing.yaml", 8, 3), "cite one")
ERROR = Finding("story.placeholder", "error", "TK stands in the text", Place("briefing.yaml", 9))
PANGO = {"pdf": (Problem("Pango is missing", None, "install it"),)}


def accounted(job: Job, *findings: Finding, **failures: tuple[Problem, ...]) -> Job:
    return replace(job, account=Account(findings, failures))


def with_pdf(job: Job, *cuts: Cut, gauge: Gauge | None = None) -> Job:
    return replace(job, given={"pdf": replace(job.given["pdf"], cuts=cuts, gauge=gauge)})


@pytest.mark.parametrize(
    ("findings", "failures", "verdict", "grave"),
    [
        ((), {}, "Nothing to mend", False),
        ((WARNING,), {}, "1 warning", False),
        ((WARNING, WARNING), {}, "2 warnings", False),
        ((WARNING, ERROR), {}, "1 error, 1 warning", True),
        ((), PANGO, "1 format failed", True),
        ((ERROR, ERROR), {**PANGO, "eml": (Problem("no sender"),)}, "2 formats failed, 2 errors", True),
    ],
)
def test_the_verdict_counts_what_is_to_be_mended(
    job: Job,
    findings: tuple[Finding, ...],
    failures: dict[str, tuple[Problem, ...]],
    verdict: str,
    grave: bool,  # noqa: FBT001  (a row of the table)
) -> None:
    said = told(accounted(job, *findings, **failures))
    assert (said.verdict, said.grave) == (verdict, grave)


def test_failures_come_first_then_errors_then_warnings_each_with_place_and_hint(job: Job) -> None:
    said = told(accounted(job, WARNING, ERROR, **PANGO))
    assert [(note.severity, note.code, note.place, note.hint) for note in said.noted] == [
        ("failed", "Page", "", "install it"),
        ("error", "story.placeholder", "briefing.yaml:9", ""),
        ("warning", "source.uncited", "briefing.yaml:8:3", "cite one"),
    ]


def test_what_the_editor_silenced_stands_apart_with_the_reason(job: Job) -> None:
    said = told(accounted(job, replace(ERROR, silenced="quoted as it is")))
    assert (said.verdict, said.grave, said.noted) == ("Nothing to mend", False, ())
    assert [note.silenced for note in said.silenced] == ["quoted as it is"]


def test_blocks_that_gave_way_alike_are_named_together(job: Job) -> None:
    cuts = (
        Cut("b1", "Why it matters", "shortened", "the page is full"),
        Cut("b2", "Who is behind it", "shortened", "the page is full"),
        Cut("b3", "Timeline", "left out", "the page is full"),
    )
    assert told(with_pdf(job, *cuts)).yielded == (
        Yielded("Page", "shortened", ("Why it matters", "Who is behind it"), "the page is full"),
        Yielded("Page", "left out", ("Timeline",), "the page is full"),
    )


@pytest.mark.parametrize(
    ("gauge", "reading"),
    [
        (Gauge(120, 480, "words", 1), Reading("Page", "1 page, 120 of about 480 words", 25, over=False)),
        (Gauge(600, 480, "words", 2), Reading("Page", "2 pages, 600 of about 480 words", 100, over=True)),
        (Gauge(12, 0, "words"), Reading("Page", "12 of about 0 words", 0, over=False)),
    ],
)
def test_a_gauge_is_read_in_words_and_in_hundredths(job: Job, gauge: Gauge, reading: Reading) -> None:
    assert told(with_pdf(job, gauge=gauge)).readings == (reading,)


def test_the_page_is_read_before_the_email(job: Job) -> None:
    assert next(iter(job.given)) == "email"
    assert [reading.title for reading in told(job).readings] == ["Page", "Email"]


@pytest.mark.parametrize(
    ("status", "corrections", "said"),
    [
        ("draft", 0, "Draft"),
        ("final", 0, "Final"),
        ("final", 1, "Final, corrected"),
        ("withdrawn", 1, "Withdrawn"),
    ],
)
def test_the_status_says_whether_the_edition_was_corrected(
    job: Job, status: Literal["draft", "final", "withdrawn"], corrections: int, said: str
) -> None:
    document = replace(job.document, status=status, corrections=job.document.corrections[:corrections])
    assert told(replace(job, document=document)).status == said


@pytest.mark.parametrize("approved", ["", "Ada Vale, 2025-05-06"])
def test_words_of_a_model_are_told_with_the_model_and_who_approved_them(job: Job, approved: str) -> None:
    blocks = tuple(replace(block, drafted=at == 0) for at, block in enumerate(job.document.blocks))
    drafting = Drafting("small-7b", "localhost", ("title", "bottom_line"), approved)
    document = replace(job.document, blocks=blocks, drafting=drafting)
    said = told(replace(job, document=document))
    assert said.modelled == Modelled(("title", "bottom line", blocks[0].name), "small-7b", "localhost", approved)


def test_an_edition_of_which_no_model_wrote_a_word_tells_of_none(job: Job) -> None:
    assert told(job).modelled is None
    document = replace(job.document, drafting=Drafting("small-7b", "localhost"))
    assert told(replace(job, document=document)).modelled is None
