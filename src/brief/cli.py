"""The command: words in, a verb called, results printed. No logic lives here."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from brief import coldstart
from brief.errors import BriefError, UsageError
from brief.terminal import Progress, announce, complain, size, styled, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.building import Built
    from brief.finding import Finding
    from brief.ledger import Entry

EVERY_DAY, FIGURES, SET_UP = "Every day", "Figures", "Set-up"


class Commands(TyperGroup):
    """Help that lists the commands under what they are for."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002  (the library's signature)
        """Write one section a panel, in the order in which the commands are declared."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            panel = getattr(command, "rich_help_panel", None) or EVERY_DAY
            panels.setdefault(str(panel), []).append((name, command.get_short_help_str(limit=90)))
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows)


app = typer.Typer(
    name="brief",
    cls=Commands,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        announce(f"brief {version('briefpress')}")
        raise typer.Exit


@app.callback()
def brief(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=lambda value: _version(asked=value), is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Write a story once; get an email, a one-page PDF and a Markdown digest."""


BriefingsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="BRIEFING", help="Folders or files; without one: here, else the newest."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Say the result as JSON.")]


@app.command(rich_help_panel=EVERY_DAY)
def new(slug: Annotated[str, typer.Argument(metavar="SLUG", help="The short name: spring-results.")]) -> None:
    """Make a folder with a briefing that builds as it is."""
    from datetime import date

    from brief.starting import start

    made = start(slug, date.today(), Path.cwd())  # noqa: DTZ011  (an editor's own calendar day)
    for path in made:
        announce(_shown(path))
    announce(f"Now: brief build {_shown(made[0].parent)}")


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

    paths = _chosen(briefings, every=every)
    names = _known_formats(formats or [])
    options = Options(max_pages, allow_overflow)
    if output == "-":
        _to_stdout(paths, names, options)
        return
    requests = [Request(path, _root(output, path), names, options, force) for path in paths]
    if watch:
        from brief.building.watching import watch as keep_watching

        keep_watching(requests[0], _say_built)
        return
    codes = []
    outcomes: list[dict[str, Any]] = []
    with Progress(quiet=quiet or as_json) as progress:
        results = list(zip(requests, build_many(requests, jobs or os.cpu_count() or 1, progress), strict=True))
    for request, outcome in results:
        if isinstance(outcome, BriefError):
            codes.append(outcome.exit_code)
            _complain_of(outcome)
            outcomes.append({"briefing": _shown(request.briefing), "problems": _problems(outcome)})
            continue
        codes.append(outcome.exit_code)
        where = {"briefing": _shown(request.briefing), "folder": _shown(outcome.folder)}
        outcomes.append({**where, **outcome.manifest, "unchanged": outcome.unchanged})
        _complain_of_failures(outcome.failures)
        if not quiet and not as_json:
            _say_built(outcome)
    if as_json:
        _dump(outcomes)
    elif not quiet:
        _say_proofs([outcome for _, outcome in results if not isinstance(outcome, BriefError)])
    raise typer.Exit(1 if 1 in codes else max(codes, default=0))


def _to_stdout(paths: Sequence[Path], names: tuple[str, ...], options: Any) -> None:  # noqa: ANN401
    from brief.building import render_edition

    if len(paths) != 1 or len(names) != 1:
        message = "-o - writes one format of one briefing"
        raise UsageError(message, hint="name both: brief build BRIEFING -f markdown -o -")
    rendered = render_edition(paths[0], names, options)
    for error in rendered.failures.values():
        raise error
    sys.stdout.buffer.write(rendered.artifacts[names[0]].data)
    sys.stdout.buffer.flush()


def _say_built(built: Built) -> None:
    """One edition's table: what was made, how large, how full, and what it leaves out."""
    state = "nothing changed" if built.unchanged else "built"
    announce(
        f"{styled(built.manifest.get('slug', built.folder.name), 'bold', sys.stdout)}: {state}, {_shown(built.folder)}/"
    )
    rows = []
    said = set()
    for made in built.manifest["formats"].values():
        for at, file in enumerate(made["files"]):
            if file["name"] not in said:  # a picture that two formats show is one file
                said.add(file["name"])
                rows.append([f"  {file['name']}", size(file["bytes"]), _fullness(made) if at == 0 else ""])
    if rows:
        announce(table(rows, right=[1]))
    for name, made in built.manifest["formats"].items():
        for cut in made.get("cuts", ()):
            announce(f"  {name}: {cut['action']}: {cut['name']}")
    for name in built.manifest["held"]:
        announce(f"  held back: {name}")
    if built.manifest.get("stale"):
        announce(f"  from earlier builds, in stale/: {', '.join(built.manifest['stale'])}")
    loud = [finding for finding in built.manifest["findings"] if not finding["silenced"]]
    if loud:
        errors = sum(finding["severity"] == "error" for finding in loud)
        announce(f"  {_counted(errors, 'error')} and {_counted(len(loud) - errors, 'warning')}: brief check says where")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _fullness(made: dict[str, Any]) -> str:
    gauge = made.get("gauge")
    if not gauge:
        return ""
    from brief.artifact import Gauge

    return str(Gauge(**gauge))


def _complain_of_failures(failures: Mapping[str, BriefError]) -> None:
    for name, error in failures.items():
        complain(f"{styled(name, 'red', sys.stderr)} was not made: {error}")


def _say_proofs(builds: Sequence[Built]) -> None:
    proofs = [_shown(built.folder / "proof.html") for built in builds]
    for proof in proofs:
        announce(f"Proof page: {proof}")


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
            _complain_of(error)
    for path in _chosen(others, every=False) if others or not mails else ():
        found.extend(_of_edition(path, asked, codes))
    loud = [finding for finding in found if not finding.silenced]
    if as_json:
        from brief.building.manifest import of_finding

        _dump([of_finding(finding) for finding in found])
    else:
        for finding in loud:
            announce(str(finding))
        silenced = len(found) - len(loud)
        errors = sum(finding.severity == "error" for finding in loud)
        tail = f", {silenced} silenced with a reason" if silenced else ""
        announce(f"{_counted(errors, 'error')}, {_counted(len(loud) - errors, 'warning')}{tail}")
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
        _complain_of(error)
        return ()
    codes.extend(failure.exit_code for failure in rendered.failures.values())
    _complain_of_failures(rendered.failures)
    return rendered.findings


@app.command(rich_help_panel=FIGURES)
def sources(*, briefings: BriefingsArgument = None, as_json: JsonOption = False) -> None:
    """Show each figure as it is printed, its source's words, and the formats it stands in."""
    from dataclasses import asdict

    from brief.building import ledger_of

    paths = _chosen(briefings, every=False)
    codes = [0]
    said: list[dict[str, Any]] = []
    for path in paths:
        entries, failures = ledger_of(path)
        for name, error in failures.items():
            codes.append(error.exit_code)
            complain(f"{styled(name, 'red', sys.stderr)} was not made: {error}")
        said.append({"briefing": _shown(path), "figures": [asdict(entry) for entry in entries]})
        if not as_json:
            _say_ledger(entries, _shown(path) if len(paths) > 1 else "")
    if as_json:
        _dump(said)
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
    announce(f"{_counted(len(entries), 'figure')}, {sourced} with a source, {worded} with its words")


@app.command(rich_help_panel=SET_UP)
def doctor(*, as_json: JsonOption = False) -> None:
    """Say what is installed, which fonts, and what to do about what is missing."""
    from brief.surveying import survey

    parts = survey()
    if as_json:
        _dump([{"part": part.name, "state": part.state, "detail": part.detail, "cure": part.cure} for part in parts])
    else:
        announce(table([[part.name, part.state, part.detail] for part in parts]))
        for part in parts:
            if part.cure:
                announce(f"{part.name}: {part.cure}")
    raise typer.Exit(3 if any(part.cure for part in parts) else 0)


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
        str, typer.Argument(metavar="WHAT", help="briefings, formats, themes, checks or languages.")
    ] = "briefings",
    *,
    as_json: JsonOption = False,
) -> None:
    """List briefings, formats, themes, checks or languages."""
    from brief.surveying import LISTS

    if what not in LISTS:
        message = f"there is no list of {what!r}"
        raise UsageError(message, hint=f"there are: {', '.join(LISTS)}")
    columns, rows = LISTS[what](Path.cwd())
    if as_json:
        _dump([dict(zip(columns, row, strict=True)) for row in rows])
    elif rows:
        announce(table(rows))


def _chosen(briefings: list[str] | None, *, every: bool) -> list[Path]:
    """The briefing files that the command names."""
    from brief.reading.folders import find, list_briefings

    if every and briefings:
        message = "--all and named briefings do not go together"
        raise UsageError(message)
    if every:
        listed = [Path(os.path.relpath(path)) for path in list_briefings(Path.cwd())]
        if not listed:
            message = "there are no briefings under briefings/"
            raise BriefError(message, hint="`brief new hello` makes one")
        return listed
    found = [find(name, Path.cwd()) for name in briefings] if briefings else [find(None, Path.cwd())]
    return [_relative(path) for path in found]


def _relative(path: Path) -> Path:
    """The path as seen from here, where it lies below; messages name files as a person would."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def _shown(path: Path) -> str:
    return str(_relative(path))


def _known_formats(names: list[str]) -> tuple[str, ...]:
    from difflib import get_close_matches

    from brief.formats import FORMATS

    for name in names:
        if name not in FORMATS:
            close = get_close_matches(name, FORMATS, 1)
            message = f"there is no format {name!r}"
            hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(FORMATS)}"
            raise UsageError(message, hint=hint)
    return tuple(dict.fromkeys(names))


def _root(output: str | None, briefing: Path) -> Path:
    """Where output goes: the folder named, else `out` beside the folder that holds the briefings."""
    if output:
        return Path(output)
    folder = briefing.absolute().parent
    home = folder.parent.parent if folder.parent.name == "briefings" else Path.cwd()
    return _relative(home / "out")


def _problems(error: BriefError) -> list[dict[str, Any]]:
    from brief.building.manifest import of_problem

    return [of_problem(problem) for problem in error.problems]


def _dump(content: Any) -> None:  # noqa: ANN401  (whatever JSON holds)
    announce(json.dumps(content, ensure_ascii=False, indent=1))


def _complain_of(error: BriefError) -> None:
    """Say an error; one of the input stands at its place, any other is called one."""
    complain(f"{styled('error', 'red', sys.stderr)}: {error}" if error.exit_code > 1 else str(error))


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; every error is one clear message and an exit code."""
    if words is None:
        coldstart.begin()
    try:
        outcome = app(args=list(words) if words is not None else None, standalone_mode=False, prog_name="brief")
    except BriefError as error:
        _complain_of(error)
        return error.exit_code
    except typer.Exit as error:
        return int(error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        complain("stopped")
        return 130
    except BrokenPipeError:
        # Whoever reads us has had enough; Python would complain once more while it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  (nobody should meet a traceback)
        return _last_resort(error)
    return outcome if isinstance(outcome, int) else 0


def _last_resort(error: Exception) -> int:
    """A usage error of the command-line library, or a fault of our own said in one line."""
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        said = error.format_message()
        complain(said if said.startswith("Usage:") else f"{styled('error', 'red', sys.stderr)}: {said}")
        return int(error.exit_code)
    if os.environ.get("BRIEF_TRACEBACK"):
        raise error
    complain(f"error: something in brief itself went wrong: {type(error).__name__}: {error}")
    complain("    run it again with BRIEF_TRACEBACK=1 and report what it prints")
    return 3
