"""Formats that are made in a process of their own: what they may take is bounded, and they run beside the others."""

from __future__ import annotations

import atexit
import copyreg
import os
import signal
import sys
import traceback
from contextlib import suppress
from functools import cache
from multiprocessing import get_context
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from brief.errors import BriefError, FormatError
from brief.formats import FORMATS
from brief.formats.base import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Format, Press

SECONDS = 60.0
"""How long a format may take."""
BYTES = 1_500_000_000
"""How much memory its process may ask for."""
FORKS = sys.platform == "linux"
"""Where a process may begin as a copy of this one, which spares it imports; elsewhere system libraries forbid it."""

_GRACE = 1.0
"""Seconds in which a process whose pipe is closed is gone too."""
_OUT_OF_MEMORY = {-getattr(signal, name) for name in ("SIGABRT", "SIGTRAP") if hasattr(signal, name)}
"""How a process ends to which a system library says that it was given no memory (GLib's `g_malloc` does so)."""
_PIPE = 1 << 20
"""Bytes of an order that wait until they are read: as many as Linux lets anybody ask for."""
_FAR_TOO_LARGE = "look for a picture, a table or a word that is far too large"


def _unchangeable(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda mapping: (_unchangeable, (dict(mapping),)))


class Apart:
    """A process that makes one format, edition after edition; it is begun anew after one that went too far."""

    def __init__(self, row: Format, seconds: float = SECONDS, memory: int = BYTES) -> None:
        """Bound the time of each edition, and the process's memory, in bytes."""
        self._row = row
        self._seconds = seconds
        self._memory = memory
        self._process: BaseProcess | None = None
        self._owed = False
        self._to: Connection
        self._from: Connection

    def begin(self) -> None:
        """Have the process ready: it loads what it needs while others work."""
        if self._process and self._process.is_alive():
            return
        context: Any = get_context("fork" if FORKS else "spawn")
        orders, self._to = context.Pipe(duplex=False)
        self._from, answers = context.Pipe(duplex=False)
        ours = (self._to, self._from) if FORKS else ()
        given = (orders, answers, ours, self._row.name, self._memory)
        self._process = context.Process(target=_work, args=given, daemon=True)
        self._process.start()
        _widened(self._to)
        # Only the process may hold these ends: so each side sees when the other is gone.
        orders.close()
        answers.close()

    def hand_over(self, document: Document, press: Press, given: Mapping[str, Artifact]) -> None:
        """Have an edition begun; `collect` waits for it."""
        if self._owed:  # by a build that was stopped: its answer is nobody's
            self.end()
        self.begin()
        self._owed = True
        with suppress(BrokenPipeError):  # it is gone: `collect` says so
            self._to.send((document, press, {name: given[name] for name in self._row.needs}))

    def collect(self) -> Artifact:
        """The Artifact of what was handed over. Raises what making it raised, and FormatError where it went too far."""
        try:
            if not self._from.poll(self._seconds):
                self.end()
                message = f"{self._row.file} took more than {self._seconds:g} seconds"
                raise FormatError(message, hint=_FAR_TOO_LARGE)
            outcome: Artifact | BaseException = self._from.recv()
            self._owed = False
        except (EOFError, ConnectionResetError) as error:
            raise self._ended() from error
        if isinstance(outcome, MemoryError):
            raise self._too_large() from outcome
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._to.close()
            self._from.close()
            self._process = None
        self._owed = False

    def _ended(self) -> FormatError:
        """The error of a process that is gone before its answer: why, as far as the system tells."""
        process = self._process
        if process:
            process.join(_GRACE)
        code = (process and process.exitcode) or 0
        self.end()
        if code in _OUT_OF_MEMORY:
            return self._too_large()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended itself with code {code}"
        return FormatError(
            f"{self._row.file}: the process that makes it {how}", hint=f"build again, or {_FAR_TOO_LARGE}"
        )

    def _too_large(self) -> FormatError:
        message = f"{self._row.file} needed more memory than the {self._memory / 1e9:.1f} GB it may have"
        return FormatError(message, hint=_FAR_TOO_LARGE)


def beside(row: Format) -> Apart:
    """The process beside this one that makes the format; it ends with this one."""
    return _beside(row.name, os.getpid())


@cache
def _beside(name: str, _process: int) -> Apart:
    # A copy of this process has others beside it.
    apart = Apart(FORMATS[name])
    atexit.register(apart.end)
    return apart


def _work(orders: Connection, answers: Connection, others: tuple[Connection, ...], name: str, memory: int) -> None:
    """The process: Documents in, Artifacts or errors out, until the one that ordered them is gone."""
    for end in others:
        end.close()
    # A person's Ctrl-C reaches both; the one that ordered says what there is to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound(memory)
    with suppress(BriefError):  # making it says so again
        FORMATS[name].prepare()
    with suppress(EOFError, BrokenPipeError):
        while True:
            document, press, given = orders.recv()
            try:
                outcome: Artifact | BaseException = render(FORMATS[name], document, press, given)
            except BriefError as error:
                outcome = error
            except MemoryError:
                outcome = MemoryError()
            except Exception as error:  # noqa: BLE001  (a fault of our own, told by the other process)
                outcome = RuntimeError(f"{type(error).__name__}: {error}")
                outcome.add_note(traceback.format_exc())
            answers.send(outcome)


def _widened(pipe: Connection) -> None:
    """Have the pipe take an edition with its pictures while the process still loads what it needs."""
    with suppress(ImportError, AttributeError, OSError):  # only Linux can, up to what its owner allows
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # macOS knows the bound and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))
