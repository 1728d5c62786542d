"""The application that commands join, and the arguments that several of them take."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from brief.terminal import announce

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
