"""How good the pages are: thirty texts fitted, beside what a plain bisection and a fine search would have made of them.

`python benchmarks/pages/run.py [--sheet FILE.png] [NUMBER ...]` prints a row a text and draws all pages on one sheet.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from brief.composing import compose
from brief.document import narrowed, word_count
from brief.formats.base import Job, Press, package_templates
from brief.formats.pdf import ROW, OverfullError, fit
from brief.formats.pdf.fitting import Fitted, Fitting
from brief.formats.pdf.layouts import Layout, candidates
from brief.formats.pdf.page import BODY, Setter
from brief.formats.pdf.printing import fit_page, print_page
from brief.reading import read
from brief.theme import load
from composing import TEXTS, Text, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.document import Document
    from brief.formats.cutting import Version

SHEET = Path("out") / "pages.png"
_STEP = 0.05 / BODY
"""The fine search goes by a twentieth of a point, until no size of the next half point fits."""
_BEYOND = 10
_EXACT = 0.1 / BODY
"""How exactly the bisection finds the size: a tenth of a point."""
FULL_FROM = 250
"""From how many words on a page is to be full."""
UNCUT_TO = 500


@dataclass(frozen=True, slots=True)
class Page:
    """What became of a text."""

    text: Text
    words: int
    layouts: int
    seconds: float = 0.0
    bisection: tuple[float, float] = (1.0, 1.0)
    """Seconds of a bisection in each layout that the fit may choose from, and in the one that it chose alone."""
    printed: int = 0
    cuts: tuple[str, ...] = ()
    layout: str = ""
    size: float = 0.0
    best: float = 0.0
    empty: float = 0.0
    gauge: str = ""
    data: bytes = b""
    refusal: str = ""

    @property
    def right(self) -> bool:
        """Whether it was printed, whole up to 500 words, or refused where nothing else would be honest."""
        return self.text.refused == bool(self.refusal) and (self.words > UNCUT_TO or not self.cuts)

    @property
    def against(self) -> float:
        """The time it took against a bisection in each layout."""
        return self.seconds / self.bisection[0]

    @property
    def near(self) -> float:
        """Its type size against the best."""
        return self.size / self.best if self.best else 1.0


def fitted(text: Text, folder: Path) -> Page:
    """A text made into a page, measured, and compared."""
    material = read(write(text, folder))
    document = narrowed(compose(material), frozenset({ROW.name})).cited()
    roots = (package_templates(),)
    theme = load("default", roots)
    job = Job(ROW, document, Press(material.desk, theme, (theme.folder, *roots)))
    words = _words(document)

    began, setter = time.process_time(), Setter(job)
    try:
        version, found = fit_page(job, Fitting(setter), setter)
    except OverfullError as error:
        [data] = error.drafts.values()
        return Page(text, words, setter.layouts, data=data, refusal=str(error))
    seconds = time.process_time() - began
    artifact = print_page(job, setter, version, found)
    layouts = setter.layouts
    began = time.process_time()
    Setter(job).lay(found.sheet)
    seconds += time.process_time() - began
    return Page(
        text,
        words,
        layouts,
        seconds,
        (bisected(job, version), bisected(job, version, found.layout.name)),
        _words(artifact.printed),
        tuple(f"{cut.action} {cut.name}" for cut in artifact.cuts),
        found.layout.name,
        found.sheet.size * BODY,
        best(job, version, found) * BODY,
        max(column.shortage for column in found.placing.columns) / found.room,
        str(artifact.gauge),
        artifact.data,
    )


def _words(document: Document) -> int:
    return sum(word_count(block) for block in document.every_block())


def bisected(job: Job, version: Version, alone: str = "") -> float:
    """The seconds of a bisection over the type size: each layout on its own, each size a layout, and then the page.

    It is handed the words that the page prints, and so has nothing to cut.
    """
    began, setter = time.process_time(), Setter(job)
    fits = [
        largest
        for layout in candidates(version.document, Fitting(setter).measure)
        if alone in {"", layout.name} and (largest := _bisected(Fitting(setter), layout, version))
    ]
    setter.lay(max(fits, key=lambda found: found.sheet.size).sheet)
    return time.process_time() - began


def _bisected(fitting: Fitting, layout: Layout, version: Version) -> Fitted | None:
    low, high = fit.SMALLEST, fit.LARGEST
    if (found := fitting.at(high, layout, version)).fits:
        return found
    if not (found := fitting.at(low, layout, version)).fits:
        return None
    while high - low > _EXACT:
        middle = (low + high) / 2
        tried = fitting.at(middle, layout, version)
        if tried.fits:
            low, found = middle, tried
        else:
            high = middle
    return found


def best(job: Job, version: Version, found: Fitted) -> float:
    """The largest size at which the layout that was chosen holds the same words."""
    fitting = Fitting(Setter(job))
    largest = size = found.sheet.size
    while (size := size + _STEP) <= min(largest + _BEYOND * _STEP, fit.LARGEST):
        if fitting.at(size, found.layout, version).fits:
            largest = size
    return largest


def table(pages: Sequence[Page]) -> Iterator[str]:
    """A row a page, as Markdown."""
    yield "| Text | Words | Printed | Layout | Type | Of the best | Emptiest | Layouts | Of a bisection | Right |"
    yield "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for page in pages:
        made = [f"{page.printed}", page.layout, f"{page.size:.2f}", f"{page.near:.3f}", f"{page.empty:.1%}"]
        cells = made if not page.refusal else ["refused", "", "", "", ""]
        ratio = "" if page.refusal else f"{page.against:.2f}"
        row = [page.text.name, f"{page.words}", *cells, f"{page.layouts}", ratio, "yes" if page.right else "no"]
        yield f"| {' | '.join(row)} |"


def drawn(pages: Sequence[Page], path: Path) -> None:
    """All pages on one sheet, each under its name."""
    import pypdfium2
    from PIL import Image, ImageDraw

    across, width, height, gap, line = 6, 400, 566, 16, 13
    down = -(-len(pages) // across)
    sheet = Image.new("RGB", (across * (width + gap) + gap, down * (height + gap + 3 * line) + gap), "#d8d8d8")
    pen = ImageDraw.Draw(sheet)
    for number, page in enumerate(pages):
        left, top = gap + number % across * (width + gap), gap + number // across * (height + gap + 3 * line)
        first = pypdfium2.PdfDocument(page.data)[0]
        picture = first.render(scale=2 * width / first.get_width()).to_pil()
        picture = picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)
        sheet.paste(picture, (left, top + 3 * line))
        pen.text((left, top), f"{number + 1}. {page.text.name}", "black")
        said = (
            page.refusal
            or f"{page.layout}, {page.size:.2f} pt, {page.empty:.1%} empty, {page.layouts} layouts; {page.gauge}"
        )
        pen.text((left, top + line), said[:66], "black")
        pen.text((left, top + 2 * line), (said[66:] or "; ".join(page.cuts))[:66], "black")
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)


def measured(numbers: Sequence[int] = ()) -> list[Page]:
    """The pages of all texts, or of some, by number from 1."""
    with tempfile.TemporaryDirectory(prefix="brief-pages-") as folder:
        chosen = [TEXTS[number - 1] for number in numbers] or TEXTS
        # What the first page of a process pays for everything, no other does: it is made twice.
        fitted(chosen[0], Path(folder) / "first")
        return [fitted(text, Path(folder) / str(number)) for number, text in enumerate(chosen)]


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures to reach, as a row of Markdown."""

    what: str
    wanted: str
    found: str
    met: bool | None = None

    def __str__(self) -> str:
        met = {None: "", True: "yes", False: "no"}[self.met]
        return f"| {self.what} | {self.wanted} | {self.found} | {met} |"


def figures(pages: Sequence[Page]) -> Iterator[Figure]:
    """What all pages together come to."""
    printed = [page for page in pages if not page.refusal]
    for what, some in (
        (f"Texts up to {UNCUT_TO} words, printed whole", [page for page in pages if page.words <= UNCUT_TO]),
        ("Longer ones, printed by shortening", [p for p in pages if p.words > UNCUT_TO and not p.text.refused]),
        ("Texts that must be refused, and are", [page for page in pages if page.text.refused]),
    ):
        right = sum(page.right for page in some)
        yield Figure(what, "all", f"{right} of {len(some)}", right == len(some))
    layouts = [page.layouts for page in pages]
    yield Figure("Layouts of a page, measuring included: mean", "at most 4", f"{mean(layouts):.2f}", mean(layouts) <= 4)  # noqa: PLR2004
    yield Figure("The same: most", "at most 8", f"{max(layouts)}", max(layouts) <= 8)  # noqa: PLR2004
    each, alone = (sum(p.seconds for p in printed) / sum(p.bisection[n] for p in printed) for n in (0, 1))
    yield Figure("Time of all, against bisections in each layout", "at most 0.5", f"{each:.2f}", each <= 0.5)  # noqa: PLR2004
    yield Figure("The same, against one in the layout that was chosen", "", f"{alone:.2f}")
    near = min(page.near for page in printed)
    yield Figure("Type size, against the largest that fits: least", "at least 0.96", f"{near:.3f}", near >= 0.96)  # noqa: PLR2004
    empty = max((page.empty for page in printed if page.words >= FULL_FROM), default=0.0)
    yield Figure(f"Emptiest column from {FULL_FROM} words on", "at most 5%", f"{empty:.1%}", empty <= 0.05)  # noqa: PLR2004


HEAD = """\
## How good the pages are

Thirty texts of different prose (`pages/stock.yaml`), each made into a page. A bisection is handed the words that the
page prints, so that it has nothing to cut, and finds the type to a tenth of a point; each size that it tries is a
layout. The best size is sought by a twentieth of a point in the layout that was chosen. Times are of the processor.
"""


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, help="only these texts, by number from 1")
    parser.add_argument("--sheet", type=Path, default=SHEET, help=f"the picture of all pages (default {SHEET})")
    asked = parser.parse_args()
    pages = measured(asked.numbers)
    rows = ["| What | Target | Measured | Met |", "| --- | --- | ---: | --- |", *map(str, figures(pages))]
    print("\n".join([HEAD, *rows, "", *table(pages)]))
    drawn(pages, asked.sheet)


if __name__ == "__main__":
    main()
