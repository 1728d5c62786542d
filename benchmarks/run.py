"""How fast it is, and against what: ratios measured side by side, never seconds that another machine would not meet.

`make bench` measures everything and writes RESULTS.md; `python benchmarks/run.py --builds 0` leaves the long row out,
and a row is measured alone by its number: `python benchmarks/run.py 2 4`. `--pages` measures the pages alone, which are
drawn on one sheet, `out/pages.png`.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import linear_regression
from typing import TYPE_CHECKING

from compiling import Compilers, absent
from measuring import ENVIRONMENT, Command, Ratio, compared, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
BRIEFING = "2025-01-27-deepseek-r1"
BUILDS, SETTLED = 1000, 300
"""Builds in one process, and after how many of them its memory counts."""
COPIES = 12
DIALECTS = [
    word
    for name in ("markdown", "github", "gitlab", "mattermost", "slack", "discord", "matrix")
    for word in ("-f", name)
]
LUCKY_SIZE = "8.5"
"""The type size at which the script's page is one page."""
LIBRARIES = (
    *("weasyprint", "mjml-python", "css-inline", "jinja2", "markdown-it-py"),
    *("pydantic", "typer", "babel", "pyyaml", "pypdfium2"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what is measured against what, and the target, if there is one."""

    what: str
    against: str
    measure: Callable[[], Ratio | float]
    target: float | None = None
    least: bool = False
    unit: str = ""

    def met(self, value: float) -> str:
        """Whether the target is met, in a word."""
        if self.target is None:
            return ""
        return "yes" if (value >= self.target if self.least else value <= self.target) else "no"

    @property
    def wanted(self) -> str:
        """The target in words."""
        return f"{'at least' if self.least else 'at most'} {self.target:g}{self.unit}" if self.target else ""


class Bench:
    """A folder of briefings to build, and the commands that are measured on it."""

    def __init__(self, folder: Path) -> None:
        """Copy the shipped briefings, and the first two until there are a dozen."""
        self.folder = folder
        self.python = sys.executable
        self.brief = str(Path(sys.executable).with_name("brief"))
        shipped = HERE.parent / "briefings"
        shutil.copytree(shipped, folder / "briefings")
        editions = sorted(path.parent for path in shipped.glob("*/briefing.yaml"))
        for number in range(COPIES):
            edition = editions[number % len(editions)]
            shutil.copytree(edition, folder / "many" / "briefings" / f"{number:02}-{edition.name}")
        for beside in (path for path in shipped.iterdir() if path.is_file()):
            shutil.copy(beside, folder / "many" / "briefings")

    def rows(self, builds: int) -> list[Row]:
        """The table, in its order."""
        one = f"briefings/{BRIEFING}"
        scripts = [
            self._naive("mail", "email.html"),
            self._naive("page", "brief.pdf"),
            self._naive("digest", "digest.md"),
        ]
        lucky = [scripts[0], (*scripts[1], LUCKY_SIZE), scripts[2]]
        alone = [self._weasyprint()]
        nothing: list[Command] = [(self.python, "-c", "pass")]
        every = self._brief("build", one, "--force", "-o", "all")
        digest = self._brief("build", one, "--force", "-f", "markdown", "-o", "markdown")
        dialects = self._brief("build", one, "--force", *DIALECTS, "-o", "dialects")
        again = self._brief("build", one, "-o", "all")
        bare, whole = "`python -c pass`", "`brief build`, six formats, cold"
        jobs, warm = f"{COPIES} briefings, one process", f"memory of one process, {builds} builds"
        rows = [
            Row(whole, "three scripts of one's own, three processes", self._ratio(every, scripts, 7), 0.5),
            Row("the same", "the scripts, had they known the type size", self._ratio(every, lucky, 7)),
            Row(whole, "the `weasyprint` command, that PDF alone from ready HTML", self._ratio(every, alone, 9), 1.4),
            Row("`brief build -f markdown`", bare, self._ratio(digest, nothing, 15), 30),
            Row("Markdown and all dialects of it", "Markdown alone", self._ratio(dialects, digest, 15), 1.5),
            Row("`brief build`, nothing changed", bare, self._ratio(again, nothing, 15), 30),
            Row("`brief check`, all but the page", bare, self._ratio(self._brief("check", one), nothing, 15), 40),
            Row("`brief --help`", bare, self._ratio(self._brief("--help"), nothing, 15)),
            *self._tracing(),
            *self._compilers(),
            Row(jobs, "two processes (`--jobs 2`)", self._jobs, 1.8, least=True),
            Row(warm, "itself, a build earlier", partial(self._growth, builds), 15, unit=" kB"),
        ]
        return rows if builds > SETTLED else rows[:-1]

    def _brief(self, *words: str) -> list[Command]:
        return [(self.brief, *words)]

    def _tracing(self) -> Iterator[Row]:
        """What it costs to hold a figure or a passage against its source, and how well one is drawn from."""
        from tracing import extracted, indexed, scored, traced

        briefing = HERE.parent / "briefings" / BRIEFING / "briefing.yaml"
        yield Row("a source of 90 lines, indexed to trace to", "itself", partial(indexed, briefing), 20, unit=" ms")
        yield Row("a figure or passage, traced to it", "itself", partial(traced, briefing), 1, unit=" ms")
        yield Row("what it states, found in it", "itself", partial(extracted, briefing), 100, unit=" ms")
        found, right = "figures, dates and quotations found, of those labelled", "right, of those found"
        tuned, held_out = partial(scored, held_out=False), partial(scored, held_out=True)
        yield Row(found, "85 articles", lambda: tuned().share_found, 95, least=True, unit=" %")
        yield Row(right, "the same", lambda: tuned().share_right, 95, least=True, unit=" %")
        yield Row(found, "ten articles held out", lambda: held_out().share_found, unit=" %")
        yield Row(right, "the same", lambda: held_out().share_right, unit=" %")

    def _compilers(self) -> Iterator[Row]:
        """What npm's compiler costs beside ours; where it is not there, that is said and nothing measured."""
        if missing := absent():
            print(f"{missing} is not on this machine: the rows on compiling an email are left out.", file=sys.stderr)
            return
        compilers = Compilers(HERE.parent / "briefings" / BRIEFING / "briefing.yaml", self.folder)
        theirs = "npm's `mjml`, warm in one process, 100 pages"
        yield Row(theirs, "the same by `brief`, with other words each time", compilers.compiled, 30, least=True)
        yield Row("the same", "each of a structure of its own", compilers.met_first, least=True)
        yield Row("the same", "compiled, and the style sheet inlined", compilers.finished, least=True)

    def _naive(self, script: str, target: str) -> Command:
        return (self.python, str(HERE / "naive" / f"{script}.py"), f"briefings/{BRIEFING}", target)

    def _weasyprint(self) -> Command:
        ready = self.folder / "ready"
        briefing = f"briefings/{BRIEFING}/briefing.yaml"
        subprocess.run(
            [self.python, str(HERE / "ready.py"), briefing, "ready"], cwd=self.folder, env=ENVIRONMENT, check=True
        )
        command = Path(sys.executable).with_name("weasyprint")
        data = ("--attachment", str(ready / "brief.json"), "--attachment-relationship", "Data")
        return (str(command), "--pdf-variant", "pdf/a-3a", *data, str(ready / "page.html"), str(ready / "page.pdf"))

    def _ratio(self, one: list[Command], other: list[Command], rounds: int) -> Callable[[], Ratio]:
        return lambda: compared(partial(run, one, self.folder), partial(run, other, self.folder), rounds)

    def _jobs(self) -> Ratio:
        many = self.folder / "many"
        (command,) = self._brief("build", "--all", "--force", "-q")
        one, two = ((*command, "--jobs", number) for number in "12")
        return compared(partial(run, [one], many), partial(run, [two], many), 3)

    def _growth(self, builds: int) -> float:
        """The kB that a build leaves behind, as the line through all builds after the first says."""
        command = (self.python, str(HERE / "warm.py"), f"briefings/{BRIEFING}/briefing.yaml", "warm", str(builds))
        done = subprocess.run(command, cwd=self.folder, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
        sizes = [int(line) / 1000 for line in done.stdout.split()][SETTLED:]
        return linear_regression(range(len(sizes)), sizes).slope


def table(rows: list[Row]) -> Iterator[str]:
    """Each row measured, as a line of Markdown, as soon as it is known."""
    yield "| What | Against | Target | By the clock | Processor time | Seconds | Met |"
    yield "| --- | --- | --- | ---: | ---: | ---: | --- |"
    for row in rows:
        found = row.measure()
        if isinstance(found, float):
            cells = [f"{found:.1f}{row.unit}", "", "", row.met(found)]
        else:
            one, other = found.seconds
            shown = "" if row.least else str(found.processors)
            cells = [str(found.clock), shown, f"{one:.2f} : {other:.2f}", row.met(found.clock.median)]
        yield f"| {' | '.join([row.what, row.against, row.wanted, *cells])} |"


def machine() -> Iterator[str]:
    """What it was measured on, and with which versions."""
    load = f", {os.getloadavg()[0]:.1f} processes at work before" if hasattr(os, "getloadavg") else ""
    cores = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    yield f"{cores}{load}; Python {platform.python_version()}."
    yield ""
    yield "With " + ", ".join(f"{name} {version(name)}" for name in ("briefpress", *LIBRARIES)) + "."


HEAD = """\
# How fast it is

Ratios, measured side by side in one run: one task, the other, the one again, and so on. The middle of all rounds
stands first, the least and the most in brackets. "Six formats" are all that `brief build` makes: email, text, message,
page, digest, and the proof page over them. The scripts of one's own (`naive/`) make an email, a page and a digest of
the same file in the same fonts; theirs tries type from 11.5 points down, by half a point, until the page is one.
What an article states is found in short articles in English, German and French with labels (`tests/drafting`); of the
first ten, 86 of 93 labels were found, and 61 of those right, before anything was tuned to them. To those that are held
out nothing is tuned, and no target is set. `make bench` makes this table anew.
"""


PAGES = "## How good the pages are"


def pages() -> str:
    """What became of thirty texts, as the script beside them measures it."""
    command = (sys.executable, str(HERE / "pages" / "run.py"), "--sheet", str(HERE.parent / "out" / "pages.png"))
    found = subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(found, flush=True)
    return found


def main() -> None:
    """Measure, print, and write RESULTS.md when everything was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int, help="only these rows, by number from 1")
    about_builds = f"in one process (default {BUILDS}; to {SETTLED}: none)"
    parser.add_argument("--builds", type=int, default=BUILDS, help=about_builds)
    parser.add_argument("--pages", action="store_true", help="only how good the pages are")
    asked = parser.parse_args()
    results = HERE / "RESULTS.md"
    if asked.pages:
        speed = results.read_text(encoding="utf-8").partition(PAGES)[0].rstrip()
        results.write_text(f"{speed}\n\n{pages()}", encoding="utf-8")
        return
    about = list(machine())
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="brief-bench-") as folder:
        rows = Bench(Path(folder)).rows(asked.builds)
        chosen = [rows[number - 1] for number in asked.rows] or rows
        lines = []
        for line in table(chosen):
            print(line, flush=True)
            lines.append(line)
    if asked.builds >= BUILDS and not asked.rows:
        took = f"Measured in {(time.monotonic() - began) / 60:.0f} minutes on {about[0]}"
        written = [HEAD, *lines, "", took, *about[1:], "", pages()]
        results.write_text("\n".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
