"""What the renderer may read and how it is held to it: the pictures it was handed, and the theme's files."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from brief.errors import FormatError
from brief.formats.pdf.engine import weasyprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from brief.document import Picture
    from brief.theme import Face

BASE = "brief:/"
"""The base of every address inside the page; it names no folder, so that no path reaches the file."""

_Fetcher: Any = weasyprint.urls.URLFetcher
_Fatal: Any = weasyprint.urls.FatalURLFetchingError


class Refused(_Fatal):  # type: ignore[misc]
    """The page asks for what it was not given; ends the rendering."""


def picture_address(number: int, picture: Picture) -> str:
    """The address of a picture inside the page; `number` tells pictures of one name apart."""
    return f"{BASE}picture/{number}/{quote(picture.name)}"


def face_address(face: Face) -> str:
    """The address of one of the theme's faces."""
    return f"{BASE}face/{quote(face.family)}/{face.weight}/{face.style}"


class Fetcher(_Fetcher):  # type: ignore[misc]
    """Serves pictures from memory, faces, and the theme's files from its folder, symbolic links resolved first."""

    def __init__(
        self, theme_folder: Path, pictures: Mapping[str, Picture] | None = None, faces: Iterable[Face] = ()
    ) -> None:
        """Serve these pictures, by their addresses, these faces, and the files of this folder."""
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._folder = theme_folder.resolve()
        self._pictures = pictures or {}
        self._faces = {face_address(face): face.file for face in faces}

    def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002
        """What stands at the address. Raises Refused for every address that was not given."""
        if picture := self._pictures.get(url):
            return weasyprint.urls.URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
        if face := self._faces.get(url):
            return weasyprint.urls.URLFetcherResponse(url, face.read_bytes())
        name = url.removeprefix(f"{BASE}theme/")
        path = (self._folder / unquote(name)).resolve()
        if name == url or not path.is_relative_to(self._folder) or not path.is_file():
            raise Refused(url)
        return weasyprint.urls.URLFetcherResponse(url, path.read_bytes())


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def strict() -> Iterator[None]:
    """Make an error of every line that WeasyPrint logs: it logs what it does not understand, and goes on."""
    logger = logging.getLogger("weasyprint")
    complaints = _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    except Refused as refused:
        message = f"the page asks for {refused}, which is neither a picture of the briefing nor a file of the theme"
        raise FormatError(message, hint="name pictures in the briefing; put fonts into the theme's folder") from refused
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise FormatError(
            f"the page cannot be set: {complaints.lines[0]}", hint="\n".join(dict.fromkeys(complaints.lines[1:]))
        )
