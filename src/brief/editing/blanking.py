"""An edition emptied for the next one: its shape stays, and every value and sentence in it is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.editing.cells import put_cell
from brief.editing.splicing import drop, put, put_words
from brief.figures import TO_COME
from brief.reading.marks import Mapping, Scalar, Sequence
from brief.reading.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Mapping_

    from brief.editing.splicing import Path as Keys
    from brief.material import Material
    from brief.reading.marks import Node
    from brief.reading.text import FileText

_AMOUNTS = ("up", "down", "is")
_HEAD = ("title", "subject", "preheader", "dek", "bottom_line", "edition")
_SAID = ("headline", "body", "caption", "alt", "speaker")
"""Keys of blocks, stories and pictures that hold this edition's words."""
_LISTED = ("items", "short")
_PAST = ("corrections", "silence")
"""What was said of the last edition alone, in lists."""
_MODELS = ("drafted", "approved")
"""What was said of its words, which are to come."""
_OF_FIGURES = ("numbers", "bars", "line", "table")
"""Blocks whose lists are figures' ids or numbers, and no sentences."""
_TYPED = ("line", "table")
"""Blocks whose numbers stand in the file or in a table: they are held back until those are new."""


def blanked(source: FileText, day: str, earlier: str, digests: Mapping_[str, str]) -> FileText:
    """A briefing for a day, with TK for every amount and sentence; what is compared is compared with the earlier one.

    `digests` are the SHA-256 of the files beside it that were emptied too. Raises InputError where the file cannot be
    changed in place.
    """
    tree, _ = parse(source.path, source.text.encode())
    root = tree.root if tree else None
    values: dict[Keys, str] = {(key,): TO_COME for key in _HEAD}
    values |= {("date",): day, ("not_before",): day, ("as_of", "date"): day, ("status",): "draft"}
    values |= dict(_figures(root, day))
    values |= dict(_sources(root, digests))
    blocks = list(_blocks(_at(root, "blocks"), ("blocks",)))
    for path, block in blocks:
        values |= dict(_values(path, block, earlier))
    made = put_words(source, values)
    for path, block in blocks:
        if _kind(block) in _TYPED:
            made = put(made, (*path, "hold"), "true")
        made = drop(made, (*path, "drafted"))
    for key in _PAST:
        if _at(root, key) is not None:
            made = put(made, (key,), [])
    for key in _MODELS:
        made = drop(made, (key,))
    return made


def _figures(root: Node | None, day: str) -> Iterator[tuple[Keys, str]]:
    for name, figure in _entries(_at(root, "figures")):
        yield from ((("figures", name, key), TO_COME) for key in (*_AMOUNTS, "words"))
        moment: Keys = ("figures", name, "as_of")
        yield (*moment, "date") if isinstance(_at(figure, "as_of"), Mapping) else moment, day


def _sources(root: Node | None, digests: Mapping_[str, str]) -> Iterator[tuple[Keys, str]]:
    for name, entry in _entries(_at(root, "sources")):
        file = _at(entry, "file")
        if isinstance(file, Scalar) and file.text in digests:
            yield ("sources", name, "sha256"), digests[file.text]


def _values(path: Keys, block: Node, earlier: str) -> Iterator[tuple[Keys, str]]:
    """What stands in a block, or a story, in the place of this edition's words."""
    for key in _SAID:
        yield (*path, key), TO_COME
        yield (*path, "image", key), TO_COME
    if _kind(block) == "since":
        yield (*path, "edition"), earlier
    elif _kind(block) not in _OF_FIGURES:
        for key in _LISTED:
            yield from ((found, TO_COME) for found in _sentences(_at(block, key), (*path, key)))


def _kind(block: Node) -> str:
    kind = _at(block, "kind")
    return kind.text if isinstance(kind, Scalar) else ""


def blanked_tables(material: Material, tables: dict[str, FileText]) -> dict[str, FileText]:
    """The files of figures with TK for every amount. Raises InputError where one cannot be changed in place."""
    made = dict(tables)
    for figure in material.figures.values():
        file, _, line = figure.row.rpartition(":")
        if file in made:
            table = material.tables[file]
            row = table.rows[table.lines.index(int(line))]
            for column, cell in zip(table.columns, row, strict=True):
                if column in {*_AMOUNTS, "words"} and cell.strip():
                    made[file] = put_cell(made[file], int(line), column, TO_COME)
    return made


def _at(node: Node | None, key: str) -> Node | None:
    entry = node.entry(key) if isinstance(node, Mapping) else None
    return entry[1] if entry else None


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        yield from ((key.text, value) for key, value in node.entries)


def _blocks(node: Node | None, path: Keys) -> Iterator[tuple[Keys, Node]]:
    """The blocks, and the stories inside them."""
    for number, block in enumerate(node.items if isinstance(node, Sequence) else ()):
        yield (*path, number), block
        yield from _blocks(_at(block, "stories"), (*path, number, "stories"))


def _sentences(node: Node | None, path: Keys) -> Iterator[Keys]:
    """The texts of a list, of the values of a mapping, of events, or the one that stands there."""
    match node:
        case Scalar():
            yield path
        case Sequence(items):
            for number, item in enumerate(items):
                what = _at(item, "what")
                yield from _sentences(what or item, (*path, number, "what") if what else (*path, number))
        case Mapping(entries):
            for key, value in entries:
                yield from _sentences(value, (*path, key.text))
