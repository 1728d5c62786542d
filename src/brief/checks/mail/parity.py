"""E02: the text part says what the page says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.checks.base import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.mail.message import Mail
    from brief.checks.mail.page import Element

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+")
_LISTED = 5


def parity(mail: Mail) -> Iterator[Hit]:
    """Figures, headlines and links that stand in the page or in the text part, and not in the other.

    Source: RFC 2046, 5.1.4: the parts of multipart/alternative are the same information.
    """
    if mail.text is None:
        if mail.message is not None:
            hint = "watches, screen readers and filters read it: send multipart/alternative"
            yield Hit("the message has no text part", hint, place=mail.header("Content-Type"))
        return
    yield from _figures(mail, mail.text)
    flat = _flat(mail.text)
    for heading in mail.page.named("h1", "h2", "h3"):
        if not mail.light[heading].hidden and _flat(heading.words) not in flat:
            message = f"the text part lacks the headline “{heading.words[:60]}”"
            yield Hit(message, place=mail.at(heading.at), severity="error" if heading.name == "h1" else None)
    yield from _links(mail, mail.text)


def _figures(mail: Mail, text: str) -> Iterator[Hit]:
    shown = "\n".join(node.text for node in mail.shown())
    drawn = [*_numbers(" ".join(image.get("alt") for image in mail.page.named("img")))]
    page = dict.fromkeys(_numbers(shown))
    other = dict.fromkeys(_numbers(text))
    vouched = {*page, *drawn, *_numbers(mail.hidden_words)}
    lost = [number for number in page if number not in other]
    # A picture whose words hold figures is a chart; it draws more of them than its words say.
    added = [] if drawn else [number for number in other if number not in vouched]
    if lost and added:
        message = f"the page says {_listed(lost)} where the text part says {_listed(added)}"
        yield Hit(message, "make both from one source", place=mail.text_place, severity="error")
    elif lost:
        yield Hit(f"the text part lacks {_listed(lost)}", place=mail.text_place)
    elif added:
        yield Hit(f"the text part says {_listed(added)}, the page does not", place=mail.text_place)


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(_ADDRESS.sub(" ", text)):
        yield re.sub("[\u00a0\u202f]", "", found[0])


def _links(mail: Mail, text: str) -> Iterator[Hit]:
    flat = "".join(text.split())
    targets: dict[str, Element] = {}
    for link in mail.page.named("a"):
        if (address := _bare(link.get("href").strip())) and not mail.light[link].hidden:
            targets.setdefault(address, link)
    for address, link in targets.items():
        if address.removeprefix("mailto:").removeprefix("tel:") not in flat:
            yield Hit(f"the text part lacks the link to {address[:70]}", place=mail.at(link.at))
    for found in dict.fromkeys(_bare(found[0].rstrip(".,;:)>]")) for found in _ADDRESS.finditer(text)):
        # An address that was wrapped stands on two lines: what is left of it begins one of the page's.
        if found and not any(target.startswith(found) or found.startswith(target) for target in targets):
            yield Hit(f"the text part links to {found[:70]}, the page does not", place=mail.text_place)


def _bare(address: str) -> str:
    """An address without what tracks: its query and fragment; empty for what is no address."""
    return re.split("[?#]", address, maxsplit=1)[0].rstrip("/") if _ADDRESS.match(address) else ""


def _flat(text: str) -> str:
    """Letters and digits alone: wrapping, capitals and marks differ between the parts."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _listed(numbers: list[str]) -> str:
    rest = len(numbers) - _LISTED
    return ", ".join(numbers[:_LISTED]) + (f" and {rest} more" if rest > 0 else "")
