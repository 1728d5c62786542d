"""An HTML page as a tree whose every node knows where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def named(names: str) -> frozenset[str]:
    """The names in a text, parted by spaces."""
    return frozenset(names.split())


BLOCKS = named(
    "address article aside blockquote center details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " main menu nav ol p pre section table ul"
)
"""Elements that no paragraph may hold."""
_BREAKS = BLOCKS | {"br", "li", "td", "th", "tr", "caption", "title", "option", "dt", "dd"}
"""Elements that part words."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A tag with its attributes (names in lower case, the first of a name wins) and the offset it stands at."""

    name: str
    attributes: Mapping[str, str]
    at: int
    parent: Element | None
    content: list[Element | Text] = field(default_factory=list, repr=False)

    def get(self, name: str) -> str:
        """An attribute's value; empty where it is not there."""
        return self.attributes.get(name, "")

    def ancestors(self) -> Iterator[Element]:
        """The element's parents, the nearest first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    @property
    def keys(self) -> list[str]:
        """What a selector may know it by: its name, `.class` each, `#id`, and `[data-...` for attributes like that."""
        made = [self.name]
        for name, value in self.attributes.items():
            if name == "class":
                made.extend(f".{one}" for one in dict.fromkeys(value.split()))
            elif name == "id":
                made.append(f"#{value}")
            elif name.startswith("data-"):
                made.append(f"[{name}")
        return made

    def inside(self, *names: str) -> bool:
        """Whether one of its parents has one of these names."""
        return any(parent.name in names for parent in self.ancestors())

    def descendants(self) -> Iterator[Element | Text]:
        """Everything inside, in the order of the page."""
        rest: list[Element | Text] = self.content[::-1]
        while rest:
            node = rest.pop()
            yield node
            if isinstance(node, Element):
                rest.extend(reversed(node.content))

    @property
    def words(self) -> str:
        """The text inside, white space collapsed; pictures stand as their alt text."""
        parts: list[str] = []
        rest: list[Element | Text | str] = [*reversed(self.content)]
        while rest:
            node = rest.pop()
            if isinstance(node, Element):
                gap = " " if node.name in _BREAKS else ""
                parts.append(f" {node.get('alt')} " if node.name == "img" else gap)
                rest.extend([gap, *reversed(node.content)])
            else:
                parts.append(node if isinstance(node, str) else node.text)
        return " ".join("".join(parts).split())


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Text as it is read, its references resolved."""

    text: str
    at: int
    parent: Element


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a browser would have to repair; `optional` where HTML itself lets the end tag be left out."""

    message: str
    at: int
    kind: Literal["tag", "attribute", "optional"] = "tag"


@dataclass(frozen=True)
class Page:
    """A parsed page; `root` holds everything, `elements` and `texts` are in the order of the page."""

    source: str
    root: Element
    elements: tuple[Element, ...]
    texts: tuple[Text, ...]
    faults: tuple[Fault, ...]

    @cached_property
    def lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def position(self, at: int) -> tuple[int, int]:
        """The line and column of an offset, both from 1."""
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1

    def named(self, *names: str) -> Iterator[Element]:
        """The elements of these names."""
        return (element for element in self.elements if element.name in names)

    @cached_property
    def body(self) -> Element:
        """The element that holds what is shown."""
        return next(self.named("body"), self.root)
