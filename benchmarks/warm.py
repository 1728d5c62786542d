"""The memory of one process that builds again and again, in bytes, a line a build.

`python warm.py BRIEFING FOLDER BUILDS`
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from brief.building import Request, build
from brief.cli import sweep_seldom

STATM = Path("/proc/self/statm")


def resident() -> int:
    """The bytes of this process that are in memory; where the system does not say, the most there ever were."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    briefing, folder, builds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    sweep_seldom()
    for _ in range(builds):
        built = build(Request(briefing, folder, force=True))
        if built.failures:
            raise SystemExit(str(dict(built.failures)))
        print(resident(), flush=True)
