"""One briefing -> a folder of artifacts, made from one input and swapped in whole."""

from __future__ import annotations

import shutil
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from brief.building import manifest
from brief.building.staging import locked, said_plainly, swap_in
from brief.errors import BriefError
from brief.formats.base import Account, Options, Press, package_templates
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.finding import Finding
    from brief.ledger import Entry
    from brief.material import Material

STALE = "stale"
ALWAYS = "proof"
"""The format that every build writes."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one build: the briefing's file, the formats (none: all), where to, and the options."""

    briefing: Path
    root: Path
    formats: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    force: bool = False
    beside: bool = True
    """Whether what is made in a process of its own is made beside the rest; else the rest waits for it."""

    @property
    def name(self) -> str:
        """The output folder's name: the briefing's own folder's."""
        return self.briefing.absolute().parent.name

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.root / self.name


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the manifest it wrote or found, and the problems of the formats that failed."""

    folder: Path
    manifest: Mapping[str, Any]
    failures: Mapping[str, BriefError] = field(default_factory=dict)
    unchanged: bool = False

    @property
    def exit_code(self) -> int:
        """0 where everything was made, else the gravest failure's."""
        codes = {error.exit_code for error in self.failures.values()}
        return 1 if 1 in codes else max(codes, default=0)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One edition in memory: the Document, its Artifacts by format, the findings, and what failed."""

    material: Material
    document: Document
    artifacts: Mapping[str, Artifact]
    findings: tuple[Finding, ...]
    failures: Mapping[str, BriefError]


def build(request: Request, progress: Callable[[str], None] = lambda _: None) -> Built:
    """Make what is asked, or find it made already. Raises InputError, MachineError."""
    if not request.force and (found := _unchanged(request)):
        return Built(request.folder, found, unchanged=True)
    formats = (*request.formats, ALWAYS) if request.formats else ()
    rendered = render_edition(request.briefing, formats, request.options, progress, beside=request.beside)
    progress("writing")
    written = _write(request, rendered)
    return Built(request.folder, written, rendered.failures)


def render_edition(  # noqa: PLR0913  (an option each)
    briefing: Path,
    formats: Iterable[str],
    options: Options = Options(),  # noqa: B008  (frozen)
    progress: Callable[[str], None] = lambda _: None,
    asked: Collection[str] = (),
    *,
    beside: bool = True,
) -> Rendered:
    """Read, compose, render and check one edition in memory; no failing format stops another.

    Where no formats are named, they are the usual ones and those that a channel of the desk carries. `asked` names the
    checks that run only where they are asked for. Raises InputError, and MachineError for those.
    """
    from brief.building.rendering import begin, render_all
    from brief.formats import FORMATS, NAMES, usual, with_needs
    from brief.formats.base import render

    formats = tuple(formats)
    begin(with_needs(formats or usual()))
    from brief.checks import check
    from brief.composing import compose
    from brief.reading import read

    progress("reading")
    material = read(briefing, NAMES, package_templates())
    document = compose(material)
    press = press_for(material, options)
    wanted = set(formats or usual(material.desk, corrected=bool(document.corrections)))
    rows = [row for row in with_needs(wanted) if row.name != ALWAYS]
    findings: list[Finding] = []

    def meanwhile(made: Mapping[str, Artifact]) -> None:
        # No rule looks at what is made apart.
        findings.extend(check(material, document, made, asked))
        if ALWAYS in wanted and any(row.apart for row in rows):
            FORMATS[ALWAYS].prepare()

    artifacts, failures = render_all(rows, document, press, progress, beside=beside, meanwhile=meanwhile)
    artifacts = {name: artifact for name, artifact in artifacts.items() if name in wanted}
    if ALWAYS in wanted:
        progress(ALWAYS)
        account = Account(tuple(findings), {name: error.problems for name, error in failures.items()})
        artifacts[ALWAYS] = render(FORMATS[ALWAYS], document, press, artifacts, account)
    return Rendered(material, document, artifacts, tuple(findings), failures)


def ledger_of(briefing: Path) -> tuple[tuple[Entry, ...], Mapping[str, BriefError]]:
    """The ledger of an edition made in memory, and what could not be made. Raises InputError."""
    from brief.formats import usual
    from brief.ledger import entries

    rendered = render_edition(briefing, [name for name in usual() if name != ALWAYS])
    return entries(rendered.document, rendered.artifacts), rendered.failures


def press_for(material: Material, options: Options) -> Press:
    """What rendering this edition needs: the desk, the theme, and where templates may stand."""
    from brief.dates import edition_instant
    from brief.theme import load

    briefing, desk = material.briefing, material.desk
    own = ((material.desk_folder / "templates").absolute(),) if material.desk_folder else ()
    theme = load(briefing.theme or desk.theme, (*own, package_templates()))
    instant = edition_instant(briefing.date, briefing.zone or desk.zone) if briefing.date else None
    return Press(
        desk=desk,
        theme=theme,
        templates=(*own, theme.folder, package_templates()),
        options=options,
        instant=instant,
    )


def _unchanged(request: Request) -> Mapping[str, Any] | None:
    """The manifest of a finished build of the same input with the same product, formats and options."""
    found = manifest.read(request.folder)
    if (
        found is None
        or found.get("failed")
        or found.get("engine") != manifest.engine()
        or found.get("options") != _options(request.options)
        or found.get("asked") != _asked(request.formats)
        or not manifest.intact(request.folder, found)
        or not up_to_date(request.briefing, found)
    ):
        return None
    return found


def up_to_date(briefing: Path, found: Mapping[str, Any]) -> bool:
    """Whether all that went into a build is still the same: files, the nearest desk file, the desk's own templates."""
    if not manifest.inputs_unchanged(briefing.parent, found):
        return False
    from brief.reading.folders import find_desk

    nearest = find_desk(briefing.parent)
    own = nearest.parent / "templates" if nearest else None
    return _desk_name(briefing.parent, nearest) == found.get("desk") and _own_digest(own) == found.get("templates")


def _asked(formats: Iterable[str]) -> list[str]:
    """The formats asked for, as the manifest holds them: none stands for all."""
    return sorted({*formats, ALWAYS}) if formats else []


def _options(options: Options) -> dict[str, Any]:
    return {"max_pages": options.max_pages, "allow_overflow": options.allow_overflow}


def _own_digest(templates: Path | None) -> str:
    return manifest.tree_digest((templates,)) if templates and templates.is_dir() else ""


def _desk_name(folder: Path, desk: Path | None) -> str:
    """Where the desk file stands, seen from the briefing: the same in every place the tree is moved to."""
    import os

    return os.path.relpath(desk, folder) if desk else ""


def _account_of(request: Request, rendered: Rendered) -> dict[str, Any]:
    material, document = rendered.material, rendered.document
    from brief.reading.folders import find_desk

    own = material.desk_folder / "templates" if material.desk_folder else None
    return {
        "slug": document.slug,
        "language": document.language,
        "status": document.status,
        "date": document.date_iso,
        "asked": _asked(request.formats),
        "inputs": dict(material.inputs),
        "desk": _desk_name(request.briefing.parent, find_desk(request.briefing.parent)),
        "templates": _own_digest(own),
        "engine": manifest.engine(),
        "versions": dict(manifest.versions()),
        "options": _options(request.options),
        "formats": {name: manifest.of_artifact(artifact) for name, artifact in rendered.artifacts.items()},
        "failed": {name: [*map(manifest.of_problem, error.problems)] for name, error in rendered.failures.items()},
        "held": list(document.held),
        "drafted": manifest.of_drafting(document),
        "corrections": len(document.corrections),
        "findings": [manifest.of_finding(finding) for finding in rendered.findings],
    }


def _write(request: Request, rendered: Rendered) -> dict[str, Any]:
    """Stage every file, keep what is superseded under `stale/`, and swap the folder in."""
    content = _account_of(request, rendered)
    with locked(request.root, request.name) as stage, said_plainly(request.folder):
        made = {file.name: file.data for artifact in rendered.artifacts.values() for file in artifact.files}
        for name, data in made.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for error in rendered.failures.values():
            for name, data in getattr(error, "drafts", {}).items():
                (stage / STALE).mkdir(exist_ok=True)
                (stage / STALE / name).write_bytes(data)
        old = manifest.read(request.folder) or {}
        if content["corrections"] != old.get("corrections", 0):
            _keep_superseded(request.folder, stage, old, made)
        content["stale"] = _keep_stale(request.folder, stage, set(made))
        (stage / manifest.NAME).write_bytes(manifest.written(content))
        swap_in(stage, request.folder)
    return content


def _keep_superseded(folder: Path, stage: Path, old: Mapping[str, Any], made: Mapping[str, bytes]) -> None:
    """Copy what a correction takes the place of into `stale/`, each file with its hash in its name: readers had it."""
    had = (one["files"] for name, one in old.get("formats", {}).items() if name != ALWAYS)
    for file in (file for files in had for file in files):
        path = folder / file["name"]
        if file["name"] in made and path.is_file() and manifest.digest(made[file["name"]]) != file["sha256"]:
            target = stage / STALE / path.relative_to(folder).with_suffix(f".{file['sha256'][:12]}{path.suffix}")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _keep_stale(old: Path, stage: Path, made: set[str]) -> list[str]:
    """Move what this build did not make into `stale/`; the names of everything that stands there."""
    kept = {path.relative_to(old): path for path in sorted(old.rglob("*")) if path.is_file()} if old.is_dir() else {}
    for relative, path in kept.items():
        name = relative.as_posix().removeprefix(f"{STALE}/")
        target = stage / STALE / name
        if name in made or name == manifest.NAME or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    folder = stage / STALE
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def build_many(requests: Iterable[Request], jobs: int, progress: Callable[[str], None]) -> Iterable[Built | BriefError]:
    """Build several editions, as many at once as asked; each outcome in the order of the requests."""
    requests = list(requests)
    # Where there are several, each has a processor to itself, and nothing of it is made beside the rest.
    requests = [replace(request, beside=jobs > 1 and len(requests) == 1) for request in requests]
    if jobs <= 1 or len(requests) <= 1:
        for request in requests:
            yield _outcome(request, progress)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(requests))) as pool:
        for request, outcome in zip(requests, pool.map(_outcome, requests), strict=True):
            progress(request.name)
            yield outcome


def _outcome(request: Request, progress: Callable[[str], None] = lambda _: None) -> Built | BriefError:
    try:
        return build(request, lambda step: progress(f"{request.name}: {step}"))
    except BriefError as error:
        return error
