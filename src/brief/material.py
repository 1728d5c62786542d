"""Everything that was read for one edition, in one value: what `reading.read` gives and `composing.compose` takes."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from brief.errors import Place
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from brief.briefing import Briefing, FigureEntry
    from brief.desk import Desk
    from brief.document import Picture
    from brief.languages import Language


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its header, its rows as text, and the physical line of each row."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FigureInput:
    """A figure as entered; `row` says where in a CSV file (`data/markets.csv:4`), empty if in the briefing itself."""

    entry: FigureEntry
    row: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """One edition's inputs, read and validated.

    `figures` holds those of the briefing and of its CSV files; `pictures` those that are named, by file as written,
    the desk's logo under `desk:` and its file; `saved` the lines of each source's saved text, by source id; `inputs`
    the SHA-256 of every file that was read, by its name relative to the folder (`../desk.yaml`).
    """

    folder: Path
    slug: str
    briefing: Briefing
    desk: Desk
    desk_folder: Path | None
    language: Language
    figures: Mapping[str, FigureInput]
    tables: Mapping[str, CsvTable] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    saved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, Material] = field(default_factory=dict)
    """The editions that this one is compared with, by folder."""
    locate: Callable[[tuple[str | int, ...]], Place] = lambda _: Place("briefing.yaml")
    """The place of a key in the file, by its path: ("blocks", 2, "body")."""
