from __future__ import annotations

import functools
import itertools
import json
import re
from typing import TYPE_CHECKING

import rereading
from brief.formats.base import render
from brief.formats.matrix import ENVELOPE, EVENT, ROW
from messages_of import body
from wording import NAUGHTY, reworded

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.document import Document
    from brief.formats.base import Press
    from rereading import Event

ALLOWED = {"h1", "h2", "h3", "p", "a", "ul", "li", "strong", "em", "code", "blockquote", "hr", "table", "thead"}
ALLOWED |= {"tbody", "tr", "th", "td"}
"""Of the tags that spec.matrix.org, "m.room.message msgtypes" lets clients show."""
NAME = re.compile(r"word\d{3}x")


def read(page: str) -> list[Event]:
    events = [event for event in rereading.html(page) if event[1] not in {"html", "head", "body"}]
    opened = [(tag, attributes) for kind, tag, attributes in events if kind == "open"]
    assert {tag for tag, _ in opened} <= ALLOWED
    assert all(set(dict(attributes)) <= ({"href"} if tag == "a" else set()) for tag, attributes in opened)
    assert not [event for event in events if event[0] == "comment"]
    return events


def test_every_naughty_string_is_the_same_words(every_kind: Document, press: Press) -> None:
    named = itertools.count()
    [usual] = render(ROW, reworded(every_kind, lambda: f"word{next(named):03}x"), press).files
    expected = read(body(usual)["formatted_body"])
    strings = [
        string for string in [*NAUGHTY, "@room", "@ada:example.org", "#room:example.org", "/me"] if string.strip()
    ]
    for start in range(0, len(strings), 20):
        told = strings[start:] + strings[:start]
        [file] = render(ROW, reworded(every_kind, functools.partial(next, itertools.cycle(told))), press).files
        payload = body(file)
        found = read(payload["formatted_body"])
        meant = rereading.put(expected, NAME, lambda name, told=told: told[int(name[4:7]) % len(told)])  # type: ignore[misc]
        for one, other in zip(meant, found, strict=True):
            assert (one[0], "".join(one[1].split())) == (other[0], "".join(other[1].split()))
        assert payload["m.mentions"] == {}
        assert "".join(told[0].split()) in "".join(payload["body"].split())


def test_an_event_leaves_room_for_what_servers_add(every_kind: Document, press: Press) -> None:
    [file] = render(ROW, every_kind, press).files
    content = body(file)
    assert set(content) == {"msgtype", "body", "format", "formatted_body", "m.mentions"}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert len(canonical) + ENVELOPE <= EVENT == 65_536


def test_every_kind_as_it_is_posted(every_kind: Document, press: Press, golden: Callable[[str, str], None]) -> None:
    [file] = render(ROW, every_kind, press).files
    golden("every-kind.matrix.json", file.data.decode())


def test_right_to_left_isolates_figures(every_kind_rtl: Document, press: Press) -> None:
    [file] = render(ROW, every_kind_rtl, press).files
    for words in (body(file)["body"], body(file)["formatted_body"]):
        assert words.count("\N{FIRST STRONG ISOLATE}") == words.count("\N{POP DIRECTIONAL ISOLATE}") > 20
