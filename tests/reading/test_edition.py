from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from brief.errors import InputError
from brief.figures import parse_amount
from brief.formats import NAMES
from brief.formats.base import package_templates
from brief.reading import find, read

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "stories" / "broken"
SHIPPED = sorted((ROOT / "briefings").glob("*/briefing.yaml"))

EDITION = """\
title: The pier opens
sources:
  log: {title: The log, file: sources/log.md}
  book: {title: The book}
figures:
  fare: {label: Fare, up: 3 %, from: log:2}
data: [data/trips.csv]
blocks:
  - kind: text
    body: |
      The fare rises {fare} [@log:1-2; book:900].

      Trips reach {trips}, dear {reader.first_name}.
  - kind: image
    file: pier.gif
  - kind: line
    data: data/days.csv
  - kind: section
    stories:
      - headline: One
        image: {file: pier.gif, alt: The pier}
"""
GIF = b"GIF89a\x02\x00\x03\x00\x00\x00\x00;"


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "desk.yaml": "name: Harbour\nlang: de\nlogo: {file: logo.gif, alt: H}\nreader: {first_name: {token: T}}\n",
        "logo.gif": GIF,
        "pier/briefing.yaml": EDITION,
        "pier/sources/log.md": "One.\r\nTwo.\r\n",
        "pier/data/trips.csv": "id;label;is\n\ntrips;Fahrten;1.240,5\n",
        "pier/data/days.csv": "day,trips\nMo,1\nDi,\n",
        "pier/pier.gif": GIF,
    }
    write(tmp_path, files)
    return tmp_path


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_a_broken_briefing_gives_its_exact_message(
    folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(InputError) as raised:
        read(find(None, Path()), NAMES, package_templates())
    said = f"{raised.value}\n"
    if request.config.getoption("--update-golden"):
        Path("message.txt").write_text(said, encoding="utf-8")
    assert said == Path("message.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_the_shipped_briefings_read(path: Path) -> None:
    material = read(path)
    assert material.slug == path.parent.name
    assert material.figures
    assert material.saved
    assert "desk:logo.png" in material.pictures


def test_everything_that_an_edition_names_is_read(folder: Path) -> None:
    material = read(folder / "pier" / "briefing.yaml")
    assert material.slug == "pier"
    assert material.language.code == "de"
    assert material.desk.name == "Harbour"
    assert material.desk_folder == folder
    assert material.saved == {"log": ("One.", "Two.")}
    assert material.figures["fare"].row == ""
    assert material.figures["trips"].row == "data/trips.csv:3"
    assert material.figures["trips"].entry.level == parse_amount("1240,5", material.language)
    days = material.tables["data/days.csv"]
    assert (days.columns, days.rows, days.lines) == (("day", "trips"), (("Mo", "1"), ("Di", "")), (2, 3))
    assert set(material.pictures) == {"pier.gif", "desk:logo.gif"}
    assert (material.pictures["pier.gif"].width, material.pictures["pier.gif"].height) == (2, 3)


def test_every_file_that_was_read_is_hashed_by_its_name_from_the_briefing(folder: Path) -> None:
    inputs = read(folder / "pier" / "briefing.yaml").inputs
    assert list(inputs) == [
        "../desk.yaml",
        "../logo.gif",
        "briefing.yaml",
        "data/days.csv",
        "data/trips.csv",
        "pier.gif",
        "sources/log.md",
    ]
    assert inputs["briefing.yaml"] == sha256(EDITION.encode()).hexdigest()


def test_a_key_is_located_by_its_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    locate = read(Path("pier/briefing.yaml")).locate
    assert str(locate(("title",))) == "pier/briefing.yaml:1:8"
    assert str(locate(("blocks", 0, "body"))) == "pier/briefing.yaml:11:7"
    assert str(locate(("blocks", 3, "stories", 0))) == "pier/briefing.yaml:20:9"
    assert str(locate(("figures", "fare"))) == "pier/briefing.yaml:6:3"
    assert str(locate(("figures", "trips"))) == "pier/data/trips.csv:3:1"
    assert str(locate(("figures", "trips", "is"))) == "pier/data/trips.csv:3:15"
    assert str(locate(("blocks", 0, "absent"))) == "pier/briefing.yaml:9:5"


def test_without_a_desk_file_its_defaults_hold(tmp_path: Path) -> None:
    write(tmp_path, {"briefing.yaml": "title: x\nlang: fr\nblocks: [{kind: text, body: y}]\n"})
    material = read(tmp_path / "briefing.yaml")
    assert material.desk_folder is None
    assert material.language.code == "fr"
    assert list(material.inputs) == ["briefing.yaml"]


def test_json_is_read_like_yaml(tmp_path: Path) -> None:
    text = '{"title": "x \\ud83d\\ude00", "date": null, "blocks": [{"kind": "text", "body": "y", "priority": 2}]}'
    write(tmp_path, {"briefing.json": text})
    briefing = read(tmp_path / "briefing.json").briefing
    assert briefing.date is None
    assert briefing.blocks[0].priority == 2


def test_a_given_digest_that_fits_is_no_problem(folder: Path) -> None:
    path = folder / "pier" / "briefing.yaml"
    digest = sha256(b"One.\r\nTwo.\r\n").hexdigest().upper()
    path.write_text(EDITION.replace("file: sources/log.md", f"file: sources/log.md, sha256: {digest}"))
    assert read(path).saved["log"] == ("One.", "Two.")


def test_a_symlink_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "secret.gif").write_bytes(GIF)
    (folder / "pier" / "pier.gif").unlink()
    (folder / "pier" / "pier.gif").symlink_to(folder / "secret.gif")
    with pytest.raises(InputError, match="lies outside the folder"):
        read(folder / "pier" / "briefing.yaml")


def test_the_briefing_s_problems_come_first_then_those_of_other_files_line_by_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    write(folder, {"desk.yaml": "nam: x\n", "pier/data/days.csv": "day,trips\nMo,x\nDi,y\n"})
    (folder / "pier" / "pier.gif").write_bytes(b"")
    with pytest.raises(InputError) as raised:
        read(Path("pier/briefing.yaml"))
    assert [str(problem.place) for problem in raised.value.problems] == [
        "pier/briefing.yaml:13:33",
        "pier/briefing.yaml:15:11",
        "desk.yaml:1:1",
        "pier/data/days.csv:2:4",
        "pier/data/days.csv:3:4",
        "pier/data/trips.csv:3:15",
    ]


def test_looking_for_briefings_imports_neither_the_models_nor_yaml() -> None:
    script = "import sys, brief.reading; print(sorted({'pydantic', 'yaml', 'brief.briefing'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
