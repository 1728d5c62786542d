"""Conditions of style sheets: which rules apply on a screen."""

from __future__ import annotations

import re
from functools import lru_cache

from brief.checks.mail.css import pixels
from brief.values import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """What media conditions are asked of: a width in pixels, and whether the reader's ground is dark."""

    width: int
    dark: bool


def applies(conditions: tuple[str, ...], screen: Screen) -> bool:
    """Whether a rule within these conditions applies; what we cannot tell does not."""
    return all(_applies(condition, screen) for condition in conditions)


@lru_cache(maxsize=256)
def _applies(condition: str, screen: Screen) -> bool:
    name, _, rest = condition.lower().partition(" ")
    return name == "@media" and media_applies(rest, screen)


def media_applies(query: str, screen: Screen) -> bool:
    """Whether a media query list (`screen and (max-width: 479px), print`) applies."""
    return not query.strip() or any(_query_applies(part.strip().lower(), screen) for part in query.split(","))


def _query_applies(query: str, screen: Screen) -> bool:
    return all(_feature_applies(part.strip(), screen) for part in re.split(r"\band\b", query))


def _feature_applies(part: str, screen: Screen) -> bool:
    if not part.startswith("("):
        return part.removeprefix("only ").strip() in {"screen", "all"}
    name, _, value = part.strip("() ").partition(":")
    size = pixels(value.strip())
    match name.strip():
        case "prefers-color-scheme":
            return value.strip() == ("dark" if screen.dark else "light")
        case "max-width" | "max-device-width":
            return size is not None and screen.width <= size
        case "min-width" | "min-device-width":
            return size is not None and screen.width >= size
        case _:
            return False
