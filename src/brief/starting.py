"""`brief new`: a folder with a briefing that builds as it is: a starter, the last edition's shape, or an article."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple

from brief.building.staging import said_plainly
from brief.editing import opened
from brief.editing.blanking import blanked, blanked_tables
from brief.errors import Problem, UsageError
from brief.formats import NAMES
from brief.formats.base import package_templates
from brief.reading import read, read_desk
from brief.reading.folders import find_desk
from brief.schema import SCHEMAS, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from brief.desk import Desk
    from brief.drafting.drafts import Article, Written
    from brief.drafting.models.endpoint import Endpoint
    from brief.drafting.models.writing import Drafter
    from brief.material import Material

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Begun(NamedTuple):
    """An article for a new folder that is not there yet, and the desk whose it will be."""

    home: Path
    folder: Path
    desk: Desk | None
    slug: str
    day: date
    article: Article


def start(slug: str, day: date, cwd: Path) -> list[Path]:
    """Write `briefings/<day>-<slug>/` below a folder; the files made, the briefing first. Nothing is overwritten."""
    home, folder = _place(slug, day, cwd)
    starter = package_templates() / "starter"
    title = slug.replace("-", " ").capitalize()
    files = {
        "briefing.yaml": _filled((starter / "briefing.yaml").read_text("utf-8"), title, day).encode(),
        "sources/notes.md": (starter / "notes.md").read_bytes(),
    }
    return _written(home, folder, files)


def read_article(slug: str, day: date, cwd: Path, given: str, entry: int | None = None) -> Begun:
    """An article for a new folder, read and not written yet. `given` is a file or `-`, `entry` one of a feed.

    Raises UsageError, InputError.
    """
    from brief.drafting.drafts import Article
    from brief.drafting.extracting import extract
    from brief.intake import name_for, take

    home, folder = _place(slug, day, cwd)
    taken = take(given, entry)
    desk = read_desk(home) if find_desk(home) else None
    found = extract(taken.lines, desk.lang if desk else "en")
    return Begun(home, folder, desk, slug, day, Article(taken, found, name_for(taken, given)))


def written_by(begun: Begun, endpoint: Endpoint, drafter: Drafter) -> Written:
    """Words for an article from a model, as far as the article bears them out.

    Raises NotDraftedError, also where no paragraph does.
    """
    from brief.drafting.drafts import Written
    from brief.drafting.models.base import NotDraftedError
    from brief.drafting.models.grounding import grounded
    from brief.drafting.models.writing import propose

    taken, found, _ = begun.article
    proposal = propose(taken.lines, found, drafter, endpoint.mode)
    words, left_out = grounded(proposal, taken.lines, found, begun.desk.names if begun.desk else ())
    if not words.paragraphs:
        error = NotDraftedError(f"nothing that {endpoint.model} wrote can be traced to the article")
        error.problems += tuple(Problem(str(one)) for one in left_out)
        raise error
    return Written(endpoint.model, endpoint.host, words, tuple(map(str, left_out)))


def start_from(begun: Begun, written: Written | None = None) -> list[Path]:
    """Write `briefings/<day>-<slug>/` from an article: its text as a source, and a draft of what it states.

    The files made, the briefing first; nothing is overwritten. Raises UsageError.
    """
    from brief.drafting.drafts import draft

    article = begun.article
    text = draft(article, begun.slug, begun.day, begun.desk.lang if begun.desk else "en", written)
    files = {"briefing.yaml": text.encode(), f"sources/{article.source}.txt": article.taken.text.encode()}
    return _written(begun.home, begun.folder, files)


def start_like(slug: str, day: date, cwd: Path, earlier: Path) -> list[Path]:
    """Write `briefings/<day>-<slug>/` in the shape of an earlier edition: its files, with TK for values and sentences.

    The files made, the briefing first; nothing is overwritten. Raises UsageError, InputError.
    """
    _, folder = _place(slug, day, cwd)
    material = read(earlier, NAMES, package_templates())
    files = {name: path.read_bytes() for name, path in _beside(earlier.parent, material)}
    tables = {file: opened(earlier.parent / file).source for file in material.tables if file in files}
    files |= {name: table.text.encode() for name, table in blanked_tables(material, tables).items()}
    digests = {name: sha256(files[name]).hexdigest() for name in tables}
    made = blanked(opened(earlier).source, day.isoformat(), earlier.absolute().parent.name, digests)
    return _put(folder, {earlier.name: made.text.encode(), **files})


def _written(home: Path, folder: Path, files: dict[str, bytes]) -> list[Path]:
    """A new edition's files, and the desk's and the schemas where there are none."""
    beside = {} if find_desk(home) else {home / "desk.yaml": package_templates() / "starter" / "desk.yaml"}
    made = _put(folder, files)
    with said_plainly(home):
        for path, given in beside.items():
            path.write_bytes(given.read_bytes())
        schemas = [home / f"{which}.schema.json" for which in SCHEMAS]
        missing = [(path, which) for path, which in zip(schemas, SCHEMAS, strict=True) if not path.exists()]
        for path, which in missing:
            path.write_text(written(which), "utf-8")
    return [*made, *beside, *(path for path, _ in missing)]


def _put(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """A folder with these files, which is there whole or not at all."""
    with said_plainly(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            for name, data in files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            made.chmod(0o777 & ~_mask())
            made.rename(folder)
        except OSError:
            rmtree(made, ignore_errors=True)
            raise
    return [folder / name for name in files]


def _mask() -> int:
    """What this process takes off the rights of what it makes; there is no way to ask but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _beside(folder: Path, material: Material) -> Iterator[tuple[str, Path]]:
    """What the edition reads beside its briefing, inside its folder."""
    for name in material.inputs:
        if not name.startswith("../") and (folder / name).suffix not in {".yaml", ".yml", ".json"}:
            yield name, folder / name


def _place(slug: str, day: date, cwd: Path) -> tuple[Path, Path]:
    """The folder of briefings, and the new one's, which is not there yet. Raises UsageError."""
    if not _SLUG.fullmatch(slug):
        near = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
        message = f"{slug!r} is no short name"
        raise UsageError(message, hint=f"small letters, digits and hyphens: {near or 'spring-results'}")
    home = cwd if cwd.name == "briefings" else cwd / "briefings"
    folder = home / f"{day.isoformat()}-{slug}"
    if folder.exists():
        message = f"{folder.relative_to(cwd)} is there already"
        raise UsageError(message, hint="choose another short name")
    return home, folder


def _filled(text: str, title: str, day: date) -> str:
    """The starter with the title and day of the new briefing."""
    return text.replace("%TITLE%", title).replace("%DATE%", day.isoformat())
