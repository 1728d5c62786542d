"""The table of transports. Adding one is a row, made in a module of its own, and a kind in desk.py."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brief.channels.base import Transport

KINDS = ("webhook", "github", "matrix", "mail", "command", "folder")
"""Every kind of channel, each with a module of its name."""


def transport(kind: str) -> Transport:
    """The row of a kind of channel; its module is read when a channel of it is used."""
    row: Transport = import_module(f"brief.channels.{kind}").ROW
    return row
