from __future__ import annotations

from pathlib import Path

import pytest

from brief.errors import InputError
from brief.reading.folders import find, find_desk, list_briefings, locate


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    names = ("2025-01-27-pier", "2025-02-03-tide", "hello")
    touch(*(tmp_path / "briefings" / name / "briefing.yaml" for name in names))
    touch(tmp_path / "briefings" / "desk.yaml", tmp_path / "briefings" / "empty" / "notes.md")
    return tmp_path


def message(argument: str | None) -> str:
    with pytest.raises(InputError) as raised:
        find(argument, Path())
    return str(raised.value)


@pytest.mark.parametrize(
    "argument",
    ["briefings/hello", "briefings/hello/", "briefings/hello/briefing.yaml", "hello", "./briefings/../briefings/hello"],
)
def test_a_briefing_is_named_by_its_folder_its_file_or_its_name(home: Path, argument: str) -> None:
    assert find(argument, Path()).resolve() == home / "briefings" / "hello" / "briefing.yaml"


def test_a_path_stays_as_it_was_typed(home: Path) -> None:
    assert home.is_dir()
    assert find("briefings/hello", Path()) == Path("briefings/hello/briefing.yaml")


def test_without_an_argument_it_is_the_folder_you_stand_in(home: Path) -> None:
    assert find(None, home / "briefings" / "hello") == home / "briefings" / "hello" / "briefing.yaml"


@pytest.mark.parametrize("below", ["", "briefings"])
def test_without_an_argument_it_is_else_the_newest_by_date(home: Path, below: str) -> None:
    assert find(None, home / below).parent.name == "2025-02-03-tide"


def test_a_json_file_is_a_briefing_too(home: Path) -> None:
    touch(home / "machine" / "briefing.json")
    assert find("machine", Path()).name == "briefing.json"


def test_briefings_are_listed_newest_first_those_without_a_date_last(home: Path) -> None:
    assert [path.parent.name for path in list_briefings(home)] == ["2025-02-03-tide", "2025-01-27-pier", "hello"]


def test_what_is_no_briefing_is_told_with_what_to_do(home: Path) -> None:
    touch(home / "loose" / "story.yaml", home / "both" / "briefing.yaml", home / "both" / "briefing.yml")
    assert (
        message("briefings/empty") == "briefings/empty: this folder holds no briefing.yaml\n    `brief new` makes one"
    )
    assert message("briefings").endswith(
        "it holds folders of briefings; name one of them, for instance 2025-02-03-tide"
    )
    assert message("loose").endswith("rename story.yaml to briefing.yaml")
    assert message("both").startswith("both: briefing.yaml and briefing.yml stand side by side")
    assert message("helo") == "helo: there is no such file or folder\n    did you mean hello?"
    assert message("weather").endswith("a briefing is named by its folder or its file")
    assert message("/dev/null") == "/dev/null: this is neither a file nor a folder"
    assert message("briefings/empty/notes.md").endswith("name its folder, or the briefing.yaml in it")


def test_nothing_anywhere_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no briefing here and none under briefings/"):
        find(None, tmp_path)


def test_the_desk_file_is_the_nearest_upwards(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hello = home / "briefings" / "hello"
    assert find_desk(hello) == home / "briefings" / "desk.yaml"
    monkeypatch.chdir(hello)
    assert find_desk(Path()) == Path("../desk.yaml")
    monkeypatch.chdir(home)
    assert find_desk(Path("briefings/hello")) == Path("briefings/desk.yaml")
    touch(home / "desk.yaml", hello / "desk.json")
    assert find_desk(Path("briefings/hello")) == Path("briefings/hello/desk.json")
    monkeypatch.chdir(home / "briefings" / "empty")
    assert find_desk(Path("deep")) == Path("../desk.yaml")


def test_a_file_is_found_inside_its_folder_only(home: Path) -> None:
    touch(home / "in" / "images" / "pier.png", home / "out.png")
    (home / "in" / "inner.png").symlink_to(home / "in" / "images" / "pier.png")
    (home / "in" / "outer.png").symlink_to(home / "out.png")
    folder = home / "in"
    assert locate(folder, "images/pier.png") == folder / "images/pier.png"
    assert locate(folder, "images/../inner.png") == folder / "images/../inner.png"
    assert locate(folder, "outer.png") == ("'outer.png' lies outside the folder", "copy it into the folder")
    assert locate(folder, "../in/inner.png") == ("'../in/inner.png' lies outside the folder", "copy it into the folder")
    assert locate(folder, "../out.png") == ("'../out.png' lies outside the folder", "copy it into the folder")
    assert locate(folder, str(folder / "inner.png"))[0].endswith("lies outside the folder")  # type: ignore[index]
    assert locate(folder, "images/PIER.PNG") == (
        "there is no file 'images/PIER.PNG'",
        "did you mean images/pier.png?",
    )
    assert locate(folder, "none/pier.png") == (
        "there is no file 'none/pier.png'",
        "a file is named by its path from here",
    )
