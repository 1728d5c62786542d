"""A sheet of the page: drawn by the templates, laid out by WeasyPrint, measured."""

from __future__ import annotations

from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from brief import charts
from brief.document import Section, Story
from brief.errors import FormatError, Place
from brief.formats.base import environment
from brief.formats.pdf import drawing, fonts, spelling, tabling
from brief.formats.pdf.engine import weasyprint
from brief.formats.pdf.fetcher import BASE, Fetcher, face_address, picture_address, strict
from brief.formats.pdf.fit import MORE_AIR, MORE_LEAD, Extent
from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from brief.document import Block, Document, FigureWords
    from brief.formats.base import Job
    from brief.theme import Face, Theme

POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "px": 0.75}
PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
_NARROW = 230.0
"""Points; between the rail and the main column of any paper."""
BODY = 10.0
"""Points that are a rem at normal size."""
_FLOORED = {"raised": (7.0, 6.6), "caption": (8.0, 7.2), "source": (7.4, 7.0)}
"""What is small already: its size at normal density, and the least it may become, in points."""
CLOSING = 3.5
"""How much faster than the type the spaces of the head become smaller where space is short."""
_WORDMARK = 2.5
"""From what share of its height on a logo's width has room for a name."""
ENDLESS = 1_000_000.0
"""The height of the sheet on which blocks are measured, and which is never written: more than any briefing needs."""


def points(length: str) -> float:
    """A token's length in points."""
    return float(length[:-2]) * POINTS[length[-2:]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A block, or a piece of one, at its place in a body: all lengths in points.

    `column` names the kind of column, for the stylesheet; `joined` goes on with the block before it, as paragraphs do.
    """

    block: Block
    column: str
    width: float
    joined: bool = False
    x: float = 0.0
    top: float = 0.0
    spread: float = 0.0
    lead: float = 0.0

    @property
    def inside(self) -> float:
        """The width between the sides of a panel."""
        return self.width - 18

    @property
    def key(self) -> tuple[str, Block]:
        """What its measures are kept by."""
        return self.column, self.block

    @property
    def anchor(self) -> str:
        """What links lead to; the second piece of a block has none, and stories have their own."""
        begun = (
            self.joined or isinstance(self.block, Story) or (isinstance(self.block, Section) and not self.block.heading)
        )
        return "" if begun else self.block.id

    @property
    def narrow(self) -> bool:
        """Whether it is narrower than text likes to be."""
        return self.width < _NARROW

    @property
    def style(self) -> str:
        """Its place and its room to breathe, as CSS."""
        air, lead = self.spread * MORE_AIR, self.lead * MORE_LEAD
        return (
            f"inset-inline-start: {self.x:.2f}pt; top: {self.top:.2f}pt; width: {self.width:.2f}pt;"
            f" --air: {air:.3f}pt; --lead: {lead:.3f}pt"
        )


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between head and foot of one page; height and space around in points."""

    slots: tuple[Slot, ...]
    height: float = 0.0
    around: float = 0.0

    @property
    def style(self) -> str:
        """Its size, as CSS."""
        return f"height: {self.height:.2f}pt; margin: {self.around:.2f}pt 0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page's template draws: bodies, one a page; a sheet that is not `final` is for measuring."""

    document: Document
    bodies: tuple[Body, ...]
    size: float
    notices: tuple[str, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)
    final: bool = False
    ruler: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: Mapping[str, float] = field(default_factory=dict)
    """How far each story's headline ends before its column does: a box of a width would stand below a picture."""

    @property
    def scale(self) -> str:
        """The type size, the sizes that have a floor, and how open the head is, as CSS."""
        floors = "".join(
            f"; --{name}: {max(size * self.size, least):.3f}pt" for name, (size, least) in _FLOORED.items()
        )
        opening = min(1 - (1 - self.size) * CLOSING, 1.0)
        return f"font-size: {BODY * self.size:.4f}pt{floors}; --opening: {opening:.3f}"

    @property
    def signed(self) -> bool:
        """Whether the masthead writes the publication's name: it has no logo, or one too narrow to be a name."""
        logo = self.document.publication.logo
        return logo is None or logo.width < _WORDMARK * logo.height

    def width_of(self, part: str) -> str:
        """The width of a part of the head, as CSS; as wide as the page where none is set."""
        return f"width: {self.widths[part]:.2f}pt" if part in self.widths else ""

    def end_of(self, story: str) -> str:
        """How far a story's headline ends before its column does, as CSS."""
        return f"padding-inline-end: {self.ends[story]:.2f}pt" if story in self.ends else ""


@dataclass(frozen=True, slots=True)
class Measures:
    """A laid-out sheet in points: the head, the foot, each slot in order, and single words of the title and the dek."""

    head: float
    foot: float
    slots: tuple[Extent, ...]
    words: Mapping[str, tuple[float, ...]]


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
        self._fonts = _wardrobe(theme.folder, theme.faces)
        self._style = _style(job.press.templates, _Tokens(theme), job.document.direction)
        self.paper = PAPERS[job.press.desk.paper]
        self.side = points(theme.page["side"])
        self.width = self.paper[0] - 2 * self.side
        self.rail = points(theme.page["rail"])
        self.gap = points(theme.page["gap"])

    @property
    def room(self) -> float:
        """The height inside the page's margins."""
        page = self.job.press.theme.page
        return self.paper[1] - points(page["bar"]) - points(page["top"]) - points(page["foot"])

    def lay(self, sheet: Sheet) -> Any:  # noqa: ANN401  (a WeasyPrint document)
        """Lay a sheet out: on the real paper when it is final, else on an endless one. Raises FormatError."""
        self.layouts += 1
        html = self.job.showing(sheet.document).draw(
            sheet=sheet,
            inside=False,
            plain=words,
            isolated=lambda figure: spelling.isolated(figure, rtl=sheet.document.direction == "rtl"),
            picture=self._addresses.__getitem__,
            drawn=_drawn,
            widths=tabling.widths,
            lines=lambda block, width: drawing.draw(block, width, sheet.document.language),
        )
        paper = self.paper if sheet.final else (self.paper[0], ENDLESS)
        with strict():
            page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=self._fetcher)
            return page.render(self._fonts, stylesheets=[self._style, _paper(*paper)])

    def measure(self, sheet: Sheet) -> Measures:
        """Lay a sheet out on endless paper and read its boxes."""
        [page] = self.lay(sheet).pages
        parts: dict[str, float] = {}
        slots: dict[int, Extent] = {}
        ruler: dict[str, list[float]] = {}
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to a box's height)
            if box.element is None:
                continue
            if (part := box.element.get("data-part")) and part not in parts:
                parts[part] = box.margin_height() * POINTS["px"]
            elif (number := box.element.get("data-slot")) and int(number) not in slots:
                slots[int(number)] = _extent(box)
            elif (name := box.element.get("data-word")) and type(box).__name__ == "InlineBox":
                ruler.setdefault(name, []).append(box.width * POINTS["px"])
        extents = tuple(slots[number] for number in sorted(slots))
        return Measures(parts["head"], parts["foot"], extents, {name: tuple(found) for name, found in ruler.items()})


_AIRS = {"air": 1, "airy": 2}
"""How often the space of an element of that class grows."""


def _extent(box: Any) -> Extent:  # noqa: ANN401
    """Height, growing spaces and lines of a laid-out block."""
    airs = lines = 0
    seen = set()
    for child in box.descendants():
        # An element's first box is its outermost; those that follow are anonymous, for its marks and lines.
        if child.element is None or child.element in seen:
            continue
        seen.add(child.element)
        kinds = (child.element.get("class") or "").split()
        airs += sum(_AIRS.get(kind, 0) for kind in kinds)
        if "run" in kinds:
            lines += sum(type(part).__name__ == "LineBox" for part in child.descendants())
    return Extent(box.margin_height() * POINTS["px"], airs, lines)


def _drawn(figures: tuple[FigureWords, ...]) -> list[tuple[FigureWords, charts.Bar]]:
    return list(zip(figures, charts.bars(figures), strict=True))


@dataclass(frozen=True)
class _Tokens:
    """A theme that a cache may hold on to."""

    theme: Theme

    def __hash__(self) -> int:
        return hash(self.theme.folder)


@cache
def _wardrobe(folder: Path, faces: tuple[Face, ...]) -> Any:  # noqa: ANN401
    """The theme's faces, loaded once a process: each FontConfiguration keeps its fonts open for good."""
    if absent := [face.file for face in faces if not face.file.is_file()]:
        message = f"there is no font file {absent[0].name}"
        raise FormatError(
            message, Place(str(absent[0].with_name("fonts.toml"))), hint="the files stand beside the list"
        )
    configuration = weasyprint.text.fonts.FontConfiguration()
    with strict():
        rules = fonts.stylesheet(faces, face_address)
        served = Fetcher(folder, faces=faces)
        weasyprint.CSS(string=rules, base_url=BASE, url_fetcher=served, font_config=configuration)
    return configuration


@cache
def _style(roots: tuple[Path, ...], tokens: _Tokens, direction: str) -> Any:  # noqa: ANN401
    text = (
        environment(spelling.STYLE, roots, direction).get_template("style.css.j2").render(theme=tokens.theme, rem=_rem)
    )
    with strict():
        return weasyprint.CSS(string=text, base_url=BASE, url_fetcher=Fetcher(tokens.theme.folder))


def _rem(length: str, factor: float = 1.0) -> str:
    """A token's length as one that goes with the type size."""
    return f"{points(length) * factor / BODY:.4f}rem"


@cache
def _paper(width: float, height: float) -> Any:  # noqa: ANN401
    return weasyprint.CSS(string=f"@page {{ size: {width}pt {height}pt }}")
