"""Whether every format says what the edition says: its own files are read again, and held against the Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.checks.base import Edition, Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 120
"""Characters of what is missing, and of what stands there."""
_FEW = 5
"""So many disagreements of one format are told; what follows from the first is no news."""


def parity(edition: Edition) -> Iterator[Hit]:
    """A line, figure, link, source number or correction that a format does not say in its place, whole.

    Source: newsroom practice; a fact that stands in several places is corrected in all of them (Reuters Handbook of
    Journalism, on corrections). A format alone has nothing to disagree with.
    """
    from brief.formats import FORMATS

    readable = [name for name in edition.artifacts if FORMATS[name].read]
    if len(readable) < 2:  # noqa: PLR2004  (a pair)
        return
    from itertools import islice

    from brief.formats.hearing import heard
    from brief.parity import disagreements

    for name in readable:
        row, artifact = FORMATS[name], edition.artifacts[name]
        for found in islice(disagreements(artifact.printed, heard(row, artifact.files)), _FEW):
            shown = found.words if len(found.words) <= _SHOWN else f"{found.words[:_SHOWN]}…"
            if found.link:
                yield Hit(f"{row.file}: {shown!r} does not lead to {found.link}", block=found.block)
            else:
                hint = f"there it says {found.instead[:_SHOWN]!r}" if found.instead else "nothing like it stands there"
                yield Hit(f"{row.file} does not say {shown!r} in its place", hint, found.block)


RULES = (
    Rule(
        "P01",
        "error",
        "every format says every line and figure, whole and in its place",
        "Reuters Handbook of Journalism; newsroom practice",
        parity,
    ),
)
