"""The table of rules, and the one way through it: findings in the order of the file, silenced ones marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brief.checks import complete, email, mail, parity, sources, story, tracing
from brief.checks.base import Edition, Hit, Rule
from brief.errors import Place
from brief.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from brief.artifact import Artifact
    from brief.checks.mail.message import Mail
    from brief.desk import Desk
    from brief.document import Document
    from brief.material import Material

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*story.RULES, *sources.RULES, *tracing.RULES, *complete.RULES, *parity.RULES, *email.RULES, *mail.RULES),
        key=lambda rule: rule.code,
    )
)
"""Every rule. Adding one is a row in the module of its subject."""


def check(
    material: Material, document: Document, artifacts: Mapping[str, Artifact], asked: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Every finding of the rules whose Artifacts are there, in the order of the file. Raises MachineError if asked."""
    edition = Edition(material, document, artifacts, _mail_of(artifacts, material.desk))
    reasons = _Silences(material)
    places = {block.id: block.place for block in document.every_block()}
    findings = [
        _finding(rule, hit, hit.place or places.get(hit.block) or material.locate(()), reasons)
        for rule in RULES
        if artifacts.keys() >= set(rule.needs) and (not rule.option or rule.option in asked)
        for hit in _counted(rule.find(edition) if rule.find else _of_mail(rule, edition.mail))
    ]
    return _in_order(findings)


def _mail_of(artifacts: Mapping[str, Artifact], desk: Desk) -> Mail | None:
    if "email" not in artifacts:
        return None
    from brief.checks.mail.opening import of_artifacts

    return of_artifacts(artifacts, desk)


def check_mail(made: Mail, asked: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every finding of the rules on mail made anywhere. Raises MachineError for what is asked and not installed."""
    return _in_order(
        Finding(rule.code, hit.severity or rule.severity, hit.message, hit.place or made.line(0), hit.hint)
        for rule in RULES
        if made.available >= set(rule.needs) and (not rule.option or rule.option in asked)
        for hit in _counted(_of_mail(rule, made))
    )


def _of_mail(rule: Rule, made: Mail | None) -> Iterable[Hit]:
    return rule.mail(made) if rule.mail and made else ()


def _counted(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Each thing once, where it is met first, with how often it is met: a template repeats its mistakes."""
    first: dict[tuple[str, str], Hit] = {}
    times: dict[tuple[str, str], int] = {}
    for hit in hits:
        key = hit.message, hit.block
        first.setdefault(key, hit)
        times[key] = times.get(key, 0) + 1
    for key, hit in first.items():
        yield hit if times[key] == 1 else replace(hit, message=f"{hit.message} ({times[key]} times)")


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.place or Place(""), finding.code, finding.message)))


def needed(asked: Collection[str] = ()) -> tuple[str, ...]:
    """The formats whose Artifacts the rules look at."""
    rules = (rule for rule in RULES if not rule.option or rule.option in asked)
    return tuple(dict.fromkeys(name for rule in rules for name in rule.needs))


def _finding(rule: Rule, hit: Hit, place: Place, reasons: _Silences) -> Finding:
    why = reasons.why(rule.code, hit.block)
    return Finding(rule.code, hit.severity or rule.severity, hit.message, place, hit.hint, hit.block, why)


class _Silences:
    """The editor's reasons for letting findings stand: on the edition, or on a block and the stories in it."""

    def __init__(self, material: Material) -> None:
        self.reasons: dict[tuple[str, str], str] = {}
        for entry in material.briefing.silence:
            self.reasons["", entry.code] = entry.why
        for index, block in enumerate(material.briefing.blocks):
            for entry in block.silence:
                self.reasons[f"b{index + 1}", entry.code] = entry.why
            for number, inner in enumerate(getattr(block, "stories", ())):
                for entry in inner.silence:
                    self.reasons[f"b{index + 1}.{number + 1}", entry.code] = entry.why

    def why(self, code: str, block: str) -> str:
        """The reason given for a finding of that code at that block; empty where none is."""
        return next((self.reasons[at, code] for at in _upwards(block) if (at, code) in self.reasons), "")


def _upwards(block: str) -> Iterator[str]:
    """A block's id, its section's, and the edition's."""
    yield block
    if "." in block:
        yield block.partition(".")[0]
    yield ""
