"""The commands on what changed: correct, diff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brief.cli.application import FIGURES, JsonOption, app
from brief.cli.arguments import chosen, output_root, shown
from brief.cli.saying import complain_of_failures, counted, dump, say_built, say_proofs
from brief.errors import UsageError
from brief.terminal import announce, styled, table

if TYPE_CHECKING:
    from brief.diffing import Difference
    from brief.editing.correcting import Kind


@app.command(rich_help_panel=FIGURES)
def correct(  # noqa: PLR0913  (an option each)
    briefing: Annotated[str, typer.Argument(metavar="BRIEFING", help="A folder or its file.")],
    figure: Annotated[str | None, typer.Argument(metavar="FIGURE", help="The figure's id.")] = None,
    amount: Annotated[str | None, typer.Argument(metavar="AMOUNT", help="What it should be: 3.1 %, over 8 %.")] = None,
    *,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="What happened; printed in the notice.")],
    origin: Annotated[str, typer.Option("--from", metavar="SOURCE:LINE", help="Where the amount stands.")] = "",
    words: Annotated[str, typer.Option("--words", metavar="WORDS", help="The source's own words.")] = "",
    old: Annotated[str | None, typer.Option("--old", metavar="TEXT", help="Words that are wrong.")] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="TEXT", help="What it should say.")] = None,
    refiled: Annotated[bool, typer.Option("--refiled", help="Say refiled: nothing in it was wrong.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the edition back, but for its notice.")] = False,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Build it again, or only change files.")] = True,
) -> None:
    """Correct a figure, or some words, where they stand; every format tells of it."""
    from datetime import date

    from brief.building import Request
    from brief.building import build as build_edition
    from brief.editing import opened
    from brief.editing.correcting import Notice, correct_figure, correct_words
    from brief.editing.correcting import withdraw as withdraw_edition
    from brief.formats import NAMES
    from brief.formats.base import package_templates
    from brief.reading import read

    by_figure, by_words = figure is not None and amount is not None, old is not None and new is not None
    if (
        [by_figure, by_words, withdraw].count(True) != 1
        or (figure is None) != (amount is None)
        or (old is None) != (new is None)
    ):
        message = "a correction is FIGURE AMOUNT, or --old TEXT --new TEXT, or --withdraw"
        raise UsageError(message, hint="brief correct --help")
    if (origin or words) and not by_figure:
        message = "--from and --words are a figure's"
        raise UsageError(message, hint="name the figure and its amount")
    [path] = chosen([briefing], every=False)
    file = opened(path)
    material = read(path, NAMES, package_templates())
    kind: Kind = "withdrawn" if withdraw else "refiled" if refiled else "corrected"
    notice = Notice(kind, date.today().isoformat(), why)  # noqa: DTZ011  (an editor's own calendar day)
    if withdraw:
        corrected = withdraw_edition(material, file, notice)
    elif by_figure:
        corrected = correct_figure(material, file, str(figure), str(amount), origin, words, notice)
    else:
        corrected = correct_words(material, file, str(old), str(new), notice)
    corrected.save()
    for was, _ in corrected.files:
        announce(f"{shown(Path(was.path))}: {kind}")
    if build:
        built = build_edition(Request(path, output_root(None, path)))
        complain_of_failures(built.failures)
        say_built(built)
        say_proofs([built])
        raise typer.Exit(built.exit_code)


@app.command(rich_help_panel=FIGURES)
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier edition: a folder or its file.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later edition.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Say what a later edition says otherwise: figures and by how much, stories, corrections."""
    from dataclasses import asdict

    from brief.diffing import difference
    from brief.formats import NAMES
    from brief.formats.base import package_templates
    from brief.reading import read

    before, after = (read(path, NAMES, package_templates()) for path in chosen([old, new], every=False))
    found = difference(before, after)
    if as_json:
        dump(asdict(found))
    else:
        _say_difference(found)


def _say_difference(found: Difference) -> None:
    """A table of the figures, a list of the stories and of the corrections, and how much is as it was."""

    def headed(heading: str, rows: list[list[str]]) -> None:
        if rows:
            announce(styled(heading, "bold", sys.stdout))
            announce(table([f"  {first}", *others] for first, *others in rows))

    arrow = {"moved": "→", "restated": "→", "new": "new", "gone": "gone"}
    headed(
        "Figures",
        [[one.id, one.label, one.old, arrow[one.change], one.new, one.by] for one in found.figures],
    )
    headed(
        "Stories",
        [[one.change, one.headline, f"was: {one.old}" if one.old else ""] for one in found.stories],
    )
    headed("Corrections", [[told] for told in found.corrections])
    announce(f"{counted(found.same, 'figure')} as before")
