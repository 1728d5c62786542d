"""A page that says something else than its Document is not handed out: faults in its laid-out tree, unwritten yet."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from brief.errors import FormatError
from brief.formats.base import Job
from brief.formats.pdf import ROW
from documents import build_every_kind

pytestmark = pytest.mark.needs("pango")

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.document import Document
    from brief.formats.base import Press

DIGIT = re.compile(r"\d")
SIGNED = re.compile(r"[+\N{MINUS SIGN}](?=\d)")
UNIT = re.compile(r"(?<=\d)%|(?<=\d) (?:ships|hours)")


@dataclass(frozen=True)
class Laid:
    """A page as it was laid out, and the boxes that hold its words."""

    page: Any
    document: Document
    boxes: tuple[Any, ...]

    def confirmed(self, changed: Mapping[int, str] = {}) -> None:
        """Write the page with other words in some boxes, and read it back. Raises FormatError."""
        from brief.formats.pdf.archive import write
        from brief.formats.pdf.readback import confirm, confirm_whole, read

        before = {number: self.boxes[number].text for number in changed}
        for number, words in changed.items():
            self.boxes[number].text = self.boxes[number].pango_layout.text = words
        try:
            data = write(self.page, self.document)
        finally:
            for number, words in before.items():
                self.boxes[number].text = self.boxes[number].pango_layout.text = words
        confirm(read(data), self.document)
        confirm_whole(read(data), self.document)

    def where(self, wanted: re.Pattern[str], tags: str = "") -> list[int]:
        """The boxes with such words, but for a chart's axis and the foot, which are no words of the edition."""
        axis = {number for number, box in enumerate(self.boxes) if box.text in {"0", "20", "40", "60"}}
        return [
            number
            for number, box in enumerate(self.boxes[10:-2], 10)
            if wanted.search(box.text) and number not in axis and (not tags or box.element_tag in tags.split())
        ]


@pytest.fixture(scope="module")
def laid(press: Press) -> Laid:
    from weasyprint.formatting_structure.boxes import TextBox

    from brief.formats.pdf.fitting import Fitting
    from brief.formats.pdf.page import Setter
    from brief.formats.pdf.printing import fit_page

    setter = Setter(Job(ROW, build_every_kind(), press))
    version, fitted = fit_page(setter.job, Fitting(setter), setter)
    page = setter.lay(fitted.sheet)
    found = (box for sheet in page.pages for box in sheet._page_box.descendants(placeholders=True))  # noqa: SLF001
    return Laid(page, version.document, tuple(box for box in found if isinstance(box, TextBox)))


def turned(found: re.Match[str]) -> str:
    return "+" if found[0] != "+" else "\N{MINUS SIGN}"


def digits(laid: Laid) -> Iterator[dict[int, str]]:
    for number in laid.where(DIGIT)[::2]:
        yield {number: DIGIT.sub(lambda found: str((int(found[0]) + 1) % 10), laid.boxes[number].text, count=1)}


def signs(laid: Laid) -> Iterator[dict[int, str]]:
    for number in laid.where(SIGNED):
        yield {number: SIGNED.sub(turned, laid.boxes[number].text)}


def units(laid: Laid) -> Iterator[dict[int, str]]:
    for number in laid.where(UNIT):
        yield {number: UNIT.sub("", laid.boxes[number].text, count=1)}


def hedges(laid: Laid) -> Iterator[dict[int, str]]:
    for number in laid.where(re.compile(r"^(?:expected|claimed)$")):
        yield {number: "\N{NO-BREAK SPACE}"}


def bounds(laid: Laid) -> Iterator[dict[int, str]]:
    for number in laid.where(re.compile(r"\b(?:over|about) ")):
        yield {number: re.sub(r"\b(?:over|about) ", "", laid.boxes[number].text)}


def swaps(laid: Laid) -> Iterator[dict[int, str]]:
    amounts = laid.where(DIGIT, "span")
    for one, other in itertools.pairwise(amounts):
        if laid.boxes[one].text != laid.boxes[other].text and not laid.boxes[one].text.startswith("Inbound"):
            yield {one: laid.boxes[other].text, other: laid.boxes[one].text}


def sources(laid: Laid) -> Iterator[dict[int, str]]:
    for number in laid.where(re.compile(r"^[12]$"), "a")[::2]:
        yield {number: "2" if laid.boxes[number].text == "1" else "1"}


@pytest.mark.parametrize(
    ("faults", "least"),
    [(digits, 25), (signs, 5), (units, 8), (hedges, 4), (bounds, 4), (swaps, 12), (sources, 10)],
)
def test_a_page_that_says_something_else_is_not_handed_out(laid: Laid, faults: Any, least: int) -> None:  # noqa: ANN401
    laid.confirmed()
    made = list(faults(laid))
    assert len(made) >= least
    missed = []
    for changed in made:
        try:
            laid.confirmed(changed)
        except FormatError:
            continue
        missed.append(
            [(laid.boxes[number - 1].text, laid.boxes[number].text, words) for number, words in changed.items()]
        )
    assert missed == []


def test_a_page_that_lost_a_link_is_not_handed_out(laid: Laid) -> None:
    [page] = laid.page.pages
    every = page.links
    outward = [link for link in every if link[0] == "external"]
    assert len(outward) >= 4
    # The foot's way back to the publication's own page is no word of the edition.
    own = {laid.document.publication.web_address, laid.document.publication.unsubscribe}
    for lost in outward:
        page.links = [link for link in every if link[1] != lost[1]]
        try:
            if lost[1] in own:
                laid.confirmed()
                continue
            with pytest.raises(FormatError, match="the page does not say a link to"):
                laid.confirmed()
        finally:
            page.links = every
