"""Which mail programs know a feature: the matcher of a pinned copy of caniemail.com's data."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.checks.mail.css import Declaration

DATA = Path(__file__).parents[1] / "data" / "caniemail.json"
_NOTHING = frozenset(["auto", "inherit", "initial", "none", "normal", "static", "unset", "visible"])
"""Values that ask for what is there anyway."""
_FUNCTION = re.compile(r"([a-z-]+)\(")
_UNIT = re.compile(r"(?<![\w#.-])-?(?:\d+\.?\d*|\.\d+)([a-z]+)\b")


@cache
def data() -> Mapping[str, Any]:
    """The data: its source, licence and date, the programs' names, and for each feature who lacks it."""
    content: Mapping[str, Any] = json.loads(DATA.read_bytes())
    return content


@cache
def lacking(feature: str, clients: tuple[str, ...]) -> str:
    """The programs among the readers' that do not know a feature, in words; empty where all do."""
    programs = list(data()["programs"])
    lack = [programs[at] for at in data()["lacking"].get(feature, ())]
    return ", ".join(_named([name for name in lack if name.partition(".")[0] in clients]))


def _named(programs: list[str]) -> Iterator[str]:
    """Their names, the platforms of a family together: `Outlook (Windows, macOS)`, or `Gmail` for all of them."""
    all_ = Counter(family for family, _ in data()["programs"].values())
    families: dict[str, list[str]] = {}
    for program in programs:
        family, platform = data()["programs"][program]
        families.setdefault(family, []).append(platform)
    for family, platforms in families.items():
        yield family if len(platforms) == all_[family] else f"{family} ({', '.join(platforms)})"


def features(declaration: Declaration) -> Iterator[str]:
    """The features a declaration makes use of, as the data calls them."""
    name, value = declaration.name, declaration.value.lower()
    known = data()["lacking"]
    if name.startswith("--"):
        yield "var()"
        return
    if name.startswith(("-", "mso-")):
        return
    if value in _NOTHING:
        return
    for feature in dict.fromkeys((name, f"{name}: {value}", *(f"{name}: {word}" for word in value.split()))):
        if feature in known:
            yield feature
    bare = re.sub(r"""url\([^)]*\)|"[^"]*"|'[^']*'""", "", value)
    for function in _FUNCTION.findall(bare):
        if f"{function}()" in known:
            yield f"{function}()"
    for unit in _UNIT.findall(bare):
        if f"1{unit}" in known:
            yield f"1{unit}"
