"""A mistake of syntax, the lines around it, and how they should stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.errors import Problem
from brief.values import dataclass

if TYPE_CHECKING:
    from brief.reading.text import FileText


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where reading stopped and why, in the parser's words.

    `context` is the line on which what could not be read begins, `opened` that of a quoted text of several lines read
    just before (0: none); reading can go past a mistake that is `readable`.
    """

    what: str
    offset: int
    line: int
    column: int
    context: int
    opened: int
    readable: bool


@dataclass(frozen=True, slots=True)
class Mend:
    """Lines from `first` on as they should stand (as many as before), and how to say so."""

    message: str
    hint: str
    first: int
    lines: tuple[str, ...]
    column: int

    @property
    def last(self) -> int:
        """The last line that changes."""
        return self.first + len(self.lines) - 1


_LINE = re.compile(
    r"(?P<lead>\s*(?:-\s+)*)(?P<key>(?:\"[^\"]*\"|[^\W\d][\w -]*?)\s*:(?:\s+|$))?(?P<value>.*?)(?P<rest>\s+#.*|\s*)",
)
_MOST_SHOWN = 160
_LONGEST_KEY = 1024
"""In characters (YAML 1.1, 9.2)."""
_JSON_LINE = re.compile(r"(?P<lead>\s*)(?P<key>\"[^\"]*\"\s*:\s*)(?P<value>.*?)(?P<rest>,?\s*)")
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
SINGLE = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, taken apart: blanks and dashes, key with its colon, value, comment."""

    number: int
    text: str
    lead: str
    key: str
    value: str
    rest: str

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def column(self) -> int:
        """Where its value begins, 1-based."""
        return len(self.lead) + len(self.key) + 1

    @property
    def name(self) -> str:
        """Its key."""
        return self.key.strip().rstrip(":").strip()

    @property
    def parent(self) -> int:
        """The column, 0-based, beyond which a line belongs to this one's value."""
        return len(self.lead) if self.key else max(self.lead.rfind("-"), 0)


def take_apart(source: FileText, number: int) -> Line:
    """One line of a file, with what JSON puts behind a value counted as the rest."""
    text = source.line(number)
    match = _JSON_LINE.fullmatch(text) or _LINE.fullmatch(text)
    groups = match.groupdict("") if match else {"lead": "", "key": "", "value": text, "rest": ""}
    return Line(number, text, **groups)


def continuing(source: FileText, line: Line) -> list[str]:
    """The lines that belong to a line's value: deeper ones, and empty ones between them."""
    lines: list[str] = []
    for number in range(line.number + 1, len(source.starts) + 1):
        text = source.line(number)
        if text.strip() and len(text) - len(text.lstrip()) <= line.parent:
            break
        lines.append(text)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def in_quotes(text: str) -> str:
    """A text in the quotation marks that need no escapes, if there are such."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else f'"{_escaped(text)}"'


def as_text(source: FileText, line: Line, value: str, message: str, *, under: bool = False) -> Mend:
    """The mend that makes a line's value, with all that belongs to it, a text: in quotes, or under `|`."""
    more = continuing(source, line)
    json = line.key.startswith('"')
    head = f"{line.lead}{line.key}"
    if more:
        lines = (f'{head}"{_escaped(value)}', *(_escaped(text) for text in more[:-1]), f'{_escaped(more[-1])}"')
    else:
        lines = (f"{head}{in_quotes(value)}{line.rest}".rstrip(),)
    if not json and (more or under or lines[0].endswith('\\""') or '\\"' in lines[0]):
        indent = " " * (line.parent + 2)
        hint = "\n".join([f"{head}|", *(f"{indent}{text.strip()}".rstrip() for text in (value, *more))])
    else:
        hint = lines[0]
    return Mend(message, hint, line.number, lines, line.column)


def shorten(line: str) -> str:
    """A line for a terminal, cut where it is long."""
    return line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"


_EXPLAINED = (
    ("alias", "`*` repeats another part of the file, which no briefing does", "write it out"),
    ("anchor", "`&` names a part of the file to be repeated, which no briefing does", "write it out each time"),
    ("tag", "`!` gives a type, which no briefing does", "text that begins with ! needs quotes"),
    ("lone key", "a key without a value inside braces", "a text that holds a comma needs quotes"),
    ("expected ','", "a bracket or brace is not closed, or a comma is missing", "look at the lines above, too"),
    ("end of stream", "a quotation mark is never closed", "the text that begins on this line has no end"),
    ("expected ':'", "this line has no colon", "a key has one; text that goes on is further in than its key"),
    ("mapping values", "a colon where none can stand", "text with a colon needs quotes"),
    ("start any token", "text cannot begin with this character", "put the text in quotes, or under |"),
    ("Unicode character", "this code stands for no character", "write the character itself"),
    ("escape", "a backslash inside double quotes begins a code", "use single quotes"),
)


def explain(source: FileText, mistake: Mistake) -> Problem:
    """A mistake that no rule mends, as well as it can be told."""
    begins = mistake.context if "end of stream" in mistake.what else 0
    place = source.place(source.starts[begins - 1] if begins else mistake.offset)
    if "expected ':'" in mistake.what and mistake.column > _LONGEST_KEY:
        message = f"a key has at most {_LONGEST_KEY:,} characters"
        return Problem(message, source.place(source.starts[mistake.line - 1]), "long text goes behind the colon")
    for part, message, hint in _EXPLAINED:
        if part in mistake.what:
            return Problem(message, place, hint)
    return Problem(
        "this does not fit what stands above", place, "compare its indentation and quotes with its neighbours"
    )
