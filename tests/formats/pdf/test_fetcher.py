from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from brief import theme
from brief.desk import Desk
from brief.errors import FormatError
from brief.formats.base import Press, package_templates, render
from brief.formats.pdf import ROW
from documents import picture
from pages import edition, text

if TYPE_CHECKING:
    from pathlib import Path

    from brief.formats.pdf.fetcher import Fetcher

pytestmark = pytest.mark.needs("pango")


@pytest.fixture
def look(tmp_path: Path) -> Path:
    """A theme's folder with a file in it, and secrets around it."""
    (tmp_path / "secret.css").write_text("p { color: red }")
    folder = tmp_path / "theme"
    (folder / "fonts").mkdir(parents=True)
    (folder / "fonts" / "face.ttf").write_bytes(b"a face")
    (folder / "fonts" / "out.ttf").symlink_to(tmp_path / "secret.css")
    (folder / "away").symlink_to(tmp_path)
    return folder


@pytest.fixture
def fetcher(look: Path) -> Fetcher:
    from brief.formats.pdf.fetcher import Fetcher, picture_address

    mark = picture("a b.png", "A mark")
    return Fetcher(look, {picture_address(0, mark): mark})


def test_the_themes_files_and_the_pictures_are_served(fetcher: Fetcher) -> None:
    assert fetcher.fetch("brief:/theme/fonts/face.ttf").read() == b"a face"
    served = fetcher.fetch("brief:/picture/0/a%20b.png")
    assert served.read().startswith(b"\x89PNG")
    assert served.content_type == "image/png"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "data:text/css,p{}",
        "brief:/picture/1/a%20b.png",
        "brief:/theme/fonts/none.ttf",
        "brief:/theme/fonts",
        "brief:/theme/../secret.css",
        "brief:/theme/fonts/..%2f..%2fsecret.css",
        "brief:/theme//etc/passwd",
        "brief:/theme/fonts/out.ttf",
        "brief:/theme/away/secret.css",
        "brief:/etc/passwd",
    ],
)
def test_nothing_else_is_served(fetcher: Fetcher, address: str) -> None:
    from brief.formats.pdf.fetcher import Refused

    with pytest.raises(Refused):
        fetcher.fetch(address)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><title>x</title>'
ASKING = {
    "a picture of the disk": '<img src="file:///etc/hostname" alt="x">',
    "a picture above": '<img src="../../secret.png" alt="x">',
    "a picture of the net": '<img src="http://127.0.0.1:9/x.png" alt="x">',
    "an object": '<object data="file:///etc/hostname"></object>',
    "an embedded file": '<embed src="file:///etc/hostname">',
    "a stylesheet": '<link rel="stylesheet" href="file:///etc/hostname">',
    "an imported stylesheet": '<style>@import url("file:///etc/hostname");</style>',
    "a background": '<p style="background: url(file:///etc/hostname)">x</p>',
    "a face": '<style>@font-face { font-family: X; src: url("file:///etc/hostname") }</style>',
    "generated content": '<style>p::before { content: url("file:///etc/hostname") }</style><p>x</p>',
    "an attachment": '<link rel="attachment" href="file:///etc/hostname">',
    "a linked attachment": '<a rel="attachment" href="file:///etc/hostname">x</a>',
}


@pytest.mark.parametrize("asking", ASKING.values(), ids=ASKING)
def test_a_template_that_reaches_outside_makes_no_page(tmp_path: Path, asking: str) -> None:
    (tmp_path / "pdf" / "blocks").mkdir(parents=True)
    (tmp_path / "pdf" / "blocks" / "text.html.j2").write_text(asking)
    roots = (tmp_path, package_templates())
    press = Press(Desk(), theme.load("default", roots), roots)
    with pytest.raises(FormatError, match=r"page asks for|page cannot be set"):
        render(ROW, edition(text("what", 20)), press)


def test_shapes_of_another_file_are_not_even_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from brief.formats.pdf.fetcher import Fetcher

    asked: list[str] = []
    fetch = Fetcher.fetch

    def noting(self: Fetcher, url: str, headers: object = None) -> object:
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(Fetcher, "fetch", noting)
    (tmp_path / "pdf" / "blocks").mkdir(parents=True)
    (tmp_path / "pdf" / "blocks" / "text.html.j2").write_text(
        f'{SVG}<use href="file:///etc/hostname#a"/></svg><h2>{{{{ block.heading }}}}</h2>{{{{ block.prose }}}}'
    )
    roots = (tmp_path, package_templates())
    artifact = render(ROW, edition(text("what", 20)), Press(Desk(), theme.load("default", roots), roots))
    assert list(pypdf.PdfReader(io.BytesIO(artifact.data)).attachments) == ["brief.json"]
    assert [url for url in asked if not url.startswith("brief:/")] == []


def test_an_own_template_of_the_desk_comes_before_the_packages(tmp_path: Path) -> None:
    (tmp_path / "pdf" / "blocks").mkdir(parents=True)
    (tmp_path / "pdf" / "blocks" / "text.html.j2").write_text(
        "<p>Our own.</p><h2>{{ block.heading }}</h2>{{ block.prose }}"
    )
    roots = (tmp_path, package_templates())
    press = Press(Desk(), theme.load("default", roots), roots)
    data = render(ROW, edition(text("what", 20)), press).data
    assert "Our own." in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
