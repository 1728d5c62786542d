"""The table of rules, and the one way through it: findings in the order of the file, silenced ones marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.checks import email, sources, story
from brief.checks.base import Edition, Hit, Rule
from brief.errors import Place
from brief.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.material import Material

RULES: tuple[Rule, ...] = (*story.RULES, *sources.RULES, *email.RULES)
"""Every rule. Adding one is a row in the module of its subject."""


def check(material: Material, document: Document, artifacts: Mapping[str, Artifact]) -> tuple[Finding, ...]:
    """Every finding of the rules whose Artifacts are there, in the order of the file."""
    edition = Edition(material, document, artifacts)
    reasons = _Silences(material)
    places = {block.id: block.place for block in document.every_block()}
    findings = [
        _finding(rule, hit, hit.place or places.get(hit.block) or material.locate(()), reasons)
        for rule in RULES
        if artifacts.keys() >= set(rule.needs)
        for hit in rule.find(edition)
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.place or Place(""), finding.code, finding.message)))


def needed() -> tuple[str, ...]:
    """The formats whose Artifacts the rules look at."""
    return tuple(dict.fromkeys(name for rule in RULES for name in rule.needs))


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
