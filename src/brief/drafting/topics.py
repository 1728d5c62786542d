"""What sentences are about, and who owns an amount: what the readers of an article hand each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.figures import Direction

_SENTENCES = 8
"""How many sentences back a pronoun may find what it stands for."""


class Owned(NamedTuple):
    """What may own an amount, the likeliest first; how it moved, if it is told as a move; whether it was so before.

    `subject` is what its clause is about, which an amount that shares the clause may be of; `since` the line that
    names the owner.
    """

    labels: tuple[str, ...]
    way: Direction | None
    former: bool
    subject: str
    since: int


class Topic(NamedTuple):
    """What a sentence is about, whether that is several, and its line; what follows may call it `it` or `they`."""

    label: str
    line: int
    many: bool


class Topics:
    """What the sentences before were about, the last ones first; each is read when somebody asks."""

    def __init__(self) -> None:
        self._sentences: list[Callable[[], Topic | None]] = []

    def add(self, sentence: Callable[[], Topic | None]) -> None:
        """Put a sentence behind the others."""
        self._sentences.append(cache(sentence))

    def last(self, *, many: bool | None = None) -> Topic | None:
        """The last thing that a sentence was about; of several or of one, where there is such."""
        first: Topic | None = None
        for sentence in self._sentences[: -_SENTENCES - 1 : -1]:
            topic = sentence()
            if topic and many in {None, topic.many}:
                return topic
            first = first or topic
        return first


class Subject(NamedTuple):
    """What a clause is about, what stands beside it behind a preposition, and the line that names it."""

    label: str
    aside: str
    line: int
