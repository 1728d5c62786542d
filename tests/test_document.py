from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.document import Contents, Section, Text, narrowed, shortened, without, word_count
from brief.prose import words
from documents import build_every_kind

if TYPE_CHECKING:
    from brief.document import Document


@pytest.fixture(scope="module")
def every_kind() -> Document:
    return build_every_kind()


def ids(document: Document) -> list[str]:
    return [block.id for block in document.every_block()]


def listed(document: Document) -> list[str]:
    return [name for block in document.blocks if isinstance(block, Contents) for name, _ in block.stories]


def test_a_block_that_is_left_out_takes_nothing_with_it(every_kind: Document) -> None:
    made = without(every_kind, "happened")
    assert ids(made) == [name for name in ids(every_kind) if name != "happened"]


def test_a_story_that_is_left_out_is_not_in_the_contents_either(every_kind: Document) -> None:
    section = next(block for block in every_kind.blocks if isinstance(block, Section))
    first, *others = section.stories
    made = without(every_kind, first.id)
    assert first.id not in ids(made)
    assert first.id not in listed(made)
    assert [story.id for story in others] == [name for name in ids(made) if name in {story.id for story in others}]


def test_a_section_without_stories_goes_too(every_kind: Document) -> None:
    section = next(block for block in every_kind.blocks if isinstance(block, Section))
    made = every_kind
    for story in section.stories:
        made = without(made, story.id)
    assert section.id not in ids(made)


def test_a_block_is_replaced_by_its_short_version(every_kind: Document) -> None:
    made = shortened(every_kind, "happened")
    before = next(block for block in every_kind.blocks if block.id == "happened")
    after = next(block for block in made.blocks if block.id == "happened")
    assert isinstance(after, Text)
    assert after == before.short
    assert word_count(after) < word_count(before)
    assert shortened(made, "happened") == made


@pytest.mark.parametrize("names", [{"email"}, {"pdf"}, {"markdown", "github"}])
def test_a_block_for_another_format_is_not_there(every_kind: Document, names: set[str]) -> None:
    blocks = tuple(replace(block, only=("email",)) if block.id == "happened" else block for block in every_kind.blocks)
    made = narrowed(replace(every_kind, blocks=blocks), frozenset(names))
    assert ("happened" in ids(made)) == ("email" in names)


def test_sources_that_are_cited_no_more_are_not_listed_and_numbers_stay(every_kind: Document) -> None:
    made = replace(every_kind, corrections=())
    for name in ids(every_kind):
        made = without(made, name)
    cited = made.cited()
    assert {entry.number for entry in cited.sources} == {n for c in cited.citations() for n in c.numbers}
    assert set(cited.sources) < set(every_kind.sources)


def test_every_figure_is_found_with_its_block(every_kind: Document) -> None:
    found = list(every_kind.figures())
    assert [figure.id for name, figure in found if name == "key_figures"] == [f.id for f in every_kind.key_figures]
    assert {"happened", "moves"} <= {name for name, _ in found}


def test_every_line_of_prose_is_found_in_reading_order(every_kind: Document) -> None:
    found = [name for name, _ in every_kind.lines()]
    assert found[:2] == ["title", "dek"]
    assert [words(line) for name, line in every_kind.lines() if name == "title"] == [words(every_kind.title)]
