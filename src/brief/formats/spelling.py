"""How a value becomes syntax: the base of every format's spelling, and the types that name a context.

A spelling is Jinja's `finalize`: whatever a template prints passes through it exactly once. It gives `Markup`, so
that autoescape leaves its output alone and would escape anything that came round it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from markupsafe import Markup

from brief.prose import Citation, Code, Emphasis, Figure, Line, Link, MergeField, Prose, Strong, Text
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from brief.prose import Inline


@dataclass(frozen=True, slots=True)
class Url:
    """An address, where the syntax wants one."""

    parts: tuple[str | MergeField, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A line inside a table cell."""

    line: Line


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words of our own templates' making that are syntax already: a number of CSS, a geometry."""

    text: str


class SpellingError(TypeError):
    """A template printed what has no spelling: None, a float, a whole object."""


class Spelling:
    """Plain words; a format overrides what its syntax says otherwise."""

    rtl = False
    vocabulary: ClassVar[Mapping[str, Callable[..., object]]] = {}
    """What the format's templates may call beside the globals of all formats."""

    def __call__(self, value: object) -> Markup:
        """Spell whatever a template prints. Raises SpellingError for what no reader should see."""
        return value if isinstance(value, Markup) else Markup(self.spelled(value))  # noqa: S704  (made safe here)

    def spelled(self, value: object) -> str:
        """A value in the format's syntax. Raises SpellingError."""
        match value:
            case str():
                return self.text(value)
            case int() if not isinstance(value, bool):
                return str(value)
            case Line():
                return self.line(value)
            case Strong() | Emphasis() | Code() | Link() | Figure() | MergeField():
                return self.line(Line((value,)))
            case Prose():
                return self.paragraphs([self.line(line) for line in value])
            case Citation():
                return self.citation(value)
            case Url():
                return self.address(value.parts)
            case Cell():
                return self.cell(value.line)
            case Verbatim():
                return value.text
        message = f"a template printed {value!r}, which has no spelling"
        raise SpellingError(message)

    def line(self, line: Line) -> str:
        """A run of inline nodes."""
        return self.inline(line)

    def inline(self, nodes: Iterable[Inline]) -> str:
        """Inline nodes one after another."""
        return "".join(map(self.node, nodes))

    def node(self, node: Inline) -> str:
        """One inline node."""
        match node:
            case Text(text):
                return self.text(text)
            case Strong(children):
                return self.strong(self.inline(children))
            case Emphasis(children):
                return self.emphasis(self.inline(children))
            case Code(text):
                return self.code(text)
            case Link(children, target):
                return self.link(self.inline(children), target)
            case Figure():
                return self.figure(node)
            case Citation():
                return self.citation(node)
            case MergeField():
                return self.merge(node)

    def text(self, words: str) -> str:
        """Words as they are."""
        return words

    def strong(self, inner: str) -> str:
        """Words of strong importance."""
        return inner

    def emphasis(self, inner: str) -> str:
        """Stressed words."""
        return inner

    def code(self, words: str) -> str:
        """Words in a computer's language."""
        return self.text(words)

    def link(self, inner: str, target: tuple[str | MergeField, ...]) -> str:
        """Words that lead to an address."""
        return f"{inner} ({self.address(target)})"

    def address(self, parts: tuple[str | MergeField, ...]) -> str:
        """An address; a merge field inside it gives its fallback, percent-encoded: it is a part and adds none.

        One that the address begins with gives an address.
        """
        spelled = (part if isinstance(part, str) else quote(part.fallback, safe="") for part in parts[1:])
        return "".join((*(part if isinstance(part, str) else part.fallback for part in parts[:1]), *spelled))

    def figure(self, figure: Figure) -> str:
        """A figure inside a sentence; where the text runs right to left, in the direction of its own words (UAX 9)."""
        words = self.text(figure.words)
        return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if self.rtl else words

    def citation(self, citation: Citation) -> str:
        """Source numbers."""
        return f" [{', '.join(map(str, citation.numbers))}]" if citation.numbers else ""

    def merge(self, field: MergeField) -> str:
        """A merge field: its fallback, but in the email."""
        return self.text(field.fallback)

    def cell(self, line: Line) -> str:
        """A line inside a table cell."""
        return self.line(line)

    def paragraphs(self, lines: list[str]) -> str:
        """Paragraphs, an empty line between."""
        return "\n\n".join(lines)


_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


class HtmlSpelling(Spelling):
    """HTML text and quoted attributes."""

    def text(self, words: str) -> str:
        """Words with HTML's five characters as entities."""
        return words.translate(_HTML)

    def strong(self, inner: str) -> str:
        """Words of strong importance."""
        return f"<strong>{inner}</strong>"

    def emphasis(self, inner: str) -> str:
        """Stressed words."""
        return f"<em>{inner}</em>"

    def code(self, words: str) -> str:
        """Words in a computer's language."""
        return f"<code>{self.text(words)}</code>"

    def link(self, inner: str, target: tuple[str | MergeField, ...]) -> str:
        """Words that lead to an address."""
        return f'<a href="{self.address(target)}">{inner}</a>'

    def address(self, parts: tuple[str | MergeField, ...]) -> str:
        """An address inside a quoted attribute."""
        return self.text(super().address(parts))

    def figure(self, figure: Figure) -> str:
        """A figure inside a sentence, with its id."""
        return f'<bdi class="figure" data-figure="{self.text(figure.id)}">{self.text(figure.words)}</bdi>'

    def citation(self, citation: Citation) -> str:
        """Source numbers, raised."""
        return f'<sup class="cite">{",".join(map(str, citation.numbers))}</sup>' if citation.numbers else ""

    def paragraphs(self, lines: list[str]) -> str:
        """Paragraphs."""
        return "\n".join(f"<p>{line}</p>" for line in lines)
