"""The table of formats. Adding one is a row here, made in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.formats import email, eml, markdown, pdf, proof, text, web

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.formats.base import Format

FORMATS: dict[str, Format] = {
    row.name: row for row in (email.ROW, text.ROW, eml.ROW, web.ROW, pdf.ROW, markdown.ROW, proof.ROW)
}
"""Every format by name, in the order in which they are made: one that needs others comes after them."""

NAMES = tuple(sorted({*FORMATS, *(row.family for row in FORMATS.values())}))
"""What `only:` may say: a format, or the family of several."""


def with_needs(names: Iterable[str]) -> list[Format]:
    """The rows of these formats and of all they need, in the order in which they are made."""
    wanted = set(names)
    for row in reversed(FORMATS.values()):
        if row.name in wanted:
            wanted.update(row.needs)
    return [row for row in FORMATS.values() if row.name in wanted]
