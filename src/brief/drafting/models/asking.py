"""One exchange with a server that speaks OpenAI's chat completions, and what is said where it does not give an answer.

No tools are offered and nothing is streamed. A redirect is not followed, no proxy of the environment asked: what is
sent goes to the server that was named and confirmed. Every way in which it can fail is one line, and exit code 3.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from brief.drafting.models.thoughts import said
from brief.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx

    from brief.desk import Mode
    from brief.drafting.models.endpoint import Endpoint

CONNECT = 10.0
"""Seconds to wait for a connection."""
_LARGEST = 4_000_000
"""Bytes of an answer that are read."""
_OK, _MOVED, _REFUSED = 200, 300, 400
_WIDEST = 8
"""Characters of running text that a token stands for at most: whoever counted fewer tokens did not read it all."""
_HINTS = {
    401: "the key is not, or no longer, valid",
    402: "the account has nothing left to spend",
    403: "the key does not allow it",
    413: "take a shorter article",
}


class NotDraftedError(MachineError):
    """A model gave no draft; nothing was written."""


class FormRefusedError(Exception):
    """The server does not take this way of asking for an answer's form."""


class Turn(NamedTuple):
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


class Asked(NamedTuple):
    """The name and JSON Schema of what an answer holds, and how that is asked for."""

    name: str
    schema: Mapping[str, Any]
    mode: Mode


def ask(endpoint: Endpoint, turns: Sequence[Turn], asked: Asked) -> str:
    """What the model says to a conversation, without its thoughts. Raises NotDraftedError, FormRefusedError."""
    body = _body(endpoint, turns, asked)
    status, data, headers = _exchanged(endpoint, body)
    if status == _REFUSED and "max_completion_tokens" in data.decode("utf-8", "replace") and "max_tokens" in body:
        # Newer models of OpenAI take the limit by its newer name alone (API reference, "Create chat completion").
        body["max_completion_tokens"] = body.pop("max_tokens")
        status, data, headers = _exchanged(endpoint, body)
    if status != _OK:
        raise _refusal(endpoint, status, data, headers, asked)
    return _answer(endpoint, data, sum(len(turn.text) for turn in turns))


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


def _exchanged(endpoint: Endpoint, body: Mapping[str, Any]) -> tuple[int, bytes, Mapping[str, str]]:
    """The status, bytes and headers of an answer, bounded in size and time however steadily it drips."""
    httpx = _library()
    headers = {
        "User-Agent": "briefpress",
        **({"Authorization": f"Bearer {endpoint.secret.value}"} if endpoint.secret.value else {}),
    }
    late = time.monotonic() + endpoint.seconds
    limits = httpx.Timeout(endpoint.seconds, connect=CONNECT)
    try:
        with (
            httpx.Client(trust_env=False, timeout=limits, verify=_trust(endpoint)) as client,
            client.stream("POST", f"{endpoint.base_url}/chat/completions", json=body, headers=headers) as response,
        ):
            return response.status_code, b"".join(_bounded(response, endpoint, late)), dict(response.headers)
    except httpx.ConnectTimeout:
        raise NotDraftedError(f"{endpoint.host} did not answer within {CONNECT:.0f} seconds") from None
    except httpx.TimeoutException:
        raise _too_slow(endpoint) from None
    except httpx.ConnectError as error:
        raise _unreachable(endpoint, error) from None
    except httpx.HTTPError:
        raise NotDraftedError(f"the connection to {endpoint.host} broke before its answer was whole") from None


def _library() -> Any:  # noqa: ANN401  (a module)
    try:
        import httpx
    except ImportError:
        hint = "pip install 'briefpress[drafting]', or leave --model out"
        raise NotDraftedError("a model is asked through httpx, which is not installed", hint=hint) from None
    return httpx


def _trust(endpoint: Endpoint) -> ssl.SSLContext | bool:
    """The authorities of this system, and those that SSL_CERT_FILE names; none where nothing is encrypted."""
    return ssl.create_default_context() if endpoint.base_url.startswith("https://") else False


def _bounded(response: httpx.Response, endpoint: Endpoint, late: float) -> Iterator[bytes]:
    count = 0
    for piece in response.iter_bytes():
        count += len(piece)
        if count > _LARGEST:
            raise NotDraftedError(f"the answer of {endpoint.host} is larger than {_LARGEST // 1_000_000} MB")
        if time.monotonic() > late:
            raise _too_slow(endpoint)
        yield piece


def _too_slow(endpoint: Endpoint) -> NotDraftedError:
    message = f"{endpoint.model} did not answer within {endpoint.seconds:.0f} seconds"
    return NotDraftedError(message, hint="give it more under models: in desk.yaml, seconds:, or a shorter article")


def _unreachable(endpoint: Endpoint, error: Exception) -> NotDraftedError:
    """Why no connection came about."""
    words = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in words or "SSL" in words.upper():
        hint = "nothing was sent; the certificate of a server of your own is named in SSL_CERT_FILE"
        return NotDraftedError(f"{endpoint.host} cannot be trusted: its certificate does not hold", hint=hint)
    hint = "start it, or name another address" if endpoint.is_here else "nothing was sent"
    return NotDraftedError(f"{endpoint.base_url} cannot be reached", hint=hint)


def _answer(endpoint: Endpoint, data: bytes, characters: int) -> str:
    """The words of a completion that came to its end."""
    try:
        content = json.loads(data)
        choice = content["choices"][0]
        message = dict(choice["message"])
    except (ValueError, RecursionError, LookupError, TypeError):
        hint = "the address of such an interface ends with /v1, as a rule"
        raise NotDraftedError(f"{endpoint.host} answered with something else than a completion", hint=hint) from None
    usage = content.get("usage")
    counts: dict[str, Any] = usage if isinstance(usage, dict) else {}
    spent, taken = counts.get("completion_tokens"), counts.get("prompt_tokens")
    answer = said(message)
    if choice.get("finish_reason") == "length":
        after = f" after {spent:,} tokens" if isinstance(spent, int) else ""
        thinking = ", all of them thoughts" if answer.thought and not answer.text else ""
        hint = "raise max_tokens or the server's context, ask for less thinking, or take a shorter article"
        raise NotDraftedError(f"the answer of {endpoint.model} broke off{after}{thinking}", hint=hint)
    if choice.get("finish_reason") == "content_filter":
        raise NotDraftedError(f"{endpoint.host} withholds the answer: its filter took offence")
    if isinstance(message.get("refusal"), str) and message["refusal"]:
        raise NotDraftedError(f"{endpoint.model} declines: {_told(endpoint, message['refusal'].encode())}")
    if not answer.text:
        what = "thought, and said nothing" if answer.thought else "said nothing"
        hint = "ask for less thinking, or raise max_tokens, under models: in desk.yaml" if answer.thought else ""
        raise NotDraftedError(f"{endpoint.model} {what}", hint=hint)
    if isinstance(taken, int) and 0 < taken * _WIDEST < characters:
        message_ = f"{endpoint.host} read {taken:,} tokens of {characters:,} characters, and let the rest go"
        raise NotDraftedError(message_, hint="raise the context that the server gives the model")
    return answer.text


def _refusal(
    endpoint: Endpoint, status: int, data: bytes, headers: Mapping[str, str], asked: Asked
) -> NotDraftedError | FormRefusedError:
    """What a refusal is told as, in the server's own words with nothing in them that is secret."""
    words = _told(endpoint, data)
    if overflow := _overflow(data, words):
        return NotDraftedError(f"the article is too long for {endpoint.model}: {overflow}", hint=_SHORTER)
    if asked.mode != "plain" and (status in _FORM or re.search(_FORM_WORDS, words, re.IGNORECASE)):
        return FormRefusedError(words)
    if _MOVED <= status < _REFUSED:
        return NotDraftedError(f"{endpoint.host} leads elsewhere, which was not followed", hint="name its new address")
    return NotDraftedError(
        f"{endpoint.host} answered {status}{f': {words}' if words else ''}", hint=_hint(endpoint, status, headers)
    )


def _hint(endpoint: Endpoint, status: int, headers: Mapping[str, str]) -> str:
    """What to do about a refusal."""
    waits, secret = headers.get("retry-after", "").strip(), endpoint.secret
    match status:
        case 401 | 403 if not secret.value:
            return f"no key was sent: {secret.name} would hold it"
        case 401 | 403:
            return f"{_HINTS[status]} ({secret.name})"
        case 404:
            return (
                f"is {endpoint.model!r} a model there? and {endpoint.base_url} the address? it ends with /v1 as a rule"
            )
        case 429:
            return f"try again in {waits} seconds" if waits.isdigit() else "try again later"
        case _:
            return _HINTS.get(status, "")


_FORM = frozenset({400, 422, 501})
"""Statuses with which servers refuse a field of a request."""
_FORM_WORDS = r"response_format|json_schema|json_object|json schema|structured output|grammar|guided"
_SHORTER = "take a shorter article, or a model and server with more context"


def _told(endpoint: Endpoint, data: bytes) -> str:
    """A server's words on one line, its message where it has one."""
    try:
        content = json.loads(data)
        inner = content.get("error", content) if isinstance(content, dict) else content
        while isinstance(inner, dict) and isinstance(inner.get("message"), str | dict):
            inner = inner["message"]
        data = inner.encode() if isinstance(inner, str) else data
    except (ValueError, RecursionError):
        pass
    return endpoint.secret.told(data)


def _overflow(data: bytes, words: str) -> str:
    r"""The tokens that were sent and how many there may be, where that is why it was refused.

    llama.cpp says both in fields (`n_prompt_tokens`, `n_ctx`), others in their message: "maximum context length is
    4096 tokens. However, you requested 5000 tokens".
    """
    text = data.decode("utf-8", "replace")
    sent, limit = (re.search(rf'"{name}"\s*:\s*(\d+)', text) for name in ("n_prompt_tokens", "n_ctx"))
    if sent and limit:
        return f"{int(sent[1]):,} tokens, and {int(limit[1]):,} are the limit"
    if not re.search(r"context[_ ](?:length|size|window)|maximum context|exceed_context", text, re.IGNORECASE):
        return ""
    most = re.search(r"(?:context (?:length|size|window)|limit|maximum)\D{0,40}?(\d[\d,]*)", words, re.IGNORECASE)
    numbers = [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\d", words)]
    if most and numbers:
        allowed = int(most[1].replace(",", ""))
        needed = max((number for number in numbers if number > allowed), default=0)
        if needed:
            return f"{needed:,} tokens, and {allowed:,} are the limit"
    return words or "it does not fit into the context"
