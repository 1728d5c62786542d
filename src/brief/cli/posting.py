"""The command that sends: post."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brief.cli.application import EVERY_DAY, JsonOption, app
from brief.cli.arguments import chosen, output_root
from brief.cli.saying import counted, dump
from brief.errors import UsageError
from brief.terminal import announce, complain, size, styled

if TYPE_CHECKING:
    from brief.channels.planning import Step
    from brief.channels.posting import Result


@app.command(rich_help_panel=EVERY_DAY)
def post(  # noqa: PLR0913  (an option each)
    *,
    briefing: Annotated[
        str | None, typer.Argument(metavar="BRIEFING", help="A folder or file; without one: here, else the newest.")
    ] = None,
    to: Annotated[list[str], typer.Option("--to", metavar="CHANNEL", help="A channel of desk.yaml; may be repeated.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say exactly what would be sent; send nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; needed where no one is at a terminal.")] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Edit what is posted; where that cannot be, post a correction notice.")
    ] = False,
    again: Annotated[
        list[str] | None, typer.Option("--again", metavar="PART", help="A part in doubt is not there: send it again.")
    ] = None,
    done: Annotated[
        list[str] | None, typer.Option("--done", metavar="PART", help="A part in doubt is there: go on after it.")
    ] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="DIR", help="Where it was built.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Send what was built to channels of desk.yaml, each message once."""
    from datetime import UTC, datetime

    from brief.channels.posting import Order, foreseen, prepare
    from brief.channels.posting import post as deliver

    def clock() -> datetime:
        return datetime.now(UTC)

    [path] = chosen([briefing] if briefing else None, every=False)
    folder = output_root(output, path) / path.absolute().parent.name
    order = Order(path, folder, tuple(dict.fromkeys(to)), update, tuple(again or ()), tuple(done or ()))
    plans = prepare(order, clock(), secrets=not dry_run)
    steps = foreseen(order, plans, clock())
    if dry_run:
        _say_foreseen(steps, as_json=as_json)
        return
    pending = [step for step in steps if step.doing in _WOULD]
    if pending and not yes:
        _confirmed(pending)
    results = []
    for result in deliver(order, plans, lambda: complain("another post is under way: waiting"), clock):
        results.append(result)
        if not as_json:
            _say(result)
    if as_json:
        dump([{**_about(result.step), "became": result.became, "why": str(result.why or "")} for result in results])
    raise typer.Exit(max((result.exit_code for result in results), default=0))


_WOULD = {"post": "post", "edit": "edit", "notice": "post a correction notice"}


def _confirmed(steps: list[Step]) -> None:
    """Have a person say yes to what would be sent; without one it is not sent."""
    for step in steps:
        announce(f"{_WOULD[step.doing]} {_described(step)}")
    if not sys.stdin.isatty():
        message = "nobody is at a terminal to say yes"
        raise UsageError(message, hint="--yes sends it, --dry-run shows it whole")
    typer.confirm(f"Send {counted(len(steps), 'message')}?", abort=True)


def _described(step: Step) -> str:
    """A message, its size and whom it reaches."""
    reached = step.transport.whom(step.outlet.settings)
    if step.parcel is None:
        return f"{step.place} to {reached}"
    data = step.transport.wrapped(step.outlet, step.parcel)
    count = size(len(data)) if _text(data) is None else f"{len(data.decode()):,} characters"
    along = "".join(f" with {file.name} ({size(len(file.data))})" for file in step.parcel.attached)
    return f"{step.place} to {reached}: {step.parcel.name}, {count}{along}"


def _text(data: bytes) -> str | None:
    """The words of a message; none where it is no text."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _say_foreseen(steps: tuple[Step, ...], *, as_json: bool) -> None:
    """What would be sent, whole, or that nothing would be."""
    if as_json:
        dump([{**_about(step), "would": step.doing, "content": _content(step) or ""} for step in steps])
        return
    for step in steps:
        if step.doing not in _WOULD:
            announce(f"{step.place}: {_told(step.doing, step)}")
            continue
        announce(styled(f"would {_WOULD[step.doing]} {_described(step)}", "bold", sys.stdout))
        text = _content(step)
        if text is not None:
            announce(text.rstrip("\n"))


def _content(step: Step) -> str | None:
    return _text(step.transport.wrapped(step.outlet, step.parcel)) if step.parcel else ""


def _about(step: Step) -> dict[str, Any]:
    parcel = step.parcel
    about = {"channel": step.outlet.name, "part": step.part, "whom": step.transport.whom(step.outlet.settings)}
    return about | ({"file": parcel.name, "sha256": parcel.sha256} if parcel else {})


def _say(result: Result) -> None:
    """What became of one message."""
    place = result.step.place
    if result.became == "failed":
        complain(f"{styled(place, 'red', sys.stderr)}: not posted: {result.why}")
    elif result.became == "doubt":
        complain(f"{styled(place, 'red', sys.stderr)}: {_told('doubt', result.step)}")
        if result.why:
            complain(f"    {result.why}")
    else:
        announce(f"{place}: {_told(result.became, result.step)}")


def _told(became: str, step: Step) -> str:
    """What became of a message, in words, and what to do about it."""
    since, place = f"on {step.since}" if step.since else "", step.place
    reached = step.transport.whom(step.outlet.settings)
    words = {
        "posted": f"posted to {reached}",
        "edited": f"edited: {reached}",
        "noticed": f"correction notice posted to {reached}",
        "nothing": f"posted {since}; nothing to do",
        "changed": f"posted otherwise {since}: --update brings it up to date".replace("  ", " "),
        "left": f"posted {since}, and no part of the edition any more: take it away there",
        "waits": "waits for the part before it",
        "doubt": f"in doubt{f' since {step.since}' if step.since else ''}: look there whether it arrived;"
        f" --done {place} if it did, --again {place} if it did not",
    }
    return words[became]
