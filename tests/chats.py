"""A server on this machine's loopback address that speaks OpenAI's chat completions, in every shape that is met."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from services import Call, Reply, Rule, Service, broken, told

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

_CREATE = "platform.openai.com, API reference, Create chat completion"
_STRICT = "platform.openai.com, Structured Outputs, Supported schemas"


def _error(status: int, message: str, **more: object) -> Reply:
    return told(status, {"error": {"message": message, "type": "invalid_request_error", **more}})


def _objects(schema: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a tree of JSON)
    """Every schema of an object in a schema."""
    if isinstance(schema, list):
        return [one for part in schema for one in _objects(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") == "object" else []
    return own + [one for part in schema.values() for one in _objects(part)]


def _schema(content: Any) -> Any:  # noqa: ANN401  (a tree of JSON)
    return content.get("response_format", {}).get("json_schema", {}).get("schema", {})


RULES = (
    Rule(
        "a model is named", _CREATE, lambda content: bool(content.get("model")), _error(400, "you must provide a model")
    ),
    Rule(
        "messages have a known role and words",
        _CREATE,
        lambda content: all(
            one.get("role") in {"system", "user", "assistant"} and isinstance(one.get("content"), str)
            for one in content.get("messages") or [{}]
        ),
        _error(400, "invalid messages"),
    ),
    Rule(
        "a form is text, any JSON, or a schema with its name",
        _CREATE,
        lambda content: (
            content.get("response_format", {"type": "text"}).get("type") in {"text", "json_object"}
            or bool(content["response_format"].get("json_schema", {}).get("name"))
        ),
        _error(400, "invalid response_format"),
    ),
    Rule(
        "any JSON is asked for in words too",
        _CREATE,
        lambda content: (
            content.get("response_format", {}).get("type") != "json_object"
            or any("json" in one["content"].lower() for one in content["messages"])
        ),
        _error(400, "'messages' must contain the word 'json' in some form"),
    ),
    Rule(
        "an object of a strict schema requires all it has, and has nothing else",
        _STRICT,
        lambda content: all(
            one.get("additionalProperties") is False and set(one.get("required", ())) == set(one["properties"])
            for one in _objects(_schema(content))
        ),
        _error(400, "Invalid schema for response_format"),
    ),
)


class Chat(Service):
    """Answers each request with the next of its `answers`: a text, what a message holds, a reply; the last one again.

    It refuses what breaks the interface's rules, the forms in `refuses` with `refusal`, and a request that carries no
    `key`.
    """

    path = "/v1/chat/completions"

    def __init__(
        self,
        *answers: str | dict[str, Any] | Reply,
        refuses: tuple[str, ...] = (),
        refusal: Reply | None = None,
        key: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(tls)
        self.answers = list(answers) or ["yes"]
        self.refuses = refuses
        self.refusal = refusal
        self.key = key

    @property
    def base_url(self) -> str:
        return f"{self.address}/v1"

    @property
    def asked(self) -> list[Any]:
        """What the requests hold, in their order."""
        return [call.content for call in self.calls]

    def answer(self, call: Call) -> Reply:
        if call.path != self.path:
            return _error(404, f"Unknown request URL: {call.method} {call.path}")
        if self.key and call.headers.get("authorization") != f"Bearer {self.key}":
            return _error(401, "Incorrect API key provided", code="invalid_api_key")
        content = json.loads(call.body)
        if refusal := broken(RULES, content):
            return refusal
        form = content.get("response_format", {}).get("type", "text")
        if form in self.refuses:
            return self.refusal or _error(400, f"This response_format type is unavailable now: {form}")
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return given if isinstance(given, Reply) else completion(given)


def completion(given: str | dict[str, Any], finish: str = "stop", **usage: int) -> Reply:
    """A completion whose message is a text, or holds what is given."""
    message = {"role": "assistant", **({"content": given} if isinstance(given, str) else given)}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return told(200, {"object": "chat.completion", "choices": [choice], **({"usage": usage} if usage else {})})


@contextmanager
def spoken(script: Callable[[socket.socket], None], backlog: int = 8) -> Iterator[str]:
    """A base address at which whoever connects gets what a script writes, byte for byte, once the request is read."""
    with socket.create_server(("127.0.0.1", 0), backlog=backlog) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    peer, _ = server.accept()
                    with peer, suppress(OSError):
                        script(peer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://localhost:{server.getsockname()[1]}/v1"
        server.shutdown(socket.SHUT_RDWR)


PASSAGE = {"text": "Quays filled up.", "lines": [1]}
ANSWER: dict[str, Any] = {
    "title": {"text": "Quays are full", "lines": [1]},
    "dek": PASSAGE,
    "bottom_line": PASSAGE,
    "paragraphs": [{"heading": "Quays", "text": "Fees rose {fee}.", "lines": [1, 2]}],
    "key_figures": ["fee"],
    "quotations": ["q1"],
}
"""A proposal on an article of two lines, with the figure `fee` and the quotation `q1`."""
