"""The labelled articles: how much of what they state is found, and how much of that is right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from brief.cli import main
from drafting_scores import TUNED, UNSEEN, total

if TYPE_CHECKING:
    from pathlib import Path

FOUND, RIGHT = 99, 97
"""In per cent: of what is labelled, and of what is found."""


def test_nearly_all_is_found_and_nearly_all_of_that_is_right() -> None:
    """The measure is the README's; what is found and was labelled by nobody is not right."""
    score = total(TUNED)
    assert score.share_found >= FOUND, score.faults
    assert score.share_right >= RIGHT, score.faults + score.extra


@pytest.mark.needs("pango")
@pytest.mark.parametrize(
    "article",
    [*UNSEEN, *(pytest.param(article, marks=pytest.mark.judge("pango")) for article in TUNED[::4])],
    ids=lambda article: article.stem,
)
def test_the_draft_of_each_builds_on_one_page_and_checks_without_an_error(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "draft", "--from", str(article)]) == 0
    assert main(["build", "-q", "-f", "pdf"]) == 0, capsys.readouterr().err
    capsys.readouterr()
    main(["check", "--json"])
    assert [one for one in json.loads(capsys.readouterr().out) if one["severity"] == "error"] == []
