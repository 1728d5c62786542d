"""The command that begins an edition: new."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from brief.cli.application import EVERY_DAY, app
from brief.cli.arguments import chosen, shown
from brief.cli.saying import counted
from brief.errors import UsageError
from brief.terminal import Progress, announce, complain

if TYPE_CHECKING:
    from brief.drafting.drafts import Written
    from brief.drafting.models.endpoint import Endpoint
    from brief.starting import Begun


@app.command(rich_help_panel=EVERY_DAY)
def new(  # noqa: PLR0913  (an option each)
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="The short name: spring-results.")],
    *,
    like: Annotated[
        str | None, typer.Option("--like", metavar="BRIEFING", help="Start from an edition; its values become TK.")
    ] = None,
    article: Annotated[
        str | None, typer.Option("--from", metavar="ARTICLE", help="Start from a text, page or feed; - is stdin.")
    ] = None,
    entry: Annotated[
        int | None, typer.Option("--entry", min=1, metavar="N", help="With --from: one of a feed.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", help="With --from: have a model write; one of desk.yaml, or any."),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="With --model: where it answers, like OpenAI's.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --model: let the text leave this machine, without asking.")
    ] = False,
    fallback: Annotated[
        bool, typer.Option("--fallback", help="With --model: without its words where there are none.")
    ] = False,
) -> None:
    """Make a folder with a briefing that builds as it is."""
    from datetime import date

    from brief.starting import start, start_from, start_like

    _fits_together(like=like, article=article, entry=entry, model=model)
    if not model and (base_url or yes or fallback):
        message = f"{'--base-url' if base_url else '--yes' if yes else '--fallback'} belongs to --model"
        raise UsageError(message, hint="brief new SLUG --from ARTICLE --model NAME")
    today = date.today()  # noqa: DTZ011  (an editor's own calendar day)
    if like:
        made = start_like(slug, today, Path.cwd(), chosen([like], every=False)[0])
    elif article:
        from brief.starting import read_article

        begun = read_article(slug, today, Path.cwd(), article, entry)
        written = _written(begun, Asking(model, base_url, yes, fallback)) if model else None
        made = start_from(begun, written)
    else:
        made = start(slug, today, Path.cwd())
    for path in made:
        announce(shown(path))
    announce(f"Now: brief build {shown(made[0].parent)}")


class Asking(NamedTuple):
    """What the command says of a model: its name, where it answers, and what is done without being asked."""

    model: str
    base_url: str | None
    yes: bool
    fallback: bool


def _fits_together(*, like: str | None, article: str | None, entry: int | None, model: str | None) -> None:
    """Refuse words of the command that do not go together. Raises UsageError."""
    if like and article:
        message = "--like and --from do not go together"
        raise UsageError(message, hint="start from an edition, or from an article")
    if entry and not article:
        message = "--entry belongs to --from"
        raise UsageError(message, hint="brief new SLUG --from FEED --entry N")
    if model and not article:
        message = "--model belongs to --from"
        raise UsageError(message, hint="brief new SLUG --from ARTICLE --model NAME")


def _written(begun: Begun, asking: Asking) -> Written | None:
    """Words for an article from a model, with what of them was left out said; None where there are none and may be."""
    from brief.drafting.models.asking import ask
    from brief.drafting.models.base import NotDraftedError
    from brief.drafting.models.endpoint import endpoint
    from brief.starting import written_by

    where = endpoint(asking.model, asking.base_url, begun.desk)
    if not where.is_here:
        _confirmed(begun, where, yes=asking.yes)
    try:
        with Progress() as progress:
            progress(f"{where.model} at {where.host} writes, for up to {where.seconds:.0f} seconds")
            written = written_by(begun, where, lambda turns, asked: ask(where, turns, asked))
    except NotDraftedError as error:
        if not asking.fallback:
            raise
        complain(f"without a model's words: {error}")
        return None
    for one in written.left_out:
        complain(one)
    return written


def _confirmed(begun: Begun, where: Endpoint, *, yes: bool) -> None:
    """Have a person say yes to a text that leaves this machine; without one it does not."""
    words = sum(len(line.split()) for line in begun.article.taken.lines)
    way = ", unencrypted" if where.is_open else ""
    announce(f"{counted(words, 'word')} of the article go to {where.host}{way}, for {where.model} to write about")
    if yes:
        return
    if not sys.stdin.isatty():
        message = "nobody is at a terminal to say yes"
        raise UsageError(message, hint="--yes sends it; without --model nothing leaves this machine")
    typer.confirm(f"Send it to {where.host}?", abort=True)
