"""What stands above the sheets: how full each format is, what gave way, what failed, what the checks found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.document import Document
    from brief.errors import Problem
    from brief.finding import Finding
    from brief.formats.base import Job


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding, or a problem that kept a format from being made, in words; `code` is the rule or the format."""

    severity: str
    code: str
    message: str
    place: str = ""
    hint: str = ""
    silenced: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How full a format is; `per_cent` ends at 100, `over` says that there is more."""

    title: str
    words: str
    per_cent: int
    over: bool


@dataclass(frozen=True, slots=True)
class Yielded:
    """A block that gave way, and in which format."""

    title: str
    name: str
    action: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """The account of a build in words; `noted` holds failures first, then errors, then warnings."""

    status: str
    verdict: str
    grave: bool
    readings: tuple[Reading, ...]
    noted: tuple[Noted, ...]
    silenced: tuple[Noted, ...]
    yielded: tuple[Yielded, ...]


TITLES = {"pdf": "Page", "email": "Email", "markdown": "Digest", "text": "Text", "eml": "Draft"}
"""What an editor calls a format; a dialect goes by its own name."""


def title(name: str) -> str:
    """A format's name at the head of its sheet."""
    return TITLES.get(name, name.capitalize())


def told(job: Job) -> Told:
    """The account of the build that a job was handed."""
    found = sorted(job.account.findings, key=lambda finding: finding.severity != "error")
    failed = [_failed(name, problem) for name, problems in job.account.failures.items() for problem in problems]
    loud = [_noted(finding) for finding in found if not finding.silenced]
    return Told(
        status=_status(job.document),
        verdict=_verdict(len(job.account.failures), loud),
        grave=bool(failed) or any(noted.severity == "error" for noted in loud),
        readings=tuple(_readings(job)),
        noted=(*failed, *loud),
        silenced=tuple(_noted(finding) for finding in found if finding.silenced),
        yielded=tuple(
            Yielded(title(name), cut.name, cut.action, cut.reason)
            for name, artifact in job.given.items()
            for cut in artifact.cuts
        ),
    )


def _status(document: Document) -> str:
    words = document.status.capitalize()
    return f"{words}, corrected" if document.corrections and document.status == "final" else words


def _verdict(failures: int, loud: list[Noted]) -> str:
    errors = sum(noted.severity == "error" for noted in loud)
    counts = (
        (failures, "format that could not be made", "formats that could not be made"),
        (errors, "error", "errors"),
        (len(loud) - errors, "warning", "warnings"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return ", ".join(parts) or "Nothing to mend"


def _failed(name: str, problem: Problem) -> Noted:
    return Noted("failed", title(name), problem.message, str(problem.place or ""), problem.hint)


def _noted(finding: Finding) -> Noted:
    return Noted(
        finding.severity,
        finding.code,
        finding.message,
        str(finding.place or ""),
        finding.hint,
        finding.silenced,
    )


def _readings(job: Job) -> Iterator[Reading]:
    for name, artifact in job.given.items():
        if gauge := artifact.gauge:
            share = gauge.used * 100 // gauge.capacity if gauge.capacity else 0
            yield Reading(title(name), str(gauge), min(share, 100), gauge.used > gauge.capacity > 0)
