"""The commands of every day: build, check."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brief.cli.application import EVERY_DAY, BriefingsArgument, JsonOption, app
from brief.cli.arguments import chosen, known_formats, output_root, shown
from brief.cli.saying import (
    complain_of,
    complain_of_failures,
    complain_of_what_is_missing,
    counted,
    dump,
    problems,
    say_built,
    say_proofs,
)
from brief.errors import BriefError, UsageError
from brief.terminal import Progress, announce, hand_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from brief.finding import Finding


@app.command(rich_help_panel=EVERY_DAY)
def build(  # noqa: PLR0913  (an option each)
    *,
    briefings: BriefingsArgument = None,
    every: Annotated[bool, typer.Option("--all", help="Every briefing under briefings/.")] = False,
    formats: Annotated[
        list[str] | None, typer.Option("-f", "--format", metavar="FORMAT", help="Only this format; may be repeated.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="DIR", help="Where to; - writes one format to stdout.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Build again on every save; the proof page reloads.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, metavar="N", help="Processes at work at once; by default one a processor."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build even where nothing changed.")] = False,
    max_pages: Annotated[int, typer.Option("--max-pages", min=1, metavar="N", help="Pages the PDF may have.")] = 1,
    allow_overflow: Annotated[bool, typer.Option("--allow-overflow", help="Let a long PDF run on.")] = False,
    as_json: JsonOption = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what is wrong.")] = False,
) -> None:
    """Make every format of a briefing, into out/."""
    from brief.building import Request, build_many
    from brief.formats.base import Options

    paths = chosen(briefings, every=every)
    names = known_formats(formats or [])
    options = Options(max_pages, allow_overflow)
    if output == "-":
        _to_stdout(paths, names, options)
        return
    requests = [Request(path, output_root(output, path), names, options, force) for path in paths]
    if watch:
        from brief.building.watching import watch as keep_watching

        keep_watching(requests[0], say_built)
        return
    codes = []
    outcomes: list[dict[str, Any]] = []
    with Progress(quiet=quiet or as_json) as progress:
        results = list(zip(requests, build_many(requests, jobs or os.cpu_count() or 1, progress), strict=True))
    for request, outcome in results:
        if isinstance(outcome, BriefError):
            codes.append(outcome.exit_code)
            complain_of(outcome)
            outcomes.append({"briefing": shown(request.briefing), "problems": problems(outcome)})
            continue
        codes.append(outcome.exit_code)
        where = {"briefing": shown(request.briefing), "folder": shown(outcome.folder)}
        outcomes.append({**where, **outcome.manifest, "unchanged": outcome.unchanged})
        complain_of_failures(outcome.failures)
        if not quiet and not as_json:
            say_built(outcome)
    if as_json:
        dump(outcomes)
    elif not quiet:
        say_proofs([outcome for _, outcome in results if not isinstance(outcome, BriefError)])
    raise typer.Exit(1 if 1 in codes else max(codes, default=0))


def _to_stdout(paths: Sequence[Path], names: tuple[str, ...], options: Any) -> None:  # noqa: ANN401
    from brief.building import render_edition

    if len(paths) != 1 or len(names) != 1:
        message = "-o - writes one format of one briefing"
        raise UsageError(message, hint="name both: brief build BRIEFING -f markdown -o -")
    rendered = render_edition(paths[0], names, options)
    for error in rendered.failures.values():
        raise error
    complain_of_what_is_missing(rendered.artifacts[names[0]])
    hand_over(rendered.artifacts[names[0]].data)


@app.command(rich_help_panel=EVERY_DAY)
def check(
    *,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="BRIEFING|FILE", help="Briefings, or mail made anywhere: message.eml, page.html."),
    ] = None,
    as_json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    spam: Annotated[bool, typer.Option("--spam", help="Ask SpamAssassin, too, where it is installed.")] = False,
) -> None:
    """Say what an editor should look at before the edition goes out."""
    from brief.building.mails import check_file, is_mail

    asked = ("spam",) if spam else ()
    found: list[Finding] = []
    codes = [0]
    mails = [name for name in files or () if is_mail(name)]
    others = [name for name in files or () if not is_mail(name)]
    for name in mails:
        try:
            found.extend(check_file(name, asked))
        except BriefError as error:
            codes.append(error.exit_code)
            complain_of(error)
    for path in chosen(others, every=False) if others or not mails else ():
        found.extend(_of_edition(path, asked, codes))
    loud = [finding for finding in found if not finding.silenced]
    if as_json:
        from brief.building.manifest import of_finding

        dump([of_finding(finding) for finding in found])
    else:
        for finding in loud:
            announce(str(finding))
        silenced = len(found) - len(loud)
        errors = sum(finding.severity == "error" for finding in loud)
        tail = f", {silenced} silenced with a reason" if silenced else ""
        announce(f"{counted(errors, 'error')}, {counted(len(loud) - errors, 'warning')}{tail}")
    if any(finding.severity == "error" or strict for finding in loud):
        codes.append(1)
    raise typer.Exit(max(codes))


def _of_edition(path: Path, asked: tuple[str, ...], codes: list[int]) -> tuple[Finding, ...]:
    """The findings of one briefing; what stops it is said, with its exit code."""
    from brief.building import render_edition
    from brief.checks import needed

    try:
        rendered = render_edition(path, needed(), asked=asked)
    except BriefError as error:
        codes.append(error.exit_code)
        complain_of(error)
        return ()
    codes.extend(failure.exit_code for failure in rendered.failures.values())
    complain_of_failures(rendered.failures)
    return rendered.findings
