"""Where briefings lie: which file an argument means, what stands beside it, and what may be read at all."""

from __future__ import annotations

import re
from os.path import normpath
from pathlib import Path

from brief.errors import InputError, Place, Problem

NAMES = ("briefing.yaml", "briefing.yml", "briefing.json")
DESK_NAMES = ("desk.yaml", "desk.yml", "desk.json")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


def find(argument: str | None, cwd: Path) -> Path:
    """The briefing file that an argument names: a folder, a file, or a folder's name under `briefings/`.

    Without an argument it is that of the folder you stand in, else the newest. Raises InputError.
    """
    if argument is None:
        if here := _file_in(cwd):
            return here
        listed = list_briefings(cwd)
        if not listed:
            hint = "name a briefing's folder, or make one with `brief new`"
            raise InputError([Problem("there is no briefing here and none under briefings/", Place(str(cwd)), hint)])
        return listed[0]
    path = cwd / argument
    if not path.exists() and (cwd / "briefings" / argument).is_dir():
        path = cwd / "briefings" / argument
    if path.is_dir():
        if found := _file_in(path):
            return found
        raise InputError([Problem("this folder holds no briefing.yaml", Place(argument), _inside(path))])
    if not path.exists():
        near = _nearest(Path(argument).name, [file.parent.name for file in list_briefings(cwd)])
        hint = f"did you mean {near}?" if near else "a briefing is named by its folder or its file"
        raise InputError([Problem("there is no such file or folder", Place(argument), hint)])
    if not path.is_file():
        raise InputError([Problem("this is neither a file nor a folder", Place(argument))])
    if path.suffix not in {".yaml", ".yml", ".json"}:
        hint = f"name its folder, or the {NAMES[0]} in it"
        raise InputError([Problem("a briefing is a .yaml or .json file", Place(argument), hint)])
    return path


def list_briefings(root: Path) -> tuple[Path, ...]:
    """The briefing files under `root/briefings` (or `root`, where there is no such folder), the newest date first."""
    folder = root / "briefings" if (root / "briefings").is_dir() else root
    folders = sorted((path for path in folder.iterdir() if path.is_dir()), key=_age, reverse=True)
    return tuple(file for path in folders if (file := _file_in(path)))


def sibling(folder: Path, name: str) -> Path | None:
    """The briefing file of the folder of that name beside this one; None where there is none."""
    own = folder.absolute()
    if name in {own.name, ".", ".."} or Path(name).name != name or not (own.parent / name).is_dir():
        return None
    return _file_in(own.parent / name)


def _age(folder: Path) -> tuple[bool, str]:
    return _DATED.match(folder.name) is not None, folder.name


def _file_in(folder: Path) -> Path | None:
    found = [folder / name for name in NAMES if (folder / name).is_file()]
    if len(found) > 1:
        message = f"{found[0].name} and {found[1].name} stand side by side"
        raise InputError([Problem(message, Place(str(folder)), "keep one of them")])
    return found[0] if found else None


def _inside(folder: Path) -> str:
    """What to do about a folder without a briefing."""
    if below := list_briefings(folder):
        return f"it holds folders of briefings; name one of them, for instance {below[0].parent.name}"
    yaml = next((file.name for file in sorted(folder.iterdir()) if file.suffix in {".yaml", ".yml", ".json"}), "")
    return f"rename {yaml} to {NAMES[0]}" if yaml and yaml not in DESK_NAMES else "`brief new` makes one"


def find_desk(folder: Path) -> Path | None:
    """The nearest desk.yaml, from a folder upwards."""
    start = folder.absolute()
    for level, parent in enumerate((start, *start.parents)):
        for name in DESK_NAMES:
            if (parent / name).is_file():
                return _upwards(folder, level) / name
    return None


def _upwards(folder: Path, level: int) -> Path:
    """A folder's parent so many levels up, told as the folder is."""
    parts = folder.parts
    if folder.is_absolute() or level < len(parts):
        return folder.parents[level - 1] if level else folder
    return Path(*[".."] * (level - len(parts)))


def locate(folder: Path, name: str) -> Path | tuple[str, str]:
    """A file that a briefing names, inside its folder; else what is wrong and a hint."""
    if re.match(r"[a-z][a-z0-9+.-]+:", name, re.IGNORECASE):
        return f"{name!r} is an address, not a file", "save the file in the folder; an address goes under url:"
    if "\\" in name:
        return f"{name!r} holds a backslash", f"folders are written with /: {name.replace(chr(92), '/')}"
    path = folder / name
    root, target = folder.resolve(), path.resolve()
    # A name that leads out and in again is refused, too: the copy in the output goes by it.
    leaves = Path(name).is_absolute() or Path(normpath(name)).parts[:1] == ("..",)
    if leaves or not target.is_relative_to(root):
        return f"{name!r} lies outside the folder", "copy it into the folder"
    if target.is_dir():
        return f"{name!r} is a folder", "name a file in it"
    if not target.is_file():
        beside = sorted(file.name for file in path.parent.iterdir()) if path.parent.is_dir() else []
        near = _nearest(path.name, beside)
        hint = (
            f"did you mean {(Path(name).parent / near).as_posix()}?"
            if near
            else "a file is named by its path from here"
        )
        return f"there is no file {name!r}", hint
    return path


def _nearest(name: str, others: list[str]) -> str:
    """The name spelled most like this one, capitals or not; or nothing."""
    from difflib import get_close_matches

    spelled = {other.lower(): other for other in others}
    near = get_close_matches(name.lower(), spelled, 1, 0.75)
    return spelled[near[0]] if near else ""
