"""The command as a shell calls it, and as `python -m brief`: a process that lives for these words alone."""

from __future__ import annotations

import sys
from typing import NoReturn

from brief import coldstart


def run() -> NoReturn:
    """Run the command, spared of what only a longer life needs."""
    coldstart.begin()
    from brief.cli import main  # loaded when that has begun

    coldstart.end(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
