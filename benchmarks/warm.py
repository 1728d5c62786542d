"""The memory of a process that builds again and again, and of those beside it, in bytes, a line a build.

`python warm.py BRIEFING FOLDER BUILDS`
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from pathlib import Path

from brief import coldstart
from brief.building import Request, build


def resident() -> int:
    """The bytes of this process and those beside it that are in memory; the most there were where none says it."""
    processes = [os.getpid(), *(process.pid for process in multiprocessing.active_children())]
    told = [Path(f"/proc/{process}/statm") for process in processes]
    if all(file.exists() for file in told):
        return sum(int(file.read_text().split()[1]) for file in told) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    briefing, folder, builds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    coldstart.begin()
    for _ in range(builds):
        built = build(Request(briefing, folder, force=True))
        if built.failures:
            raise SystemExit(str(dict(built.failures)))
        print(resident(), flush=True)
