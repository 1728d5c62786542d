"""Mail made anywhere, from its file to its findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brief.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from brief.finding import Finding

SUFFIXES = (".eml", ".html", ".htm")
"""How files are called that hold a message, or a page alone."""
_LARGEST = 50_000_000
"""Bytes; mail servers take half of that."""


def is_mail(name: str) -> bool:
    """Whether an argument names a file of mail, by its ending."""
    return Path(name).suffix.lower() in SUFFIXES


def check_file(name: str, asked: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every finding of the rules on mail; the nearest desk.yaml says who reads it. Raises InputError, MachineError."""
    from brief.checks import check_mail
    from brief.checks.mail.message import Habits, habits
    from brief.checks.mail.opening import of_message, of_page
    from brief.reading import read_desk

    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST:
            problem = Problem(f"the file holds more than {_LARGEST // 1_000_000} MB", Place(name), "no server takes it")
            raise InputError([problem])
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError([Problem("there is no such file", Place(name), "a mail is a .eml or .html file")]) from None
    except OSError as error:
        raise InputError([Problem(f"the file cannot be read: {error.strerror}", Place(name))]) from error
    desk = read_desk(path.parent)
    own = habits(desk) if desk else Habits()
    return check_mail((of_message if path.suffix.lower() == ".eml" else of_page)(name, data, own), asked)
