"""E08, E14 and E18 to E20: what readers see, in light and dark, with and without style."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from brief.checks.base import Hit
from brief.checks.mail import css
from brief.checks.mail.clients import data, features, lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.checks.mail.css import Declaration
    from brief.checks.mail.message import Mail
    from brief.checks.mail.page import Element
    from brief.checks.mail.selectors import Selector

_SMALLEST, _RUNNING = 12.0, 14.0
_RAISED = frozenset(["sup", "sub"])
_NARROW = 375
_STYLE_LIMIT = 16_384
_SHRINKS = frozenset(["td", "th", "tr", "tbody", "thead", "tfoot", "col", "colgroup"])
"""Widths in a table are wishes: a narrower table has narrower cells."""


def support(mail: Mail) -> Iterator[Hit]:
    """Style that moves, hides or shows content and that a program of the desk's readers does not know.

    Source: caniemail.com. What stands under a condition (`@media`, `@supports`) is there for those who know it, and a
    declaration whose property the same block gives more plainly before has a fallback: neither is counted.
    """
    clients = mail.habits.clients
    for element in mail.page.elements:
        if style := element.get("style"):
            for message, hint in _unknown(css.declarations(style), clients):
                yield Hit(message, hint, place=mail.at(element.at))
    for element, words, sheet in mail.sheets:
        for rule in () if element.get("media") else sheet.rules:
            if not rule.conditions and _may_fit(rule.selectors):
                for message, hint in _unknown(rule.declarations, clients):
                    yield Hit(message, hint, place=mail.at(words.at + rule.at))


@lru_cache(maxsize=1024)
def _unknown(declared: tuple[Declaration, ...], clients: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What a block declares without fallback and some do not know: what is said, and the declaration."""
    found: list[tuple[str, str]] = []
    plain: set[str] = set()
    for made in declared:
        unknown = [(feature, lacking(feature, clients)) for feature in features(made)]
        unknown = [(feature, programs) for feature, programs in unknown if programs]
        if unknown and made.name not in plain:
            feature, programs = unknown[0]
            hint = f"{made.name}: {made.value[:60]} (caniemail.com, {data()['date']})"
            found.append((f"{_spelled(feature)} is not known to {programs}", hint))
        elif not unknown:
            plain.add(made.name)
            plain.update(["background"] if made.name == "background-color" else [])
    # What is not displayed anyway may be hidden in every other way, too.
    return () if any(made.name == "display" and made.value == "none" for made in declared) else tuple(found)


def _styled(element: Element) -> bool:
    return "style" in element.attributes


def _may_fit(selectors: Sequence[Selector]) -> bool:
    """Whether a rule is for the page as it is sent: not for a state, nor for what one program adds to it."""
    return any(
        not any(
            one.never or any(name.startswith("data-") for name, _, _ in one.attributes) for _, one in chosen.compounds
        )
        for chosen in selectors
    )


def _spelled(feature: str) -> str:
    return f"the unit {feature[1:]}" if re.fullmatch(r"1[a-z]+", feature) else feature


def sizes(mail: Mail) -> Iterator[Hit]:
    """Text too small to read on a phone: under 12 px anywhere, under 14 px where most of it is.

    Sources: Apple, Human Interface Guidelines (11 pt at least); iOS Mail enlarges text under 13 px and breaks layouts
    by it. Raised numbers are not counted.
    """
    counted: Counter[float] = Counter()
    for text in mail.shown():
        size = mail.light[text.parent].size
        letters = sum(map(str.isalnum, text.text))
        raised = text.parent.name in _RAISED or text.parent.inside(*_RAISED)
        if not letters or raised:
            continue
        counted[size] += letters
        if size < _SMALLEST:
            hint = f"“{' '.join(text.text.split())[:40]}”: at least {_SMALLEST:.0f} px"
            yield Hit(f"text of {size:.3g} px is too small", hint, place=mail.at(text.at))
    if counted:
        running = max(counted, key=lambda size: (counted[size], size))
        if _SMALLEST <= running < _RUNNING:
            message = f"most of the text is {running:.3g} px"
            yield Hit(message, f"at least {_RUNNING:.0f}, better 16", place=mail.at(mail.page.body.at))


def narrow(mail: Mail) -> Iterator[Hit]:
    """What a phone of 375 px cannot show without scrolling where `<style>` is taken away, or what only style shows.

    Source: caniemail.com: Gmail takes `<style>` away for accounts of other providers. Widths in style attributes and
    attributes alone count then.
    """
    for element in mail.page.elements:
        values = {made.name: made for made in css.declarations(element.get("style"))} if _styled(element) else {}
        if mail.bare[element].hidden:
            if not mail.light[element].hidden and not element.inside("head") and element.words:
                message = f"only <style> shows {element.words[:40]!r}"
                yield Hit(message, "show it, and let style hide it", place=mail.at(element.at))
            continue
        sized = element.name not in _SHRINKS and ("width" in values or element.name in {"img", "table"})
        if sized and (width := _width(element, values)) > _NARROW:
            message = f"<{element.name}> is {width:.0f} px wide without <style>"
            hint = f"at {_NARROW} px readers scroll sideways: width: 100%, and max-width: {width:.0f}px"
            yield Hit(message, hint, place=mail.at(element.at))
        least = css.pixels(values["min-width"].value) if "min-width" in values else None
        if least is not None and least > _NARROW:
            message = f"<{element.name}> is never less than {least:.0f} px wide"
            yield Hit(message, f"at {_NARROW} px readers scroll sideways", place=mail.at(element.at))


def _width(element: Element, values: Mapping[str, Declaration]) -> float:
    """The pixels an element takes without style sheets; 0 where it yields."""
    most = values["max-width"].value if "max-width" in values else ""
    if most.endswith("%") or (css.pixels(most) or _NARROW + 1) <= _NARROW:
        return 0.0
    if "width" in values:
        return css.pixels(values["width"].value) or 0.0
    return css.pixels(element.get("width")) or 0.0


def schemes(mail: Mail) -> Iterator[Hit]:
    """That the page says it can be light and dark, in both spellings, and how dark looks.

    Sources: CSS Color Adjustment 1, 2.2 (`color-scheme`); Apple Mail, which reads `supported-color-schemes`; without
    them programs turn colours round by their own lights.
    """
    place = mail.at(next((element.at for element in mail.page.named("head")), 0))
    contents = {one.get("name").lower(): one.get("content").lower() for one in mail.page.named("meta")}
    for name in ("color-scheme", "supported-color-schemes"):
        if not {"light", "dark"} & set(contents.get(name, "").split()):
            hint = f'write <meta name="{name}" content="light dark">'
            yield Hit(f"the page has no {name}", hint, place=place)
    if "dark" in contents.get("color-scheme", "") and mail.dark is None:
        hint = "write it under @media (prefers-color-scheme: dark)"
        yield Hit("the page says that it can be dark, and not how", hint, place=place)


def sheets(mail: Mail) -> Iterator[Hit]:
    """Style sheets that programs drop, or that fetch from elsewhere.

    Sources: Gmail's documentation of CSS support and caniemail.com (`<style>`: at most 16 kB, in the head, none that
    is broken); remote fonts tell their host who reads what and when.
    """
    total = sum(len(words.text.encode()) for _, words, _ in mail.sheets)
    if total > _STYLE_LIMIT:
        first = mail.sheets[0][0]
        yield Hit(f"{total:,} bytes of style", f"Gmail drops what is over {_STYLE_LIMIT:,}", place=mail.at(first.at))
    for element, words, sheet in mail.sheets:
        if element.inside("body"):
            yield Hit("<style> stands in the body", "Gmail reads it in <head> alone", place=mail.at(element.at))
        for name, rest, at in sheet.at_rules:
            if name == "import":
                hint = "most programs do not fetch it: write the style here"
                yield Hit(f"@import {rest[:50]}", hint, place=mail.at(words.at + at))
        for rule in _faces(words.text):
            hint = "name fonts that readers have"
            yield Hit(f"a font is fetched from {rule[:60]}", hint, place=mail.at(words.at))
    for link in mail.page.named("link"):
        if "stylesheet" in link.get("rel").lower().split():
            hint = "most programs do not fetch it: write the style here"
            yield Hit(f"a style sheet is fetched from {link.get('href')[:60]}", hint, place=mail.at(link.at))


def _faces(text: str) -> Iterator[str]:
    for face in re.finditer(r"@font-face\s*\{([^}]*)\}", text, re.IGNORECASE):
        if source := re.search(r"url\(\s*[\"']?((?:https?:)?//[^\"')\s]*)", face[1], re.IGNORECASE):
            yield source[1]
