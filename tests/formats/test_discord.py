from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import discord_reader as reader
from brief.desk import Desk
from brief.document import FigureWords, Image
from brief.formats.base import render
from brief.formats.discord import ROW, DiscordSpelling, escape
from brief.prose import Code, Emphasis, Line, Link, Strong, Text, plain
from messages_of import body
from wording import NAUGHTY, reworded

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.document import Document
    from brief.formats.base import Press

SPELLING = DiscordSpelling()
_PINGS = """@everyone @here <@1> <@!1> <@&1> <#1> </ban:1> <id:home> :tada: <:x:1> <a:x:1> <t:1> <t:1:R> https://x.org http://x
<https://x.org> [a](https://b) [a](<https://b>) **a** *a* _a_ __a__ ~~a~~ ||a|| `a` ``a`` ```a```
# -# > >>> - + * 1. \\ \\* ¯\\_(ツ)_/¯
*** ___ a*b*c a_b_c ]( [ ] ( ) < > | : @ #"""
PINGS = _PINGS.split()
SPACES = [" ", "# ", "-# ", "> ", ">>> ", "- ", "* ", "1. ", "12. ", "\n", "\t"]
WORDS = st.lists(
    st.sampled_from([*PINGS, *SPACES]) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3), max_size=8
).map("".join)


def check(text: str, *, styled: bool = True) -> None:
    """A text is the same words as a paragraph, a heading, an item, a quotation, and inside marks and links."""
    expected = text.split()
    if not expected:
        return
    for written, kind in (
        (SPELLING.line(plain(text)), "words"),
        (SPELLING.heading(plain(text), 2), "heading"),
        (SPELLING.item(plain(text)), "item"),
        (SPELLING.quotation((plain(text),), Line()), "quote"),  # type: ignore[arg-type]  # a paragraph
    ):
        [(found, line)] = reader.lines(written)
        assert (found, reader.words(line).split(), reader.styles(line)) == (kind, expected, set()), written
    if styled:
        for node, style in ((Strong, "strong"), (Emphasis, "stress")):
            line = reader.inline(SPELLING.inline(Line((Text("so "), node(plain(text)), Text(" it")))))
            assert reader.words(line).split() == ["so", *expected, "it"]
            assert reader.styles(line) == {style}
        linked = reader.inline(SPELLING.inline(Line((Link(plain(text), ("https://example.org/a",)),))))
        assert {style for style in reader.styles(linked) if "example.org" not in style} == set()


@pytest.mark.parametrize("text", PINGS)
def test_what_would_ping_or_format_is_text(text: str) -> None:
    check(text)


def test_every_naughty_string_is_the_same_words() -> None:
    for text in filter(str.strip, NAUGHTY):
        check(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text))


@given(text=WORDS)
def test_any_words_are_the_same_words(text: str) -> None:
    check(re.sub(r"[\u2028\u2029]", " ", text), styled=False)


@given(parts=st.lists(st.tuples(st.sampled_from("wsecl"), st.text("ab* _`<|[", min_size=1, max_size=4)), max_size=5))
def test_any_mix_of_marks_says_the_same_words(parts: list[tuple[str, str]]) -> None:
    made: dict[str, Callable[[str], object]] = {
        "w": Text,
        "s": lambda text: Strong(plain(text)),
        "e": lambda text: Emphasis(plain(text)),
        "c": Code,
        "l": lambda text: Link(plain(text), ("https://example.org",)),
    }
    line = Line(tuple(made[kind](text) for kind, text in parts))  # type: ignore[misc]
    said = reader.words(reader.inline(SPELLING.inline(line)))
    bare = said.replace("(https://example.org)", "").replace("<https://example.org>", "").replace("()", "")
    assert "".join(bare.split()) == "".join("".join(text for _, text in parts).split())


def test_the_message_pings_nobody_and_holds_what_is_allowed(every_kind: Document, press: Press) -> None:
    for start in range(0, len(NAUGHTY), 60):
        words = iter([*NAUGHTY[start:], *NAUGHTY, *PINGS * 60])
        artifact = render(ROW, reworded(every_kind, lambda words=words: next(w for w in words if w.strip())), press)  # type: ignore[misc]
        for file in artifact.files:
            payload = body(file)
            assert payload["allowed_mentions"] == {"parse": []}
            assert len(payload["content"]) <= 2_000
            shown = [payload["content"], *embedded(payload)]
            for text in shown:
                for _, line in reader.lines(text):
                    kinds = {style.split(" ")[0] for style in reader.styles(line)}
                    assert kinds <= {"strong", "stress", "code", "link", "address"}, (text, kinds)


def embedded(payload: dict[str, object]) -> list[str]:
    embeds: list[dict[str, object]] = payload.get("embeds", [])  # type: ignore[assignment]
    fields = [field for embed in embeds for field in embed["fields"]]  # type: ignore[attr-defined]
    return [str(field[key]) for field in fields for key in ("name", "value")]


def test_key_figures_are_fields_of_a_message_that_they_end(every_kind: Document, press: Press) -> None:
    first, *rest = [body(file) for file in render(ROW, every_kind, press).files]
    [embed] = first["embeds"]
    assert embed["title"] == "Key figures"
    assert embed["fields"][0] == {"name": "Reeds Towage", "value": r"**down over 8%** \[1]", "inline": True}
    assert "Key figures" not in first["content"]
    assert all("embeds" not in payload for payload in rest)


def test_an_edition_without_key_figures_is_not_parted_where_they_would_stand(
    every_kind: Document, press: Press
) -> None:
    short = replace(every_kind, key_figures=(), blocks=every_kind.blocks[:1])
    for document in (short, replace(short, as_of="")):
        [payload] = [body(file) for file in render(ROW, document, press).files]
        assert (document.as_of in payload["content"], "embeds" in payload) == (True, False)


@pytest.mark.parametrize("count", [25, 26])
def test_more_figures_than_fields_are_a_list(count: int, every_kind: Document, press: Press) -> None:
    figure: FigureWords = every_kind.key_figures[0]
    payloads = [body(f) for f in render(ROW, replace(every_kind, key_figures=(figure,) * count), press).files]
    assert any("embeds" in payload for payload in payloads) == (count <= 25)


def test_pictures_are_links_where_they_are_hosted(every_kind: Document, press: Press) -> None:
    image = next(block for block in every_kind.blocks if isinstance(block, Image))
    leading = replace(image, picture=replace(image.picture, url="https://example.org/map"))
    document = replace(every_kind, blocks=(leading,))
    alone = "".join(body(file)["content"] for file in render(ROW, document, press).files)
    assert "[Picture: A map of the channel with the wreck buoy](<https://example.org/map>)" in alone
    hosted = replace(press, desk=Desk(image_base="https://img.example.org"))
    shown = "".join(body(file)["content"] for file in render(ROW, document, hosted).files)
    assert re.search(r"buoy\]\(<https://img\.example\.org/\S+\.png>\) <https://example\.org/map>", shown)


def test_every_kind_as_it_is_posted(every_kind: Document, press: Press, golden: Callable[[str, str], None]) -> None:
    for file in render(ROW, every_kind, press).files:
        assert json.loads(file.data)
        golden(f"every-kind.{file.name.removeprefix('digest.')}", file.data.decode())


def test_a_heading_and_a_list_keep_their_distance_by_themselves(every_kind: Document, press: Press) -> None:
    content = "\n".join(body(file)["content"] for file in render(ROW, every_kind, press).files)
    for before, after in pairwise(content.split("\n")):
        assert not (before.startswith("#") and not after)


def test_addresses_keep_their_signs_and_no_address_hides_behind_another() -> None:
    assert escape("a https://x.org @everyone <@1>") == r"a https\://x.org \@everyone \<@1>"
    said = SPELLING.inline(Line((Link(plain("https://bank.example"), ("https://other.example/(a)_b",)),)))
    assert said == r"https\://bank.example (<https://other.example/%28a%29_b>)"
    assert SPELLING.inline(Line((Link(plain("Ask us"), ("mailto:a_b@example.org",)),))) == r"Ask us (a\_b@example.org)"
