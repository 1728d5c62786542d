"""The limits of a target beside the length of a message: each at its number, one below and one above."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brief.document import Table, Text
from brief.formats import discord, slack
from brief.formats.base import render
from brief.prose import Citation, Line, Prose, plain
from messages_of import body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.document import Block, Document
    from brief.formats.base import Press

NEAR = [-1, 0, 1]


def bare(document: Document, *blocks: Block) -> Document:
    """The edition with these blocks alone, and neither key figures nor corrections."""
    return replace(document, blocks=blocks, key_figures=(), corrections=(), as_of="")


def slack_blocks(document: Document, press: Press) -> list[list[dict[str, Any]]]:
    """The blocks of each message, where no message is too long by its characters."""
    row = replace(slack.ROW, limit=10**6)
    return [body(file)["blocks"] for file in render(row, document, press).files]


def of(kind: str, messages: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [block for blocks in messages for block in blocks if block["type"] == kind]


@pytest.mark.parametrize("by", NEAR)
def test_slack_takes_fifty_blocks_a_message(by: int, every_kind: Document, press: Press) -> None:
    def lengths(count: int) -> list[int]:
        text = Text(id="a", heading=plain("A"), prose=Prose((plain("x"),) * count))
        return [*map(len, slack_blocks(bare(every_kind, text), press))]

    [around] = lengths(1)
    found = lengths(slack.BLOCKS + by - around + 1)
    assert max(found) <= slack.BLOCKS
    assert len(found) == (2 if by > 0 else 1)
    assert by > 0 or found == [slack.BLOCKS + by]


@pytest.mark.parametrize("by", NEAR)
def test_slack_takes_ten_fields_a_section(by: int, every_kind: Document, press: Press) -> None:
    figures = (every_kind.key_figures[0],) * (slack.FIELDS + by)
    [*messages] = slack_blocks(replace(bare(every_kind), key_figures=figures), press)
    assert [len(block["fields"]) for block in of("section", messages)] == [9, 10, 10, 1][1 + by : 2 + by + (by > 0)]


@pytest.mark.parametrize("by", NEAR)
@pytest.mark.parametrize("label", ["x", "*"])
def test_a_figure_longer_than_a_field_of_slack_is_an_item(
    label: str, by: int, every_kind: Document, press: Press
) -> None:
    def made(length: int) -> list[list[dict[str, Any]]]:
        figure = replace(every_kind.key_figures[0], label=label * length)
        return slack_blocks(replace(bare(every_kind), key_figures=(figure,)), press)

    [short] = of("section", made(1))
    found = made(slack.FIELD + by - len(short["fields"][0]["text"]) + 1)
    assert [len(block["fields"][0]["text"]) for block in of("section", found)] == [slack.FIELD + by] * (by <= 0)


@pytest.mark.parametrize("by", NEAR)
def test_sources_longer_than_a_context_of_slack_are_a_list(by: int, every_kind: Document, press: Press) -> None:
    def contexts(length: int) -> list[int]:
        source = replace(every_kind.sources[0], title="x" * length, url="", publisher="", author="", published="")
        cited = Text(id="a", heading=plain("A"), prose=Prose((Line((Citation((), (source.number,)),)),)))
        blocks = of("context", slack_blocks(replace(bare(every_kind, cited), sources=(source,)), press))
        return [len(block["elements"][0]["text"]) for block in blocks]

    [short] = contexts(1)
    assert contexts(slack.CONTEXT + by - short + 1) == [slack.CONTEXT + by] * (by <= 0)


def table(columns: int, rows: int, cell: str = "x") -> Table:
    row = (*(plain("x"),) * (columns - 1), plain(cell))
    return Table(
        id="a", heading=plain("A"), columns=(plain("y"),) * columns, rows=(row,) * rows, numeric=(False,) * columns
    )


@pytest.mark.parametrize("by", NEAR)
def test_a_table_larger_than_one_of_slack_is_no_table(by: int, every_kind: Document, press: Press) -> None:
    for made in (
        table(2, slack.ROWS - 1 + by),
        table(slack.COLUMNS + by, 2),
        table(1, 1, "x" * (slack.CELLS - 1 + by)),
    ):
        assert len(of("table", slack_blocks(bare(every_kind, made), press))) == (by <= 0)


def embeds(document: Document, press: Press) -> list[dict[str, Any]]:
    files = render(discord.ROW, document, press).files
    return [embed for file in files for embed in body(file).get("embeds", ())]


@pytest.mark.parametrize("by", NEAR)
def test_a_figure_longer_than_a_field_of_discord_is_an_item(by: int, every_kind: Document, press: Press) -> None:
    def made(label: int, said: int) -> list[tuple[int, int]]:
        figure = replace(every_kind.key_figures[0], label="x" * label, said="x" * said)
        found = embeds(replace(bare(every_kind), key_figures=(figure,)), press)
        return [(len(field["name"]), len(field["value"])) for embed in found for field in embed["fields"]]

    [(_, value)] = made(1, 1)
    assert made(discord.NAME + by, 1) == [(discord.NAME + by, value)] * (by <= 0)
    assert made(1, discord.VALUE + by - value + 1) == [(1, discord.VALUE + by)] * (by <= 0)


@pytest.mark.parametrize("by", NEAR)
def test_figures_longer_than_an_embed_of_discord_are_not_one(by: int, every_kind: Document, press: Press) -> None:
    def made(note: int) -> list[int]:
        figures = (replace(every_kind.key_figures[0], label="x" * 200),) * 22
        found = embeds(replace(bare(every_kind), key_figures=figures, as_of="x" * note), press)
        return [
            len(embed.get("title", ""))
            + len(embed.get("description", ""))
            + sum(len(field["name"]) + len(field["value"]) for field in embed["fields"])
            for embed in found
        ]

    [short] = made(1)
    found = made(discord.EMBEDS + by - short + 1)
    assert all(length <= discord.EMBEDS for length in found)
    assert by > 0 or found == [discord.EMBEDS + by]
