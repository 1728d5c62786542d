"""A value as YAML or JSON writes it: a text in each style it may have, lists and mappings in blocks or in brackets."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.reading.marks import Style

Value = str | list["Value"] | dict[str, "Value"]
"""What a file may be given: a text, or texts in lists and mappings."""

_UNSEEN = re.compile("[\x85\u2028\u2029\ufeff]")
_PLAIN = re.compile(r"[^\s#&*!|>'\"%@`,\[\]{}?:-]|[?:-](?=\S)")
_AMBIGUOUS = re.compile(
    r"(?i)null|~|true|false|yes|no|on|off|y|n|[-+]?[\d_]*\.?\d+(e[-+]?\d+)?|0[xo][\da-f]+|[-+]?\.(inf|nan)"
)
_IN_BRACKETS = re.compile(r"[,\[\]{}]")


def styles(text: str, style: Style, *, json_only: bool, in_brackets: bool) -> Iterator[str]:
    """The ways to write a text on one line, the style it had first; the last of them holds whatever can be held."""
    double = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
    if json_only or style == "double":
        yield double
        return
    if style == "plain" and _stays_plain(text, in_brackets=in_brackets):
        yield text
    if "\n" not in text and (style == "single" or '"' in text or "\\" in text):
        yield "'" + text.replace("'", "''") + "'"
    yield double


def _stays_plain(text: str, *, in_brackets: bool) -> bool:
    """Whether a text needs no quotes for this reader, nor for others that would make a number or a truth of it."""
    if text != text.strip() or not _PLAIN.match(text) or re.search(r"[\r\n]|: |:$| #", text):
        return False
    return not (_AMBIGUOUS.fullmatch(text) or (in_brackets and _IN_BRACKETS.search(text)))


def bracketed(value: Value, *, json_only: bool) -> str:
    """A value on one line, lists and mappings in brackets."""
    match value:
        case str():
            return next(styles(value, "plain", json_only=json_only, in_brackets=True))
        case list():
            return f"[{', '.join(bracketed(item, json_only=json_only) for item in value)}]"
        case dict():
            entries = (
                f"{bracketed(key, json_only=json_only)}: {bracketed(item, json_only=json_only)}"
                for key, item in value.items()
            )
            return f"{{{', '.join(entries)}}}"


def block(value: Value, indent: int, end: str) -> str:
    """A value behind its key or dash, lists and mappings in lines of their own; `end` is what ends a line."""
    match value:
        case str():
            return f" {next(styles(value, 'plain', json_only=False, in_brackets=False))}"
        case list() | dict() if not value:
            return f" {bracketed(value, json_only=False)}"
        case list():
            return "".join(f"{end}{item_line(item, indent, end)}" for item in value)
        case dict():
            return "".join(f"{end}{entry_line(key, item, indent, end)}" for key, item in value.items())


def entry_line(key: str, value: Value, indent: int, end: str) -> str:
    """A key with its value as a line of a block, or several."""
    written = next(styles(key, "plain", json_only=False, in_brackets=False))
    return f"{' ' * indent}{written}:{block(value, indent + 2, end)}"


def item_line(value: Value, indent: int, end: str) -> str:
    """An item of a list as a line of a block, or several: a mapping's first key stands behind the dash."""
    written = block(value, indent + 2, end)
    if isinstance(value, dict) and value:
        written = f" {written.removeprefix(end).lstrip(' ')}"
    return f"{' ' * indent}-{written}"
