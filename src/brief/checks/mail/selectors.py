"""Selectors of style sheets: what an element must be, and what must stand around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from brief.checks.mail.page import Element

_COMPOUND = re.compile(r"(?P<type>\*|[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w-]+|\[[^\]]*\]|::?[\w-]+(?:\([^)]*\))?)*)")
_PART = re.compile(r"\.(?P<class>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attribute>[^\]]*)\]|(?P<pseudo>::?[\w-]+(?:\([^)]*\))?)")
_ATTRIBUTE = re.compile(r"""\s*([\w-]+)\s*(?:([~^$*|]?=)\s*["']?([^"'\]]*)["']?\s*[iIsS]?\s*)?""")
_GAP = re.compile(r"\s*([>+~]?)\s*")


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: its type and its classes, id and attributes. `never` where we cannot tell."""

    type: str
    classes: frozenset[str]
    id: str
    attributes: tuple[tuple[str, str, str], ...]
    never: bool

    @property
    def keys(self) -> frozenset[str]:
        """What an element that fits has, in the words of `Element.keys`."""
        named = {f"[{name}" for name, _, _ in self.attributes if name.startswith("data-")}
        own = {f"#{self.id}"} if self.id else set()
        return frozenset(named | own | {f".{name}" for name in self.classes} | ({self.type} if self.type else set()))

    def fits(self, element: Element) -> bool:
        """Whether an element is that."""
        if self.never or (self.type and self.type != element.name):
            return False
        if self.id and element.get("id") != self.id:
            return False
        if self.classes and not self.classes <= set(element.get("class").split()):
            return False
        return all(_attribute_fits(element, *wanted) for wanted in self.attributes)


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds with the combinators before them (" " or ">"), the last one first, and how specific it is.

    `above` are the keys of what must stand around the element; `plain` says that they are all there is to ask of it.
    """

    text: str
    compounds: tuple[tuple[str, Compound], ...]
    weight: tuple[int, int, int]
    above: frozenset[str]
    plain: bool

    def fits(self, element: Element, around: frozenset[str]) -> bool:
        """Whether it selects an element (CSS Selectors: type, class, id, attribute, descendant and child).

        `around` are the keys of all the element's ancestors: most selectors are told by them alone.
        """
        if not self.above <= around:
            return False
        return self.compounds[0][1].fits(element) if self.plain else self._fits(element, 0)

    def _fits(self, element: Element, at: int) -> bool:
        combinator, compound = self.compounds[at]
        if not compound.fits(element):
            return False
        if at + 1 == len(self.compounds):
            return True
        if combinator == ">":
            return element.parent is not None and self._fits(element.parent, at + 1)
        return any(self._fits(parent, at + 1) for parent in element.ancestors())


@lru_cache(maxsize=1024)
def selector(text: str) -> Selector | None:
    """A selector; one with what nothing static can tell (`:hover`, siblings) fits nothing. None where it is none."""
    compounds: list[tuple[str, Compound]] = []
    ids = classes = types = 0
    combinator, at = " ", 0
    while at < len(text):
        found = _COMPOUND.match(text, at)
        if not found or not found[0]:
            return None
        compound = _compound(found)
        compounds.append((combinator, compound))
        ids += bool(compound.id)
        classes += len(compound.classes) + len(compound.attributes)
        types += bool(compound.type)
        gap = _GAP.match(text, found.end())
        combinator = (gap[1] or " ") if gap else " "
        at = gap.end() if gap else len(text)
        if at == found.end() and at < len(text):
            return None
    if any(sign in "+~" for sign, _ in compounds):
        compounds = [(sign, Compound("", frozenset(), "", (), never=True)) for sign, _ in compounds]
    if not compounds:
        return None
    outer = [compound for _, compound in compounds[:-1]]
    above = frozenset[str]().union(*(compound.keys for compound in outer))
    plain = not outer or (len(outer) == 1 == len(above) and compounds[-1][0] == " " and not outer[0].attributes)
    return Selector(text, tuple(reversed(compounds)), (ids, classes, types), above, plain)


def _compound(found: re.Match[str]) -> Compound:
    classes, ids, attributes, never = set(), "", [], False
    kind = (found["type"] or "").lower().replace("*", "")
    for part in _PART.finditer(found["rest"] or ""):
        if part["class"]:
            classes.add(part["class"])
        elif part["id"]:
            ids = part["id"]
        elif part["attribute"] is not None:
            wanted = _ATTRIBUTE.fullmatch(part["attribute"])
            never = never or wanted is None
            if wanted:
                attributes.append((wanted[1].lower(), wanted[2] or "", wanted[3] or ""))
        elif part["pseudo"].lower() == ":root":
            kind = "html"
        else:
            never = True
    return Compound(kind, frozenset(classes), ids, tuple(attributes), never)


def _attribute_fits(element: Element, name: str, how: str, wanted: str) -> bool:
    value = element.attributes.get(name)
    if value is None:
        return False
    match how:
        case "":
            return True
        case "=":
            return value == wanted
        case "~=":
            return wanted in value.split()
        case "^=":
            return bool(wanted) and value.startswith(wanted)
        case "$=":
            return bool(wanted) and value.endswith(wanted)
        case "*=":
            return bool(wanted) and wanted in value
        case _:
            return value == wanted or value.startswith(f"{wanted}-")
