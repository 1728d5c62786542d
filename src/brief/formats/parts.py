"""The parts of a page that is made of characters alone: what Markdown, the text of a mail and dialects share.

Templates of these formats call the functions of the vocabulary and print what they give; the format's spelling says how
a heading, an item or a grid looks. So a template holds the order of a block and no syntax, and a dialect that says
`*strong*` or knows no tables changes a method, not thirteen templates.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from string import Formatter
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from brief import charts
from brief.formats.columns import SPACES
from brief.formats.spelling import Spelling
from brief.prose import Citation, Emphasis, Figure, Line, Link, Prose, Strong, Text, plain
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from brief.document import Bars, FigureWords, LineChart, Picture, Row
    from brief.prose import Inline

_DOT = " \N{MIDDLE DOT} "
_SENTENCE_ENDS = (".", "!", "?", "。", "\N{FULLWIDTH EXCLAMATION MARK}", "\N{FULLWIDTH QUESTION MARK}")

Words: TypeAlias = "Line | str | int | Citation | None"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the page's title."""

    line: Line
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    line: Line


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of sources."""

    line: Line


@dataclass(frozen=True, slots=True)
class Card:
    """The key figures: labels and amounts under a heading, what they hold for below; `pattern` joins the two."""

    heading: Line
    rows: tuple[tuple[Line, Line], ...]
    note: Line
    pattern: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """Each figure behind its label."""
        return tuple(filled(self.pattern, label=label, text=value) for label, value in self.rows)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's own words, set apart, with who said them."""

    prose: Prose
    speaker: Line


@dataclass(frozen=True, slots=True)
class Box:
    """Words that are set apart because they are no story."""

    prose: Prose


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `columns` is empty where it has no header, `numeric` says which columns are flush at their end."""

    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture by its address, or the words that stand for it."""

    picture: Picture
    address: str = ""
    words: Line = field(default_factory=Line)


def heading(words: Words, level: int) -> Heading:
    """A heading; 1 is the page's title."""
    return Heading(line(words), level)


def item(*words: Words) -> Item:
    """An item of a list, of words one after another."""
    return Item(line(*words))


def reference(*words: Words) -> Reference:
    """An entry of the list of sources, of words one after another."""
    return Reference(line(*words))


def card(words: Words, figures: tuple[FigureWords, ...], note: str, labels: Mapping[str, str]) -> Card:
    """The key figures, and what they hold for."""
    rows = tuple((plain(figure.label), amount(figure, labels["comma"])) for figure in figures)
    return Card(line(words) if rows else Line(), rows, stressed(note), labels["colon"])


def line(*words: Words) -> Line:
    """Words one after another."""
    return Line(tuple(node for each in words for node in _nodes(each)))


def _nodes(words: Words) -> Iterable[Inline]:
    match words:
        case Line():
            return words
        case Citation():
            return (words,)
        case None | "":
            return ()
        case _:
            return (Text(str(words)),)


def strong(words: Words) -> Line:
    """Words of strong importance."""
    return Line((Strong(line(words)),)) if words else Line()


def stressed(words: Words) -> Line:
    """Stressed words."""
    return Line((Emphasis(line(words)),)) if words else Line()


def linked(words: Words, address: str) -> Line:
    """Words that lead to an address, where there is one."""
    return Line((Link(line(words), (address,)),)) if address else line(words)


def without_scheme(address: str) -> str:
    """An address as people write it: of mail or a telephone, the address or number alone."""
    return re.sub(r"^(?:mailto|tel):(?=[^?]*$)", "", address)


def listed(separator: str, *values: Words) -> Line:
    """The values that say something, the language's separator between."""
    said = [one for one in map(line, values) if one]
    return line(*said[:1], *(part for one in said[1:] for part in (separator, one)))


def dotted(*values: Words) -> Line:
    """The values that say something, a middle dot between."""
    return listed(_DOT, *values)


def filled(pattern: str, **values: Words) -> Line:
    """A label of the language with its places filled: `{label}: {text}`."""
    parts = Formatter().parse(pattern)
    return line(*(part for words, name, _, _ in parts for part in (words, values[name] if name else "")))


def prose(lead: Words, paragraphs: Prose) -> Prose:
    """Paragraphs with one before them."""
    return Prose((line(lead), *paragraphs)) if lead else paragraphs


def amount(figure: FigureWords, separator: str) -> Line:
    """A figure that stands alone: its words, how sure it is, what it holds for, its source."""
    words = Line((Strong(Line((Figure(figure.id, "signed", figure.words),))),))
    return line(listed(separator, words, figure.said, figure.as_of), figure.citation)


def caption(picture: Picture) -> Line:
    """What is said under a picture: its caption, and whose it is."""
    between = " " if picture.caption.endswith(_SENTENCE_ENDS) else _DOT
    return listed(between, picture.caption, picture.credit)


def numbered(number: int) -> Line:
    """A source's number before what it stands for, as citations print it."""
    return Line((Citation((), (number,)), Text(" ")))


def strip(figures: tuple[FigureWords, ...], separator: str) -> Grid:
    """Figures beside their labels."""
    rows = tuple((plain(figure.label), amount(figure, separator)) for figure in figures)
    return Grid((), rows, (False, False))


def terms(rows: tuple[Row, ...]) -> Grid:
    """What there is to say of each term, beside it."""
    return Grid((), tuple((plain(row.term), row.words) for row in rows), (False, False))


BAR = 16
"""How many characters the longest bar has."""


def bars(block: Bars, labels: Mapping[str, str]) -> Grid:
    """Figures with bars of block characters; falls and rises together have a column each, back to back.

    Where one citation under the chart stands for all figures, none has its own.
    """
    drawn = charts.bars(block.figures)
    both = any(bar.falls for bar in drawn) and any(bar.length and not bar.falls for bar in drawn)
    longest = max((bar.length for bar in drawn), default=0) or 1
    rows = []
    for figure, bar in zip(block.figures, drawn, strict=True):
        cited = replace(figure, citation=None) if block.citation else figure
        stroke = plain(_stroke(bar, longest, leftwards=both and bar.falls))
        sides = ((stroke, Line()) if bar.falls else (Line(), stroke)) if both else (stroke,)
        rows.append((plain(figure.label), amount(cited, labels["comma"]), *sides))
    level = all(figure.direction == "is" for figure in block.figures)
    sides_named = (labels["down"], labels["up"]) if both else ("",)
    columns = map(plain, (labels["figure"], labels["value" if level else "change"], *sides_named))
    return Grid(tuple(columns), tuple(rows), (False, True, True, False) if both else (False, True, False))


def _stroke(bar: charts.Bar, longest: int, *, leftwards: bool) -> str:
    """A bar in characters: full where the figure surely reaches, light where it may."""
    certain, whole = (max((part * BAR + longest // 2) // longest, part > 0) for part in (bar.certain, bar.length))
    full, light = "\N{FULL BLOCK}" * certain, "\N{LIGHT SHADE}" * (whole - certain)
    return light + full if leftwards else full + light


def series(block: LineChart) -> Grid:
    """The values of a line chart: a row for each place on its axis, a column for each line."""
    columns = (plain(block.unit), *(plain(each.label) for each in block.series))
    values = zip(*(each.words for each in block.series), strict=True)
    rows = tuple(
        (plain(x), *(Line((Figure(block.id, "signed", words),)) for words in row))
        for x, row in zip(block.x, values, strict=True)
    )
    return Grid(columns, rows, (False, *(True for _ in block.series)))


class PartSpelling(Spelling):
    """Plain words in parts; a format says how each part looks."""

    rule = ""
    """A line across the page, where there is one."""

    vocabulary: ClassVar[Mapping[str, Callable[..., object]]] = {
        "amount": amount,
        "bars": bars,
        "box": Box,
        "card": card,
        "caption": caption,
        "dotted": dotted,
        "filled": filled,
        "grid": Grid,
        "heading": heading,
        "item": item,
        "line": line,
        "linked": linked,
        "listed": listed,
        "numbered": numbered,
        "pictured": Pictured,
        "prose": prose,
        "quotation": Quotation,
        "reference": reference,
        "series": series,
        "strip": strip,
        "stressed": stressed,
        "strong": strong,
        "terms": terms,
    }

    def spelled(self, value: object) -> str:
        """A part, or whatever else a template prints."""
        match value:
            case str():
                return self.line(plain(value))
            case Heading(words, level):
                return self.heading(words, level) if words else ""
            case Item(words):
                return self.item(words)
            case Reference(words):
                return self.reference(words)
            case Card():
                return self.card(value)
            case Quotation(paragraphs, speaker):
                return self.quotation(paragraphs, speaker)
            case Box(paragraphs):
                return self.box(paragraphs)
            case Grid():
                return self.grid(value)
            case Pictured():
                return self.pictured(value)
        return super().spelled(value)

    def line(self, line: Line) -> str:
        """A run of inline nodes; spaces at its ends, as before a source's number, are none of its words."""
        return self.inline(line).strip(SPACES)

    def heading(self, line: Line, level: int) -> str:
        """A heading of a level from 1 to 3."""
        raise NotImplementedError

    def item(self, line: Line) -> str:
        """One item of a list."""
        raise NotImplementedError

    def reference(self, line: Line) -> str:
        """One entry of the list of sources."""
        return self.item(line)

    def card(self, card: Card) -> str:
        """The key figures: a list under their heading."""
        heading = self.heading(card.heading, 2) if card.heading else ""
        parts = (heading, "\n".join(map(self.item, card.lines)), self.line(card.note))
        return "\n\n".join(filter(None, parts))

    def quotation(self, prose: Prose, speaker: Line) -> str:
        """Somebody's own words, and who said them."""
        raise NotImplementedError

    def box(self, prose: Prose) -> str:
        """Words that are no story."""
        raise NotImplementedError

    def grid(self, grid: Grid) -> str:
        """A table."""
        raise NotImplementedError

    def pictured(self, pictured: Pictured) -> str:
        """A picture or its words."""
        raise NotImplementedError
