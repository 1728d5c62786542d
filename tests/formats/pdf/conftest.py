"""Printing, for the tests of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.formats.base import Options, Press, render
from brief.formats.pdf import ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.artifact import Artifact
    from brief.document import Document


@pytest.fixture(scope="session")
def printed(press: Press) -> Callable[..., Artifact]:
    """Print a Document: on A4 and one page unless told otherwise."""

    def make(document: Document, paper: str = "a4", *, max_pages: int = 1, allow_overflow: bool = False) -> Artifact:
        desk = press.desk.model_copy(update={"paper": paper})
        return render(ROW, document, replace(press, desk=desk, options=Options(max_pages, allow_overflow)))

    return make
