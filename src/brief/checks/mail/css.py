"""Style sheets as emails use them: rules with their selectors, media conditions and declarations, each in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.mail.page import Element

_STRUCTURE = re.compile(r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|/\*.*?(?:\*/|\Z)|\([^(){}]*\)|[{};]""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(
    r"""\s*+(?P<name>-{0,2}[a-zA-Z][-\w]*+)\s*+:(?P<value>(?:[^;"'()]|"[^"]*+"|'[^']*+'|\((?:[^()]|\([^()]*+\))*+\))*+)"""
)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_COMPOUND = re.compile(r"(?P<type>\*|[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w-]+|\[[^\]]*\]|::?[\w-]+(?:\([^)]*\))?)*)")
_PART = re.compile(r"\.(?P<class>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attribute>[^\]]*)\]|(?P<pseudo>::?[\w-]+(?:\([^)]*\))?)")
_ATTRIBUTE = re.compile(r"""\s*([\w-]+)\s*(?:([~^$*|]?=)\s*["']?([^"'\]]*)["']?\s*[iIsS]?\s*)?""")
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|%|in|cm|mm|pc)?", re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "pc": 16.0}


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, both in lower case but for what is quoted; `at` counts from the block's start."""

    name: str
    value: str
    important: bool
    at: int


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


@dataclass(frozen=True, slots=True)
class StyleRule:
    """A rule: its selectors, the conditions around it (`@media print`), its declarations, and where it begins."""

    selectors: tuple[Selector, ...]
    conditions: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet: its rules, and its at-rules by name with what follows the name (`font-face`, `import`)."""

    rules: tuple[StyleRule, ...]
    at_rules: tuple[tuple[str, str, int], ...]
    broken: tuple[tuple[str, int], ...]


@lru_cache(maxsize=64)
def sheet(text: str) -> Sheet:
    """A style sheet as it was written; offsets count from its start."""
    text = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    rules: list[StyleRule] = []
    at_rules: list[tuple[str, str, int]] = []
    broken: list[tuple[str, int]] = []
    open_: list[tuple[str, int, int]] = []
    start = 0
    for mark in _STRUCTURE.finditer(text):
        if mark[0] not in {"{", "}", ";"}:
            continue
        prelude = text[start : mark.start()]
        begin = start + len(prelude) - len(prelude.lstrip())
        if mark[0] == "{":
            if prelude.strip().startswith("@"):
                at_rules.append(_at_rule(prelude, begin))
            open_.append((prelude.strip(), begin, mark.end()))
        elif mark[0] == ";":
            if not open_ and prelude.strip().startswith("@"):
                at_rules.append(_at_rule(prelude, begin))
            elif open_ and not open_[-1][0].startswith("@"):
                continue
        elif not open_:
            broken.append(("} closes nothing in the style sheet", mark.start()))
        else:
            head, begin, inside = open_.pop()
            if not head.startswith("@"):
                conditions = tuple(outer for outer, _, _ in open_)
                chosen = tuple(made for part in head.split(",") if (made := selector(part.strip())))
                rules.append(StyleRule(chosen, conditions, _declared(text[inside : mark.start()], inside), begin))
        start = mark.end()
    broken.extend(("{ is not closed in the style sheet", begin) for _, begin, _ in open_)
    return Sheet(tuple(rules), tuple(at_rules), tuple(broken))


def _at_rule(prelude: str, at: int) -> tuple[str, str, int]:
    name, _, rest = prelude.strip()[1:].partition(" ")
    return name.lower(), rest.strip(), at


@lru_cache(maxsize=1024)
def declarations(text: str) -> tuple[Declaration, ...]:
    """The declarations of a block or a style attribute."""
    return _declared(_COMMENT.sub(lambda match: " " * len(match[0]), text), 0)


def _declared(text: str, offset: int) -> tuple[Declaration, ...]:
    made, at = [], 0
    while at < len(text):
        if found := _DECLARATION.match(text, at):
            value = found["value"].strip()
            plain = _IMPORTANT.sub("", value)
            made.append(Declaration(found["name"].lower(), plain, plain != value, offset + found.start("name")))
            at = found.end()
        after = text.find(";", at)
        at = len(text) if after < 0 else after + 1
    return tuple(made)


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
        gap = re.compile(r"\s*([>+~]?)\s*").match(text, found.end())
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


@dataclass(frozen=True, slots=True)
class Screen:
    """What media conditions are asked of: a width in pixels, and whether the reader's ground is dark."""

    width: int
    dark: bool


def applies(conditions: tuple[str, ...], screen: Screen) -> bool:
    """Whether a rule within these conditions applies; what we cannot tell does not."""
    return all(_applies(condition, screen) for condition in conditions)


@lru_cache(maxsize=256)
def _applies(condition: str, screen: Screen) -> bool:
    name, _, rest = condition.lower().partition(" ")
    return name == "@media" and media_applies(rest, screen)


def media_applies(query: str, screen: Screen) -> bool:
    """Whether a media query list (`screen and (max-width: 479px), print`) applies."""
    return not query.strip() or any(_query_applies(part.strip().lower(), screen) for part in query.split(","))


def _query_applies(query: str, screen: Screen) -> bool:
    return all(_feature_applies(part.strip(), screen) for part in re.split(r"\band\b", query))


def _feature_applies(part: str, screen: Screen) -> bool:
    if not part.startswith("("):
        return part.removeprefix("only ").strip() in {"screen", "all"}
    name, _, value = part.strip("() ").partition(":")
    size = pixels(value.strip())
    match name.strip():
        case "prefers-color-scheme":
            return value.strip() == ("dark" if screen.dark else "light")
        case "max-width" | "max-device-width":
            return size is not None and screen.width <= size
        case "min-width" | "min-device-width":
            return size is not None and screen.width >= size
        case _:
            return False


def pixels(value: str, of: float | None = None, font: float = 16.0) -> float | None:
    """A length in pixels; per cent are of `of`. None for what is no length or cannot be told."""
    found = _LENGTH.fullmatch(value.strip())
    if not found:
        return None
    number, unit = float(found[1]), (found[2] or "").lower()
    if unit == "%":
        return None if of is None else number * of / 100
    if unit in {"em", "rem"}:
        return number * (font if unit == "em" else 16.0)
    return number * _PIXELS[unit]


def words_of(value: str) -> Iterator[str]:
    """The parts of a value that white space parts; functions and strings stay whole."""
    return (found[0] for found in _WORDS.finditer(value))


_WORDS = re.compile(r"""(?:[^\s"'()]|"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\))+""")
