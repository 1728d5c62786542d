from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.formats.base import Job
from brief.formats.cutting import Version, versions
from brief.formats.pdf import ROW, fit
from pages import edition, kind, text

if TYPE_CHECKING:
    from brief.document import Document
    from brief.formats.base import Press
    from brief.formats.pdf.fitting import Fitted
    from brief.formats.pdf.page import Setter

pytestmark = pytest.mark.needs("pango")


def fitted(document: Document, press: Press, paper: str = "a4") -> tuple[Fitted, Setter]:
    from brief.formats.pdf.fitting import Fitting
    from brief.formats.pdf.page import Setter

    desk = press.desk.model_copy(update={"paper": paper})
    setter = Setter(Job(ROW, document, replace(press, desk=desk)))
    return Fitting(setter).best(Version(document)), setter


FULL = {
    "250 words": edition(text("a", 130), text("b", 120)),
    "270 words and a chart": edition(text("a", 140), kind("bars"), text("b", 130)),
    "320 words": edition(text("a", 160), text("b", 160)),
    "380 words, chart, facts, quote": edition(
        text("a", 190), kind("bars"), text("b", 190), kind("rows"), kind("quote")
    ),
    "450 words and a line": edition(text("a", 150), kind("line"), text("b", 150), text("c", 150)),
    "500 words": edition(text("a", 250), text("b", 250)),
}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("document", FULL.values(), ids=FULL)
def test_from_250_words_on_the_page_is_full(document: Document, paper: str, press: Press) -> None:
    best, setter = fitted(document, press, paper)
    assert best.fits
    assert min(column.shortage for column in best.placing.columns) <= 0.05 * best.room
    assert fit.SMALLEST <= best.sheet.size <= fit.LARGEST
    assert setter.layouts <= 7


def test_little_text_stands_in_large_type_with_white_at_the_foot(press: Press) -> None:
    best, setter = fitted(edition(text("a", 50), text("b", 40), key_figures=()), press)
    assert best.sheet.size == fit.LARGEST
    assert best.placing.columns[0].shortage > 0.2 * best.room
    assert setter.layouts <= 2


def test_words_foretell_the_size_from_which_the_search_begins(press: Press) -> None:
    from brief.formats.pdf.fitting import Fitting
    from brief.formats.pdf.page import Setter

    def foretold(document: Document) -> float:
        return Fitting(Setter(Job(ROW, document, press))).foretold(document)

    assert foretold(edition(text("a", 420), text("b", 420))) == fit.SMALLEST
    assert foretold(edition(text("a", 160), text("b", 160))) == 1.0
    assert foretold(edition(text("a", 50), key_figures=())) == fit.LARGEST


def test_type_is_as_large_as_the_page_has_room_for(press: Press) -> None:
    from brief.formats.pdf.fitting import Fitting
    from brief.formats.pdf.page import Setter

    document = edition(text("a", 150), kind("rows"), text("b", 150))
    best, _ = fitted(document, press)
    other = Fitting(Setter(Job(ROW, document, press)))
    assert not other.at(best.sheet.size * 1.05, best.layout, Version(document)).fits


def test_nothing_is_measured_twice(press: Press) -> None:
    from brief.formats.pdf.fitting import Fitting
    from brief.formats.pdf.page import Setter

    document = edition(text("a", 130), text("b", 120))
    setter = Setter(Job(ROW, document, press))
    fitting = Fitting(setter)
    first = fitting.best(Version(document))
    layouts = setter.layouts
    assert fitting.best(Version(document)).sheet == first.sheet
    assert setter.layouts == layouts


def test_all_versions_of_a_text_are_judged_by_one_layout(press: Press) -> None:
    from brief.formats.pdf.fitting import Fitting
    from brief.formats.pdf.page import Setter

    blocks = (text(name, 300, short=text(name, 90)) for name in "abcd")
    document = edition(*blocks)
    setter = Setter(Job(ROW, document, press))
    every = tuple(versions(document))
    number = Fitting(setter).first_that_may_fit(every)
    assert setter.layouts == 1
    assert 0 < number < len(every) - 1
