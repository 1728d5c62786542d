"""The message: the email and its text part in one file, ready for a mail program or a sending service."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from brief.artifact import File
from brief.errors import FormatError
from brief.formats.base import Format
from brief.prose import Citation, Code, Emphasis, Figure, Link, MergeField, Strong, Text, is_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import EmailPolicy

    from brief.artifact import Artifact
    from brief.desk import Desk
    from brief.formats.base import Job
    from brief.prose import Inline

_ADDRESS = "".join(map(chr, range(0x21, 0x7F))).translate({ord("<"): None, ord(">"): None})
"""What stays as it is in a header's address: all of ASCII that is printed, tokens of sending services included."""
_LONGEST, _LONGEST_PHRASE = 78, 40
"""Characters of a line of headers (RFC 5322, 2.1.1), and of the words before a list's id, which stays beside them."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_IMAGE = re.compile(r'(<img\b.*?\ssrc=")([^"]*)(")', re.DOTALL)
"""A picture's address: quotation marks are escaped in attributes and `<` in text, so nothing else looks like one."""


def _make(job: Job) -> Artifact:
    desk = job.press.desk
    if desk.sender is None:
        raise FormatError(
            "a message needs a sender, and the desk names none",
            hint="add to desk.yaml: sender: {name: Your name, email: you@example.org}",
        )
    html, text = job.given["email"], job.given["text"]
    content = (job.document.slug.encode(), text.data, *(file.data for file in html.files))
    seed = sha256(b"\0".join(content)).hexdigest()
    sender = _mailbox(desk.sender.email, desk.sender.name)
    host = sender.domain
    pictures = () if desk.image_base else html.files[1:]
    message = _parts(html.text, text.text, pictures, f"{seed[:16]}@{host}")
    for name, value in _headers(job, sender, f"<{seed[:32]}@{host}>"):
        message[name] = value
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{seed[:32]}")
    return job.artifact(File(job.row.file, job.row.media_type, message.as_bytes()))


def _mailbox(address: str, name: str = "") -> Address:
    """An address as RFC 5322 writes it, its host in ASCII (RFC 3490). Raises FormatError."""
    from email.errors import MessageError
    from email.headerregistry import Address

    local, _, host = address.rpartition("@")
    try:
        return Address(_clean(name), addr_spec=f"{local}@{host.encode('idna').decode()}")
    except (ValueError, MessageError) as error:
        raise FormatError(
            f"{address!r} cannot stand in a message's headers",
            hint="write an address like desk@example.org in desk.yaml",
        ) from error


def _headers(job: Job, sender: Address, message_id: str) -> Iterable[tuple[str, object]]:
    """The headers, in their customary order; those of which the desk says nothing are left out."""
    from email.utils import format_datetime

    desk, publication = job.press.desk, job.document.publication
    yield "From", sender
    if desk.reply_to:
        yield "Reply-To", _mailbox(desk.reply_to)
    yield "Subject", _clean(_merged(job.document.subject))
    if job.press.instant:
        yield "Date", format_datetime(job.press.instant)
    yield "Message-ID", message_id
    if desk.list_id:
        yield "List-ID", f"{_phrase(publication.name)}<{_clean(desk.list_id)}>"
    yield from _unsubscribe(desk)
    yield "Content-Language", job.document.language
    yield "X-Unsent", "1"


def _unsubscribe(desk: Desk) -> Iterable[tuple[str, str]]:
    """RFC 8058: one click needs an https address; a merge field of the sending service may stand for it."""
    if not desk.unsubscribe:
        return
    target = _CONTROL.sub("", desk.unsubscribe).strip()
    address = quote(target, safe=_ADDRESS) if is_address(target) or not target.isascii() else target
    yield "List-Unsubscribe", f"<{address}>"
    if not address.lower().startswith(("http:", "mailto:")):
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _parts(html: str, text: str, pictures: Iterable[File], suffix: str) -> EmailMessage:
    """multipart/alternative, the text first; the page is multipart/related where it carries pictures."""
    from email.message import EmailMessage

    message = EmailMessage(policy=_policy())
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    files = {file.name: file for file in pictures}
    cids = {name: f"{number}.{suffix}" for number, name in enumerate(files, 1)}
    page = _IMAGE.sub(lambda found: f"{found[1]}cid:{cids[found[2]]}{found[3]}" if found[2] in cids else found[0], html)
    message.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    part = message.get_payload()[1]  # type: ignore[index]
    del part["MIME-Version"]  # type: ignore[union-attr]
    for name, cid in cids.items():
        main, _, kind = files[name].media_type.partition("/")
        part.add_related(  # type: ignore[union-attr]
            files[name].data,
            main,
            kind,
            cid=f"<{cid}>",
            filename=name.rpartition("/")[2],
            disposition="inline",
        )
    return message


def _policy() -> EmailPolicy:
    """RFC 5322 with CRLF, but for what the library folds wrongly.

    It would encode a long address as words, which no mail program undoes there, and take the quotation marks from a
    long name, so that a `<` in it began an address.
    """
    from email.header import Header
    from email.policy import EmailPolicy

    class Policy(EmailPolicy):
        def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401  (a header of any kind)
            line = f"{name}: {value}\r\n"
            if name == "List-Unsubscribe":
                return line.encode()
            if name == "From" and not (line.isascii() and len(line) <= _LONGEST):
                [sender] = value.addresses
                words = Header(sender.display_name, "utf-8", header_name=name).encode(linesep="\r\n")
                return f"{name}: {words}\r\n <{sender.addr_spec}>\r\n".encode()
            return super().fold_binary(name, value)

    return Policy(linesep="\r\n")


def _merged(line: Iterable[Inline]) -> str:
    """The words of a line with the tokens of its merge fields."""
    parts = []
    for node in line:
        match node:
            case Text(text) | Code(text):
                parts.append(text)
            case Strong(children) | Emphasis(children) | Link(children):
                parts.append(_merged(children))
            case Figure(words=words):
                parts.append(words)
            case MergeField(token=token):
                parts.append(token)
            case Citation():
                pass
    return "".join(parts)


def _clean(text: str) -> str:
    """A header's value on one line: controls, ends of lines (Unicode's too) and NUL among them, become a space.

    `=?` begins an encoded word (RFC 2047): words that hold it are kept from being decoded.
    """
    return _CONTROL.sub(" ", text).replace("=?", "= ?").strip()


def _phrase(text: str) -> str:
    """Words before an identifier, quoted as RFC 5322 asks; none where they are long, or not ASCII, as it demands."""
    escaped = _clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" ' if escaped.isascii() and len(escaped) <= _LONGEST_PHRASE else ""


ROW = Format(
    name="eml",
    file="email.eml",
    media_type="message/rfc822",
    about="the message with both parts and its headers, which opens as a draft",
    family="email",
    folders=(),
    suffix="",
    make=_make,
    needs=("email", "text"),
    read="message",
)
