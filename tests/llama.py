"""A language model on this machine's loopback address: a small one, whose words prove nothing and whose answers do."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "known-to-this-run-0123456789"
MODEL = "smollm2"
SERVE = Path(__file__).parent / "judges" / "llama" / "serve.py"


@contextmanager
def served(context: int = 2_048, patience: float = 120) -> Iterator[str]:
    """The base URL of llama.cpp's server, which takes one request after another from who brings `KEY`."""
    command = [sys.executable, str(SERVE), KEY, str(context)]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        late = threading.Timer(patience, process.kill)
        late.start()
        try:
            address = process.stdout.readline().strip() if process.stdout else ""
            late.cancel()
            if not address:
                log.seek(0)
                raise RuntimeError(f"llama.cpp did not start:\n{log.read().decode(errors='replace')}")
            yield f"{address}/v1"
        finally:
            late.cancel()
            process.kill()
