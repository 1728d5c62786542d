"""Editions written and made one after the other in one folder, so that templates are compiled once."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.building import press_for
from brief.composing import compose
from brief.formats import FORMATS
from brief.formats.base import Options, render
from brief.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.artifact import Artifact

MAIL = ("email", "text", "eml", "web", "markdown")


@cache
def home() -> Path:
    """The folder, which is gone when the tests are done."""
    folder = Path(tempfile.mkdtemp(prefix="editions-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def written(briefing: Mapping[str, Any], name: str = "bare", *, escaped: bool = False) -> Path:
    """A briefing of a few keys as a file; where asked, all that is not ASCII stands as escapes."""
    folder = home() / f"2025-05-06-{name}"
    folder.mkdir(exist_ok=True)
    content = json.dumps(briefing, ensure_ascii=escaped)
    (folder / "briefing.yaml").write_text(content, encoding="utf-8", errors="surrogatepass")
    return folder / "briefing.yaml"


def make(path: Path, formats: Sequence[str] = MAIL, *, allow_overflow: bool = False) -> dict[str, Artifact]:
    """The artifacts of a briefing's file."""
    material = read(path)
    document, press = compose(material), press_for(material, Options(allow_overflow=allow_overflow))
    artifacts: dict[str, Artifact] = {}
    for name in formats:
        artifacts[name] = render(FORMATS[name], document, press, artifacts)
    return artifacts
