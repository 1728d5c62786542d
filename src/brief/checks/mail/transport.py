"""E03 and E04: what mail servers and mail programs ask of a message before anyone reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.checks.base import Hit
from brief.checks.mail.opening import payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import Message

    from brief.checks.mail.message import Mail
    from brief.errors import Place

_LONGEST_LINE = 998
_ONCE = ("Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ZONE = re.compile(r"(?:[+-]\d{4}|\b[A-Z]{1,3})\s*(?:\(.*\)\s*)?\Z")
"""The zone at a date's end, a remark behind it: +0200, or GMT as old programs write it."""
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_MESSAGE_ID = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_LIST_ID = re.compile(r"<[^<>\s]+\.[^<>\s]+>\s*$")
_ENCODINGS = frozenset(["7bit", "8bit", "binary", "quoted-printable", "base64"])
_DEFECTS = {
    "StartBoundaryNotFoundDefect": "the boundary that Content-Type names does not stand in the message",
    "CloseBoundaryNotFoundDefect": "the last boundary is missing",
    "NoBoundaryInMultipartDefect": "a multipart names no boundary",
    "MultipartInvariantViolationDefect": "what calls itself multipart has no parts",
    "InvalidBase64PaddingDefect": "a part's base64 is broken",
    "InvalidBase64CharactersDefect": "a part's base64 is broken",
    "InvalidBase64LengthDefect": "a part's base64 is broken",
    "InvalidMultipartContentTransferEncodingDefect": "a multipart is itself encoded",
}
_POSTCODE = re.compile(
    r"\b\d{4,6}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\bP\.? ?O\.? ?Box\b",
)
_FEWEST_WORDS = 4
_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)


def wire(mail: Mail) -> Iterator[Hit]:
    """The message's bytes, its headers and its parts.

    Sources: RFC 5322, 2.1.1 (lines), 2.2 (header fields), 3.6 (which fields, how often); RFC 2045 and 2046 (MIME).
    """
    if mail.message is None:
        return
    yield from _lines(mail)
    yield from _fields(mail)
    yield from _encoded_words(mail, mail.message)
    yield from _sender(mail, mail.message)
    yield from _origin(mail, mail.message)
    yield from _mime(mail, mail.message)


def _lines(mail: Mail) -> Iterator[Hit]:
    data = mail.data
    if b"\0" in data:
        yield Hit(
            "the message holds a NUL byte", "servers refuse it or cut there", place=_line(mail, data.index(b"\0"))
        )
    bare = re.search(rb"\r(?!\n)", data)
    if bare:
        yield Hit("a carriage return stands alone", "lines end in CR LF", place=_line(mail, bare.start()))
    mixed = re.search(rb"(?<!\r)\n", data) if b"\r\n" in data else None
    if mixed:
        yield Hit("some lines end in LF alone, others in CR LF", "lines end in CR LF", place=_line(mail, mixed.start()))
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line.rstrip(b"\r")) > _LONGEST_LINE:
            hint = "encode the part as quoted-printable or base64, or fold the header"
            yield Hit(f"a line is longer than {_LONGEST_LINE} bytes", hint, place=mail.line(number))
            return


def _line(mail: Mail, offset: int) -> Place:
    return mail.line(mail.data.count(b"\n", 0, offset) + 1)


def _fields(mail: Mail) -> Iterator[Hit]:
    names: list[str] = []
    for number, line in enumerate(mail.head.split(b"\n"), 1):
        if not line.isascii():
            hint = "write words as encoded words (RFC 2047)"
            yield Hit("a header holds raw bytes beyond ASCII", hint, place=mail.line(number))
        if line[:1] in {b" ", b"\t"} and number > 1:
            continue
        if not _FIELD.match(line):
            shown = line[:40].decode("ascii", "replace").strip()
            yield Hit(
                f"{shown!r} is no header field", "a field is a name, a colon and a value", place=mail.line(number)
            )
            continue
        names.append(line.partition(b":")[0].strip().decode("ascii", "replace").lower())
    for name in _ONCE:
        if names.count(name.lower()) > 1:
            yield Hit(f"{name} stands {names.count(name.lower())} times", "once is allowed", place=mail.header(name))


def _encoded_words(mail: Mail, message: Message) -> Iterator[Hit]:
    """Encoded words that are decoded to what no header may hold: NUL, or the end of a line and so another header."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    for name, value in message.items():
        try:
            parts = decode_header(str(value)) if "=?" in str(value) else []
            texts = [part.decode(charset, "replace") for part, charset in parts if charset and isinstance(part, bytes)]
        except (HeaderParseError, LookupError, ValueError):
            continue
        if any(_CONTROL.search(text) for text in texts):
            hint = "filters take that for forged headers: write words alone"
            yield Hit(f"encoded words in {name} hold a control character", hint, place=mail.header(name))


def _sender(mail: Mail, message: Message) -> Iterator[Hit]:
    from email.utils import getaddresses

    if "From" not in message:
        yield Hit("the message has no From", "name its sender", place=mail.header("From"))
        return
    senders = getaddresses([str(message["From"])])
    if not senders or not all(_is_mailbox(address) for _, address in senders):
        value = mail.decoded_header("From")[:60]
        yield Hit(f"From names no address: {value!r}", "write Name <desk@example.org>", place=mail.header("From"))
    elif len(senders) > 1 and "Sender" not in message:
        hint = "RFC 5322, 3.6.2: name one, or say in Sender who of them sends it"
        yield Hit(f"From names {len(senders)} addresses", hint, place=mail.header("From"))


def _origin(mail: Mail, message: Message) -> Iterator[Hit]:
    """Date and Message-ID; a draft (`X-Unsent: 1`) gets its date from the program that sends it."""
    from email.utils import parsedate_to_datetime

    draft = str(message.get("X-Unsent", "")).strip() == "1"
    if "Date" in message:
        try:
            zoned = bool(_ZONE.search(str(message["Date"]))) and parsedate_to_datetime(str(message["Date"]))
        except (ValueError, TypeError, IndexError, OverflowError):
            zoned = False
        if not zoned:
            value = str(message["Date"])[:40]
            yield Hit(f"Date is none: {value!r}", "write Mon, 27 Jan 2025 08:00:00 +0000", place=mail.header("Date"))
    elif not draft:
        yield Hit("the message has no Date", "filters count that against it", place=mail.header("Date"))
    if "Message-ID" in message:
        if not _MESSAGE_ID.fullmatch(str(message["Message-ID"]).strip()):
            value = str(message["Message-ID"]).strip()[:60]
            yield Hit(f"Message-ID is none: {value!r}", "write <something@host>", place=mail.header("Message-ID"))
    elif not draft:
        hint = "RFC 5322 asks for it, and filters count its absence"
        yield Hit("the message has no Message-ID", hint, place=mail.header("Message-ID"), severity="warning")


def _is_mailbox(address: str) -> bool:
    name, _, host = address.rpartition("@")
    return bool(name) and bool(re.fullmatch(r"[^\s@<>]+\.[^\s@<>.]+", host))


def _mime(mail: Mail, message: Message) -> Iterator[Hit]:
    place = mail.header("Content-Type")
    if "Content-Type" in message and "MIME-Version" not in message:
        yield Hit("Content-Type without MIME-Version", "add MIME-Version: 1.0", place=place)
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            if kind == "multipart/alternative":
                yield from _order(mail, part)
        else:
            yield from _part(mail, part, kind)
        for defect in part.defects:
            name = type(defect).__name__
            if name in _DEFECTS:
                yield Hit(_DEFECTS[name], "programs show such a part in different ways", place=place)


def _order(mail: Mail, part: Message) -> Iterator[Hit]:
    """RFC 2046, 5.1.4: the plainest form first, for programs show the last one that they can."""
    kinds = [inner.get_content_type() for inner in part.get_payload() if not isinstance(inner, str)]
    if "text/plain" in kinds[1:]:
        hint = "the plainest comes first: programs show the last that they can"
        yield Hit("the text part stands after the page", hint, place=mail.header("Content-Type"))


def _part(mail: Mail, part: Message, kind: str) -> Iterator[Hit]:
    place = mail.header("Content-Type")
    encoding = str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    if encoding not in _ENCODINGS:
        yield Hit(f"nobody knows the encoding {encoding[:30]!r} of the {kind} part", "quoted-printable", place=place)
    raw = part.get_payload()
    if encoding == "7bit" and isinstance(raw, str) and not raw.isascii():
        hint = "encode it as quoted-printable, or say 8bit"
        yield Hit(f"the {kind} part holds bytes beyond ASCII and says 7bit", hint, place=place)
    if not kind.startswith("text/"):
        return
    charset = part.get_content_charset("us-ascii" if encoding == "7bit" else "utf-8")
    try:
        payload(part).decode(charset)
    except LookupError:
        yield Hit(f"nobody knows the character set {charset[:30]!r}", "write utf-8", place=place)
    except ValueError:
        if encoding != "7bit":
            yield Hit(f"the {kind} part is not in {charset}, which it names", "write it in utf-8", place=place)


def unsubscribing(mail: Mail) -> Iterator[Hit]:
    """One click to unsubscribe, the list's name, a visible way out, and who sends the mail.

    Sources: RFC 2369, 2919 and 8058, which Gmail and Yahoo ask of whoever sends many mails; CAN-SPAM Act, 15 U.S.C.
    7704 (a)(5), and its like elsewhere, for the visible link and the postal address.
    """
    if mail.message is not None:
        yield from _list_headers(mail, mail.message)
    if mail.html is None and mail.text is None:
        return
    if mail.html is not None:
        part, place = "page", mail.at(mail.page.body.at)
        links = [link for link in mail.page.named("a") if "href" in link.attributes and not mail.light[link].hidden]
        ways_out = any(map(mail.is_unsubscribe, links))
    else:
        part, place = "text part", mail.text_place
        ways_out = any(mail.leads_out(*found) for found in _addresses(mail.text or ""))
    if not ways_out:
        hint = f"write one at the foot of the {part}; desk.yaml names its address under unsubscribe:"
        yield Hit(f"the {part} has no link to unsubscribe", hint, place=place)
    if not _has_postal_address(mail):
        hint = f"write it at the foot of the {part}; desk.yaml holds it under postal_address:"
        yield Hit(f"the {part} names no postal address of its sender", hint, place=place)


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """The addresses of a text part, each with its paragraph, which says what it is for."""
    for paragraph in _PARAGRAPHS.split(text):
        for found in _ADDRESS.finditer(paragraph):
            yield paragraph, found[0].rstrip(".,;:!?)")


def _list_headers(mail: Mail, message: Message) -> Iterator[Hit]:
    place = mail.header("List-Unsubscribe")
    value = "".join(str(message.get("List-Unsubscribe", "")).split())
    targets = re.findall(r"<([^>]*)>", value)
    merged = any("".join(token.split()) in value for token, _ in mail.habits.fields)
    if not value:
        yield Hit("there is no List-Unsubscribe", "desk.yaml names the address under unsubscribe:", place=place)
    elif not targets:
        yield Hit("List-Unsubscribe holds no <address>", "write <https://...>", place=place)
    elif not merged and not any(target.lower().startswith("https:") for target in targets):
        yield Hit("List-Unsubscribe names no https address", "one click needs one (RFC 8058)", place=place)
    else:
        post = "".join(str(message.get("List-Unsubscribe-Post", "")).split())
        if post != "List-Unsubscribe=One-Click":
            hint = "add List-Unsubscribe-Post: List-Unsubscribe=One-Click (RFC 8058)"
            yield Hit("unsubscribing takes more than one click", hint, place=mail.header("List-Unsubscribe-Post"))
    list_id = mail.header("List-ID")
    if "List-ID" not in message:
        hint = "desk.yaml names it under list_id:"
        yield Hit("there is no List-ID", hint, place=list_id, severity="warning")
    elif not _LIST_ID.search(mail.decoded_header("List-ID")):
        yield Hit("List-ID holds no <list.example.org>", "RFC 2919", place=list_id, severity="warning")


def _has_postal_address(mail: Mail) -> bool:
    """The desk's own where it is known, else words around something like a postcode."""
    known = "".join(mail.habits.postal_address.split())
    if known:
        shown = [mail.text or ""] if mail.html is None else [text.text for text in mail.shown()]
        return known in "".join("".join(shown).split())
    return any(_POSTCODE.search(words) and len(words.split()) >= _FEWEST_WORDS for words in _blocks(mail))


def _blocks(mail: Mail) -> Iterable[str]:
    """The words of each block of the page or, where there is none, of each paragraph of the text part."""
    if mail.html is None:
        return _PARAGRAPHS.split(mail.text or "")
    blocks = (element for element in mail.page.elements if element.name in {"p", "td", "div", "address", "span"})
    return (" ".join(node.text for node in block.content if not hasattr(node, "attributes")) for block in blocks)
