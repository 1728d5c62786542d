from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import tinyhtml5

from brief.artifact import File
from brief.building import Request, build
from brief.building.manifest import digest, of_file, versions
from documents import png
from editions import DESK, put

if TYPE_CHECKING:
    from pathlib import Path

BRIEFING = """\
title: The port moved fewer boxes, and tolls will rise
date: 2025-05-06 14:00
blocks:
  - {kind: image, file: images/crane.png, alt: A crane at dusk}
  - {kind: line, x: [Mon, Tue], series: [{label: Boxes, values: [3, 4]}], unit: boxes, caption: Boxes a day}
"""


def built(folder: Path, desk: str) -> tuple[Path, dict[str, Any]]:
    path = put(folder, BRIEFING, desk=desk)
    (path.parent / "images").mkdir(exist_ok=True)
    (path.parent / "images" / "crane.png").write_bytes(png(1200, 600))
    made = build(Request(path, folder / "out", ("email", "web")))
    return made.folder, json.loads((made.folder / "manifest.json").read_text())["formats"]


def test_a_file_is_told_by_name_size_type_and_hash() -> None:
    file = File("a/b.png", "image/png", b"four")
    assert of_file(file) == {"name": "a/b.png", "bytes": 4, "media_type": "image/png", "sha256": digest(b"four")}


@pytest.mark.parametrize("form", ["email", "web"])
def test_hosted_pictures_are_listed_with_the_address_that_the_page_asks_for(tmp_path: Path, form: str) -> None:
    folder, formats = built(tmp_path, f"{DESK}image_base: https://img.example.org/port/\n")
    page, *pictures = formats[form]["files"]
    assert "address" not in page
    assert pictures
    tree = tinyhtml5.parse((folder / page["name"]).read_text("utf-8"), namespace_html_elements=False)
    assert {picture["address"] for picture in pictures} == {image.get("src") for image in tree.iter("img")}
    for picture in pictures:
        data = (folder / picture["name"]).read_bytes()
        assert (picture["bytes"], picture["sha256"]) == (len(data), digest(data))
        assert urlsplit(picture["address"])[:2] == ("https", "img.example.org")


def test_pictures_beside_the_page_have_no_address(tmp_path: Path) -> None:
    _, formats = built(tmp_path, DESK)
    files = [file for made in formats.values() for file in made["files"]]
    assert any(file["media_type"] == "image/png" for file in files)
    assert not [file for file in files if "address" in file]


def test_the_versions_are_those_that_python_itself_finds() -> None:
    assert {"briefpress", "jinja2", "weasyprint"} <= versions().keys()
    assert {name: version(name) for name in versions()} == versions()


def test_what_is_not_installed_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "Jinja2-9.8.dist-info").mkdir()
    monkeypatch.setattr("sys.path", [str(tmp_path), str(tmp_path / "nowhere")])
    assert versions.__wrapped__()["jinja2"] == "9.8"
    assert versions.__wrapped__()["weasyprint"] == "not installed"
