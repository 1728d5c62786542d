"""Dividing what is longer than a message: a piece at its paragraphs or rows, a line at a sentence, else at a word.

Links, code, figures and citations are never divided, and a citation stays with the word before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from brief.formats.columns import divided as at_wide_characters
from brief.formats.digest.pieces import Paragraph
from brief.formats.parts import Box, Card, Grid, Heading, Item, Quotation, Reference
from brief.prose import Citation, Emphasis, Figure, Line, Prose, Strong, Text, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from brief.formats.digest.pieces import Piece
    from brief.prose import Inline

    Holds = Callable[[Piece], bool]

_WORD = re.compile(r"\S+\s*|\s+")
_SENTENCE_END = re.compile(
    r"[.!?\u2026][)\]\"'\u2019\u201d\u00bb]*\s+\Z"
    r"|[\u3002\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}][\u201d\u300d]*\s*\Z"
)
_BAR = re.compile("[\N{FULL BLOCK}\N{LIGHT SHADE}]+")
_LONGEST_WORD = 40
"""Characters; a longer run without a space may be divided anywhere but in a number."""
_LONGEST_NUMBER = 400
"""Characters; a longer one may be divided, too."""


def most(count: int, holds: Callable[[int], bool]) -> int:
    """The largest number up to `count` that holds, where every smaller one does, too; 0 where none does.

    It is looked for from below, twice as far each time: what is asked costs as much as the answer and not as `count`.
    """
    reach = 1
    while reach < count and holds(reach):
        reach *= 2
    known = reach // 2
    beyond = range(known + 1, min(reach, count) + 1)
    return known + bisect_left(beyond, True, key=lambda number: not holds(number))


def divide(piece: Piece, holds: Holds) -> tuple[Piece, tuple[Piece, ...]] | None:
    """As much of a piece as a message holds, and the rest in pieces; None where nothing of it does."""
    match piece:
        case Grid():
            return _rows(piece, holds)
        case Card(rows=rows):
            count = most(len(rows) - 1, lambda number: holds(replace(piece, rows=rows[:number], note=Line())))
            first = replace(piece, rows=rows[:count], note=Line())
            return (first, (replace(piece, heading=Line(), rows=rows[count:]),)) if count else None
        case Quotation(prose, speaker):
            return _paragraphs(prose, lambda some, last: Quotation(some, speaker if last else Line()), holds)
        case Box(prose):
            return _paragraphs(prose, lambda some, _: Box(some), holds)
        case Heading(line, level):
            # A heading longer than a message stays one as far as it goes; the rest are plain words.
            return _line(line, lambda some: Heading(some, level), holds, Paragraph)
        case Item(line):
            return _line(line, Item, holds, Paragraph)
        case Reference(line):
            return _line(line, Reference, holds, Paragraph)
        case Paragraph(line):
            return _line(line, Paragraph, holds, Paragraph)
    return None


def ends_whole(piece: Piece) -> bool:
    """Whether a piece, or the beginning of one, ends with a sentence or a row."""
    match piece:
        case Quotation(prose) | Box(prose):
            last: Line = prose.paragraphs[-1] if prose.paragraphs else Line()
        case Paragraph(line) | Item(line) | Reference(line):
            last = line
        case _:
            return True
    return bool(_SENTENCE_END.search(words(last, lambda _: "") + " "))


def _rows(grid: Grid, holds: Holds) -> tuple[Piece, tuple[Piece, ...]] | None:
    """Rows of a table under its header, which the rest repeats; a row that is too long stands as items."""
    rows = grid.rows
    count = most(len(rows) - 1, lambda number: holds(replace(grid, rows=rows[:number])))
    if count:
        return replace(grid, rows=rows[:count]), (replace(grid, rows=rows[count:]),)
    items = [*as_items(replace(grid, rows=rows[:1])), *((replace(grid, rows=rows[1:]),) if rows[1:] else ())]
    return (items[0], tuple(items[1:])) if items and holds(items[0]) else _first_divided(items, holds)


def _first_divided(pieces: Sequence[Piece], holds: Holds) -> tuple[Piece, tuple[Piece, ...]] | None:
    found = divide(pieces[0], holds) if pieces else None
    return (found[0], (*found[1], *pieces[1:])) if found else None


def as_items(grid: Grid) -> Iterator[Item]:
    """Each row as an item: its cells behind their columns' names, but for the first of several; a drawn bar is none."""
    names = grid.columns or (Line(),) * len(grid.numeric)
    for row in grid.rows:
        cells = [
            (name, cell) for name, cell in zip(names, row, strict=True) if cell and not _BAR.fullmatch(words(cell))
        ]
        nodes: list[Inline] = []
        for at, (name, cell) in enumerate(cells):
            nodes += [Text(" \N{MIDDLE DOT} ")] if at else []
            bare = not at and len(names) > 1
            nodes += [Strong(cell)] if bare else [*name, *((Text(" "),) if name else ()), *cell]
        yield Item(Line(tuple(nodes)))


def _paragraphs(
    prose: Prose, made: Callable[[Prose, bool], Piece], holds: Holds
) -> tuple[Piece, tuple[Piece, ...]] | None:
    """Paragraphs of a quotation; its speaker stands under the last."""
    lines = prose.paragraphs
    count = most(len(lines) - 1, lambda number: holds(made(Prose(lines[:number]), False)))
    if count:
        return made(Prose(lines[:count]), False), (made(Prose(lines[count:]), True),)
    parts = _parts(lines[0], lambda some: holds(made(Prose((some,)), False))) if lines else None
    if parts is None:
        return None
    first, rest = parts
    return made(Prose((first,)), False), (made(Prose((rest, *lines[1:])), True),)


def _line(
    line: Line, made: Callable[[Line], Piece], holds: Holds, following: Callable[[Line], Piece]
) -> tuple[Piece, tuple[Piece, ...]] | None:
    parts = _parts(line, lambda some: holds(made(some)))
    return (made(parts[0]), (following(parts[1]),)) if parts else None


def _parts(line: Line, holds: Callable[[Line], bool]) -> tuple[Line, Line] | None:
    """A line in two: as much as is held, up to a sentence's end where half of that is one, else up to a word."""
    atoms = list(_atoms(line))
    count = most(len(atoms) - 1, lambda number: holds(_joined(atoms[:number])))
    ends = [at for at in range(count // 2 + 1, count + 1) if _SENTENCE_END.search(_said(atoms[at - 1]))]
    at = ends[-1] if ends else count
    return (_joined(atoms[:at]), _joined(atoms[at:])) if at else None


def _said(atom: tuple[Inline, ...]) -> str:
    return words(Line(atom), lambda _: "")


def _atoms(line: Line) -> Iterator[tuple[Inline, ...]]:
    """The line in what is not divided, each with the space after it."""
    held: list[Inline] = []
    for node in _flat(line):
        if held and _may_part(held[-1], node):
            yield tuple(held)
            held = []
        held.append(node)
    if held:
        yield tuple(held)


def _flat(line: Line) -> Iterator[Inline]:
    """The nodes of a line, its text in words; strong and stressed words each in a mark of their own."""
    for node in line:
        match node:
            case Text(text):
                yield from map(Text, _words(text))
            case Strong(children):
                yield from (Strong(Line((each,))) for each in _flat(children))
            case Emphasis(children):
                yield from (Emphasis(Line((each,))) for each in _flat(children))
            case _:
                yield node


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        for part in at_wide_characters(word):
            yield from _short(part)


def _short(word: str) -> Iterator[str]:
    """A word in parts that are none too long."""
    start = 0
    while start < len(word):
        usual = start + _LONGEST_WORD
        ends = chain(range(usual, start, -1), range(usual + 1, start + _LONGEST_NUMBER))
        end = next((at for at in ends if not _in_number(word[at - 1 : at + 1])), usual)
        yield word[start:end]
        start = end


def _in_number(signs: str) -> bool:
    """Whether a number may go on between these two signs."""
    return len(signs) > 1 and any(map(str.isdigit, signs)) and not any(map(str.isalpha, signs))


def _may_part(before: Inline, after: Inline) -> bool:
    """Whether a line may be divided between two nodes: behind a space or inside a run of words, not before a source."""
    if isinstance(_innermost(after), Citation):
        return False
    first, second = _innermost(before), _innermost(after)
    if isinstance(first, Text) and isinstance(second, Text):
        return True
    said = words(Line((before,)))
    following = words(Line((after,)))
    if isinstance(first, Text | Citation | Figure):
        return said[-1:].isspace() or following[:1].isspace() or not (said and following)
    return following[:1].isspace() or said[-1:].isspace()


def _innermost(node: Inline) -> Inline:
    while isinstance(node, Strong | Emphasis) and node.children:
        node = node.children.nodes[0]
    return node


def _joined(atoms: Sequence[tuple[Inline, ...]]) -> Line:
    """Atoms as one line again: neighbours of a kind are one node, and no space stands at the end."""
    nodes = _merged([node for atom in atoms for node in atom])
    if nodes and isinstance(last := nodes[-1], Text):
        nodes[-1] = Text(last.text.rstrip(" \t\r\n"))
    return Line(tuple(node for node in nodes if node != Text("")))


def _merged(nodes: Sequence[Inline]) -> list[Inline]:
    merged: list[Inline] = []
    for node in nodes:
        match merged[-1] if merged else None, node:
            case Text(before), Text(after):
                merged[-1] = Text(before + after)
            case Strong(before), Strong(after):
                merged[-1] = Strong(Line(tuple(_merged([*before, *after]))))
            case Emphasis(before), Emphasis(after):
                merged[-1] = Emphasis(Line(tuple(_merged([*before, *after]))))
            case _:
                merged.append(node)
    return merged
