"""Folders: every edition in its own, each file whole at every moment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from brief.channels.base import ALWAYS, NotDeliveredError, Transport

if TYPE_CHECKING:
    from brief.channels.base import Outlet, Parcel


def _send(outlet: Outlet, parcel: Parcel) -> str:
    settings = outlet.settings
    target = (outlet.folder / settings.path).absolute() / parcel.edition / parcel.name
    beside = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(parcel.data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        settle(target.parent)
    except OSError as error:
        where = Path(settings.path) / parcel.edition / parcel.name
        raise NotDeliveredError(f"{where} cannot be written: {error.strerror}") from None
    return parcel.name


def settle(folder: Path) -> None:
    """Have the names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


ROW = Transport(
    kind="folder",
    send=_send,
    whom=lambda channel: f"the folder {channel.path}",
    edit=_send,
    repeats=ALWAYS,
    every_file=True,
)
