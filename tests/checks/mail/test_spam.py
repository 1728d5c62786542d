from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

import pytest

from brief.checks import check_mail
from brief.checks.mail.opening import of_message
from brief.checks.mail.spam import Points, score
from brief.errors import MachineError
from messages import HEAD, PAGE, TEXT, message

if TYPE_CHECKING:
    from pathlib import Path

GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
"""SpamAssassin's own test line, which counts 1,000 points."""

WORDS = re.sub(r"<img[^>]*>", "", PAGE)
"""The page without its picture: SpamAssassin counts one beside few words."""


@pytest.mark.judge("spamassassin")
def test_a_good_message_passes_and_the_test_line_does_not() -> None:
    assert score(message(page=WORDS))[0] < 0.5
    assert check_mail(of_message("m.eml", message(page=WORDS)), ("spam",)) == ()
    spam = message(page=WORDS.replace("<h2>What", f"<p>{GTUBE}</p><h2>What"), text=f"{TEXT}{GTUBE}\n")
    (finding,) = check_mail(of_message("m.eml", spam), ("spam",))
    assert (finding.code, finding.severity) == ("E21", "error")
    assert "GTUBE" in finding.hint


@pytest.mark.judge("spamassassin")
def test_a_draft_is_judged_as_it_will_be_sent() -> None:
    draft = message(head=HEAD.replace("To: Reader <reader@example.org>\n", ""), page=WORDS)
    assert check_mail(of_message("m.eml", draft), ("spam",)) == ()


def test_without_spamassassin_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineError, match="is not installed"):
        score(b"")


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file in SpamAssassin's place."""
    path = tmp_path / "spamassassin"
    path.write_text("")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return path


REPORT = """\
X-Spam-Status: No, score=2.4 required=5.0 tests=A,B
 autolearn=no

Content analysis details:   (2.4 points, 5.0 required)

 pts rule name              description
---- ---------------------- ------------------------
 2.5 SUBJ_ALL_CAPS          Subject is all capitals
-0.1 GOOD_SIGN              Something good that
                            takes two lines
"""


def test_the_report_is_read(program: Path) -> None:
    program.write_text(f"#!/bin/sh\ncat > /dev/null\ncat <<'END'\n{REPORT}END\n")
    points, tests = score(b"x")
    assert points == 2.4
    assert tests == (
        Points(2.5, "SUBJ_ALL_CAPS", "Subject is all capitals"),
        Points(-0.1, "GOOD_SIGN", "Something good that takes two lines"),
    )


@pytest.mark.parametrize(("script", "message"), [("exit 3", "could not judge"), ("echo hello", "gave no score")])
def test_a_program_that_fails_is_one_clear_line(program: Path, script: str, message: str) -> None:
    program.write_text(f"#!/bin/sh\ncat > /dev/null\n{script}\n")
    with pytest.raises(MachineError, match=message):
        score(b"x")
