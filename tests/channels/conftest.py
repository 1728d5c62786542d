from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.channels import http
from posts import Newsroom, self_signed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Newsroom:
    monkeypatch.chdir(tmp_path)
    return Newsroom(tmp_path, capsys)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of a thousandth, so that a test of one does not take as long."""
    for name, seconds in {"CONNECT": 1.0, "READ": 0.3, "WHOLE": 0.6, "PAUSE": 0.001}.items():
        monkeypatch.setattr(http, name, seconds)


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    self_signed(folder)
    return folder
