from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader

from brief.formats.compiled import Compiled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def drawn(folder: Path, *others: Path, name: str = "page.j2", spelled: str = "plain") -> str:
    """The page as a new process would draw it: nothing is in memory yet."""
    environment = Environment(
        loader=FileSystemLoader([*others, folder]),
        autoescape=True,
        finalize=lambda words: words.upper() if spelled == "loud" else words,
        bytecode_cache=Compiled(folder, spelled),
    )
    return environment.get_template(name).render(words="a")


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_a_template_is_compiled_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.j2").write_text("{{ words }}!")
    assert drawn(tmp_path) == "a!"
    assert len(kept(tmp_path)) == 1
    monkeypatch.setattr(Environment, "compile", None)
    assert drawn(tmp_path) == "a!"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("{{ words }}!")
    drawn(tmp_path)
    (tmp_path / "page.j2").write_text("{{ words }}?")
    assert drawn(tmp_path) == "a?"
    assert len(kept(tmp_path)) == 1


def test_constants_are_kept_as_each_spelling_writes_them(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("{{ 'a' }}")
    assert drawn(tmp_path, spelled="plain") == "a"
    assert drawn(tmp_path, spelled="loud") == "A"
    assert drawn(tmp_path, spelled="plain") == "a"


def test_templates_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.j2").write_text(folder)
    assert drawn(tmp_path, tmp_path / "one") == "one"
    assert drawn(tmp_path, tmp_path / "other") == "other"
    assert len(kept(tmp_path)) == 2


def test_templates_from_elsewhere_are_not_kept(tmp_path: Path) -> None:
    desk, package = tmp_path / "desk", tmp_path / "package"
    desk.mkdir()
    package.mkdir()
    (desk / "page.j2").write_text("desk")
    assert drawn(package, desk) == "desk"
    assert kept(package) == []
    assert kept(desk) == []


def test_what_is_torn_or_foreign_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("{{ words }}!")
    drawn(tmp_path)
    [file] = kept(tmp_path)
    whole = file.read_bytes()
    for torn in (b"", whole[:40], whole[:-9], b"#!/bin/sh\n"):
        file.write_bytes(torn)
        assert drawn(tmp_path) == "a!"
        assert file.read_bytes() == whole


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("{{ words }}!")
    (tmp_path / "__pycache__").write_text("a file in its place")
    assert drawn(tmp_path) == "a!"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "page.j2").write_text("{{ words }}!")
    assert drawn(tmp_path) == "a!"
    assert kept(tmp_path) == []
