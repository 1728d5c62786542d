"""What the files of an edition say of each other, and what is there, held together: zones, themes, formats, models."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.dates import DateError, time_zone
from brief.errors import Problem
from brief.reading.hints import nearest
from brief.reading.marks import Scalar, blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from brief.reading.marks import Tree

ID = re.compile(r"[A-Za-z_][\w-]*")
"""What can be named in a text or a command."""
_NO = frozenset({"false", "no", "off", "f", "n", "0"})


def check_zone(tree: Tree, problems: list[Problem]) -> None:
    """A zone that does not exist, at the line that names it."""
    for zone in tree.texts("zone"):
        try:
            if zone.text != "UTC":
                time_zone(zone.text)
        except DateError as error:
            problems.append(Problem(error.message, tree.place(zone), error.hint))


def check_themes(trees: Iterable[Tree | None], known: list[str], problems: list[Problem]) -> None:
    """A look that no folder holds, at the line that names it."""
    for tree in filter(None, trees):
        for theme in tree.texts("theme"):
            name = theme.text.strip()
            if name not in known:
                near = nearest(name, known)
                hint = f"did you mean {near}?" if near else f"themes at hand: {', '.join(known)}"
                problems.append(Problem(f"there is no theme {name!r}", tree.place(theme), hint))


def check_channels(tree: Tree, formats: Collection[str], problems: list[Problem]) -> None:
    """A channel's name that could not be typed, and a format that nothing makes, at the line that says it."""
    for name, own in tree.ids("channels").items():
        if not ID.fullmatch(name):
            hint = "a channel's name begins with a letter and holds letters, digits, - and _"
            problems.append(Problem(f"{name!r} cannot name a channel", tree.place(own), hint))
        for given in tree.texts("channels", name, "format"):
            if given.text.strip() not in formats:
                near = nearest(given.text, formats)
                hint = f"did you mean {near}?" if near else f"formats at hand: {', '.join(sorted(formats))}"
                problems.append(Problem("there is no such format", tree.place(given), hint))


def check_drafted(tree: Tree, problems: list[Problem]) -> None:
    """Every block that a model wrote, where nothing says which one."""
    if tree.at("drafted") is not None:
        return
    for block in blocks(tree):
        entry = block.entry("drafted")
        if entry and isinstance(entry[1], Scalar) and entry[1].text.lower() not in _NO:
            hint = "add drafted: {model: NAME, host: HOST}, or take `drafted` out of the block"
            message = "the block says `drafted`, and nothing says which model wrote it"
            problems.append(Problem(message, tree.place(entry[1]), hint))
