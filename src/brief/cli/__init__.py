"""The command: words in, a verb called, results printed. No logic lives here."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from brief.cli import beginning, everyday, figures, posting, revising, setup  # noqa: F401  (commands join in order)
from brief.cli.application import app as app
from brief.cli.saying import complain_of
from brief.errors import BriefError
from brief.terminal import complain, styled

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Run the command; every error is one clear message and an exit code."""
    try:
        outcome = app(args=list(words), standalone_mode=False, prog_name="brief")
    except BriefError as error:
        complain_of(error)
        return error.exit_code
    except typer.Exit as error:
        return int(error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        complain("stopped")
        return 130
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
