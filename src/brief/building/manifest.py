"""The account of a build: what went in, what came out, what was left out, and whether anything changed since."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.formats.base import package_templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from brief.artifact import Artifact, File
    from brief.document import Document
    from brief.errors import Problem
    from brief.finding import Finding

NAME = "manifest.json"
LIBRARIES = ("babel", "css-inline", "jinja2", "mjml-python", "pypdfium2", "resvg-py", "weasyprint")


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@cache
def engine() -> str:
    """One hash over the product's own code, templates and labels: an upgrade makes every build a new one."""
    package = Path(__file__).parents[1]
    return tree_digest((package, package_templates()))


def tree_digest(roots: Iterable[Path]) -> str:
    """One hash over the text files of some folders, by relative name; font files are named by their version."""
    total = hashlib.sha256()
    for root in roots:
        for name, path in sorted(_texts(os.fspath(root), "")):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (hundreds of files at every start)
                total.update(name.encode() + b"\0" + file.read() + b"\0")
    return total.hexdigest()


def _texts(folder: str, above: str) -> Iterator[tuple[str, str]]:
    """Each text file under a folder: its name from the root, and its path."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _texts(entry.path, f"{above}{entry.name}/")
            elif entry.name.endswith(_TEXT) and entry.is_file():
                yield above + entry.name, entry.path


_RECORD = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")
_TEXT = (".py", ".toml", ".j2", ".css", ".js", ".json")


@cache
def versions() -> Mapping[str, str]:
    """The versions of the product and of the libraries whose output it is.

    They stand in the names of the folders that record what is installed (PyPA, "Recording installed projects"), the
    first on the path in force; `importlib.metadata`, which reads them there too, takes longer to import than to ask.
    """
    recorded: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for found in map(_RECORD.fullmatch, os.listdir(place or os.curdir)):  # noqa: PTH208  (names, not paths)
                if found:
                    recorded.setdefault(_normal(found["name"]), found["version"])
    return {name: recorded.get(_normal(name), "not installed") for name in ("briefpress", *LIBRARIES)}


def _normal(name: str) -> str:
    """A distribution's name as names are compared (PyPA, "Names and normalization")."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of an output folder; None where there is none that can be read."""
    try:
        content = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def written(content: Mapping[str, Any]) -> bytes:
    """The manifest's bytes: the same for the same content."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def intact(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file the manifest names still stands there as it was made."""
    try:
        return all(
            digest((folder / file["name"]).read_bytes()) == file["sha256"]
            for made in manifest["formats"].values()
            for file in made["files"]
        )
    except (OSError, KeyError, TypeError):
        return False


def inputs_unchanged(briefing_folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file that went in is still the same."""
    try:
        return all(digest((briefing_folder / name).read_bytes()) == known for name, known in manifest["inputs"].items())
    except (OSError, KeyError, TypeError, AttributeError):
        return False


def of_file(file: File) -> dict[str, Any]:
    """A file, as the manifest holds it; one with an address has to be uploaded there before the email is sent."""
    entry = {
        "name": file.name,
        "bytes": len(file.data),
        "media_type": file.media_type,
        "sha256": digest(file.data),
    }
    return entry | ({"address": file.address} if file.address else {})


def of_artifact(artifact: Artifact) -> dict[str, Any]:
    """A made format, as the manifest holds it."""
    entry: dict[str, Any] = {
        "files": [of_file(file) for file in artifact.files],
    }
    if artifact.cuts:
        entry["cuts"] = [
            {"block": cut.block, "name": cut.name, "action": cut.action, "reason": cut.reason} for cut in artifact.cuts
        ]
    if artifact.gauge:
        gauge = artifact.gauge
        entry["gauge"] = {"used": gauge.used, "capacity": gauge.capacity, "unit": gauge.unit, "pages": gauge.pages}
    return entry


def of_drafting(document: Document) -> dict[str, Any] | None:
    """What of an edition a model wrote, and whether a person approved it, as the manifest holds it."""
    drafting = document.drafting
    if drafting is None:
        return None
    words = [{"block": block, "name": name} for block, name in document.drafted()]
    return {"model": drafting.model, "host": drafting.host, "words": words, "approved": drafting.approved or None}


def of_problem(problem: Problem) -> dict[str, Any]:
    """A problem, as the manifest and `--json` hold it."""
    place = problem.place
    return {
        "message": problem.message,
        "place": str(place) if place else "",
        "hint": problem.hint,
    }


def of_finding(finding: Finding) -> dict[str, Any]:
    """A finding, as the manifest and `--json` hold it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": str(finding.place) if finding.place else "",
        "hint": finding.hint,
        "block": finding.block,
        "silenced": finding.silenced,
    }
