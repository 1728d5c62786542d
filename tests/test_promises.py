"""What the product promises whoever builds with it, each on real builds of the shipped briefings."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brief.building import Request, build
from brief.building.staging import WORKSHOP
from brief.cli import main
from brief.formats import FORMATS
from editions import HEAD, put

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(path.name for path in (ROOT / "briefings").iterdir() if path.is_dir())
QUICK = ("email", "text", "eml", "web", "markdown")
BLOCKS = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.needs("pango")
@pytest.mark.parametrize("name", SHIPPED)
def test_the_same_input_gives_the_same_bytes_in_any_folder_zone_and_hash_seed(tmp_path: Path, name: str) -> None:
    made = []
    for place, zone, seed in [("here", "Pacific/Kiritimati", "1"), ("some where/else", "America/Anchorage", "77")]:
        home = tmp_path / place
        shutil.copytree(ROOT / "briefings", home / "briefings")
        run = [sys.executable, "-m", "brief", "build", f"briefings/{name}"]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LANG": "C", "SOURCE_DATE_EPOCH": seed}
        subprocess.run(run, cwd=home, check=True, capture_output=True, env=environment)
        made.append(hashes(home / "out" / name))
    assert made[0] == made[1]
    assert {"email.html", "email.txt", "email.eml", "web.html", "brief.pdf", "digest.md", "proof.html"} <= set(made[0])


WATCHED = """
import os, sys, json
report = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def hook(event, details):
    if event == "open" and isinstance(details[0], str):
        os.write(report, f"{json.dumps([os.getpid(), 'opened', details[0]])}\\n".encode())
    elif event.startswith("socket.") and event != "socket.__new__" or event in ("subprocess.Popen", "os.exec"):
        os.write(report, f"{json.dumps([os.getpid(), 'asked', event])}\\n".encode())
sys.addaudithook(hook)
from brief.cli import main
sys.exit(main(sys.argv[2:]))
"""
"""Runs the command and notes what it and the processes beside it open and ask for, a line each."""


@pytest.mark.needs("pango")
@pytest.mark.parametrize("name", SHIPPED)
def test_a_build_opens_no_socket_and_reads_no_foreign_file(tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "briefings", tmp_path / "briefings")
    report = tmp_path / "report.json"
    run = [sys.executable, "-c", WATCHED, str(report), "build", "--force", f"briefings/{name}"]
    # The renderer keeps fonts that it has unpacked in a folder of its own while it runs.
    (tmp_path / "unpacked").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "unpacked")}
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, env=environment)
    seen = [json.loads(line) for line in report.read_text().splitlines()]
    assert len({process for process, _, _ in seen}) == 2  # the page has a process of its own
    assert [what for _, event, what in seen if event == "asked"] == []
    allowed = [tmp_path, ROOT, Path(sys.prefix), Path(sys.base_prefix), Path("/usr/share/zoneinfo"), Path("/dev")]
    foreign = [
        path
        for path in sorted({what for _, event, what in seen if event == "opened"})
        if not any((tmp_path / path).resolve().is_relative_to(root.resolve()) for root in allowed)
        and not path.startswith(("/proc/", "/etc/"))
        and "site-packages" not in path
    ]
    assert foreign == []


def _keep_building(request: Request) -> None:
    for _ in range(1000):
        build(request)


def test_a_kill_in_the_middle_of_a_build_leaves_the_old_or_the_new_folder(tmp_path: Path) -> None:
    briefing = put(tmp_path, HEAD + BLOCKS)
    request = Request(briefing, tmp_path / "out", QUICK, force=True)
    build(request)
    whole = hashes(request.folder)
    chance = random.Random(2)  # noqa: S311  (moments to kill at)
    context = multiprocessing.get_context("fork")
    for _ in range(50):
        worker = context.Process(target=_keep_building, args=(request,))
        worker.start()
        time.sleep(chance.uniform(0.01, 0.06))
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        assert hashes(request.folder) == whole
    build(request)
    assert hashes(request.folder) == whole
    assert [path.name for path in (tmp_path / "out" / WORKSHOP).iterdir()] == [f"{request.name}.lock"]


def test_two_builds_of_one_briefing_at_once_do_not_mix(tmp_path: Path) -> None:
    briefing = put(tmp_path, HEAD + BLOCKS)
    other = put(tmp_path / "other", HEAD.replace("fewer", "far fewer") + BLOCKS)
    words = [sys.executable, "-m", "brief", "build", "-q", "-f", "markdown", "-f", "email", "-o", str(tmp_path / "out")]
    runs = [subprocess.Popen([*words, str(path)]) for path in (briefing, other) * 3]
    assert [run.wait() for run in runs] == [0] * len(runs)
    folder = tmp_path / "out" / briefing.parent.name
    manifest = json.loads((folder / "manifest.json").read_text())
    for made in manifest["formats"].values():
        for file in made["files"]:
            assert hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    titles = {("far fewer" in (folder / name).read_text()) for name in ("digest.md", "email.html", "proof.html")}
    assert len(titles) == 1


def test_a_format_that_was_not_asked_for_moves_to_stale_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, HEAD + BLOCKS)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "-f", "markdown", "-f", "text"]) == 0
    capsys.readouterr()
    assert main(["build", "-f", "markdown"]) == 0
    assert "from earlier builds, in stale/: email.txt" in capsys.readouterr().out
    folder = tmp_path / "out" / "2025-05-06-port"
    assert sorted(hashes(folder)) == ["digest.md", "manifest.json", "proof.html", "stale/email.txt"]
    assert main(["build", "-f", "text"]) == 0
    assert sorted(hashes(folder)) == ["email.txt", "manifest.json", "proof.html", "stale/digest.md"]


def test_a_format_that_fails_leaves_the_others_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, HEAD + BLOCKS, desk="name: No Sender\n")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "-f", "markdown", "-f", "eml"]) == 1
    said = capsys.readouterr()
    assert "eml was not made" in said.err
    assert "sender" in said.err
    folder = tmp_path / "out" / "2025-05-06-port"
    assert {"digest.md", "proof.html"} <= set(hashes(folder))
    assert list(json.loads((folder / "manifest.json").read_text())["failed"]) == ["eml"]
    assert main(["build", "-f", "markdown", "-f", "eml"]) == 1, "a build that failed is tried again"


def test_nothing_is_built_where_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    briefing = put(tmp_path, HEAD + BLOCKS)
    monkeypatch.chdir(tmp_path)
    words = ["build", "-f", "markdown"]
    home = tmp_path / "briefings"
    changes: list[tuple[Path | None, str, str]] = [
        (None, "", "built"),
        (None, "", "nothing changed"),
        (briefing, f"{briefing.read_text()}# a remark\n", "built"),
        (briefing.parent / "sources" / "notes.md", "A\n1,240 fewer\n3.1\n", "built"),
        (home / "desk.yaml", "name: Another Desk\n", "built"),
        (tmp_path / "out" / "2025-05-06-port" / "digest.md", "edited", "built"),
        (home / "templates" / "markdown" / "blocks" / "text.md.j2", "{{ block.prose }}\n", "built"),
        (None, "", "nothing changed"),
    ]
    for path, text, expected in changes:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        assert main(words) == 0
        assert f": {expected}, " in capsys.readouterr().out


def test_a_desk_file_that_appears_nearer_is_a_change(tmp_path: Path) -> None:
    briefing = put(tmp_path, HEAD + BLOCKS)
    request = Request(briefing, tmp_path / "out", ("markdown",))
    build(request)
    assert build(request).unchanged
    (briefing.parent / "desk.yaml").write_text("name: Nearer\n")
    assert not build(request).unchanged


LATE = "import sys; from brief.cli import main; code = main(sys.argv[1:]); print(sorted(sys.modules), file=sys.stderr)"

NETWORK = {"urllib3", "httpx", "ssl", "http.client", "smtplib", "brief.channels", "brief.drafting.models"}
DIALECTS = [row.name for row in FORMATS.values() if row.on_request]


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (["--help"], {"weasyprint", "mjml", "jinja2", "babel", "yaml", "brief.briefing", "brief.formats", *NETWORK}),
        (["check", "briefing"], {"weasyprint", "PIL", "pypdfium2", *NETWORK}),
        (
            ["build", "--force", "-f", "markdown", "briefing"],
            {"weasyprint", "mjml", "PIL", "pypdfium2", "multiprocessing", *NETWORK},
        ),
        (["build", "--force", "-f", "email", "briefing"], {"weasyprint", "pypdfium2", *NETWORK}),
        (["build", "--force", *(f"-f{name}" for name in DIALECTS), "briefing"], NETWORK),
        (["new", "fees", "--from", "article"], {"weasyprint", "mjml", "jinja2", *NETWORK}),
        (["build", "-f", "markdown", "briefing"], {"weasyprint", "mjml", "jinja2", "brief.briefing", "markdown_it"}),
    ],
)
def test_a_slow_import_is_paid_only_by_who_needs_it(tmp_path: Path, words: list[str], absent: set[str]) -> None:
    briefing = put(tmp_path, HEAD + BLOCKS)
    build(Request(briefing, tmp_path / "out", ("markdown",)))
    article = tmp_path / "article.txt"
    article.write_text("Fees rose by 3 per cent. They will rise again. So says the harbour.", "utf-8")
    paths = {"briefing": str(briefing), "article": str(article)}
    words = [paths.get(word, word) for word in words]
    run = [sys.executable, "-c", LATE, *words]
    done = subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, text=True)
    loaded = set(done.stderr.splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert loaded & absent == set()


def test_a_read_only_folder_is_one_clear_line(tmp_path: Path) -> None:
    put(tmp_path, HEAD + BLOCKS)
    # Nothing keeps root out of a folder of its own; the kernel's own folders do.
    target = Path("/sys/kernel") if os.geteuid() == 0 else tmp_path / "locked"
    if os.geteuid() != 0:
        target.mkdir(mode=0o555)
    run = [sys.executable, "-m", "brief", "build", "-f", "markdown", "-o", str(target)]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    first, hint = done.stderr.splitlines()
    assert done.returncode == 3
    assert first in {
        f"error: {target}/2025-05-06-port cannot be written: {reason}"
        for reason in ("writing there is not permitted", "the disk is read-only")
    }
    assert hint == "    choose another folder with -o DIR"


def test_a_file_too_large_for_the_system_is_one_clear_line_and_leaves_what_was(tmp_path: Path) -> None:
    put(tmp_path, HEAD + BLOCKS)
    run = [sys.executable, "-m", "brief", "build", "--force", "-f", "email"]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True)
    before = hashes(tmp_path / "out" / "2025-05-06-port")
    limited = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *run]
    done = subprocess.run(limited, cwd=tmp_path, capture_output=True, text=True, check=False)
    message = "error: out/2025-05-06-port cannot be written: the file is larger than this machine allows"
    assert (done.returncode, done.stderr.splitlines()[0]) == (3, message)
    assert hashes(tmp_path / "out" / "2025-05-06-port") == before


@pytest.mark.judge("mount")
def test_a_full_disk_is_one_clear_line_and_leaves_what_was(tmp_path: Path) -> None:
    put(tmp_path, HEAD + BLOCKS)
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "none", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not permitted here")
    try:
        run = [sys.executable, "-m", "brief", "build", "--force", "-o", "disk"]
        subprocess.run([*run, "-f", "text"], cwd=tmp_path, check=True, capture_output=True)
        before = hashes(disk / "2025-05-06-port")
        subprocess.run(["sh", "-c", "cat /dev/zero > ballast"], cwd=disk, check=False, capture_output=True)
        done = subprocess.run([*run, "-f", "email"], cwd=tmp_path, capture_output=True, text=True, check=False)
        message = "error: disk/2025-05-06-port cannot be written: the disk is full"
        assert (done.returncode, done.stderr.splitlines()[0]) == (3, message)
        assert hashes(disk / "2025-05-06-port") == before
    finally:
        subprocess.run(["umount", disk], check=True)
