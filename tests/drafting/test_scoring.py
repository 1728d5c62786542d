"""The labelled articles: how much of what they state is found, and how much of that is right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from brief.cli import main
from drafting_scores import ARTICLES, score

if TYPE_CHECKING:
    from pathlib import Path


def test_nearly_all_is_found_and_nearly_all_of_that_is_right() -> None:
    """The measure is the README's; nothing is found that nobody labelled."""
    scores = [score(article) for article in ARTICLES]
    labelled, found = sum(one.labelled for one in scores), sum(one.found for one in scores)
    right, extra = sum(one.right for one in scores), sum(one.extra for one in scores)
    faults = [fault for one in scores for fault in one.faults]
    assert (len(ARTICLES), labelled) == (10, 93)
    assert found >= 0.95 * labelled, faults
    assert right >= 0.95 * (found + extra), faults
    assert (found, right) == (93, 90), "the README tells other numbers"


@pytest.mark.needs("pango")
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_the_draft_of_each_builds_on_one_page_and_checks_without_an_error(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "draft", "--from", str(article)]) == 0
    assert main(["build", "-q", "-f", "pdf"]) == 0, capsys.readouterr().err
    capsys.readouterr()
    main(["check", "--json"])
    assert [one for one in json.loads(capsys.readouterr().out) if one["severity"] == "error"] == []
