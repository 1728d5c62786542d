"""How each element of a page looks: the cascade of the few properties that the rules ask for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from brief.checks.mail.colour import BLACK, WHITE, Colour, attribute_colour, colour
from brief.checks.mail.css import Declaration, declarations, pixels, words_of
from brief.checks.mail.media import applies, media_applies
from brief.checks.mail.page import named
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from brief.checks.mail.css import Sheet
    from brief.checks.mail.media import Screen
    from brief.checks.mail.page import Element, Page
    from brief.checks.mail.selectors import Selector

_ASKED = named(
    "color background background-color background-image font font-size font-weight display visibility opacity"
    " max-height height overflow"
)
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_OWN_SIZE = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sub": 0.83, "sup": 0.83}
"""What browsers give an element by themselves, in its parent's size (HTML, 15.3 Rendering)."""
_BOLD = named("b strong th h1 h2 h3 h4 h5 h6")
_FONT_SIZES = ("10px", "13px", "16px", "18px", "24px", "32px", "48px")
_STYLED_BY_NAME = frozenset(
    [*_OWN_SIZE, *_BOLD, "a", "font", "body", "head", "style", "script", "title", "template", "noscript"]
)
_UNSTYLED = named("style class id width height align valign cellpadding cellspacing border role lang dir")
"""Attributes that change no look beyond what the cascade says."""
_UNSEEN = named("head style script title template noscript")
_PIXELS_IN_FONT = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%))(?:\s*/|\s)")


@dataclass(frozen=True, slots=True)
class Look:
    """Text colour, the ground behind it (None where a picture is), size in pixels, boldness, and whether it shows."""

    colour: Colour
    ground: Colour | None
    size: float
    bold: bool = False
    hidden: bool = False


class _Weighed(NamedTuple):
    order: tuple[bool, bool, tuple[int, int, int], int]
    declaration: Declaration


@dataclass(frozen=True)
class Cascade:
    """The rules of a page's style sheets that apply on a screen, by the last compound of their selectors."""

    index: Mapping[str, list[tuple[Selector, int, tuple[Declaration, ...]]]]

    def of(self, element: Element, around: frozenset[str]) -> dict[str, str]:
        """The values that win for an element: important before inline before specific before late."""
        weighed = [
            _Weighed((made.important, True, (0, 0, 0), at), made)
            for at, made in enumerate(declarations(element.get("style")))
            if made.name in _ASKED
        ]
        for selector, order, declared in self._candidates(element):
            if selector.fits(element, around):
                weighed.extend(_Weighed((made.important, False, selector.weight, order), made) for made in declared)
        weighed.sort(key=lambda one: one.order)
        values: dict[str, str] = {}
        for _, made in weighed:
            if made.name == "background":
                values.pop("background-color", None)
                values.pop("background-image", None)
            values[made.name] = made.value
        return values

    def _candidates(self, element: Element) -> Iterator[tuple[Selector, int, tuple[Declaration, ...]]]:
        for key in ("", *element.keys):
            yield from self.index.get(key, ())


def cascade(sheets: Iterable[tuple[str, Sheet]], screen: Screen) -> Cascade:
    """The rules that apply on a screen; each sheet comes with its `media` attribute."""
    index: dict[str, list[tuple[Selector, int, tuple[Declaration, ...]]]] = {}
    order = 0
    for media, one in sheets:
        if not media_applies(media, screen):
            continue
        for rule in one.rules:
            asked = tuple(made for made in rule.declarations if made.name in _ASKED)
            if not asked or not applies(rule.conditions, screen):
                continue
            for chosen in rule.selectors:
                last = chosen.compounds[0][1]
                if last.never:
                    continue
                order += 1
                key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.type
                index.setdefault(key, []).append((chosen, order, asked))
    return Cascade(index)


def looks(page: Page, rules: Cascade, canvas: Look) -> Mapping[Element, Look]:
    """The look of every element; `canvas` is what the page begins with."""
    made = {page.root: canvas}
    around = {page.root: frozenset[str]()}
    for element in page.elements:
        parent = element.parent or page.root
        above = around[parent]
        values = rules.of(element, above)
        if values or element.name in _STYLED_BY_NAME or not element.attributes.keys() <= _UNSTYLED:
            made[element] = _look(element, values, made[parent], canvas)
        else:
            made[element] = made[parent]
        keys = element.keys
        around[element] = above if above.issuperset(keys) else above.union(keys)
    return made


def canvas(*, dark: bool) -> Look:
    """What browsers begin with: black on white, or what they take where a page declares that it can be dark."""
    return Look(WHITE, Colour(18, 18, 18), 16.0) if dark else Look(BLACK, WHITE, 16.0)


def _look(element: Element, values: dict[str, str], parent: Look, start: Look) -> Look:
    hidden = parent.hidden or _hidden(element, values)
    if hidden:
        return replace(parent, hidden=True)
    bold = _bold(element, values, parent)
    size = _size(element, values, parent)
    ground = _ground(element, values, parent)
    return Look(_colour(element, values, parent, start), ground, size, bold)


def _hidden(element: Element, values: dict[str, str]) -> bool:
    return (
        element.name in _UNSEEN
        or "hidden" in element.attributes
        or values.get("display") == "none"
        or values.get("visibility") in {"hidden", "collapse"}
        or values.get("opacity", "1") in {"0", "0.0", "0%"}
        or (
            values.get("overflow") == "hidden"
            and any(pixels(values.get(name, "1")) == 0 for name in ("max-height", "height"))
        )
    )


def _colour(element: Element, values: dict[str, str], parent: Look, start: Look) -> Colour:
    declared = values.get("color", "")
    if declared.lower() in {"inherit", "currentcolor"}:
        return parent.colour
    found = colour(declared) if declared else None
    if found is None and element.name == "font":
        found = attribute_colour(element.get("color"))
    if found is None and element.name == "body":
        found = attribute_colour(element.get("text"))
    if found is None and element.name == "a" and "href" in element.attributes:
        found = Colour(158, 158, 255) if start.colour == WHITE else Colour(0, 0, 238)
    return found or parent.colour


def _ground(element: Element, values: dict[str, str], parent: Look) -> Colour | None:
    declared = values.get("background-color") or _first_colour(values.get("background", ""))
    found = colour(declared) if declared else None
    if found is None and not declared:
        found = attribute_colour(element.get("bgcolor")) if element.get("bgcolor") else None
    pictured = "(" in values.get("background-image", "") or "url(" in values.get("background", "")
    if found is None or not found.alpha:
        return (
            None
            if pictured or element.get("background") or "gradient(" in values.get("background", "")
            else (parent.ground)
        )
    if found.alpha == 1:
        return found
    return found.over(parent.ground) if parent.ground else None


def _first_colour(value: str) -> str:
    return next((word for word in words_of(value) if colour(word)), "")


def _size(element: Element, values: dict[str, str], parent: Look) -> float:
    own = parent.size * _OWN_SIZE.get(element.name, 1.0)
    if element.name == "font" and element.get("size").isdecimal():
        own = pixels(_FONT_SIZES[min(max(int(element.get("size")), 1), 7) - 1]) or own
    declared = values.get("font-size", "")
    if not declared and (found := _PIXELS_IN_FONT.search(values.get("font", ""))):
        declared = found[1]
    declared = declared.lower()
    if declared in _SIZES:
        return _SIZES[declared]
    if declared in {"smaller", "larger"}:
        return parent.size * (0.83 if declared == "smaller" else 1.2)
    size = pixels(declared, parent.size, parent.size) if declared else None
    return own if size is None or size < 0 else size


def _bold(element: Element, values: dict[str, str], parent: Look) -> bool:
    declared = values.get("font-weight", "")
    if not declared:
        return parent.bold or element.name in _BOLD
    return declared in {"bold", "bolder"} or (declared.isdecimal() and int(declared[:4]) >= 700)  # noqa: PLR2004  (CSS)
