"""Reading: the files that an editor wrote become one Material, or every problem in them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.reading.folders import find, list_briefings

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from brief.desk import Desk
    from brief.material import Material

__all__ = ["find", "list_briefings", "read", "read_desk"]


def read(path: Path, formats: Collection[str] = (), templates: Path | None = None) -> Material:
    """The Material of a briefing file. Raises InputError with every problem of all files that it names.

    `formats` are the names that `only:` may say, `templates` the folder in which the themes at hand stand, beside those
    of the desk's own; neither is looked into where the caller does not say.
    """
    from brief.reading.edition import read_edition

    return read_edition(path, formats, templates)


def read_desk(folder: Path) -> Desk | None:
    """The nearest desk file, from a folder upwards; None where there is none. Raises InputError."""
    from brief.reading.edition import read_desk

    return read_desk(folder)
