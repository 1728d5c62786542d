"""A line as runs of words with their style and target: for targets that take structures, or that cannot nest marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from brief.formats.columns import SPACES
from brief.prose import Code, Emphasis, Line, Link, Strong
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.formats.spelling import Spelling
    from brief.prose import Inline


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style; `address` is where they lead, if anywhere."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    address: str = ""


def runs(line: Iterable[Inline], plain: Spelling) -> tuple[Run, ...]:
    """The runs of a line, neighbours of one style as one; `plain` writes figures, citations and addresses.

    Spaces at the ends of a line are none of its words.
    """
    grouped = groupby(_runs(line, Run(""), plain), key=lambda run: replace(run, text=""))
    found = [replace(kind, text="".join(run.text for run in group)) for kind, group in grouped]
    found[:1] = [replace(run, text=run.text.lstrip(SPACES)) for run in found[:1]]
    found[-1:] = [replace(run, text=run.text.rstrip(SPACES)) for run in found[-1:]]
    return tuple(run for run in found if run.text)


def _runs(nodes: Iterable[Inline], around: Run, plain: Spelling) -> Iterator[Run]:
    for node in nodes:
        match node:
            case Strong(children):
                yield from _runs(children, replace(around, strong=True), plain)
            case Emphasis(children):
                yield from _runs(children, replace(around, emphasis=True), plain)
            case Link(children, target):
                yield from _runs(children, replace(around, address=around.address or plain.address(target)), plain)
            case Code(text):
                yield replace(around, text=text, code=True)
            case _:
                yield replace(around, text=plain.inline(Line((node,))))
