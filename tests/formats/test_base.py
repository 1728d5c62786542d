from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.cli import main
from editions import HEAD, put

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("one\n{% if %}\n", 2, "Expected an expression, got 'end of statement block'"),
        ("one\ntwo\n{{ block.nonsense }}\n", 3, "a template printed Undefined, which has no spelling"),
        ("{{ nothing.at_all }}\n", 1, "'nothing' is undefined"),
        ("one\n{{ block.short }}\n", 2, "a template printed None, which has no spelling"),
    ],
)
def test_a_template_of_ones_own_that_is_at_fault_is_named_with_its_line(  # noqa: PLR0913, PLR0917  (three are the case)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    template: str,
    line: int,
    said: str,
) -> None:
    put(tmp_path, HEAD + BLOCKS)
    own = tmp_path / "briefings" / "templates" / "markdown" / "blocks" / "text.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(template, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "-f", "markdown", "-f", "text"]) == 1
    error = capsys.readouterr().err
    assert f"text.md.j2:{line}: a template is at fault: " in error
    assert said in error
    assert (tmp_path / "out" / "2025-05-06-port" / "email.txt").is_file(), "the other formats are made"
