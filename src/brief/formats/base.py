"""What a format is, and the one way from a Document to an Artifact.

A format is a row: names, template folders, a spelling, and where it needs them a finish, a fit and a reader.
`render` is written once; it never asks which format it renders.
"""

from __future__ import annotations

from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from brief.artifact import Artifact, File
from brief.document import Document, narrowed
from brief.errors import FormatError, Place
from brief.formats.spelling import Cell, Spelling, SpellingError, Url
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from jinja2 import Environment

    from brief.desk import Desk
    from brief.document import Block
    from brief.errors import Problem
    from brief.finding import Finding
    from brief.theme import Theme


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of a build beyond the briefing."""

    max_pages: int = 1
    allow_overflow: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What rendering needs beside the Document: the desk, the look, and where templates may stand."""

    desk: Desk
    theme: Theme
    templates: tuple[Path, ...]
    options: Options = Options()
    instant: datetime | None = None
    """The edition\'s moment, for the message\'s Date; none where the edition has no date."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a build has to say beside its Artifacts, for a format that shows the whole build.

    `findings` are those of the checks, silenced ones too; `failures` holds the problems of each format that could not
    be made, by its name.
    """

    findings: tuple[Finding, ...] = ()
    failures: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One rendering: a format's row, the Document as this format may show it, and what it was handed."""

    row: Format
    document: Document
    press: Press
    given: Mapping[str, Artifact] = field(default_factory=dict)
    account: Account = Account()

    def draw(self, page: str = "", **more: object) -> str:
        """The format's page as its templates write it; `more` is what else they may print.

        Raises FormatError at the template's line where it cannot be read, or prints what no reader should see.
        """
        from jinja2 import TemplateError

        press, document = self.press, self.document
        try:
            made = environment(self.row, press.templates, document.direction).get_template(page or self.row.page)
            return made.render(document=document, labels=document.labels, theme=press.theme, given=self.given, **more)
        except (TemplateError, SpellingError) as error:
            raise FormatError(f"a template is at fault: {error}", line_at_fault(error)) from error

    def showing(self, document: Document) -> Job:
        """The same rendering of another Document: one that was shortened."""
        return replace(self, document=document.cited())

    def artifact(self, *files: File) -> Artifact:
        """The Artifact that holds these files and prints this Document."""
        return Artifact(self.row.name, files, self.document)


def line_at_fault(error: Exception) -> Place | None:
    """The template and line in which an error arose: the innermost template on the way to it."""
    if (name := getattr(error, "filename", None)) and (line := getattr(error, "lineno", 0)):
        return Place(str(name), line)
    trace, found = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            found = Place(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _as_drawn(job: Job) -> Artifact:
    return job.artifact(File(job.row.file, job.row.media_type, job.draw().encode()))


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table of formats.

    `folders` are searched for templates in order, so that a dialect names its own first; `page` is the template;
    `suffix` ends a block's template (`blocks/text.md.j2`). `make` turns a Job into an Artifact: draw and finish, or fit
    and draw again. `needs` names formats whose Artifacts are handed over; `gathers` says that all those of the build
    are, as far as they could be made. `family` is what `only:` may say for it. One that is made `apart` has a
    process of its own, with bounds on time and memory. `prepare` loads what it will need while others work. One
    `on_request` is made where it is asked for by name, or where a channel of the desk carries it; one that `corrects`
    where the edition has corrections. `read` names the reader of `formats/hearing.py` that says what its files say, by
    which they are held against the Document. `limit` is the most that one message of it may hold, in its `unit`.
    """

    name: str
    file: str
    media_type: str
    about: str
    family: str
    folders: tuple[str, ...]
    suffix: str
    spelling: Callable[[], Spelling] = Spelling
    make: Callable[[Job], Artifact] = _as_drawn
    needs: tuple[str, ...] = ()
    gathers: bool = False
    apart: bool = False
    prepare: Callable[[], object] = lambda: None
    on_request: bool = False
    corrects: bool = False
    read: str = ""
    limit: int = 0
    unit: str = ""

    @property
    def page(self) -> str:
        """The template of the whole page."""
        return f"page.{self.suffix}.j2"


def render(
    row: Format,
    document: Document,
    press: Press,
    given: Mapping[str, Artifact] | None = None,
    account: Account = Account(),  # noqa: B008  (frozen)
) -> Artifact:
    """Make one Artifact of a Document; `given` holds the Artifacts of the formats that the row needs or gathers."""
    made = given or {}
    shown = document if row.gathers else narrowed(document, frozenset({row.name, row.family})).cited()
    handed = {name: made[name] for name in (*row.needs, *(made if row.gathers else ()))}
    return row.make(Job(row, shown, press, handed, account))


@cache
def package_templates() -> Path:
    """The templates that come with the product: inside the installed package, or beside `src` in a checkout."""
    packaged = Path(__file__).parents[1] / "templates"
    checkout = Path(__file__).parents[3] / "templates"
    return checkout if (checkout.parent / "src" / "brief").is_dir() else packaged


FILTERS = ("first", "last", "length", "list", "batch", "reverse")
"""The only filters of Jinja's that templates may use: they choose, they do not write."""


@cache
def environment(row: Format, roots: tuple[Path, ...], direction: str) -> Environment:
    """The sandboxed Jinja environment of a format: its spelling is `finalize`, nothing undefined is printed."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    spelling = row.spelling()
    spelling.rtl = direction == "rtl"
    return sandbox(ImmutableSandboxedEnvironment, row.folders, row.suffix, roots, spelling, spelling.vocabulary)


def sandbox(  # noqa: PLR0913, PLR0917  (the parts of an environment)
    kind: type[Environment],
    folders: tuple[str, ...],
    suffix: str,
    roots: tuple[Path, ...],
    finalize: Callable[[object], object],
    vocabulary: Mapping[str, Callable[..., object]],
) -> Environment:
    """An environment of a kind that finds templates in these folders; they may call what the vocabulary holds."""
    from jinja2 import FileSystemLoader, StrictUndefined

    from brief.formats.compiled import Compiled

    made = kind(
        loader=FileSystemLoader([*(root / folder for folder in folders for root in roots), *roots]),
        finalize=finalize,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=Compiled(package_templates(), f"{kind.__qualname__} {_qualified(type(finalize))}"),
    )
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals = {"range": range}

    def template_of(block: Block) -> str:
        return f"blocks/{block.kind}.{suffix}.j2"

    made.globals |= {"template_of": template_of, "url": _url, "cell": Cell, **vocabulary}
    return made


def _qualified(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _url(target: str | tuple[object, ...]) -> Url:
    return Url((target,) if isinstance(target, str) else target)  # type: ignore[arg-type]
