"""The commands on figures: sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from brief.cli.application import FIGURES, BriefingsArgument, JsonOption, app
from brief.cli.arguments import chosen, shown
from brief.cli.saying import counted, dump
from brief.errors import UsageError
from brief.terminal import announce, complain, styled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from brief.editing.sourcing import Lacking, Proposal
    from brief.ledger import Entry

_MOST_SHOWN = 5
"""Proposals shown for a figure."""


@app.command(rich_help_panel=FIGURES)
def sources(  # noqa: PLR0913  (an option each)
    *,
    briefings: BriefingsArgument = None,
    add: Annotated[
        str | None,
        typer.Option("--add", metavar="FILE", help="Save a text, page or feed entry as a source."),
    ] = None,
    name: Annotated[str | None, typer.Option("--as", metavar="ID", help="With --add: what citations call it.")] = None,
    entry: Annotated[int | None, typer.Option("--entry", min=1, metavar="N", help="With --add: one of a feed.")] = None,
    fill: Annotated[bool, typer.Option("--fill", help="Propose line and words where a figure lacks them.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --fill: take what one line alone bears out, without asking.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show each figure as it is printed, its source's words, and the formats it stands in."""
    if (add is not None) and fill:
        message = "--add and --fill do not go together"
        raise UsageError(message, hint="add the source first, then fill in what figures lack")
    if add is None and (name or entry):
        message = "--as and --entry belong to --add"
        raise UsageError(message, hint="brief sources BRIEFING --add FILE")
    if yes and not fill:
        message = "--yes belongs to --fill"
        raise UsageError(message, hint="brief sources BRIEFING --fill --yes")
    paths = chosen(briefings, every=False)
    if add is None and not fill:
        _show_ledgers(paths, as_json=as_json)
    if len(paths) > 1:
        message = f"one briefing at a time is changed, and {len(paths)} are named"
        raise UsageError(message)
    if add is not None:
        _add(paths[0], add, name, entry, as_json=as_json)
    else:
        _fill(paths[0], yes=yes, as_json=as_json)


def _show_ledgers(paths: Sequence[Path], *, as_json: bool) -> NoReturn:
    from dataclasses import asdict

    from brief.building import ledger_of

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


def _add(path: Path, given: str, name: str | None, entry: int | None, *, as_json: bool) -> None:
    """Take a text in, save it beside the briefing, and put it under `sources:`; the same text is saved once."""
    from brief.editing.sourcing import add_taken
    from brief.intake import take

    taken = take(given, entry, article=False)
    added = add_taken(path, taken, given, name)
    if as_json:
        about = {"source": added.name, "file": added.file, "new": added.new, "lines": len(taken.lines)}
        dump([{"briefing": shown(path), **about}])
        return
    if not added.new:
        announce(f"{added.file} holds this text already: cite it as [@{added.name}:LINE]")
        return
    for number, line in enumerate(taken.lines, 1):
        announce(f"{number:>5}  {line}")
    announce(f"{shown(path.parent / added.file)}: {counted(len(taken.lines), 'line')}; cite it as [@{added.name}:LINE]")


def _fill(path: Path, *, yes: bool, as_json: bool) -> None:
    """Propose a line and words for each figure that lacks them, and write those that are confirmed."""
    from dataclasses import asdict

    from brief.editing import opened, save
    from brief.editing.sourcing import fill, lacking
    from brief.formats import NAMES
    from brief.formats.base import package_templates
    from brief.reading import read

    original = opened(path)
    material = read(path, NAMES, package_templates())
    found = lacking(material)
    asking = sys.stdin.isatty() and not yes and not as_json
    edited, filled = original.source, 0
    said: list[dict[str, Any]] = []
    for one in found:
        chosen_ = _confirmed(one, asking=asking, yes=yes, quiet=as_json)
        if chosen_:
            edited, filled = fill(edited, chosen_, material.figures[one.figure]), filled + 1
        said.append({**asdict(one), "written": asdict(chosen_) if chosen_ else None})
    if filled:
        save(original, edited)
    if as_json:
        dump([{"briefing": shown(path), "figures": said}])
        return
    left = len(found) - filled
    announce(
        f"{counted(len(material.figures), 'figure')}, {filled} filled in, {left} without line or words"
        if found
        else f"{counted(len(material.figures), 'figure')}: each names its line and words, or is a table's"
    )
    if left and not asking and not yes:
        announce("Nothing was written: --yes takes what one line alone bears out; at a terminal each is asked for")


def _confirmed(one: Lacking, *, asking: bool, yes: bool, quiet: bool) -> Proposal | None:
    """The proposal that is to be written, where one is; each is shown first."""
    if not quiet:
        announce(f"{styled(one.figure, 'bold', sys.stdout)}  {one.label}")
    alone = len(one.proposals) == 1 and not one.proposals[0].doubts
    for proposal in one.proposals[:_MOST_SHOWN] if not quiet else ():
        announce(f"    {proposal.source}:{proposal.line}  “{proposal.words}”")
        announce(f"        {proposal.said}")
        for doubt in proposal.doubts:
            announce(f"        but {doubt}")
        if asking and typer.confirm("    Write this?", default=alone):
            return proposal
    if not one.proposals and not quiet:
        announce("    no saved line has this amount")
    return one.proposals[0] if yes and alone else None


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
