"""Strong and stressed words in CommonMark: which marks are read as such beside which characters.

A mark opens or closes only where its neighbours let it (CommonMark 0.31, "left-flanking" and "right-flanking"). In
`是**“重点”**内` neither mark is read, for a letter touches it from outside and punctuation from inside. So punctuation
at an inner edge goes outside, `是“**重点**”内`; where nothing can move, the letter outside is written by its number.

Every mark is a run of its own, so that none pairs wrongly: stress is `_` where that is read, else a `*` that touches
no `**`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from dataclasses import replace
from string import punctuation
from typing import TYPE_CHECKING, TypeAlias

from brief.prose import Code, Emphasis, Line, Link, Strong, Text
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from brief.prose import Inline

STRONG, STRESS, STRESS_IN_WORD = "**", "_", "*"

_NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef]|["
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A character that is written by its number."""

    character: str


@dataclass(frozen=True, slots=True)
class Span:
    """Parts between two marks."""

    mark: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Parts that lead to an address."""

    parts: tuple[Part, ...]
    link: Link


Part: TypeAlias = Text | Code | Numbered | Span | Anchor
_Nodes: TypeAlias = "tuple[Inline, ...]"


def marked(nodes: Iterable[Inline]) -> tuple[Part, ...]:
    """Words, code, links, strong and stressed words as parts, with the marks that are read as such."""
    return _mark(_settle(nodes), "")


def _settle(nodes: Iterable[Inline], within: frozenset[type] = frozenset()) -> _Nodes:
    """The nodes without what says nothing: nesting in one's own kind, empty nodes, spaces just inside a mark."""
    settled: list[Inline] = []
    for node in nodes:
        match node:
            case Strong() | Emphasis() | Link() if type(node) in within:
                parts: _Nodes = _settle(node.children, within)
            case Strong() | Emphasis():
                lead, inner, tail = _pared(_settle(node.children, within | {type(node)}), str.isspace)
                parts = (Text(lead), *((replace(node, children=Line(inner)),) if inner else ()), Text(tail))
            case Link():
                parts = (replace(node, children=Line(_settle(node.children, within | {Link}))),)
            case _:
                parts = (node,)
        for part in parts:
            _append(settled, part, within)
    return tuple(settled)


def _append(settled: list[Inline], node: Inline, within: frozenset[type]) -> None:
    match settled[-1] if settled else None, node:
        case _, Text("") | Code(""):
            pass
        case Text(before), Text(after):
            settled[-1] = Text(before + after)
        case Code(before), Code(after):
            settled[-1] = Code(before + after)
        case Strong(before), Strong(after):
            settled[-1] = Strong(Line(_settle((*before, *after), within | {Strong})))
        case Emphasis(before), Emphasis(after):
            settled[-1] = Emphasis(Line(_settle((*before, *after), within | {Emphasis})))
        case _:
            settled.append(node)


def _pared(
    nodes: _Nodes, gives_way: Callable[[str], bool], *, lead: bool = True, tail: bool = True
) -> tuple[str, _Nodes, str]:
    """The characters at the ends of the nodes that give way, and the nodes without them."""
    before = after = ""
    if lead and nodes and isinstance(nodes[0], Text):
        text = nodes[0].text
        at = next((index for index, character in enumerate(text) if not gives_way(character)), len(text))
        before = text[:at]
        nodes = (*((Text(text[at:]),) if text[at:] else ()), *nodes[1:])
    if tail and nodes and isinstance(nodes[-1], Text):
        text = nodes[-1].text
        at = next((index for index in range(len(text), 0, -1) if not gives_way(text[index - 1])), 0)
        after = text[at:]
        nodes = (*nodes[:-1], *((Text(text[:at]),) if text[:at] else ()))
    return before, nodes, after


def _mark(nodes: _Nodes, within: str) -> tuple[Part, ...]:
    """Settled nodes with their marks; `within` is the mark around all of them."""
    done: list[Part] = []
    rest = deque(nodes)
    while rest:
        match rest.popleft():
            case Text(text):
                _put(done, text)
            case Code() as code:
                done.append(code)
            case Link(children) as link:
                done.append(Anchor(_mark(tuple(children), ""), link))
            case (Strong() | Emphasis()) as node:
                _place(node, done, rest, within)
    return tuple(done)


def _put(done: list[Part], text: str) -> None:
    if text:
        done.append(Text(_taken(done) + text))


def _place(node: Strong | Emphasis, done: list[Part], rest: deque[Inline], within: str) -> None:
    """Put strong or stressed words behind what is done, changing what touches them so that their marks are read."""
    left, right = _taken(done), _taken(rest)
    nodes = tuple(node.children)
    lead, inner, tail = _pared(nodes, _gives_way, lead=_is_word(left[-1:]), tail=_is_word(right[:1]))
    mark = STRONG if isinstance(node, Strong) else STRESS
    if mark == STRESS and inner and (_is_word(left[-1:]) or _is_word(right[:1])):
        if _touches(inner, done if not left + lead else None, rest if not tail + right else None, within):
            lead, inner, tail = "", nodes, ""
        else:
            mark = STRESS_IN_WORD
    parts = _mark(inner, mark)
    outside = (left + lead)[-1:], (tail + right)[:1]
    held = [
        _is_word(beyond) and (mark == STRESS or _is_no_word(edge))
        for beyond, edge in zip(outside, _ends(parts), strict=True)
    ]
    if not parts or any(holds and not has_number(beyond) for holds, beyond in zip(held, outside, strict=True)):
        _put(done, left)
        rest.extendleft(reversed((*nodes, Text(right)) if right else nodes))
        return
    left, right = left + lead, tail + right
    _put(done, left[:-1] if held[0] else left)
    done += [*([Numbered(left[-1])] if held[0] else ()), Span(mark, parts)]
    done += [Numbered(right[0])] if held[1] else []
    right = right[1:] if held[1] else right
    if right:
        rest.appendleft(Text(right))


def _taken(parts: list[Part] | deque[Inline]) -> str:
    """The words at the near end of the parts, taken away; none where something else stands there."""
    near = -1 if isinstance(parts, list) else 0
    if not parts or not isinstance(part := parts[near], Text):
        return ""
    del parts[near]
    return part.text


def _touches(inner: _Nodes, done: list[Part] | None, rest: deque[Inline] | None, within: str) -> bool:
    """Whether a `*` around these nodes would meet a `**`; None stands for words that come between."""
    left = done is not None and (isinstance(done[-1], Span) if done else within == STRONG)
    right = rest is not None and (isinstance(rest[0], Strong) if rest else within == STRONG)
    return left or right or isinstance(inner[0], Strong) or isinstance(inner[-1], Strong)


def _ends(parts: tuple[Part, ...]) -> tuple[str, str]:
    """The first and last character as a parser sees them; all marks, links, code and numbers end in punctuation."""
    ends = [(part.text[0], part.text[-1]) if isinstance(part, Text) else ("*", "*") for part in parts]
    return (ends[0][0], ends[-1][1]) if ends else ("*", "*")


def has_number(character: str) -> bool:
    """Whether parsers accept the character by its number; controls and noncharacters become U+FFFD."""
    return unicodedata.category(character) not in {"Cc", "Cs"} and not _NONCHARACTER.match(character)


def _is_word(character: str) -> bool:
    """Whether some parser takes the character for neither a space nor punctuation; a line's end (empty) is a space."""
    return bool(character) and character not in "\t\n\f\r" and not _is_space_or_punctuation(character)


def _is_no_word(character: str) -> bool:
    """Whether some parser takes the character for a space or punctuation: newer ones count symbols."""
    return character.isspace() or unicodedata.category(character)[0] in "PSZ"


def _gives_way(character: str) -> bool:
    """Whether the character may stand outside: a space, or what every parser takes for punctuation."""
    return character.isspace() or _is_space_or_punctuation(character)


def _is_space_or_punctuation(character: str) -> bool:
    category = unicodedata.category(character)
    return character in punctuation or category == "Zs" or category.startswith("P")
