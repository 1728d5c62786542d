"""Matrix rooms: one event a message, under a transaction id that makes a second sending harmless.

Matrix Client-Server API, v1.11: PUT .../send/{eventType}/{txnId}; replacements of events, `m.replace`.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from brief.channels.base import InDoubtError, Transport

if TYPE_CHECKING:
    from typing import Any

    from brief.channels.base import Outlet, Parcel
    from brief.desk import MatrixChannel

_REMEMBERED = 600.0
"""Seconds for which a transaction id is trusted to be known: Synapse keeps them in memory for half an hour at least."""
_SHOWN = 200
"""Characters of the title in an edit: with what surrounds them they fit beside the largest message."""


def _send(outlet: Outlet, parcel: Parcel) -> str:
    return _put(outlet, parcel, parcel.data, parcel.sha256)


def _edit(outlet: Outlet, parcel: Parcel) -> str:
    """Replace an event; programs that know no replacements show its title behind a star.

    The new content stands in the event whole, so the old programs' words are few: both together are one event.
    """
    content: dict[str, Any] = json.loads(parcel.data)
    related = {"rel_type": "m.replace", "event_id": parcel.remote}
    event = {
        "msgtype": content["msgtype"],
        "body": f"* {parcel.title[:_SHOWN]}",
        "m.mentions": {},
        "m.new_content": content,
        "m.relates_to": related,
    }
    _put(
        outlet, parcel, json.dumps(event, ensure_ascii=False).encode(), f"{parcel.remote}{parcel.since}{parcel.sha256}"
    )
    return parcel.remote


def _put(outlet: Outlet, parcel: Parcel, event: bytes, seed: str) -> str:
    from brief.channels.http import Request, ask

    settings = outlet.settings
    transaction = sha256(f"{parcel.key}/{seed}".encode()).hexdigest()
    room = quote(settings.room, safe="")
    path = f"/_matrix/client/v3/rooms/{room}/send/m.room.message/{transaction}"
    headers = {"Authorization": f"Bearer {outlet.secret.value}", "Content-Type": "application/json"}
    answer = ask(Request("PUT", settings.server + path, outlet.secret, event, headers, effect="same"))
    event_id = answer.text("event_id")
    if not event_id:
        raise InDoubtError(f"{urlsplit(settings.server).hostname} took the message and named no event")
    return event_id


def _whom(settings: MatrixChannel) -> str:
    return f"the room {settings.room} on {urlsplit(settings.server).hostname}"


def _refuses(_: Outlet, parcel: Parcel) -> tuple[str, str] | None:
    if parcel.media_type == "application/json":
        return None
    return f"a Matrix room takes an event in JSON, and {parcel.name} is none", "name the format matrix"


ROW = Transport(kind="matrix", send=_send, whom=_whom, edit=_edit, repeats=_REMEMBERED, refuses=_refuses)
