"""A file that is edited: opened once, and written whole where nobody else wrote it meanwhile."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from brief.errors import InputError, MachineError, Place, Problem
from brief.reading.text import decode
from brief.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from brief.reading.text import FileText

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes as they were when it was opened, and its characters."""

    path: Path
    data: bytes
    source: FileText


def opened(path: Path) -> Opened:
    """A file to be edited. Raises InputError where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Problem(f"cannot be read: {error.strerror}", Place(str(path)))]) from error
    source, problems = decode(str(path), data)
    if problems:
        raise InputError(problems)
    return Opened(path, data, source)


def save(original: Opened, edited: FileText) -> None:
    """Write the edited text over a file that is still as it was opened. Raises InputError, MachineError.

    A mark of byte order is kept; whoever reads the file meets the old text or the new one, never a part.
    """
    path = original.path.resolve()
    bom = _BOM if original.data.startswith(_BOM) else b""
    name = ""
    try:
        if path.read_bytes() != original.data:
            hint = "nothing was written; look at it and give the command again"
            raise InputError([Problem("this file changed meanwhile", Place(str(original.path)), hint)])
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(bom + edited.text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o7777)  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except OSError as error:
        raise MachineError(
            f"{original.path} cannot be written: {error.strerror}", hint="nothing was changed"
        ) from error
    finally:
        if name:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108
