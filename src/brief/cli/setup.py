"""The commands of set-up: doctor, schema, list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brief.cli.application import SET_UP, JsonOption, app
from brief.cli.saying import dump
from brief.errors import UsageError
from brief.terminal import announce, table


@app.command(rich_help_panel=SET_UP)
def doctor(*, as_json: JsonOption = False) -> None:
    """Say what is installed, which fonts, and what to do about what is missing."""
    from brief.surveying import survey

    parts = survey()
    if as_json:
        dump([{"part": part.name, "state": part.state, "detail": part.detail, "cure": part.cure} for part in parts])
    else:
        announce(table([[part.name, part.state, part.detail] for part in parts]))
        for part in parts:
            if part.cure:
                announce(f"{part.name}: {part.cure}")
    raise typer.Exit(3 if any(part.state == "missing" for part in parts) else 0)


@app.command(rich_help_panel=SET_UP)
def schema(
    which: Annotated[str, typer.Argument(metavar="FILE", help="briefing or desk.")] = "briefing",
) -> None:
    """Print the JSON Schema of a briefing or of desk.yaml, from which editors complete keys."""
    from brief.schema import SCHEMAS, written

    if which not in SCHEMAS:
        message = f"there is no schema of {which!r}"
        raise UsageError(message, hint=f"there are: {', '.join(SCHEMAS)}")
    announce(written(which).rstrip("\n"))


@app.command("list", rich_help_panel=SET_UP)
def list_(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="briefings, formats, themes, checks, languages, channels or posts.")
    ] = "briefings",
    *,
    as_json: JsonOption = False,
) -> None:
    """List briefings, formats, themes, checks, languages, channels or posts."""
    from brief.surveying import LISTS

    if what not in LISTS:
        message = f"there is no list of {what!r}"
        raise UsageError(message, hint=f"there are: {', '.join(LISTS)}")
    columns, rows = LISTS[what](Path.cwd())
    if as_json:
        dump([dict(zip(columns, row, strict=True)) for row in rows])
    elif rows:
        announce(table(rows))
