"""What a transport is: a row that sends one message, says whom it reaches, and what it can do afterwards."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from brief.errors import MachineError
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from brief.desk import Desk
    from brief.secret import Secret

ALWAYS = float("inf")
"""Seconds for which the same message may be sent again, where the target finds what is there already."""


class NotDeliveredError(MachineError):
    """The message did not arrive, for certain; it can be sent again."""


class InDoubtError(MachineError):
    """The message was on its way and no answer came: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along with a message."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way: a built file's bytes, and what its envelope says.

    `part` counts from 1 (a correction notice is `notice-` and its hash), `remote` is the id of the post to edit,
    `since` when what stands there was posted, `first` the id of the first part. `sha256` is that of the file.
    """

    publication: str
    edition: str
    channel: str
    part: str
    title: str
    name: str
    media_type: str
    sha256: str
    data: bytes = field(repr=False)
    attached: tuple[Attached, ...] = ()
    remote: str = ""
    since: str = ""
    first: str = ""

    @property
    def key(self) -> str:
        """What names this message for good: publication, edition, channel and part."""
        return f"{self.publication}/{self.edition}/{self.channel}/{self.part}"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel of the desk, ready to be used: its settings, of the model of its kind, and its secret."""

    name: str
    settings: Any
    secret: Secret
    desk: Desk
    folder: Path
    """The desk's folder, from which a channel's paths are seen."""


@dataclass(frozen=True, slots=True)
class Transport:
    """A row of the table of transports.

    `send` delivers a message and gives its remote id (empty where there is none); `edit` replaces the post that the
    parcel names, for the channels of which `edits` holds. Both raise NotDeliveredError and InDoubtError only.
    `repeats` says for how many seconds the same message may be sent a second time without becoming two. `refuses` says
    what it cannot carry, and a hint; `wrapped` what goes over the wire: the file, with its envelope where that is text.
    """

    kind: str
    send: Callable[[Outlet, Parcel], str]
    whom: Callable[[Any], str]
    edit: Callable[[Outlet, Parcel], str] | None = None
    edits: Callable[[Any], bool] = lambda _: True
    repeats: float = 0
    refuses: Callable[[Outlet, Parcel], tuple[str, str] | None] = lambda _, __: None
    wrapped: Callable[[Outlet, Parcel], bytes] = lambda _, parcel: parcel.data
    every_file: bool = False
    """Whether what belongs to the format goes along, pictures beside a page; else its messages alone."""

    def can_edit(self, channel: Any, remote: str) -> bool:  # noqa: ANN401  (of any kind)
        """Whether a post in this channel can be replaced: its id is known, or it is found again without."""
        return self.edit is not None and self.edits(channel) and (bool(remote) or self.repeats == ALWAYS)
