from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.secret import Secret, from_environment

HOOK = Secret("TEAM_WEBHOOK", "https://hooks.example.org/services/T0AAAAAAA/s3cr3t+s3cr3t%2F=?key=0123456789abcdef")


@pytest.mark.parametrize(
    "words",
    [
        "no such address: https://hooks.example.org/services/T0AAAAAAA/s3cr3t+s3cr3t%2F=?key=0123456789abcdef",
        "POST /services/T0AAAAAAA/s3cr3t+s3cr3t%2F=?key=0123456789abcdef HTTP/1.1",
        "the path is /services/T0AAAAAAA/s3cr3t+s3cr3t/=",
        "quoted: https%3A%2F%2Fhooks.example.org%2Fservices%2FT0AAAAAAA%2Fs3cr3t%2Bs3cr3t%252F%3D",
        r"escaped: https:\/\/hooks.example.org\/services\/T0AAAAAAA\/s3cr3t+s3cr3t%2F=",
        "in capitals: S3CR3T+S3CR3T%2F=, 0123456789ABCDEF",
        "key=0123456789abcdef is not valid",
        json.dumps({"message": "s3cr3t+s3cr3t%2F= is unknown"}),
        json.dumps({"error": {"about": ["s3cr3t+s3cr3t%2F=", "0123456789abcdef"]}}),
        "0123456789abcdef" * 5000,
    ],
)
def test_a_secret_is_in_no_words_that_are_passed_on(words: str) -> None:
    told = HOOK.told(words.encode())
    assert "s3cr3t+" not in told.lower()
    assert "0123456789abcdef" not in told.lower()
    assert "•••" in told


def test_a_secret_is_in_no_representation_of_its_own() -> None:
    assert "s3cr3t" not in f"{HOOK!r} {HOOK}"


@given(
    st.text(max_size=60), st.text(max_size=60), st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=8)
)
def test_a_secret_in_the_middle_of_anything_is_covered(before: str, after: str, value: str) -> None:
    told = Secret("TOKEN", value).told(f"{before}{value}{after}".encode("utf-8", "replace"))
    assert value not in told


def test_words_of_a_service_are_one_line_that_no_terminal_obeys() -> None:
    assert (
        Secret().told(b"one\r\n\x1b[31mtwo\x00 \xe2\x80\xae three \xff")
        == "one [31mtwo three \N{REPLACEMENT CHARACTER}"
    )


def test_long_words_are_cut() -> None:
    assert Secret().told(b"a" * 5000) == "a" * 200 + "…"


@pytest.mark.parametrize("value", ["", "  ", "two words", "line\nend", "nul\0"])
def test_what_cannot_be_a_secret_is_as_good_as_none(value: str) -> None:
    assert from_environment("TOKEN", {"TOKEN": value}) is None
    assert from_environment("TOKEN", {}) is None


def test_a_secret_is_read_without_the_blanks_around_it() -> None:
    assert from_environment("TOKEN", {"TOKEN": " abc\n"}) == Secret("TOKEN", "abc")
    assert from_environment(None, {}) == Secret()
