"""`python -m brief` is the command."""

from brief.cli import run

run()
