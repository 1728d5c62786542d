"""Style sheets as emails use them: rules with their selectors, media conditions and declarations, each in its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.checks.mail.selectors import Selector, selector
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRUCTURE = re.compile(r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|/\*.*?(?:\*/|\Z)|\([^(){}]*\)|[{};]""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(
    r"""\s*+(?P<name>-{0,2}[a-zA-Z][-\w]*+)\s*+:(?P<value>(?:[^;"'()]|"[^"]*+"|'[^']*+'|\((?:[^()]|\([^()]*+\))*+\))*+)"""
)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
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
