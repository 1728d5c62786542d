"""What commands say: results on stdout, problems on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from brief.cli.arguments import shown
from brief.terminal import announce, complain, size, styled, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.artifact import Artifact
    from brief.building import Built
    from brief.errors import BriefError


def say_built(built: Built) -> None:
    """One edition's table: what was made, how large, how full, and what it leaves out."""
    state = "nothing changed" if built.unchanged else "built"
    announce(
        f"{styled(built.manifest.get('slug', built.folder.name), 'bold', sys.stdout)}: {state}, {shown(built.folder)}/"
    )
    rows = []
    said = set()
    for made in built.manifest["formats"].values():
        for at, file in enumerate(made["files"]):
            if file["name"] not in said:  # a picture that two formats show is one file
                said.add(file["name"])
                rows.append([f"  {file['name']}", size(file["bytes"]), _fullness(made) if at == 0 else ""])
    if rows:
        announce(table(rows, right=[1]))
    for name, made in built.manifest["formats"].items():
        for cut in made.get("cuts", ()):
            announce(f"  {name}: {cut['action']}: {cut['name']}")
    for name in built.manifest["held"]:
        announce(f"  held back: {name}")
    if built.manifest.get("stale"):
        announce(f"  from earlier builds, in stale/: {', '.join(built.manifest['stale'])}")
    loud = [finding for finding in built.manifest["findings"] if not finding["silenced"]]
    if loud:
        errors = sum(finding["severity"] == "error" for finding in loud)
        announce(f"  {counted(errors, 'error')} and {counted(len(loud) - errors, 'warning')}: brief check says where")


def counted(count: int, word: str) -> str:
    """A number of things: "1 error", "2 errors"."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def _fullness(made: dict[str, Any]) -> str:
    gauge = made.get("gauge")
    if not gauge:
        return ""
    from brief.artifact import Gauge

    return str(Gauge(**gauge))


def say_proofs(builds: Sequence[Built]) -> None:
    """Where the proof page of each edition is."""
    proofs = [shown(built.folder / "proof.html") for built in builds]
    for proof in proofs:
        announce(f"Proof page: {proof}")


def complain_of_what_is_missing(artifact: Artifact) -> None:
    """Say which files a format has beside the one that is shown, and what it leaves out."""
    others = [file.name for file in artifact.files[1:]]
    if others:
        complain(f"{artifact.files[0].name} alone is shown; there is also {', '.join(others)}: -o DIR writes them")
    for cut in artifact.cuts:
        complain(f"{artifact.format}: {cut.action}: {cut.name}")


def complain_of_failures(failures: Mapping[str, BriefError]) -> None:
    """Say why each format that is missing was not made."""
    for name, error in failures.items():
        complain(f"{styled(name, 'red', sys.stderr)} was not made: {error}")


def problems(error: BriefError) -> list[dict[str, Any]]:
    """The problems of an error as JSON holds them."""
    from brief.building.manifest import of_problem

    return [of_problem(problem) for problem in error.problems]


def dump(content: Any) -> None:  # noqa: ANN401  (whatever JSON holds)
    """Say a result as JSON."""
    announce(json.dumps(content, ensure_ascii=False, indent=1))


def complain_of(error: BriefError) -> None:
    """Say an error; one of the input stands at its place, any other is called one."""
    complain(f"{styled('error', 'red', sys.stderr)}: {error}" if error.exit_code > 1 else str(error))
