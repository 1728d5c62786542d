"""From an article to a folder that builds and checks without an error, and whose words are told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brief.cli import main
from brief.drafting.extracting import extract

ARTICLE = (Path(__file__).parent / "markets.txt").read_text("utf-8")


def stated() -> dict[str, tuple[str, str, str, int]]:
    found = extract(ARTICLE.strip().split("\n\n")[0:1] + ARTICLE.strip().split("\n")[2:])
    return {one.label: (one.direction, one.typed, one.said, one.line) for one in found.figures}


def test_figures_have_owner_direction_bound_and_how_sure_they_are() -> None:
    assert stated() == {
        "Stockpile of X100 chips": ("is", "10,000", "reported", 4),
        "Parameters": ("is", "1.5 billion to 70 billion", "reported", 4),
        "Northern index": ("down", "3.1 per cent", "expected", 6),
        "S&P 500 index": ("down", "1.8 per cent", "expected", 6),
        "Novian": ("down", "6.5 per cent", "reported", 6),
        "Minisoft": ("down", "3.5 per cent", "reported", 6),
        "LITHO": ("down", "over 8 per cent", "reported", 7),
        "Coast 600 technology index": ("down", "4 per cent", "reported", 7),
    }


def test_dates_and_quotations_are_found_with_their_speaker() -> None:
    found = extract(ARTICLE.strip().split("\n"))
    assert [one.when for one in found.dates] == ["2023", "October 2022", "2015"]
    assert [(one.words, one.speaker) for one in found.quotations] == [
        ("Basic research rarely brings quick returns.", "Ada Quay")
    ]


def test_an_article_becomes_a_folder_that_builds_and_checks_without_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["new", "markets", "--from", "story.txt"]) == 0
    [folder] = (tmp_path / "briefings").glob("*-markets")
    text = (folder / "briefing.yaml").read_text("utf-8")
    assert "title: Markets brace for a hard Monday\n" in text
    assert "view: source" in text
    assert (folder / "sources" / "story.txt").read_text("utf-8").count("\n") == 7
    capsys.readouterr()
    assert main(["check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one for one in found if one["severity"] == "error"] == []
    assert {"S11"} <= {one["code"] for one in found}
    assert main(["build", "-q", "-f", "email", "-f", "text", "-f", "markdown"]) == 0
    final = text.replace("status: draft", "status: final")
    (folder / "briefing.yaml").write_text(final, encoding="utf-8")
    assert main(["check"]) == 1
    assert "error S11: the block" in capsys.readouterr().out


@pytest.mark.needs("pango")
def test_its_page_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["new", "markets", "--from", "story.txt"]) == 0
    assert main(["build", "-q", "-f", "pdf"]) == 0


HOSTILE = """\
Prices {rose} at *the* `market` [again]: a # story
- The <b>fee</b> rose by 3 per cent, said Tom O'Reed: \u201cIt's {what} we *feared* & more.\u201d
| A table | of things | that is: none |
! It costs $5.6m \\ and C:\\new\\table in 2024. Don't "ask" 'why' it's so; the fee rose by 4 per cent.
The fee fell by 12 per cent in May. It is @everyone who pays #now.
"""


def test_what_an_article_holds_is_read_as_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Braces, marks and colons of an article are no YAML, no figure and no emphasis of the briefing."""
    from brief.composing import compose
    from brief.document import Items
    from brief.prose import words
    from brief.reading import read

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    assert main(["new", "fee", "--from", "a.txt"]) == 0
    [path] = (tmp_path / "briefings").glob("*-fee/briefing.yaml")
    document = compose(read(path))
    assert words(document.title) == "Prices {rose} at *the* `market` [again]: a # story"
    told = [words(item, lambda _: "") for block in document.blocks if isinstance(block, Items) for item in block.items]
    assert all(any(item.strip() in line for line in HOSTILE.split("\n")) for item in told)
    assert len(told) >= 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["new", "x", "--from", "none.txt"], 1, "none.txt: cannot be read: No such file or directory"),
        (["new", "x", "--from", "a.txt", "--like", "y"], 2, "--like and --from do not go together"),
        (["new", "x", "--entry", "2"], 2, "--entry belongs to --from"),
        (["new", "x", "--from", "short.txt"], 1, "short.txt: this has one sentence; an article has at least 3"),
    ],
)
def test_what_cannot_begin_a_briefing_leaves_nothing_behind(  # noqa: PLR0913, PLR0917
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.txt").write_text("One sentence stands here.", encoding="utf-8")
    assert main(words) == code
    assert message in capsys.readouterr().err
    assert not (tmp_path / "briefings").exists()
