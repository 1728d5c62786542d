"""Posting as the command does it, to folders and programs of this machine."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from brief.formats import FORMATS
from editions import HEAD
from posts import BODY, CORRECTION, NAME, STORY, WITHDRAWN, killed_after

if TYPE_CHECKING:
    from posts import Newsroom

SITE = "  site: {kind: folder, path: ../site, format: markdown}\n"
LOG = 'cat > "$BRIEF_PART"; echo "$BRIEF_KEY" >> log'
PROGRAM = f"  prog: {{kind: command, run: [sh, -c, '{LOG}'], format: discord}}\n"
PROG = f"The Harbour Desk/{NAME}/prog"


def log(newsroom: Newsroom) -> list[str]:
    path = newsroom.folder / "briefings" / "log"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def test_what_was_built_is_posted_byte_for_byte_and_once(newsroom: Newsroom) -> None:
    newsroom.write(SITE + PROGRAM)
    newsroom.build("markdown", "discord")
    assert newsroom.post("--to", "site", "--to", "prog") == (0, "")
    out = newsroom.folder / "out" / NAME
    assert (newsroom.folder / "site" / NAME / "digest.md").read_bytes() == (out / "digest.md").read_bytes()
    assert (newsroom.folder / "briefings" / "1").read_bytes() == (out / "digest.discord.json").read_bytes()
    assert (newsroom.folder / "briefings" / "2").read_bytes() == (out / "digest.discord.2.json").read_bytes()
    before = newsroom.receipts
    assert newsroom.post("--to", "site", "--to", "prog") == (0, "")
    assert newsroom.said.count("nothing to do") == len(before) / 2
    assert newsroom.receipts == before
    assert log(newsroom) == [f"{PROG}/{part}" for part in range(1, len(log(newsroom)) + 1)]


def test_a_receipt_says_what_where_when_and_what_became_of_it(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    newsroom.post("--to", "site")
    sending, sent = newsroom.receipts
    assert sending["state"] == "sending"
    manifest = json.loads((newsroom.folder / "out" / NAME / "manifest.json").read_text("utf-8"))
    assert sent == sending | {"state": "sent", "remote": "digest.md", "at": sent["at"]}
    assert sent["sha256"] == manifest["formats"]["markdown"]["files"][0]["sha256"]
    assert (sent["edition"], sent["channel"], sent["part"], sent["whom"]) == (NAME, "site", "1", "the folder ../site")


def test_deleting_what_was_built_never_makes_a_second_post(newsroom: Newsroom) -> None:
    newsroom.write(PROGRAM)
    newsroom.build("discord")
    newsroom.post("--to", "prog")
    posted = log(newsroom)
    newsroom.run("build", "--force", "-f", "discord", "-o", "elsewhere")
    assert newsroom.post("--to", "prog", "-o", "elsewhere") == (0, "")
    assert log(newsroom) == posted


REFUSED = {
    "nothing built": (STORY, "", "nothing is built of it in out/2025-05-06-port"),
    "draft": (STORY.replace("status: final\n", ""), "build", "a draft is not posted to site"),
    "finding": (
        STORY.replace("Boxes fell {boxes}", "Boxes fell 77 per cent"),
        "build",
        "error S02: ",
    ),
    "embargo": (f"not_before: 2999-01-01 08:00\n{STORY}", "build", "it is not to be posted before 2999-01-01 08:00"),
    "withdrawn": (
        STORY.replace("status: final", "status: withdrawn") + WITHDRAWN,
        "build",
        "site: it was never posted there, so nothing has to be withdrawn",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_may_not_go_out_is_refused_and_leaves_no_trace(newsroom: Newsroom, case: str) -> None:
    story, built, message = REFUSED[case]
    newsroom.write(SITE, story)
    if built:
        newsroom.build("markdown")
    code, complained = newsroom.post("--to", "site")
    assert code == 1
    assert message in complained
    assert newsroom.receipts == []
    assert not (newsroom.folder / "site").exists()


def test_an_error_with_a_reason_does_not_stop_a_post(newsroom: Newsroom) -> None:
    story = STORY.replace("Boxes fell {boxes}", "Boxes fell 77 per cent")
    newsroom.write(SITE, f"{story}silence: [{{code: S02, why: The desk counted them itself.}}]\n")
    newsroom.build("markdown")
    assert newsroom.post("--to", "site") == (0, "")


def test_a_stale_file_is_refused_by_what_is_newer(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    briefing = newsroom.home / "briefing.yaml"
    briefing.write_text(STORY.replace("fell", "sank"), "utf-8")
    notes = newsroom.home / "sources" / "notes.md"
    notes.write_text(f"{notes.read_text('utf-8')}One line more.\n", "utf-8")
    code, complained = newsroom.post("--to", "site")
    assert (code, complained.splitlines()[0]) == (
        1,
        f"briefings/{NAME}/briefing.yaml: what is built is older than briefing.yaml, sources/notes.md",
    )
    assert complained.splitlines()[1].strip() == f"brief build briefings/{NAME}"


def test_a_template_that_appeared_since_makes_a_file_stale(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    own = newsroom.folder / "briefings" / "templates" / "markdown" / "blocks" / "text.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ block.prose }}\n", "utf-8")
    code, complained = newsroom.post("--to", "site")
    assert code == 1
    assert "older than the templates" in complained


def test_a_file_that_was_touched_after_the_build_is_refused(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    path = newsroom.folder / "out" / NAME / "digest.md"
    path.write_text(path.read_text("utf-8").replace("8%", "9%"), "utf-8")
    code, complained = newsroom.post("--to", "site")
    assert code == 1
    assert f"out/{NAME}/digest.md is not as it was built" in complained


def test_a_format_that_was_not_built_is_refused_though_an_old_one_lies_in_stale(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    newsroom.build("text")
    assert (newsroom.folder / "out" / NAME / "stale" / "digest.md").exists()
    code, complained = newsroom.post("--to", "site")
    assert code == 1
    assert "digest.md was not built, and one from an earlier build is not posted" in complained


def test_every_refusal_is_told_at_once(newsroom: Newsroom) -> None:
    story = STORY.replace("status: final\n", "").replace("Boxes fell {boxes}", "Boxes fell 77 per cent")
    newsroom.write(SITE + PROGRAM, f"not_before: 2999-01-01\n{story}")
    newsroom.build("markdown", "discord")
    code, complained = newsroom.post("--to", "site", "--to", "prog")
    assert code == 1
    for message in ("S02", "before 2999-01-01 00:00", "a draft is not posted to site", "a draft is not posted to prog"):
        assert message in complained


def test_a_channel_for_tests_takes_a_draft_marked_in_subject_and_text(newsroom: Newsroom) -> None:
    channels = (
        "".join(
            f"  {name}: {{kind: command, run: [sh, -c, 'cat >> got.{name}; echo \"$BRIEF_TITLE\" > title'], "
            f"format: {name}, test: true}}\n"
            for name in ("markdown", "github", "slack", "discord", "matrix", "text")
        )
        + "  eml: {kind: folder, path: ../got, format: eml, test: true}\n"
    )
    channels += "  parts: {kind: command, run: [sh, -c, 'cat > part.$BRIEF_PART'], format: discord, test: true}\n"
    newsroom.write(channels, STORY.replace("status: final\n", ""))
    newsroom.build()
    assert newsroom.post("--to", "parts") == (0, "")
    names = ("markdown", "github", "slack", "discord", "matrix", "text", "eml")
    assert newsroom.post(*(word for name in names for word in ("--to", name))) == (0, "")
    for name in names[:-1]:
        got = (newsroom.folder / "briefings" / f"got.{name}").read_text("utf-8")
        assert "[DRAFT] The port moved fewer boxes" in got.replace("\\\\", "").replace("\\", ""), name
    parts = [path.read_text("utf-8") for path in sorted((newsroom.folder / "briefings").glob("part.*"))]
    assert len(parts) > 1
    assert all("[DRAFT]" in part.replace("\\", "") for part in parts), "each message says so"
    message = (newsroom.folder / "got" / NAME / "email.eml").read_text("utf-8")
    assert "Subject: [DRAFT] The port moved" in message
    assert message.count("[DRAFT] The port moved") >= 3, "in the subject, the text part and the page"
    assert (newsroom.folder / "briefings" / "title").read_text("utf-8").startswith("[DRAFT] The port")


def test_a_final_edition_is_not_marked_in_a_channel_for_tests(newsroom: Newsroom) -> None:
    newsroom.write(SITE.replace("markdown", "markdown, test: true"))
    newsroom.build("markdown")
    assert newsroom.post("--to", "site") == (0, "")
    assert "DRAFT" not in (newsroom.folder / "site" / NAME / "digest.md").read_text("utf-8")


def test_a_corrected_edition_is_edited_where_that_can_be_and_told_elsewhere(newsroom: Newsroom) -> None:
    newsroom.write(SITE + PROGRAM)
    newsroom.build("markdown", "discord")
    newsroom.post("--to", "site", "--to", "prog")
    posted = log(newsroom)
    newsroom.write(SITE + PROGRAM, STORY.replace("fell", "sank") + CORRECTION)
    newsroom.build("markdown", "discord")
    code, complained = newsroom.post("--to", "site", "--to", "prog")
    assert (code, complained) == (1, "")
    assert newsroom.said.count("--update brings it up to date") == 1 + len(posted)
    assert log(newsroom) == posted
    assert newsroom.post("--to", "site", "--to", "prog", "--update") == (0, "")
    assert "sank" in (newsroom.folder / "site" / NAME / "digest.md").read_text("utf-8")
    told = log(newsroom)[len(posted) :]
    assert all(one.startswith(f"{PROG}/notice-") for one in told)
    notice = "".join((newsroom.folder / "briefings" / one.rpartition("/")[2]).read_text("utf-8") for one in told)
    assert "over 7%" in notice
    assert "sank" not in notice
    assert newsroom.post("--to", "site", "--to", "prog", "--update") == (0, "")
    assert newsroom.post("--to", "site", "--to", "prog") == (0, ""), "it is up to date"
    assert log(newsroom) == [*posted, *told]


def test_what_cannot_be_edited_asks_for_a_correction_that_says_something(newsroom: Newsroom) -> None:
    newsroom.write(PROGRAM)
    newsroom.build("discord")
    newsroom.post("--to", "prog")
    newsroom.write(PROGRAM, STORY.replace("fell", "sank"))
    newsroom.build("discord")
    assert newsroom.post("--to", "prog")[0] == 1
    code, complained = newsroom.post("--to", "prog", "--update")
    assert code == 1
    assert "the briefing says nothing of a correction" in complained


def test_a_withdrawn_edition_posts_its_notice_where_it_had_been_posted(newsroom: Newsroom) -> None:
    newsroom.write(SITE + PROGRAM)
    newsroom.build("markdown", "discord")
    newsroom.post("--to", "site", "--to", "prog")
    posted = log(newsroom)
    newsroom.write(SITE + PROGRAM, STORY.replace("status: final", "status: withdrawn") + WITHDRAWN)
    newsroom.build("markdown", "discord")
    assert newsroom.post("--to", "site", "--to", "prog")[0] == 1, "it asks for --update"
    assert newsroom.post("--to", "site", "--to", "prog", "--update") == (0, "")
    site = (newsroom.folder / "site" / NAME / "digest.md").read_text("utf-8")
    assert "withdrawn" in site.lower()
    assert "spring" not in site
    told = log(newsroom)[len(posted) :]
    assert "withdrawn" in (newsroom.folder / "briefings" / told[-1].rpartition("/")[2]).read_text("utf-8").lower()


def test_a_dry_run_shows_exactly_what_would_be_sent_and_sends_nothing(newsroom: Newsroom) -> None:
    newsroom.write(SITE + "  hook: {kind: webhook, secret_env: NOT_SET_ANYWHERE, format: slack}\n")
    newsroom.build("markdown", "slack")
    assert newsroom.run("post", NAME, "--to", "site", "--to", "hook", "--dry-run") == (0, "")
    out = newsroom.folder / "out" / NAME
    digest = (out / "digest.md").read_text("utf-8")
    assert f"would post site/1 to the folder ../site: digest.md, {len(digest):,} characters\n{digest}" in newsroom.said
    assert "would post hook/1 to the webhook in NOT_SET_ANYWHERE: digest.slack.json" in newsroom.said
    assert (out / "digest.slack.json").read_text("utf-8") in newsroom.said
    assert newsroom.receipts == []
    assert not (newsroom.folder / "site").exists()
    newsroom.run("post", NAME, "--to", "site", "--dry-run", "--json")
    [step] = json.loads(newsroom.said)
    assert (step["would"], step["content"], step["whom"]) == ("post", digest, "the folder ../site")


def test_nobody_at_a_terminal_has_to_say_yes_beforehand(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    with open(os.devnull, encoding="utf-8") as nobody:  # noqa: PTH123  (standard input's own kind)
        monkeypatch.setattr(sys, "stdin", nobody)
        code, complained = newsroom.run("post", NAME, "--to", "site")
        assert (code, newsroom.receipts) == (2, [])
        assert "nobody is at a terminal to say yes" in complained
        newsroom.post("--to", "site")
        assert newsroom.run("post", NAME, "--to", "site") == (0, ""), "nothing to do is nothing to confirm"


def test_a_channel_that_is_not_there_is_told_with_the_nearest(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    assert newsroom.post("--to", "sight") == (2, "error: there is no channel 'sight'\n    did you mean 'site'?\n")


def test_a_part_that_was_refused_stops_its_channel_and_no_other_and_is_sent_the_next_time(newsroom: Newsroom) -> None:
    failing = PROGRAM.replace(LOG, f"test ! -e broken || exit 7; {LOG}")
    newsroom.write(failing + SITE)
    newsroom.build("markdown", "discord")
    broken = newsroom.folder / "briefings" / "broken"
    broken.touch()
    code, complained = newsroom.post("--to", "prog", "--to", "site")
    assert (code, complained) == (3, "prog/1: not posted: sh failed with 7\n")
    assert "prog/2: waits for the part before it" in newsroom.said
    assert "site/1: posted" in newsroom.said
    broken.unlink()
    assert newsroom.post("--to", "prog", "--to", "site") == (0, "")
    assert log(newsroom) == [f"{PROG}/1", f"{PROG}/2"]


KILLED = "import sys; from brief.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize("settled", ["--done", "--again"])
def test_a_part_in_doubt_is_held_named_and_settled_by_an_editor(newsroom: Newsroom, settled: str) -> None:
    slow = PROGRAM.replace(LOG, f"{LOG}; test ! -e slow || sleep 60")
    newsroom.write(slow)
    newsroom.build("discord")
    marker = newsroom.folder / "briefings" / "slow"
    marker.touch()
    words = [sys.executable, "-c", KILLED, "post", NAME, "--yes", "--to", "prog"]
    with subprocess.Popen(words, cwd=newsroom.folder, stdout=subprocess.PIPE) as process:
        while not log(newsroom):
            time.sleep(0.01)
        process.kill()
    marker.unlink()
    assert newsroom.states == [("1", "sending")]
    code, complained = newsroom.post("--to", "prog")
    assert code == 3
    assert "prog/1: in doubt since" in complained
    assert "--done prog/1 if it did, --again prog/1 if it did not" in complained
    assert "prog/2: waits" in newsroom.said
    assert log(newsroom) == [f"{PROG}/1"]
    assert newsroom.post("--to", "prog", settled, "1") == (0, "")
    twice = [f"{PROG}/1"] * (settled == "--again")
    assert log(newsroom) == [f"{PROG}/1", *twice, f"{PROG}/2"]
    assert newsroom.post("--to", "prog", settled, "prog/1") == (
        2,
        "error: prog/1 is not in doubt\n    nothing is in doubt\n",
    )


def test_a_crash_between_parts_goes_on_at_the_next_part(newsroom: Newsroom) -> None:
    newsroom.write(PROGRAM)
    newsroom.build("discord")
    killed_after(newsroom, "prog", "1 sent")
    assert log(newsroom) == [f"{PROG}/1"]
    assert newsroom.post("--to", "prog") == (0, "")
    assert log(newsroom) == [f"{PROG}/1", f"{PROG}/2"]


def test_a_crash_before_a_part_left_is_in_doubt_and_an_editor_sends_it_again(newsroom: Newsroom) -> None:
    newsroom.write(PROGRAM)
    newsroom.build("discord")
    killed_after(newsroom, "prog", "2 sending")
    code, complained = newsroom.post("--to", "prog")
    assert (code, log(newsroom)) == (3, [f"{PROG}/1"])
    assert complained.startswith("prog/2: in doubt since ")
    assert newsroom.post("--to", "prog", "--again", "prog/2") == (0, "")
    assert log(newsroom) == [f"{PROG}/1", f"{PROG}/2"]


def test_two_posts_at_once_are_one(newsroom: Newsroom) -> None:
    newsroom.write(PROGRAM.replace(LOG, f"sleep 0.2; {LOG}"))
    newsroom.build("discord")
    words = [sys.executable, "-c", KILLED, "post", NAME, "--yes", "--to", "prog"]
    both = [subprocess.Popen(words, cwd=newsroom.folder, stdout=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate()[0].decode() for process in both]
    assert sorted(log(newsroom)) == [f"{PROG}/1", f"{PROG}/2"]
    assert sum("nothing to do" in one for one in said) == 1


def test_a_program_gets_its_own_secret_and_nobody_elses(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWN_TOKEN", "own-0123456789")
    monkeypatch.setenv("TEAM_WEBHOOK", "https://example.org/hook-0123456789")
    newsroom.write(
        "  prog: {kind: command, run: [sh, -c, 'env > env; exit 1'], format: markdown, secret_env: OWN_TOKEN}\n"
        "  team: {kind: webhook, format: slack, secret_env: TEAM_WEBHOOK}\n"
    )
    newsroom.build("markdown")
    newsroom.post("--to", "prog")
    environment = (newsroom.folder / "briefings" / "env").read_text("utf-8")
    assert "own-0123456789" in environment
    assert "hook-0123456789" not in environment


def test_a_program_that_repeats_its_secret_is_not_quoted(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWN_TOKEN", "own-0123456789")
    newsroom.write(
        "  prog: {kind: command, run: [sh, -c, 'echo bad $OWN_TOKEN >&2; exit 1'], format: markdown,"
        " secret_env: OWN_TOKEN}\n"
    )
    newsroom.build("markdown")
    assert newsroom.post("--to", "prog") == (3, "prog/1: not posted: sh failed with 1: bad •••\n")
    assert "own-0123456789" not in (newsroom.home / "receipts.jsonl").read_text("utf-8")


def test_a_program_that_is_not_there_or_does_not_end_is_told(newsroom: Newsroom) -> None:
    newsroom.write(
        "  none: {kind: command, run: [no-such-program], format: markdown}\n"
        "  slow: {kind: command, run: [sleep, '30'], seconds: 1, format: markdown}\n"
    )
    newsroom.build("markdown")
    code, complained = newsroom.post("--to", "none", "--to", "slow")
    assert code == 3
    assert "none/1: not posted: no-such-program could not be started: No such file or directory" in complained
    assert "slow/1: in doubt" in complained
    assert "sleep did not end within 1 seconds and was stopped" in complained
    assert newsroom.states == [("1", "sending"), ("1", "failed"), ("1", "sending"), ("1", "doubt")]


def test_a_folder_gets_what_belongs_to_a_format_too(newsroom: Newsroom) -> None:
    newsroom.write(SITE.replace("markdown", "email"), HEAD + BODY)
    newsroom.build("email")
    assert newsroom.post("--to", "site") == (0, "")
    out = newsroom.folder / "out" / NAME
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    names = [file["name"] for file in manifest["formats"]["email"]["files"]]
    assert [(newsroom.folder / "site" / NAME / name).read_bytes() for name in names] == [
        (out / name).read_bytes() for name in names
    ]


def test_a_message_that_has_no_cut_version_is_told(newsroom: Newsroom) -> None:
    newsroom.write("  site: {kind: folder, path: ../site, format: text, fit: cut}\n")
    newsroom.build("text")
    code, complained = newsroom.post("--to", "site")
    assert code == 1
    assert "site: email.txt has no version of one message" in complained


@pytest.mark.parametrize("name", [row.name for row in FORMATS.values() if row.on_request])
def test_a_channel_that_asks_for_one_message_gets_the_cut_one(newsroom: Newsroom, name: str) -> None:
    newsroom.write(f"  prog: {{kind: command, run: [sh, -c, 'cat > got'], format: {name}, fit: cut}}\n")
    newsroom.build(name)
    assert newsroom.post("--to", "prog") == (0, "")
    path, _, suffix = FORMATS[name].file.rpartition(".")
    built = newsroom.folder / "out" / NAME / f"{path}.cut.{suffix}"
    assert (newsroom.folder / "briefings" / "got").read_bytes() == built.read_bytes()


def test_posts_and_channels_are_listed(newsroom: Newsroom) -> None:
    newsroom.write(SITE + PROGRAM)
    newsroom.build("markdown")
    newsroom.post("--to", "site")
    newsroom.run("list", "posts", "--json")
    [row] = json.loads(newsroom.said)
    assert row | {"at": ""} == {
        "edition": NAME,
        "channel": "site",
        "part": "1",
        "state": "posted",
        "at": "",
        "remote": "digest.md",
    }
    newsroom.run("list", "channels", "--json")
    assert json.loads(newsroom.said)[0] == {
        "channel": "site",
        "kind": "folder",
        "format": "markdown",
        "whom": "the folder ../site",
    }


@pytest.mark.parametrize(("answer", "code", "posted"), [("y\n", 0, True), ("n\n", 130, False), ("\n", 130, False)])
def test_whoever_sits_at_a_terminal_is_asked(newsroom: Newsroom, answer: str, code: int, *, posted: bool) -> None:
    newsroom.write(SITE)
    newsroom.build("markdown")
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "brief", "post", NAME, "--to", "site"]
    with subprocess.Popen(
        words, cwd=newsroom.folder, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.write(ours, answer.encode())
        said, _ = process.communicate()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == code
    assert b"post site/1 to the folder ../site: digest.md, " in said
    assert b"Send 1 message?" in said
    assert (newsroom.folder / "site").exists() == posted


def test_a_format_that_could_not_be_made_is_not_posted(newsroom: Newsroom) -> None:
    newsroom.write("  site: {kind: folder, path: ../site, format: eml}\n")
    desk = newsroom.folder / "briefings" / "desk.yaml"
    desk.write_text(desk.read_text("utf-8").replace("sender: ", "# sender: "), "utf-8")
    newsroom.run("build", "-f", "eml")
    code, complained = newsroom.post("--to", "site")
    assert code == 1
    assert "email.eml could not be made" in complained
