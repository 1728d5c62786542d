"""Compiled templates, kept beside those of the product as Python keeps its compiled modules."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import compiler
from jinja2.bccache import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """The compiled templates of one folder and one spelling; a desk's own templates are compiled each time.

    Where nothing can be written, nothing is kept.
    """

    def __init__(self, folder: Path, spelled: str) -> None:
        """Keep what lies below the folder; `spelled` names the spelling by which a template's constants are written."""
        super().__init__(str(folder / "__pycache__"), f"%s.{sys.implementation.cache_tag}.jinja")
        self._root = f"{folder}{os.sep}"
        self._spelled = spelled
        written = Path(compiler.__file__).stat()
        self._compiler = f"{written.st_size} {written.st_mtime_ns}\n"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A hash of the template's name and place, as long as it lies below the folder."""
        if not (filename and filename.startswith(self._root)):
            return ""
        place = filename.removeprefix(self._root)
        return sha1(f"{self._spelled}|{name}|{place}".encode(), usedforsecurity=False).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """A hash of the template and of what compiles it."""
        return super().get_source_checksum(self._compiler + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is."""
        if bucket.key:
            # What is torn or foreign fails in many ways; whatever it is, the template is compiled anew.
            with suppress(Exception):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if that is wanted and can be done."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)
