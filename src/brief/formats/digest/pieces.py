"""A page in pieces: what a format's templates print, still as nodes, so that a message is built and divided of these.

The templates are those of the digest: they hold the order of a block and no syntax, so the same ones give text in one
format and pieces in another.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from brief.errors import FormatError
from brief.formats.base import line_at_fault, sandbox
from brief.formats.parts import (
    Box,
    Card,
    Grid,
    Heading,
    Item,
    PartSpelling,
    Pictured,
    Quotation,
    Reference,
    line,
)
from brief.formats.spelling import SpellingError
from brief.prose import Citation, Code, Emphasis, Figure, Line, Link, MergeField, Prose, Strong, Text, plain
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jinja2 import Environment

    from brief.formats.base import Job


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that stands by itself."""

    line: Line


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Which message it is, of how many; and that it is a draft's."""

    number: int
    count: int
    label: str = ""

    @property
    def words(self) -> str:
        """`2/3`."""
        return f"{self.label}{self.number}/{self.count}"


Piece: TypeAlias = Paragraph | Heading | Item | Reference | Quotation | Box | Card | Grid | Pictured | Rule | Mark

_PIECES = (Heading, Item, Reference, Quotation, Box, Card, Grid, Pictured)
_NODES = (Text, Strong, Emphasis, Code, Link, Figure, Citation, MergeField)
_RULE = "---"


def pieces(job: Job, addresses: Mapping[str, str]) -> tuple[Piece, ...]:
    """The page in pieces, in the order of its templates; `addresses` says where pictures are hosted.

    Raises FormatError at the template's line where it cannot be read, or prints what no reader should see.
    """
    from jinja2 import TemplateError

    document, press = job.document, job.press
    try:
        folders = tuple(name for name in job.row.folders if any((root / name).is_dir() for root in press.templates))
        template = _environment(folders, job.row.suffix, press.templates).get_template(job.row.page)
        context = template.new_context(
            {"document": document, "labels": document.labels, "theme": press.theme, "addresses": addresses}
        )
        return tuple(_read(template.root_render_func(context)))
    except (TemplateError, SpellingError) as error:
        raise FormatError(f"a template is at fault: {error}", line_at_fault(error)) from error


@cache
def _environment(folders: tuple[str, ...], suffix: str, roots: tuple[Path, ...]) -> Environment:
    """An environment whose templates give the values that they print, and not their words; dialects share it."""
    from jinja2.nativetypes import NativeCodeGenerator
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Whole(ImmutableSandboxedEnvironment):
        code_generator_class = NativeCodeGenerator

    return sandbox(Whole, folders, suffix, roots, _whole, PartSpelling.vocabulary)


def _whole(value: object) -> object:
    """A value that a template prints, as a piece or a node. Raises SpellingError for what no reader should see."""
    match value:
        case str():
            return plain(value)
        case int() if not isinstance(value, bool):
            return plain(str(value))
        case Line() | Prose():
            return value
    if isinstance(value, (*_PIECES, *_NODES)):
        return value
    message = f"a template printed {value!r}, which has no spelling"
    raise SpellingError(message)


def _read(printed: Iterable[object]) -> Iterator[Piece]:
    """The pieces of what the templates print; what stands in one line of theirs is one paragraph."""
    row: list[object] = []
    for value in printed:
        if not isinstance(value, str):
            row.append(value)
            continue
        first, *rest = value.split("\n")
        row.append(first)
        for following in rest:
            yield from _row(row)
            row = [following]
    yield from _row(row)


def _row(row: list[object]) -> Iterator[Piece]:
    values = [value for value in row if not (isinstance(value, str) and not value.strip())]
    match values:
        case []:
            return
        case [str(mark)] if mark.strip() == _RULE:
            yield Rule()
        case [Prose(paragraphs)]:
            yield from map(Paragraph, filter(None, paragraphs))
        case [value] if _is_piece(value):
            if not (isinstance(value, Heading) and not value.line):
                yield value
        case _:
            if words := line(*map(_words, row)):
                yield Paragraph(words)


def _is_piece(value: object) -> TypeGuard[Piece]:
    return isinstance(value, _PIECES)


def _words(value: object) -> Line | str:
    """What a template prints beside other words, as words."""
    match value:
        case str():
            return value
        case Line():
            return value
        case Heading(words) | Item(words) | Reference(words):
            return words
        case Prose(paragraphs):
            return line(*(part for each in paragraphs for part in (each, " ")))
    if isinstance(value, _NODES):
        return Line((value,))
    message = f"a template printed {type(value).__name__} among words"
    raise SpellingError(message)
