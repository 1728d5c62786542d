"""`brief new`: a folder with a briefing that builds as it is, a starter or the last edition's shape."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from brief.building.staging import said_plainly
from brief.editing import opened
from brief.editing.blanking import blanked, blanked_tables
from brief.errors import UsageError
from brief.formats import NAMES
from brief.formats.base import package_templates
from brief.reading import read
from brief.reading.folders import find_desk
from brief.schema import SCHEMAS, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from brief.material import Material

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def start(slug: str, day: date, cwd: Path) -> list[Path]:
    """Write `briefings/<day>-<slug>/` below a folder; the files made, the briefing first. Nothing is overwritten."""
    home, folder = _place(slug, day, cwd)
    starter = package_templates() / "starter"
    title = slug.replace("-", " ").capitalize()
    files = {
        folder / "briefing.yaml": _filled((starter / "briefing.yaml").read_text("utf-8"), title, day),
        folder / "sources" / "notes.md": (starter / "notes.md").read_text("utf-8"),
    }
    if find_desk(home) is None:
        files[home / "desk.yaml"] = (starter / "desk.yaml").read_text("utf-8")
    for which in SCHEMAS:
        if not (home / f"{which}.schema.json").exists():
            files[home / f"{which}.schema.json"] = written(which)
    with said_plainly(folder):
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return list(files)


def start_like(slug: str, day: date, cwd: Path, earlier: Path) -> list[Path]:
    """Write `briefings/<day>-<slug>/` in the shape of an earlier edition: its files, with TK for values and sentences.

    The files made, the briefing first; nothing is overwritten. Raises UsageError, InputError.
    """
    _, folder = _place(slug, day, cwd)
    material = read(earlier, NAMES, package_templates())
    files = {name: path.read_bytes() for name, path in _beside(earlier.parent, material)}
    tables = {file: opened(earlier.parent / file).source for file in material.tables if file in files}
    files |= {name: table.text.encode() for name, table in blanked_tables(material, tables).items()}
    digests = {name: sha256(files[name]).hexdigest() for name in tables}
    made = blanked(opened(earlier).source, day.isoformat(), earlier.absolute().parent.name, digests)
    with said_plainly(folder):
        for name, data in {earlier.name: made.text.encode(), **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return [folder / name for name in (earlier.name, *files)]


def _beside(folder: Path, material: Material) -> Iterator[tuple[str, Path]]:
    """What the edition reads beside its briefing, inside its folder."""
    for name in material.inputs:
        if not name.startswith("../") and (folder / name).suffix not in {".yaml", ".yml", ".json"}:
            yield name, folder / name


def _place(slug: str, day: date, cwd: Path) -> tuple[Path, Path]:
    """The folder of briefings, and the new one's, which is not there yet. Raises UsageError."""
    if not _SLUG.fullmatch(slug):
        near = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
        message = f"{slug!r} is no short name"
        raise UsageError(message, hint=f"small letters, digits and hyphens: {near or 'spring-results'}")
    home = cwd if cwd.name == "briefings" else cwd / "briefings"
    folder = home / f"{day.isoformat()}-{slug}"
    if folder.exists():
        message = f"{folder.relative_to(cwd)} is there already"
        raise UsageError(message, hint="choose another short name")
    return home, folder


def _filled(text: str, title: str, day: date) -> str:
    """The starter with the title and day of the new briefing."""
    return text.replace("%TITLE%", title).replace("%DATE%", day.isoformat())
