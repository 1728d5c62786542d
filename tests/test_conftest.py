"""The shared fixtures: an absent part is never silent in CI, a golden shows its difference, a log line fails a test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
MARKERS = "[pytest]\nmarkers =\n  judge\n  needs\n"


def outcome(folder: Path, test: str, *options: str, ci: bool = False) -> str:
    """What pytest prints for one test in a project of its own with these fixtures."""
    tests = folder / "tests"
    tests.mkdir(exist_ok=True)
    shutil.copy(CONFTEST, tests)
    (folder / "pytest.ini").write_text(MARKERS)
    (tests / "test_it.py").write_text(test)
    environment = {key: value for key, value in os.environ.items() if key != "CI"} | ({"CI": "true"} if ci else {})
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:hypothesispytest", *options]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True).stdout


@pytest.mark.parametrize("marker", ["judge", "needs"])
def test_an_absent_part_is_skipped_by_name_and_is_a_failure_in_ci(tmp_path: Path, marker: str) -> None:
    test = f"import pytest\n@pytest.mark.{marker}('sh', 'no-such-judge')\ndef test(): pass\n"
    assert "not on this machine: no-such-judge" in (local := outcome(tmp_path, test))
    assert "1 skipped" in local
    assert "not on this machine: no-such-judge" in (ci := outcome(tmp_path, test, ci=True))
    assert "1 error" in ci


def test_a_golden_is_written_on_demand_and_its_difference_shown(tmp_path: Path) -> None:
    test = "def test(golden): golden('page.md', {!r})\n"
    assert "write it with --update-golden" in outcome(tmp_path, test.format("one\ntwo\n"))
    assert "1 passed" in outcome(tmp_path, test.format("one\ntwo\n"), "--update-golden")
    assert (tmp_path / "tests/golden/page.md").read_bytes() == b"one\ntwo\n"
    assert "1 passed" in outcome(tmp_path, test.format("one\ntwo\n"))
    changed = outcome(tmp_path, test.format("one\nthree\n"))
    assert "-two\n+three\n" in changed
    assert "1 failed" in changed


def test_a_line_that_the_renderer_logs_fails_the_test(tmp_path: Path) -> None:
    test = "import logging\ndef test(): logging.getLogger('weasyprint').warning('Ignored `colr: red`')\n"
    assert "Ignored `colr: red`" in (said := outcome(tmp_path, test))
    assert "1 error" in said
