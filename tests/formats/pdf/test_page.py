from __future__ import annotations

from dataclasses import replace

import pytest

from brief.formats.base import Job, Press
from brief.formats.pdf import ROW
from brief.prose import Prose
from documents import build_every_kind, cite, line, picture
from pages import edition, text

pytestmark = pytest.mark.needs("pango")


def test_a_length_is_read_in_points() -> None:
    from brief.formats.pdf.page import points

    assert points("25.4mm") == pytest.approx(72)
    assert points("12pt") == 12


def test_blocks_are_measured_in_the_order_they_were_given(press: Press) -> None:
    from brief.formats.pdf.page import Body, Setter, Sheet, Slot

    document = edition(text("a", 30), text("b", 90))
    setter = Setter(Job(ROW, document, press))
    slots = tuple(Slot(block, "main", width) for block in document.blocks for width in (200.0, 300.0))
    measures = setter.measure(Sheet(document, (Body(slots),), 1.0, ruler={"title": ("one", "longer")}))
    narrow_a, wide_a, narrow_b, wide_b = measures.slots
    assert narrow_a.height > wide_a.height
    assert narrow_b.height > narrow_a.height
    assert narrow_b.lines > wide_b.lines > 0
    assert wide_a.airs < wide_b.airs
    assert measures.head > 100
    assert 20 < measures.foot < 100
    short, long = measures.words["title"]
    assert short < long
    assert setter.layouts == 1


def test_a_source_number_never_stands_alone_on_a_line(press: Press) -> None:
    from brief.formats.pdf.page import Body, Setter, Sheet, Slot

    block = replace(
        text("a", 30), prose=Prose((line("The port points to the owners, and ran, and", " they.", cite(1)),))
    )
    document = edition(block)
    slots = tuple(Slot(block, "main", width) for width in range(60, 260))
    [page] = Setter(Job(ROW, document, press)).lay(Sheet(document, (Body(slots),), 1.0)).pages
    lines = [
        "".join(part.text for part in box.descendants() if type(part).__name__ == "TextBox")
        for box in page._page_box.descendants()  # noqa: SLF001
        if type(box).__name__ == "LineBox"
    ]
    assert any(words.endswith("they.\N{WORD JOINER}1") for words in lines)
    assert "1" not in lines


def test_what_may_grow_grows_as_the_arithmetic_says(press: Press) -> None:
    from brief.formats.pdf.fit import MORE_AIR, MORE_LEAD
    from brief.formats.pdf.page import Body, Setter, Sheet, Slot

    document = build_every_kind()
    setter = Setter(Job(ROW, document, press))
    tight = tuple(Slot(block, "main", 320.0) for block in document.blocks)
    airy = tuple(replace(slot, spread=1.0, lead=1.0) for slot in tight)
    before = setter.measure(Sheet(document, (Body(tight),), 1.0)).slots
    after = setter.measure(Sheet(document, (Body(airy),), 1.0)).slots
    for slot, small, large in zip(tight, before, after, strict=True):
        if slot.block.kind not in {"contents", "numbers"}:
            grown = small.height + small.airs * MORE_AIR + small.lines * MORE_LEAD
            assert large.height == pytest.approx(grown, abs=0.3), slot.block.kind


@pytest.mark.parametrize(("width", "signed"), [(40, True), (200, False)])
def test_a_mark_without_room_for_a_name_stands_beside_the_name(*, width: int, signed: bool) -> None:
    from brief.formats.pdf.page import Body, Sheet

    logo = replace(picture("logo.png", "Lowhaven"), width=width, height=40)
    document = edition(publication=replace(build_every_kind().publication, logo=logo))
    assert Sheet(document, (Body(()),), 1.0).signed is signed


def test_small_type_has_a_floor() -> None:
    from brief.formats.pdf.page import Body, Sheet

    scale = Sheet(edition(), (Body(()),), 0.9).scale
    assert scale.startswith("font-size: 9.0000pt")
    assert "--source: 7.000pt" in scale
    assert "--caption: 7.200pt" in scale
