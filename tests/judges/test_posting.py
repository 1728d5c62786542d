"""Posting before real servers, and through processes that are killed."""

from __future__ import annotations

import hmac
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from conftest import JUDGES
from editions import HEAD
from posts import CORRECTION, NAME, Newsroom, killed_after, self_signed
from services import Mattermost, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PARTS = 9
STORY = (
    HEAD
    + "blocks:\n"
    + "".join(
        f"  - {{kind: text, heading: 'Quay {number}', body: '{'Boxes fell in the spring. ' * 620}'}}\n"
        for number in range(PARTS)
    )
)
SLOW = 0.03
"""Seconds that the service takes for each message."""


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Newsroom:
    monkeypatch.chdir(tmp_path)
    return Newsroom(tmp_path, capsys)


def built(newsroom: Newsroom, name: str) -> list[Any]:
    paths = sorted(
        (newsroom.folder / "out" / NAME).glob(f"digest.{name}*.json"), key=lambda path: (len(path.name), path)
    )
    return [json.loads(path.read_bytes()) for path in paths]


def waited_for(moment: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not moment():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.002)


def killed(newsroom: Newsroom, channel: str, moment: Callable[[], object], late: float) -> None:
    """Post in a process of its own, and kill that so long after a moment."""
    words = [sys.executable, "-m", "brief", "post", NAME, "--yes", "--to", channel]
    with subprocess.Popen(words, cwd=newsroom.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        waited_for(lambda: moment() or process.poll() is not None)
        time.sleep(late)
        process.kill()


def _at_least(calls: Sequence[object], count: int) -> bool:
    return len(calls) >= count


def _more(newsroom: Newsroom, count: int) -> bool:
    return len(newsroom.states) > count


class Deliberate(Mattermost):
    """A webhook that takes its time, before it keeps a message and after."""

    def answer(self, call: Any) -> Reply:  # noqa: ANN401
        time.sleep(SLOW / 2)
        reply = super().answer(call)
        time.sleep(SLOW / 2)
        return reply


@pytest.mark.judge
def test_after_twenty_kills_nothing_is_there_twice_and_nothing_is_lost(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(20250506)  # noqa: S311  (moments, no secrets)
    between = during = 0
    with Deliberate() as service:
        monkeypatch.setenv("TEAM_WEBHOOK", service.address + service.path)
        newsroom.write("  team: {kind: webhook, secret_env: TEAM_WEBHOOK, format: mattermost}\n", STORY)
        newsroom.build("mattermost")
        expected = [message["text"] for message in built(newsroom, "mattermost")]
        assert len(expected) >= PARTS
        for number in range(20):
            service.posted.clear()
            service.calls.clear()
            (newsroom.home / "receipts.jsonl").unlink(missing_ok=True)
            reached = 1 + number % (len(expected) - 1)
            killed(newsroom, "team", partial(_at_least, service.calls, reached), dice.uniform(0, 2 * SLOW))
            time.sleep(2 * SLOW)  # what the service has already read, it finishes
            code, complained = newsroom.post("--to", "team")
            if newsroom.states[-1][1] == "sending":
                during += 1
                part = int(newsroom.states[-1][0])
                assert code == 3
                assert f"team/{part}: in doubt since" in complained
                there = len(service.posted) == part
                assert newsroom.post("--to", "team", "--done" if there else "--again", f"team/{part}") == (0, "")
            else:
                between += 1
                assert (code, complained) == (0, "")
            assert service.posted == expected, f"kill {number}"
    assert between + during == 20
    assert during > 0


@pytest.mark.judge
def test_after_twenty_kills_between_parts_it_goes_on_at_the_next_and_nobody_is_asked(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Mattermost() as service:
        monkeypatch.setenv("TEAM_WEBHOOK", service.address + service.path)
        newsroom.write("  team: {kind: webhook, secret_env: TEAM_WEBHOOK, format: mattermost}\n", STORY)
        newsroom.build("mattermost")
        expected = [message["text"] for message in built(newsroom, "mattermost")]
        for number in range(20):
            service.posted.clear()
            (newsroom.home / "receipts.jsonl").unlink(missing_ok=True)
            reached = 1 + number % (len(expected) - 1)
            killed_after(newsroom, "team", f"{reached} sent")
            assert service.posted == expected[:reached], f"kill {number}"
            assert newsroom.post("--to", "team") == (0, ""), f"kill {number}"
            assert service.posted == expected, f"kill {number}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Home:
    """A home server with one user in one room."""

    address: str
    room: str = ""
    key: str = ""

    def ask(self, method: str, path: str, content: object = None) -> Any:  # noqa: ANN401  (a tree of JSON)
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        data = None if content is None else json.dumps(content).encode()
        with urlopen(Request(f"{self.address}{path}", data, headers, method=method)) as answer:  # noqa: S310
            return json.load(answer)

    def messages(self) -> list[Any]:
        """The room's messages in their order, as they were sent."""
        path = f"/_matrix/client/v3/rooms/{quote(self.room)}/messages?dir=f&limit=500"
        return [event for event in self.ask("GET", path)["chunk"] if event["type"] == "m.room.message"]

    def posted(self) -> list[Any]:
        return [event["content"] for event in self.messages() if "m.relates_to" not in event["content"]]

    def replaced(self, name: str) -> Any:  # noqa: ANN401  (a tree of JSON)
        """What a message says after its edits, as the server tells it."""
        path = f"/_matrix/client/v1/rooms/{quote(self.room)}/relations/{quote(name)}/m.replace"
        return self.ask("GET", path)["chunk"][0]["content"]["m.new_content"]


@pytest.fixture(scope="module")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Synapse on this machine's loopback address."""
    folder = tmp_path_factory.mktemp("synapse")
    port, shared = free_port(), "shared-for-registering"
    settings = {
        "server_name": "localhost",
        "pid_file": str(folder / "pid"),
        "listeners": [
            {"port": port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "home.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": shared,
        "macaroon_secret_key": "for-this-run",
        "report_stats": False,
        "trusted_key_servers": [],
        "rc_message": {"per_second": 1000, "burst_count": 1000},
    }
    (folder / "home.yaml").write_text(json.dumps(settings), "utf-8")
    python = JUDGES / "synapse" / "parts" / "bin" / "python"
    run = [str(python), "-m", "synapse.app.homeserver", "--config-path", str(folder / "home.yaml")]
    subprocess.run([*run, "--generate-keys"], cwd=folder, check=True, capture_output=True)
    with (folder / "log").open("wb") as log, subprocess.Popen(run, cwd=folder, stdout=log, stderr=log) as process:
        home = Home(f"http://127.0.0.1:{port}")
        try:
            waited_for(lambda: process.poll() is not None or _answers(port))
            nonce = home.ask("GET", "/_synapse/admin/v1/register")["nonce"]
            words = f"{nonce}\0desk\0pass\0notadmin".encode()
            person = {"nonce": nonce, "username": "desk", "password": "pass", "admin": False}
            person["mac"] = hmac.new(shared.encode(), words, "sha1").hexdigest()
            home.key = home.ask("POST", "/_synapse/admin/v1/register", person)["access_token"]
            yield home
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as peer:
        return peer.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def home(synapse: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home server with a room of the test's own."""
    synapse.room = synapse.ask("POST", "/_matrix/client/v3/createRoom", {"preset": "private_chat"})["room_id"]
    monkeypatch.setenv("MATRIX_TOKEN", synapse.key)
    return synapse


def opened(newsroom: Newsroom, home: Home, story: str) -> None:
    newsroom.write(
        f"  room: {{kind: matrix, server: '{home.address}', room: '{home.room}', secret_env: MATRIX_TOKEN}}\n", story
    )
    newsroom.build("matrix")


@pytest.mark.judge("synapse")
def test_synapse_shows_what_was_built_once_and_its_edits(newsroom: Newsroom, home: Home) -> None:
    opened(newsroom, home, STORY)
    assert newsroom.post("--to", "room") == (0, "")
    assert home.posted() == built(newsroom, "matrix")
    assert len(home.posted()) > 1
    names = [event["event_id"] for event in home.messages()]
    assert names == [receipt["remote"] for receipt in newsroom.receipts if receipt["state"] == "sent"]
    (newsroom.home / "receipts.jsonl").unlink()
    assert newsroom.post("--to", "room") == (0, ""), "the same transactions again"
    assert [event["event_id"] for event in home.messages()] == names
    opened(newsroom, home, STORY.replace("fell", "sank") + CORRECTION)
    assert newsroom.post("--to", "room", "--update") == (0, "")
    edited = built(newsroom, "matrix")
    assert [home.replaced(name) for name in names][: len(edited)] == edited[: len(names)]


@pytest.mark.judge("synapse")
def test_synapse_has_nothing_twice_and_all_of_it_after_kills_and_nobody_is_asked(
    newsroom: Newsroom, home: Home
) -> None:
    dice = random.Random(20250507)  # noqa: S311  (moments, no secrets)
    opened(newsroom, home, STORY)
    for _ in range(4):
        killed(newsroom, "room", partial(_more, newsroom, len(newsroom.states)), dice.uniform(0, 0.05))
    assert newsroom.post("--to", "room") == (0, "")
    assert home.posted() == built(newsroom, "matrix")


MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{sink}
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
message_size_limit = 10240000
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class Relay:
    """Postfix, and the folder in which smtp-sink puts what Postfix hands on."""

    port: int
    folder: Path

    def arrived(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((self.folder / "sink").iterdir())]


@pytest.fixture
def postfix(monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    """Postfix with a configuration of its own; its processes read what is open to all."""
    if os.geteuid():
        pytest.skip("Postfix is started by root alone")
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))
    folder.chmod(0o755)
    for name in ("queue", "data", "sink", "etc"):
        (folder / name).mkdir()
    (folder / "sink").chmod(0o777)
    self_signed(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "cert.pem"))
    port, sink = free_port(), free_port()
    (folder / "etc" / "main.cf").write_text(MAIN.format(folder=folder, sink=sink), "utf-8")
    (folder / "etc" / "master.cf").write_text(MASTER.format(port=port), "utf-8")
    shutil.chown(folder / "data", "postfix")
    run = ["postfix", "-c", str(folder / "etc")]
    with subprocess.Popen(
        ["smtp-sink", "-u", "postfix", "-d", f"{folder}/sink/%M.", f"127.0.0.1:{sink}", "16"]
    ) as drain:
        try:
            subprocess.run([*run, "start"], check=True, capture_output=True)
            waited_for(lambda: _answers(port))
            yield Relay(port, folder)
        finally:
            subprocess.run([*run, "stop"], check=False, capture_output=True)
            drain.terminate()
            shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.judge("postfix", "smtp-sink", "openssl")
def test_postfix_hands_on_the_message_as_it_was_built(newsroom: Newsroom, postfix: Relay) -> None:
    newsroom.write(
        f"  list: {{kind: mail, to: readers@example.org, host: localhost, port: {postfix.port}, attach: [pdf]}}\n"
    )
    newsroom.build("eml", "email", "text", "pdf")
    assert newsroom.post("--to", "list") == (0, "")
    assert newsroom.post("--to", "list") == (0, "")
    waited_for(lambda: postfix.arrived() and b"\n--=_attached_" in postfix.arrived()[0][-60:])
    [arrived] = postfix.arrived()
    assert newsroom.receipts[-1]["remote"], "Postfix's name for it"
    assert newsroom.receipts[-1]["remote"] in arrived.decode("utf-8", "replace")
    parser = BytesParser(policy=policy.default)
    out = newsroom.folder / "out" / NAME
    got, own = (
        parser.parsebytes(arrived),
        parser.parsebytes(
            (out / "email.eml").read_bytes().replace(b"\r\n", b"\n")  # as smtp-sink writes lines
        ),
    )
    assert not got.defects
    assert got["To"] == "readers@example.org"
    for name in ("From", "Subject", "Date", "Message-ID", "List-ID", "List-Unsubscribe", "List-Unsubscribe-Post"):
        assert got[name] == own[name], name
    leaves = [part.get_content() for part in got.walk() if not part.is_multipart()]
    *texts, page = leaves
    assert texts == [part.get_content() for part in own.walk() if not part.is_multipart()]
    assert page == (out / "brief.pdf").read_bytes()
