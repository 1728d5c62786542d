"""What a model says, parted from what it thinks.

Thoughts come in a field of their own (`reasoning_content` of the DeepSeek interface and llama.cpp, `reasoning` of
OpenRouter and newer vLLM), or in the answer between marks; a chat template that writes the opening mark itself leaves
the closing one alone. They are neither printed nor stored.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIELDS = ("reasoning_content", "reasoning")
"""The fields of a message that hold thoughts."""
MARKS = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("[THINK]", "[/THINK]"),
    ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
)
"""What opens and ends thoughts inside an answer: of DeepSeek-R1 and Qwen, of others like them, Magistral, gpt-oss."""
_TRIED = 50
"""Braces at which an object is looked for."""


class Said(NamedTuple):
    """An answer without its thoughts, and whether there were any."""

    text: str
    thought: bool


def said(message: Mapping[str, Any]) -> Said:
    """What the message of a chat completion says, and whether the model thought before it."""
    given = "".join(_texts(message.get("content"))).strip()
    apart = any(isinstance(message.get(name), str) and message[name].strip() for name in FIELDS)
    if _is_object(given):  # whatever stands in its words
        return Said(given, apart)
    rests = list(_rests(given))
    if rests:
        return Said(next((rest for rest in rests if found(rest)), rests[-1]), thought=True)
    if given.startswith(tuple(opens for opens, _ in MARKS)):
        return Said("", thought=True)
    return Said(given, apart)


def found(text: str) -> dict[str, Any] | None:
    """The JSON object that a text is, or that stands among its words, fenced or not; None where there is none."""
    decoder = json.JSONDecoder()
    for start in [at for at, sign in enumerate(text) if sign == "{"][:_TRIED]:
        try:
            made, _ = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(made, dict) and made:
            return made
    return None


def _is_object(text: str) -> bool:
    try:
        return text.startswith("{") and isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _texts(content: Any) -> Iterator[str]:  # noqa: ANN401  (a tree of JSON)
    """The words of a message: a text, or those of its parts that are text; parts that think are none."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            if isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str):
                yield part["text"]


def _rests(text: str) -> Iterator[str]:
    """What stands behind each mark that ends thoughts, the first one first."""
    for _, ends in MARKS:
        at = text.find(ends)
        while at >= 0:
            yield text[at + len(ends) :].strip()
            at = text.find(ends, at + len(ends))
