"""What a drafter relies on, asked of llama.cpp's own server with a small model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import urllib3

from llama import KEY, MODEL, served

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = 512
ARTICLE = """\
1: The port of Varen moved 4,200 boxes in March.
2: That is 12 per cent more than a year ago.
3: The harbour master, Ida Lund, said the new quay helped."""
SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "maxLength": 40},
        "points": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "maxLength": 60},
                    "lines": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "integer", "minimum": 1, "maximum": 3},
                    },
                },
                "required": ["text", "lines"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["title", "points"],
    "additionalProperties": False,
}


@dataclass
class Endpoint:
    """A chat endpoint and who asks it."""

    base: str
    pool: urllib3.PoolManager
    key: str = KEY

    def ask(self, words: str, **fields: object) -> tuple[int, Any]:
        """The status and the tree of JSON that are answered."""
        asked = {"model": MODEL, "messages": [{"role": "user", "content": words}], "temperature": 0} | fields
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = self.pool.request("POST", f"{self.base}/chat/completions", json=asked, headers=headers)
        return answer.status, answer.json()

    def shaped(self, schema: object, **fields: object) -> tuple[int, Any]:
        """The same for the article in the shape of a schema."""
        shape = {"type": "json_schema", "json_schema": {"name": "draft", "strict": True, "schema": schema}}
        return self.ask(f"Summarise these numbered lines:\n{ARTICLE}", response_format=shape, **fields)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with served(CONTEXT) as base, urllib3.PoolManager(timeout=300, retries=False) as pool:
        yield Endpoint(base, pool)


@pytest.mark.judge("llama")
def test_an_answer_has_the_shape_of_its_schema(endpoint: Endpoint) -> None:
    status, answer = endpoint.shaped(SCHEMA, max_tokens=400)
    assert status == 200
    [choice] = answer["choices"]
    assert choice["finish_reason"] == "stop"
    draft = json.loads(choice["message"]["content"])
    assert list(draft) == ["title", "points"]
    assert len(draft["title"]) <= 40
    assert 1 <= len(draft["points"]) <= 2
    for point in draft["points"]:
        assert list(point) == ["text", "lines"]
        assert len(point["text"]) <= 60
        assert set(point["lines"]) <= {1, 2, 3}
    usage = answer["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


@pytest.mark.judge("llama")
@pytest.mark.parametrize("name", ["max_tokens", "max_completion_tokens"])
def test_an_answer_that_is_cut_says_so(endpoint: Endpoint, name: str) -> None:
    status, answer = endpoint.shaped(SCHEMA, **{name: 6})
    assert status == 200
    [choice] = answer["choices"]
    assert choice["finish_reason"] == "length"
    assert answer["usage"]["completion_tokens"] == 6
    with pytest.raises(json.JSONDecodeError):
        json.loads(choice["message"]["content"])


@pytest.mark.judge("llama")
def test_an_answer_that_fills_the_context_is_cut_and_says_so(endpoint: Endpoint) -> None:
    status, answer = endpoint.ask("box " * 470, max_tokens=2 * CONTEXT, ignore_eos=True)
    assert status == 200
    assert answer["choices"][0]["finish_reason"] == "length"
    assert answer["usage"]["total_tokens"] == CONTEXT


@pytest.mark.judge("llama")
def test_a_question_longer_than_the_context_is_refused_in_tokens(endpoint: Endpoint) -> None:
    status, answer = endpoint.ask("box " * CONTEXT, max_tokens=1)
    assert status == 400
    error = answer["error"]
    assert error["type"] == "exceed_context_size_error"
    assert error["n_ctx"] == CONTEXT < error["n_prompt_tokens"]
    assert f"({error['n_prompt_tokens']} tokens)" in error["message"]
    assert f"({CONTEXT} tokens)" in error["message"]


@pytest.mark.judge("llama")
@pytest.mark.parametrize("key", ["", "wrong"])
def test_nobody_is_answered_without_the_key(endpoint: Endpoint, key: str) -> None:
    status, answer = replace(endpoint, key=key).ask("Hello", max_tokens=1)
    assert status == 401
    assert answer == {"error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}}


@pytest.mark.judge("llama")
def test_a_schema_that_is_none_is_refused_in_words(endpoint: Endpoint) -> None:
    status, answer = endpoint.shaped({"type": "nonsense"}, max_tokens=1)
    assert status == 400
    assert "unrecognized type nonsense" in answer["error"]["message"]


@pytest.mark.judge("llama")
def test_whatever_model_is_asked_for_the_one_that_answers_gives_its_name(endpoint: Endpoint) -> None:
    status, answer = endpoint.ask("Hello", model="another", max_tokens=1)
    assert (status, answer["model"]) == (200, MODEL)


@pytest.mark.judge("llama")
def test_the_same_question_has_the_same_answer(endpoint: Endpoint) -> None:
    asked = ("What is a quay?", "Hello", "What is a quay?")
    first, between, again = (endpoint.ask(words, max_tokens=12)[1]["choices"] for words in asked)
    assert first == again != between


@pytest.mark.judge("llama")
def test_no_server_outlives_who_started_it() -> None:
    script = "import llama, time\nwith llama.served(512) as base:\n    print(base, flush=True)\n    time.sleep(600)"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    words = [sys.executable, "-c", script]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout
        parts = urlsplit(starter.stdout.readline())
        assert _answers(parts.netloc)
        starter.kill()
    until = time.monotonic() + 60
    while _answers(parts.netloc):
        assert time.monotonic() < until, "it goes on"
        time.sleep(0.05)


def _answers(place: str) -> bool:
    with urllib3.PoolManager(timeout=60, retries=False) as pool:
        try:
            return pool.request("GET", f"http://{place}/health").status == 200
        except urllib3.exceptions.HTTPError:
            return False
