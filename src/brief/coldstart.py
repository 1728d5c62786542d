"""What a process that lives for one command spares itself."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from types import ModuleType
from typing import NoReturn


def begin() -> None:
    """Arrange for it; to be called once, before anything heavy is imported."""
    _sweep_seldom()
    _ask_for_no_plugins()


def end(code: int) -> NoReturn:
    """End the process without taking apart all that it loaded, which the system takes back at once.

    Whatever asked to be called at the end is called first, and what was printed is written. Where a thread is still at
    work, Python ends as it always does.
    """
    if threading.active_count() > 1:
        raise SystemExit(code)
    atexit._run_exitfuncs()  # noqa: SLF001  (there is no public name for it)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # output that takes no more was told of when it was said
            stream.flush()
    os._exit(code)


def _sweep_seldom() -> None:
    """Have Python look for unreachable objects seldom, and not at the end: a build needs nearly all that it makes."""
    gc.set_threshold(100_000, 10, 5)
    atexit.register(gc.freeze)


def _ask_for_no_plugins() -> None:
    """Answer Pydantic's search for plugins with "none".

    A package that happens to be installed may not change how a briefing is read; and the search goes through every
    package there is, a fifteenth of the cost of a small build. Pydantic's own switch comes after that search.
    """
    name = "pydantic.plugin._loader"
    if name not in sys.modules:
        loader = ModuleType(name)
        loader.get_plugins = tuple  # type: ignore[attr-defined]
        sys.modules[name] = loader
