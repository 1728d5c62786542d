"""What rendering gives: named bytes, and an account of what they leave out."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from brief.values import dataclass

if TYPE_CHECKING:
    from brief.document import Document


@dataclass(frozen=True, slots=True)
class File:
    """Bytes under a name, relative to the output folder; `address` is where readers look for them, if elsewhere."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A block that a format shortened or left out, and the limit that asked for it."""

    block: str
    name: str
    action: Literal["shortened", "left out"]
    reason: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """How full an artifact is: `used` of `capacity` in `unit` (words, bytes), on `pages` pages where it has any."""

    used: int
    capacity: int
    unit: str
    pages: int = 0

    def __str__(self) -> str:
        """`1 page, 412 of about 480 words`."""
        pages = f"{self.pages} page{'s' if self.pages != 1 else ''}, " if self.pages else ""
        return f"{pages}{self.used:,} of about {self.capacity:,} {self.unit}"


@dataclass(frozen=True, slots=True)
class Artifact:
    """One format of one edition; the first file is the artifact itself, the others belong to it.

    `printed` is the Document as it stands in this format, after what was shortened or left out.
    """

    format: str
    files: tuple[File, ...]
    printed: Document
    cuts: tuple[Cut, ...] = ()
    gauge: Gauge | None = None

    @property
    def data(self) -> bytes:
        """The artifact's own bytes."""
        return self.files[0].data

    @property
    def text(self) -> str:
        """The artifact's own words, for those that are text."""
        return self.data.decode()
