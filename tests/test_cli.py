from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brief.checks.mail.clients import data
from brief.cli import main
from brief.formats import FORMATS
from editions import HEAD, put
from messages import PAGE, message

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Run: TypeAlias = Callable[..., tuple[int, str, str]]

BLOCKS = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"
ROOT = Path(__file__).parents[1]
LEDGER = """\
boxes  Containers: over 8%
    “over 8 per cent”, notes:2, Notes on the port
    email, text, eml, web, pdf, markdown
tolls  Tolls: printed nowhere, expected
    “expected to rise by 3.1 per cent”, notes:3, Notes on the port
hulls  Ships: printed nowhere
    no source
3 figures, 2 with a source, 2 with its words
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_help_lists_the_commands_under_what_they_are_for(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    every_day, set_up = out.index("Every day:"), out.index("Set-up:")
    assert every_day < out.index("  new ") < out.index("  build ") < out.index("  check ") < set_up
    assert set_up < out.index("  doctor ") < out.index("  schema ") < out.index("  list ")


def test_a_new_briefing_builds_as_it_is_and_has_nothing_to_mend(here: Path, run: Run) -> None:
    code, out, err = run("new", "hello")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith("-hello/briefing.yaml")
    assert (here / "briefings" / "desk.yaml").is_file()
    code, out, err = run("build", "-f", "markdown", "-f", "email", "-f", "text", "-f", "eml")
    assert (code, err) == (0, "")
    assert "Proof page: out/" in out
    code, out, err = run("check", "--strict")
    assert (code, out, err) == (0, "0 errors, 0 warnings\n", "")


def test_a_new_briefing_overwrites_nothing(here: Path, run: Run) -> None:
    run("new", "hello")
    desk = here / "briefings" / "desk.yaml"
    desk.write_text(desk.read_text().replace("The Example Desk", "My Desk"))
    code, _, err = run("new", "hello")
    assert code == 2
    assert "is there already" in err
    assert run("new", "other")[0] == 0
    assert "My Desk" in desk.read_text()


def test_a_short_name_that_is_none_gets_one_proposed(here: Path, run: Run) -> None:
    code, _, err = run("new", "Spring Results!")
    assert code == 2
    assert err == "error: 'Spring Results!' is no short name\n    small letters, digits and hyphens: spring-results\n"
    assert not (here / "briefings").exists()


def test_an_unknown_format_is_a_usage_error_with_the_nearest_name(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS)
    code, _, err = run("build", "-f", "markdwon")
    assert (code, err) == (2, "error: there is no format 'markdwon'\n    did you mean 'markdown'?\n")


def test_bad_input_is_every_problem_with_its_place_and_nothing_written(here: Path, run: Run) -> None:
    put(here, HEAD.replace("dek:", "standfirst:") + BLOCKS.replace("{boxes}", "{boxs}"))
    code, out, err = run("build")
    path = "briefings/2025-05-06-port/briefing.yaml"
    assert (code, out) == (1, "")
    assert f"{path}:2:1: " in err
    assert f"{path}:13:52: no figure is called 'boxs'\n    did you mean 'boxes'?" in err
    assert "Traceback" not in err
    assert not (here / "out").exists()


def test_one_format_goes_to_stdout_and_no_folder_is_written(
    here: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    put(here, HEAD + BLOCKS)
    assert main(["build", "-f", "markdown", "-o", "-"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "\n# The port moved fewer boxes, and tolls will rise\n" in out
    assert not (here / "out").exists()


def test_what_stdout_does_not_show_of_a_format_is_named(here: Path, run: Run) -> None:
    put(here, HEAD + "key_figures: [tolls]\n" + BLOCKS)
    code, out, err = run("build", "-f", "discord", "-o", "-")
    assert (code, json.loads(out)["allowed_mentions"]) == (0, {"parse": []})
    assert err == "digest.discord.json alone is shown; there is also digest.discord.2.json: -o DIR writes them\n"


def test_stdout_takes_one_format_only(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS)
    code, _, err = run("build", "-o", "-")
    assert (code, err.splitlines()[0]) == (2, "error: -o - writes one format of one briefing")


def test_json_says_what_was_made(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS)
    code, out, _ = run("build", "-f", "markdown", "--json")
    (made,) = json.loads(out)
    assert code == 0
    assert made["folder"] == "out/2025-05-06-port"
    assert [file["name"] for file in made["formats"]["markdown"]["files"]] == ["digest.md"]
    assert made["unchanged"] is False


def test_quiet_says_nothing_where_nothing_is_wrong(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS)
    assert run("build", "-f", "markdown", "-q") == (0, "", "")


def test_a_check_that_finds_an_error_fails_and_names_the_place(here: Path, run: Run) -> None:
    put(here, HEAD.replace("final", "draft") + BLOCKS.replace("in the spring", "in the spring, TK,"))
    code, out, _ = run("check")
    assert code == 1
    assert "briefing.yaml:13:5: error E05: 'TK' is a placeholder" in out
    assert out.endswith("1 error, 0 warnings\n")


def test_a_finding_is_silenced_by_its_code_with_a_reason(here: Path, run: Run) -> None:
    blocks = BLOCKS.replace("in the spring", "in the spring, TK,").replace(
        "kind: text,", "kind: text, silence: [{code: E05, why: TK is a station},"
    )
    put(here, HEAD.replace("final", "draft") + blocks.replace("station},", "station}],"))
    code, out, _ = run("check", "--strict")
    assert (code, out) == (0, "0 errors, 0 warnings, 1 silenced with a reason\n")


def test_a_warning_fails_only_where_it_is_asked_to(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS.replace(" [@notes:2]", " of the year, said the harbour master to us"))
    code, out, _ = run("check")
    assert code == 0
    assert "warning S01" in out
    assert run("check", "--strict")[0] == 1


def test_the_folder_you_stand_in_is_built_beside_the_briefings(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(put(here, HEAD + BLOCKS).parent)
    for words in ((), ("briefing.yaml",), (".",)):
        assert run("build", *words, "-q", "-f", "markdown") == (0, "", "")
    assert (here / "out" / "2025-05-06-port" / "digest.md").is_file()


def test_a_format_that_fails_is_named_by_check_as_by_build(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS, desk="name: The Harbour Desk\n")
    said = "eml was not made: a message needs a sender, and the desk names none\n"
    for command in (("check",), ("build", "-q", "-f", "eml")):
        code, _, err = run(*command)
        assert code == 1
        assert err.startswith(said)


@pytest.mark.parametrize("what", ["briefings", "formats", "themes", "checks", "languages"])
def test_every_list_is_printed(here: Path, run: Run, what: str) -> None:
    put(here, HEAD + BLOCKS)
    code, out, err = run("list", what)
    assert (code, err) == (0, "")
    assert len(json.loads(run("list", what, "--json")[1])) == len(out.splitlines()) > 0


def test_the_list_of_formats_is_the_table(run: Run) -> None:
    rows = json.loads(run("list", "formats", "--json")[1])
    assert [row["format"] for row in rows] == list(FORMATS)


def test_doctor_says_what_is_there(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    parts = {part["part"]: part for part in json.loads(out)}
    assert {"python", "jinja2", "weasyprint", "caniemail.com", "fonts of default"} <= set(parts)
    assert parts["caniemail.com"]["detail"].startswith(data()["date"])
    assert code == (3 if any(part["state"] == "missing" for part in parts.values()) else 0)
    assert all(part["state"] == "ok" or part["cure"] for part in parts.values())


def test_doctor_names_what_may_be_left_out_and_how_to_add_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _, _ = run("doctor")
    monkeypatch.setitem(sys.modules, "httpx", None)
    code, out, _ = run("doctor")
    assert code == whole
    assert "httpx              left out  words from a model: brief new --model\n" in out
    assert "httpx: pip install 'briefpress[drafting]'\n" in out


def test_a_pipe_that_closes_early_is_no_error(here: Path) -> None:
    put(here, HEAD + BLOCKS)
    command = f"{sys.executable} -m brief list checks | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=here, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_colours_stay_away_from_pipes_and_under_no_color(here: Path) -> None:
    put(here, HEAD + BLOCKS)
    command = [sys.executable, "-m", "brief", "build", "-f", "markdown"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=here, check=True)
    assert "\x1b" not in done.stdout + done.stderr
    script = shutil.which("script")
    if script is None:
        pytest.skip("not on this machine: script")
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm"}
    typed = [script, "-qec", " ".join([*command, "--force"]), "/dev/null"]
    done = subprocess.run(typed, capture_output=True, text=True, cwd=here, check=True, env=environment)
    assert not re.search(r"\x1b\[[\d;]*m", done.stdout), "a line that says what is being done has no colour either"
    environment.pop("NO_COLOR")
    done = subprocess.run(typed, capture_output=True, text=True, cwd=here, check=True, env=environment)
    assert "\x1b[1m" in done.stdout


def test_the_schema_beside_the_briefings_is_current(run: Run) -> None:
    for which in ("briefing", "desk"):
        code, out, _ = run("schema", which)
        assert code == 0
        assert out == (ROOT / "briefings" / f"{which}.schema.json").read_text("utf-8")


def test_a_block_for_a_format_that_is_not_there_is_told(here: Path, run: Run) -> None:
    put(here, HEAD + BLOCKS.replace("kind: text,", "kind: text, only: [emial],"))
    code, _, err = run("build", "-f", "markdown")
    said = "briefings/2025-05-06-port/briefing.yaml:13:25: `only` names 'emial', which is no format"
    assert (code, err) == (1, f"{said}\n    did you mean 'email'?\n")


def test_a_theme_that_is_not_there_is_told(here: Path, run: Run) -> None:
    put(here, HEAD + "theme: broadshet\n" + BLOCKS)
    code, _, err = run("build", "-f", "markdown")
    place = "briefings/2025-05-06-port/briefing.yaml:12:8"
    assert (code, err.splitlines()[0]) == (1, f"{place}: there is no theme 'broadshet'")
    assert "themes at hand: bulletin, default" in err


def test_the_command_alone_shows_its_help(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert err.startswith("Usage: brief ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bild"], "error: No such command 'bild'. Did you mean 'build'?\n"),
        (
            ["list", "formts"],
            (
                "error: there is no list of 'formts'\n"
                "    there are: briefings, formats, themes, checks, languages, channels, posts\n"
            ),
        ),
        (["schema", "desks"], "error: there is no schema of 'desks'\n    there are: briefing, desk\n"),
        (["build", "--all", "x"], "error: --all and named briefings do not go together\n"),
    ],
)
@pytest.mark.usefixtures("here")
def test_words_that_do_not_fit_are_a_usage_error(run: Run, words: list[str], said: str) -> None:
    assert run(*words) == (2, "", said)


def test_a_place_without_briefings_is_told(here: Path, run: Run) -> None:
    code, _, err = run("build")
    assert code == 1
    first, hint = err.splitlines()
    assert first == f"{here}: there is no briefing here and none under briefings/"
    assert hint == "    name a briefing's folder, or make one with `brief new`"
    assert run("build", "--all")[0] == 1
    assert run("list") == (0, "", "")


@pytest.mark.needs("pango")
def test_the_ledger_shows_each_figure_with_its_words_and_where_it_stands(here: Path, run: Run) -> None:
    briefing = put(here, HEAD + BLOCKS)
    code, said, _ = run("sources", str(briefing))
    assert code == 0
    assert said == LEDGER
    [told] = json.loads(run("sources", str(briefing), "--json")[1])
    assert [figure["id"] for figure in told["figures"]] == ["boxes", "tolls", "hulls"]


def test_a_message_made_anywhere_is_checked_by_its_ending(here: Path, run: Run) -> None:
    (here / "good.eml").write_bytes(message())
    assert run("check", "--strict", "good.eml") == (0, "0 errors, 0 warnings\n", "")
    (here / "bad.eml").write_bytes(message(page=PAGE.replace('<html lang="en"', "<html")))
    (here / "bad.html").write_text(PAGE.replace("<title>", "<script></script><title>").replace("cid:", ""), "utf-8")
    code, out, _ = run("check", "bad.eml", "bad.html")
    assert code == 1
    assert "bad.eml (text/html):2:1: error E11: <html> has no lang" in out
    assert "bad.html:8:1: error E07: <script> is taken out by every mail program" in out
    assert out.endswith("2 errors, 0 warnings\n")


def test_a_mail_that_is_not_there_is_told_and_others_are_checked(here: Path, run: Run) -> None:
    (here / "good.eml").write_bytes(message())
    code, out, err = run("check", "absent.eml", "good.eml")
    assert (code, out) == (1, "0 errors, 0 warnings\n")
    assert err.startswith("absent.eml: there is no such file\n")


def test_the_desk_above_a_mail_says_who_reads_it(here: Path, run: Run) -> None:
    (here / "page.html").write_text(PAGE.replace("<h2>", '<h2 style="display: flex;">').replace("cid:", ""), "utf-8")
    assert "E08: display: flex is not known to Outlook (Windows)" in run("check", "page.html")[1]
    (here / "desk.yaml").write_text("clients: [gmail, apple-mail]\n", "utf-8")
    assert run("check", "--strict", "page.html") == (0, "0 errors, 0 warnings\n", "")


def test_without_spamassassin_one_line_says_so(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "good.eml").write_bytes(message())
    monkeypatch.setenv("PATH", str(here))
    code, _, err = run("check", "--spam", "good.eml")
    assert code == 3
    assert err.splitlines()[0].endswith("SpamAssassin is not installed, so nothing can be said about spam")
