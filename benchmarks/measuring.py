"""Commands measured side by side: A B A B ..., so that what else the machine does falls on both."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Command = tuple[str, ...]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""Nobody's own settings: Python keeps compiled modules, for either side."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a task took, in seconds: by the clock, and of the processors, all its processes together."""

    clock: float
    processors: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.clock + other.clock, self.processors + other.processors)


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return median(self.values)

    def __str__(self) -> str:
        return f"{self.median:.2f} ({min(self.values):.2f}-{max(self.values):.2f})"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times one task costs another, round by round."""

    clock: Spread
    processors: Spread
    seconds: tuple[float, float]
    """What each took by the clock, in the middle."""


def run(commands: Sequence[Command], folder: Path) -> Cost:
    """The cost of some commands, one after the other. Raises RuntimeError where one fails."""
    total = Cost(0.0, 0.0)
    for command in commands:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        total += Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            message = f"{' '.join(command)} ended with {process.returncode}: {said.decode(errors='replace')}"
            raise RuntimeError(message)
    return total


def compared(one: Callable[[], Cost], other: Callable[[], Cost], rounds: int) -> Ratio:
    """One task against another; a first round, in which files are read from the disk, does not count."""
    one(), other()
    pairs = [(one(), other()) for _ in range(rounds)]
    return Ratio(
        Spread(tuple(a.clock / b.clock for a, b in pairs)),
        Spread(tuple(a.processors / b.processors for a, b in pairs)),
        (median(a.clock for a, _ in pairs), median(b.clock for _, b in pairs)),
    )
