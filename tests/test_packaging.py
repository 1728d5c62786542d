"""What is published and how it is set up: the wheel, the locks, the commands of the Makefile."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = [
    "requirements.txt",
    "requirements-dev.txt",
    "tests/judges/llama/requirements.txt",
    "tests/judges/verapdf/requirements.txt",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel, built here."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("briefpress-*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def locked(name: str) -> dict[str, str]:
    """The packages of a lock and their versions."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def files_below(folder: str) -> set[str]:
    """The files below a folder of the repository, with their paths in the wheel."""
    top = ROOT / folder
    inside = {"src/brief": "brief", "templates": "brief/templates"}[folder]
    paths = (path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"{inside}/{path.relative_to(top).as_posix()}" for path in paths}


@pytest.mark.parametrize("folder", ["src/brief", "templates"])
def test_the_wheel_holds_every_file_of(folder: str, wheel: set[str]) -> None:
    assert files_below(folder) <= wheel


def test_the_wheel_holds_nothing_else_but_its_metadata(wheel: set[str]) -> None:
    others = wheel - files_below("src/brief") - files_below("templates")
    assert {name.split("/")[0] for name in others} == {"briefpress-0.1.0.dist-info"}


def test_the_wheel_carries_the_licences_of_code_data_and_fonts(wheel: set[str]) -> None:
    licences = {Path(name).name for name in wheel if ".dist-info/licenses/" in name}
    fonts = {path.name for path in ROOT.glob("templates/themes/*/fonts/LICENSE*")}
    assert licences == {"LICENSE", "LICENSE-caniemail", *fonts}


def test_an_editable_install_leaves_no_copy_of_the_package_behind() -> None:
    files = importlib.metadata.files("briefpress") or []
    assert {path.parts[0] for path in files if ".dist-info" not in path.parts[0]} - {"..", "_briefpress.pth"} == set()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"^ +--hash=sha256:[0-9a-f]{64}( \\)?$", "", text, flags=re.MULTILINE))
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert len(entries) == len(locked(name)) > 0
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_satisfy_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    runtime = [*PROJECT["project"]["dependencies"], *groups["build"], *PROJECT["build-system"]["requires"]]
    for name, wanted in {
        "requirements.txt": runtime,
        "requirements-dev.txt": [*runtime, *(entry for entry in groups["dev"] if isinstance(entry, str))],
    }.items():
        versions = locked(name)
        for requirement in map(Requirement, wanted):
            assert versions[requirement.name.lower()] in requirement.specifier, requirement


def test_the_lock_for_tests_holds_the_versions_of_the_lock_for_use() -> None:
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


def test_the_lock_of_the_judges_holds_no_address() -> None:
    text = (ROOT / "tests/judges/package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_every_make_target_is_told_by_make_help() -> None:
    targets = set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text(), re.MULTILINE)) - {"pango"}
    told = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^make (\w+)", told, re.MULTILINE)) == targets


def test_ci_calls_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    [called] = re.findall(r"for target in ([\w ]+);", (ROOT / ".ci/run").read_text())
    assert [name for name in called.split() if f"\n{name}:" not in makefile] == []


@pytest.mark.parametrize("script", [".ci/run", "tests/smoke", "tests/judges/install", "tests/judges/verapdf/verapdf"])
def test_a_script_can_be_run_and_parsed(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    shell = path.read_text().partition("\n")[0].split("/")[-1].removeprefix("env ")
    assert subprocess.run([shutil.which(shell) or shell, "-n", path], check=False).returncode == 0


def test_the_version_is_said_once_and_told_in_the_changelog() -> None:
    assert importlib.metadata.version("briefpress") == PROJECT["project"]["version"]
    assert f"## [{PROJECT['project']['version']}]" in (ROOT / "CHANGELOG.md").read_text()
