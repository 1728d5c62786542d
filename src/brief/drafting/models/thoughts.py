"""What a model says, parted from what it thinks.

Thoughts come in a field of their own (`reasoning_content` of the DeepSeek interface and llama.cpp, `reasoning` of
OpenRouter and newer vLLM), or in the answer between marks; a chat template that writes the opening mark itself leaves
the closing one alone. They are neither printed nor stored.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

FIELDS = ("reasoning_content", "reasoning")
"""The fields of a message that hold thoughts."""
_SIGN = re.compile(
    r"(?P<brace>\{(?=\s{0,99}\"))"
    r"|(?P<closes></(?i:seed:)?(?i:think|thinking|thought|reasoning)>|\[/THINK\]|◁/think▷|<\|channel\|>final<\|message\|>)"
    r"|<(?i:seed:)?(?i:think|thinking|thought|reasoning)>|\[THINK\]|◁think▷|<\|channel\|>(?:analysis|commentary)<\|message\|>"
)
"""What an object begins with, what ends thoughts inside an answer, and what opens them: the marks of DeepSeek-R1 and
Qwen, of others like them, of Magistral, Kimi and gpt-oss."""
_TRIED, _TIMES = 2000, 8
"""Braces at which an object is looked for in vain, and how many times over a text is read for it: braces without an
end, each read to the end of the text, would take minutes."""
_DECODER = json.JSONDecoder(strict=False)
"""It lets the line breaks be that models write into their strings."""


class Said(NamedTuple):
    """An answer without its thoughts, and whether there were any."""

    text: str
    thought: bool


def said(message: Mapping[str, Any]) -> Said:
    """What the message of a chat completion says, and whether the model thought before it."""
    content = message.get("content")
    given = "".join(_texts(content)).strip()
    apart = any(isinstance(message.get(name), str) and message[name].strip() for name in FIELDS)
    apart = apart or any(isinstance(part, dict) and part.get("type") == "thinking" for part in _parts(content))
    kept, marked = _kept(given)
    # Half a character of JSON's escapes can be sent nowhere and written nowhere.
    return Said(kept.encode("utf-8", "replace").decode().strip(), apart or marked)


def found(text: str, wanted: Collection[str]) -> dict[str, Any] | None:
    """The JSON object among the words of a text, fenced or not, that has most of the wanted keys; of several the last.

    Some models put their answer under its own name: an object in the object is looked at too. None where none has any,
    as of an object that breaks off, of which only parts are whole.
    """
    objects = [piece.holds for piece in _pieces(text) if piece.holds]
    every = [one for made in objects for one in (*(v for v in made.values() if isinstance(v, dict)), made)]
    having = [made for made in every if any(key in made for key in wanted)]
    return max(reversed(having), key=lambda made: sum(key in made for key in wanted), default=None)


class _Piece(NamedTuple):
    """An object with what it holds, or a mark of thoughts, by its place in a text."""

    start: int
    end: int
    holds: dict[str, Any] | None = None
    closes: bool = False


def _pieces(text: str) -> Iterator[_Piece]:
    """The objects and marks of a text; what stands in an object, a mark among its words, is the object's own."""
    at, tries, left = 0, _TRIED, _TIMES * len(text)
    while sign := _SIGN.search(text, at):
        at = sign.end()
        if not sign["brace"]:
            yield _Piece(sign.start(), at, closes=bool(sign["closes"]))
        elif tries and left > 0:
            try:
                made, at = _DECODER.raw_decode(text, sign.start())
            except (ValueError, RecursionError) as error:
                tries -= 1
                left -= error.pos - sign.start() if isinstance(error, json.JSONDecodeError) else len(text)
            else:
                if made:
                    yield _Piece(sign.start(), at, made)


def _kept(text: str) -> tuple[str, bool]:
    """A text without the thoughts that are marked in it, and whether any were.

    What stands before an end without a beginning was thought; what stands behind a beginning without an end is too.
    """
    kept: list[str] = []
    marks = [piece for piece in _pieces(text) if not piece.holds]
    at, inside = 0, False
    for mark in marks:
        if mark.closes:
            if not inside:
                kept.clear()
            at, inside = mark.end, False
        elif not inside:
            kept.append(text[at : mark.start])
            inside = True
    return "".join(kept if inside else [*kept, text[at:]]), bool(marks)


def _parts(content: Any) -> list[Any]:  # noqa: ANN401  (a tree of JSON)
    return content if isinstance(content, list) else []


def _texts(content: Any) -> Iterator[str]:  # noqa: ANN401  (a tree of JSON)
    """The words of a message: a text, or those of its parts that are text; parts that think are none."""
    if isinstance(content, str):
        yield content
    for part in _parts(content):
        if isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str):
            yield part["text"]
