"""The page from start to end: words held against the fonts, fitted, cut where it must be, written once."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from brief.artifact import Artifact, File, Gauge
from brief.document import Items, Note, Quote, Story, Text, word_count
from brief.errors import FormatError
from brief.formats.cutting import Version, kept, restored, versions
from brief.formats.pdf import OverfullError, fit, fonts
from brief.formats.pdf.archive import write
from brief.formats.pdf.fitting import Fitted, Fitting
from brief.formats.pdf.page import Setter
from brief.formats.pdf.readback import confirm, confirm_fonts, confirm_whole, read
from brief.formats.pdf.refusing import refused

if TYPE_CHECKING:
    from brief.document import Document
    from brief.formats.base import Job

_MOST_PAGES = 30
"""More pages than any briefing of the size that is read could need."""
_RUNNING = (Text, Items, Story, Quote, Note)
"""Blocks that hold running text."""
_WORD = 390.0
"""Square points that a word of the smallest text takes, its share of headings and line ends with it."""


def make(job: Job) -> Artifact:
    """Make the page. Raises OverfullError, with a draft, where it cannot hold what must be kept."""
    job = replace(job, document=fonts.substituted(job.document, job.press.theme))
    if problems := tuple(refused(job.document, job.press.theme)):
        error = FormatError(problems[0].message)
        error.problems = problems
        raise error
    setter = Setter(job)
    version, fitted = fit_page(job, Fitting(setter), setter)
    return print_page(job, setter, version, fitted)


def print_page(job: Job, setter: Setter, version: Version, fitted: Fitted, name: str = "") -> Artifact:
    """Lay the page out for the last time and write it; what was written is read back, but for a draft with a `name`."""
    laid = setter.lay(fitted.sheet)
    if len(laid.pages) > len(fitted.sheet.bodies):
        # Title or dek broke otherwise than their words foretold: in the full width they were measured.
        laid = setter.lay(replace(fitted.sheet, widths={}))
    # A source that only a block which was left out cites is left out with it.
    document = version.document.cited()
    file = File(name or job.row.file, job.row.media_type, write(laid, document))
    if not name:
        # A draft is too long by definition: what runs out of a page is lost there, and said to be too much.
        made = read(file.data)
        confirm(made, document)
        confirm_whole(made, document)
        confirm_fonts(made, (face.family for face in job.press.theme.faces))
    used = _words(document)
    gauge = Gauge(used, _capacity(version, fitted), "words", len(laid.pages))
    return Artifact(job.row.name, (file,), document, version.cuts, gauge)


def fit_page(job: Job, fitting: Fitting, setter: Setter) -> tuple[Version, Fitted]:
    """The version of the Document that is printed, and how. Raises OverfullError, with a draft."""
    options = job.press.options
    whole = Version(job.document)
    start = fitting.foretold(job.document)
    if (
        not fitting.overlong(job.document)
        and (fitted := fitting.best(whole, start if start == fit.SMALLEST else None)).fits
    ):
        return whole, fitted
    if options.allow_overflow:
        return whole, fitting.paged(whole, _MOST_PAGES, 1.0)
    several = options.max_pages > 1
    if several and (fitted := fitting.paged(whole, options.max_pages, 1.0)).fits:
        return whole, fitted
    every = tuple(versions(job.document))
    first = 0 if several else fitting.first_that_may_fit(every)
    version = whole
    for version in every[first:]:
        if several:
            fitted = fitting.paged(version, options.max_pages, fit.SMALLEST)
        elif found := _restored(job.document, version, fitting):
            return found
        else:
            fitted = fitting.best(version, fit.SMALLEST)
        if fitted.fits:
            return version, fitted
    draft = print_page(job, setter, whole, fitting.paged(whole, _MOST_PAGES, fit.SMALLEST), "brief-draft.pdf")
    raise _overfull(version, fitted, fitting.held(fitted, version), draft.files[0], options.max_pages)


def _restored(document: Document, version: Version, fitting: Fitting) -> tuple[Version, Fitted] | None:
    """The version with the cuts undone that there is room for, and how it is printed; None where all are needed."""
    fuller = restored(document, version, lambda other: bool(fitting.holding(other)))
    if fuller == version:
        return None
    # What the page says of its cuts is another line by now: only laying it out tells whether all of it fits.
    fitted = fitting.best(fuller, fit.SMALLEST, fitting.holding(fuller)[:1])
    return (fuller, fitted) if fitted.fits else None


def _overfull(version: Version, fitted: Fitted, held: float, draft: File, pages: int) -> OverfullError:
    """What is too much, how much there is room for, and what an editor can do."""
    used = _words(version.document)
    # What is shortened is text; of what is none, only as much is too long as its height says.
    by_height = used * -fitted.placing.surplus / fitted.placing.tight
    running = sum(word_count(block) for block in version.document.every_block() if isinstance(block, _RUNNING))
    over = ceil(max((1 - held) * running if held else by_height, 1))
    where = "the page" if pages == 1 else f"{pages} pages"
    longest = sorted(kept(version.document) or version.document.blocks, key=word_count, reverse=True)[:3]
    hint = "shorten " + ", ".join(f"{block.name!r} ({word_count(block)} words)" for block in longest)
    without_short = [block.name for block in longest if not block.short and block.kind != "section"]
    hint += "; give it a short version, or let it go by taking out its keep" if without_short else ""
    return OverfullError(
        f"what must be kept is about {over} words too long for {where}, which holds about {used - over} of its {used}",
        longest[0].place if longest else None,
        hint,
        draft,
    )


def _words(document: Document) -> int:
    return sum(word_count(block) for block in document.every_block())


def _capacity(version: Version, fitted: Fitted) -> int:
    """About how many words the page holds at the smallest size beside what is no text, by tens.

    A page from which something was cut is full: what it prints is all that it holds.
    """
    used = _words(version.document)
    more = 0.0 if version.cuts else max(_more_words(fitted), 0.0)
    return max(round((used + more) / 10), ceil(used / 10)) * 10


def _more_words(fitted: Fitted) -> float:
    """About how many more words there were room for at the smallest size; negative, how many are too many."""
    columns, layout = fitted.placing.columns, fitted.layout
    beside = len(columns) / len(fitted.sheet.bodies)
    # More text than one column holds with pleasure would stand in two, as wide together as the page.
    broad = layout.measure.equal(2) * 2 if beside == 1 else layout.breadth
    rooms = sum(column.tight + (column.slack if column.shortage >= 0 else column.shortage) for column in columns)
    taken = fitted.placing.tight * layout.breadth * fit.law(fit.SMALLEST / fitted.sheet.size)
    return (rooms * broad - taken) / beside / _WORD
