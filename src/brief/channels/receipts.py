"""Receipts: what was posted where, one line of JSON each, appended and on the disk before the next thing is done.

A line `sending` is written before a message leaves and `sent`, `failed` or `doubt` after the answer; a `sending` that
nothing follows is a process that was stopped between the two. `done` and `again` are an editor's word on a doubt.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import asdict, field, fields, replace
from typing import TYPE_CHECKING, Literal, get_args

from brief.building.staging import said_plainly
from brief.channels.folder import settle
from brief.errors import InputError, Place, Problem
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

NAME = "receipts.jsonl"
State = Literal["sending", "sent", "failed", "doubt", "done", "again"]
Action = Literal["post", "edit", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One line: when, which message to which channel, and what became of it; `sha256` is that of what was built."""

    at: str
    edition: str
    channel: str
    part: str
    state: State
    action: Action = "post"
    sha256: str = ""
    remote: str = ""
    whom: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one message stands: what was delivered last (its hash; empty: nothing), and what is not settled."""

    delivered: str = ""
    remote: str = ""
    at: str = ""
    pending: Receipt | None = None
    """What was sent and never answered."""


def standings(receipts: Iterable[Receipt], edition: str) -> dict[tuple[str, str], Standing]:
    """Where every message of an edition stands, by channel and part, in the order of their first sending."""
    found: dict[tuple[str, str], Standing] = {}
    for receipt in receipts:
        if receipt.edition == edition:
            key = receipt.channel, receipt.part
            found[key] = _after(found.get(key, Standing()), receipt)
    return found


def _after(before: Standing, receipt: Receipt) -> Standing:
    match receipt.state:
        case "sending" | "doubt":
            return replace(before, pending=receipt)
        case "sent" | "done":
            return Standing(receipt.sha256 or before.delivered, receipt.remote or before.remote, receipt.at)
        case _:
            return replace(before, pending=None)


def read(folder: Path) -> tuple[Receipt, ...]:
    """The receipts beside a briefing. Raises InputError for a line that is none; one torn at the end was never done."""
    path = folder / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    whole, _, _ = data.rpartition(b"\n")
    lines = enumerate(whole.split(b"\n"), 1) if whole else ()
    return tuple(_receipt(line, Place(str(path), number)) for number, line in lines if line.strip())


_KEYS = {entry.name for entry in fields(Receipt)}
_STATES, _ACTIONS = set(get_args(State)), set(get_args(Action))


def _receipt(line: bytes, place: Place) -> Receipt:
    try:
        content = json.loads(line)
        receipt = Receipt(**{key: value for key, value in content.items() if key in _KEYS})
    except (ValueError, TypeError, AttributeError):
        receipt = None
    if receipt is None or receipt.state not in _STATES or receipt.action not in _ACTIONS:
        hint = "nothing is posted while it is unclear what was; put the line right, or take it out"
        raise InputError([Problem("this receipt cannot be read", place, hint)])
    return receipt


@dataclass(slots=True)
class Book:
    """The receipts of one briefing, held by one process at a time."""

    path: Path
    handle: int
    receipts: list[Receipt] = field(default_factory=list)

    def enter(self, receipt: Receipt) -> None:
        """Append a line; it is on the disk when this returns."""
        line = json.dumps({key: value for key, value in asdict(receipt).items() if value}, ensure_ascii=False) + "\n"
        data = line.encode()
        with said_plainly(self.path):
            if os.write(self.handle, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self.handle)
        self.receipts.append(receipt)


def settled(pending: Receipt, state: Literal["done", "again"], at: str) -> Receipt:
    """An editor's word on a message in doubt: it arrived, or it did not."""
    return replace(pending, state=state, at=at, why="")


@contextmanager
def held(folder: Path, waiting: Callable[[], None]) -> Iterator[Book]:
    """Hold the receipts of a briefing against other posts; `waiting` is called where another one is under way.

    What a power cut left half-written is taken off: it was never on the disk, so nothing was sent after it.
    """
    path = folder / NAME
    handle = _locked(path, waiting)
    try:
        with said_plainly(path):
            _mend(handle)
            settle(folder)
        yield Book(path, handle, list(read(folder)))
    finally:
        os.close(handle)


def _locked(path: Path, waiting: Callable[[], None]) -> int:
    """The file, held for this process alone; one that was replaced in the meantime is opened anew."""
    import fcntl

    while True:
        with said_plainly(path):
            handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)


def _mend(handle: int) -> None:
    """Take off what follows the last line's end."""
    size = os.fstat(handle).st_size
    whole = os.pread(handle, size, 0).rfind(b"\n") + 1
    if whole < size:
        os.ftruncate(handle, whole)
        os.fsync(handle)
