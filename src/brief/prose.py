"""Inline markup, parsed once: what an editor wrote in a text field becomes nodes that every format spells.

Markup is CommonMark's strong, emphasis, link, code and backslash escape; nothing else of Markdown is read, so that a
line that begins with `#`, `-` or `<` is text. References (`{figure}`, `{reader.field}`, `[@source:3,5-7]`) are
replaced by private-use characters before the markup is parsed, so that `**{asml}**` is strong in every script.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from brief.bidi import ends_owed
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    Check = Callable[["Reference | Link"], tuple[str, str] | None]
    """What is wrong (message, hint) with a reference, or with a link whose address begins with a merge field."""

SCHEMES = ("https", "http", "mailto", "tel")
MOST_LEVELS = 20
"""How deep markup may stand inside markup."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are, in no syntax."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of strong importance."""

    children: Line


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: Line


@dataclass(frozen=True, slots=True)
class Code:
    """Words in a computer's language, verbatim."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address; merge fields may stand inside it, be all of it or its beginning."""

    children: Line
    target: tuple[str | MergeField, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A typed figure inside a sentence: its id and form as written, its words once composed."""

    id: str
    form: Literal["", "signed"] = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SourceLines:
    """One source of a citation with the physical lines cited, as ranges from and to (both included)."""

    source: str
    lines: tuple[tuple[int, int], ...] = ()

    @property
    def spelled(self) -> str:
        """The lines as people write them: `3, 5-7`."""
        return ", ".join(str(low) if low == high else f"{low}\N{EN DASH}{high}" for low, high in self.lines)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from; `numbers` are the sources' numbers once composed."""

    items: tuple[SourceLines, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeField:
    """A word that the sending service fills in; every format but the email prints the fallback."""

    name: str
    token: str = ""
    fallback: str = ""
    preview: str = ""


Inline = Text | Strong | Emphasis | Code | Link | Figure | Citation | MergeField


@dataclass(frozen=True, slots=True)
class Line:
    """A run of inline nodes: a headline, a paragraph, a list item, a table cell."""

    nodes: tuple[Inline, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.nodes)

    def __iter__(self) -> Iterator[Inline]:
        """Its nodes, in reading order."""
        return iter(self.nodes)


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of inline nodes."""

    paragraphs: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.paragraphs)

    def __iter__(self) -> Iterator[Line]:
        """Its paragraphs, in reading order."""
        return iter(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ProseProblem:
    """A reference or link that cannot be read: what, a hint, and where in the field's text it begins."""

    message: str
    hint: str
    offset: int


class ProseError(ValueError):
    """A text field holds references or links that cannot be read; all of them."""

    def __init__(self, problems: tuple[ProseProblem, ...]) -> None:
        """Hold every problem of the field."""
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


Reference = Figure | Citation | MergeField

_BRACE = r"\{(?P<brace>[^{}\n]*)\}"
_IN_MARKUP = re.compile(
    r"\\[\s\S]"
    r"|(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"
    rf"|{_BRACE}"
    r"|\[@(?P<cite>[^\[\]\n]*)\]",
)
_IN_ADDRESS = re.compile(r"\{\s*reader\.(?P<field>\w+)\s*\}")
_IN_PLAIN = re.compile(rf"\\(?P<escaped>[{{}}\\])|{_BRACE}")
_FIGURE = re.compile(r"(?P<id>[A-Za-z_][\w-]*)(?:\.(?P<form>\w+))?")
_CITED = re.compile(r"\s*@?(?P<source>[A-Za-z_][\w-]*)(?:\s*:\s*(?P<lines>[\d\s,\-\N{EN DASH}]+))?\s*")
_RANGE = re.compile(r"\s*(\d+)\s*(?:[-\N{EN DASH}]\s*(\d+)\s*)?")
_BLANKS = re.compile(r"[ \t\r\n]+")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\s*\n\s*")
_SPACED_LINE_END = re.compile(r"[^\S\u00a0\u202f]*\n[^\S\u00a0\u202f]*")
_WIDE = ((0x2E80, 0x312F), (0x3190, 0xA4CF), (0xF900, 0xFAFF), (0xFF00, 0xFF9F), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFD))
"""Ideographs, kana and full-width signs; no pattern's class, for as such they would cost a start five milliseconds."""
_BESIDE_WIDE = "\u2014\u2018\u2019\u201a\u201b\u201c\u201d\u2026"
"""Quotation marks, a dash and dots: between them and a wide sign there is no space either."""
_FIRST_STAND_IN = 0xF0000
_LAST_STAND_IN = 0x10FFFD


def parse_prose(text: str, check: Check | None = None) -> Prose:
    """Read a field of paragraphs; an empty line begins a new one. Raises ProseError with every problem."""
    paragraphs: list[Line] = []
    problems: list[ProseProblem] = []
    for part, offset in _split(text):
        try:
            paragraphs.append(_parse_markup(part, offset, check))
        except ProseError as error:
            problems.extend(error.problems)
    if problems:
        raise ProseError(tuple(problems))
    return Prose(tuple(paragraphs))


def parse_line(text: str, check: Check | None = None) -> Line:
    """Read a field that is one run of markup: a list item, a table cell. Raises ProseError."""
    return _parse_markup(text.strip(), len(text) - len(text.lstrip()), check)


def parse_plain(text: str, check: Check | None = None) -> Line:
    """Read a field of plain words with `{figure}` in it: a title, a headline, a subject. Raises ProseError."""
    replaced, references = _replace(text, 0, _IN_PLAIN, check)
    folded = _BLANKS.sub(" ", replaced).strip(" ")
    return _ended(Line(tuple(_merged(_expand(folded, references)))))


def parse_citation(text: str) -> Citation:
    """Read `source:3,5-7; other:2`, as `from:` holds it. Raises ProseError."""
    citation = _read_citation(text)
    if isinstance(citation, Citation):
        return citation
    raise ProseError((ProseProblem(f"{text!r} names no source and line", "write source:3 or source:3,5-7", 0),))


def parse_target(text: str) -> tuple[str | MergeField, ...]:
    """Read an address that stands alone, with the merge fields in it; other braces are its own."""
    parts = _IN_ADDRESS.split(text)
    return tuple(MergeField(part) if at % 2 else part for at, part in enumerate(parts) if part)


def plain(text: str) -> Line:
    """Words as they are, braces and all."""
    return Line((Text(text),)) if text else Line()


def _ended(line: Line) -> Line:
    """The line, and the ends of what its marks of direction opened."""
    owed = ends_owed("".join(node.text for node in walk(line) if isinstance(node, Text | Code)))
    return Line(tuple(_merged([*line, Text(owed)]))) if owed else line


def walk(line: Line) -> Iterator[Inline]:
    """Every node of a line in reading order, those inside strong, emphasis and links too."""
    for node in line:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from walk(node.children)


def words(
    line: Line,
    citation: Callable[[Citation], str] = lambda _: "",
    field: Callable[[MergeField], str] = lambda one: one.fallback,
    figure: Callable[[Figure], str] = lambda one: one.words,
) -> str:
    """The words of a composed line without any syntax; a merge field gives its fallback, unless said otherwise."""
    parts = []
    for node in line:
        match node:
            case Text(text) | Code(text):
                parts.append(text)
            case Strong(children) | Emphasis(children) | Link(children):
                parts.append(words(children, citation, field, figure))
            case Figure():
                parts.append(figure(node))
            case Citation():
                parts.append(citation(node))
            case MergeField():
                parts.append(field(node))
    return "".join(parts)


def _split(text: str) -> Iterator[tuple[str, int]]:
    """The paragraphs of a text, stripped, each with the offset at which it begins."""
    start = 0
    for end, following in [*(gap.span() for gap in _EMPTY_LINE.finditer(text)), (len(text), len(text))]:
        part = text[start:end]
        if part.strip():
            yield part.strip(), start + len(part) - len(part.lstrip())
        start = following


def _replace(
    text: str,
    start: int,
    pattern: re.Pattern[str],
    check: Check | None,
) -> tuple[str, dict[str, Reference]]:
    """Put a private-use character, one that the text does not hold, in the place of each reference."""
    problems: list[ProseProblem] = []
    references: dict[str, Reference] = {}
    stand_ins = (chr(code) for code in range(_FIRST_STAND_IN, _LAST_STAND_IN) if chr(code) not in text)

    def replace(match: re.Match[str]) -> str:
        groups = match.groupdict()
        if groups.get("escaped"):
            return str(groups["escaped"])
        node: Reference | tuple[str, str] | None
        if groups["brace"] is not None:
            node = _read_brace(groups["brace"])
        elif groups.get("cite") is not None:
            node = _read_citation(groups["cite"])
        else:
            return match[0]
        wrong = node if isinstance(node, tuple) else (check(node) if check else None)
        if wrong or isinstance(node, tuple):
            problems.append(ProseProblem(*(wrong or ("", "")), start + match.start()))
            return match[0]
        stand_in = next(stand_ins)
        references[stand_in] = node
        return stand_in

    replaced = pattern.sub(replace, text)
    if problems:
        raise ProseError(tuple(problems))
    return replaced, references


def _read_brace(inside: str) -> Reference | tuple[str, str]:
    match = _FIGURE.fullmatch(inside.strip())
    if not match:
        return f"{{{inside}}} is no figure's id", r"write \{ for a brace that should be printed"
    name, form = match["id"], match["form"] or ""
    if name == "reader":
        if not form:
            return "{reader} names no field", "write {reader.first_name}, a field declared under reader: in desk.yaml"
        return MergeField(form)
    if form == "signed":
        return Figure(name, "signed")
    if form:
        return f"{{{inside}}} asks for {form!r}, which no figure has", f"write {{{name}}} or {{{name}.signed}}"
    return Figure(name)


def _read_citation(inside: str) -> Reference | tuple[str, str]:
    items = []
    for part in inside.split(";"):
        match = _CITED.fullmatch(part)
        ranges = read_lines(match["lines"]) if match and match["lines"] else ()
        if not match or ranges is None:
            return f"[@{inside}] is no citation", "write [@source], [@source:3] or [@source:3,5-7; other:2]"
        items.append(SourceLines(match["source"], ranges))
    return Citation(tuple(items))


def read_lines(text: str) -> tuple[tuple[int, int], ...] | None:
    """The line ranges that `3,5-7` names, or None where it is no such list."""
    ranges = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if not match:
            return None
        low, high = int(match[1]), int(match[2] or match[1])
        if not 0 < low <= high:
            return None
        ranges.append((low, high))
    return tuple(ranges)


def _parse_markup(
    text: str,
    start: int,
    check: Check | None,
) -> Line:
    replaced, references = _replace(text, start, _IN_MARKUP, check)
    tokens = _markdown().parseInline(replaced)[0].children or []
    if any(token.level > MOST_LEVELS for token in tokens):
        message = f"more than {MOST_LEVELS} levels of markup, one inside the other"
        raise ProseError((ProseProblem(message, "write it flatter", start),))
    reader = _Reader(iter(tokens), references, check)
    line = reader.line("")
    if reader.refused:
        raise ProseError(tuple(_refused(reader.refused, text, start)))
    return _ended(line)


def _refused(refused: Iterable[tuple[str, str, str]], text: str, start: int) -> Iterator[ProseProblem]:
    """What is wrong with links, each where its address stands; they come in the order of the text."""
    at = 0
    for written, message, hint in refused:
        at = max(text.find("](", at), at)
        at = max(text.find(written, at), at)
        yield ProseProblem(message, hint, start + at)
        at += 1


class _Reader:
    """Markdown's flat tokens folded into nodes, stand-ins turned back into references."""

    def __init__(self, tokens: Iterator[Token], references: Mapping[str, Reference], check: Check | None) -> None:
        self.tokens = tokens
        self.references = references
        self.check = check
        self.refused: list[tuple[str, str, str]] = []

    def line(self, until: str) -> Line:
        nodes: list[Inline] = []
        for token in self.tokens:
            match token.type:
                case "text" | "text_special":
                    nodes.extend(_expand(token.content, self.references))
                case "softbreak" | "hardbreak":
                    nodes.append(Text("\n"))
                case "code_inline":
                    nodes.append(Code(token.content))
                case "strong_open":
                    nodes.append(Strong(self.line("strong_close")))
                case "em_open":
                    nodes.append(Emphasis(self.line("em_close")))
                case "link_open":
                    nodes.append(self.link(str(token.attrs["href"])))
                case closing if closing == until:
                    break
        return Line(tuple(_merged(nodes)))

    def link(self, href: str) -> Link:
        parts = tuple(_expand(href, self.references))
        target = tuple(
            part.text if isinstance(part, Text) else part for part in parts if isinstance(part, Text | MergeField)
        )
        field = target[0] if target and isinstance(target[0], MergeField) else None
        if len(target) < len(parts) or not (field or is_address(href)):
            written = "".join(part.text for part in parts if isinstance(part, Text))
            hint = f"links begin with {', '.join(f'{scheme}:' for scheme in SCHEMES)}"
            self.refused.append((written, f"a link leads to {written!r}, which is no address", hint))
        elif field and self.check and (wrong := self.check(Link(Line(), target))):
            self.refused.append((f"{{reader.{field.name}}}", *wrong))
        return Link(self.line("link_close"), target)


def names_scheme(target: str) -> bool:
    """Whether it begins as an address does, however it is spaced."""
    return re.match(r"[A-Za-z][A-Za-z\d+.-]*:", "".join(target.split())) is not None


def is_address(target: str) -> bool:
    """Whether a link may lead there: https, http, mailto or tel, with something behind the scheme."""
    scheme, _, rest = target.partition(":")
    if scheme.lower() in {"https", "http"}:
        return re.match(r"//[^/\s?#]", rest) is not None and not re.search(r"\s", rest)
    return scheme.lower() in SCHEMES and re.match(r"[^/\s]\S*\Z", rest) is not None


def _expand(text: str, references: Mapping[str, Reference]) -> Iterator[Inline]:
    run = ""
    for character in text:
        if character in references:
            if run:
                yield Text(run)
            run = ""
            yield references[character]
        else:
            run += character
    if run:
        yield Text(run)


def _merged(nodes: Iterator[Inline] | list[Inline]) -> Iterator[Inline]:
    """Adjacent words joined; line ends become spaces, but nothing where Chinese and Japanese have no spaces.

    The space before a citation goes: each format sets its own distance between a word and its source number.
    """
    run: list[str] = []

    def text(*, before_citation: bool = False) -> Iterator[Text]:
        joined = "".join(run)
        joined = _LINE_END.sub(_line_end, joined)
        joined = joined.rstrip(" ") if before_citation else joined
        run.clear()
        if joined:
            yield Text(joined)

    for node in nodes:
        if isinstance(node, Text):
            run.append(node.text)
        else:
            yield from text(before_citation=isinstance(node, Citation))
            yield node
    yield from text()


def _line_end(found: re.Match[str]) -> str:
    """What a line end between words becomes."""
    around = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    wide = [sign != "" and any(low <= ord(sign) <= high for low, high in _WIDE) for sign in around]
    if any(wide) and all(
        is_wide or (sign and sign in _BESIDE_WIDE) for sign, is_wide in zip(around, wide, strict=True)
    ):
        return ""
    return _SPACED_LINE_END.sub(" ", found[0])


@cache
def _markdown() -> MarkdownIt:
    """CommonMark's inline rules that the product reads, with links kept as they were typed."""
    from markdown_it import MarkdownIt

    class Inlines(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  (judged by is_address, with a message)
            return True

        def normalizeLink(self, url: str) -> str:  # noqa: N802  (the library's name; the address stays as typed)
            return url

    return Inlines("zero").enable(["emphasis", "link", "backticks", "escape", "newline"])
