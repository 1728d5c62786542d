"""One exchange with a server: what it is asked, and every way in which it gives no answer, told in one line."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from brief.drafting.models import asking
from brief.drafting.models.asking import ask
from brief.drafting.models.base import Asked, FormRefusedError, NotDraftedError, Turn
from brief.drafting.models.endpoint import Endpoint
from brief.drafting.models.proposal import NAME, Known, schema
from brief.errors import MachineError
from brief.secret import Secret
from chats import Chat, completion, spoken
from posts import self_signed
from services import Reply, Service, secured, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from brief.desk import Mode

KEY = "sk-s3cr3t/s3cr3t+s3cr3t"
TURNS = (Turn("system", "Answer in JSON"), Turn("user", "The quays filled up \N{SNOWMAN} today. " * 20))
SCHEMA = schema(Known(1, ("fee",), ()))
PLAIN = Asked(NAME, SCHEMA, "plain")
STRICT = Asked(NAME, SCHEMA, "json_schema")


def endpoint(base_url: str, **more: Any) -> Endpoint:  # noqa: ANN401  (whatever an endpoint has)
    return Endpoint(base_url, "m-7b", Secret("TEAM_KEY", KEY), **more)


def failure(base_url: str, asked: Asked = PLAIN, **more: Any) -> tuple[str, str]:  # noqa: ANN401
    """What an exchange that fails says: a line and a hint, with nothing secret in it."""
    with pytest.raises(NotDraftedError) as caught:
        ask(endpoint(base_url, **more), TURNS, asked)
    error = caught.value
    [problem] = error.problems
    assert error.exit_code == 3
    assert error.__suppress_context__ or error.__context__ is None
    assert "\n" not in problem.message + problem.hint
    assert len(problem.message) < 400
    assert problem.message.isprintable()
    assert "s3cr3t" not in f"{error} {error!r} {error.problems} {error.__cause__!r} {error.__context__!r}"
    assert problem.hint
    return problem.message, problem.hint


def refused(reply: Reply, asked: Asked = PLAIN, **more: Any) -> tuple[str, str]:  # noqa: ANN401
    with Chat(reply) as chat:
        return failure(chat.base_url, asked, **more)


# What is sent.


def test_a_request_says_what_is_asked_and_nothing_else() -> None:
    with Chat("yes", key=KEY) as chat:
        assert ask(endpoint(chat.base_url), TURNS, PLAIN) == "yes"
    [call] = chat.calls
    assert (call.method, call.path, call.query) == ("POST", "/v1/chat/completions", {})
    assert call.content == {
        "model": "m-7b",
        "messages": [{"role": turn.role, "content": turn.text} for turn in TURNS],
    }
    assert "\N{SNOWMAN}".encode() in call.body
    kept = {"host", "user-agent", "accept", "accept-encoding", "connection", "content-type", "content-length"}
    assert set(call.headers) == kept | {"authorization"}
    assert call.headers["user-agent"] == "briefpress"
    assert call.headers["accept-encoding"] == "identity"


def test_without_a_key_none_is_sent() -> None:
    with Chat("yes") as chat:
        ask(Endpoint(chat.base_url, "m"), TURNS, PLAIN)
    assert "authorization" not in chat.calls[0].headers


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("json_schema", {"type": "json_schema", "json_schema": {"name": NAME, "strict": True, "schema": SCHEMA}}),
        ("json_object", {"type": "json_object"}),
        ("plain", None),
    ],
)
def test_a_form_is_asked_for_as_the_interface_has_it(mode: Mode, form: object) -> None:
    with Chat("yes") as chat:
        ask(endpoint(chat.base_url), TURNS, Asked(NAME, SCHEMA, mode))
    assert chat.asked[0].get("response_format") == form


def test_thinking_and_limits_are_fields_of_the_request() -> None:
    with Chat("yes") as chat:
        thinking = {"reasoning_effort": "low", "chat_template_kwargs": {"enable_thinking": False}}
        ask(endpoint(chat.base_url, thinking=thinking, max_tokens=900), TURNS, PLAIN)
    assert {key: chat.asked[0][key] for key in (*thinking, "max_tokens")} == {**thinking, "max_tokens": 900}


UNSUPPORTED = told(
    400,
    {
        "error": {
            "message": "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
            "'max_completion_tokens' instead.",
            "type": "invalid_request_error",
            "param": "max_tokens",
            "code": "unsupported_parameter",
        }
    },
)


def test_a_limit_that_is_refused_by_its_old_name_is_asked_for_by_its_newer_one() -> None:
    with Chat(UNSUPPORTED, "yes") as chat:
        assert ask(endpoint(chat.base_url, max_tokens=900), TURNS, STRICT) == "yes"
    first, second = chat.asked
    assert first.pop("max_tokens") == 900
    assert second.pop("max_completion_tokens") == 900
    assert first == second


def test_a_limit_that_was_not_asked_for_is_asked_for_by_no_name() -> None:
    with Chat(UNSUPPORTED) as chat:
        assert "Unsupported parameter" in failure(chat.base_url)[0]
    assert len(chat.calls) == 1


def test_half_a_character_is_sent_as_a_sign_of_its_own() -> None:
    with Chat("yes") as chat:
        ask(Endpoint(chat.base_url, "m\udcff"), (Turn("user", "a \ud83d b"),), PLAIN)
    assert (chat.asked[0]["model"], chat.asked[0]["messages"][0]["content"]) == ("m?", "a ? b")


def test_no_proxy_and_no_password_file_of_the_environment_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login desk password s3cr3t\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with Service() as proxy, Chat("yes") as chat:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        ask(Endpoint(chat.base_url, "m"), TURNS, PLAIN)
        assert proxy.calls == []
    assert "authorization" not in chat.calls[0].headers


# Refusals.


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_the_key_not_sent_on(status: int) -> None:
    with Service() as elsewhere:
        said = refused(Reply(status, b"grammar", {"Location": f"{elsewhere.address}/v1/chat/completions"}), STRICT)
        assert elsewhere.calls == []
    assert said == ("localhost leads elsewhere, which was not followed", "name its new address")


REFUSALS = {
    "401": (Reply(401, b'{"error":{"message":"Incorrect API key: %s"}}' % KEY.encode()), "", "(TEAM_KEY)"),
    "402": (told(402, {"error": {"message": "Insufficient Balance"}}), "Insufficient Balance", "nothing left to spend"),
    "403": (Reply(403, b"no"), "403: no", "the key does not allow it (TEAM_KEY)"),
    "404 model": (told(404, {"error": "model 'm-7b' not found"}), "not found", "is 'm-7b' a model there?"),
    "404 page": (Reply(404, b"<h1>Not Found</h1>"), "<h1>", "ends with /v1 as a rule"),
    "413": (Reply(413, b""), "answered 413", "take a shorter article"),
    "429": (Reply(429, b"{}"), "answered 429", "try again later"),
    "429 in seconds": (Reply(429, b"", {"Retry-After": "20"}), "answered 429", "try again in 20 seconds"),
    "429 in a second": (Reply(429, b"", {"Retry-After": "1"}), "answered 429", "try again in 1 second"),
    "429 at a time": (Reply(429, b"", {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), "429", "try again later"),
    "429 in no number": (Reply(429, b"", {"Retry-After": "\u00b2"}), "429", "try again later"),
    "500": (Reply(500, b"boom"), "answered 500: boom", "try again later"),
    "503": (told(503, {"error": {"message": "Loading model", "code": 503}}), "Loading model", "not ready yet"),
    "503 in seconds": (Reply(503, b"", {"Retry-After": "5"}), "answered 503", "try again in 5 seconds"),
    "400": (told(400, {"error": {"message": "Unknown field: budget"}}), "Unknown field: budget", "thinking:"),
    "418": (Reply(418, b"teapot"), "answered 418: teapot", "log"),
    "204": (Reply(204, b""), "something else than a completion", "/v1"),
    "vLLM's shape": (told(400, {"object": "error", "message": "bad"}), "answered 400: bad", "log"),
    "a form's shape": (told(422, {"detail": [{"loc": ["body"], "msg": "field required"}]}), "422: field required", ""),
    "Gemini's shape": (Reply(400, b'[{"error": {"code": 400, "message": "bad"}}]'), "400: bad", ""),
    "a gateway's": (told(400, {"detail": '{"error": {"message": "bad"}}'}), "400: bad", ""),
    "OpenRouter's": (
        told(502, {"error": {"message": "Provider failed", "metadata": {"raw": '{"error":{"message":"bad"}}'}}}),
        "502: Provider failed: bad",
        "",
    ),
    "no shape": (told(400, {"reason": 7}), '400: {"reason": 7}', ""),
    "words of many lines": (Reply(400, b"a\r\n\x1b[31mb\xff" + b"c" * 9000), "400: a [31mb", ""),
    "JSON without an end": (Reply(400, b"[" * 100_000), "400: [[[", ""),
    "an error in a whole answer": (told(200, {"error": {"message": "busy"}}), "answered with an error: busy", ""),
    "an error with its status": (told(200, {"error": {"message": "x", "code": 429}}), "429: x", "try again later"),
}


@pytest.mark.parametrize(("reply", "message", "hint"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_is_told_in_the_servers_words_with_what_to_do(reply: Reply, message: str, hint: str) -> None:
    said = refused(reply)
    assert message in said[0]
    assert said[0].startswith("localhost ")
    assert hint in said[1]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_without_a_key_names_the_variable_that_would_hold_it(status: int) -> None:
    with Chat(Reply(status, b"no")) as chat, pytest.raises(NotDraftedError) as caught:
        ask(Endpoint(chat.base_url, "m"), TURNS, PLAIN)
    assert str(caught.value) == (f"localhost answered {status}: no\n    no key was sent: BRIEF_MODEL_KEY would hold it")


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 500])
@pytest.mark.parametrize("spelled", [KEY, KEY.replace("/", "\\/"), KEY.replace("+", "%2B").replace("/", "%2F")])
def test_a_key_is_in_no_message_whatever_a_server_answers(status: int, spelled: str) -> None:
    for body in (spelled, f'{{"error": {{"message": "no {spelled}"}}}}', f'{{"error": "{spelled}"}}'):
        refused(Reply(status, body.encode(), {"Location": f"http://localhost:1/{spelled}"}))
    refused(completion({"content": None, "refusal": f"no {KEY}"}))


def test_a_key_is_in_no_representation() -> None:
    assert "s3cr3t" not in repr(endpoint("http://localhost/v1"))


@pytest.mark.parametrize("status", [400, 422, 501])
@pytest.mark.parametrize("mode", ["json_schema", "json_object"])
def test_a_form_that_is_refused_can_be_asked_for_otherwise(status: int, mode: Mode) -> None:
    with Chat(Reply(status, b"no")) as chat, pytest.raises(FormRefusedError):
        ask(endpoint(chat.base_url), TURNS, Asked(NAME, SCHEMA, mode))
    with Chat(told(200, {"error": {"message": "no", "code": status}})) as chat, pytest.raises(FormRefusedError):
        ask(endpoint(chat.base_url), TURNS, Asked(NAME, SCHEMA, mode))


def test_a_server_that_fails_at_a_form_is_asked_otherwise_too() -> None:
    with Chat(told(500, {"error": {"message": "failed to parse grammar"}})) as chat, pytest.raises(FormRefusedError):
        ask(endpoint(chat.base_url), TURNS, STRICT)


@pytest.mark.parametrize("status", [401, 402, 403, 404, 413, 429, 500, 503])
def test_what_is_no_refusal_of_a_form_is_told_at_once(status: int) -> None:
    assert str(status) in refused(Reply(status, b"no json_schema" if status < 405 else b"no"), STRICT)[0]


# Articles that are too long.

LIMIT = "This model's maximum context length is 4096 tokens. However, "
REDUCE = " Please reduce the length of the messages or completion."
OVERFLOWS: Mapping[str, tuple[int, object]] = {
    "llama.cpp": (
        400,
        {
            "error": {
                "code": 400,
                "message": "the request exceeds the available context size, try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": 5000,
                "n_ctx": 4096,
            }
        },
    ),
    "llama.cpp in its message": (
        400,
        {
            "error": {
                "message": "request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it"
            }
        },
    ),
    "llama.cpp behind a gateway": (
        400,
        {
            "detail": json.dumps(
                {"error": {"type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 4096}}
            )
        },
    ),
    "OpenAI": (
        400,
        {
            "error": {
                "message": f"{LIMIT}your messages resulted in 5000 tokens. Please reduce the length of the messages.",
                "code": "context_length_exceeded",
            }
        },
    ),
    "DeepSeek": (
        400,
        {
            "error": {
                "message": f"{LIMIT}you requested 5000 tokens (4500 in the messages, 500 in the completion).{REDUCE}"
            }
        },
    ),
    "vLLM": (
        400,
        {
            "object": "error",
            "message": f"{LIMIT}you requested 5000 tokens (4500 in the messages, 500 in the completion).",
        },
    ),
    "vLLM, newer": (400, {"error": {"message": f"{LIMIT}your prompt contains at least 5000 input tokens"}}),
    "vLLM, with a limit of its own": (
        400,
        {
            "error": {
                "message": f"{LIMIT}you requested 2000 output tokens and your prompt contains at least 3000 input "
                "tokens, for a total of at least 5000 tokens. (parameter=input_tokens, value=3000)"
            }
        },
    ),
    "vLLM, both names of the limit": (
        400,
        {
            "message": "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context "
            "length is 4096 tokens and your request has 3000 input tokens (5000 > 4096 - 3000)."
        },
    ),
    "vLLM, its engine": (
        400,
        {"message": "The decoder prompt (length 5000) is longer than the maximum model length of 4096."},
    ),
    "SGLang": (400, {"message": "The input (5000 tokens) is longer than the model's context length (4096 tokens)."}),
    "SGLang, its pool": (
        400,
        {"message": "Input length (5000 tokens) exceeds the maximum allowed length (4096 tokens)."},
    ),
    "SGLang, newer": (
        400,
        {
            "message": "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested "
            "a total of 5000 tokens: 4500 tokens from the input messages and 500 tokens for the completion."
        },
    ),
    "TGI": (
        422,
        {
            "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` "
            "tokens and 512 `max_new_tokens`",
            "error_type": "validation",
        },
    ),
    "LM Studio": (
        400,
        {
            "error": "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded "
            "with context length of only 4096 tokens, which is not enough."
        },
    ),
    "LM Studio, newer": (
        400,
        {
            "error": "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: "
            "5000 >= n_ctx: 4096)."
        },
    ),
    "Mistral": (
        400,
        {
            "message": "Prompt contains 5000 tokens and 0 draft tokens, too large for model with 4096 maximum "
            "context length"
        },
    ),
    "Gemini": (
        400,
        [{"error": {"message": "The input token count (5000) exceeds the maximum number of tokens allowed (4096)."}}],
    ),
    "Claude": (400, {"error": {"message": "prompt is too long: 5000 tokens > 4096 maximum"}}),
    "OpenRouter": (
        400,
        {
            "error": {
                "message": "This endpoint's maximum context length is 4,096 tokens. However, you requested about 5,000 "
                "tokens (4,500 of text input, 500 in the output)."
            }
        },
    ),
    "xAI": (400, {"error": "This model's maximum prompt length is 4096 but the request contains 5000 tokens."}),
    "Moonshot": (
        400,
        {"error": {"message": "Invalid request: Your request exceeded model token limit: 4096 (requested: 5000)"}},
    ),
    "with the number of a request": (
        400,
        {"error": {"message": f"{LIMIT}you requested 5000 tokens. (request id: 2025010112345678901)"}},
    ),
    "with an error of the server": (500, {"message": f"{LIMIT}you requested 5000 tokens."}),
    "as if all were well": (200, {"error": {"message": f"{LIMIT}you requested 5000 tokens.", "code": 400}}),
}


@pytest.mark.parametrize(("status", "content"), OVERFLOWS.values(), ids=OVERFLOWS.keys())
def test_an_article_that_is_too_long_is_told_with_its_tokens_and_the_limit(status: int, content: object) -> None:
    with Chat(told(status, content)) as chat:
        message, hint = failure(chat.base_url, STRICT, max_tokens=500)
    assert message == "the article is too long for m-7b: 5,000 tokens, and 4,096 are the limit"
    assert hint == "take a shorter article, or a model and server with more context; max_tokens: 500 counts too"
    assert len(chat.calls) == 1


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("Your input exceeds the context window of this model. Please adjust your input.", "context_length_exceeded"),
        ("Please reduce the length of the messages or completion.", "context_length_exceeded"),
        ("This model's maximum context length is 4096 tokens.", None),
        ("max_tokens must be at least 1, got -186.", None),
        ("Range of input length should be [1, 30720]", None),
    ],
)
def test_an_article_that_is_too_long_is_told_in_the_servers_words_where_it_counts_nothing(
    message: str, code: str | None
) -> None:
    said = refused(told(400, {"error": {"message": message, "code": code}}), STRICT)
    assert said == (
        f"the article is too long for m-7b: {message}",
        "take a shorter article, or a model and server with more context",
    )


def test_too_many_requests_for_a_limit_of_tokens_are_no_article_that_is_too_long() -> None:
    words = "Rate limit reached on tokens per minute: model token limit: 6000 (requested: 7000)"
    assert "answered 429" in refused(told(429, {"error": {"message": words}}))[0]


# Answers that are none.

SHORT = {"completion_tokens": 1024, "prompt_tokens": 300}
ANSWERS: Mapping[str, tuple[Reply, str]] = {
    "broken off": (completion('{"title', "length", **SHORT), "the answer of m-7b broke off after 1,024 tokens"),
    "broken off, uncounted": (completion('{"title', "length"), "the answer of m-7b broke off"),
    "broken off, Mistral": (completion("{", "model_length"), "the answer of m-7b broke off"),
    "broken off in thoughts": (
        completion({"content": None, "reasoning_content": "Hm"}, "length", **SHORT),
        "the answer of m-7b broke off after 1,024 tokens, all of them thoughts",
    ),
    "broken off in marked thoughts": (
        completion("<think>Hm {", "length", **SHORT),
        "the answer of m-7b broke off after 1,024 tokens, all of them thoughts",
    ),
    "empty": (completion(""), "m-7b said nothing"),
    "blank": (completion(" \n"), "m-7b said nothing"),
    "null": (completion({"content": None}), "m-7b said nothing"),
    "without content": (completion({}), "m-7b said nothing"),
    "thoughts": (completion({"content": "", "reasoning": "Hm"}), "m-7b thought, and said nothing"),
    "filtered": (completion("Quays", "content_filter"), "localhost withholds the answer: its filter took offence"),
    "declined": (completion({"content": None, "refusal": "I can't\nhelp."}), "m-7b declines: I can't help."),
    "failed": (completion("Quays", "error"), "localhost broke the answer off: error"),
    "overloaded": (
        completion("Quays", "insufficient_system_resource"),
        "localhost broke the answer off: insufficient_system_resource",
    ),
    "read in part": (
        completion("Quays", prompt_tokens=12),
        "localhost read 12 tokens of 594 characters, and let the rest go",
    ),
}


@pytest.mark.parametrize(("reply", "message"), ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_that_is_none_says_why(reply: Reply, message: str) -> None:
    assert refused(reply)[0] == message


@pytest.mark.parametrize("usage", [{}, {"prompt_tokens": 0}, {"prompt_tokens": 130}, {"prompt_tokens": "12"}, [], "x"])
def test_a_server_that_may_have_read_it_all_is_believed(usage: object) -> None:
    content = json.loads(completion("yes").body) | {"usage": usage}
    with Chat(told(200, content)) as chat:
        assert ask(endpoint(chat.base_url), TURNS, PLAIN) == "yes"


def test_a_run_of_one_sign_counts_as_one() -> None:
    with Chat(completion("yes", prompt_tokens=12)) as chat:
        assert ask(endpoint(chat.base_url), (Turn("user", f"Quays {'-' * 4000} {'=' * 4000} full"),), PLAIN) == "yes"


MESSAGE: dict[str, Any] = {"message": {"content": "yes"}}
NO_CHOICES: tuple[object, ...] = (None, 7, "text", [], {}, {"0": MESSAGE}, True)
NO_CHOICE: tuple[object, ...] = (None, 7, "text", [], {}, True, {"text": "yes"}, {"delta": {}})
NO_MESSAGE: tuple[object, ...] = (None, 7, "text", [], [["content", "yes"]], True)
OTHERS = {
    "a page": b"<!doctype html><h1>It works!</h1>",
    "nothing": b"",
    "a stream": b'data: {"choices": [{"delta": {"content": "yes"}}]}\n\ndata: [DONE]\n\n',
    "half of it": b'{"choices": [{"message": {"content": "ye',
    "too deep": b"[" * 200_000,
    "no text": b"\xff\xfe\x00",
    "a number too long": b'{"choices": ' + b"9" * 5000 + b"}",
    **{
        json.dumps(shape): json.dumps(shape).encode()
        for shape in (
            *(None, 7, True, "text", [], {}, [MESSAGE], {"message": "x"}, {"response": "x", "done": True}),
            *({"choices": one} for one in NO_CHOICES),
            *({"choices": [one]} for one in NO_CHOICE),
            *({"choices": [{"message": one}]} for one in NO_MESSAGE),
            {"error": None},
        )
    },
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS.keys())
def test_whatever_is_no_completion_is_told_as_such(body: bytes) -> None:
    message, hint = refused(Reply(200, body))
    assert message == "localhost answered with something else than a completion"
    assert "/v1" in hint


@pytest.mark.parametrize("content", [7, True, {"text": "yes"}, [], [7, None], [{"type": "image_url"}], [["text"]]])
def test_content_that_is_no_text_says_nothing(content: object) -> None:
    assert refused(completion({"content": content}))[0] == "m-7b said nothing"


@pytest.mark.parametrize("more", [{"finish_reason": ["stop"]}, {"finish_reason": None}, {"finish_reason": {}}, {}])
def test_an_answer_with_an_odd_ending_is_an_answer(more: dict[str, object]) -> None:
    with Chat(told(200, {"choices": [{**MESSAGE, **more}], "usage": None, "error": None})) as chat:
        assert ask(endpoint(chat.base_url), TURNS, PLAIN) == "yes"


# Connections.


def test_a_port_that_takes_no_connections() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
    assert failure(address) == (f"{address} cannot be reached", "start it, or name another address")


def test_a_host_that_is_not_there() -> None:
    said = failure("https://none.invalid/v1")
    assert said == ("https://none.invalid/v1 cannot be reached", "nothing was sent; is it the right address?")


def test_an_address_that_no_request_can_hold() -> None:
    assert failure("https://xn--a-/v1")[1].startswith("nothing was sent")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CUT = {
    "at once": b"",
    "in the headers": HEAD,
    "in the body": HEAD + b"Content-Length: 900\r\n\r\n" + b'{"choices": [',
    "in a piece": HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{",
    "with something else": b"\x16\x03\x01 no HTTP at all\r\n\r\n",
    "packed, and not": HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
}


@pytest.mark.parametrize("sent", CUT.values(), ids=CUT.keys())
def test_a_connection_that_breaks(sent: bytes) -> None:
    def script(peer: socket.socket) -> None:
        peer.recv(65_536)
        peer.sendall(sent)

    with spoken(script) as address:
        assert failure(address)[0] == "the connection to localhost broke before its answer was whole"


def _dripping(start: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def script(peer: socket.socket) -> None:
        peer.recv(65_536)
        peer.sendall(start)
        while True:
            peer.sendall(drop)
            time.sleep(0.02)

    return script


def _silent(peer: socket.socket) -> None:
    while peer.recv(65_536):
        pass


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


SLOW = {
    "silent": _silent,
    "headers that drip": _dripping(HEAD, b"X-More: 1\r\n"),
    "a header that drips": _dripping(HEAD + b"X-More: ", b"x"),
    "a body that drips": _dripping(HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
    "pieces that drip": _dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "interim answers that drip": _dripping(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
}


@pytest.mark.parametrize("script", SLOW.values(), ids=SLOW.keys())
def test_an_exchange_ends_in_its_time_however_it_drips(script: Callable[[socket.socket], None]) -> None:
    with spoken(script) as address, bounded(1.0):
        message, hint = failure(address, seconds=0.3)
    assert message == "m-7b did not answer within 0.3 seconds"
    assert "seconds:" in hint


def test_a_request_that_nobody_reads_ends_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(sys.modules[__name__], "TURNS", (Turn("user", "Quays. " * 2_000_000),))

    def script(_: socket.socket) -> None:
        done.wait(5)

    with spoken(script) as address, bounded(1.5):
        assert failure(address, seconds=0.3)[0] == "m-7b did not answer within 0.3 seconds"
        done.set()


def test_two_requests_of_one_question_share_its_time() -> None:
    with Chat(UNSUPPORTED, "yes") as chat, bounded(1.0):
        chat.planned = [None, Reply(late=0.9)]
        assert "within 0.4 seconds" in failure(chat.base_url, seconds=0.4, max_tokens=9)[0]
        assert len(chat.calls) == 2


def test_a_handshake_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "CONNECT", 0.2)
    with spoken(_silent) as address, bounded(1.0):
        said = failure(address.replace("http:", "https:"))
    assert said == ("localhost did not answer within 0.2 seconds", "nothing was sent; is it the right address?")


@pytest.mark.parametrize("head", [HEAD, b"HTTP/1.1 400 Bad Request\r\n"])
def test_an_answer_that_is_too_large_is_not_read_to_its_end(head: bytes) -> None:
    def script(peer: socket.socket) -> None:
        peer.recv(65_536)
        peer.sendall(head + b"\r\n")
        while True:
            peer.sendall(b" " * 65_536)

    with spoken(script) as address, bounded(2.0):
        assert failure(address)[0] == "the answer of localhost is larger than 4 MB"


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    self_signed(folder)
    return folder


@pytest.mark.needs("openssl")
def test_a_certificate_that_nobody_vouches_for_stops_everything(certified: Path) -> None:
    with Chat("yes", tls=secured(certified)) as chat:
        message, hint = failure(chat.base_url)
        assert chat.calls == []
    assert message in {f"localhost cannot be trusted: self{sign}signed certificate" for sign in "- "}
    assert hint == "nothing was sent; the certificate of a server of your own is named in SSL_CERT_FILE"


@pytest.mark.needs("openssl")
def test_a_certificate_of_ones_own_is_named_in_the_environment(
    certified: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certified / "cert.pem"))
    with Chat("yes", tls=secured(certified)) as chat:
        assert ask(endpoint(chat.base_url), TURNS, PLAIN) == "yes"
        by_number = chat.base_url.replace("localhost", "127.0.0.1")
        assert failure(by_number)[0].startswith("127.0.0.1 cannot be trusted: IP address mismatch")
        assert len(chat.calls) == 1


def test_a_server_that_speaks_no_tls_gets_nothing() -> None:
    with Chat("yes") as chat:
        message, _ = failure(chat.base_url.replace("http:", "https:"))
        assert chat.calls == []
    assert message == "localhost cannot be trusted: it does not speak TLS as it should"


def test_without_the_library_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    assert failure("http://localhost/v1") == (
        "a model is asked through httpx, which is not installed",
        "pip install 'briefpress[drafting]', or leave --model out",
    )
    assert issubclass(NotDraftedError, MachineError)
