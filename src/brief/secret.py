"""What lets the desk post: read from the environment when it is needed, and kept out of every word that is said."""

from __future__ import annotations

import json
import os
import re
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TELLING = 6
"""Characters from which a piece of a webhook's address is a secret of its own."""
_COVER = "•••"
_READ, _TOLD = 65_536, 200
"""Bytes of a service's words in which secrets are looked for, and characters of them that are passed on."""
_CONTROLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that is handed to its service and shown to nobody, whatever the service answers."""

    name: str = ""
    value: str = field(default="", repr=False)

    def hidden(self, text: str) -> str:
        """The text with the secret, its parts and its other spellings covered."""
        for piece in sorted(set(self._pieces()), key=len, reverse=True):
            text = re.sub(re.escape(piece), _COVER, text, flags=re.IGNORECASE)
        return text

    def told(self, words: bytes) -> str:
        """A service's words on one line: their message where they are JSON, with nothing in them that is secret."""
        text = words[:_READ].decode("utf-8", "replace")
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            content = None
        if isinstance(content, dict):
            text = str(content.get("message") or content.get("error") or text)
        line = self.hidden(_CONTROLS.sub(" ", self.hidden(text))).strip()
        return line if len(line) <= _TOLD else f"{line[:_TOLD]}…"

    def _pieces(self) -> Iterator[str]:
        if not self.value:
            return
        pieces = [self.value]
        if "://" in self.value:
            address = urlsplit(self.value)
            own = [*address.path.split("/"), *re.split(r"[&=]", address.query), address.password or "", address.path]
            pieces += [piece for piece in own if len(piece) >= _TELLING]
        for piece in pieces:
            yield from (piece, quote(piece, safe=""), quote(piece), unquote(piece), piece.replace("/", r"\/"))


def from_environment(name: str | None, environment: Mapping[str, str] = os.environ) -> Secret | None:
    """The secret under this name; None where it is not set, or cannot be one for the blanks and controls in it."""
    if name is None:
        return Secret()
    value = environment.get(name, "").strip()
    return Secret(name, value) if value and value.isprintable() and not re.search(r"\s", value) else None
