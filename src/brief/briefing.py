"""The briefing file, validated: what the editor wrote, before any format sees it.

Every key that an editor may write stands here once, with the sentence that documents it: the JSON Schema, the
messages and the README's tables are made from these models. Text is parsed while it is validated, so that each
problem is known at its place; the `Context` says which language, figures, sources and merge fields there are.
"""

from __future__ import annotations

import re
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from brief.bidi import ended
from brief.dates import DateError, When, parse_when
from brief.figures import (
    Amount,
    AmountError,
    Bound,
    Direction,
    Said,
    amount_from_parts,
    decimal_of,
    parse_amount,
    with_unit,
)
from brief.prose import (
    Citation,
    Figure,
    Line,
    Link,
    MergeField,
    Prose,
    ProseError,
    Reference,
    is_address,
    names_scheme,
    parse_citation,
    parse_line,
    parse_plain,
    parse_prose,
    parse_target,
)
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from brief.languages import Language


@dataclass(frozen=True, slots=True)
class Context:
    """What a field is held against while it is validated: the language and the ids that exist."""

    language: Language
    figures: Collection[str] = ()
    sources: Collection[str] = ()
    reader_fields: Mapping[str, MergeField] = field(default_factory=dict)
    saved: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The saved text of a source by id: its file and how many lines it has."""
    formats: Collection[str] = ()
    """What `only:` may name; anything, where none is said."""

    def check(self, node: Reference | Link) -> tuple[str, str] | None:
        """What is wrong (message, hint): an id that nothing declares, a field that gives a link no address."""
        match node:
            case Link(target=(MergeField(name=name), *rest)):
                return self._begins_with(name, "".join(part if isinstance(part, str) else "-" for part in rest))
            case Figure(id=name) if name not in self.figures:
                return f"no figure is called {name!r}", _nearest(name, self.figures, "declare it under figures:")
            case MergeField(name=name) if name not in self.reader_fields:
                hint = "declare it under reader: in desk.yaml, with its token and fallback"
                return f"no merge field is called {name!r}", _nearest(name, self.reader_fields, hint)
            case Citation(items=items):
                for item in items:
                    if item.source not in self.sources:
                        hint = _nearest(item.source, self.sources, "declare it under sources:")
                        return f"no source is called {item.source!r}", hint
                    file, count = self.saved.get(item.source, ("", 0))
                    if file and (beyond := max((high for _, high in item.lines if high > count), default=0)):
                        return f"{file} has {count} lines; line {beyond} does not exist", "cite a line that it has"
        return None

    def _begins_with(self, name: str, rest: str) -> tuple[str, str] | None:
        """What is wrong with an address that begins with a merge field: the service, or we, would lead nowhere."""
        given = self.reader_fields[name]
        values = {"fallback": given.fallback, "preview": given.preview or given.fallback}
        if names_scheme(given.token):
            values["token"] = given.token
        for key, value in values.items():
            if not is_address(value + rest):
                message = f"a link begins with {{reader.{name}}}, whose {key} is no address: {value!r}"
                return message, f"give it a {key} like https://example.org/ under reader: in desk.yaml"
        return None


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), 1)
    return f"did you mean {close[0]!r}?" if close else otherwise


def _refuse(*problems: tuple[str, str, int]) -> PydanticCustomError:
    """One error of a field that carries each problem: message, hint, offset in the field's text."""
    return PydanticCustomError("brief", "{first}", {"first": problems[0][0], "problems": list(problems)})


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _words(value: object) -> str:
    if not isinstance(value, str):
        kind = "nothing" if value is None else "a list" if isinstance(value, list) else "a mapping"
        raise _refuse((f"expected text, found {kind}", "", 0))
    if not value.strip():
        raise _refuse(("expected text, found none", "write it, or take the key out", 0))
    return value


def _context(info: ValidationInfo[Any]) -> Context:
    context = info.context
    if not isinstance(context, Context):
        raise TypeError("a briefing is validated with a Context")
    return context


def _reading(parse: Callable[..., Any]) -> Callable[[object, ValidationInfo[Any]], Any]:
    """Make one of prose's parsers a validator that knows the briefing's ids."""

    def validate(value: object, info: ValidationInfo[Any]) -> Any:  # noqa: ANN401  (whatever the parser gives)
        context = _context(info)
        try:
            return parse(_words(value), context.check)
        except ProseError as error:
            raise _refuse(*((p.message, p.hint, p.offset) for p in error.problems)) from None

    return validate


def _amount(value: object, info: ValidationInfo[Any]) -> Amount:
    context = _context(info)
    try:
        if isinstance(value, dict):
            return amount_from_parts(**AmountParts.model_validate(value).model_dump(exclude_none=True))
        return parse_amount(_words(value), context.language)
    except AmountError as error:
        raise _refuse((error.message, error.hint, error.offset)) from None


def _when(value: object, _info: ValidationInfo[Any]) -> When:
    try:
        when = parse_when(_words(value))
    except DateError as error:
        raise _refuse((error.message, error.hint, 0)) from None
    if when is None:
        raise _refuse((f"{value!r} is no date", "write 2025-01-27 or 2025-01-27 14:00", 0))
    return when


def _day(value: object, info: ValidationInfo[Any]) -> When:
    when = _when(value, info)
    if not when.day or when.end:
        raise _refuse((f"{value!r} names no day", "write 2025-01-27 or 2025-01-27 14:00", 0))
    return when


def _when_or_words(value: object, _info: ValidationInfo[Any]) -> When | str:
    try:
        return parse_when(_words(value)) or _folded(_words(value))
    except DateError as error:
        raise _refuse((error.message, error.hint, 0)) from None


def _number(value: object, info: ValidationInfo[Any]) -> Decimal | None:
    context = _context(info)
    if value is None or value == "":
        return None
    try:
        return decimal_of(_words(value), context.language)
    except AmountError as error:
        raise _refuse((error.message, error.hint, error.offset)) from None


def _cell(value: object, info: ValidationInfo) -> Line:
    """A table cell; an empty one is a cell too."""
    return Line() if value is None or value == "" else _reading(parse_plain)(value, info)


def _address(value: object, _info: ValidationInfo[Any]) -> str:
    address = _words(value).strip()
    if not is_address(address):
        hint = "addresses begin with https:, http:, mailto: or tel:"
        if re.match(r"(//)?[\w-]+(\.[\w-]+)+(/|$)", address):
            hint = f"write https://{address.lstrip('/')}"
        raise _refuse((f"{address!r} is no address", hint, 0))
    return address


def _target(value: object, info: ValidationInfo[Any]) -> tuple[str | MergeField, ...]:
    context = _context(info)
    target = parse_target(_words(value).strip())
    for part in target:
        if isinstance(part, MergeField) and (wrong := context.check(part)):
            raise _refuse((*wrong, 0))
    if isinstance(target[0], str):
        _address(value, info)
    elif wrong := context.check(Link(Line(), target)):
        raise _refuse((*wrong, 0))
    return target


def _citation(value: object, info: ValidationInfo[Any]) -> Citation:
    context = _context(info)
    try:
        citation = parse_citation(_words(value))
    except ProseError as error:
        raise _refuse(*((p.message, p.hint, p.offset) for p in error.problems)) from None
    if wrong := context.check(citation):
        raise _refuse((*wrong, 0))
    return citation


def _known_figure(value: object, info: ValidationInfo[Any]) -> str:
    context = _context(info)
    name = _words(value).strip()
    if wrong := context.check(Figure(name)):
        raise _refuse((*wrong, 0))
    return name


def _known_format(value: object, info: ValidationInfo[Any]) -> str:
    known = _context(info).formats
    name = _words(value).strip()
    if known and name not in known:
        hint = _nearest(name, known, f"there are: {', '.join(known)}")
        raise _refuse((f"`only` names {name!r}, which is no format", hint, 0))
    return name


@dataclass(frozen=True, slots=True, eq=False)
class _Parsed:
    """A field whose text is parsed by a function; the type it gives is not looked into, which would cost a start."""

    parse: Callable[[Any, ValidationInfo[Any]], Any]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(
            self.parse,
            metadata={"pydantic_js_functions": [lambda _schema, _handler: self.schema]},
        )


def _folded(text: str) -> str:
    """Plain words on one line, as they are printed."""
    return ended(re.sub(r"\s*\n\s*", " ", text.strip()))


def _plain_words(value: object, _info: ValidationInfo[Any]) -> str:
    return _folded(_words(value))


def _file_name(value: object, _info: ValidationInfo[Any]) -> str:
    return _words(value).strip()


_TEXT = {"type": "string"}
_DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?$"}
_LONG_AMOUNT = {"type": ["string", "number", "object"]}
_GAP = {"type": ["string", "number", "null"]}

Words = Annotated[str, _Parsed(_plain_words, _TEXT)]
PrintedField = Annotated[str, AfterValidator(ended)]
FileName = Annotated[str, _Parsed(_file_name, _TEXT)]
ProseField = Annotated[Prose, _Parsed(_reading(parse_prose), _TEXT)]
LineField = Annotated[Line, _Parsed(_reading(parse_line), _TEXT)]
PlainField = Annotated[Line, _Parsed(_reading(parse_plain), _TEXT)]
AmountField = Annotated[Amount, _Parsed(_amount, _LONG_AMOUNT)]
DayField = Annotated[When, _Parsed(_day, _DATE)]
WhenField = Annotated[When | str, _Parsed(_when_or_words, _TEXT)]
NumberField = Annotated[Decimal | None, _Parsed(_number, _GAP)]
CellField = Annotated[Line, _Parsed(_cell, _GAP)]
AddressField = Annotated[str, _Parsed(_address, {"type": "string", "format": "uri"})]
TargetField = Annotated[tuple[str | MergeField, ...], _Parsed(_target, _TEXT)]
CitationField = Annotated[Citation, _Parsed(_citation, _TEXT)]
FigureId = Annotated[str, _Parsed(_known_figure, _TEXT)]
FormatName = Annotated[str, _Parsed(_known_format, _TEXT)]


class Model(BaseModel):
    """Frozen; a key that is not declared is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class AmountParts(Model):
    """An amount in its long form, for machines: plain decimals, no words."""

    value: Decimal
    high: Decimal | None = None
    bound: Bound | None = None
    unit: str = ""
    currency: str = ""
    scale: Decimal = Decimal(1)


class Silence(Model):
    """A finding that the desk has looked at and lets stand."""

    code: Words = Field(description="The finding's code, as `brief check` prints it.")
    why: Words = Field(description="Why it may stand.")


class Approval(Model):
    """Who let the edition out, and when."""

    by: Words = Field(description="Who approved it.")
    at: DayField = Field(description="When.")


class Drafted(Model):
    """What of an edition a model wrote; with an `approved`, a person stands for it."""

    model: Words = Field(description="The model that wrote it.")
    host: Words = Field(description="The machine on which it answered.")
    words: tuple[Literal["title", "dek", "bottom_line"], ...] = Field(
        (), description="Which of title, dek and bottom_line; blocks say it themselves."
    )


class Source(Model):
    """Where statements come from. What is not known is not written, and not printed."""

    title: Words = Field(description="What the source is called.")
    file: FileName | None = Field(None, description="The saved text beside the briefing; citations count its lines.")
    publisher: Words | None = Field(None, description="Who published it.")
    author: Words | None = Field(None, description="Who wrote it.")
    url: AddressField | None = Field(None, description="Where a reader finds it.")
    published: DayField | None = Field(None, description="When it appeared.")
    sha256: Words | None = Field(None, description="The saved text's SHA-256; a file that differs is an error.")


class AsOf(Model):
    """The moment at which figures were read."""

    date: DayField = Field(description="The day the figure holds for.")
    session: Words | None = Field(None, description="The market session (open, close, not stated).")
    basis: Words | None = Field(None, description="Whose date it is: source, or desk.")


class FigureEntry(Model):
    """A figure, stated once: what it measures, its amount, and where it comes from."""

    label: Words = Field(description="What is measured, as a reader calls it.")
    up: AmountField | None = Field(None, description="A rise, as people write it: `3.1 %`, `over 8 %`.")
    down: AmountField | None = Field(None, description="A fall; the amount is written without a minus.")
    level: AmountField | None = Field(None, alias="is", description="A level: `$5.6m`, `1.5-70 billion`.")
    unit: Words | None = Field(None, description="What is counted: parameters, jobs.")
    said: Said = Field("reported", description="How sure it is: reported, expected, planned or claimed.")
    origin: CitationField | None = Field(None, alias="from", description="Source and line: `article:19`.")
    words: Words | None = Field(None, description="The source's own words that hold the amount.")
    as_of: AsOf | DayField | None = Field(None, description="The moment it holds for, where it differs.")

    @model_validator(mode="after")
    def _one_amount(self, info: ValidationInfo[Any]) -> Self:
        given = [self.up, self.down, self.level]
        if sum(amount is not None for amount in given) != 1:
            found = "none" if not any(given) else "more than one"
            raise _refuse((f"a figure has one amount, found {found}", "write one of up:, down: or is:", 0))
        try:
            amount = self.amount(info.context.language)
        except AmountError as error:
            raise _refuse((error.message, error.hint, 0)) from None
        if amount.low < 0 and self.direction != "is":
            message = f"a {'rise' if self.direction == 'up' else 'fall'} below nothing"
            raise _refuse((message, "write the amount without its sign, under up: or down:", 0))
        return self

    @property
    def direction(self) -> Direction:
        """Whether it is a rise, a fall or a level."""
        return "up" if self.up is not None else "down" if self.down is not None else "is"

    def amount(self, language: Language) -> Amount:
        """Its size, with bound and unit. Raises AmountError where the unit is said twice."""
        amount = next(given for given in (self.up, self.down, self.level) if given is not None)
        return with_unit(amount, self.unit, language) if self.unit else amount


class Picture(Model):
    """A picture beside the briefing, with the words that stand for it."""

    file: FileName = Field(description="The file, inside the briefing's folder: PNG, JPEG or GIF.")
    alt: PrintedField = Field("", description="What the picture shows, for those who do not see it.")
    caption: Words | None = Field(None, description="A line under the picture.")
    credit: Words | None = Field(None, description="Who made it.")
    url: AddressField | None = Field(None, description="Where the picture leads.")


class LinkTo(Model):
    """Where a story goes on."""

    url: TargetField = Field(description="The address; merge fields may stand in it.")
    at: Words | None = Field(None, description="Who publishes it, as a reader calls it.")


class Block(Model):
    """What every block may say about itself."""

    hold: bool = Field(default=False, description="Built nowhere; listed in the manifest.")
    only: tuple[FormatName, ...] = Field((), description="The formats it stands in; all where none is named.")
    keep: bool = Field(default=False, description="Never left out.")
    priority: int = Field(0, description="What is higher stays longer where space is short.")
    view: Literal["desk", "source"] | None = Field(None, description="`desk` marks the desk's own opinion.")
    drafted: bool = Field(default=False, description="A model wrote its words.")
    silence: tuple[Silence, ...] = Field((), description="Findings on this block that may stand.")


class Headed(Block):
    """A block that may carry a heading."""

    heading: PlainField | None = Field(None, description="The line above the block.")


class TextBlock(Headed):
    """Paragraphs."""

    kind: Literal["text"]
    body: ProseField = Field(description="Paragraphs, separated by an empty line.")
    short: ProseField | None = Field(None, description="A shorter version, used where space is short.")


class NumbersBlock(Headed):
    """A strip of figures, each large above its label."""

    kind: Literal["numbers"]
    figures: tuple[FigureId, ...] = Field(min_length=1, description="The figures' ids, in order.")
    short: tuple[FigureId, ...] | None = Field(None, description="Fewer of them.")


class BarsBlock(Headed):
    """Bars that compare figures of one unit."""

    kind: Literal["bars"]
    figures: tuple[FigureId, ...] = Field(min_length=1, max_length=30, description="The figures' ids, in order.")
    caption: Words | None = Field(None, description="A line that says what is measured.")
    short: tuple[FigureId, ...] | None = Field(None, description="Fewer of them.")


class Series(Model):
    """One line of a chart."""

    label: Words = Field(description="What the line shows.")
    values: tuple[NumberField, ...] = Field(description="A value for each x; an empty one is a gap.")


class LineBlock(Headed):
    """A chart of values over an axis."""

    kind: Literal["line"]
    x: tuple[Words, ...] | None = Field(None, description="The labels along the axis.")
    series: tuple[Series, ...] | None = Field(None, description="The lines.")
    data: FileName | None = Field(None, description="A CSV file instead: first column x, a line each further one.")
    unit: Words | None = Field(None, description="What the values count.")
    caption: Words | None = Field(None, description="A line that says what is measured.")
    origin: CitationField | None = Field(None, alias="from", description="Where the values come from.")

    @model_validator(mode="after")
    def _x_and_series_or_data(self) -> Self:
        if (self.data is None) == (self.x is None and self.series is None):
            raise _refuse(("a line chart has either x: and series:, or data:", "keep one of the two", 0))
        if self.data is None and (self.x is None or not self.series):
            raise _refuse(("x: and series: come together", "write both, or data: with a CSV file", 0))
        for series in self.series or ():
            if len(series.values) != len(self.x or ()):
                given = _count(len(series.values), "value")
                message = f"{series.label!r} has {given} for {_count(len(self.x or ()), 'place')} on x"
                raise _refuse((message, "leave a value empty for a gap", 0))
        return self


class TableBlock(Headed):
    """A table with a header row."""

    kind: Literal["table"]
    columns: tuple[PlainField, ...] | None = Field(None, min_length=1, description="The header row.")
    rows: tuple[tuple[CellField, ...], ...] | None = Field(None, description="The rows, cell by cell.")
    figures: tuple[FigureId, ...] | None = Field(None, min_length=1, description="Figures instead, a row each.")
    data: FileName | None = Field(None, description="A CSV file instead, header first.")
    caption: Words | None = Field(None, description="A line that says what the table holds.")
    origin: CitationField | None = Field(None, alias="from", description="Where the values come from.")
    short: tuple[tuple[CellField, ...], ...] | None = Field(None, description="Fewer rows.")

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        if sum(given is not None for given in (self.rows, self.figures, self.data)) != 1:
            raise _refuse(("a table has one of rows:, figures: or data:", "keep one of them", 0))
        if self.rows is not None and self.columns is None:
            raise _refuse(("a table with rows: has columns: too", "write the header row under columns:", 0))
        for number, row in enumerate([*(self.rows or ()), *(self.short or ())], 1):
            if len(row) != len(self.columns or row):
                message = f"row {number} has {_count(len(row), 'cell')} for {_count(len(self.columns or ()), 'column')}"
                raise _refuse((message, "", 0))
        return self


class FactsBlock(Headed):
    """Terms and what there is to say of each."""

    kind: Literal["facts"]
    items: dict[PrintedField, LineField] = Field(min_length=1, description="Term: value.")
    short: dict[PrintedField, LineField] | None = Field(None, description="Fewer of them.")


class PeopleBlock(Headed):
    """People and who they are."""

    kind: Literal["people"]
    items: dict[PrintedField, LineField] = Field(min_length=1, description="Name: who that is.")
    short: dict[PrintedField, LineField] | None = Field(None, description="Fewer of them.")


class Event(Model):
    """One entry of a timeline."""

    when: WhenField = Field(description="2015, 2022-10, 2025-01-27, 2025-01-20/2025-01-26, or words.")
    what: LineField = Field(description="What happened.")


class TimelineBlock(Headed):
    """Events in order."""

    kind: Literal["timeline"]
    items: tuple[Event, ...] = Field(min_length=1, description="The events: when and what.")
    short: tuple[Event, ...] | None = Field(None, description="Fewer of them.")


class ListBlock(Headed):
    """Items of equal rank."""

    kind: Literal["list"]
    items: tuple[LineField, ...] = Field(min_length=1, description="The items.")
    short: tuple[LineField, ...] | None = Field(None, description="Fewer of them, or shorter ones.")


class QuoteBlock(Block):
    """Somebody's own words, set apart."""

    kind: Literal["quote"]
    body: ProseField = Field(description="The words, without quotation marks.")
    speaker: Words | None = Field(None, description="Who said it.")
    origin: CitationField | None = Field(None, alias="from", description="Source and line: `article:5`.")
    short: ProseField | None = Field(None, description="A shorter version.")


class ImageBlock(Block):
    """A picture."""

    kind: Literal["image"]
    file: FileName = Field(description="The file, inside the briefing's folder: PNG, JPEG or GIF.")
    alt: PrintedField = Field("", description="What the picture shows, for those who do not see it.")
    caption: Words | None = Field(None, description="A line under the picture.")
    credit: Words | None = Field(None, description="Who made it.")
    url: AddressField | None = Field(None, description="Where the picture leads.")


class Story(Block):
    """One item of a newsletter."""

    headline: PlainField = Field(description="The finding, in a line.")
    body: ProseField | None = Field(None, description="Paragraphs, separated by an empty line.")
    short: ProseField | None = Field(None, description="A shorter version, used where space is short.")
    link: LinkTo | None = Field(None, description="Where the story goes on.")
    image: Picture | None = Field(None, description="A picture.")
    size: Literal["lead", "normal", "brief"] | None = Field(None, description="How much room it takes.")


class StoryBlock(Story):
    """One item of a newsletter, standing among other blocks."""

    kind: Literal["story"]


class SectionBlock(Headed):
    """Stories under one heading."""

    kind: Literal["section"]
    size: Literal["lead", "normal", "brief"] = Field("normal", description="The size of stories that give none.")
    stories: tuple[Story, ...] = Field(min_length=1, description="The stories, in order.")


class NoteBlock(Block):
    """A box that is no story: a sponsor, a word of the house."""

    kind: Literal["note"]
    label: Words | None = Field(None, description="What it is: Sponsored.")
    body: ProseField = Field(description="Paragraphs, separated by an empty line.")
    short: ProseField | None = Field(None, description="A shorter version.")


class SinceBlock(Headed):
    """The figures that moved since an earlier edition, each with what it was."""

    kind: Literal["since"]
    edition: Words = Field(description="The earlier edition's folder, which stands beside this one.")


AnyBlock = Annotated[
    TextBlock
    | NumbersBlock
    | BarsBlock
    | LineBlock
    | TableBlock
    | FactsBlock
    | PeopleBlock
    | TimelineBlock
    | ListBlock
    | QuoteBlock
    | ImageBlock
    | StoryBlock
    | SectionBlock
    | NoteBlock
    | SinceBlock,
    Field(discriminator="kind"),
]


class Correction(Model):
    """What was wrong in an edition that readers had."""

    kind: Literal["corrected", "refiled", "withdrawn"] = Field(alias="class", description="The notice's class.")
    when: DayField = Field(description="When it was corrected.")
    what: Words = Field(description="The figure's id, or what was wrong in words.")
    old: Words | None = Field(None, description="What it said.")
    new: Words | None = Field(None, description="What it says now.")
    why: LineField | None = Field(None, description="What happened.")


class Briefing(Model):
    """One edition, as its editor wrote it."""

    keys: ClassVar[tuple[str, ...]] = ("title", "blocks")

    title: PlainField = Field(description="The finding, not the topic.")
    dek: LineField | None = Field(None, description="One sentence after which a reader could stop.")
    date: DayField | None = Field(None, description="The edition's date, or date and time.")
    bottom_line: ProseField | None = Field(None, description="What it means, first.")
    section: Words | None = Field(None, description="The kicker above the title.")
    authors: tuple[Words, ...] = Field((), description="Who wrote it.")
    edition: Words | None = Field(None, description="The edition's name or number.")
    lang: Words | None = Field(None, description="The language: en, de, fr, es, ar or zh.")
    zone: Words | None = Field(None, description="The time zone of the edition's date: Europe/Berlin.")
    theme: Words | None = Field(None, description="The look: a folder under themes/.")
    status: Literal["draft", "final", "withdrawn"] = Field("draft", description="draft, final or withdrawn.")
    slug: Words | None = Field(None, description="The short name in addresses; the folder's name unless given.")
    subject: PlainField | None = Field(None, description="The email's subject; the title unless given.")
    preheader: PlainField | None = Field(None, description="The email's preview line; the dek unless given.")
    tags: tuple[Words, ...] = Field((), description="Keywords.")
    index: bool = Field(default=True, description="Whether a list of editions names this one.")
    not_before: DayField | None = Field(None, description="The embargo: not posted earlier.")
    drafted: Drafted | None = Field(None, description="What of it a model wrote, and which.")
    approved: Approval | None = Field(None, description="Who let it out, and when.")
    sources: dict[str, Source] = Field({}, description="Where statements come from, by id.")
    as_of: AsOf | None = Field(None, description="The moment figures hold for, unless one says otherwise.")
    figures: dict[str, FigureEntry] = Field({}, description="Figures by id, each stated once.")
    data: tuple[FileName, ...] = Field((), description="CSV files of more figures.")
    key_figures: tuple[FigureId, ...] = Field((), description="The figures that open the edition.")
    blocks: tuple[AnyBlock, ...] = Field(min_length=1, description="What the reader reads, in order.")
    corrections: tuple[Correction, ...] = Field((), description="What was wrong, and is not any more.")
    silence: tuple[Silence, ...] = Field((), description="Findings on the edition that may stand.")

    @model_validator(mode="after")
    def _withdrawn_says_why(self) -> Self:
        if self.status == "withdrawn" and not any(entry.kind == "withdrawn" for entry in self.corrections):
            hint = "add an entry under corrections: with class: withdrawn, when, what and why"
            raise _refuse(("a withdrawn edition says why", hint, 0))
        return self
