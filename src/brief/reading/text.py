"""The bytes of a text file as characters with lines and columns, and what is wrong with them."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from itertools import islice
from typing import TYPE_CHECKING

from brief.errors import Place, Problem
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
UNPRINTED = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff{_NO_CHARACTERS}]")
"""Control characters, marks of byte order, surrogates and what Unicode calls noncharacters."""
_MOST_TOLD = 20  # one slip of a program can leave thousands
_SAVE_AS = "save the file as UTF-8"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A point in a text: 1-based line and column, 0-based offset; all in characters, a BOM not counted."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class FileText:
    """The characters of a file, without its BOM, and the offset at which each line begins."""

    path: str
    text: str
    starts: tuple[int, ...]

    @property
    def is_json(self) -> bool:
        """Whether its keys and texts stand in quotes."""
        return self.path.endswith(".json")

    def mark(self, offset: int) -> Mark:
        """The line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return Mark(line, offset - self.starts[line - 1] + 1, offset)

    def place(self, offset: int) -> Place:
        """The place of an offset, for a message."""
        mark = self.mark(offset)
        return Place(self.path, mark.line, mark.column)

    def line(self, number: int) -> str:
        """One line (the first is 1) without its end."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    def lines(self) -> tuple[str, ...]:
        """Every line without its end; what follows the last line end counts only when it holds something."""
        lines = tuple(self.line(number) for number in range(1, len(self.starts) + 1))
        return lines if lines[-1] else lines[:-1]


def file_text(path: str, text: str) -> FileText:
    """A text with its line starts."""
    return FileText(path, text, (0, *(end.end() for end in _LINE_END.finditer(text))))


def decode(path: str, data: bytes) -> tuple[FileText, tuple[Problem, ...]]:
    """The characters of a file and what is wrong with its bytes; wrong ones become U+FFFD or a space."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return file_text(path, ""), (Problem("this file is UTF-16, not UTF-8", Place(path), _SAVE_AS),)
    problems: tuple[Problem, ...] = ()
    body = data.removeprefix(BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        text = body.decode(errors="replace")
        problems = (_wrong_byte(path, body, error.start, len(data) - len(body)),)
    source = file_text(path, text)
    if UNPRINTED.search(text):
        problems += tuple(unprinted(text, source.place))
        source = FileText(path, UNPRINTED.sub(" ", text), source.starts)
    return source, problems


def unprinted(text: str, place: Callable[[int], Place]) -> Iterator[Problem]:
    """A problem for each character that cannot be printed; `place` says where an offset stands."""
    for found in islice(UNPRINTED.finditer(text), _MOST_TOLD):
        yield Problem(
            f"a character that cannot be printed stands here (U+{ord(found[0]):04X})",
            place(found.start()),
            "delete it; some programs leave such characters behind when text is copied",
        )


def _wrong_byte(path: str, body: bytes, start: int, mark_size: int) -> Problem:
    """The first byte that is no UTF-8, by its line and column (counted in characters) and its number in the file."""
    before = body[:start].decode()
    mark = file_text(path, before).mark(len(before))
    byte = body[start]
    try:
        probably = f"in Windows-1252 it would be {bytes([byte]).decode('cp1252')}; "
    except UnicodeDecodeError:
        probably = ""
    message = f"this file is not UTF-8: byte {mark_size + start} is 0x{byte:02X}"
    return Problem(message, Place(path, mark.line, mark.column), f"{probably}{_SAVE_AS}")
