"""How a process that lives for one command begins and ends."""

import os
import subprocess
import sys

import pytest

LATE = """
import atexit, sys
from brief import coldstart
atexit.register(lambda: print("called at the end"))
print("said, and not flushed")
{more}
coldstart.end(7)
"""


def ended(more: str = "", **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", LATE.format(more=more)],
        **({"stdout": subprocess.PIPE} | options),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_the_end_calls_what_asked_for_it_and_writes_what_was_said() -> None:
    outcome = ended()
    assert outcome.returncode == 7
    assert outcome.stdout.split("\n") == ["said, and not flushed", "called at the end", ""]
    assert outcome.stderr == ""


def test_the_end_takes_nothing_apart() -> None:
    outcome = ended("class Owned:\n    def __del__(self): print('taken apart')\nowned = Owned()")
    assert "taken apart" not in outcome.stdout


def test_a_thread_at_work_is_waited_for() -> None:
    work = "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), print('finished'))).start()"
    outcome = ended(work)
    assert outcome.returncode == 7
    assert "finished" in outcome.stdout


@pytest.mark.parametrize("module", [["-m", "brief"], ["-c", "from brief.__main__ import run; run()"]])
def test_output_that_takes_no_more_is_one_clear_line(module: list[str]) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        outcome = subprocess.run(
            [sys.executable, *module, "list", "formats"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert outcome.returncode == 3
    assert outcome.stderr == "error: not all that was said could be written: No space left on device\n"


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        words = [sys.executable, "-m", "brief", "schema"]
        outcome = subprocess.run(words, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False)
    assert outcome.returncode == 0
    assert outcome.stderr == ""
