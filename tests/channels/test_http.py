"""Requests before servers that misbehave."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from brief.channels.base import InDoubtError, NotDeliveredError
from brief.channels.http import Request, ask
from brief.secret import Secret
from services import Reply, Service, secured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from brief.channels.http import Effect

SECRET = Secret("TOKEN", "s3cr3ts3cr3t")


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as made:
        yield made


def request(address: str, method: str = "POST", effect: Effect = "new") -> Request:
    return Request(method, address, SECRET, b"{}", {"Authorization": f"Bearer {SECRET.value}"}, effect)


def test_a_request_arrives_as_it_was_made(service: Service) -> None:
    answer = ask(request(f"{service.address}/a%20b?c=%2F&d"))
    [call] = service.calls
    assert (answer.status, answer.data) == (200, b"ok")
    assert (call.method, call.path, call.body) == ("POST", "/a%20b", b"{}")
    assert call.query == {"c": ["/"]}
    assert call.headers["user-agent"] == "briefpress"


def test_a_redirect_on_the_same_host_is_followed_with_the_same_request(service: Service) -> None:
    service.planned = [Reply(307, b"", {"Location": "/there"}), Reply(308, b"", {"Location": f"{service.address}/on"})]
    ask(request(f"{service.address}/here"))
    assert [(call.method, call.path, call.body) for call in service.calls] == [
        ("POST", "/here", b"{}"),
        ("POST", "/there", b"{}"),
        ("POST", "/on", b"{}"),
    ]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/",
        "https://localhost:{port}/",
        "http://localhost:1/",
        "//elsewhere.example/",
        "file:///etc",
    ],
)
def test_a_redirect_to_another_host_scheme_or_port_is_not_followed(service: Service, location: str) -> None:
    target = location.format(port=service.server.server_port)
    service.planned = [Reply(307, b"", {"Location": target})]
    with pytest.raises(NotDeliveredError, match="which was not followed"):
        ask(request(f"{service.address}/here"))
    assert len(service.calls) == 1


def test_a_circle_ends(service: Service) -> None:
    service.planned = [Reply(307, b"", {"Location": "/here"})] * 9
    with pytest.raises(NotDeliveredError, match="leads in a circle"):
        ask(request(f"{service.address}/here"))
    assert len(service.calls) == 4


@pytest.mark.parametrize(
    ("asked", "seconds"), [("2", 2.0), ("0.3", 0.3), ("", 2.0), ("soon", 2.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)]
)
def test_a_service_is_waited_for_as_long_as_it_asks(
    service: Service, monkeypatch: pytest.MonkeyPatch, asked: str, seconds: float
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    service.planned = [Reply(429, b"", {"Retry-After": asked})]
    ask(request(service.address))
    assert waited == [seconds]


def test_nobody_is_waited_for_without_end(service: Service) -> None:
    service.planned = [Reply(429, b"", {"Retry-After": "61"})]
    with pytest.raises(NotDeliveredError, match="takes no more posts for now"):
        ask(request(service.address))
    service.planned = [Reply(429, b"", {"Retry-After": "0"})] * 4
    with pytest.raises(NotDeliveredError, match="takes no more posts for now"):
        ask(request(service.address))
    assert len(service.calls) == 5


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(("reset", "seconds"), [("1000002", 2.0), ("1000000.25", 0.25), ("999000", 0.0), ("inf", 2.0)])
def test_a_service_that_names_the_moment_is_waited_for_until_then(
    service: Service, monkeypatch: pytest.MonkeyPatch, status: int, reset: str, seconds: float
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    limited = Reply(status, b"", {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})
    service.planned = [limited]
    ask(request(service.address))
    assert waited == [seconds]
    service.planned = [Reply(status, b"", {**limited.headers, "X-RateLimit-Reset": "1000090"})]
    with pytest.raises(NotDeliveredError, match="takes no more posts for now") as refused:
        ask(request(service.address))
    assert refused.value.problems[0].hint == "post again in 90 seconds"


@pytest.mark.parametrize("planned", [Reply(silent=True), Reply(500), Reply(late=0.5)], ids=["silent", "500", "late"])
def test_only_what_does_no_harm_is_asked_twice(service: Service, planned: Reply) -> None:
    service.planned = [planned]
    with pytest.raises(InDoubtError):
        ask(request(service.address))
    assert len(service.calls) == 1
    service.planned = [planned]
    assert ask(request(service.address, "PUT", "same")).status == 200
    assert len(service.calls) == 3


def test_an_answer_that_drips_is_given_up(service: Service) -> None:
    service.planned = [Reply(200, b"x" * 10_000, drip=0.05)]
    began = time.monotonic()
    assert ask(request(service.address)).data == b"", "what counts is the status"
    assert time.monotonic() - began < 5


def test_headers_that_drip_are_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            peer, _ = server.accept()
            with peer:
                try:
                    while True:
                        peer.sendall(b"H")
                        time.sleep(0.05)
                except OSError:
                    pass

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(InDoubtError, match="did not end its answer within"):
            ask(request(f"http://localhost:{server.getsockname()[1]}/"))
        thread.join(5)


def test_a_host_that_takes_no_connections_got_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NotDeliveredError, match="localhost does not take connections"):
        ask(request(f"http://localhost:{port}/"))


@pytest.mark.parametrize("value", ["Bearer two\nlines", "Bearer \N{SNOWMAN}"])
def test_what_cannot_stand_in_a_header_is_told_and_not_sent(service: Service, value: str) -> None:
    with pytest.raises(NotDeliveredError, match="the service's address or secret cannot stand in a request: TOKEN"):
        ask(Request("POST", service.address, SECRET, b"{}", {"Authorization": value}))
    assert service.calls == []


def test_no_error_holds_the_secret(service: Service) -> None:
    secret = Secret("HOOK", f"{service.address}/hook/{SECRET.value}?key={SECRET.value}1")
    echo = secret.value.encode()
    replies = [Reply(status, echo) for status in (400, 401, 403, 404, 410, 500)]
    replies += [
        Reply(302, echo, {"Location": secret.value}),
        Reply(silent=True),
        Reply(429, echo, {"Retry-After": "99"}),
    ]
    for reply in replies:
        service.planned = [reply]
        with pytest.raises((NotDeliveredError, InDoubtError)) as caught:
            ask(Request("POST", secret.value, secret, echo, {"X-Secret": secret.value}))
        said = f"{caught.value} {caught.value!r} {caught.value.problems} {caught.value.__cause__!r}"
        assert SECRET.value not in said, reply


@pytest.mark.needs("openssl")
def test_a_certificate_that_nobody_vouches_for_stops_everything(certified: Path) -> None:
    with Service(secured(certified)) as service:
        with pytest.raises(NotDeliveredError, match=r"localhost cannot be trusted: self.signed certificate"):
            ask(request(service.address))
        assert service.calls == []


@pytest.mark.needs("openssl")
def test_a_certificate_of_ones_own_is_named_in_the_environment(
    certified: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certified / "cert.pem"))
    with Service(secured(certified)) as service:
        assert ask(request(service.address)).status == 200
        with pytest.raises(NotDeliveredError, match="cannot be trusted: IP address mismatch"):
            ask(request(service.address.replace("localhost", "127.0.0.1")))
        assert len(service.calls) == 1


@pytest.mark.needs("openssl")
def test_a_service_that_speaks_no_tls_gets_nothing(service: Service) -> None:
    with pytest.raises(NotDeliveredError, match="cannot be trusted"):
        ask(request(service.address.replace("http:", "https:")))
    assert service.calls == []
