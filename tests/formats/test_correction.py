from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest

from brief.building import Request, build, render_edition
from brief.editing import opened
from brief.editing.correcting import Notice, correct_figure, withdraw
from brief.formats import FORMATS
from brief.reading import read
from editions import HEAD, put

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Boxes were {boxes.signed}, that is {boxes} [@notes:2]."
BLOCKS = f"""\
key_figures: [boxes]
blocks:
  - {{kind: text, heading: Boxes, body: "{BODY}"}}
  - {{kind: bars, heading: Who fell, figures: [boxes]}}
  - {{kind: table, figures: [boxes, tolls]}}
"""
NOTICE = Notice("corrected", "2025-05-07", "A digit was misread [@notes:2].")
MADE = ("email", "text", "eml", "web", "markdown", "correction", "correction-eml")


def edition(folder: Path) -> Path:
    return put(folder, HEAD + BLOCKS)


def correct(path: Path) -> None:
    correct_figure(read(path), opened(path), "boxes", "over 7 %", "", "over 7 per cent", NOTICE).save()


@pytest.mark.needs("pango")
def test_the_old_value_stands_in_the_notice_alone(tmp_path: Path) -> None:
    path = edition(tmp_path)
    correct(path)
    wanted = [name for name in FORMATS if name != "proof"]
    rendered = render_edition(path, wanted)
    assert not rendered.failures
    assert set(rendered.artifacts) == set(wanted)
    for name, artifact in rendered.artifacts.items():
        printed = {figure.words for _, figure in artifact.printed.figures() if figure.id == "boxes"}
        assert all("7%" in words and "8%" not in words for words in printed), name
        if not FORMATS[name].corrects:
            assert len(printed) >= 2, name
    for name in ("text", "markdown", "web", "github", "gitlab"):
        text = rendered.artifacts[name].text.replace("\\", "")
        assert text.count("over 8%") == text.count("not over 8%") == 1, name
        assert text.count("over 7%") > 4, name


def test_a_correction_is_a_message_of_its_own(tmp_path: Path) -> None:
    path = edition(tmp_path)
    correct(path)
    made = render_edition(path, ("correction", "correction-eml")).artifacts
    assert made["correction"].text == (
        "**Corrected** · The Harbour Desk · 6 May 2025, 14:00 CEST\n\n"
        "# Corrected: The port moved fewer boxes, and tolls will rise\n\n"
        "## Corrections\n\n"
        "- **Corrected, 7 May 2025**: Containers: over 7%, not over 8%. Reason: A digit was misread [1].\n\n"
        "## Sources\n\n- [1] Notes on the port\n\n---\n\n**The Harbour Desk**\n"
    )
    message: Any = message_from_bytes(made["correction-eml"].data, policy=policy.default)
    assert message["Subject"] == "Corrected: The port moved fewer boxes, and tolls will rise"
    assert message["Date"] is None
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        body = message.get_body([kind]).get_content()
        assert "over 7%, not over 8%" in " ".join(body.split())
        assert "A quiet spring" not in body


def test_an_edition_without_corrections_has_no_such_message(tmp_path: Path) -> None:
    rendered = render_edition(edition(tmp_path), ("correction",))
    assert str(rendered.failures["correction"]).startswith("nothing in this edition was corrected")


@pytest.mark.needs("pango")
def test_a_withdrawn_edition_builds_its_notice_in_every_format(tmp_path: Path) -> None:
    path = edition(tmp_path)
    withdraw(read(path), opened(path), Notice("withdrawn", "2025-05-07", "The count was wrong.")).save()
    rendered = render_edition(path, [name for name in FORMATS if name != "proof"])
    assert not rendered.failures
    for name, artifact in rendered.artifacts.items():
        if name not in {"pdf", "eml", "correction-eml"}:
            said = b"".join(file.data for file in artifact.files).decode(errors="replace")
            assert "The count was wrong" in said, name
            assert "Boxes were" not in said, name


@pytest.mark.needs("pango")
def test_what_readers_had_is_kept_by_its_hash(tmp_path: Path) -> None:
    path = edition(tmp_path)
    request = Request(path, tmp_path / "out")
    first = build(request).manifest["formats"]
    assert "correction" not in first
    had = {f"digest.{first['markdown']['files'][0]['sha256'][:12]}.md", "brief.", "email."}
    correct(path)
    built = build(request)
    assert set(built.manifest["formats"]) >= {"correction", "correction-eml"}
    stale = built.manifest["stale"]
    assert all(any(name.startswith(one) for name in stale) for one in had)
    kept = next(name for name in stale if name.startswith("digest."))
    assert "8%" in (built.folder / "stale" / kept).read_text(encoding="utf-8")
    assert build(request).unchanged
    path.write_text(path.read_text(encoding="utf-8").replace("A quiet spring", "A calm spring"), encoding="utf-8")
    assert build(request).manifest["stale"] == stale
