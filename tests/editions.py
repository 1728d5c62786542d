"""Editions written to a folder for a test: a briefing's text, a desk, and saved sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from brief.material import Material

DESK = """\
name: The Harbour Desk
zone: Europe/Berlin
sender: {name: The Harbour Desk, email: desk@example.org}
list_id: harbour.example.org
unsubscribe: https://example.org/unsubscribe
postal_address: The Harbour Desk, 1 Quay, Example Town
reader: {first_name: {token: "*|FNAME|*", fallback: reader, preview: Ada}}
names: [Berth 12]
"""

NOTES = """\
# Notes
The port counted 1,240 containers, "over 8 per cent" fewer.
Tolls are "expected to rise by 3.1 per cent" in 2026.
The harbour master said "we were ready" on 4 May.
"""

HEAD = """\
title: The port moved fewer boxes, and tolls will rise
dek: A quiet spring, and a dearer summer.
date: 2025-05-06 14:00
status: final
sources:
  notes: {title: Notes on the port, file: sources/notes.md}
  paper: {title: The Quay Gazette, url: https://example.org/gazette}
figures:
  boxes: {label: Containers, down: over 8 %, from: notes:2, words: over 8 per cent}
  tolls: {label: Tolls, up: 3.1 %, said: expected, from: notes:3, words: expected to rise by 3.1 per cent}
  hulls: {label: Ships, is: 1.5-70 thousand, unit: tonnes}
"""

BARE = """\
title: The port moved fewer boxes
date: 2025-05-06
"""


def put(folder: Path, briefing: str, *, desk: str = DESK, name: str = "2025-05-06-port") -> Path:
    """Write an edition below a folder; the briefing's file."""
    home = folder / "briefings" / name
    (home / "sources").mkdir(parents=True, exist_ok=True)
    (home / "sources" / "notes.md").write_text(NOTES, encoding="utf-8")
    (folder / "briefings" / "desk.yaml").write_text(desk, encoding="utf-8")
    (home / "briefing.yaml").write_text(briefing, encoding="utf-8")
    return home / "briefing.yaml"


def material(folder: Path, briefing: str, *, desk: str = DESK) -> Material:
    """Write an edition and read it."""
    return read(put(folder, briefing, desk=desk))
