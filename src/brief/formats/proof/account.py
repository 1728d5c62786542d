"""What stands above the sheets: how full each format is, what gave way, what failed, what the checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.artifact import Artifact
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
    """The blocks that gave way in a format, in one way and for one reason."""

    title: str
    action: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Modelled:
    """The passages that a model wrote, which one on which machine, and who approved them; empty where nobody did."""

    names: tuple[str, ...]
    model: str
    host: str
    approved: str


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
    modelled: Modelled | None = None


FIRST = ("pdf", "email", "markdown", "text")
"""The formats an editor looks at first; others follow in the order of the table."""

TITLES = {"pdf": "Page", "email": "Email", "markdown": "Digest", "text": "Text", "eml": "Draft", "web": "Web page"}
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
        yielded=tuple(yielded for name, artifact in job.given.items() for yielded in _yielded(name, artifact)),
        modelled=_modelled(job.document),
    )


def _modelled(document: Document) -> Modelled | None:
    made = document.drafting
    names = tuple(name for _, name in document.drafted())
    return Modelled(names, made.model, made.host, made.approved) if made and names else None


def _yielded(name: str, artifact: Artifact) -> Iterator[Yielded]:
    alike: dict[tuple[str, str], list[str]] = {}
    for cut in artifact.cuts:
        alike.setdefault((cut.action, cut.reason), []).append(cut.name)
    for (action, reason), names in alike.items():
        yield Yielded(title(name), action, tuple(names), reason)


def _status(document: Document) -> str:
    words = document.status.capitalize()
    return f"{words}, corrected" if document.corrections and document.status == "final" else words


def _verdict(failures: int, loud: list[Noted]) -> str:
    errors = sum(noted.severity == "error" for noted in loud)
    counts = (
        (failures, "format failed", "formats failed"),
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
    for name in sorted(job.given, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST)):
        if gauge := job.given[name].gauge:
            share = gauge.used * 100 // gauge.capacity if gauge.capacity else 0
            yield Reading(title(name), str(gauge), min(share, 100), gauge.used > gauge.capacity > 0)
