from __future__ import annotations

from dataclasses import replace
from typing import Any

from brief.document import Contents, Section, Story, word_count
from brief.formats.cutting import Version, kept, restored, versions
from brief.prose import plain
from documents import build_every_kind
from pages import edition, kind, text


def names(document_cuts: tuple[object, ...]) -> list[str]:
    return [f"{cut.action}: {cut.block}" for cut in document_cuts]  # type: ignore[attr-defined]


DOCUMENT = edition(
    text("a", 40, keep=True, short=text("a", 20)),
    text("b", 40, short=text("b", 20)),
    text("c", 40, priority=5),
    text("d", 40),
)


def test_everything_is_shortened_before_anything_is_left_out() -> None:
    cuts = [names(version.cuts) for version in versions(DOCUMENT)]
    assert cuts == [
        [],
        ["shortened: b"],
        ["shortened: b", "shortened: a"],
        ["shortened: b", "shortened: a", "left out: d"],
        ["shortened: a", "left out: d", "left out: b"],
        ["shortened: a", "left out: d", "left out: b", "left out: c"],
    ]


def test_what_is_kept_or_leads_is_shortened_after_all_else() -> None:
    story = next(block for block in build_every_kind().blocks if isinstance(block, Story))

    def told(name: str, **more: Any) -> Story:  # noqa: ANN401  (fields of a block)
        made = replace(story, id=name, heading=plain(name), size="normal", keep=False, priority=0, **more)
        return replace(made, short=replace(made, short=None))

    stories = (replace(told("lead"), size="lead"), replace(told("kept"), keep=True), told("x"), told("y"))
    document = edition(
        Section(id="s", heading=plain("S"), stories=stories), text("z", 40, priority=9, short=text("z", 9))
    )
    shortened = [version.cuts[-1].block for version in versions(document) if len(version.cuts)][:5]
    assert shortened == ["y", "x", "z", "kept", "lead"]


def test_what_is_kept_is_never_left_out() -> None:
    *_, last = versions(DOCUMENT)
    assert [block.id for block in last.document.blocks] == ["a"]
    assert [block.id for block in kept(DOCUMENT)] == ["a"]


def test_the_page_names_what_was_cut_in_the_readers_words() -> None:
    *_, last = versions(DOCUMENT)
    assert last.notices == ("Shortened for space: A", "Left out for space: D · B · C")


def test_what_was_left_out_comes_back_first_and_what_matters_most_before_the_rest() -> None:
    *_, last = versions(DOCUMENT)
    tried: list[list[str]] = []

    def holds(version: Version) -> bool:
        tried.append(names(version.cuts))
        return False

    assert restored(DOCUMENT, last, holds) == last
    assert tried == [
        ["shortened: a", "left out: d", "left out: b"],
        ["shortened: b", "shortened: a", "left out: d", "left out: c"],
        ["shortened: a", "left out: b", "left out: c"],
        ["left out: d", "left out: b", "left out: c"],
    ]


def test_cuts_are_undone_as_far_as_there_is_room() -> None:
    *_, last = versions(DOCUMENT)

    def room(words: int) -> list[str]:
        def holds(version: Version) -> bool:
            return sum(map(word_count, version.document.blocks)) <= words

        return names(restored(DOCUMENT, last, holds).cuts)

    whole = sum(map(word_count, DOCUMENT.blocks))
    assert room(whole) == []
    assert room(whole - 1) == ["shortened: b"]
    assert room(sum(map(word_count, last.document.blocks))) == names(last.cuts)


def test_a_list_of_the_contents_goes_first_and_unnamed() -> None:
    contents = Contents(id="contents", heading=plain("In this edition"), stories=(("d", plain("D")),))
    second = list(versions(edition(contents, text("a", 30, keep=True), text("d", 30))))[1]
    assert names(second.cuts) == ["left out: contents"]
    assert second.notices == ()


def test_a_section_gives_way_story_by_story_and_stays_while_one_is_kept() -> None:
    story = next(block for block in build_every_kind().blocks if isinstance(block, Story))
    stories = tuple(
        replace(story, id=name, heading=plain(name), size="normal", keep=name == "kept") for name in ("kept", "x", "y")
    )
    found = list(versions(edition(Section(id="s", heading=plain("S"), stories=stories))))
    assert [names(version.cuts) for version in found] == [[], ["left out: y"], ["left out: y", "left out: x"]]
    assert [block.id for block in found[-1].document.every_block()] == ["s", "kept"]


def test_a_block_without_heading_is_named_by_what_it_is() -> None:
    document = edition(text("a", 30, keep=True), kind("note"), kind("quote"), kind("image"))
    *_, last = versions(document)
    assert last.notices == ("Left out for space: The narrowest point · Ida Marsh, harbour master · Sponsored",)


def test_a_long_name_is_cut_between_words() -> None:
    block = text("a", 10, heading="A heading that goes on for rather longer than a line at the foot will take")
    *_, last = versions(edition(block, text("b", 10, keep=True)))
    assert last.cuts[0].name == "A heading that goes on for rather longer…"


def test_the_last_words_of_a_page_are_never_left_out() -> None:
    *_, last = versions(edition(text("a", 30), kind("image"), text("b", 30)))
    assert [block.id for block in last.document.blocks] == ["a"]
