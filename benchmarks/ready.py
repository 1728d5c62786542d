"""The page's own HTML as files, with its styles, fonts, pictures and data: `python ready.py BRIEFING FOLDER`.

From them the `weasyprint` command makes the page that the product makes, and does nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from brief.building import press_for
from brief.composing import compose
from brief.formats import FORMATS
from brief.formats.base import Options, render
from brief.formats.pdf.engine import weasyprint
from brief.reading import read


class Recorder:
    """What is handed to the renderer while a page is made."""

    def __init__(self) -> None:
        """Stand between the product and the renderer."""
        self.pages = self._strings("HTML")
        self.styles = self._strings("CSS")
        self.data = self._strings("Attachment")
        self.files: dict[str, bytes] = {}
        files = self.files

        class Served(weasyprint.urls.URLFetcherResponse):  # type: ignore[misc]
            """A file that the product hands over."""

            def __init__(self, url: str, body: bytes, *more: object) -> None:
                files[url] = body
                super().__init__(url, body, *more)

        weasyprint.urls.URLFetcherResponse = Served

    def _strings(self, name: str) -> list[str]:
        made = getattr(weasyprint, name)
        strings: list[str] = []

        def recorded(*positional: Any, **named: Any) -> Any:  # noqa: ANN401
            strings.append(named["string"])
            return made(*positional, **named)

        setattr(weasyprint, name, recorded)
        return strings


def write(briefing: Path, folder: Path) -> None:
    """Make a page and write what its last layout was made from: `page.html`, `page.css`, `brief.json`, and files."""
    recorder = Recorder()
    material = read(briefing)
    render(FORMATS["pdf"], compose(material), press_for(material, Options()))
    folder.mkdir(parents=True, exist_ok=True)
    html, css = recorder.pages[-1], "\n".join(recorder.styles)
    for number, (url, body) in enumerate(recorder.files.items()):
        name = f"{number}-{url.rpartition('/')[2]}"
        (folder / name).write_bytes(body)
        html, css = html.replace(url, name), css.replace(url, name)
    html = html.replace("</head>", '<link rel="stylesheet" href="page.css"></head>')
    (folder / "page.html").write_text(html, encoding="utf-8")
    (folder / "page.css").write_text(css, encoding="utf-8")
    (folder / "brief.json").write_text(recorder.data[-1], encoding="utf-8")


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:]))
