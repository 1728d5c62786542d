"""Requests to a service: bounded in time, TLS verified, never led to another host, never sent twice by chance.

A connection is made first and the request sent on it then, so that what fails before a byte has left is known from
what fails after: the one did not arrive, the other is in doubt.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

from brief.channels.base import InDoubtError, NotDeliveredError
from brief.values import dataclass

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping
    from urllib.parse import SplitResult

    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

    from brief.secret import Secret

Effect = Literal["none", "same", "new"]
"""What a second request of a kind does: nothing, where it only looks; the same as one; or another post."""
CONNECT, READ, WHOLE = 10.0, 30.0, 60.0
"""Seconds to wait for a connection, for the next bytes of an answer, and for all of it."""
PATIENCE = 60.0
"""The longest that a service may ask to be waited for, in seconds."""
PAUSE = 0.5
"""Seconds before a request that does no harm is made again; twice as long each time."""
_LARGEST = 4_000_000
"""Bytes of an answer that are read."""
_TRIES = 4
_TAKEN, _SEE_OTHER, _FORBIDDEN, _TOO_MANY, _SERVER_AT_FAULT = 300, 303, 403, 429, 500
_MOVED_ALIKE = {307, 308}
_MOVED = {301, 302, _SEE_OTHER, *_MOVED_ALIKE}
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `effect` says what a second one of it does."""

    method: str
    address: str
    secret: Secret
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    effect: Effect = "new"

    @property
    def host(self) -> str:
        """The service's name, which is all of an address that is ever shown."""
        return self.secret.hidden(_split(self.address).hostname or "the address")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered: status, body, and the headers by their names in small letters."""

    status: int
    data: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def content(self) -> Any:  # noqa: ANN401  (a tree of JSON)
        """The answer's JSON; an empty mapping where it is none."""
        try:
            return json.loads(self.data)
        except (ValueError, RecursionError):
            return {}

    def text(self, key: str) -> str:
        """A text or number under a key of the answer; empty where there is none."""
        content = self.content()
        value = content.get(key) if isinstance(content, dict) else None
        return str(value) if isinstance(value, str | int) else ""


def ask(request: Request) -> Answer:
    """The answer of a service that took the request. Raises NotDeliveredError, InDoubtError."""
    address = request.address
    for number in range(_TRIES):
        last = number == _TRIES - 1
        again = request.effect != "new" and not last
        try:
            answer = _once(request, address)
        except InDoubtError as error:
            if not again:
                raise _for_certain(request, error) from None
            time.sleep(PAUSE * 2**number)
            continue
        if answer.status < _TAKEN:
            return answer
        limited = answer.status == _TOO_MANY or (answer.status == _FORBIDDEN and _asked(answer))
        if answer.status in _MOVED:
            address = _moved(request, address, answer)
        elif limited:
            _wait(request, _asked(answer), last=last)
        elif answer.status >= _SERVER_AT_FAULT and again:
            time.sleep(PAUSE * 2**number)
        else:
            raise _for_certain(request, _refusal(request, answer))
    raise NotDeliveredError(f"{request.host} leads in a circle")


def _for_certain(request: Request, error: NotDeliveredError | InDoubtError) -> NotDeliveredError | InDoubtError:
    """The error; whoever only looked has left nothing in doubt."""
    return NotDeliveredError(str(error)) if request.effect == "none" and isinstance(error, InDoubtError) else error


def _once(request: Request, address: str) -> Answer:
    """One exchange; the bytes of an answer that breaks off are let go, its status is what counts."""
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    parts = _split(address)
    connection = _connected(request, parts)
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    headers = {"User-Agent": "briefpress", "Connection": "close", **request.headers}
    connection.timeout = READ
    with _bounded(connection.sock) as late:
        try:
            _sent(connection, request, target, headers)
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, _read(response), named)
        except TimeoutError:
            raise InDoubtError(f"{request.host} did not answer within {READ:.0f} seconds") from None
        except (HTTPError, HTTPException, OSError):
            slow = f"{request.host} did not end its answer within {WHOLE:.0f} seconds"
            broken = f"the connection to {request.host} broke before it answered"
            raise InDoubtError(slow if late.is_set() else broken) from None
        finally:
            connection.close()


def _sent(connection: HTTPConnection, request: Request, target: str, headers: Mapping[str, str]) -> None:
    """The request on its way; words that cannot stand in one are met before a byte of it is sent."""
    try:
        connection.request(request.method, target, body=request.body or None, headers=headers, preload_content=False)
    except ValueError:
        name = f": {request.secret.name}" if request.secret.name else ""
        raise NotDeliveredError(f"the service's address or secret cannot stand in a request{name}") from None


def _connected(request: Request, parts: SplitResult) -> HTTPConnection:
    """A connection on which nothing was sent yet: TLS, unless the service is on this machine."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

    host, hint = parts.hostname or "", "nothing was sent; try again later"
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL)):
        cure = f"{request.secret.name} holds an address that begins with https://" if request.secret.name else ""
        raise NotDeliveredError("the service's address does not begin with https://", hint=cure)
    port = parts.port
    connection: HTTPConnection
    if parts.scheme == "https":
        connection = HTTPSConnection(host, port, timeout=CONNECT, ssl_context=ssl.create_default_context())
    else:
        connection = HTTPConnection(host, port, timeout=CONNECT)
    try:
        connection.connect()
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or "it does not speak TLS as it should"
        raise NotDeliveredError(
            f"{request.host} cannot be trusted: {reason}",
            hint="nothing was sent; the certificate of a server of your own is named in SSL_CERT_FILE",
        ) from None
    except NameResolutionError:
        raise NotDeliveredError(f"there is no host {request.host}, or no network", hint=hint) from None
    except (HTTPError, OSError, ValueError) as error:
        # Whoever is refused at once is told so with a kind of the error that a time-out is told with.
        slow = isinstance(error, ConnectTimeoutError | TimeoutError) and not isinstance(error, NewConnectionError)
        said = f"did not answer within {CONNECT:.0f} seconds" if slow else "does not take connections"
        raise NotDeliveredError(f"{request.host} {said}", hint=hint) from None
    return connection


@contextmanager
def _bounded(sock: socket.socket) -> Iterator[threading.Event]:
    """End an exchange that goes on for too long, however steadily its bytes drip; says whether that was done."""
    late = threading.Event()

    def end() -> None:
        late.set()
        with suppress(OSError):
            sock.shutdown(2)

    timer = threading.Timer(WHOLE, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _read(response: BaseHTTPResponse) -> bytes:
    from urllib3.exceptions import HTTPError

    try:
        return response.read(_LARGEST)
    except (HTTPError, OSError):
        return b""


def _split(address: str) -> SplitResult:
    """An address in its parts; one that cannot be read has none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _moved(request: Request, address: str, answer: Answer) -> str:
    """Where a redirect leads, on the same host and with the same request; nothing else is followed."""
    target = urljoin(address, answer.headers.get("location", ""))
    before, after = _split(address), _split(target)
    if (before.scheme, before.netloc) != (after.scheme, after.netloc):
        elsewhere = request.secret.hidden(after.hostname or "") or "nowhere"
        message = f"{request.host} sends posts on to {elsewhere}, which was not followed"
        raise NotDeliveredError(message, hint="if it moved, name its new address")
    if answer.status not in _MOVED_ALIKE and request.method != "GET":
        message = f"{request.host} answered {answer.status}, which would change the request"
        # RFC 9110, 15.4.4: what was asked for may be done, and its outcome stands elsewhere.
        kind = InDoubtError if answer.status == _SEE_OTHER else NotDeliveredError
        raise _for_certain(request, kind(message))
    return target


def _asked(answer: Answer) -> str:
    """How long a service asks to be waited for; empty where it says nothing of that.

    GitHub also names the second, since 1970, from which it takes requests again (docs.github.com, "Rate limits for the
    REST API"), Discord as well.
    """
    headers = answer.headers
    if "retry-after" in headers or headers.get("x-ratelimit-remaining") != "0":
        return headers.get("retry-after", "")
    try:
        return f"{max(0.0, float(headers.get('x-ratelimit-reset', '')) - time.time()):.3f}"
    except ValueError:
        return ""


def _wait(request: Request, asked: str, *, last: bool) -> None:
    """Wait as long as the service asks (RFC 9110, 10.2.3), within bounds."""
    seconds = _seconds(asked)
    if last or seconds > PATIENCE:
        hint = f"post again in {max(1, round(seconds))} seconds"
        raise NotDeliveredError(f"{request.host} takes no more posts for now", hint=hint)
    time.sleep(max(0.0, seconds))


def _seconds(asked: str) -> float:
    """The seconds that a Retry-After header means; a few where it says nothing that can be read."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    if re.fullmatch(r"\d+(\.\d+)?", asked.strip(), re.ASCII):
        return float(asked)
    try:
        return (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return 2.0


_HINTS = {
    401: "the secret is not, or no longer, valid",
    403: "the secret does not allow it",
    404: "there is no such place, or the secret does not open it",
}


def _refusal(request: Request, answer: Answer) -> NotDeliveredError | InDoubtError:
    """What a refusal is told as, in the service's own words; a server at fault may have taken the post all the same."""
    words = request.secret.told(answer.data)
    message = f"{request.host} answered {answer.status}{f': {words}' if words else ''}"
    if answer.status >= _SERVER_AT_FAULT:
        return InDoubtError(message)
    hint, name = _HINTS.get(answer.status, ""), request.secret.name
    return NotDeliveredError(message, hint=f"{hint} ({name})" if hint and name else hint)
