"""The message before judges of others: a mail server, a reader of text, SpamAssassin."""

from __future__ import annotations

import email
import email.policy
import html
import re
import smtplib
import socket
import subprocess
from typing import TYPE_CHECKING, cast
from unicodedata import category, normalize

import pytest
from aiosmtpd.controller import Controller

from brief.checks.mail.spam import score
from brief.document import Bars, Numbers
from judged import EVERY, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiosmtpd.smtp import SMTP, Envelope, Session

    from judged import Judged

COLUMNS = 72
EACH = pytest.mark.parametrize(("name", "look"), EVERY, ids=[f"{name}-{look}" for name, look in EVERY])


class Inbox:
    """Keeps what a mail server receives."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        self.received.append(cast("bytes", envelope.content))
        return "250 OK"


@pytest.fixture(scope="module")
def server() -> Iterator[Controller]:
    """A mail server on this machine alone."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Inbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.mark.judge
@EACH
def test_a_mail_server_receives_the_same_bytes(server: Controller, name: str, look: str) -> None:
    """Byte for byte, line ends and all: the file's are CRLF, so that nothing has to be changed on the way.

    Dots at the start of a line are doubled on the way and single again when they arrive (RFC 5321, 4.5.2).
    """
    data = judged(name, look).artifacts["eml"].data
    assert data.isascii()
    assert b"\0" not in data
    assert data.endswith(b"\r\n")
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    inbox: Inbox = server.handler
    with smtplib.SMTP("127.0.0.1", server.port) as client:
        assert client.sendmail("desk@example.org", ["reader@example.org"], data) == {}
    assert inbox.received.pop() == data


def test_the_hostile_message_has_dots_at_the_start_of_lines() -> None:
    assert re.search(rb"\r\n\.", judged("hostile", "default").artifacts["eml"].data)


def text_part(edition: Judged) -> str:
    message = email.message_from_bytes(edition.artifacts["eml"].data, policy=email.policy.default)
    part = message.get_body(("plain",))
    assert part is not None
    return cast("str", part.get_content())


IN_BRACKETS = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E"})
"""What no address holds that stands in angle brackets (RFC 3986, appendix C)."""


def squeezed(words: str) -> str:
    """Words as they stand in any layout: in one form, without blanks and marks of direction."""
    return "".join(sign for sign in normalize("NFC", words) if not sign.isspace() and category(sign) != "Cf")


@pytest.mark.judge("w3m")
@EACH
def test_a_reader_of_text_shows_headlines_figures_and_links_within_the_width(name: str, look: str) -> None:
    """w3m breaks a line that is wider than 72 columns of a terminal: it finds none to break.

    What has no place to be divided at, such as an address, is wider where it is. Marks of direction are left out
    first: w3m gives each a column, which no terminal does.
    """
    edition = judged(name, look)
    text = normalize("NFC", "".join(sign for sign in text_part(edition) if category(sign) != "Cf"))
    command = ("w3m", "-dump", "-T", "text/plain", "-I", "UTF-8", "-O", "UTF-8", "-o", "fold_line=1")
    done = subprocess.run([*command, "-cols", str(COLUMNS)], input=text.encode(), check=True, capture_output=True)
    shown = normalize("NFC", done.stdout.decode())
    broken = [line for line in text.splitlines() if line not in shown.splitlines()]
    assert [line for line in broken if max(map(len, line.split())) < COLUMNS - 6] == []
    seen = squeezed(shown)
    page = edition.artifacts["email"].text
    seen = squeezed(shown)
    headlines = [html.unescape(re.sub("<.*?>", "", found)) for found in re.findall(r"(?s)<h[1-3].*?>(.*?)</h", page)]
    assert [words for words in headlines if squeezed(words) not in seen] == []
    blocks = [block for block in edition.document.blocks if isinstance(block, Bars | Numbers)]
    figures = [*edition.document.key_figures, *(figure for block in blocks for figure in block.figures)]
    assert [figure.words for figure in figures if squeezed(figure.words) not in seen] == []
    found = re.findall(r'<a [^>]*href="(.*?)"', page)
    links = {html.unescape(one).removeprefix("mailto:").translate(IN_BRACKETS) for one in found}
    assert [link for link in links if squeezed(link) not in seen] == []


@pytest.mark.judge("spamassassin")
@EACH
def test_spamassassin_lets_it_pass(name: str, look: str) -> None:
    data = judged(name, look).artifacts["eml"].data
    points, tests = score(b"To: Reader <reader@example.org>\r\n" + data)
    assert points <= 0.5, tests
