"""Somebody else's text, taken in: a file or what a program pipes in, as lines that can be cited.

Nothing is fetched. What a text does not say of itself is not known: no author, day or publisher is guessed.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from brief.building.staging import said_plainly
from brief.errors import InputError, Place, Problem, UsageError
from brief.intake.kinds import KINDS, Taken
from brief.intake.kinds import sentences as sentences
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

STDIN = "-"
_MOST = 10_000_000
"""Bytes of a text that somebody reads."""
_LEAST = 3
"""Sentences that make an article."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text that was saved: its file beside the briefing, and what `sources:` says of it."""

    path: Path
    entry: Mapping[str, str]


def take(given: str, entry: int | None = None, *, article: bool = True) -> Taken:
    """The text of a file, or of standard input for `-`; `entry` chooses one of a feed.

    An `article` has at least three sentences; a page always has. Raises InputError, and UsageError for an address.
    """
    if given.startswith(("http://", "https://")):
        message = f"nothing is fetched: {given}"
        raise UsageError(message, hint="save the page, and name its file")
    name = "standard input" if given == STDIN else given
    place = Place(name)
    data = _bytes(given, place)
    kind = next(kind for kind in KINDS if kind.is_one(given, data))
    taken = kind.read(data, place, entry)
    if entry is not None and kind.media != "feed":
        message = "--entry is for a feed, and this is none"
        raise InputError([Problem(message, place)])
    if (article or kind.media == "html") and (found := sentences(taken.lines)) < _LEAST:
        told = {0: "no sentence", 1: "one sentence"}.get(found, f"{found} sentences")
        message = f"this has {told}; an article has at least {_LEAST}"
        raise InputError([Problem(message, place, "save its text as a .txt file, a paragraph a line")])
    return taken


def _bytes(given: str, place: Place) -> bytes:
    try:
        if given == STDIN:
            data = sys.stdin.buffer.read(_MOST + 1)
        else:
            with Path(given).open("rb") as file:
                data = file.read(_MOST + 1)
    except OSError as error:
        raise InputError([Problem(f"cannot be read: {error.strerror}", place)]) from error
    if len(data) > _MOST:
        raise InputError(
            [Problem(f"this is larger than {_MOST // 1_000_000} MB", place, "save the article's text alone")]
        )
    if not data.strip():
        raise InputError([Problem("this is empty", place)])
    return data


def name_for(taken: Taken, given: str) -> str:
    """A short name for a source: from its file, else from its title."""
    from_file = "" if given == STDIN else Path(given).stem
    for words in (from_file, taken.title, "article"):
        if name := _short(words):
            return name
    return "article"


def _short(words: str) -> str:
    """Small letters, digits and hyphens, a letter first; at most four words of it."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain)
    while parts and parts[0].isdigit():
        parts.pop(0)
    name = "-".join(parts[:4])
    return name if name[:1].isalpha() else ""


def digest(taken: Taken) -> str:
    """The SHA-256 of a text as it is saved."""
    return sha256(taken.text.encode()).hexdigest()


def save(taken: Taken, folder: Path, name: str) -> SourceFile:
    """Write a text to `sources/NAME.txt` below a briefing's folder. Raises UsageError where that file is there."""
    path = folder / "sources" / f"{name}.txt"
    with said_plainly(path):
        path.parent.mkdir(exist_ok=True)
        try:
            file = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError:
            message = f"sources/{path.name} is there already"
            raise UsageError(message, hint="choose another name with --as") from None
        try:
            with file:
                file.write(taken.text)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    return SourceFile(path, entry_for(taken, f"sources/{path.name}"))


def entry_for(taken: Taken, file: str) -> dict[str, str]:
    """What `sources:` says of a text that is saved in a file: what the text really says of itself."""
    about = {
        "title": taken.title or file.rpartition("/")[2],
        "file": file,
        "publisher": taken.publisher,
        "author": taken.author,
        "url": taken.url,
        "published": taken.published,
        "sha256": digest(taken),
    }
    return {key: value for key, value in about.items() if value}
