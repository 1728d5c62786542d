"""One exchange with a server that speaks OpenAI's chat completions, and what is said where it does not give an answer.

No tools are offered and nothing is streamed. A redirect is not followed, no proxy of the environment asked: what is
sent goes to the server that was named and confirmed. Every way in which it can fail is one line, and exit code 3.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from brief.drafting.models.thoughts import said
from brief.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx

    from brief.desk import Mode
    from brief.drafting.models.endpoint import Endpoint
    from brief.drafting.models.thoughts import Said

CONNECT = 10.0
"""Seconds to wait for a connection."""
_LARGEST = 4_000_000
"""Bytes of an answer that are read."""
_WIDEST = 6
"""Characters of running text that a token stands for at most: whoever counted fewer tokens did not read it all."""


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


class _Received(NamedTuple):
    """What a server sent: its status, bytes, and headers by their names in small letters."""

    status: int
    data: bytes
    headers: Mapping[str, str]


def ask(endpoint: Endpoint, turns: Sequence[Turn], asked: Asked) -> str:
    """What the model says to a conversation, without its thoughts. Raises NotDraftedError, FormRefusedError."""
    late = time.monotonic() + endpoint.seconds
    body = _body(endpoint, turns, asked)
    received = _exchanged(endpoint, body, late)
    if received.status in _FIELD and "max_tokens" in body and _takes_newer_name(received.data):
        # Newer models of OpenAI take the limit by its newer name alone (API reference, "Create chat completion").
        body["max_completion_tokens"] = body.pop("max_tokens")
        received = _exchanged(endpoint, body, late)
    if not _OK <= received.status < _MOVED:
        raise _refusal(endpoint, received, asked)
    return _answer(endpoint, received, asked, turns)


_OK, _MOVED, _REFUSED, _AT_FAULT, _LAST = 200, 300, 400, 500, 599
_FIELD = frozenset({400, 422})
_FORM = _FIELD | {501}
"""Statuses with which servers refuse a field of a request."""


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


def _exchanged(endpoint: Endpoint, body: Mapping[str, Any], late: float) -> _Received:
    """What a server answers until a moment, however steadily it drips: a name, a handshake or a header can do so too.

    The exchange has a thread of its own, which nobody waits for any longer than that.
    """
    httpx = _library()
    limits = httpx.Timeout(endpoint.seconds, connect=min(CONNECT, endpoint.seconds))
    outcome: list[_Received | Exception] = []

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
        case [_Received() as received]:
            return received
        case [Exception() as error]:
            raise _failure(endpoint, error) from None
    raise _too_slow(endpoint)


def _received(client: httpx.Client, endpoint: Endpoint, body: Mapping[str, Any], late: float) -> _Received:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    headers = {
        "User-Agent": "briefpress",
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        **({"Authorization": f"Bearer {endpoint.secret.value}"} if endpoint.secret.value else {}),
    }
    with client.stream("POST", f"{endpoint.base_url}/chat/completions", content=data, headers=headers) as response:
        pieces = b"".join(_bounded(response, endpoint, late))
        return _Received(response.status_code, pieces, dict(response.headers))


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


_CUT = frozenset({"length", "max_tokens", "model_length"})
_WITHHELD = frozenset({"content_filter", "safety", "recitation", "sensitive"})
_BROKEN = frozenset({"error", "abort", "network_error", "insufficient_system_resource"})
"""Why an answer ended, where that was not its end: of OpenAI and Mistral; of OpenAI, Gemini and Zhipu; of OpenRouter,
SGLang, Zhipu and DeepSeek."""


def _answer(endpoint: Endpoint, received: _Received, asked: Asked, turns: Sequence[Turn]) -> str:
    """The words of a completion that came to its end."""
    content = _json(received.data)
    if isinstance(content, dict) and content.get("error") and not content.get("choices"):
        raise _refusal(endpoint, _as_refused(received, content["error"]), asked)
    try:
        choice = content["choices"][0]
        message = choice["message"]
    except (LookupError, TypeError):
        choice = message = None
    if not isinstance(message, dict) or not isinstance(choice, dict):
        hint = "the address of such an interface ends with /v1, as a rule"
        raise NotDraftedError(f"{endpoint.host} answered with something else than a completion", hint=hint)
    answer, usage = said(message), content.get("usage")
    _has_ended(endpoint, str(choice.get("finish_reason")), answer, usage)
    if isinstance(message.get("refusal"), str) and message["refusal"].strip():
        words = endpoint.secret.told(message["refusal"].encode("utf-8", "replace"))
        raise NotDraftedError(f"{endpoint.model} declines: {words}", hint="take another model, or leave --model out")
    if not answer.text:
        what = "thought, and said nothing" if answer.thought else "said nothing"
        less = "ask for less thinking, or raise max_tokens, under models: in desk.yaml"
        hint = less if answer.thought else "try again, or take another model"
        raise NotDraftedError(f"{endpoint.model} {what}", hint=hint)
    _has_read(endpoint, usage, turns)
    return answer.text


def _count(usage: object, name: str) -> int:
    """A number of tokens that a server tells; 0 where it tells none."""
    given = usage.get(name) if isinstance(usage, dict) else None
    return given if isinstance(given, int) and given > 0 else 0


def _has_ended(endpoint: Endpoint, reason: str, answer: Said, usage: object) -> None:
    """Nothing, where an answer was not broken off. Raises NotDraftedError."""
    if reason in _CUT:
        spent = _count(usage, "completion_tokens")
        after = f" after {spent:,} tokens" if spent else ""
        thinking = ", all of them thoughts" if answer.thought and not answer.text else ""
        hint = "raise max_tokens or the server's context, ask for less thinking, or take a shorter article"
        raise NotDraftedError(f"the answer of {endpoint.model} broke off{after}{thinking}", hint=hint)
    if reason in _WITHHELD:
        hint = "take another model, or leave --model out"
        raise NotDraftedError(f"{endpoint.host} withholds the answer: its filter took offence", hint=hint)
    if reason in _BROKEN:
        raise NotDraftedError(f"{endpoint.host} broke the answer off: {reason}", hint="try again later")


def _has_read(endpoint: Endpoint, usage: object, turns: Sequence[Turn]) -> None:
    """Nothing, where a server may have read all that it was sent. Raises NotDraftedError.

    Ollama cuts what does not fit into its context without a word; a run of one sign is a few tokens, however long.
    """
    taken = _count(usage, "prompt_tokens")
    characters = sum(len(turn.text) for turn in turns)
    if taken and taken * _WIDEST < sum(len(re.sub(r"(\W)\1+", r"\1", turn.text)) for turn in turns):
        message = f"{endpoint.host} read {taken:,} tokens of {characters:,} characters, and let the rest go"
        raise NotDraftedError(message, hint="raise the context that the server gives the model")


def _as_refused(received: _Received, error: object) -> _Received:
    """An error that came as if all were well (OpenRouter), under the status that it names itself."""
    code = error.get("code") if isinstance(error, dict) else None
    return received._replace(status=code) if isinstance(code, int) and _REFUSED <= code <= _LAST else received


def _refusal(endpoint: Endpoint, received: _Received, asked: Asked) -> NotDraftedError | FormRefusedError:
    """What a refusal is told as, in the server's own words with nothing in them that is secret."""
    status, data, _ = received
    if _MOVED <= status < _REFUSED:
        return NotDraftedError(f"{endpoint.host} leads elsewhere, which was not followed", hint="name its new address")
    words = endpoint.secret.told(_message(data).encode("utf-8", "replace"))
    if status not in _OTHERWISE and (overflow := _overflow(data)) is not None:
        hint = "take a shorter article, or a model and server with more context"
        hint += f"; max_tokens: {endpoint.max_tokens} counts too" if endpoint.max_tokens else ""
        return NotDraftedError(f"the article is too long for {endpoint.model}: {overflow or words}", hint=hint)
    if asked.mode != "plain" and status not in _OTHERWISE and (status in _FORM or _OF_FORM.search(words)):
        return FormRefusedError(words)
    answered = f"{endpoint.host} answered {status}" if status >= _MOVED else f"{endpoint.host} answered with an error"
    return NotDraftedError(f"{answered}{f': {words}' if words else ''}", hint=_hint(endpoint, received))


_OTHERWISE = frozenset({401, 402, 403, 404, 429})
"""Statuses that say why by themselves."""
_OF_FORM = re.compile(
    r"response_format|json_schema|json_object|json schema|structured output|grammar|guided", re.IGNORECASE
)


def _hint(endpoint: Endpoint, received: _Received) -> str:
    """What to do about a refusal."""
    waits, secret = received.headers.get("retry-after", "").strip(), endpoint.secret
    match received.status:
        case 401 | 403 if not secret.value:
            return f"no key was sent: {secret.name} would hold it"
        case 401:
            return f"the key is not, or no longer, valid ({secret.name})"
        case 402:
            return "the account has nothing left to spend"
        case 403:
            return f"the key does not allow it ({secret.name})"
        case 404:
            where = f"and {endpoint.base_url} the address? it ends with /v1 as a rule"
            return f"is {endpoint.model!r} a model there? {where}"
        case 413:
            return "take a shorter article"
        case 429 | 503 if re.fullmatch(r"[0-9]{1,6}", waits):
            return f"try again in {waits} second{'' if waits == '1' else 's'}"
        case 429:
            return "try again later"
        case status if status >= _AT_FAULT:
            return "the server is at fault, or not ready yet: try again later"
    return "if it is about a field, thinking: or max_tokens: of desk.yaml set it; else the server's log may say more"


def _json(data: bytes | str) -> Any:  # noqa: ANN401  (a tree of JSON)
    """What a text holds as JSON; None where that is nothing."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _message(data: bytes) -> str:
    """The words of a refusal, out of the objects, lists and texts in which servers and gateways wrap them."""
    text = data.decode("utf-8", "replace")
    return _unwrapped(_json(text), 8) or text


def _unwrapped(node: Any, depth: int) -> str:  # noqa: ANN401  (a tree of JSON)
    match node:
        case str() if depth and node.lstrip().startswith(("{", "[")):
            return _unwrapped(_json(node), depth - 1) or node
        case str():
            return node
        case [first, *_] if depth:
            return _unwrapped(first, depth - 1)
        case {"metadata": {"raw": str() as raw}, "message": str() as message} if depth:
            return f"{message}: {_unwrapped(raw, depth - 1)}"
        case dict() if depth:
            inner = (_unwrapped(node.get(key), depth - 1) for key in ("error", "message", "detail", "msg"))
            return next(filter(None, inner), "")
    return ""


def _takes_newer_name(data: bytes) -> bool:
    """Whether a refusal says so; one that is about an article's length names both."""
    return "max_completion_tokens" in _message(data) and _overflow(data) is None


_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|context (?:the )?overflow|maximum (?:context|prompt|model|allowed) length"
    r"|maximum number of (?:input )?tokens|maximum input length|range of input length|prompt is too long"
    r"|model token limit|max_new_tokens`? must be|must have less than \d+ tokens|max_tokens must be at least 1, got -",
    re.IGNORECASE,
)
_CODES = re.compile(r"context_length_exceeded|exceed_context_size_error")
_LIMITS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\bn_ctx\b\D{0,6}(\d+)",
        r"(?:must be <=|less than) (\d[\d,]*)",
        r"(?:context (?:length|size|window)|limit|maximum)\D{0,40}?(\d[\d,]*)",
        r"(\d[\d,]*) (?:tokens )?(?:maximum|context)",
    )
)
"""How the limit is named: by llama.cpp and LM Studio; TGI; OpenAI, DeepSeek, vLLM, SGLang and most; Mistral, Claude."""


def _overflow(data: bytes) -> str | None:
    """The tokens that were sent and how many there may be, where that is why it was refused; None where it is not.

    llama.cpp tells both in fields (`n_prompt_tokens`, `n_ctx`), the others in their message: "maximum context length
    is 4096 tokens. However, you requested 5000 tokens". Who tells neither is an empty text.
    """
    text, message = data.decode("utf-8", "replace"), _message(data)
    if not _TOO_LONG.search(message) and not _CODES.search(text):
        return None
    fields = [re.search(rf'{name}\\*"\s*:\s*(\d{{1,9}})\b', text) for name in ("n_prompt_tokens", "n_ctx")]
    if all(fields):
        return _limited(*(int(field[1]) for field in fields if field))
    numbers = [_number(one) for one in re.findall(r"\b\d[\d,]*\b", message)]
    for form in _LIMITS:
        most = _number(limit[1]) if (limit := form.search(message)) else 0
        if most and (sent := max(numbers, default=0)) > most:
            return _limited(sent, most)
    return ""


def _number(digits: str) -> int:
    """A number of tokens; 0 for one that cannot be, as the number of a request."""
    plain = digits.replace(",", "")
    return int(plain) if len(plain) <= _DIGITS else 0


_DIGITS = 9


def _limited(sent: int, most: int) -> str:
    return f"{sent:,} tokens, and {most:,} are the limit"
