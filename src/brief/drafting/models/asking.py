"""One exchange with a server that speaks OpenAI's chat completions, and what is said where it does not give an answer.

No tools are offered and nothing is streamed. A redirect is not followed, no proxy of the environment asked: what is
sent goes to the server that was named and confirmed. Every way in which it can fail is one line, and exit code 3.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

from brief.drafting.models.answers import answer
from brief.drafting.models.base import MOVED, OK, NotDraftedError, Received
from brief.drafting.models.refusals import refusal, takes_newer_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx

    from brief.drafting.models.base import Asked, Turn
    from brief.drafting.models.endpoint import Endpoint

CONNECT = 10.0
"""Seconds to wait for a connection."""
_LARGEST = 4_000_000
"""Bytes of an answer that are read."""


def ask(endpoint: Endpoint, turns: Sequence[Turn], asked: Asked) -> str:
    """What the model says to a conversation, without its thoughts. Raises NotDraftedError, FormRefusedError."""
    late = time.monotonic() + endpoint.seconds
    body = _body(endpoint, turns, asked)
    received = _exchanged(endpoint, body, late)
    if "max_tokens" in body and takes_newer_name(received):
        # Newer models of OpenAI take the limit by its newer name alone (API reference, "Create chat completion").
        body["max_completion_tokens"] = body.pop("max_tokens")
        received = _exchanged(endpoint, body, late)
    if not OK <= received.status < MOVED:
        raise refusal(endpoint, received, asked)
    return answer(endpoint, received, asked, turns)


def _body(endpoint: Endpoint, turns: Sequence[Turn], asked: Asked) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
        **endpoint.thinking,
    }
    if endpoint.max_tokens:
        body["max_tokens"] = endpoint.max_tokens
    if asked.mode == "json_schema":
        schema = {"name": asked.name, "strict": True, "schema": dict(asked.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif asked.mode == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def _exchanged(endpoint: Endpoint, body: Mapping[str, Any], late: float) -> Received:
    """What a server answers until a moment, however steadily it drips: a name, a handshake or a header can do so too.

    The exchange has a thread of its own, which nobody waits for any longer than that.
    """
    httpx = _library()
    limits = httpx.Timeout(endpoint.seconds, connect=min(CONNECT, endpoint.seconds))
    outcome: list[Received | Exception] = []

    def exchange() -> None:
        try:
            outcome.append(_received(client, endpoint, body, late))
        except Exception as error:  # noqa: BLE001  (it is told by who waits)
            outcome.append(error)

    with httpx.Client(trust_env=False, timeout=limits, verify=_trust(endpoint)) as client:
        worker = threading.Thread(target=exchange, daemon=True)
        worker.start()
        worker.join(max(0.0, late - time.monotonic()))
    match outcome:
        case [Received() as received]:
            return received
        case [Exception() as error]:
            raise _failure(endpoint, error) from None
    raise _too_slow(endpoint)


def _received(client: httpx.Client, endpoint: Endpoint, body: Mapping[str, Any], late: float) -> Received:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    headers = {
        "User-Agent": "briefpress",
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        **({"Authorization": f"Bearer {endpoint.secret.value}"} if endpoint.secret.value else {}),
    }
    with client.stream("POST", f"{endpoint.base_url}/chat/completions", content=data, headers=headers) as response:
        pieces = b"".join(_bounded(response, endpoint, late))
        return Received(response.status_code, pieces, dict(response.headers))


def _library() -> Any:  # noqa: ANN401  (a module)
    try:
        import httpx
    except ImportError:
        hint = "pip install 'briefpress[drafting]', or leave --model out"
        raise NotDraftedError("a model is asked through httpx, which is not installed", hint=hint) from None
    return httpx


def _trust(endpoint: Endpoint) -> ssl.SSLContext | bool:
    """The authorities of this system, and those that SSL_CERT_FILE names; none where nothing is encrypted."""
    return ssl.create_default_context() if endpoint.base_url.lower().startswith("https://") else False


def _bounded(response: httpx.Response, endpoint: Endpoint, late: float) -> Iterator[bytes]:
    count = 0
    for piece in response.iter_bytes():
        count += len(piece)
        if count > _LARGEST:
            hint = "is it an interface like OpenAI's?"
            raise NotDraftedError(f"the answer of {endpoint.host} is larger than {_LARGEST // 1_000_000} MB", hint=hint)
        if time.monotonic() > late:
            raise _too_slow(endpoint)
        yield piece


def _failure(endpoint: Endpoint, error: Exception) -> Exception:
    """What an exchange that came to no answer is told as."""
    httpx = _library()
    match error:
        case httpx.ConnectTimeout():
            waited = min(CONNECT, endpoint.seconds)
            return NotDraftedError(f"{endpoint.host} did not answer within {waited:g} seconds", hint=_UNSENT)
        case httpx.TimeoutException():
            return _too_slow(endpoint)
        case httpx.ConnectError():
            return _unreachable(endpoint, error)
        case httpx.InvalidURL() | UnicodeError():
            return NotDraftedError(f"{endpoint.host} cannot be asked: no request can name it", hint=_UNSENT)
        case httpx.HTTPError():
            message = f"the connection to {endpoint.host} broke before its answer was whole"
            return NotDraftedError(message, hint="try again; what the server has against it is in its log")
    return error


_UNSENT = "nothing was sent; is it the right address?"


def _too_slow(endpoint: Endpoint) -> NotDraftedError:
    message = f"{endpoint.model} did not answer within {endpoint.seconds:g} seconds"
    return NotDraftedError(message, hint="give it more under models: in desk.yaml, seconds:, or a shorter article")


def _unreachable(endpoint: Endpoint, error: BaseException) -> NotDraftedError:
    """Why no connection came about."""
    cause: BaseException | None = error
    while cause and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if cause:
        reason = getattr(cause, "verify_message", "") or "it does not speak TLS as it should"
        hint = "nothing was sent; the certificate of a server of your own is named in SSL_CERT_FILE"
        return NotDraftedError(f"{endpoint.host} cannot be trusted: {reason}", hint=hint)
    hint = "start it, or name another address" if endpoint.is_here else _UNSENT
    return NotDraftedError(f"{endpoint.base_url} cannot be reached", hint=hint)
