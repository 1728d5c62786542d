from __future__ import annotations

import faulthandler
import os
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.artifact import Artifact, File
from brief.building import apart
from brief.building.apart import Apart
from brief.building.rendering import render_all
from brief.checks import needed
from brief.errors import FormatError, MachineError, Place
from brief.formats import FORMATS
from documents import build_every_kind, press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from brief.formats.base import Job, Press

__all__ = ["press"]
pytestmark = pytest.mark.skipif(not apart.FORKS, reason="the process has to know the tests' own formats")


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Apart]]:
    begun: list[Apart] = []

    def make(work: Callable[[Job], Artifact], prepare: Callable[[], object] = lambda: None, **bounds: float) -> Apart:
        row = replace(FORMATS["markdown"], name="toy", make=work, prepare=prepare, apart=True, needs=())
        monkeypatch.setitem(FORMATS, "toy", row)
        begun.append(Apart(row, **bounds))  # type: ignore[arg-type]
        return begun[-1]

    yield make
    for each in begun:
        each.end()


DOCUMENT = build_every_kind()


def ordered(process: Apart, press: Press, slug: str = "usual") -> Artifact:
    process.hand_over(replace(DOCUMENT, slug=slug), press, {})
    return process.collect()


def signed(job: Job) -> Artifact:
    return job.artifact(File("digest.md", "text/markdown", str(os.getpid()).encode()))


def test_one_process_that_is_not_this_one_makes_one_edition_after_another(
    process: Callable[..., Apart], press: Press
) -> None:
    made = process(signed)
    first, second = ordered(made, press), ordered(made, press)
    assert first.data == second.data != str(os.getpid()).encode()
    assert first.printed == replace(DOCUMENT, slug="usual")


def test_an_error_comes_back_with_its_place_and_its_hint(process: Callable[..., Apart], press: Press) -> None:
    def fail(_: Job) -> Artifact:
        raise MachineError("no Pango", Place("here", 3, 4), hint="install it")

    with pytest.raises(MachineError) as caught:
        ordered(process(fail), press)
    assert str(caught.value) == "here:3:4: no Pango\n    install it"


def test_a_fault_of_our_own_comes_back_with_where_it_arose(process: Callable[..., Apart], press: Press) -> None:
    def fail(job: Job) -> Artifact:
        return job.nothing  # type: ignore[attr-defined,no-any-return]

    with pytest.raises(RuntimeError, match="AttributeError") as caught:
        ordered(process(fail), press)
    assert "test_apart.py" in caught.value.__notes__[0]


def test_a_format_that_takes_too_long_fails_and_the_next_one_is_made(
    process: Callable[..., Apart], press: Press
) -> None:
    def dawdle(job: Job) -> Artifact:
        if "slow" in job.document.slug:
            time.sleep(60)
        return signed(job)

    made = process(dawdle, seconds=0.3)
    with pytest.raises(FormatError) as caught:
        ordered(made, press, "slow")
    assert str(caught.value) == (
        "digest.md took more than 0.3 seconds\n    look for a picture, a table or a word that is far too large"
    )
    assert ordered(made, press).data


def test_a_format_that_takes_too_much_memory_fails_and_the_next_one_is_made(
    process: Callable[..., Apart], press: Press
) -> None:
    def swell(job: Job) -> Artifact:
        if "large" in job.document.slug:
            bytearray(2_000_000_000)
        return signed(job)

    made = process(swell, memory=1_500_000_000)
    with pytest.raises(FormatError) as caught:
        ordered(made, press, "large")
    assert str(caught.value).startswith("digest.md needed more memory than the 1.5 GB it may have\n")
    assert ordered(made, press).data


MEMORY = "digest.md needed more memory than the 1.5 GB it may have\n    look for a picture"
DEATHS: dict[str, tuple[Callable[[], None], str]] = {
    "as where the system has no memory to give": (os.abort, MEMORY),
    "killed": (
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        "digest.md: the process that makes it was ended by SIGKILL\n    build again, or look for a picture",
    ),
    "by its own will": (lambda: os._exit(7), "digest.md: the process that makes it ended itself with code 7\n"),
}


@pytest.mark.parametrize(("die", "message"), DEATHS.values(), ids=DEATHS)
def test_a_process_that_dies_is_told_as_an_error_and_begun_anew(
    process: Callable[..., Apart], press: Press, die: Callable[[], None], message: str
) -> None:
    def maybe_die(job: Job) -> Artifact:
        if "large" in job.document.slug:
            faulthandler.disable()  # its report would stand among the tests' own
            die()
        return signed(job)

    made = process(maybe_die)
    with pytest.raises(FormatError) as caught:
        ordered(made, press, "large")
    assert str(caught.value).startswith(message)
    assert ordered(made, press).data


def test_a_large_edition_is_handed_over_before_the_process_is_ready(
    process: Callable[..., Apart], press: Press
) -> None:
    waiting, ready = os.pipe()
    made = process(signed, prepare=lambda: os.read(waiting, 1))
    made.hand_over(replace(DOCUMENT, slug="large" * 100_000), press, {})
    os.write(ready, b"!")
    assert made.collect().data


@pytest.mark.parametrize(
    ("beside", "order"), [(True, ["email", "markdown", "text"]), (False, ["text", "email", "markdown"])]
)
def test_what_is_made_apart_is_asked_for_first_and_listed_in_its_place(
    monkeypatch: pytest.MonkeyPatch, press: Press, *, beside: bool, order: list[str]
) -> None:
    row = replace(FORMATS["text"], make=signed, apart=True)
    monkeypatch.setitem(FORMATS, "text", row)
    steps: list[str] = []
    rows = [FORMATS["email"], row, FORMATS["markdown"]]
    made, failed = render_all(rows, DOCUMENT, press, steps.append, beside=beside)
    apart.beside(row).end()
    assert steps == order
    assert (list(made), failed) == (["email", "text", "markdown"], {})
    assert made["text"].data != str(os.getpid()).encode()


def test_the_answer_to_a_build_that_was_stopped_is_not_taken_for_the_next(
    process: Callable[..., Apart], press: Press
) -> None:
    made = process(lambda job: job.artifact(File("digest.md", "text/markdown", job.document.slug.encode())))
    made.hand_over(replace(DOCUMENT, slug="stopped"), press, {})
    assert ordered(made, press, "next").data == b"next"


def test_no_rule_looks_at_what_is_made_apart() -> None:
    assert not {name for name in needed() if FORMATS[name].apart}
