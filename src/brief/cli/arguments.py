"""What the words of a command name: briefings, formats, the folder for what is made."""

from __future__ import annotations

import os
from pathlib import Path

from brief.errors import BriefError, UsageError


def chosen(briefings: list[str] | None, *, every: bool) -> list[Path]:
    """The briefing files that the command names."""
    from brief.reading.folders import find, list_briefings

    if every and briefings:
        message = "--all and named briefings do not go together"
        raise UsageError(message)
    if every:
        listed = [Path(os.path.relpath(path)) for path in list_briefings(Path.cwd())]
        if not listed:
            message = "there are no briefings under briefings/"
            raise BriefError(message, hint="`brief new hello` makes one")
        return listed
    found = [find(name, Path.cwd()) for name in briefings] if briefings else [find(None, Path.cwd())]
    return [relative(path) for path in found]


def relative(path: Path) -> Path:
    """The path as seen from here, where it lies below; messages name files as a person would."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def shown(path: Path) -> str:
    """A path as a person would name it."""
    return str(relative(path))


def known_formats(names: list[str]) -> tuple[str, ...]:
    """The formats of these names, each once; UsageError names one that does not exist."""
    from difflib import get_close_matches

    from brief.formats import FORMATS

    for name in names:
        if name not in FORMATS:
            close = get_close_matches(name, FORMATS, 1)
            message = f"there is no format {name!r}"
            hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(FORMATS)}"
            raise UsageError(message, hint=hint)
    return tuple(dict.fromkeys(names))


def output_root(output: str | None, briefing: Path) -> Path:
    """Where output goes: the folder named, else `out` beside the folder that holds the briefings."""
    if output:
        return Path(output)
    folder = briefing.absolute().parent
    home = folder.parent.parent if folder.parent.name == "briefings" else Path.cwd()
    return relative(home / "out")
