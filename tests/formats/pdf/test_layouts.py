from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from brief.document import Section, Story
from documents import build_every_kind
from pages import edition, kind, text

pytestmark = pytest.mark.needs("pango")

if TYPE_CHECKING:
    from brief.document import Document


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    """The layouts are told apart from the renderer, but their slots are its."""
    pytest.importorskip("brief.formats.pdf.layouts")


def names(document: Document, *, dense: bool = False) -> list[str]:
    from brief.formats.pdf.layouts import Measure, candidates

    return [layout.name for layout in candidates(document, Measure(500, 160, 20), dense=dense)]


def test_what_a_document_holds_says_how_it_is_laid_out() -> None:
    assert names(edition(text("a", 100), text("b", 100)))[0] == "wide"
    assert names(edition(text("a", 300), text("b", 300)))[0] == "columns-2"
    assert names(edition(text("a", 200), kind("bars"), text("b", 100), kind("rows")))[0] == "split"
    assert "split" not in names(edition(text("a", 200), kind("bars"), text("b", 100)))
    assert names(build_every_kind())[0] == "columns-2"
    assert "wide" not in names(edition(text("a", 100)), dense=True)


def test_a_layout_that_is_likely_to_suit_is_measured_before_the_others() -> None:
    from brief.formats.pdf.layouts import Measure, candidates, likely

    def first(document: Document) -> tuple[str, int]:
        layouts = candidates(document, Measure(500, 160, 20))
        return layouts[0].name, likely(layouts)

    assert first(edition(text("a", 100))) == ("wide", 1)
    assert first(edition(text("a", 350))) == ("wide", 2)
    rail = (kind("bars"), kind("rows"), kind("quote"))
    assert first(edition(text("a", 200), *rail)) == ("split", 1)
    assert first(edition(text("a", 200), *rail[:2])) == ("split", 3)


def test_equal_columns_and_their_gaps_are_as_wide_as_the_page() -> None:
    from brief.formats.pdf.layouts import Measure

    measure = Measure(500, 160, 20)
    assert measure.main + measure.gap + measure.rail == 500
    assert 3 * measure.equal(3) + 2 * measure.gap == pytest.approx(500)


def test_paragraphs_and_stories_are_placed_whole_and_in_order() -> None:
    from brief.formats.pdf.fit import Extent
    from brief.formats.pdf.layouts import Measure, ThreeColumns

    document = edition(text("a", 200), kind("bars"), text("b", 200))
    layout = ThreeColumns(document, Measure(500, 160, 20))
    extents = {slot.key: Extent(60.0, lines=4) for slot in layout.slots()}
    placing = layout.place(extents, [300.0], 1.0)
    [page] = placing.pages
    assert [slot.block for slot in page] == [slot.block for slot in layout.columned]
    for above, below in pairwise(page):
        assert (below.x, below.top) > (above.x, above.top)
    assert {round(slot.x) for slot in page} == {0, 173, 347}
    assert all(slot.top + 60 <= 300 for slot in page)


def test_a_paragraph_that_goes_on_has_no_heading_and_no_anchor() -> None:
    from brief.formats.pdf.layouts import Measure, TwoColumns

    first, second, *_ = TwoColumns(edition(text("a", 200)), Measure(500, 160, 20)).columned
    assert (first.joined, first.anchor, bool(first.block.heading)) == (False, "a", True)
    assert (second.joined, second.anchor, bool(second.block.heading)) == (True, "", False)


def test_the_lead_of_a_newsletter_stands_across_the_columns() -> None:
    from brief.formats.pdf.layouts import Measure, TwoColumns

    section = next(block for block in build_every_kind().blocks if isinstance(block, Section))
    layout = TwoColumns(edition(section), Measure(500, 160, 20))
    [banner] = layout.across
    assert isinstance(banner.block, Section)
    assert [story.id for story in banner.block.stories] == ["lead"]
    assert [slot.block.stories[0].id for slot in layout.columned if isinstance(slot.block, Section)] == ["ferry"]


def test_key_figures_alone_leave_the_columns_empty() -> None:
    from brief.formats.pdf.layouts import Measure, candidates

    for layout in candidates(edition(kind("numbers")), Measure(500, 160, 20)):
        assert [slot.column for slot in layout.slots()] == ["across"]


def test_a_lead_that_does_not_come_first_stays_in_its_column() -> None:
    from brief.formats.pdf.layouts import Measure, TwoColumns

    story = next(block for block in build_every_kind().blocks if isinstance(block, Story))
    lead = replace(story, id="lead", size="lead")
    assert TwoColumns(edition(story, lead), Measure(500, 160, 20)).across == ()
