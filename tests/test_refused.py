"""What a field may not hold is refused with its place; what looks like something else is never an accident."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

import rereading
from brief.composing import compose
from brief.errors import InputError
from brief.prose import MOST_LEVELS, ProseError, parse_prose
from brief.reading import read
from hostile import png
from making import make, written
from naughty import CONTROLLED, PRINTABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BLOCKS = [{"kind": "text", "body": "B"}]
REFUSED = {
    **dict.fromkeys(CONTROLLED, ""),
    "a\x00b": "(U+0000)",
    "a\x85\x9f": "(U+009F)",
    "\ufdd0": "(U+FDD0)",
    "a\ufffe": "(U+FFFE)",
    "\U0010ffff": "(U+10FFFF)",
}


@pytest.mark.parametrize("escaped", [True, False], ids=["as escapes", "as they are"])
@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_what_steers_a_terminal_or_is_no_character_is_refused_with_its_place(text: str, *, escaped: bool) -> None:
    blocks = [{"kind": "text", "body": text}]
    for briefing in ({"title": text, "blocks": BLOCKS}, {"title": "T", "blocks": blocks}):
        with pytest.raises(InputError) as caught:
            read(written(briefing, escaped=escaped))
        told = [problem for problem in caught.value.problems if "cannot be printed" in problem.message]
        assert told
        assert all(f"a character that cannot be printed stands here {REFUSED[text]}" in one.message for one in told)
        assert all(one.place and one.place.line == 1 and one.hint for one in told)


@pytest.mark.parametrize("text", ["\ud800", "b\udfff"], ids=ascii)
def test_half_a_character_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="this code stands for no character"):
        read(written({"title": text, "blocks": BLOCKS}, escaped=True))
    with pytest.raises(InputError, match="this file is not UTF-8: byte"):
        read(written({"title": text, "blocks": BLOCKS}))


def test_what_steers_a_terminal_is_refused_in_the_desk_file_too() -> None:
    path = written({"title": "T", "blocks": BLOCKS}, "desk")
    (path.parent / "desk.yaml").write_text('name: "The \\e[31mDesk"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"U\+001B") as caught:
        read(path)
    assert str(caught.value.problems[0].place).endswith("desk.yaml:1:12")


TYPED: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "amount": lambda text: {"figures": {"a": {"label": "A", "is": text}}},
    "unit": lambda text: {"figures": {"a": {"label": "A", "down": "5", "unit": text}}},
    "figure": lambda text: {"figures": {text: {"label": "A", "is": "5"}}, "key_figures": [text]},
    "date": lambda text: {"date": text},
    "value": lambda text: {"blocks": [{"kind": "line", "x": ["a"], "series": [{"label": "A", "values": [text]}]}]},
    "moment": lambda text: {"as_of": {"date": text}},
    "file": lambda text: {"blocks": [{"kind": "image", "file": text}]},
    "data": lambda text: {"blocks": [{"kind": "table", "data": text}]},
    "address": lambda text: {"blocks": [{"kind": "story", "headline": "H", "link": {"url": text}}]},
    "citation": lambda text: {"blocks": [{"kind": "quote", "body": "B", "from": text}]},
    "source": lambda text: {"sources": {text: {"title": "T"}}},
    "key": lambda text: {text: text},
    "kind": lambda text: {"blocks": [{"kind": text, "body": text}]},
    "language": lambda text: {"lang": text},
    "zone": lambda text: {"zone": text},
    "status": lambda text: {"status": text},
    "prose": lambda text: {"bottom_line": text},
    "plain": lambda text: {"title": text},
}


@pytest.mark.parametrize("key", TYPED)
def test_a_string_where_something_else_is_expected_is_read_or_refused_and_never_an_accident(key: str) -> None:
    refused = [*filter(None, (refusal(TYPED[key](text), key) for text in PRINTABLE))]
    assert refused
    assert all(problem.place and problem.message for error in refused for problem in error.problems)


def refusal(more: dict[str, Any], name: str) -> InputError | None:
    try:
        compose(read(written({"title": "T", "blocks": BLOCKS} | more, name)))
    except InputError as error:
        return error
    return None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0Aalert(1)",
        "java\tscript:alert(1)",
        "\xa0javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "blob:https://example.org",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "https:example.org",
        "https://exa mple.org",
    ],
)
def test_links_lead_to_the_web_to_mail_and_to_the_telephone_alone(address: str) -> None:
    for more in (
        {"blocks": [{"kind": "story", "headline": "H", "link": {"url": address}}]},
        {"blocks": [{"kind": "text", "body": f"[words](<{address}>)"}]},
        {"sources": {"a": {"title": "A", "url": address}}},
        {"blocks": [{"kind": "image", "file": "a.png", "url": address}]},
    ):
        with pytest.raises(InputError, match="is no address"):
            read(written({"title": "T", "blocks": BLOCKS} | more, "links"))


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.org/?u=<b>&c=\"'", True),
        ("mailto:leave@example.org", True),
        ("*|UNSUB|*", True),
        ("{{ unsubscribe_url }}", True),
        ("javascript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("www.example.org:80", False),
    ],
)
def test_the_link_that_unsubscribes_is_an_address_or_a_token(address: str, *, allowed: bool) -> None:
    path = written({"title": "T", "blocks": BLOCKS}, "desk")
    (path.parent / "desk.yaml").write_text(json.dumps({"unsubscribe": address}), encoding="utf-8")
    if not allowed:
        with pytest.raises(InputError, match="is no address"):
            read(path)
        return
    page = make(path, ("email",))["email"].text
    links = [dict(held)["href"] for kind, tag, held in rereading.html(page) if (kind, tag) == ("open", "a")]
    assert links == [rereading.canonical(address)]


@pytest.mark.parametrize(
    "name", ["#1.png", "50%20.png", "a?b.png", "<b onerror=x>.png", 'a "b"].png', "&amp;(.png", "été \N{SNOWMAN}.png"]
)
def test_a_picture_s_name_is_an_address_in_every_format(name: str) -> None:
    path = written({"title": "T", "blocks": [{"kind": "image", "file": name, "alt": "A"}]}, "picture")
    (path.parent / name).write_bytes(png())
    artifacts = make(path, ("email", "markdown"))
    digest = artifacts["markdown"]
    [shown] = [dict(held) for kind, tag, held in rereading.markdown(digest.text) if (kind, tag) == ("open", "img")]
    assert (unquote(shown["src"]), shown["alt"]) == (name, "A")
    assert digest.files[1].name == name
    [source] = re.findall(r'<img[^>]*\ssrc="([^"]*)"', artifacts["email"].text)
    assert re.fullmatch(r"email-images/[a-z0-9-]+\.png", source)


def test_a_slug_is_encoded_in_the_address_of_the_edition() -> None:
    path = written({"title": "T", "slug": "a/b?<c>#ü", "blocks": BLOCKS}, "desk")
    (path.parent / "desk.yaml").write_text("web_base: https://example.org/\n", encoding="utf-8")
    artifacts = make(path, ("email", "text"))
    address = "https://example.org/a%2Fb%3F%3Cc%3E%23%C3%BC"
    assert f'href="{address}"' in artifacts["email"].text
    assert address in artifacts["text"].text


def test_markup_stands_so_many_levels_deep_and_no_deeper() -> None:
    levels = MOST_LEVELS + 1
    deep = "*" * (2 * levels) + "x" + "*" * (2 * levels)
    assert parse_prose("*" * 2 * MOST_LEVELS + "x" + "*" * 2 * MOST_LEVELS)
    for text in (deep, "*" * 100_000 + "x" + "*" * 100_000, "*a " * levels + " a*" * levels):
        with pytest.raises(ProseError, match="more than 20 levels of markup, one inside the other"):
            parse_prose(text)
    path = written({"title": "T", "blocks": [{"kind": "text", "body": f"One.\n\n{deep}"}]})
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value.problems[0].place).startswith(f"{path}:1:")
