"""The commands on figures: sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from brief.cli.application import FIGURES, BriefingsArgument, JsonOption, app
from brief.cli.arguments import chosen, shown
from brief.cli.saying import counted, dump
from brief.terminal import announce, complain, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.ledger import Entry


@app.command(rich_help_panel=FIGURES)
def sources(*, briefings: BriefingsArgument = None, as_json: JsonOption = False) -> None:
    """Show each figure as it is printed, its source's words, and the formats it stands in."""
    from dataclasses import asdict

    from brief.building import ledger_of

    paths = chosen(briefings, every=False)
    codes = [0]
    said: list[dict[str, Any]] = []
    for path in paths:
        entries, failures = ledger_of(path)
        for name, error in failures.items():
            codes.append(error.exit_code)
            complain(f"{styled(name, 'red', sys.stderr)} was not made: {error}")
        said.append({"briefing": shown(path), "figures": [asdict(entry) for entry in entries]})
        if not as_json:
            _say_ledger(entries, shown(path) if len(paths) > 1 else "")
    if as_json:
        dump(said)
    raise typer.Exit(max(codes))


def _say_ledger(entries: Sequence[Entry], heading: str) -> None:
    """A paragraph a figure, and how many there are."""
    if heading:
        announce(styled(heading, "bold", sys.stdout))
    for entry in entries:
        printed = " / ".join(entry.printed) or "printed nowhere"
        said = f", {entry.said}" if entry.said not in ("", "reported") else ""
        announce(f"{styled(entry.id, 'bold', sys.stdout)}  {entry.label}: {printed}{said}")
        where = ", ".join(filter(None, [entry.place, entry.source]))
        announce(f"    {f'“{entry.words}”, ' if entry.words else ''}{where or 'no source'}")
        if entry.stands:
            announce(f"    {', '.join(entry.stands)}")
    worded, sourced = (sum(bool(getattr(entry, part)) for entry in entries) for part in ("words", "place"))
    announce(f"{counted(len(entries), 'figure')}, {sourced} with a source, {worded} with its words")
