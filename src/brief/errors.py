"""What can go wrong, and how it is said.

    BriefError            message, place, hint
      InputError          the briefing, the desk file or a theme is at fault: every problem at once    exit 1
      FormatError         one artifact cannot be made; the others are                                 exit 1
      UsageError          the command's words are off                                                 exit 2
      MachineError        a part of this machine or a remote side is missing or refuses               exit 3

Each is one clear message with its place and what to do; none reaches a person as a traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file as the person named it, 1-based line and column (0: not known)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path:line:column`, as far as it is known."""
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it."""

    message: str
    place: Place | None = None
    hint: str = ""

    def __str__(self) -> str:
        """`path:line:column: message`, with the hint on a line of its own."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        hint = "\n".join(f"    {line}" for line in self.hint.splitlines())
        return f"{head}\n{hint}" if hint else head


class BriefError(Exception):
    """An error that a person can mend, said in their words."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, place: Place | None = None, hint: str = "") -> None:
        """Say what is wrong, where, and what to do."""
        self.problems: tuple[Problem, ...] = (Problem(message, place, hint),)
        super().__init__(message)

    def __str__(self) -> str:
        """Every problem, each on its own lines."""
        return "\n".join(str(problem) for problem in self.problems)

    def __reduce__(self) -> tuple[object, ...]:
        """How another process is told of it, whatever made it."""
        return _told, (type(self), self.args, self.__dict__)


def _told(kind: type[BriefError], args: tuple[object, ...], state: dict[str, object]) -> BriefError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(BriefError):
    """The files an editor wrote are at fault; nothing was made of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Hold every problem that was found, in the order of the file."""
        super().__init__(problems[0].message)
        self.problems = tuple(problems)


class FormatError(BriefError):
    """One artifact cannot be made from this Document; the others can."""


class UsageError(BriefError):
    """The command was called with words that do not fit together."""

    exit_code: ClassVar[int] = 2


class MachineError(BriefError):
    """A part of this machine is missing, or a remote side does not answer."""

    exit_code: ClassVar[int] = 3
