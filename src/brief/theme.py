"""A theme: a folder of tokens, faces and overrides, shared by the email and the page."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from brief.errors import InputError, Place, Problem
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FAMILY = re.compile(r"[\w -]+")
_TOKEN = re.compile(r"[\w#%.,()/ '\"+-]+")
"""What a token's value may hold: nothing that ends a CSS declaration or an attribute of double quotes opens."""


@dataclass(frozen=True, slots=True)
class Face:
    """One static font face: a file with the characters it draws (a CSS unicode-range; empty: those of the file)."""

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
    """Read the theme of that name, from the first of the folders that has it, with the faces in each folder's `fonts/`.

    Those come after the theme's own in every stack of the page: they draw what the theme's do not. Raises KeyError,
    InputError.
    """
    for root in roots:
        folder = root / "themes" / name
        if (folder / "theme.toml").is_file():
            return _with_faces(_read(name, folder), [face for each in roots for face in _faces(each / "fonts")])
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
    return Theme(name, folder, tokens, _faces(folder / "fonts"))


def _with_faces(theme: Theme, more: list[Face]) -> Theme:
    """The theme with more faces, their families last in each stack of the page. Raises InputError for two of a kind."""
    faces = (*theme.faces, *more)
    if doubles := [kind for kind, count in Counter(map(_kind, faces)).items() if count > 1]:
        place = Place(str((more or faces)[-1].file.with_name(_LIST)))
        hint = "a family has one file for a weight and a style; give the other one a family of its own"
        raise InputError(
            [Problem(f"two faces are {family!r}, {weight}, {style}", place, hint) for family, weight, style in doubles]
        )
    if not more:
        return theme
    families = "".join(f", '{family}'" for family in dict.fromkeys(face.family for face in more))
    stacks = {
        key: value if key.startswith("email_") else value + families
        for key, value in theme.tokens.get("type", {}).items()
    }
    return replace(theme, tokens={**theme.tokens, "type": stacks}, faces=faces)


def _kind(face: Face) -> tuple[str, int, str]:
    return face.family, face.weight, face.style


_LIST = "fonts.toml"


def _faces(folder: Path) -> tuple[Face, ...]:
    """The faces that a folder lists; none where it lists none. Raises InputError."""
    path = folder / _LIST
    if not path.is_file():
        return ()
    try:
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["face"]
        faces = tuple(
            Face(row["family"], folder / row["file"], row["weight"], row["style"], row.get("unicode-range", ""))
            for row in rows
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError([Problem(f"the faces cannot be read: {error}", Place(str(path)))]) from error
    except (KeyError, TypeError) as error:
        hint = "each [[face]] says family, file, weight and style"
        raise InputError([Problem(f"a face lacks {error}", Place(str(path)), hint)]) from error
    if problems := [
        Problem(message, Place(str(path)), hint) for face in faces for message, hint in _wrong(face, folder)
    ]:
        raise InputError(problems)
    return faces


def _wrong(face: Face, folder: Path) -> Iterator[tuple[str, str]]:
    """What keeps a face from being used: a message and a hint each."""
    if not _FAMILY.fullmatch(face.family):
        yield f"{face.family!r} is no name of a family", "letters, digits and spaces"
    if face.weight not in range(100, 1000, 100) or face.style not in {"normal", "italic"}:
        yield f"{face.file.name} has weight {face.weight!r}, style {face.style!r}", "100 to 900; normal or italic"
    if not face.file.resolve().is_relative_to(folder.resolve()):
        yield f"{face.file.name} leads out of its folder", "put the file beside the list"
