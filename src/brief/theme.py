"""A theme: a folder of tokens, faces and overrides, shared by the email and the page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from brief.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TOKEN = re.compile(r"[\w#%.,()/ '\"+-]+")
"""What a token's value may hold: nothing that ends a CSS declaration or an attribute of double quotes opens."""


@dataclass(frozen=True, slots=True)
class Face:
    """One static font face: a file with the characters it is for (a CSS unicode-range)."""

    family: str
    file: Path
    weight: int
    style: str
    unicode_range: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A look: its tokens by section (`color`, `dark`, `page`, `email`) and its faces."""

    name: str
    folder: Path
    tokens: Mapping[str, Mapping[str, str]]
    faces: tuple[Face, ...]

    def __getattr__(self, section: str) -> Mapping[str, str]:
        """A section of tokens, so that templates say `theme.color.ink`."""
        try:
            return self.tokens[section]
        except KeyError:
            raise AttributeError(section) from None


@cache
def load(name: str, roots: tuple[Path, ...]) -> Theme:
    """Read the theme of that name, from the first of the folders that has it. Raises KeyError, InputError."""
    for root in roots:
        folder = root / "themes" / name
        if (folder / "theme.toml").is_file():
            return _read(name, folder)
    raise KeyError(name)


def names(roots: tuple[Path, ...]) -> list[str]:
    """The names of the themes at hand."""
    return sorted({path.parent.name for root in roots for path in root.glob("themes/*/theme.toml")})


def _read(name: str, folder: Path) -> Theme:
    path = folder / "theme.toml"
    try:
        content: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([Problem(f"the theme cannot be read: {error}", Place(str(path)))]) from error
    problems = [
        Problem(f"{section}.{key} holds {value!r}, which is no token", Place(str(path)), "a colour, a size, a family")
        for section, tokens in content.items()
        for key, value in tokens.items()
        if not _TOKEN.fullmatch(str(value))
    ]
    if problems:
        raise InputError(problems)
    tokens = {section: {key: str(value) for key, value in tokens.items()} for section, tokens in content.items()}
    return Theme(name, folder, tokens, _faces(folder))


def _faces(folder: Path) -> tuple[Face, ...]:
    path = folder / "fonts" / "fonts.toml"
    if not path.is_file():
        return ()
    rows = tomllib.loads(path.read_text("utf-8"))["face"]
    return tuple(
        Face(row["family"], folder / "fonts" / row["file"], row["weight"], row["style"], row["unicode-range"])
        for row in rows
    )
