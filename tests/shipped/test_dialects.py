"""The shipped briefings as each dialect posts them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brief.formats import FORMATS
from making import make

if TYPE_CHECKING:
    from collections.abc import Callable

BRIEFINGS = sorted((Path(__file__).parents[2] / "briefings").glob("*/briefing.yaml"))
DIALECTS = [name for name, row in FORMATS.items() if row.on_request]


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda path: path.parent.name)
def test_the_messages_are_those_that_were_read(path: Path, name: str, golden: Callable[[str, str], None]) -> None:
    artifact = make(path, (name,))[name]
    assert not artifact.cuts
    assert artifact.gauge
    assert artifact.gauge.used <= FORMATS[name].limit == artifact.gauge.capacity
    for file in artifact.files:
        golden(f"posted/{path.parent.name}/{file.name}", file.data.decode())
