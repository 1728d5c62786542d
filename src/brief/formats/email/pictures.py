"""The pictures of an email: files beside the page, named by what they hold, shown at half their pixels or less."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from brief.artifact import File
from brief.values import dataclass

if TYPE_CHECKING:
    from brief.desk import Desk
    from brief.document import Picture

FOLDER = "email-images"
CONTENT_WIDTH = 552
"""Pixels between the margins of the page, which is 600 wide."""

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as the page shows it: its address and its size in CSS pixels."""

    src: str
    width: int
    height: int
    alt: str

    @property
    def mark(self) -> bool:
        """Whether it is a mark to stand beside the name, and not the name itself as a picture."""
        return self.width < self.height * 2


class Album:
    """Collects the pictures that the page shows, each once; `widest` is the room between its margins in pixels."""

    def __init__(self, desk: Desk, widest: int = CONTENT_WIDTH) -> None:
        self.desk = desk
        self.widest = widest
        self.files: dict[str, File] = {}

    def picture(self, picture: Picture) -> Shown:
        """A picture between the margins; one that is smaller is not enlarged."""
        return self._shown(picture, min(picture.width, self.widest))

    def chart(self, picture: Picture) -> Shown:
        """A chart, drawn at twice its size."""
        return self._shown(picture, picture.width // 2)

    def logo(self, picture: Picture) -> Shown:
        """The publication's mark, which is drawn at twice its size; at most 200 wide and 48 high."""
        width = min(picture.width // 2, 200, picture.width * 48 // picture.height)
        return self._shown(picture, max(width, 1))

    def _shown(self, picture: Picture, width: int) -> Shown:
        name = file_name(picture)
        found = address(name, self.desk)
        self.files[name] = File(name, picture.media_type, picture.data, found if found != name else "")
        return Shown(found, width, max(picture.height * width // picture.width, 1), picture.alt)


def file_name(picture: Picture) -> str:
    """The name of a picture's file: its own, in ASCII, and a hash of its bytes, so that none shadows another."""
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(picture.name).stem.lower()).strip("-") or "picture"
    return f"{FOLDER}/{stem[:40]}-{sha256(picture.data).hexdigest()[:10]}.{_SUFFIXES[picture.media_type]}"


def address(name: str, desk: Desk) -> str:
    """Where the page finds a file: beside itself, or where the desk hosts its pictures."""
    return f"{desk.image_base.rstrip('/')}/{PurePosixPath(name).name}" if desk.image_base else name
