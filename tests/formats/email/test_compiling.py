"""What an override of a template may do, and how it is told when it is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.errors import FormatError
from brief.formats.base import render
from brief.formats.email import ROW
from brief.prose import plain

if TYPE_CHECKING:
    from pathlib import Path

    from brief.document import Document
    from brief.formats.base import Press


@pytest.fixture
def own(tmp_path: Path, press: Press) -> tuple[Path, Press]:
    folder = tmp_path / "email" / "blocks"
    folder.mkdir(parents=True)
    return folder, replace(press, templates=(tmp_path, *press.templates))


def test_an_override_takes_the_place_of_the_template_that_comes_with_the_product(
    own: tuple[Path, Press], every_kind: Document
) -> None:
    folder, press = own
    (folder / "quote.mjml.j2").write_text("<mj-text><p>OWN {{ block.prose }}</p></mj-text>", "utf-8")
    html = render(ROW, every_kind, press).text
    assert "OWN" in html
    assert "<blockquote" not in html


@pytest.mark.parametrize(
    ("template", "message", "line"),
    [
        ("<mj-text>\n<p>a</p>\n</mj-text>\n<mj-txet>b</mj-txet>", "mj-txet is no tag that an email may hold", 4),
        ('\n<mj-text colour="red">b</mj-text>', "mj-text has no attribute 'colour'", 2),
        ("<mj-column><mj-text>b</mj-text></mj-column>", "mj-column may not stand in mj-column", 1),
        ("<mj-text>\n<p><script>x</script></p></mj-text>", "<script> is no tag that an email may hold", 1),
        ("\n\n<mj-text>\n<p>b</mj-text>", "mismatched tag inside p", 3),
        ("{% if true %}\n<mj-text>&nbsp;</mj-text>{% endif %}", "undefined entity inside mj-text", 2),
    ],
)
def test_a_mistake_in_an_override_is_named_with_its_file_and_line(
    own: tuple[Path, Press], every_kind: Document, template: str, message: str, line: int
) -> None:
    folder, press = own
    file = folder / "quote.mjml.j2"
    file.write_text(template, "utf-8")
    with pytest.raises(FormatError) as caught:
        render(ROW, every_kind, press)
    [problem] = caught.value.problems
    assert problem.message == message
    assert str(problem.place) == f"{file}:{line}"
    assert problem.hint


def test_a_mistake_in_what_a_template_includes_names_the_included_file(
    own: tuple[Path, Press], every_kind: Document
) -> None:
    folder, press = own
    file = folder.parent / "figures.mjml.j2"
    file.write_text("<mj-spacer />\n<mj-spacer tall='1' />", "utf-8")
    with pytest.raises(FormatError) as caught:
        render(ROW, every_kind, press)
    assert str(caught.value).startswith(f"{file}:2: mj-spacer has no attribute 'tall' (and 1 more)")


def test_a_style_sheet_that_prints_words_of_the_edition_is_refused(
    own: tuple[Path, Press], every_kind: Document
) -> None:
    folder, press = own
    (folder.parent / "inline.css.j2").write_text("p { color: {{ document.title }}; }", "utf-8")
    with pytest.raises(FormatError, match="no token of a theme"):
        render(ROW, replace(every_kind, title=plain("red; } p { display: none")), press)
