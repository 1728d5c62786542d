"""The files that lie beside a briefing: each found inside its folder, read once, and hashed."""

from __future__ import annotations

import os
from dataclasses import field
from hashlib import sha256
from typing import TYPE_CHECKING

from brief.errors import Place, Problem
from brief.reading.folders import locate
from brief.reading.pictures import picture_of
from brief.reading.tables import Table, read_table
from brief.reading.text import decode
from brief.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from brief.document import Picture

MOST_BYTES = 10_000_000


@dataclass(slots=True)
class Beside:
    """What has been read from one folder; `hashes` by the file's name as seen from the briefing's folder."""

    folder: Path
    seen_from: Path
    problems: list[Problem]
    hashes: dict[str, str]
    pictures: dict[str, Picture | None] = field(default_factory=dict)
    tables: dict[str, Table | None] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def picture(self, name: str, place: Place) -> Picture | None:
        """A picture; a problem at the place that names it where there is none."""
        if name not in self.pictures:
            self.pictures[name] = None
            if (content := self._content(name, place)) is not None:
                found = picture_of(name, content)
                if isinstance(found, tuple):
                    self.problems.append(Problem(found[0], place, found[1]))
                else:
                    self.pictures[name] = found
        return self.pictures[name]

    def table(self, name: str, place: Place) -> Table | None:
        """The cells of a CSV file; its own problems at their places in it, its lack at each that names it."""
        if self.tables.get(name) is None:
            self.tables[name] = None
            if (content := self._content(name, place)) is not None:
                self.tables[name], problems = read_table(str(self.folder / name), content)
                self.problems.extend(problems)
        return self.tables[name]

    def lines(self, name: str, place: Place) -> tuple[str, ...] | None:
        """The lines of a saved text."""
        if name not in self.texts:
            self.texts[name] = None
            if (content := self._content(name, place)) is not None:
                text, problems = decode(str(self.folder / name), content)
                self.problems.extend(problems)
                self.texts[name] = text.lines()
        return self.texts[name]

    def hash_of(self, name: str) -> str:
        """The SHA-256 of a file that was read."""
        return self.hashes.get(self._name(self.folder / name), "")

    def own(self, path: Path) -> bytes | None:
        """The bytes of the folder's own briefing.yaml or desk.yaml."""
        return self._content(path.name, Place(str(path)))

    def _content(self, name: str, place: Place) -> bytes | None:
        try:
            found = locate(self.folder, name)
            if isinstance(found, tuple):
                self.problems.append(Problem(found[0], place, found[1]))
                return None
            size = found.stat().st_size
            if size > MOST_BYTES:
                message = f"{name!r} has {size / 1e6:.1f} MB; at most {MOST_BYTES / 1e6:.0f} MB are read"
                hint = "a picture is saved at twice the size it is shown, a source as the part that is cited"
                self.problems.append(Problem(message, place, hint))
                return None
            content = found.read_bytes()
        except (OSError, RuntimeError) as error:  # RuntimeError: symlinks that lead to each other
            reason = error.strerror if isinstance(error, OSError) else "its links lead in a circle"
            self.problems.append(Problem(f"{name!r} cannot be read: {reason}", place))
            return None
        self.hashes[self._name(found)] = sha256(content).hexdigest()
        return content

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self.seen_from).replace(os.sep, "/")
