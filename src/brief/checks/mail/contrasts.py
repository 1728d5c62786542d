"""E13: whether text and pictures stand out from their ground, in light, in dark, and where a program forces dark."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from brief.checks.base import Hit
from brief.checks.mail import looks
from brief.checks.mail.colour import Colour, contrast
from brief.checks.mail.media import Screen
from brief.checks.mail.selectors import selector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PIL.ImageFile import ImageFile

    from brief.checks.mail.css import Sheet
    from brief.checks.mail.looks import Look
    from brief.checks.mail.message import Mail
    from brief.checks.mail.page import Element, Text
    from brief.checks.mail.selectors import Selector

_ENOUGH, _ENOUGH_LARGE, _READABLE = 4.5, 3.0, 2.0
_LARGE, _LARGE_BOLD = 24.0, 18.66
"""Pixels: 18 and 14 points."""
_OUTLOOK = re.compile(r"\[data-ogs[bc]\]", re.IGNORECASE)
_PICTURE_ENOUGH, _SHARE = 3.0, 0.05
"""The contrast of a picture's parts, and the share of what is seen of it that must have that."""
_SIDE, _SEEN = 64, 128
"""Pixels a side at which a picture is looked at, and the alpha from which on a pixel is seen."""

_MOST_PIXELS = 50_000_000
"""What is larger is not unpacked: few bytes can say that they are a great many pixels."""


def contrasts(mail: Mail) -> Iterator[Hit]:
    """Text that does not stand out from its ground: 4.5 to 1, large text 3 to 1, in light and in dark.

    Dark is looked at where the page says how it is to be: under `prefers-color-scheme`, and in the rules of
    `[data-ogsc]` and `[data-ogsb]`, by which Outlook marks the text and the grounds it has darkened; of these the pairs
    that the page gives both colours for, since Outlook chooses the other. Where a program forces dark, it turns
    lightness round (L* becomes 100 - L*, as Chromium does), which leaves 4.5 to 1 above 4; it does not turn pictures.
    So text on a picture needs a colour behind it, and a picture with a transparent ground must hold on both grounds,
    which is looked at where the picture is at hand.

    Sources: WCAG 2.2, 1.4.3 Contrast (minimum) and 1.4.11 Non-text contrast; caniemail.com on `[data-ogsc]`.
    """
    yield from _texts(mail, mail.light, "")
    if mail.dark is not None:
        yield from _texts(mail, mail.dark, " in dark mode")
    if (outlook := _in_outlook(mail)) is not None:
        yield from _texts(mail, outlook, " in Outlook's dark mode", mail.light)
    for text in _on_pictures(mail):
        hint = f"“{' '.join(text.text.split())[:40]}”: give its ground a background-color, which is seen with it or not"
        yield Hit("text stands on a picture with no colour behind it", hint, place=mail.at(text.at))
    yield from _pictures(mail)


def _texts(
    mail: Mail, shown: Mapping[Element, Look], when: str, before: Mapping[Element, Look] | None = None
) -> Iterator[Hit]:
    """Text that is hard to read; with an earlier look, only where both its colour and its ground are others now."""
    for text in mail.page.texts:
        look = shown[text.parent]
        if look.hidden or look.ground is None or not look.size or not text.text.strip():
            continue
        if before and (look.colour == before[text.parent].colour or look.ground == before[text.parent].ground):
            continue
        colour = look.colour.over(look.ground) if look.colour.alpha < 1 else look.colour
        ratio = contrast(colour, look.ground)
        large = look.size >= _LARGE or (look.bold and look.size >= _LARGE_BOLD)
        needed = _ENOUGH_LARGE if large else _ENOUGH
        if ratio < needed:
            message = f"{colour} on {look.ground} is {int(ratio * 10) / 10}:1{when}, where {needed}:1 is asked"
            hint = f"“{' '.join(text.text.split())[:40]}”"
            yield Hit(message, hint, place=mail.at(text.at), severity="error" if ratio < _READABLE else None)


def _in_outlook(mail: Mail) -> Mapping[Element, Look] | None:
    """How the page looks where Outlook has darkened it and only the page's own rules for that are seen."""
    if not any(_OUTLOOK.search(words.text) for _, words, _ in mail.sheets):
        return None
    sheets = [(element.get("media"), _darkened(sheet)) for element, _, sheet in mail.sheets]
    return looks.looks(mail.page, looks.cascade(sheets, Screen(640, dark=False)), looks.canvas(dark=False))


def _darkened(sheet: Sheet) -> Sheet:
    """A sheet whose rules for Outlook's dark mode apply."""
    rules = [replace(rule, selectors=tuple(_marked(chosen) for chosen in rule.selectors)) for rule in sheet.rules]
    return replace(sheet, rules=tuple(rules))


def _marked(chosen: Selector) -> Selector:
    """A selector as if Outlook had marked what stands around the page; its weight stays."""
    if not _OUTLOOK.search(chosen.text):
        return chosen
    inner = selector(_OUTLOOK.sub("", chosen.text).strip())
    return replace(inner, weight=chosen.weight) if inner else chosen


def _on_pictures(mail: Mail) -> Iterator[Text]:
    for text in mail.page.texts:
        look = mail.light[text.parent]
        if not look.hidden and look.ground is None and look.size and text.text.strip():
            yield text


def _pictures(mail: Mail) -> Iterator[Hit]:
    """Pictures with a transparent ground that are lost on the page's own, or where that is turned dark."""
    dark = mail.dark
    for image in mail.page.named("img"):
        found = (mail.attached or {}).get(image.get("src").strip())
        look = mail.light[image]
        if found is None or look.hidden or not _may_be_transparent(found.data):
            continue
        seen = _seen(found.data)
        turned = dark[image] if dark is not None else looks.canvas(dark=True)
        for ground, when in ((look.ground, ""), (turned.ground, " in dark mode")):
            if ground is not None and seen and not _holds(seen, ground):
                message = f"{image.get('src')[:60]} is lost on {ground}{when}: its ground is transparent"
                hint = "give it a ground of its own, or an outline that stands out from both"
                yield Hit(message, hint, place=mail.at(image.at))


def _may_be_transparent(data: bytes) -> bool:
    """Whether a PNG or GIF says that it has an alpha channel or a transparent colour."""
    return data[:4] == b"GIF8" or (data[:4] == b"\x89PNG" and (data[25:26] in {b"\4", b"\6"} or b"tRNS" in data))


def _seen(data: bytes) -> list[tuple[int, Colour]]:
    """The colours that are seen of a picture, each with how often; none where it is opaque or cannot be read."""
    from PIL.Image import Resampling

    try:
        with _opened(data) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return []
            pixels = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return []
    pixels.thumbnail((_SIDE, _SIDE), Resampling.NEAREST)
    colours: list[tuple[int, tuple[int, int, int, int]]] = pixels.getcolors(_SIDE * _SIDE) or []  # type: ignore[assignment]
    seen = [(count, Colour(red, green, blue)) for count, (red, green, blue, alpha) in colours if alpha >= _SEEN]
    return seen if len(seen) < len(colours) else []


def _opened(data: bytes) -> ImageFile:
    """A picture by the one reader it needs: to ask the library which costs the import of all of them."""
    if data[:4] == b"GIF8":
        from PIL.GifImagePlugin import GifImageFile

        return GifImageFile(BytesIO(data))
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile(BytesIO(data))


def _holds(seen: list[tuple[int, Colour]], ground: Colour) -> bool:
    """Whether enough of what is seen stands out from a ground."""
    stands = sum(count for count, colour in seen if contrast(colour, ground) >= _PICTURE_ENOUGH)
    return stands >= _SHARE * sum(count for count, _ in seen)
