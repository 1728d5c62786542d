from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from brief.building.staging import WORKSHOP, locked, said_plainly, swap_in
from brief.errors import MachineError

if TYPE_CHECKING:
    from pathlib import Path

FILES = 12


def fill(root: Path, name: str, mark: str) -> None:
    with locked(root, name) as stage:
        for number in range(FILES):
            (stage / f"{number}.txt").write_text(mark)
        swap_in(stage, root / name)


def marks(folder: Path) -> set[str]:
    return {path.read_text() for path in folder.iterdir()}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    fill(tmp_path, "edition", "old")
    fill(tmp_path, "edition", "new")
    assert marks(tmp_path / "edition") == {"new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [WORKSHOP, "edition"]
    assert [path.name for path in (tmp_path / WORKSHOP).iterdir()] == ["edition.lock"]


def test_a_failure_while_staging_leaves_the_old_folder_and_no_stage(tmp_path: Path) -> None:
    fill(tmp_path, "edition", "old")
    with pytest.raises(UnicodeEncodeError):
        fill(tmp_path, "edition", "\ud800")
    assert marks(tmp_path / "edition") == {"old"}
    assert [path.name for path in (tmp_path / WORKSHOP).iterdir()] == ["edition.lock"]


def _keep_filling(root: Path) -> None:
    for turn in range(10_000):
        fill(root, "edition", str(turn))


def test_a_kill_at_any_moment_leaves_a_whole_folder_and_the_next_start_cleans_up(tmp_path: Path) -> None:
    fill(tmp_path, "edition", "first")
    chance = random.Random(1)  # noqa: S311  (moments to kill at)
    context = multiprocessing.get_context("fork")
    for _ in range(50):
        worker = context.Process(target=_keep_filling, args=(tmp_path,))
        worker.start()
        time.sleep(chance.uniform(0.002, 0.03))
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        assert len(marks(tmp_path / "edition")) == 1
        assert len(list((tmp_path / "edition").iterdir())) == FILES
    fill(tmp_path, "edition", "last")
    assert marks(tmp_path / "edition") == {"last"}
    assert [path.name for path in (tmp_path / WORKSHOP).iterdir()] == ["edition.lock"]


def test_two_writers_of_one_folder_do_not_mix(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_fill_often, args=(tmp_path, mark)) for mark in ("one", "two")]
    for worker in workers:
        worker.start()
    seen = set()
    while any(worker.is_alive() for worker in workers):
        if (tmp_path / "edition").is_dir():
            descriptor = os.open(tmp_path / "edition", os.O_RDONLY)
            try:
                # Held by its descriptor, the folder is the same one however often its name changes hands.
                texts = {_text(descriptor, name) for name in os.listdir(descriptor)}  # noqa: PTH208
            finally:
                os.close(descriptor)
            assert len(texts - {""}) <= 1
            seen |= texts - {""}
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert len(marks(tmp_path / "edition")) == 1
    assert seen <= {"one", "two"}


def _text(folder: int, name: str) -> str:
    """A file of a folder that may be removed while it is read."""
    try:
        descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
    except FileNotFoundError:
        return ""
    with os.fdopen(descriptor) as file:
        return file.read()


def _fill_often(root: Path, mark: str) -> None:
    for _ in range(60):
        fill(root, "edition", mark)


def test_a_retired_folder_comes_back_where_a_kill_left_none(tmp_path: Path) -> None:
    fill(tmp_path, "edition", "old")
    (tmp_path / "edition").rename(tmp_path / WORKSHOP / "edition.retired")
    with locked(tmp_path, "edition"):
        pass
    assert marks(tmp_path / "edition") == {"old"}


def test_a_refusal_of_the_system_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(MachineError) as caught, locked(tmp_path / "out", "edition"):
        pass
    message = f"{tmp_path}/out/edition cannot be written: a file stands where a folder should be"
    assert str(caught.value) == f"{message}\n    choose another folder with -o DIR"


def test_an_unknown_refusal_is_said_in_the_systems_words(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="No such file or directory"), said_plainly(tmp_path):
        (tmp_path / "missing").read_text()
