"""What passes between a model's server and who asks it: turns, the form of an answer, bytes, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from brief.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.desk import Mode

OK, MOVED, REFUSED, AT_FAULT, LAST = 200, 300, 400, 500, 599
"""Where the classes of statuses begin, and the last of them all (RFC 9110, 15)."""


class NotDraftedError(MachineError):
    """A model gave no draft; nothing was written."""


class FormRefusedError(Exception):
    """The server does not take this way of asking for an answer's form."""


class Turn(NamedTuple):
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


class Asked(NamedTuple):
    """The name and JSON Schema of what an answer holds, and how that is asked for."""

    name: str
    schema: Mapping[str, Any]
    mode: Mode


class Received(NamedTuple):
    """What a server sent: its status, bytes, and headers by their names in small letters."""

    status: int
    data: bytes
    headers: Mapping[str, str]
