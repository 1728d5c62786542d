from __future__ import annotations

import functools
import html
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mrkdwn_reader as reader
from brief.document import Table
from brief.formats.base import render
from brief.formats.digest.plain import PlainSpelling
from brief.formats.slack import ROW, mrkdwn
from brief.prose import Emphasis, Line, Link, Strong, Text, plain
from messages_of import body, slack
from wording import NAUGHTY, reworded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from brief.document import Document
    from brief.formats.base import Press

PLAIN = PlainSpelling()
_PINGS = """<!channel> <!here> <!everyone> <@U1> <#C1> <!subteam^S1> <!date^1^{date}|x> <https://x.org|y> @channel
&lt;!channel&gt; #general *a* _a_ ~a~ `a` ```a``` :tada: :+1: >quote • https://x.org x.org a@b.de &amp; & < > | *a _a
~a a* a_b_c"""
PINGS = _PINGS.split()
BLOCKS = {"header", "section", "context", "rich_text", "table", "divider"}
"""The blocks that docs.slack.dev, "Blocks" names and messages of an edition hold."""
ELEMENTS = {
    "rich_text_section",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_preformatted",
    "text",
    "link",
    "raw_text",
}
WORDS = st.lists(
    st.sampled_from([*PINGS, " ", "*", "_", "~", "`", "|"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=3),
    max_size=6,
).map("".join)


def objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  (JSON)
    """Every structure of a payload that has a type."""
    if isinstance(value, list):
        for each in value:
            yield from objects(each)
    elif isinstance(value, dict):
        if "type" in value:
            yield value
        for each in value.values():
            yield from objects(each)


def check(payload: dict[str, Any]) -> set[str]:
    """That a payload keeps the documented forms and limits; the targets of its links."""
    blocks = payload["blocks"]
    assert 0 < len(blocks) <= 50
    assert {block["type"] for block in blocks} <= BLOCKS
    assert sum(block["type"] == "table" for block in blocks) <= 1
    assert (payload["mrkdwn"], payload["parse"], payload["link_names"]) == (False, "none", False)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", payload["text"])
    targets = set()
    for held in objects(blocks):
        match held["type"]:
            case "header":
                assert 0 < len(held["text"]["text"]) <= 150
            case "section":
                assert 0 < len(held["fields"]) <= 10
                assert all(0 < len(field["text"]) <= 2_000 for field in held["fields"])
            case "context":
                assert 0 < len(held["elements"]) <= 10
            case "plain_text":
                assert held["emoji"] is False
            case "mrkdwn":
                assert held["verbatim"] is True
                assert 0 < len(held["text"]) <= 3_000
                styles = {style for _, around in reader.read(held["text"]) for style in around}
                targets |= {style.removeprefix("link ") for style in styles if style.startswith("link ")}
                assert {style for style in styles if not style.startswith("link ")} <= {"strong", "stress"}
            case "table":
                assert len(held["rows"]) <= 100
                assert all(len(row) <= 20 for row in held["rows"])
            case "link":
                targets.add(held["url"])
            case kind:
                assert kind in ELEMENTS | BLOCKS, kind
        if held["type"] in {"text", "link", "raw_text", "plain_text"}:
            assert held["text"]
    return targets


@pytest.mark.parametrize("text", PINGS)
def test_what_would_ping_or_format_is_no_mrkdwn_or_the_same_words(text: str) -> None:
    exact(text)


@given(text=WORDS)
def test_any_words_are_no_mrkdwn_or_the_same_words(text: str) -> None:
    exact(text)


def test_every_naughty_string_is_no_mrkdwn_or_the_same_words() -> None:
    for text in filter(str.strip, NAUGHTY):
        exact(text)


def exact(text: str) -> None:
    lines = [
        (plain(text), set()),
        (Line((Text("so "), Strong(plain(text)), Text(" it"))), {"strong"}),
        (Line((Emphasis(plain(text)), Text(", it"))), {"stress"}),
        (Line((Link(plain(text), ("https://example.org/?a=1&b=|",)),)), {"link https://example.org/?a=1&b=%7C"}),
    ]
    for line, styles in lines:
        written = mrkdwn(line, PLAIN)
        if written and text.strip():
            found = reader.read(written)
            said = PLAIN.line(line).replace(" (https://example.org/?a=1&b=|)", "")
            assert "".join(sign for sign, _ in found) == said.strip(" \t\r\n")
            assert {style for _, around in found for style in around} == styles


def test_common_words_are_set_in_mrkdwn() -> None:
    line = Line((Text("R&D < 5: "), Strong(plain("−3.1%")), Text(", "), Link(plain("a"), ("https://x.org",))))
    assert mrkdwn(line, PLAIN) == "R&amp;D &lt; 5: *−3.1%*, <https://x.org|a>"


def test_every_payload_keeps_the_documented_limits_and_its_words(every_kind: Document, press: Press) -> None:
    named = itertools.count()
    usual = [body(f) for f in render(ROW, reworded(every_kind, lambda: f"word{next(named):03}x"), press).files]
    targets = set().union(*map(check, usual))
    hostile = [*(text for text in NAUGHTY if text.strip()), *PINGS]
    for start in range(0, len(hostile), 40):
        told = itertools.cycle([*hostile[start:], *hostile[:start]])
        document = reworded(every_kind, functools.partial(next, told))
        payloads = [body(file) for file in render(ROW, document, press).files]
        found = {re.sub(r"reader=.*", "reader=", target) for payload in payloads for target in check(payload)}
        assert found <= {re.sub(r"reader=.*", "reader=", target) for target in targets}
        shown = "".join(html.unescape("".join(slack(payload["blocks"]))) for payload in payloads)
        first = hostile[start].strip()
        assert "".join(first.split()) in "".join(html.unescape(shown).split()) or "&" in first


def test_only_the_first_table_of_a_message_is_a_table(every_kind: Document, press: Press) -> None:
    table = next(block for block in every_kind.blocks if isinstance(block, Table))
    [payload] = [body(f) for f in render(ROW, replace(every_kind, blocks=(table, table)), press).files]
    [block] = [block for block in payload["blocks"] if block["type"] == "table"]
    assert [setting["align"] for setting in block["column_settings"]] == ["left", "left", "right"]
    assert block["rows"][1][0] == {"type": "raw_text", "text": "Anna | Berta"}
    [code] = [held for held in objects(payload["blocks"]) if held["type"] == "rich_text_preformatted"]
    assert code["elements"][0]["text"].startswith("Tug           Home port     Bollard pull (t)\n")


@pytest.mark.parametrize(("length", "kind"), [(150, "header"), (151, "rich_text")])
def test_a_title_too_long_for_a_header_is_strong_words(
    length: int, kind: str, every_kind: Document, press: Press
) -> None:
    payload = body(render(ROW, replace(every_kind, title=plain("x" * length)), press).files[0])
    assert payload["blocks"][1]["type"] == kind


def test_every_kind_as_it_is_posted(every_kind: Document, press: Press, golden: Callable[[str, str], None]) -> None:
    for file in render(ROW, every_kind, press).files:
        golden(f"every-kind.{file.name.removeprefix('digest.')}", file.data.decode())
