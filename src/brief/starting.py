"""`brief new`: a folder with a briefing that builds as it is, and a desk file where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.building.staging import said_plainly
from brief.errors import UsageError
from brief.formats.base import package_templates
from brief.reading.folders import find_desk
from brief.schema import SCHEMAS, written

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def start(slug: str, day: date, cwd: Path) -> list[Path]:
    """Write `briefings/<day>-<slug>/` below a folder; the files made, the briefing first. Nothing is overwritten."""
    if not _SLUG.fullmatch(slug):
        near = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
        message = f"{slug!r} is no short name"
        raise UsageError(message, hint=f"small letters, digits and hyphens: {near or 'spring-results'}")
    home = cwd if cwd.name == "briefings" else cwd / "briefings"
    folder = home / f"{day.isoformat()}-{slug}"
    if folder.exists():
        message = f"{folder.relative_to(cwd)} is there already"
        raise UsageError(message, hint="choose another short name")
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


def _filled(text: str, title: str, day: date) -> str:
    """The starter with the title and day of the new briefing."""
    return text.replace("%TITLE%", title).replace("%DATE%", day.isoformat())
