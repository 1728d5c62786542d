"""What a mail made anywhere says: placeholders left in it, its pictures, its links."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from brief.checks import wording
from brief.checks.base import Hit
from brief.checks.mail.clients import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.parse import SplitResult

    from brief.checks.mail.message import Attached, Mail
    from brief.checks.mail.page import Element, Page
    from brief.errors import Place

HEAVIEST = 500_000
"""Bytes from which on a picture makes readers on the road wait."""
_SCHEMES = frozenset(["https", "http", "mailto", "tel", "sms"])
_TOKEN = re.compile(r"\*\|[^|]*\|\*|\{\{[^}]*\}\}|%%[^%]*%%|\[\[[^\]]*\]\]|%[A-Z_]+%|\[[A-Z_]+\]")
"""Merge fields of sending services: an address may be one."""
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_ADDRESS_AMONG_WORDS = re.compile(r"(?:\bhttps?://|(?=\bwww\.))((?:[\w-]+\.)+[a-z]{2,})\b", re.IGNORECASE)
_READ_OUT = ("alt", "aria-label", "title")
_CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign")
_FORMATS = {
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/heic": "heif",
    "image/heif": "heif",
    "image/apng": "apng",
}


def placeholders(mail: Mail) -> Iterator[Hit]:
    """Words that stand for words to come, or a template's residue, in the subject, the page and the text part.

    Of the page, words that are read out count, too; of the text part beside a page, what the page does not hold.

    Source: newsroom practice, where TK is what is "to come"; the marks of Jinja, Liquid and Handlebars. The tokens of
    merge fields that the desk declares are none: they are filled before any rule looks.
    """
    for hit in wording.placeholders(mail.subject):
        yield replace(hit, place=mail.header("Subject"))
    said = set()
    for at, words in _words(mail.page):
        for hit in wording.placeholders(words):
            said.add(hit.message)
            yield replace(hit, place=mail.at(at))
    for hit in wording.placeholders(mail.text or ""):
        if hit.message not in said:
            yield replace(hit, place=mail.text_place)


def _words(page: Page) -> Iterator[tuple[int, str]]:
    """The words of a page with their offsets: those that are shown, and those that are read out in their stead."""
    yield from ((text.at, text.text) for text in page.texts)
    for element in page.elements:
        yield from ((element.at, element.get(name)) for name in _READ_OUT if name in element.attributes)


def pictures(mail: Mail) -> Iterator[Hit]:
    """Pictures without words for those who do not see them, or that do not arrive.

    Sources: WCAG 2.2, 1.1.1 Non-text content; those of `carriage`: RFC 2392, caniemail.com.
    """
    for image in mail.page.named("img"):
        for hit in wording.alt(image.get("src") or "a picture", image.get("alt")):
            yield replace(hit, place=mail.at(image.at))
    yield from carriage(mail)


def carriage(mail: Mail) -> Iterator[Hit]:
    """Whether pictures arrive: alt, address, width (Outlook draws by it), weight, and a format programs show.

    Sources: WCAG 2.2, 1.1.1; RFC 2392 (cid); caniemail.com for formats.
    """
    for image in mail.page.named("img"):
        place, source = mail.at(image.at), image.get("src").strip()
        name = source[:60] or "a picture"
        if "alt" not in image.attributes:
            yield Hit(f"{name} has no alt", 'say what it shows, or alt="" where it says nothing', place=place)
        elif not image.get("alt").strip() and (link := _link_around(image)) and not link.words:
            yield Hit(f"{name} is all there is of a link and has no alt text", "say where it leads", place=place)
        if not source:
            yield Hit("a picture has no address", "write its src", place=place)
            continue
        if not image.get("width"):
            hint = "Outlook draws a picture at its own size unless the attribute says otherwise"
            yield Hit(f"{name} has no width", hint, place=place, severity="warning")
        found = (mail.attached or {}).get(source)
        if found is None:
            yield from _address_of_picture(mail, name, source, place=place)
        else:
            yield from _weight(name, found, place=place)
        kind = found.media_type if found else _media_type(source)
        if kind in _FORMATS and (programs := lacking(f"image {_FORMATS[kind]}", mail.habits.clients)):
            hint = "send PNG, JPEG or GIF"
            yield Hit(f"{name} is not shown by {programs}", hint, place=place, severity="warning")
        if source.lower().startswith("data:") and (programs := lacking("image data:", mail.habits.clients)):
            hint = "attach it by cid, or host it"
            yield Hit(f"a picture in a data: address is not shown by {programs}", hint, place=place)


def _link_around(image: Element) -> Element | None:
    return next((parent for parent in image.ancestors() if parent.name == "a"), None)


def _weight(name: str, found: Attached, *, place: Place) -> Iterator[Hit]:
    if len(found.data) > HEAVIEST:
        message = f"{name} weighs {len(found.data) / 1000:,.0f} kB"
        hint = f"at most {HEAVIEST // 1000} kB: fewer pixels, or JPEG for photographs"
        yield Hit(message, hint, place=place, severity="warning")


def _address_of_picture(mail: Mail, name: str, source: str, *, place: Place) -> Iterator[Hit]:
    """What is wrong with the address of a picture that does not come with the mail."""
    scheme = source.partition(":")[0].lower() if ":" in source else ""
    message = hint = ""
    if scheme == "cid":
        message, hint = f"no part of the message is {name}", "attach the picture under that Content-ID"
    elif scheme == "http":
        message, hint = f"{name} is not fetched over https", "programs warn of it or show nothing"
    elif source.startswith("//") or (not scheme and mail.message is not None and not _TOKEN.search(source)):
        message, hint = f"{name} is no address that a reader's program finds", "write https:, or attach it by cid"
    elif scheme and scheme not in {"https", "data"} and not _TOKEN.match(source):
        message, hint = f"{name} is no address of a picture", "write https:, or attach it by cid"
    elif not scheme and mail.attached is not None and not _TOKEN.search(source):
        message, hint = f"{name} does not come with the page", "put the file beside it"
    if message:
        yield Hit(message, hint, place=place)


def _media_type(source: str) -> str:
    if source.lower().startswith("data:"):
        return re.split("[;,]", source[5:].lower(), maxsplit=1)[0]
    ending = _split(source).path.rpartition(".")[2].lower()
    return next((kind for kind, name in _FORMATS.items() if ending in {name, name[:3]}), "")


def links(mail: Mail) -> Iterator[Hit]:
    """Links without words or whose words do not say where they lead, and their addresses.

    Sources: WCAG 2.2, 2.4.4 Link purpose; those of `addresses`: RFC 3986, phishing filters.
    """
    for link in mail.page.named("a"):
        if "href" not in link.attributes or mail.light[link].hidden:
            continue
        text, target = link.words, link.get("href")[:80]
        place = mail.at(link.at)
        if not text and not link.get("aria-label").strip():
            hint = "write words, or the alt text of its picture"
            yield Hit(f"the link to {target} has no words", hint, place=place, severity="error")
        elif wording.says_nothing(text):
            yield Hit(f"{text!r} does not say where it leads", f"name what stands at {target}", place=place)
    yield from addresses(mail)


def addresses(mail: Mail) -> Iterator[Hit]:
    """Addresses that lead nowhere, that differ from the one shown, and tracking parameters: complete, and once.

    Sources: RFC 3986; phishing filters, which compare the address that is shown with the one behind it.
    """
    for link in mail.page.named("a"):
        if "href" not in link.attributes:
            continue
        target, place = link.get("href").strip(), mail.at(link.at)
        if _TOKEN.match(target):
            continue
        scheme = target.partition(":")[0].lower() if re.match(r"[a-zA-Z][\w+.-]*:", target) else ""
        if target in {"", "#"}:
            yield Hit(
                f"the link {link.words[:40]!r} leads nowhere", "give it an address", place=place, severity="error"
            )
        elif scheme not in _SCHEMES and not (target.startswith("#") and not scheme):
            message = f"{target[:60]!r} is no address that a mail program opens"
            yield Hit(message, "write https:, mailto: or tel:", place=place, severity="error")
        elif scheme in {"https", "http"}:
            for hit in _web_address(mail, link, target):
                yield replace(hit, place=place)


def _web_address(mail: Mail, link: Element, target: str) -> Iterator[Hit]:
    parts = _split(target)
    if not parts.hostname or any(sign in target for sign in ' "<>'):
        yield Hit(f"{target[:60]!r} is no address", "write it as a browser shows it", severity="error")
        return
    shown = _LOOKS_LIKE_ADDRESS.fullmatch(link.words) or _ADDRESS_AMONG_WORDS.search(link.words)
    if shown and not _same_host(shown[1].lower(), parts.hostname):
        message = f"the link shows {shown[1]} and leads to {parts.hostname}"
        yield Hit(message, "filters take that for phishing", severity="error")
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    tracked = {*mail.habits.tracking, *(name for name in names if name.startswith("utm_"))}
    for name in sorted(name for name in tracked if names.count(name) > 1):
        yield Hit(f"{name} stands twice in the link to {parts.hostname}", "once is enough")
    wanted = mail.habits.tracking or (_CAMPAIGN if tracked else ())
    if absent := [name for name in wanted if name not in names]:
        if mail.is_unsubscribe(link) or mail.is_filled(target):
            return
        yield Hit(f"the link to {parts.hostname}{parts.path[:40]} lacks {', '.join(absent)}", "track all links alike")


def _split(target: str) -> SplitResult:
    try:
        parts = urlsplit(target)
        _ = parts.hostname
    except ValueError:
        return urlsplit("")
    return parts


def _same_host(shown: str, real: str) -> bool:
    shown, real = shown.removeprefix("www."), real.lower().removeprefix("www.")
    return shown == real or real.endswith(f".{shown}")
