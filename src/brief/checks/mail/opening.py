"""A mail as it is opened: from the bytes of a message, from a page alone, from an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.checks.mail.merging import filled
from brief.checks.mail.message import Attached, Habits, Mail, habits
from brief.prose import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message

    from brief.artifact import Artifact
    from brief.desk import Desk


def of_page(name: str, data: bytes, habits: Habits = Habits()) -> Mail:  # noqa: B008  (frozen)
    """A page alone, as a sending service or a browser is given it."""
    return filled(Mail(name, html=data.decode("utf-8-sig", "replace"), habits=habits))


def of_message(name: str, data: bytes, habits: Habits = Habits()) -> Mail:  # noqa: B008  (frozen)
    """A message with its parts. Never raises: what cannot be decoded is replaced, and a rule says so."""
    from email import message_from_bytes

    message = message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    html = next((part for part in shown if part.get_content_type() == "text/html"), None)
    text = next((part for part in shown if part.get_content_type() == "text/plain"), None)
    attached = {
        f"cid:{str(part['Content-ID']).strip().strip('<>')}": Attached(part.get_content_type(), payload(part))
        for part in parts
        if part["Content-ID"]
    }
    return filled(
        Mail(
            name,
            data,
            message,
            None if html is None else decoded(html),
            None if text is None else decoded(text),
            attached,
            html_name=name if html is message else f"{name} (text/html)",
            text_name=name if text is message else f"{name} (text/plain)",
            habits=habits,
        )
    )


def of_artifacts(artifacts: Mapping[str, Artifact], desk: Desk) -> Mail:
    """The mail of an edition: the page as it lies in `email.html`, around it the message, where it was made."""
    from email import message_from_bytes

    email, text, eml = artifacts["email"], artifacts.get("text"), artifacts.get("eml")
    return filled(
        Mail(
            eml.files[0].name if eml else email.files[0].name,
            eml.data if eml else b"",
            message_from_bytes(eml.data) if eml else None,
            email.text,
            text.text if text else None,
            {file.address or file.name: Attached(file.media_type, file.data) for file in email.files[1:]},
            frozenset(" ".join(words(block.heading).split()) for block in email.printed.every_block()),
            html_name=email.files[0].name,
            text_name=text.files[0].name if text else "",
            habits=habits(desk),
        )
    )


def payload(part: Message) -> bytes:
    """A part's bytes, decoded as far as they can be."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def decoded(part: Message) -> str:
    """A part's text in the character set it names."""
    charset = part.get_content_charset("utf-8")
    try:
        return payload(part).decode(charset, "replace")
    except (LookupError, ValueError):
        return payload(part).decode("utf-8", "replace")
