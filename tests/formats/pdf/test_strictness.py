"""What WeasyPrint logs is an error of the page; here alone it is meant to log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief import theme
from brief.desk import Desk
from brief.errors import FormatError
from brief.formats.base import Press, package_templates, render
from brief.formats.pdf import ROW
from pages import edition, text

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("pango")


@pytest.fixture(autouse=True)
def _silent_renderer() -> None:
    """Let WeasyPrint log in these tests."""


def test_what_the_renderer_does_not_understand_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    style = (package_templates() / "pdf" / "style.css.j2").read_text()
    (tmp_path / "pdf" / "style.css.j2").write_text(style + "p { font: 650 10pt X }")
    roots = (tmp_path, package_templates())
    press = Press(Desk(), theme.load("default", roots), roots)
    with pytest.raises(FormatError, match="the page cannot be set"):
        render(ROW, edition(text("what", 20)), press)


def test_a_picture_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "pdf" / "blocks").mkdir(parents=True)
    (tmp_path / "pdf" / "blocks" / "text.html.j2").write_text("<img src='brief:/theme/theme.toml' alt='x'>")
    roots = (tmp_path, package_templates())
    press = Press(Desk(), theme.load("default", roots), roots)
    with pytest.raises(FormatError, match=r"the page cannot be set: Failed to load image"):
        render(ROW, edition(text("what", 20)), press)
