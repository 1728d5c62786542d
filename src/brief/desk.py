"""The desk file, validated: the publication that editions belong to."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from brief.prose import is_address


def _present(text: str) -> str:
    if not text.strip():
        message, hint = "expected text, found none", "write it, or take the key out"
        raise PydanticCustomError("brief", "{first}", {"first": message, "problems": [(message, hint, 0)]})
    return text.strip()


def _mailbox(text: str) -> str:
    """One address of the shape `name@host`, without display name (RFC 5321 in its everyday part)."""
    name, _, host = text.strip().rpartition("@")
    if not name or "." not in host or any(character.isspace() or character in '<>,;"()' for character in text.strip()):
        message = f"{text!r} is no mail address"
        raise PydanticCustomError(
            "brief", "{first}", {"first": message, "problems": [(message, "write desk@example.org", 0)]}
        )
    return text.strip()


def _address(text: str) -> str:
    if not is_address(text.strip()):
        message, hint = f"{text!r} is no address", "addresses begin with https:, http:, mailto: or tel:"
        raise PydanticCustomError("brief", "{first}", {"first": message, "problems": [(message, hint, 0)]})
    return text.strip()


def _address_or_token(text: str) -> str:
    """An address, or what the sending service puts one in the place of; that names no scheme, however it is spaced."""
    return _address(text) if re.match(r"[A-Za-z][A-Za-z\d+.-]*:", "".join(text.split())) else _present(text)


Words = Annotated[str, AfterValidator(_present)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
Address = Annotated[str, AfterValidator(_address)]
AddressOrToken = Annotated[str, AfterValidator(_address_or_token)]


Client = Literal[
    "aol",
    "apple-mail",
    "fastmail",
    "free-fr",
    "gmail",
    "gmx",
    "hey",
    "ionos-1and1",
    "laposte",
    "mail-ru",
    "orange",
    "outlook",
    "protonmail",
    "samsung-email",
    "sfr",
    "t-online-de",
    "thunderbird",
    "web-de",
    "yahoo",
]
"""Mail programs, as caniemail.com names them."""
CLIENTS: tuple[Client, ...] = ("gmail", "outlook", "apple-mail", "yahoo", "samsung-email")
"""The mail programs of most readers."""


class Model(BaseModel):
    """Frozen; a key that is not declared is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Logo(Model):
    """The publication's mark."""

    file: Words = Field(description="A PNG, JPEG or GIF beside desk.yaml, at twice the size it is shown.")
    alt: Words = Field(description="Its words, for those who do not see it.")


class Sender(Model):
    """Whom the email comes from."""

    name: Words = Field(description="The name in the From line.")
    email: Mailbox = Field(description="The address in the From line.")


class ReaderField(Model):
    """A merge field of the sending service."""

    token: Words = Field(description="What the email carries: `*|FNAME|*`.")
    fallback: str = Field("", description="What every other format prints.")
    preview: str = Field("", description="What checks and previews show.")


class Desk(Model):
    """The publication: its name, look, sender and habits."""

    name: Words = Field("Briefing", description="The publication's name.")
    tagline: Words | None = Field(None, description="A few words under the name.")
    lang: Words = Field("en", description="The language editions are written in, unless one says otherwise.")
    zone: Words = Field("UTC", description="The time zone of dates: Europe/Berlin.")
    theme: Words = Field("default", description="The look: a folder under themes/.")
    paper: Literal["a4", "letter"] = Field("a4", description="The page: a4 or letter.")
    section: Words | None = Field(None, description="The kicker above titles.")
    authors: tuple[Words, ...] = Field((), description="Who writes, unless an edition says otherwise.")
    logo: Logo | None = Field(None, description="The publication's mark.")
    sender: Sender | None = Field(None, description="Whom the email comes from.")
    reply_to: Mailbox | None = Field(None, description="Where answers go.")
    list_id: Words | None = Field(None, description="The List-ID header: briefing.example.org.")
    unsubscribe: AddressOrToken | None = Field(None, description="The https address that unsubscribes in one click.")
    postal_address: Words | None = Field(None, description="The sender's postal address, which many laws ask for.")
    web_base: Address | None = Field(None, description="Where editions stand on the web.")
    image_base: Address | None = Field(
        None, description="Where the email's pictures are hosted; the manifest lists what to upload."
    )
    clients: tuple[Client, ...] = Field(
        CLIENTS, description="Mail programs of the readers, by which style is judged: gmail, outlook, apple-mail ..."
    )
    tracking: dict[str, Words] = Field({}, description="Parameters added to links in the email.")
    reader: dict[str, ReaderField] = Field({}, description="Merge fields, by name.")
    names: tuple[Words, ...] = Field((), description="Names that hold digits and are no figures: H100, S&P 500.")
    channels: dict[str, dict[str, Any]] = Field({}, description="Where editions are posted.")
