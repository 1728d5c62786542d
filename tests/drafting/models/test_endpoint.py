"""Where a model answers and with which key: profiles of the desk, and what the command says over them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief.desk import Desk
from brief.drafting.models.endpoint import KEY, Endpoint, endpoint
from brief.errors import MachineError, UsageError
from brief.secret import Secret

SOURCE = Path(__file__).parents[3] / "src" / "brief"
HERE = "http://127.0.0.1:8080/v1"
DESK = Desk.model_validate(
    {
        "models": {
            "local": {"base_url": HERE, "model": "quay-7b", "seconds": "900"},
            "remote": {
                "base_url": "https://api.example.org/v1/",
                "secret_env": "REMOTE_KEY",
                "mode": "json_object",
                "thinking": {
                    "reasoning_effort": "low",
                    "budget": "1024",
                    "share": "-0.5",
                    "chat_template_kwargs": {"enable_thinking": "false", "list": ["true", "null", "01x", ["7"]]},
                },
                "max_tokens": "8000",
            },
            "open": {"base_url": "http://models.example.org:8000/v1", "secret_env": "REMOTE_KEY"},
        }
    }
)
KEYS = {"REMOTE_KEY": " s3cr3t-remote\n", KEY: "s3cr3t-any"}


def test_a_profile_says_all_and_its_fields_have_their_types() -> None:
    assert endpoint("remote", None, DESK, KEYS) == Endpoint(
        base_url="https://api.example.org/v1",
        model="remote",
        secret=Secret("REMOTE_KEY", "s3cr3t-remote"),
        mode="json_object",
        thinking={
            "reasoning_effort": "low",
            "budget": 1024,
            "share": -0.5,
            "chat_template_kwargs": {"enable_thinking": False, "list": [True, None, "01x", [7]]},
        },
        max_tokens=8000,
        seconds=300,
    )
    assert endpoint("local", None, DESK, {}) == Endpoint(HERE, "quay-7b", seconds=900)


def test_any_model_is_asked_where_the_command_says() -> None:
    assert endpoint("quay:8b", HERE, None, {}) == Endpoint(HERE, "quay:8b")
    assert endpoint("quay:8b", HERE, DESK, KEYS).secret == Secret(KEY, "s3cr3t-any")
    assert endpoint("quay:8b", f"{HERE}/chat/completions/", None, {}).base_url == HERE


def test_an_address_of_the_command_stands_over_the_profiles_and_never_gets_its_key() -> None:
    made = endpoint("remote", "https://other.example.org/v1", DESK, {"REMOTE_KEY": "s3cr3t-remote"})
    assert (made.base_url, made.secret, made.mode) == ("https://other.example.org/v1", Secret(KEY), "json_object")
    made = endpoint("remote", "https://other.example.org/v1", DESK, KEYS)
    assert made.secret == Secret(KEY, "s3cr3t-any")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({}, "REMOTE_KEY is not set"),
        ({KEY: "s3cr3t"}, "REMOTE_KEY is not set"),
        ({"REMOTE_KEY": "  "}, "REMOTE_KEY is not set"),
        ({"REMOTE_KEY": "s3cr3t s3cr3t"}, "REMOTE_KEY holds signs that no key has"),
        ({"REMOTE_KEY": "s3cr3t\r\nX-More: 1"}, "REMOTE_KEY holds signs that no key has"),
        (
            {"REMOTE_KEY": "s3cr3t-schl\N{LATIN SMALL LETTER U WITH DIAERESIS}ssel"},
            "REMOTE_KEY holds signs that no key has",
        ),
    ],
)
def test_a_profiles_key_has_to_be_there(keys: dict[str, str], message: str) -> None:
    with pytest.raises(MachineError) as caught:
        endpoint("remote", None, DESK, keys)
    assert str(caught.value) == f"{message}\n    it holds the key for remote"


def test_a_key_for_any_server_may_be_absent_and_not_broken() -> None:
    assert endpoint("quay", HERE, None, {KEY: ""}).secret == Secret(KEY)
    with pytest.raises(MachineError, match=f"{KEY} holds signs that no key has"):
        endpoint("quay", HERE, None, {KEY: "s3cr3t\ts3cr3t"})


@pytest.mark.parametrize(
    ("name", "base_url", "variable"), [("open", None, "REMOTE_KEY"), ("quay", "http://models.example.org/v1", KEY)]
)
def test_a_key_does_not_leave_this_machine_in_the_open(name: str, base_url: str | None, variable: str) -> None:
    with pytest.raises(UsageError) as caught:
        endpoint(name, base_url, DESK, KEYS)
    assert str(caught.value) == (
        f"the key in {variable} would go to models.example.org for everybody on the way to read\n"
        f"    name an address that begins with https://, or unset {variable}"
    )


def test_without_a_key_an_open_server_may_be_asked() -> None:
    assert endpoint("quay", "http://models.example.org/v1", DESK, {}).is_open


@pytest.mark.parametrize(
    ("address", "host", "here", "unencrypted"),
    [
        ("http://localhost/v1", "localhost", True, False),
        ("http://LOCALHOST:8080/v1", "localhost", True, False),
        ("http://127.0.0.1:11434/v1", "127.0.0.1", True, False),
        ("http://127.8.9.1/v1", "127.8.9.1", True, False),
        ("http://[::1]:8080/v1", "::1", True, False),
        ("https://localhost/v1", "localhost", True, False),
        ("https://api.example.org/v1", "api.example.org", False, False),
        ("http://192.168.1.9:8080/v1", "192.168.1.9", False, True),
        ("http://0.0.0.0:8080/v1", "0.0.0.0", False, True),  # noqa: S104  (nobody listens)
        ("http://localhost.example.org/v1", "localhost.example.org", False, True),
        ("http://127.0.0.1.example.org/v1", "127.0.0.1.example.org", False, True),
        ("http://2130706433/v1", "2130706433", False, True),
        ("http://gpu_box:8000", "gpu_box", False, True),
    ],
)
def test_what_is_this_machine_and_what_is_not(address: str, host: str, here: bool, unencrypted: bool) -> None:  # noqa: FBT001
    made = endpoint("quay", address, None, {})
    assert (made.host, made.is_here, made.is_open) == (host, here, unencrypted)


@pytest.mark.parametrize(
    "address",
    [
        "https://desk:s3cr3t@api.example.org/v1",
        "https://desk:s3/cr3t@api.example.org/s3cr3t",
        "https://s3cr3t@api.example.org",
        "https://api.example.org/v1?key=s3cr3t",
        "https://api.example.org/v1?api-key=s3cr3t",
        "https://api.example.org/v1?s3cr3t",
        "https://api.example.org/v1#s3cr3t",
        "http://127.0.0.1\\@s3cr3t.example.org",
        "sk-s3cr3t",
        "api.example.org/s3cr3t",
        "ftp://s3cr3t.example.org/v1",
        "HTTPS://s3cr3t.example.org/v1",
        "https:///s3cr3t",
        "https://s3cr3t.example.org:port/v1",
        "https://s3cr3t.example.org:0/v1",
        "https://s3cr3t.example.org:65536/v1",
        "https://[::s3cr3t]/v1",
        "https://[:::1:::]/s3cr3t",
        "https://s3cr3t .example.org/v1",
        "https://s3cr3t.example.org/v1/a b",
        "https://s3cr3t.example.org/v1\x00",
        " ",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(address: str) -> None:
    for desk in (None, DESK):
        with pytest.raises(UsageError) as caught:
            endpoint("remote", address, desk, KEYS)
        assert caught.value.exit_code == 2
        assert str(caught.value).startswith("--base-url: ")
        assert "s3cr3t" not in f"{caught.value} {caught.value!r} {caught.value.problems}"
        assert caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [("remot", "did you mean 'remote'?"), ("quay:8b", "--base-url http://127.0.0.1:8080/v1, or models: in desk.yaml")],
)
def test_a_model_that_answers_nowhere_is_told_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        endpoint(name, None, DESK, KEYS)
    assert str(caught.value) == f"nothing says where the model {name!r} answers\n    {hint}"
    with pytest.raises(UsageError):
        endpoint(name, "", None, KEYS)


def test_no_key_is_in_a_representation() -> None:
    assert "s3cr3t" not in repr(endpoint("remote", None, DESK, KEYS))


MODELS = re.compile(
    r"\b(?:gpt-?\d|o[134]-mini|claude|gemini|gemma|llama-?\d|qwen|mixtral|mistral-\w|magistral-\w|deepseek-\w|phi-?\d|grok|glm-?\d)",
    re.IGNORECASE,
)


def test_no_model_is_known_by_its_name() -> None:
    """Mode, thinking and limits are what a desk says of a model; comments may name whose marks they are."""
    told = re.compile(r'""".*?"""|#.*$', re.DOTALL | re.MULTILINE)
    code = {path: told.sub("", path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
    assert {path.name: MODELS.findall(text) for path, text in code.items() if MODELS.search(text)} == {}
