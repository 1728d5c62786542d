"""Editions built and posted for a test: a desk with channels, the command, and what it said."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from brief.cli import main
from editions import DESK, HEAD, put

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NAME = "2025-05-06-port"
BODY = """\
key_figures: [tolls]
blocks:
  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}
"""
STORY = HEAD + BODY
CORRECTION = "corrections:\n  - {class: corrected, when: 2025-05-07, what: boxes, old: over 7 %, new: over 8 %}\n"
WITHDRAWN = "corrections:\n  - {class: withdrawn, when: 2025-05-07, what: the whole briefing, why: It was wrong.}\n"


def self_signed(folder: Path) -> None:
    """Put a certificate for localhost that signs itself, and its key, into a folder."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
        ],
        check=True,
        capture_output=True,
    )


class Newsroom:
    """A folder with one edition and a desk, and the command run in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.home = folder / "briefings" / NAME

    def write(self, channels: str = "", story: str = STORY) -> None:
        put(self.folder, story, desk=f"{DESK}channels:\n{channels}" if channels else DESK, name=NAME)

    def build(self, *formats: str) -> None:
        words = [word for name in formats for word in ("-f", name)]
        assert self.run("build", *words) == (0, ""), "it builds"

    def run(self, *words: str) -> tuple[int, str]:
        """The exit code and what was complained of; what was said lies in `said`."""
        code = main(words)
        captured = self.capsys.readouterr()
        self.said = captured.out
        return code, captured.err

    def post(self, *words: str) -> tuple[int, str]:
        return self.run("post", NAME, "--yes", *words)

    @property
    def receipts(self) -> list[dict[str, Any]]:
        path = self.home / "receipts.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(receipt["part"], receipt["state"]) for receipt in self.receipts]


MORTAL = """
import os, signal, sys
from brief.channels.receipts import Book
from brief.cli import main

def enter(self, receipt, recorded=Book.enter):
    recorded(self, receipt)
    if f"{receipt.part} {receipt.state}" == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)

Book.enter = enter
main(sys.argv[2:])
"""


def killed_after(newsroom: Newsroom, channel: str, moment: str) -> None:
    """Post in a process that is killed at the moment when a receipt is on the disk: `2 sent`."""
    words = [sys.executable, "-c", MORTAL, moment, "post", NAME, "--yes", "--to", channel]
    done = subprocess.run(words, cwd=newsroom.folder, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
