"""The nodes of a YAML or JSON file: what was written, and where. Nothing is typed or resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.errors import Place
    from brief.reading.text import FileText, Mark

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `mark` and `end` enclose in the file what was written, quotation marks and `|` included."""

    text: str
    mark: Mark
    end: Mark
    style: Style = "plain"

    @property
    def quoted(self) -> bool:
        """Whether it stands in quotation marks."""
        return self.style in {"single", "double"}

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or `null`, which is how JSON says it."""
        return self.style == "plain" and self.text in {"", "null"}


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `flow` when it is written in brackets."""

    items: tuple[Node, ...]
    mark: Mark
    end: Mark
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; `flow` when it is written in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    end: Mark
    flow: bool = False

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """A key with its value."""
        return next((entry for entry in self.entries if entry[0].text == key), None)


Node = Scalar | Sequence | Mapping
Plain = dict[str, "Plain"] | list["Plain"] | str | None


def plain(node: Node) -> Plain:
    """A node as dicts, lists and texts; what is empty is None."""
    match node:
        case Scalar():
            return None if node.empty else node.text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}


def texts(node: Node | None) -> tuple[Scalar, ...]:
    """A text, or each text of a list; what is empty is left out."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(text for text in nodes if isinstance(text, Scalar) and not text.empty and text.text.strip())


@dataclass(frozen=True, slots=True)
class Tree:
    """The text of a file and its nodes."""

    source: FileText
    root: Node

    def at(self, *path: str) -> Node | None:
        """The value under these keys."""
        node = self.root
        for key in path:
            entry = node.entry(key) if isinstance(node, Mapping) else None
            if entry is None:
                return None
            node = entry[1]
        return node

    def ids(self, *path: str) -> dict[str, Scalar]:
        """The keys of the mapping under these keys."""
        node = self.at(*path)
        return {key.text: key for key, _ in node.entries} if isinstance(node, Mapping) else {}

    def texts(self, *path: str) -> tuple[Scalar, ...]:
        """The text under these keys, or each text of a list; what is empty is left out."""
        return texts(self.at(*path))

    def place(self, node: Node, offset: int = 0) -> Place:
        """The place of a node, or of one character of a scalar's text."""
        if isinstance(node, Scalar) and node.text:
            return self.source.place(_position(self.source.text, node, offset))
        return self.source.place(node.mark.offset)


# Two escapes that JSON writes for one character beyond U+FFFF.
SURROGATES = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_SINGLE = re.compile(r"''|\S")
_DOUBLE = re.compile(rf"(?P<blank>\\(?:\r\n|[\r\nntr _NLP\t]))|{SURROGATES}|\\(?:x.{{2}}|u.{{4}}|U.{{8}}|.)|\S")
_UNQUOTED = re.compile(r"\S")


def span(text: str, scalar: Scalar, start: int, end: int) -> tuple[int, int]:
    """Where in the file some characters of a scalar's text stand, blanks at either end left out."""
    words = scalar.text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = max(first, end - len(words) + len(words.rstrip()) - 1)
    at = _position(text, scalar, last)
    return _position(text, scalar, first), at + (2 if scalar.style == "single" and text[at] == "'" else 1)


def _position(text: str, scalar: Scalar, offset: int) -> int:
    """Where in the file one character of a scalar's text stands; a blank stands behind the character before it.

    Folding and indentation touch only white space, so every other character is counted off one by one.
    """
    start, end, unit = scalar.mark.offset, scalar.end.offset, _UNQUOTED
    if scalar.quoted:
        start, end, unit = start + 1, end - 1, _DOUBLE if scalar.style == "double" else _SINGLE
    elif scalar.style != "plain" and (header := _HEADER.match(text, start)):
        start = header.end()
    count = sum(not character.isspace() for character in scalar.text[:offset])
    after_last = scalar.text[offset : offset + 1].strip() == ""
    behind = start
    for found in unit.finditer(text, start, end):
        if "blank" in found.re.groupindex and found["blank"]:
            continue
        if count == 0:
            return behind if after_last and behind != start else found.start()
        count, behind = count - 1, found.end()
    return behind


def blocks(tree: Tree) -> Iterator[Mapping]:
    """The blocks of a briefing, and the stories inside them."""
    lists = [tree.at("blocks")]
    for nodes in lists:
        for node in nodes.items if isinstance(nodes, Sequence) else ():
            if isinstance(node, Mapping):
                yield node
                lists.extend(value for key, value in node.entries if key.text == "stories")
