from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.composing import compose
from brief.document import Bars, Contents, Rows, Section, Table, Text, narrowed
from brief.prose import Citation, Figure, MergeField, walk, words
from editions import BARE, DESK, HEAD, material

if TYPE_CHECKING:
    from pathlib import Path

    from brief.document import Document


def document(folder: Path, blocks: str, *, head: str = HEAD, desk: str = DESK) -> Document:
    return compose(material(folder, f"{head}blocks:\n{blocks}", desk=desk))


def test_figures_in_a_sentence_keep_their_id_beside_their_words(tmp_path: Path) -> None:
    made = document(
        tmp_path, "  - {kind: text, body: 'Boxes fell {boxes}, or {boxes.signed}; tolls {tolls.signed}.'}\n"
    )
    nodes = [node for _, line in made.lines() for node in walk(line) if isinstance(node, Figure)]
    assert [(node.id, node.words) for node in nodes] == [
        ("boxes", "over 8%"),
        ("boxes", "down over 8%"),
        ("tolls", "up 3.1%"),
    ]


def test_a_figure_that_stands_alone_prints_direction_bound_and_how_sure_it_is(tmp_path: Path) -> None:
    made = document(tmp_path, "  - {kind: bars, figures: [boxes, tolls]}\n")
    block = made.blocks[0]
    assert isinstance(block, Bars)
    boxes, tolls = block.figures
    assert (boxes.words, boxes.said) == ("down over 8%", "")
    assert (tolls.words, tolls.said) == ("+3.1%", "expected")
    assert (int(boxes.low), tolls.low.as_tuple().digits) == (-8, (3, 1))


def test_sources_are_numbered_by_their_first_citation(tmp_path: Path) -> None:
    blocks = (
        "  - {kind: text, body: 'One [@paper]. Two [@notes:2; paper].'}\n  - {kind: text, body: 'Three [@notes]'}\n"
    )
    made = document(tmp_path, blocks)
    assert [(entry.number, entry.id) for entry in made.sources] == [(1, "paper"), (2, "notes")]
    assert [citation.numbers for citation in made.citations()] == [(1,), (1, 2), (2,)]


def test_a_source_that_is_left_out_leaves_a_gap_in_the_numbers(tmp_path: Path) -> None:
    blocks = "  - {kind: text, only: [email], body: 'One [@paper].'}\n  - {kind: text, body: 'Two [@notes:2].'}\n"
    made = narrowed(document(tmp_path, blocks), frozenset({"pdf"})).cited()
    assert [entry.number for entry in made.sources] == [2]


def test_what_is_held_back_is_composed_nowhere_and_named(tmp_path: Path) -> None:
    blocks = (
        "  - {kind: text, heading: Not yet, hold: true, body: 'Wait [@paper].'}\n"
        "  - kind: section\n    heading: News\n    stories:\n"
        "      - {headline: Out, body: Words.}\n      - {headline: Later, hold: true, body: Words.}\n"
    )
    made = document(tmp_path, blocks)
    assert made.held == ("Not yet", "Later")
    assert [words(block.heading) for block in made.every_block()] == ["News", "Out"]
    assert made.sources == ()


def test_a_section_whose_stories_are_all_held_is_not_there(tmp_path: Path) -> None:
    blocks = (
        "  - {kind: text, body: Words.}\n"
        "  - kind: section\n    heading: News\n    stories:\n      - {headline: Later, hold: true, body: Words.}\n"
    )
    assert [block.kind for block in document(tmp_path, blocks).blocks] == ["text"]


def test_four_stories_open_with_a_list_of_them(tmp_path: Path) -> None:
    stories = "".join(f"      - {{headline: Story {number}, body: Words.}}\n" for number in range(4))
    made = document(tmp_path, f"  - kind: section\n    heading: News\n    size: brief\n    stories:\n{stories}")
    contents, section = made.blocks
    assert isinstance(contents, Contents)
    assert isinstance(section, Section)
    assert [words(headline) for _, headline in contents.stories] == [f"Story {number}" for number in range(4)]
    assert {story.size for story in section.stories} == {"brief"}


def test_a_short_version_is_the_same_block_with_less(tmp_path: Path) -> None:
    blocks = "  - {kind: text, heading: Why, keep: true, body: 'Long [@notes:2].', short: Short.}\n"
    block = document(tmp_path, blocks).blocks[0]
    assert isinstance(block, Text)
    assert isinstance(block.short, Text)
    assert (block.short.id, block.short.keep, words(block.short.heading)) == (block.id, True, "Why")
    assert [words(line) for line in block.short.prose] == ["Short."]


def test_a_timeline_writes_its_dates_in_the_language(tmp_path: Path) -> None:
    blocks = (
        "  - kind: timeline\n    items:\n"
        "      - {when: 2022-10, what: Began.}\n      - {when: Spring, what: Went on.}\n"
        "      - {when: 2025-01-20/2025-01-26, what: Ended.}\n"
    )
    block = document(tmp_path, blocks, head=f"{BARE}lang: de\n").blocks[0]
    assert isinstance(block, Rows)
    assert [row.term for row in block.rows] == ["Oktober 2022", "Spring", "20.–26. Januar 2025"]


def test_a_table_of_figures_cites_each_and_says_how_sure_it_is(tmp_path: Path) -> None:
    block = document(tmp_path, "  - {kind: table, figures: [boxes, tolls]}\n").blocks[0]
    assert isinstance(block, Table)
    assert [[words(cell) for cell in row] for row in block.rows] == [
        ["Containers", "down over 8%"],
        ["Tolls", "+3.1%, expected"],
    ]
    assert all(any(isinstance(node, Citation) for node in row[1]) for row in block.rows)


def test_a_figure_with_a_moment_of_its_own_says_so_in_a_table(tmp_path: Path) -> None:
    head = HEAD.replace("said: expected,", "said: expected, as_of: 2025-05-02,") + "as_of: {date: 2025-05-05}\n"
    block = document(tmp_path, "  - {kind: table, figures: [boxes, tolls]}\n", head=head).blocks[0]
    assert isinstance(block, Table)
    assert [words(row[1]) for row in block.rows] == ["down over 8%", "+3.1%, expected, As of 2 May 2025"]


def test_columns_of_numbers_are_known(tmp_path: Path) -> None:
    blocks = "  - kind: table\n    columns: [Port, Boxes, Note]\n    rows: [[A, '1,240', ''], [B, −3.1%, late 2026]]\n"
    block = document(tmp_path, blocks).blocks[0]
    assert isinstance(block, Table)
    assert block.numeric == (False, True, False)


def test_a_merge_field_carries_token_fallback_and_preview(tmp_path: Path) -> None:
    made = document(tmp_path, "  - {kind: text, body: 'Dear {reader.first_name}'}\n")
    fields = [node for _, line in made.lines() for node in walk(line) if isinstance(node, MergeField)]
    assert fields == [MergeField("first_name", "*|FNAME|*", "reader", "Ada")]


def test_a_withdrawn_edition_is_its_title_date_and_notice(tmp_path: Path) -> None:
    head = HEAD.replace(
        "status: final",
        "status: withdrawn\n"
        "corrections:\n  - {class: withdrawn, when: 2025-05-07, what: All of it, why: The count was wrong}",
    )
    made = document(tmp_path, "  - {kind: text, body: 'Gone [@notes:2].'}\n", head=head)
    assert (made.blocks, made.key_figures, made.sources, words(made.dek)) == ((), (), (), "")
    assert made.date == "6 May 2025, 14:00 CEST"
    assert [(notice.label, notice.when, words(notice.words)) for notice in made.corrections] == [
        ("Withdrawn", "7 May 2025", "All of it. Reason: The count was wrong"),
    ]


def test_a_correction_names_the_figure_by_its_label(tmp_path: Path) -> None:
    entry = "corrections:\n  - {class: corrected, when: 2025-05-07, what: boxes, old: 9 %, new: over 8 %}\n"
    made = document(tmp_path, "  - {kind: text, body: Words.}\n", head=HEAD + entry)
    assert made.status_words == "Corrected"
    assert words(made.corrections[0].words) == "Containers: over 8%, not 9%."


@pytest.mark.parametrize(
    ("lang", "what", "old", "new", "said"),
    [
        ("en", "hulls", "1.4 thousand", "1500", "Ships: 1,500 tonnes, not 1.4 thousand tonnes."),
        ("en", "the toll", "$5.6m", "over 6 %", "the toll: over 6%, not $5.6 million."),
        ("en", "the year", "2024", "2019-2025", "the year: 2019-2025, not 2024."),
        ("en", "the berth", "Berth 12", "2025 edition", "the berth: 2025 edition, not Berth 12."),
        ("fr", "le droit", "3,1%", "3,4%", "le droit\xa0: 3,4\xa0% au lieu de 3,1\xa0%."),
        ("ar", "x", "3.1%", "y", "x: y بدلًا من \u20683.1%\u2069."),
    ],
)
def test_the_values_of_a_correction_are_written_for_the_language(  # noqa: PLR0913, PLR0917
    tmp_path: Path, lang: str, what: str, old: str, new: str, said: str
) -> None:
    entry = f"class: corrected, when: 2025-05-07, what: {what}, old: {old!r}, new: {new!r}"
    head = f"title: T\nlang: {lang}\nfigures: {{hulls: {{label: Ships, is: 2, unit: tonnes}}}}\n"
    made = document(tmp_path, "  - {kind: text, body: W.}\n", head=f"{head}corrections:\n  - {{{entry}}}\n")
    assert words(made.corrections[0].words) == said


@pytest.mark.parametrize("status", ["final", "withdrawn"])
def test_the_reason_of_a_correction_cites_its_sources_after_all_others(tmp_path: Path, status: str) -> None:
    why = "A *slip*, see {boxes} [@paper; notes:2]."
    entry = f"corrections:\n  - {{class: withdrawn, when: 2025-05-07, what: All, why: '{why}'}}\n"
    head = HEAD.replace("status: final", f"status: {status}") + entry
    made = document(tmp_path, "  - {kind: text, body: 'Words [@notes:2].'}\n", head=head)
    [notice] = made.corrections
    [citation] = [node for node in notice.words if isinstance(node, Citation)]
    assert words(notice.words) == "All. Reason: A slip, see over 8%."
    assert citation.numbers == (1, 2)
    order = ["notes", "paper"] if status == "final" else ["paper", "notes"]
    assert [entry.id for entry in made.cited().sources] == order
    assert ("corrections", "boxes") in [(name, figure.id) for name, figure in made.figures()]


def test_rows_of_a_csv_file_are_cited_by_their_line(tmp_path: Path) -> None:
    home = tmp_path / "briefings" / "2025-05-06-port"
    (home / "data").mkdir(parents=True)
    (home / "data" / "m.csv").write_text("id,label,up,down\ncranes,Cranes,2 %,\ntugs,Tugs,,4 %\n", encoding="utf-8")
    made = document(tmp_path, "  - {kind: bars, figures: [tugs]}\n", head=f"{HEAD}data: [data/m.csv]\n")
    block = made.blocks[0]
    assert isinstance(block, Bars)
    assert block.figures[0].citation is not None
    assert block.figures[0].citation.items[0].lines == ((3, 3),)
    assert [entry.title for entry in made.sources] == ["m.csv"]


def test_the_subject_is_the_title_and_the_preview_line_the_dek(tmp_path: Path) -> None:
    made = document(tmp_path, "  - {kind: text, body: Words.}\n")
    assert words(made.subject) == words(made.title)
    assert words(made.preheader) == "A quiet spring, and a dearer summer."


@pytest.mark.parametrize(
    ("lang", "typed", "written"),
    [
        ("de", "3,1 %", "3,1\u00a0%"),
        ("fr", "3,1 %", "3,1\u00a0%"),
        ("es", "3,1 %", "3,1\u00a0%"),
        ("zh", "3.1 %", "3.1%"),
    ],
)
def test_figures_are_written_for_the_language(tmp_path: Path, lang: str, typed: str, written: str) -> None:
    head = f"{BARE}lang: {lang}\nfigures:\n  tolls: {{label: Tolls, is: '{typed}'}}\n"
    made = document(tmp_path, "  - {kind: text, body: '{tolls}'}\n", head=head)
    nodes = [node for _, line in made.lines() for node in walk(line) if isinstance(node, Figure)]
    assert [node.words for node in nodes] == [written]


def test_what_stands_outside_the_blocks_keeps_its_place(tmp_path: Path) -> None:
    places = document(tmp_path, "  - {kind: text, body: Words.}\n").places
    assert (places["title"].line, places["dek"].line, places["dek"].column) == (1, 2, 6)
    assert "bottom_line" not in places


@pytest.mark.parametrize(("desk", "named"), [(DESK, True), ("lang: en\n", False)])
def test_a_publication_has_subscribers_where_the_desk_gives_its_name(tmp_path: Path, desk: str, *, named: bool) -> None:
    assert document(tmp_path, "  - {kind: text, body: Words.}\n", desk=desk).publication.named is named
