"""The Document with every text that a reader sees said in other words."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.document import FigureTrace, Publication
from brief.prose import Citation

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.document import Document

NAUGHTY: list[str] = json.loads((Path(__file__).parent / "data/naughty.json").read_text(encoding="utf-8"))
"""The Big List of Naughty Strings."""

_SEEN = {
    "alt",
    "author",
    "caption",
    "credit",
    "fallback",
    "label",
    "published",
    "publisher",
    "said",
    "speaker",
    "summary",
}
_SEEN |= {"as_of", "authors", "date", "edition", "section", "status_words", "term", "text", "title", "unit", "view"}
_SEEN |= {"postal_address", "tagline", "when", "words", "x"}
_UNSEEN = {"preheader", "short", "subject", "target"}


def reworded(document: Document, word: Callable[[], str]) -> Document:
    """The same blocks, each text of a reader's replaced by the next word."""
    changed: Document = _reworded(document, word)
    return changed


def _reworded(value: Any, word: Callable[[], str]) -> Any:  # noqa: ANN401  (any node of the Document)
    if isinstance(value, tuple):
        return tuple(_reworded(each, word) for each in value)
    if not is_dataclass(value) or isinstance(value, type | Citation | FigureTrace):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        seen = field.name in _SEEN or (field.name == "name" and isinstance(value, Publication))
        if seen and held and isinstance(held, str):
            changes[field.name] = word()
        elif seen and isinstance(held, tuple) and held and isinstance(held[0], str):
            changes[field.name] = tuple(word() for _ in held)
        elif field.name not in _UNSEEN:
            changes[field.name] = _reworded(held, word)
    return replace(value, **changes)
