"""E21: what SpamAssassin makes of the message, where it is installed and asked for."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from brief.checks.base import Hit
from brief.errors import MachineError
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.mail.message import Mail

COMMAND = "spamassassin"
_NEAR, _SPAM = 2.0, 5.0
"""SpamAssassin calls a message spam from 5 points on; receivers that ask for less exist."""
_RECEIVER = b"To: Reader <reader@example.org>\r\n"
"""What a draft lacks until it is sent, and SpamAssassin would count against it."""
_PATIENCE = 120
_STATUS = re.compile(r"^X-Spam-Status:[^,]*,\s*score=(-?[\d.]+)", re.MULTILINE)
_ROW = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s+([A-Z][A-Z0-9_]+)\s+(.*(?:\n {4,}\S.*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Points:
    """One of SpamAssassin's tests that the message met, and what it counts."""

    points: float
    name: str
    about: str


def score(data: bytes) -> tuple[float, tuple[Points, ...]]:
    """A message's points by its content alone (no network), and the tests that gave them. Raises MachineError."""
    command = shutil.which(COMMAND)
    if command is None:
        message = "SpamAssassin is not installed, so nothing can be said about spam"
        raise MachineError(message, hint="on Debian and Ubuntu: apt-get install spamassassin; or leave --spam out")
    try:
        done = subprocess.run(  # noqa: S603  (found on the path, given the message alone)
            [command, "--local", "--test-mode"], input=data, capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        message = f"SpamAssassin could not judge the message: {error}"
        raise MachineError(message, hint="try `spamassassin --lint`") from error
    report = done.stdout.decode("utf-8", "replace")
    found = _STATUS.search(report)
    if found is None:
        raise MachineError("SpamAssassin gave no score", hint="try `spamassassin --lint`")
    tests = report.rpartition("Content analysis details:")[2]
    rows = (Points(float(row[1]), row[2], " ".join(row[3].split())) for row in _ROW.finditer(tests))
    return float(found[1]), tuple(rows)


def spam(mail: Mail) -> Iterator[Hit]:
    """The message's points as spam, with the tests that count against it.

    Source: SpamAssassin, which calls a message spam from 5 points on; asked by what the message holds alone.
    """
    points, tests = score(mail.data if mail.message and "To" in mail.message else _RECEIVER + mail.data)
    if points >= _NEAR:
        against = sorted((test for test in tests if test.points > 0), key=lambda test: -test.points)
        hint = "; ".join(f"{test.points} {test.name}" for test in against[:5])
        message = f"SpamAssassin counts {points} points; {_SPAM:.0f} are spam"
        yield Hit(message, hint, place=mail.line(0), severity="error" if points >= _SPAM else "warning")
