"""How results are said on a terminal: plain lines, a table, and a sign of life when work takes long."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from brief.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

_STYLES = {"bold": "1", "red": "31", "yellow": "33", "green": "32", "dim": "2"}
_PATIENCE = 1.0
"""Seconds after which work shows what it is doing."""


def styled(text: str, style: str, stream: TextIO) -> str:
    """The text in a style, where the stream is a terminal and NO_COLOR (no-color.org) is not set."""
    if os.environ.get("NO_COLOR") or not stream.isatty() or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def complain(text: str) -> None:
    """Say a problem on stderr."""
    sys.stderr.write(f"{text}\n")


def announce(text: str) -> None:
    """Say a line on stdout at once, whether a person or a program reads it; MachineError where it takes no more."""
    with _listened_to():
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def hand_over(data: bytes) -> None:
    """Write bytes to stdout as they are; MachineError where it takes no more."""
    with _listened_to():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@contextmanager
def _listened_to() -> Iterator[None]:
    """Output that a reader may leave: whoever has had enough is spoken to no more, and the work goes on."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        message = f"not all that was said could be written: {error.strerror}"
        raise MachineError(message) from error


def table(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Rows aligned in columns, two spaces apart; `right` names the columns set flush right."""
    rows = [list(row) for row in rows]
    flush = set(right)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if at in flush else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1000:,.1f} kB" if count >= 1000 else f"{count} B"  # noqa: PLR2004  (SI)


class Progress:
    """One line on stderr that says what is being done, from the second second on; nothing where no one looks."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Be silent where asked, or where stderr is no terminal."""
        self.shown = not quiet and sys.stderr.isatty()
        self.step = ""
        self.lock = threading.Lock()
        self.timer: threading.Timer | None = None
        self.late = False

    def __enter__(self) -> Self:
        """Begin to wait."""
        if self.shown:
            self.timer = threading.Timer(_PATIENCE, self._begin)
            self.timer.daemon = True
            self.timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self.timer:
            self.timer.cancel()
        with self.lock:
            if self.late:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
            self.late = self.shown = False

    def __call__(self, step: str) -> None:
        """Say what is being done now."""
        with self.lock:
            self.step = step
            self._write()

    def _begin(self) -> None:
        with self.lock:
            self.late = True
            self._write()

    def _write(self) -> None:
        if self.late and self.shown:
            sys.stderr.write(f"\r\x1b[K{self.step} …")
            sys.stderr.flush()
