"""Editions of any length, for the tests of the page; their story is invented."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brief.document import Text
from brief.prose import Prose, plain
from documents import build_every_kind

if TYPE_CHECKING:
    from brief.document import Block, Document

_STORY = (
    "The harbour had been closed for nine days when the tide finally lifted the ship.",
    "Insurers had counted the cost by the hour, and towage companies had counted their luck.",
    "By the afternoon the first of forty-eight vessels was moving, slowly, behind a pilot who had not slept.",
    "Nobody at the quay would say who pays.",
    "The owners point to the wind; the port points to the owners, and the lawyers point to a clause nobody has read.",
    "Freight rates rose on the news and then fell again.",
    "What remains is a question of maps: the channel has moved, and the charts have not.",
)


def text(name: str, words: int, **more: Any) -> Text:  # noqa: ANN401  (fields of a block)
    """A block of about so many words, in paragraphs of four sentences."""
    sentences = itertools.cycle(_STORY)
    paragraphs: list[list[str]] = [[]]
    while sum(len(sentence.split()) for part in paragraphs for sentence in part) < words:
        if len(paragraphs[-1]) == 4:
            paragraphs.append([])
        paragraphs[-1].append(next(sentences))
    heading = plain(more.pop("heading", name.capitalize()))
    return Text(id=name, heading=heading, prose=Prose(tuple(plain(" ".join(part)) for part in paragraphs)), **more)


def kind(name: str) -> Block:
    """The first block of a kind in the Document that has them all."""
    return next(block for block in build_every_kind().blocks if block.kind == name)


def edition(*blocks: Block, **more: Any) -> Document:  # noqa: ANN401  (fields of a Document)
    """A Document of these blocks."""
    document = build_every_kind()
    return replace(
        document,
        **{"blocks": blocks, "publication": replace(document.publication, logo=None), "corrections": (), **more},
    )
