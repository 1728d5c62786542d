"""The shipped briefings held against their own notes, without the program that reads them."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = Path(__file__).parents[2] / "briefings"
FOLDERS = sorted(path.parent for path in SHIPPED.glob("*/briefing.yaml"))
FACT = re.compile(r"^- \d+(?:-\d+)?(?:, \d+(?:-\d+)?)*: \S")
PARTS_OF_THE_ARTICLE = [1, 2, 5, 8, 11, 13, 16, 20, 22, 24]
MOST_WORDS_OF_A_QUOTATION = 15

each_briefing = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def briefing(folder: Path) -> dict[str, Any]:
    loaded = yaml.load((folder / "briefing.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 (text only)
    assert isinstance(loaded, dict)
    return loaded


def notes(folder: Path) -> list[str]:
    return (folder / "sources" / "notes.md").read_text(encoding="utf-8").split("\n")


def facts(folder: Path) -> dict[int, str]:
    return {number: line for number, line in enumerate(notes(folder), 1) if FACT.match(line)}


def scalars(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a briefing with the key it stands under."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from scalars(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from scalars(value, key)
    else:
        yield key, str(node)


def lines_of(citation: str) -> Iterator[int]:
    """The lines that a citation names: `notes:3,5-7` gives 3, 5, 6, 7."""
    for item in citation.split(";"):
        source, _, places = item.strip().partition(":")
        assert source == "notes"
        for place in places.split(","):
            first, _, last = place.partition("-")
            yield from range(int(first), int(last or first) + 1)


def cited(folder: Path) -> set[int]:
    found: set[int] = set()
    for key, text in scalars(briefing(folder)):
        citations = [text] if key == "from" else re.findall(r"\[@([^\]]+)\]", text)
        for citation in citations:
            found.update(lines_of(citation))
    return found


def headings(node: object) -> set[str]:
    return {text for key, text in scalars(node) if key == "heading"}


def test_two_briefings_are_shipped() -> None:
    assert len(FOLDERS) == 2


@each_briefing
def test_the_notes_name_the_article_by_its_hash(folder: Path) -> None:
    assert re.search(r"^`[0-9a-f]{64}`$", "\n".join(notes(folder)), re.MULTILINE)


@each_briefing
def test_a_quotation_has_at_most_fifteen_words(folder: Path) -> None:
    quotations = [words for line in facts(folder).values() for words in re.findall(r'"([^"]*)"', line)]
    assert len(quotations) > len(facts(folder)) / 2
    assert [words for words in quotations if len(words.split()) > MOST_WORDS_OF_A_QUOTATION] == []


@each_briefing
def test_every_quotation_mark_of_a_fact_is_closed(folder: Path) -> None:
    assert [number for number, line in facts(folder).items() if line.count('"') % 2] == []


@each_briefing
def test_every_cited_line_is_a_fact(folder: Path) -> None:
    lines = cited(folder)
    assert len(lines) > 20
    assert sorted(lines - facts(folder).keys()) == []


@each_briefing
def test_the_words_of_a_figure_stand_in_a_quotation_of_the_line_it_names(folder: Path) -> None:
    for name, figure in briefing(folder).get("figures", {}).items():
        quotations = [
            words for line in lines_of(figure["from"]) for words in re.findall(r'"([^"]*)"', facts(folder)[line])
        ]
        assert any(figure["words"] in words for words in quotations), name


@each_briefing
def test_the_words_of_a_figure_from_a_table_stand_in_a_quotation_of_the_notes(folder: Path) -> None:
    quotations = [words for line in facts(folder).values() for words in re.findall(r'"([^"]*)"', line)]
    for table in briefing(folder).get("data", []):
        with (folder / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                assert any(row["words"] in words for words in quotations), row["id"]


@each_briefing
def test_a_quotation_in_the_briefing_stands_in_the_notes(folder: Path) -> None:
    known = "\n".join(facts(folder).values())
    texts = [" ".join(text.split()) for _, text in scalars(briefing(folder))]
    quoted = [words for text in texts for words in re.findall(r"“([^”]+)”", text)]
    assert quoted
    assert [words for words in quoted if words.lower() not in known.lower()] == []


@each_briefing
def test_every_part_of_the_article_stands_in_the_briefing_or_is_left_out_for_a_reason(folder: Path) -> None:
    rows = [re.fullmatch(r"\| (\d+) \| (.+) \| (.+) \|", line) for line in notes(folder)]
    parts = [row.groups() for row in rows if row]
    assert [int(line) for line, _, _ in parts] == PARTS_OF_THE_ARTICLE
    known = headings(briefing(folder))
    for _, part, where in parts:
        named = re.findall(r"\*\*(.+?)\*\*", where)
        assert named or where.startswith("left out: "), part
        assert set(named) <= known, part


def test_no_address_but_example_org_stands_in_the_briefings() -> None:
    texts = [path for path in SHIPPED.rglob("*") if path.suffix in {".yaml", ".md", ".csv"} or path.name == "LICENSE"]
    hosts = {
        host
        for path in texts
        for pair in re.findall(
            r"(?://|www\.)([\w.-]+\w)|[\w.+-]@([\w-]+(?:\.[\w-]+)+)", path.read_text(encoding="utf-8")
        )
        for host in pair
        if host
    }
    assert hosts == {"example.org"}
