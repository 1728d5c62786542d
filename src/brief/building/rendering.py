"""All formats of one edition in memory: those that are made apart, beside the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from brief.errors import FormatError, MachineError
from brief.formats import FORMATS
from brief.formats.base import render

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from brief.artifact import Artifact
    from brief.building.apart import Apart
    from brief.document import Document
    from brief.errors import BriefError
    from brief.formats.base import Format, Press

_Made = TypeVar("_Made")


def begin(rows: Iterable[Format]) -> None:
    """Have the processes of the formats that are made apart load what they need."""
    for row in rows:
        if row.apart:
            _beside(row).begin()


def render_all(  # noqa: PLR0913  (a switch and what to do while waiting)
    rows: Sequence[Format],
    document: Document,
    press: Press,
    progress: Callable[[str], None],
    *,
    beside: bool,
    meanwhile: Callable[[Mapping[str, Artifact]], None] = lambda _: None,
) -> tuple[dict[str, Artifact], dict[str, BriefError]]:
    """The Artifacts of the formats by name, and the errors of those that failed; no failing format stops another.

    Those made apart are waited for at the end where they run `beside` the others, else each in its turn; before that,
    `meanwhile` is handed the Artifacts that are there.
    """
    artifacts: dict[str, Artifact] = {}
    failures: dict[str, BriefError] = {}
    away: list[Format] = []

    def attempt(row: Format, make: Callable[[], Artifact]) -> None:
        progress(row.name)
        try:
            artifacts[row.name] = make()
        except (FormatError, MachineError) as error:
            failures[row.name] = error

    def fetch(names: Collection[str]) -> None:
        for row in [row for row in away if row.name in names]:
            away.remove(row)
            attempt(row, _beside(row).collect)

    for row in sorted(rows, key=lambda row: not row.apart or bool(row.needs)):
        fetch(row.needs)
        if lacking := [need for need in row.needs if need in failures]:
            message = f"{row.file} is not made without {', '.join(FORMATS[need].file for need in lacking)}"
            failures[row.name] = type(failures[lacking[0]])(message, hint="mend that first")
        elif row.apart:
            _beside(row).hand_over(document, press, artifacts)
            away.append(row)
            fetch(() if beside else (row.name,))
        else:
            attempt(row, partial(render, row, document, press, artifacts))
    meanwhile(artifacts)
    fetch({row.name for row in away})
    return _in_order(artifacts), _in_order(failures)


def _beside(row: Format) -> Apart:
    from brief.building.apart import beside  # what it needs of Python is paid by those alone who need it

    return beside(row)


def _in_order(made: Mapping[str, _Made]) -> dict[str, _Made]:
    return {name: made[name] for name in FORMATS if name in made}
