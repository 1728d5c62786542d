"""How targets count: the units of their limits."""

from __future__ import annotations

import json
from typing import TypeAlias

Payload: TypeAlias = "str | dict[str, object]"
"""What is posted: text as it is, or the structure of a JSON body."""


def characters(text: str) -> int:
    """Unicode's code points."""
    return len(text)


def utf16_units(text: str) -> int:
    """Units of UTF-16, as JavaScript and Java count: two for what lies beyond the first plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def octets(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def compact(value: object) -> str:
    """A structure as JSON without a space that it does not need, its keys sorted."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def written(payload: Payload) -> bytes:
    """The bytes that are posted: text, or JSON that people can read too."""
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False, indent=2) + "\n"
    return text.encode()
