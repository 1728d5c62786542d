"""Conditional comments: the page as Outlook for Windows reads it, at the same offsets."""

from __future__ import annotations

import re

from brief.values import dataclass

_MARK = re.compile(
    r"""(?P<end><!--\s*<!\[endif\]-->|<!\[endif\]-->|<!\[endif\]>)
    |(?P<shown><!--\[if(?P<a>[^\]>]*)\]>\s*(?:<!--\s*)?-?->|<!--\[if(?P<b>[^\]>]*)\]><!--\s*>|<!\[if(?P<c>[^\]>]*)\]>)
    |(?P<hidden><!--\[if(?P<d>[^\]>]*)\]>)
    |(?P<comment><!--.*?(?:-->|\Z))""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(
    r"\s*(?:(?P<order>lte?|gte?)\s+(?P<of>\w+)\s+(?P<number>[\d.]+)|(?P<name>\w+)(?:\s+(?P<is>[\d.]+))?)"
)
_LONGEST = 200
"""Characters of a condition; those that people write have 20."""
_FEATURES = {"mso": 16.0, "vml": 1.0, "true": 1.0}
"""What Outlook 2016 and later answer to; it is no Internet Explorer, although it shows what is meant for one."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The page without its conditional comments, spaces in their place, and where one of them is broken."""

    source: str
    broken: tuple[tuple[int, str], ...] = ()


def for_outlook(source: str) -> Resolved:
    """The page that Word's renderer sees: what is meant for it uncovered, what is meant for others blanked.

    Source: Microsoft, "About conditional comments", and Outlook's use of them (`mso` is its version, 16 today).
    """
    blanks: list[tuple[int, int]] = []
    broken: list[tuple[int, str]] = []
    open_: list[tuple[bool, re.Match[str]]] = []
    for mark in _MARK.finditer(source):
        if mark["end"]:
            if not open_:
                broken.append((mark.start(), "<![endif]--> closes no conditional comment"))
                continue
            shown, opening = open_.pop()
            blanks.extend([opening.span(), mark.span()] if shown else [(opening.start(), mark.end())])
        elif not mark["comment"]:
            expression = next((mark[name] for name in "abcd" if mark[name] is not None), "")
            holds = _holds(expression)
            if holds is None:
                broken.append((mark.start(), f"nobody understands the condition [if{expression}]"))
            open_.append((bool(holds), mark))
    broken.extend((opening.start(), "this conditional comment is not closed") for _, opening in open_)
    return Resolved(_blanked(source, blanks), tuple(broken))


def _blanked(source: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        begin = max(start, at)
        parts += [source[at:begin], re.sub(r"[^\n]", " ", source[begin:end])]
        at = end
    return "".join([*parts, source[at:]])


def _holds(expression: str) -> bool | None:
    """Whether a condition holds in Outlook; None where it is none. `|` binds weakest, then `&`, then `!`."""
    if len(expression) > _LONGEST:
        return None
    value, rest = _either(expression)
    return None if rest.strip() else value


def _either(text: str) -> tuple[bool | None, str]:
    value, rest = _both(text)
    while rest.lstrip().startswith("|"):
        other, rest = _both(rest.lstrip()[1:])
        value = None if value is None or other is None else value or other
    return value, rest


def _both(text: str) -> tuple[bool | None, str]:
    value, rest = _one(text)
    while rest.lstrip().startswith("&"):
        other, rest = _one(rest.lstrip()[1:])
        value = None if value is None or other is None else value and other
    return value, rest


def _one(text: str) -> tuple[bool | None, str]:
    text = text.lstrip()
    if text.startswith("!"):
        value, rest = _one(text[1:])
        return (None if value is None else not value), rest
    if text.startswith("("):
        value, rest = _either(text[1:])
        return (value, rest.lstrip()[1:]) if rest.lstrip().startswith(")") else (None, rest)
    word = _WORD.match(text)
    return (None, text) if word is None else (_compared(word), text[word.end() :])


def _compared(word: re.Match[str]) -> bool:
    own = _FEATURES.get((word["of"] or word["name"]).lower(), 0.0)
    asked = _number(word["number"] or word["is"])
    match word["order"]:
        case None:
            return own > 0 and (asked is None or own == asked)
        case "lt":
            return 0 < own < (asked or 0)
        case "lte":
            return 0 < own <= (asked or 0)
        case "gt":
            return own > (asked or 0)
        case _:
            return own > 0 and own >= (asked or 0)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
