"""A folder of output that is always whole: staged beside, swapped in at once, cleaned up by the next start.

Everything happens under a lock of the operating system, which a kill releases. What is half-written lies under
`.brief/` in the output root and never under the folder's own name.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from brief.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKSHOP = ".brief"
_AT_FDCWD = -100
_EXCHANGE = 2


@contextmanager
def locked(root: Path, name: str) -> Iterator[Path]:
    """Hold the lock of one output folder; gives an empty folder to stage in. Raises MachineError.

    A stage that a killed build left is removed first: whoever holds the lock knows that it is nobody's.
    """
    import fcntl

    with said_plainly(root / name):
        workshop = root / WORKSHOP
        workshop.mkdir(parents=True, exist_ok=True)
        with (workshop / f"{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            stage, retired = workshop / f"{name}.stage", workshop / f"{name}.retired"
            if retired.exists() and not (root / name).exists():
                retired.rename(root / name)
            for left in (stage, retired):
                shutil.rmtree(left, ignore_errors=True)
            stage.mkdir()
            try:
                yield stage
            finally:
                shutil.rmtree(stage, ignore_errors=True)
                shutil.rmtree(retired, ignore_errors=True)


def swap_in(stage: Path, folder: Path) -> None:
    """Put the staged folder in the place of the finished one; there is no moment without a whole folder.

    No file is synced to the disk: a build can be made again from its input, and what is swapped is names. Where the
    system cannot exchange two names at once, the old folder is retired first, and a start after a kill puts it back.
    """
    if not folder.exists():
        stage.rename(folder)
    elif not _exchange(stage, folder):
        retired = stage.with_suffix(".retired")
        folder.rename(retired)
        stage.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step (Linux renameat2, macOS renamex_np); False where the system cannot."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            return bool(library.renamex_np(first, second, _EXCHANGE) == 0)
        return bool(library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE) == 0)
    except AttributeError:
        return False


@contextmanager
def said_plainly(target: Path) -> Iterator[None]:
    """Turn the system's refusal to write into one clear line."""
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: ("the disk is full", "free some space; what was there before is untouched"),
            errno.EDQUOT: ("the disk quota is used up", "free some space; what was there before is untouched"),
            errno.EFBIG: ("the file is larger than this machine allows", "raise the limit (ulimit -f)"),
            errno.EROFS: ("the disk is read-only", "choose another folder with -o DIR"),
            errno.EACCES: ("writing there is not permitted", "choose another folder with -o DIR"),
            errno.EPERM: ("writing there is not permitted", "choose another folder with -o DIR"),
            errno.ENOTDIR: ("a file stands where a folder should be", "choose another folder with -o DIR"),
            errno.EEXIST: ("a file stands where a folder should be", "choose another folder with -o DIR"),
        }
        reason, hint = reasons.get(error.errno or 0, (error.strerror or str(error), ""))
        message = f"{target} cannot be written: {reason}"
        raise MachineError(message, hint=hint) from error
