"""What the reader sees: ordered blocks of finished words in one language, the same for every format.

Figures, dates and labels are already written. Every figure, quotation and citation keeps its id beside its words,
so that what was printed can be read back and compared at its own place. Nothing here knows a format's syntax.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from brief.prose import Citation, Figure, Line, Link, Prose, walk, words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from brief.errors import Place
    from brief.figures import Bound, Direction, Said


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes with the words that stand for it; sizes in pixels."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure that stands alone: in a strip, a chart, a table.

    `words` is what is printed large ("−3.1%", "down over 8%"), `said` the word beside it ("expected"; empty for
    what is reported), `low` and `high` its signed absolute size for charts (equal unless it is a range).
    """

    id: str
    label: str
    words: str
    size: str
    said: str
    direction: Direction
    bound: Bound | None
    low: Decimal
    high: Decimal
    unit: str
    said_id: Said = "reported"
    as_of: str = ""
    citation: Citation | None = None

    @property
    def unchanged(self) -> bool:
        """Whether it is a change of nothing."""
        return self.direction != "is" and not self.low and not self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block carries: where it came from and how it gives way where space is short."""

    kind: ClassVar[str]

    id: str
    place: Place | None = None
    heading: Line = field(default_factory=Line)
    only: tuple[str, ...] = ()
    keep: bool = False
    priority: int = 0
    view: str = ""
    drafted: bool = False
    short: Block | None = None

    @property
    def name(self) -> str:
        """What an editor calls it: its heading, or its kind."""
        return words(self.heading) or self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Block):
    """Paragraphs."""

    kind: ClassVar[str] = "text"
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers(Block):
    """A strip of figures."""

    kind: ClassVar[str] = "numbers"
    figures: tuple[FigureWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Block):
    """Figures of one unit, compared by length."""

    kind: ClassVar[str] = "bars"
    figures: tuple[FigureWords, ...]
    caption: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """One line of a chart: the values, and each as it is written; None is a gap."""

    label: str
    values: tuple[Decimal | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(Block):
    """Values over an axis."""

    kind: ClassVar[str] = "line"
    x: tuple[str, ...]
    series: tuple[SeriesWords, ...]
    unit: str = ""
    caption: str = ""
    summary: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Rows under a header row; `numeric` says which columns are set flush at their end."""

    kind: ClassVar[str] = "table"
    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[bool, ...]
    caption: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A term and what there is to say of it."""

    term: str
    words: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Block):
    """Facts, people or events: terms with their text; `role` says which."""

    kind: ClassVar[str] = "rows"
    rows: tuple[Row, ...]
    role: Literal["facts", "people", "timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Block):
    """Items of equal rank."""

    kind: ClassVar[str] = "items"
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """Somebody's own words, set apart; quotation marks of the language included."""

    kind: ClassVar[str] = "quote"
    prose: Prose
    speaker: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Block):
    """A picture."""

    kind: ClassVar[str] = "image"
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Block):
    """One item of a newsletter; its headline is its heading."""

    kind: ClassVar[str] = "story"
    prose: Prose
    size: Literal["lead", "normal", "brief"] = "normal"
    link: Link | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Block):
    """Stories under one heading."""

    kind: ClassVar[str] = "section"
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Block):
    """A box that is no story; `label` says what it is."""

    kind: ClassVar[str] = "note"
    prose: Prose
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Block):
    """What stands in this edition: the sections' headings and the stories' headlines (ids in `stories`)."""

    kind: ClassVar[str] = "contents"
    stories: tuple[tuple[str, Line], ...]


KINDS: tuple[type[Block], ...] = (
    Text,
    Numbers,
    Bars,
    LineChart,
    Table,
    Rows,
    Items,
    Quote,
    Image,
    Story,
    Section,
    Note,
    Contents,
)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as it is listed; what is not known is empty."""

    number: int
    id: str
    title: str
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """What was wrong and is not any more, in finished words."""

    kind: Literal["corrected", "refiled", "withdrawn"]
    label: str
    when: str
    words: Line


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """Where a figure comes from, for those who check: its source, lines and the source's own words."""

    figure: FigureWords
    source: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Drafting:
    """What of an edition a model wrote: which model, on which machine, which passages besides the marked blocks.

    `approved` says who stands for it and since when; it is empty until a person does.
    """

    model: str
    host: str
    words: tuple[str, ...] = ()
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Whose edition it is, in finished words; one that is not `named` has nobody who subscribed to it by its name."""

    name: str
    tagline: str = ""
    logo: Picture | None = None
    postal_address: str = ""
    unsubscribe: str = ""
    web_address: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One edition in the reader's language."""

    slug: str
    language: str
    direction: Literal["ltr", "rtl"]
    labels: Mapping[str, str]
    publication: Publication
    title: Line
    subject: Line
    preheader: Line
    blocks: tuple[Block, ...]
    status: Literal["draft", "final", "withdrawn"] = "draft"
    status_words: str = ""
    section: str = ""
    date: str = ""
    date_iso: str = ""
    as_of: str = ""
    edition: str = ""
    authors: str = ""
    author_names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    dek: Line = field(default_factory=Line)
    bottom_line: Prose = field(default_factory=Prose)
    key_figures: tuple[FigureWords, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    corrections: tuple[CorrectionNotice, ...] = ()
    traces: tuple[FigureTrace, ...] = ()
    held: tuple[str, ...] = ()
    drafting: Drafting | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where what stands outside the blocks was written, by the field's name."""

    def cited(self) -> Document:
        """The Document with the sources that are still cited in it; numbers are kept, gaps too."""
        numbers = {number for citation in self.citations() for number in citation.numbers}
        return replace(self, sources=tuple(entry for entry in self.sources if entry.number in numbers))

    def every_block(self) -> Iterator[Block]:
        """Every block in reading order; a section comes before its stories."""
        for block in self.blocks:
            yield block
            if isinstance(block, Section):
                yield from block.stories

    def drafted(self) -> Iterator[tuple[str, str]]:
        """The passages that a model wrote: the field's name or the block's id, and what an editor calls it."""
        if self.drafting:
            yield from ((name, name.replace("_", " ")) for name in self.drafting.words)
            yield from ((block.id, block.name) for block in self.every_block() if block.drafted)

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line of prose with the id of its block (`title`, `dek`, `bottom_line` for those)."""
        yield "title", self.title
        yield "dek", self.dek
        yield from (("bottom_line", line) for line in self.bottom_line)
        for block in self.every_block():
            yield from ((block.id, line) for line in block_lines(block))

    def figures(self) -> Iterator[tuple[str, FigureWords | Figure]]:
        """Every figure that is printed, standing alone or in a sentence, with the id of its block."""
        yield from (("key_figures", figure) for figure in self.key_figures)
        for block in self.every_block():
            if isinstance(block, Numbers | Bars):
                yield from ((block.id, figure) for figure in block.figures)
        for name, line in self.lines():
            yield from ((name, node) for node in walk(line) if isinstance(node, Figure))
        for notice in self.corrections:
            yield from (("corrections", node) for node in walk(notice.words) if isinstance(node, Figure))

    def citations(self) -> Iterator[Citation]:
        """Every citation that is printed, in reading order."""
        for _, line in self.lines():
            yield from (node for node in walk(line) if isinstance(node, Citation))
        for figure in self.key_figures:
            if figure.citation:
                yield figure.citation
        for block in self.every_block():
            if isinstance(block, Numbers | Bars):
                yield from (figure.citation for figure in block.figures if figure.citation)
            own = getattr(block, "citation", None)
            if isinstance(own, Citation):
                yield own
        for notice in self.corrections:
            yield from (node for node in walk(notice.words) if isinstance(node, Citation))

    def pictures(self) -> Iterator[Picture]:
        """Every picture that is printed, the logo first."""
        if self.publication.logo:
            yield self.publication.logo
        for block in self.every_block():
            if isinstance(block, Image):
                yield block.picture
            if isinstance(block, Story) and block.picture:
                yield block.picture


def block_lines(block: Block) -> Iterator[Line]:
    """The lines of a block, its heading first; a section gives its heading alone."""
    if block.heading:
        yield block.heading
    match block:
        case Text() | Quote() | Story() | Note():
            yield from block.prose
        case Rows():
            yield from (row.words for row in block.rows)
        case Items():
            yield from block.items
        case Table():
            yield from block.columns
            yield from (cell for row in block.rows for cell in row)
        case _:
            return


def word_count(block: Block) -> int:
    """How many words of prose a block prints; labels of charts are not counted."""
    return sum(len(words(line).split()) for line in block_lines(block))


def narrowed(document: Document, names: frozenset[str]) -> Document:
    """The Document without the blocks and stories that are for other formats than the ones named."""
    return _changed(document, lambda block: None if block.only and names.isdisjoint(block.only) else block)


def without(document: Document, block_id: str) -> Document:
    """The Document without one block or story; a section that is left without stories goes too."""
    return _changed(document, lambda block: None if block.id == block_id else block)


def shortened(document: Document, block_id: str) -> Document:
    """The Document with one block or story in its short version, where it has one."""
    return _changed(document, lambda block: (block.short or block) if block.id == block_id else block)


def _changed(document: Document, change: Callable[[Block], Block | None]) -> Document:
    """Every block and story passed through a change; None takes it out. Contents follow the stories that stay."""
    blocks: list[Block] = []
    for block in document.blocks:
        changed = change(block)
        if isinstance(changed, Section):
            stories = tuple(story for story in map(change, changed.stories) if isinstance(story, Story))
            changed = replace(changed, stories=stories) if stories else None
        if changed is not None:
            blocks.append(changed)
    kept = {block.id for block in replace(document, blocks=tuple(blocks)).every_block()}
    blocks = [
        replace(block, stories=tuple(entry for entry in block.stories if entry[0] in kept))
        if isinstance(block, Contents)
        else block
        for block in blocks
    ]
    return replace(document, blocks=tuple(blocks))
