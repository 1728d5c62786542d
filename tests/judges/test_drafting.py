"""A real model behind a real server: what it writes is held to the article, and what it cannot do is told in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import urllib3

from brief.cli import main
from brief.drafting.extracting import extract
from brief.drafting.models.asking import ask
from brief.drafting.models.base import Asked
from brief.drafting.models.endpoint import endpoint
from brief.drafting.models.prompting import turns
from brief.drafting.models.proposal import NAME, Known, proposal, schema
from llama import KEY, MODEL, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTEXT = 3_072
ARTICLE = """\
Port of Varen moves more boxes after opening its quay
The port of Varen moved 4,200 boxes in March. That is up 12 per cent on a year ago.
The harbour master, Ida Lund, said: "The new quay has changed our mornings."
The town plans to spend 3 million euros on a second crane by October 2027.
Two shipping lines have moved their weekly calls to Varen since the quay opened in 2025.
"""


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with served(CONTEXT, patience=300) as base:
        yield base


@pytest.fixture
def desk(base_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk that has the model in several profiles, and an article beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMALL_KEY", KEY)
    monkeypatch.setenv("WRONG_KEY", "wrong-key-of-this-run")
    profile = f'base_url: "{base_url}", model: {MODEL}, thinking: {{temperature: 0}}, seconds: 600'
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings" / "desk.yaml").write_text(
        f"""\
models:
  small: {{{profile}, secret_env: SMALL_KEY, max_tokens: 700}}
  short: {{{profile}, secret_env: SMALL_KEY, max_tokens: 12}}
  locked: {{{profile}, secret_env: WRONG_KEY}}
""",
        encoding="utf-8",
    )
    (tmp_path / "port.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "briefings"


@pytest.mark.judge("llama")
def test_an_answer_under_the_schema_is_a_proposal(base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEF_MODEL_KEY", KEY)
    lines = ARTICLE.splitlines()
    found = extract(lines)
    known = Known(len(lines), [one.id for one in found.figures], ["q1"])
    asked = Asked(NAME, schema(known), "json_schema")
    made = proposal(ask(endpoint(MODEL, base_url, None), turns(lines, found, asked), asked), known)
    assert made.paragraphs
    assert set(made.key_figures) <= {*known.figures}


@pytest.mark.judge("llama")
def test_what_the_article_does_not_bear_out_is_refused_and_nothing_written(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The model repeats the article's numbers, which it may only name; another model might not."""
    assert main(["new", "port", "--from", "port.txt", "--model", "small"]) == 3
    said = capsys.readouterr().err
    assert f"error: nothing that {MODEL} wrote can be traced to the article\n" in said
    assert "paragraph 1 left out: “" in said
    assert [path.name for path in desk.iterdir()] == ["desk.yaml"]


@pytest.mark.judge("llama")
def test_an_answer_that_is_cut_is_told_and_the_offline_draft_can_be_had(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["new", "port", "--from", "port.txt", "--model", "short"]
    assert main(words) == 3
    assert f"the answer of {MODEL} broke off after 12 tokens\n" in capsys.readouterr().err
    assert main([*words, "--fallback"]) == 0
    assert "without a model's words: the answer of" in capsys.readouterr().err
    [made] = desk.glob("*-port/briefing.yaml")
    assert "drafted" not in made.read_text("utf-8")
    assert main(["build", "-q", "-f", "markdown", str(made)]) == 0


@pytest.mark.judge("llama")
def test_an_article_that_does_not_fit_is_refused_in_tokens(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.parent / "long.txt").write_text(ARTICLE * 40, encoding="utf-8")
    assert main(["new", "port", "--from", "long.txt", "--model", "small"]) == 3
    said = capsys.readouterr().err
    assert f"error: the article is too long for {MODEL}: " in said
    assert f" tokens, and {CONTEXT:,} are the limit\n" in said


@pytest.mark.judge("llama")
def test_a_key_that_is_refused_is_told_by_its_variable(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.is_dir()
    assert main(["new", "port", "--from", "port.txt", "--model", "locked"]) == 3
    said = capsys.readouterr().err
    assert said == (
        "error: 127.0.0.1 answered 401: Invalid API Key\n    the key is not, or no longer, valid (WRONG_KEY)\n"
    )


@pytest.mark.judge("llama")
def test_a_tool_that_would_have_to_be_called_is_not(base_url: str) -> None:
    """The choice is refused, or let go by; there is no answer to it that would do anything."""
    tool = {"type": "function", "function": {"name": "publish", "parameters": {"type": "object", "properties": {}}}}
    asked = {
        "model": MODEL,
        "messages": [{"role": "user", "content": "Publish this."}],
        "tools": [tool],
        "tool_choice": "required",
        "max_tokens": 24,
    }
    with urllib3.PoolManager(timeout=600, retries=False) as pool:
        answer = pool.request(
            "POST", f"{base_url}/chat/completions", json=asked, headers={"Authorization": f"Bearer {KEY}"}
        )
    content = answer.json()
    assert "error" in content or not content["choices"][0]["message"].get("tool_calls")
