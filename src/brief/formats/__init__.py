"""The table of formats. Adding one is a row here, made in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.formats import correction, discord, email, eml, forges, markdown, matrix, pdf, proof, slack, text, web

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.desk import Desk
    from brief.formats.base import Format

FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        *(email.ROW, text.ROW, eml.ROW, web.ROW, pdf.ROW, markdown.ROW),
        *(correction.MESSAGE, correction.POST),
        *(forges.GITHUB, forges.GITLAB, forges.MATTERMOST, slack.ROW, discord.ROW, matrix.ROW),
        proof.ROW,
    )
}
"""Every format by name, in the order in which they are made: one that needs others comes after them."""

NAMES = tuple(sorted({*FORMATS, *(row.family for row in FORMATS.values())}))
"""What `only:` may say: a format, or the family of several."""


def usual(desk: Desk | None = None, *, corrected: bool = False) -> list[str]:
    """The formats that a build makes of which nobody asked for any: all but those that are for a channel.

    Those that a channel of the desk carries are among them, and those that tell of corrections where there are any.
    """
    carried = {channel.format for channel in desk.channels.values()} if desk else set()
    return [
        name for name, row in FORMATS.items() if (corrected if row.corrects else not row.on_request) or name in carried
    ]


def with_needs(names: Iterable[str]) -> list[Format]:
    """The rows of these formats and of all they need, in the order in which they are made."""
    wanted = set(names)
    for row in reversed(FORMATS.values()):
        if row.name in wanted:
            wanted.update(row.needs)
    return [row for row in FORMATS.values() if row.name in wanted]
