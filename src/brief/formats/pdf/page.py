"""A sheet of the page: drawn by the templates, laid out by WeasyPrint, measured."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from brief import charts
from brief.errors import FormatError
from brief.formats.base import environment
from brief.formats.pdf import fonts, spelling
from brief.formats.pdf.engine import weasyprint
from brief.formats.pdf.fetcher import BASE, Fetcher, Refused, face_address, picture_address
from brief.formats.pdf.fit import Extent
from brief.prose import words
from brief.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from brief.document import Block, FigureWords, Picture
    from brief.formats.base import Job

POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "px": 0.75}
PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
ENDLESS = 11_000.0
"""The height of the sheet on which blocks are measured: more than any briefing needs, less than PDF's 14,400."""


def points(length: str) -> float:
    """A token's length in points."""
    return float(length[:-2]) * POINTS[length[-2:]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A block at its place: the column it stands in, its style, its width in points."""

    block: Block
    column: str
    style: str = ""
    width: float = 0.0

    @property
    def name(self) -> str:
        """What its boxes are found by."""
        return f"{self.column}:{self.block.id}"

    @property
    def narrow(self) -> bool:
        """Whether it is narrower than text likes to be."""
        return self.width < 230  # noqa: PLR2004  (points; between the rail and the main column of any paper)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page's template draws."""

    slots: tuple[Slot, ...]
    size: str
    body: str = ""
    title: str = ""
    dek: str = ""
    columns: int = 0
    final: bool = False
    ruler: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """A laid-out sheet in points: the head, the foot, each slot, and the words of the title."""

    head: float
    foot: float
    slots: dict[str, Extent]
    ruler: tuple[float, ...]


class Setter:
    """Draws and lays out sheets for one rendering; counts the layouts."""

    def __init__(self, job: Job) -> None:
        """Take what stays the same between the sheets of one rendering."""
        self.job = job
        self.layouts = 0
        theme = job.press.theme
        pictures = dict.fromkeys(job.document.pictures())
        self._addresses = {picture: picture_address(number, picture) for number, picture in enumerate(pictures)}
        self._fetcher = Fetcher(theme.folder, {address: picture for picture, address in self._addresses.items()})
        self._fonts = _wardrobe(theme.folder, fonts.stylesheet(theme.faces, face_address))
        self._style = _style(job.press.templates, _Tokens(theme), job.document.direction)
        self.paper = PAPERS[job.press.desk.paper]
        self.side = points(theme.page["side"])
        self.width = self.paper[0] - 2 * self.side
        self.rail = points(theme.page["rail"])
        self.gap = points(theme.page["gap"])
        self.main = self.width - self.rail - self.gap

    @property
    def room(self) -> float:
        """The height inside the page's margins."""
        page = self.job.press.theme.page
        return self.paper[1] - points(page["bar"]) - points("5.2mm") - points(page["foot"])

    def lay(self, sheet: Sheet, notices: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  (a WeasyPrint document)
        """Lay a sheet out: on the real paper when it is final, else on an endless one. Raises FormatError."""
        self.layouts += 1
        html = self.job.draw(
            sheet=sheet,
            cuts=notices,
            inside=False,
            plain=words,
            picture=self._addresses.__getitem__,
            drawn=_drawn,
        )
        paper = self.paper if sheet.final else (self.paper[0], ENDLESS)
        with _strict():
            page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=self._fetcher)
            return page.render(self._fonts, stylesheets=[self._style, _paper(*paper)])

    def measure(self, sheet: Sheet, notices: tuple[str, ...] = ()) -> Measures:
        """Lay a sheet out on endless paper and read its boxes."""
        [page] = self.lay(replace(sheet, final=False), notices).pages
        head = foot = 0.0
        slots: dict[str, Extent] = {}
        ruler: list[float] = []
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to a box's height)
            if box.element is None:
                continue
            part = box.element.get("data-part")
            if part and box.element_tag in {"header", "footer"}:
                height = box.margin_height() * POINTS["px"]
                head, foot = (height, foot) if part == "head" else (head, height)
            elif (name := box.element.get("data-slot")) and name not in slots:
                slots[name] = _extent(box)
            elif box.element.get("class") == "display" and box.element_tag == "span":
                ruler.append(box.width * POINTS["px"])
        return Measures(head, foot, slots, tuple(ruler))


def _extent(box: Any) -> Extent:  # noqa: ANN401
    """Height, growing spaces and lines of a laid-out block."""
    airs = lines = 0
    for child in box.descendants():
        kinds = () if child.element is None else (child.element.get("class") or "").split()
        if "air" in kinds and not child.element_tag.startswith("::") and _is_own(child):
            airs += 1
        if "run" in kinds and _is_own(child):
            lines += sum(type(part).__name__ == "LineBox" for part in child.descendants())
    return Extent(box.margin_height() * POINTS["px"], airs, lines)


def _is_own(box: Any) -> bool:  # noqa: ANN401
    """Whether a box is the one its element makes, and no anonymous one inside it."""
    return type(box).__name__ in {"BlockBox", "TableRowBox"} and not box.is_table_wrapper


def _drawn(figures: tuple[FigureWords, ...]) -> list[tuple[FigureWords, charts.Bar]]:
    return list(zip(figures, charts.bars(figures), strict=True))


@dataclass(frozen=True)
class _Tokens:
    """A theme that a cache may hold on to."""

    theme: Theme

    def __hash__(self) -> int:
        return hash(self.theme.folder)


@cache
def _wardrobe(folder: Path, faces: str) -> Any:  # noqa: ANN401
    """The theme's faces, loaded once a process: each FontConfiguration keeps its fonts open for good."""
    configuration = weasyprint.text.fonts.FontConfiguration()
    with _strict():
        weasyprint.CSS(string=faces, base_url=BASE, url_fetcher=Fetcher(folder), font_config=configuration)
    return configuration


@cache
def _style(roots: tuple[Path, ...], tokens: _Tokens, direction: str) -> Any:  # noqa: ANN401
    text = environment(spelling.STYLE, roots, direction).get_template("style.css.j2").render(theme=tokens.theme)
    with _strict():
        return weasyprint.CSS(string=text, base_url=BASE, url_fetcher=Fetcher(tokens.theme.folder))


@cache
def _paper(width: float, height: float) -> Any:  # noqa: ANN401
    return weasyprint.CSS(string=f"@page {{ size: {width}pt {height}pt }}")


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _strict() -> Iterator[None]:
    """Make an error of every line that WeasyPrint logs: it logs what it does not understand, and goes on."""
    logger = logging.getLogger("weasyprint")
    complaints = _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    except Refused as refused:
        message = f"the page asks for {refused}, which is neither a picture of the briefing nor a file of the theme"
        raise FormatError(message, hint="name pictures in the briefing; put fonts into the theme's folder") from refused
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise FormatError(
            f"the page cannot be set: {complaints.lines[0]}", hint="\n".join(dict.fromkeys(complaints.lines[1:]))
        )
