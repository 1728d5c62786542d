"""An email's page compiled again and again: by npm's mjml in one process, and by what ships in this one."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Cost, Ratio, compared

from brief.building import press_for
from brief.composing import compose
from brief.formats import FORMATS
from brief.formats.base import Job, Options
from brief.formats.email.compiling import compile_page, mjml_source
from brief.formats.email.page import context
from brief.formats.email.pictures import Album
from brief.formats.email.skeletons import compiled
from brief.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
TIMES, ROUNDS = 100, 9
"""Pages a round: enough that both compilers are warm after the first round, which does not count."""


def absent() -> str:
    """Which part of npm's compiler is not on this machine; nothing where all is."""
    package = HERE.parent / "tests" / "judges" / "node_modules" / "mjml"
    return "" if shutil.which("node") and package.exists() else "node" if package.exists() else "npm's mjml"


class Compilers:
    """The MJML of a briefing's email, and what compiles it."""

    def __init__(self, briefing: Path, folder: Path) -> None:
        """Make the source once and write it for the other compiler."""
        material = read(briefing)
        self.job = Job(FORMATS["email"], compose(material), press_for(material, Options()))
        self.source = mjml_source(self.job, context(self.job, Album(self.job.press.desk)))
        self.file = folder / "email.mjml"
        self.file.write_text(self.source, encoding="utf-8")

    def compiled(self) -> Ratio:
        """Source to HTML: npm's compiler against what ships, for which every text is another each time."""
        others = cycle([self.source.replace("</mj-text>", f" {number}</mj-text>") for number in range(TIMES)])
        return self._against(lambda: compiled(next(others)))

    def met_first(self) -> Ratio:
        """The same, where no page is of a structure that was met before."""
        head = '<mj-head><mj-breakpoint width="{}px" />'.format
        others = cycle([self.source.replace("<mj-head>", head(300 + number)) for number in range(TIMES)])
        return self._against(lambda: compiled(next(others)))

    def finished(self) -> Ratio:
        """The same, against source to finished page: compiled, its style sheet inlined."""
        return self._against(partial(compile_page, self.source, self.job))

    def _against(self, ours: Callable[[], object]) -> Ratio:
        command = ("node", str(HERE / "compile.js"), str(self.file))
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
            ratio = compared(partial(_theirs, node), partial(_ours, ours), ROUNDS)
            node.communicate()
        return ratio


def _theirs(node: subprocess.Popen[str]) -> Cost:
    if node.stdin is None or node.stdout is None:
        raise ValueError(node)
    node.stdin.write(f"{TIMES}\n")
    node.stdin.flush()
    clock, processors = map(float, node.stdout.readline().split())
    return Cost(clock, processors)


def _ours(compile_once: Callable[[], object]) -> Cost:
    began, used = time.perf_counter(), time.process_time()
    for _ in range(TIMES):
        compile_once()
    return Cost(time.perf_counter() - began, time.process_time() - used)
