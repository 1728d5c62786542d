"""What a model is asked for: words on an article's lines, and the ids of figures and quotations. Never an amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from brief.drafting.drafts import REFERENCE
from brief.drafting.models.thoughts import found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

NAME = "briefing"
"""What the schema is called in a request."""
_PARAGRAPHS, _LINES, _FIGURES, _QUOTATIONS = 6, 8, 4, 2
"""The most of each that an answer is asked for."""
_LONGEST = 1500
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]+"
)


def _plain(given: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Words on one line, without the marks of strong and emphasis that models like, and without what nobody sees."""
    if not isinstance(given, str):
        return given
    text = " ".join(_UNSEEN.sub(" ", given.replace("\N{SOFT HYPHEN}", "")).split())
    return _MARKS.sub(lambda mark: mark[2] or mark[3], text)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra={"additionalProperties": False})


def _no_truth(given: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """A number; `true` is the first line to Python alone."""
    if isinstance(given, bool):
        raise PydanticCustomError("int_type", "input should be a valid integer")
    return given


Words = Annotated[str, Field(max_length=_LONGEST), BeforeValidator(_plain)]
Line = Annotated[int, BeforeValidator(_no_truth)]


class Passage(_Model):
    """Words, and the numbers of the lines that bear them out."""

    text: Words
    lines: tuple[Line, ...]


class Paragraph(Passage):
    """A paragraph with what stands above it; the heading may be empty."""

    heading: Words


class Proposal(_Model):
    """The words of a briefing, as a model proposes them."""

    title: Passage
    dek: Passage
    bottom_line: Passage
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, max_length=_PARAGRAPHS)
    key_figures: tuple[str, ...]
    quotations: tuple[str, ...]

    def passages(self) -> Iterator[tuple[str, Passage]]:
        """Every passage with the name by which a problem in it is told."""
        yield from (("title", self.title), ("dek", self.dek), ("bottom_line", self.bottom_line))
        for number, paragraph in enumerate(self.paragraphs, 1):
            yield f"paragraph {number}", paragraph


class FaultyError(Exception):
    """An answer that is no proposal; `faults` say why, a line each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Hold every fault that was found."""
        self.faults = tuple(one if len(one) <= _LONGEST_FAULT else f"{one[:_LONGEST_FAULT]}…" for one in faults)
        super().__init__(self.faults[0])


class Known(NamedTuple):
    """What an answer may name: lines from 1 to `lines`, and the ids of figures and quotations."""

    lines: int
    figures: Collection[str]
    quotations: Collection[str]


def schema(known: Known) -> dict[str, Any]:
    """The JSON Schema of a proposal on an article, in the part of it that servers keep.

    Everything is required, and no text has a length. What can be named is listed and lists are short, so that a server
    that keeps the schema lets no model name anything else, nor go on for ever: validation is less strict than that.
    """
    made: dict[str, Any] = _kept(Proposal.model_json_schema())
    for part in made["$defs"].values():
        part["properties"]["lines"] |= {"minItems": 1, "maxItems": _LINES}
        part["properties"]["lines"]["items"] |= {"minimum": 1, "maximum": known.lines}
    for name, ids, most in (("key_figures", known.figures, _FIGURES), ("quotations", known.quotations, _QUOTATIONS)):
        made["properties"][name]["maxItems"] = most if ids else 0
        if ids:
            made["properties"][name]["items"]["enum"] = [*ids]
    return made


_LEFT = frozenset({"title", "description", "maxLength", "minLength"})
"""What servers refuse, or translate into a grammar of thousands of rules; validation asks for it afterwards."""


def _kept(node: Any, *, names: bool = False) -> Any:  # noqa: ANN401  (a tree of JSON)
    match node:
        case dict():
            return {
                key: _kept(value, names=key in {"properties", "$defs"})
                for key, value in node.items()
                if names or key not in _LEFT
            }
        case list():
            return [_kept(one) for one in node]
    return node


def proposal(text: str, known: Known) -> Proposal:
    """The proposal that an answer holds. Raises FaultyError with every fault in it."""
    content = found(text, Proposal.model_fields)
    if content is None:
        keys = ", ".join(Proposal.model_fields)
        raise FaultyError((f"the answer holds no JSON object that is whole and has the keys {keys}",))
    try:
        made = Proposal.model_validate(content)
    except ValidationError as error:
        raise FaultyError(tuple(_fault(one) for one in error.errors(include_url=False)[:_TOLD])) from None
    if faults := tuple(_unknown(made, known))[:_TOLD]:
        raise FaultyError(faults)
    return made


_TOLD, _LONGEST_FAULT = 12, 200
"""Faults that are told at once, and characters of each: a model's own words are among them."""


def _fault(error: Any) -> str:  # noqa: ANN401  (pydantic's mapping)
    place = ".".join(map(str, error["loc"]))
    return f"{place}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _unknown(made: Proposal, known: Known) -> Iterator[str]:
    """Lines, figures and quotations that are named and do not exist."""
    for name, passage in made.passages():
        yield from (
            f"{name}: there is no line {number}; the article has {known.lines}"
            for number in passage.lines
            if not 0 < number <= known.lines
        )
        words = f"{passage.text} {passage.heading}" if isinstance(passage, Paragraph) else passage.text
        for used in dict.fromkeys(match[1] for match in REFERENCE.finditer(words)):
            if used not in known.figures:
                yield f"{name}: there is no figure {{{used}}}"
    for name, ids, listed in (
        ("key_figures", made.key_figures, known.figures),
        ("quotations", made.quotations, known.quotations),
    ):
        yield from (f"{name}: there is no {one!r}" for one in ids if one not in listed)
