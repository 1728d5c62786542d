"""Mail through servers on the loopback address: aiosmtpd with TLS, and one that breaks off where it is told to."""

from __future__ import annotations

import base64
import email
import socketserver
import threading
from asyncio.base_events import Server as Serving
from email import policy
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any, Self

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from brief.channels import mail
from brief.channels.base import Attached
from brief.channels.mail import ascii_address, enveloped
from posts import CORRECTION, NAME, STORY
from services import secured

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from posts import Newsroom

pytestmark = pytest.mark.needs("openssl")
PASSWORD = "pass-0123456789-word"  # noqa: S105  (the test's own)


class Listening(Controller):
    """A controller that finds out which port the system chose."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Serving)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class Server:
    """A mail server that takes what is sent with TLS, and with the password where it asks for one."""

    def __init__(self, context: ssl.SSLContext, *, direct: bool = False, locked: bool = False) -> None:
        self.messages: list[tuple[str, list[str], bytes]] = []
        self.answer = "250 OK"
        settings: dict[str, Any] = {"ssl_context": context} if direct else {"tls_context": context}
        if not direct:
            settings["require_starttls"] = True
        if locked:
            settings |= {"authenticator": self._known, "auth_required": True, "auth_require_tls": not direct}
        self.controller = Listening(self, hostname="localhost", port=0, ready_timeout=10, **settings)

    def _known(self, _server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:  # noqa: ANN401
        return AuthResult(success=given.login == b"desk" and given.password == PASSWORD.encode())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: ANN401, N802
        if self.answer.startswith("250"):
            self.messages.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return self.answer

    @property
    def port(self) -> int:
        return int(self.controller.port)

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()


@pytest.fixture
def context(certified: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    monkeypatch.setenv("SSL_CERT_FILE", str(certified / "cert.pem"))
    return secured(certified)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "SECONDS", 1.0)


def channel(port: int, more: str = "") -> str:
    return f"  list: {{kind: mail, to: readers@example.org, host: localhost, port: {port}{more}}}\n"


def opened(newsroom: Newsroom, port: int, more: str = "", story: str = STORY) -> None:
    newsroom.write(channel(port, more), story)
    newsroom.build("eml", "email", "text")


def parsed(message: bytes) -> EmailMessage:
    return email.message_from_bytes(message, policy=policy.default)


def first(message: EmailMessage) -> EmailMessage:
    """What stands before the attachments."""
    part = message.get_payload(0)
    assert isinstance(part, EmailMessage)
    return part


def built(newsroom: Newsroom) -> bytes:
    return (newsroom.folder / "out" / NAME / "email.eml").read_bytes()


def test_the_built_message_arrives_with_its_addressee_and_no_other_byte_changed(
    newsroom: Newsroom, context: ssl.SSLContext
) -> None:
    with Server(context) as server:
        opened(newsroom, server.port)
        assert newsroom.post("--to", "list") == (0, "")
        assert newsroom.post("--to", "list") == (0, "")
        [(sender, receivers, message)] = server.messages
    assert (sender, receivers) == ("desk@example.org", ["readers@example.org"])
    assert message == b"To: readers@example.org\r\n" + built(newsroom).replace(b"X-Unsent: 1\r\n", b"")


def test_a_message_goes_through_tls_from_the_first_byte_too(newsroom: Newsroom, context: ssl.SSLContext) -> None:
    with Server(context, direct=True) as server:
        opened(newsroom, server.port, ", tls: tls")
        assert newsroom.post("--to", "list") == (0, "")
        assert len(server.messages) == 1


def test_a_server_that_asks_for_a_password_gets_it_and_nobody_reads_of_it(
    newsroom: Newsroom, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(context, locked=True) as server:
        opened(newsroom, server.port, ", user: desk, secret_env: SMTP_PASSWORD")
        monkeypatch.setenv("SMTP_PASSWORD", f"{PASSWORD}-old")
        code, complained = newsroom.post("--to", "list")
        assert code == 3
        # smtplib tries every way to log in; this server lets go of whoever failed at one.
        assert complained.splitlines() == [
            "list/1: not posted: localhost broke off at the name and password",
            "    is SMTP_PASSWORD still valid?",
        ]
        assert server.messages == []
        monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)
        assert newsroom.post("--to", "list") == (0, "")
        assert len(server.messages) == 1
    assert PASSWORD not in (newsroom.home / "receipts.jsonl").read_text("utf-8")


def test_a_server_that_nobody_vouches_for_gets_nothing(
    newsroom: Newsroom, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(context) as server:
        opened(newsroom, server.port)
        monkeypatch.delenv("SSL_CERT_FILE")
        code, complained = newsroom.post("--to", "list")
        assert code == 3
        assert "localhost cannot be trusted: self-signed certificate" in complained
        assert server.messages == []


def test_a_refusal_of_the_message_is_told_and_sent_again(newsroom: Newsroom, context: ssl.SSLContext) -> None:
    with Server(context) as server:
        opened(newsroom, server.port)
        server.answer = "552 5.3.4 message too big"
        assert newsroom.post("--to", "list") == (
            3,
            "list/1: not posted: localhost answered 552: 5.3.4 message too big\n",
        )
        server.answer = "250 2.0.0 Ok: queued as 4Xyz12"
        assert newsroom.post("--to", "list") == (0, "")
        assert newsroom.receipts[-1]["remote"] == "4Xyz12"


def test_the_page_is_attached_whole(newsroom: Newsroom, context: ssl.SSLContext) -> None:
    with Server(context) as server:
        newsroom.write(channel(server.port, ", attach: [pdf]"))
        newsroom.build("eml", "email", "text", "pdf")
        assert newsroom.post("--to", "list") == (0, "")
        [(_, _, sent)] = server.messages
    message = parsed(sent)
    [page] = message.iter_attachments()
    assert (page.get_content_type(), page.get_filename()) == ("application/pdf", "brief.pdf")
    assert page.get_content() == (newsroom.folder / "out" / NAME / "brief.pdf").read_bytes()
    inner, own = first(message), parsed(built(newsroom))
    assert [part.get_content() for part in inner.walk() if not part.is_multipart()] == [
        part.get_content() for part in own.walk() if not part.is_multipart()
    ]
    assert not message.defects


def test_a_correction_goes_out_as_a_notice(newsroom: Newsroom, context: ssl.SSLContext) -> None:
    with Server(context) as server:
        opened(newsroom, server.port)
        newsroom.post("--to", "list")
        opened(newsroom, server.port, story=STORY.replace("fell", "sank") + CORRECTION)
        assert newsroom.post("--to", "list", "--update") == (0, "")
        first, notice = (parsed(message) for _, _, message in server.messages)
    assert notice["Message-ID"] != first["Message-ID"]
    body = notice.get_body(("plain",))
    assert body
    assert "over 7%" in body.get_content()
    assert "sank" not in body.get_content()


class Broken(socketserver.StreamRequestHandler):
    """A mail server without TLS, or one that goes away."""

    def handle(self) -> None:
        self.wfile.write(b"220 localhost\r\n")
        for line in self.rfile:
            if line.upper().startswith((b"EHLO", b"HELO")):
                self.wfile.write(b"250 localhost\r\n")
            else:
                self.wfile.write(b"502 5.5.1 not here\r\n")


def test_a_server_without_tls_gets_nothing(newsroom: Newsroom) -> None:
    with socketserver.ThreadingTCPServer(("localhost", 0), Broken) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        opened(newsroom, server.server_address[1])
        code, complained = newsroom.post("--to", "list")
        server.shutdown()
    assert code == 3
    assert "list/1: not posted: localhost offers no TLS" in complained


def test_a_server_that_goes_away_before_its_last_word_leaves_the_message_in_doubt(
    newsroom: Newsroom, context: ssl.SSLContext
) -> None:
    with Server(context) as server:
        opened(newsroom, server.port)

        async def gone(protocol: Any, _: Any, envelope: Any) -> str:  # noqa: ANN401  (the library awaits it)
            server.messages.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
            protocol.transport.abort()
            return "250 OK"

        server.handle_DATA = gone  # type: ignore[method-assign, assignment]
        code, complained = newsroom.post("--to", "list")
        assert code == 3
        assert "localhost broke off before it said whether it took the message" in complained
        assert newsroom.post("--to", "list")[0] == 3
        assert newsroom.post("--to", "list", "--done", "1") == (0, "")
        assert len(server.messages) == 1


def test_a_host_that_is_not_there_is_told(newsroom: Newsroom) -> None:
    with socketserver.TCPServer(("localhost", 0), Broken) as server:
        port = server.server_address[1]
    opened(newsroom, port)
    code, complained = newsroom.post("--to", "list")
    assert code == 3
    assert complained.splitlines() == [
        f"list/1: not posted: localhost:{port} does not take connections",
        "    nothing was sent; is it the right port?",
    ]


def test_a_dry_run_shows_the_message_with_its_envelope(newsroom: Newsroom) -> None:
    opened(newsroom, 587)
    newsroom.run("post", NAME, "--to", "list", "--dry-run")
    assert "would post list/1 to readers@example.org through localhost:587: email.eml" in newsroom.said
    assert newsroom.said.splitlines()[1] == "To: readers@example.org"
    assert "From: The Harbour Desk <desk@example.org>" in newsroom.said


@pytest.mark.parametrize("data", [b"", b"\r\n", b"--=_attached_\r\n", bytes(range(256)) * 9])
def test_whatever_is_attached_comes_out_as_it_went_in(data: bytes) -> None:
    plain = b"From: a@example.org\r\nSubject: long\r\n words\r\nContent-Type: text/plain\r\n\r\nbody\r\n"
    files = [Attached("one.bin", "application/octet-stream", data)] * 2
    message = parsed(enveloped(plain, "b@example.org", files))
    assert [part.get_content() for part in message.iter_attachments()] == [data, data]
    assert first(message).get_content() == "body\r\n"
    assert (message["To"], message["Subject"]) == ("b@example.org", "long words")
    lines = enveloped(plain, "b@example.org", files).split(b"\r\n")
    assert max(map(len, lines)) <= 998, "RFC 5322, 2.1.1"
    assert base64.b64encode(data)[:60] in b"".join(lines)


def test_a_host_of_other_scripts_is_written_in_ascii() -> None:
    assert ascii_address("desk@bücher.example") == "desk@xn--bcher-kva.example"
