"""What a server says where it refuses: too long, another form, a key, a limit; in its own words, with what to do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from brief.drafting.models.base import AT_FAULT, LAST, MOVED, REFUSED, FormRefusedError, NotDraftedError

if TYPE_CHECKING:
    from brief.drafting.models.base import Asked, Received
    from brief.drafting.models.endpoint import Endpoint

_FIELD = frozenset({400, 422})
_FORM = _FIELD | {501}
"""Statuses with which servers refuse a field of a request."""


def as_refused(received: Received, error: object) -> Received:
    """An error that came as if all were well (OpenRouter), under the status that it names itself."""
    code = error.get("code") if isinstance(error, dict) else None
    return received._replace(status=code) if isinstance(code, int) and REFUSED <= code <= LAST else received


def refusal(endpoint: Endpoint, received: Received, asked: Asked) -> NotDraftedError | FormRefusedError:
    """What a refusal is told as, in the server's own words with nothing in them that is secret."""
    status, data, _ = received
    if MOVED <= status < REFUSED:
        return NotDraftedError(f"{endpoint.host} leads elsewhere, which was not followed", hint="name its new address")
    words = endpoint.secret.told(_message(data).encode("utf-8", "replace"))
    if status not in _OTHERWISE and (overflow := _overflow(data)) is not None:
        hint = "take a shorter article, or a model and server with more context"
        hint += f"; max_tokens: {endpoint.max_tokens} counts too" if endpoint.max_tokens else ""
        return NotDraftedError(f"the article is too long for {endpoint.model}: {overflow or words}", hint=hint)
    if asked.mode != "plain" and status not in _OTHERWISE and (status in _FORM or _OF_FORM.search(words)):
        return FormRefusedError(words)
    answered = f"{endpoint.host} answered {status}" if status >= MOVED else f"{endpoint.host} answered with an error"
    return NotDraftedError(f"{answered}{f': {words}' if words else ''}", hint=_hint(endpoint, received))


_OTHERWISE = frozenset({401, 402, 403, 404, 429})
"""Statuses that say why by themselves."""
_OF_FORM = re.compile(
    r"response_format|json_schema|json_object|json schema|structured output|grammar|guided", re.IGNORECASE
)


def _hint(endpoint: Endpoint, received: Received) -> str:
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
        case status if status >= AT_FAULT:
            return "the server is at fault, or not ready yet: try again later"
    return "if it is about a field, thinking: or max_tokens: of desk.yaml set it; else the server's log may say more"


def as_json(data: bytes | str) -> Any:  # noqa: ANN401  (a tree of JSON)
    """What a text holds as JSON; None where that is nothing."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _message(data: bytes) -> str:
    """The words of a refusal, out of the objects, lists and texts in which servers and gateways wrap them."""
    text = data.decode("utf-8", "replace")
    return _unwrapped(as_json(text), 8) or text


def _unwrapped(node: Any, depth: int) -> str:  # noqa: ANN401  (a tree of JSON)
    match node:
        case str() if depth and node.lstrip().startswith(("{", "[")):
            return _unwrapped(as_json(node), depth - 1) or node
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


def takes_newer_name(received: Received) -> bool:
    """Whether a refusal asks for the limit by its newer name; one that is about an article's length names both."""
    told = received.status in _FIELD and "max_completion_tokens" in _message(received.data)
    return told and _overflow(received.data) is None


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
