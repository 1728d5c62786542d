"""What is there: the parts of this machine that formats need, and the lists that the command prints."""

from __future__ import annotations

import importlib
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

from brief import languages
from brief.errors import BriefError
from brief.formats.base import package_templates
from brief.reading.folders import find_desk, list_briefings
from brief.theme import load, names
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the machine: whether it is there, and what to do where it is not; what nobody needs may be left out."""

    name: str
    state: Literal["ok", "missing", "left out"]
    detail: str
    cure: str = ""


_PACKAGES = {
    "jinja2": ("jinja2", "templates"),
    "mjml-python": ("mjml", "the email's frame"),
    "css-inline": ("css_inline", "the email's styles"),
    "markdown-it-py": ("markdown_it", "inline markup"),
    "babel": ("babel", "numbers and dates in each language"),
    "pypdfium2": ("pypdfium2", "the page's picture on the proof page"),
    "resvg-py": ("resvg_py", "line charts in the email"),
    "urllib3": ("urllib3", "posting to services"),
}


def survey() -> list[Part]:
    """Every part that building and posting need, in the order of a build."""
    parts = [Part("python", "ok", platform.python_version()), *map(_package, _PACKAGES), _page(), _models(), _clients()]
    for theme in names((package_templates(),)):
        faces = load(theme, (package_templates(),)).faces
        lacking = [face.file.name for face in faces if not face.file.is_file()]
        families = ", ".join(dict.fromkeys(face.family for face in faces))
        cure = "install briefpress again: font files are missing" if lacking else ""
        detail = f"{len(faces)} faces: {families}" if not lacking else f"missing: {', '.join(lacking)}"
        parts.append(Part(f"fonts of {theme}", "missing" if lacking else "ok", detail, cure))
    return parts


def _package(name: str) -> Part:
    module, purpose = _PACKAGES[name]
    try:
        importlib.import_module(module)
        return Part(name, "ok", f"{version(name)}, {purpose}")
    except (ImportError, OSError, PackageNotFoundError):
        return Part(name, "missing", purpose, "pip install --upgrade briefpress")


def _page() -> Part:
    """WeasyPrint, which draws the page and needs the Pango library."""
    try:
        importlib.import_module("brief.formats.pdf.engine")
        return Part("weasyprint", "ok", f"{version('weasyprint')}, the page")
    except BriefError as error:
        problem = error.problems[0]
        return Part("weasyprint", "missing", problem.message, problem.hint)


def _models() -> Part:
    """What asks a model for words, which comes with an extra."""
    purpose = "words from a model: brief new --model"
    try:
        importlib.import_module("httpx")
        return Part("httpx", "ok", f"{version('httpx')}, {purpose}")
    except (ImportError, PackageNotFoundError):
        return Part("httpx", "left out", purpose, "pip install 'briefpress[drafting]'")


def _clients() -> Part:
    """The copy of data on mail programs, which comes with brief and grows old with it."""
    from brief.checks.mail.clients import data

    return Part("caniemail.com", "ok", f"{data()['date']}, what mail programs know (E07, E08, E09)")


def _briefings(cwd: Path) -> tuple[Row, list[Row]]:
    files = list_briefings(cwd) if (cwd / "briefings").is_dir() or find_desk(cwd) else ()
    return ("briefing", "file"), [(file.parent.name, str(file.relative_to(cwd))) for file in files]


def _formats(_: Path) -> tuple[Row, list[Row]]:
    from brief.formats import FORMATS

    return ("format", "file", "about"), [(row.name, row.file, row.about) for row in FORMATS.values()]


def _themes(cwd: Path) -> tuple[Row, list[Row]]:
    desk = find_desk(cwd / "briefings") or find_desk(cwd)
    roots = (*((desk.parent / "templates",) if desk else ()), package_templates())
    return ("theme", "faces"), [(name, str(len(load(name, roots).faces))) for name in names(roots)]


def _checks(_: Path) -> tuple[Row, list[Row]]:
    from brief.checks import RULES

    return ("code", "severity", "about", "source"), [
        (rule.code, rule.severity, rule.about, rule.source) for rule in RULES
    ]


def _languages(_: Path) -> tuple[Row, list[Row]]:
    return ("code", "language"), [(code, languages.language(code).name) for code in languages.known()]


def _channels(cwd: Path) -> tuple[Row, list[Row]]:
    from brief.channels import transport
    from brief.reading import read_desk

    desk = read_desk(cwd / "briefings" if (cwd / "briefings").is_dir() else cwd)
    channels = desk.channels.items() if desk else ()
    rows: list[Row] = [(name, one.kind, one.format, transport(one.kind).whom(one)) for name, one in channels]
    return ("channel", "kind", "format", "whom"), rows


def _posts(cwd: Path) -> tuple[Row, list[Row]]:
    """Every message that was sent, or may have been, in the order of its first sending; the newest edition first."""
    from brief.channels.receipts import read, standings

    rows: list[Row] = []
    for file in list_briefings(cwd) if (cwd / "briefings").is_dir() or find_desk(cwd) else ():
        for (channel, part), found in standings(read(file.parent), file.parent.name).items():
            state = "in doubt" if found.pending else "posted" if found.delivered else "not posted"
            at = found.pending.at if found.pending else found.at
            rows.append((file.parent.name, channel, part, state, at, found.remote))
    return ("edition", "channel", "part", "state", "at", "remote"), rows


LISTS: dict[str, Callable[[Path], tuple[Row, list[Row]]]] = {
    "briefings": _briefings,
    "formats": _formats,
    "themes": _themes,
    "checks": _checks,
    "languages": _languages,
    "channels": _channels,
    "posts": _posts,
}
"""What `brief list` can list: columns and rows."""
