"""What no layout does, whatever the blocks and their heights: held against slots at their places, in numbers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats.pdf import fit
from documents import build_every_kind
from pages import edition, text

if TYPE_CHECKING:
    from brief.document import Block, Document
    from brief.formats.pdf.layouts import Layout, Placing

pytestmark = pytest.mark.needs("pango")

KINDS = [block for block in build_every_kind().blocks if block.kind != "text"]
BLOCKS = st.sampled_from(KINDS) | st.integers(1, 5).map(lambda number: text("text", 60 * number))
EDITIONS = st.lists(BLOCKS, min_size=1, max_size=8).map(
    lambda blocks: edition(*(replace(block, id=f"{block.kind}-{number}") for number, block in enumerate(blocks)))
)
WIDTH = 500.0


def placed(document: Document, draw: st.DataObject) -> list[tuple[Layout, Placing]]:
    """Every layout of a Document whose blocks have any heights, with its slots at their places."""
    from brief.formats.pdf.layouts import Measure, candidates

    found = []
    for layout in candidates(document, Measure(WIDTH, 160, 20)):
        slots = layout.slots()
        heights = draw.draw(st.lists(st.integers(20, 300), min_size=len(slots), max_size=len(slots)))
        known = {slot.key: fit.Extent(float(height)) for slot, height in zip(slots, heights, strict=True)}
        rooms = draw.draw(st.sampled_from([[600.0], [600.0, 700.0]])) if layout.name.startswith("columns") else [600.0]
        found.append((layout, layout.place(known, rooms, 1.0)))
    return found


def parts(block: Block) -> list[object]:
    """What of a block has to be seen whole."""
    return list(getattr(block, "stories", ()) or getattr(block, "prose", ()) or [block])


@given(EDITIONS, st.data())
def test_every_part_of_a_block_stands_in_one_place(document: Document, draw: st.DataObject) -> None:
    for layout, placing in placed(document, draw):
        slots = [slot for page in placing.pages for slot in page]
        said = [part for slot in slots for part in parts(slot.block)]
        assert len(said) == sum(len(parts(block)) for block in document.blocks), layout.name
        tables = [slot.block for slot in slots if slot.block.kind in {"table", "bars", "line", "rows"}]
        assert sorted(block.id for block in tables) == sorted(
            block.id for block in document.blocks if block.kind in {"table", "bars", "line", "rows"}
        )
        assert all(block in document.blocks for block in tables)


@given(EDITIONS, st.data())
def test_no_heading_stands_without_what_it_heads(document: Document, draw: st.DataObject) -> None:
    for _, placing in placed(document, draw):
        for slot in (slot for page in placing.pages for slot in page):
            if slot.block.heading and slot.block.kind in {"text", "section"}:
                assert parts(slot.block)[0] is not slot.block


@given(EDITIONS, st.data())
def test_nothing_is_wider_than_its_column_or_stands_outside_the_page(document: Document, draw: st.DataObject) -> None:
    for layout, placing in placed(document, draw):
        for slot in (slot for page in placing.pages for slot in page):
            assert slot.x + slot.width <= WIDTH + 0.01, layout.name
            assert slot.width in {slot.width for slot in layout.slots()}


@given(EDITIONS, st.data())
def test_a_rail_in_which_nothing_stands_is_never_full(document: Document, draw: st.DataObject) -> None:
    for layout, placing in placed(document, draw):
        if layout.name == "split" and not any(slot.column == "rail" for slot in placing.pages[0]):
            assert placing.surplus < 0 or placing.surplus >= placing.columns[1].shortage > 200


@given(EDITIONS, st.data())
def test_of_two_blocks_in_a_column_the_one_that_comes_first_stands_above(
    document: Document, draw: st.DataObject
) -> None:
    for layout, placing in placed(document, draw):
        for page in placing.pages:
            for column in {(slot.column, slot.x) for slot in page}:
                tops = [slot.top for slot in page if (slot.column, slot.x) == column]
                assert tops == sorted(tops), layout.name
