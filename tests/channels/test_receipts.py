from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.channels.receipts import NAME, Receipt, Standing, held, read, standings
from brief.errors import InputError, MachineError

if TYPE_CHECKING:
    from pathlib import Path

ONE = Receipt(at="2025-05-06T12:00:00+00:00", edition="port", channel="team", part="1", state="sending", sha256="aa")


def nobody() -> None:
    pytest.fail("nobody else holds it")


def test_a_line_is_read_as_it_was_entered(tmp_path: Path) -> None:
    with held(tmp_path, nobody) as book:
        book.enter(ONE)
    assert read(tmp_path) == (ONE,)
    assert (tmp_path / NAME).read_text("utf-8").count("\n") == 1


def test_there_are_none_where_nothing_was_posted(tmp_path: Path) -> None:
    assert read(tmp_path) == ()


def test_a_line_that_was_torn_by_a_power_cut_was_never_done_and_is_taken_off(tmp_path: Path) -> None:
    with held(tmp_path, nobody) as book:
        book.enter(ONE)
    whole = (tmp_path / NAME).read_bytes()
    for length in range(1, len(whole)):
        (tmp_path / NAME).write_bytes(whole + whole[:length])
        assert read(tmp_path) == (ONE,)
        with held(tmp_path, nobody) as book:
            assert book.receipts == [ONE]
        assert (tmp_path / NAME).read_bytes() == whole


@pytest.mark.parametrize("line", ["{}", "nonsense", '"text"', '{"at": 1}', '{"state": "sent"}'])
def test_a_line_that_is_no_receipt_stops_everything_at_its_place(tmp_path: Path, line: str) -> None:
    with held(tmp_path, nobody) as book:
        book.enter(ONE)
    with (tmp_path / NAME).open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / NAME}:2: this receipt cannot be read")


def test_receipts_of_another_edition_do_not_count() -> None:
    assert standings([ONE], "harbour") == {}


SENT = Standing("aa", "7", ONE.at)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["sending"], Standing(pending=ONE)),
        (["sending", "sent"], SENT),
        (["sending", "failed"], Standing()),
        (["sending", "doubt"], Standing(pending=ONE)),
        (["sending", "doubt", "again"], Standing()),
        (["sending", "doubt", "done"], SENT),
        (["sending", "sent", "sending"], Standing("aa", "7", ONE.at, ONE)),
        (["sending", "sent", "sending", "again"], SENT),
    ],
)
def test_where_a_message_stands_follows_from_its_receipts(states: list[str], expected: Standing) -> None:
    remote = {"sent": "7", "done": "7"}
    lines = [replace(ONE, state=state, remote=remote.get(state, "")) for state in states]  # type: ignore[arg-type]
    [found] = standings(lines, "port").values()
    if found.pending:
        found = replace(found, pending=replace(found.pending, state="sending"))
    assert found == expected


def test_a_file_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = "cannot be written: a file stands where a folder should be"
    with pytest.raises(MachineError, match=message), held(tmp_path / "file", nobody):
        pass


def test_a_receipt_that_did_not_fit_on_the_disk_is_an_error_and_not_half_a_line(tmp_path: Path) -> None:
    with held(tmp_path, nobody) as book:
        book.enter(ONE)
        reader, book.handle = book.handle, os.open("/dev/full", os.O_WRONLY)
        with pytest.raises(MachineError, match="the disk is full"):
            book.enter(ONE)
        os.close(book.handle)
        book.handle = reader
    assert read(tmp_path) == (ONE,)


HOLD = """
import sys
from pathlib import Path
from brief.channels.receipts import held
with held(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_receipts_are_held_by_one_process_at_a_time_and_let_go_by_a_kill(tmp_path: Path) -> None:
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        told: list[str] = []

        def waiting() -> None:
            told.append("waiting")
            other.kill()

        with held(tmp_path, waiting):
            assert told == ["waiting"]
