"""The rules of the machine hold for whatever our templates make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brief.building import render_edition
from brief.checks import check_mail
from brief.checks.mail.opening import of_artifacts
from brief.desk import Desk, Sender
from brief.formats import FORMATS
from brief.formats.base import render

if TYPE_CHECKING:
    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Press

ROOT = Path(__file__).parents[3]
SHIPPED = sorted((ROOT / "briefings").glob("*/briefing.yaml"))
DESK = Desk(
    sender=Sender(name="The Lowhaven Brief", email="desk@example.org"),
    list_id="brief.example.org",
    unsubscribe="https://example.org/unsubscribe",
    postal_address="Quay Street 1, 12345 Lowhaven",
)
EDITORS = {"E05", "E16", "E17"}
"""Rules on words that only an editor can mend; the test Document breaks some on purpose."""


@pytest.mark.parametrize("briefing", SHIPPED, ids=lambda path: path.parent.name)
def test_the_shipped_briefings_have_no_finding(briefing: Path) -> None:
    rendered = render_edition(briefing, ("email", "text", "eml"))
    assert rendered.failures == {}
    assert [str(finding) for finding in rendered.findings if not finding.silenced] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("theme", ["default", "bulletin"])
def test_every_kind_of_block_keeps_the_rules_of_the_machine(
    every_kind: Document, every_kind_rtl: Document, press: Press, direction: str, theme: str
) -> None:
    from brief.formats.base import package_templates
    from brief.theme import load

    document = every_kind if direction == "ltr" else every_kind_rtl
    look = load(theme, (package_templates(),))
    desk = replace(press, desk=DESK, theme=look, templates=(look.folder, package_templates()))
    made: dict[str, Artifact] = {}
    for name in ("email", "text", "eml"):
        made[name] = render(FORMATS[name], document, desk, made)
    findings = check_mail(of_artifacts(made, DESK))
    assert [str(finding) for finding in findings if finding.code not in EDITORS] == []
