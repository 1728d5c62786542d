"""Webhooks: an address that takes messages, and is itself the secret.

Slack's and Mattermost's answer `ok` and no id, so a post cannot be found again (api.slack.com, "Sending messages using
incoming webhooks"); Discord's, asked to wait, gives the id under which the webhook may edit it (docs.discord.com,
"Webhook Resource": Execute Webhook, Edit Webhook Message).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from brief.channels.base import InDoubtError, Transport

if TYPE_CHECKING:
    from brief.channels.base import Outlet, Parcel

_SLACK, _DISCORD = "slack", "discord"
_TEXT = "text/plain; charset=utf-8"


def _send(outlet: Outlet, parcel: Parcel) -> str:
    from brief.channels.http import Request, ask

    waiting = outlet.settings.format == _DISCORD
    address = _address(outlet.secret.value, wait="true") if waiting else outlet.secret.value
    request = Request("POST", address, outlet.secret, parcel.data, _headers(parcel))
    answer = ask(request)
    if outlet.settings.format == _SLACK and answer.data.strip().lower() not in {b"ok", b""}:
        raise InDoubtError(f"{request.host} answered neither ok nor an error: {outlet.secret.told(answer.data)}")
    if waiting and not answer.text("id"):
        raise InDoubtError(f"{request.host} took the message and named no id")
    return answer.text("id") if waiting else ""


def _edit(outlet: Outlet, parcel: Parcel) -> str:
    from brief.channels.http import Request, ask

    address = _address(outlet.secret.value, f"/messages/{quote(parcel.remote, safe='')}")
    ask(Request("PATCH", address, outlet.secret, parcel.data, _headers(parcel), effect="same"))
    return parcel.remote


def _address(webhook: str, below: str = "", **more: str) -> str:
    """The webhook's address, what lies below it, and what else it is asked; a thread's id stays."""
    parts = urlsplit(webhook)
    query = urlencode([*parse_qsl(parts.query), *more.items()])
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + below, query, ""))


def _headers(parcel: Parcel) -> dict[str, str]:
    return {"Content-Type": parcel.media_type if "json" in parcel.media_type else _TEXT}


def _refuses(_: Outlet, parcel: Parcel) -> tuple[str, str] | None:
    if parcel.media_type == "application/json" or parcel.media_type.startswith("text/"):
        return None
    return f"a webhook takes JSON or text, and {parcel.name} is neither", "name a chat format, or markdown"


ROW = Transport(
    kind="webhook",
    send=_send,
    whom=lambda channel: f"the webhook in {channel.secret_env}",
    edit=_edit,
    edits=lambda channel: channel.format == _DISCORD,
    refuses=_refuses,
)
