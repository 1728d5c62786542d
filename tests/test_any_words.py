"""Whatever the words are: the email, the digest and the text say them, the message's headers hold them."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rereading
from brief.bidi import ended
from brief.building import press_for
from brief.desk import Desk, Sender
from brief.formats import FORMATS
from brief.formats.base import Options, render
from brief.formats.email.spelling import MjmlSpelling
from brief.prose import Line, Link, plain
from brief.reading import read
from brief.reading.text import UNPRINTED
from documents import build_every_kind
from hostile import NAME, as_plain, as_prose, png
from making import make, written
from rereading import difference, folded, put, squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from brief.artifact import Artifact
    from brief.formats.base import Press

MARKUP = st.text("ab <>&\"'`*_~[](){}!#|\\-=+.:;/@$\u00a0\u2066\u0301\u2603", min_size=1)
WORDS = st.text(st.characters(codec="utf-8").filter(lambda sign: not UNPRINTED.match(sign)), min_size=1)
TEXTS = st.one_of(MARKUP, WORDS).map(folded).filter(str.strip).map(ended)


def edition(title: str, headline: str, body: str, label: str, alt: str) -> Path:
    """A small edition of these five texts."""
    story = {"kind": "story", "headline": as_plain(headline), "body": as_prose(body)}
    note = {"kind": "note", "label": label, "body": as_prose(body)}
    path = written(
        {"title": as_plain(title), "blocks": [story, note, {"kind": "image", "file": "a.png", "alt": alt}]}, "words"
    )
    (path.parent / "a.png").write_bytes(png())
    return path


@given(st.tuples(*[TEXTS] * 5))
@example(("# a", "1. b", "- c", "> d", "![e](f)"))
def test_any_words_are_read_back_from_email_digest_and_text(texts: tuple[str, ...]) -> None:
    names = [f"word{number:03}x" for number in range(len(texts))]
    said = dict(zip(names, texts, strict=True))
    usual, artifacts = (make(edition(*words), ("email", "text", "markdown")) for words in (names, texts))
    for form, reader in (("email", rereading.html), ("markdown", rereading.markdown)):
        expected = put(reader(usual[form].text), NAME, said.__getitem__)
        assert not difference(expected, reader(artifacts[form].text)), form
    assert not rereading.autolinks_alone(artifacts["markdown"].text)
    assert all(squeezed(text) in squeezed(artifacts["text"].text) for text in texts)


STUMBLES = ["--", "]]>", "<![CDATA[", "-->", "<!--", "<!DOCTYPE x [", "<?xml", "&x;", "\\", "</mj-text>"]


@pytest.mark.parametrize("words", [*STUMBLES, "x" * 50_000], ids=[*STUMBLES, "long"])
def test_the_email_says_what_its_compiler_could_stumble_over(words: str) -> None:
    page = make(edition(words, words, words, words, words), ("email",))["email"].text
    texts = [what for kind, what, _ in rereading.html(page) if kind == "text"]
    assert texts.count(words) == 6, "the title twice, the story, its headline, the note, its label"


NO_FILE_S = st.text(st.characters(exclude_categories=[], exclude_characters="\x85"))
"""Anything but a line end of Unicode, which HTML takes for an ellipsis and reading for a blank."""


@given(NO_FILE_S, NO_FILE_S)
def test_the_compiler_reads_words_and_addresses_that_no_file_could_hold(words: str, target: str) -> None:
    import mjml

    spelling = MjmlSpelling()
    link = spelling.line(Line((Link(plain(words), (target,)),)))
    page = mjml.mjml2html(
        "<mjml><mj-body><mj-section><mj-column>"
        f'<mj-text>{link}</mj-text><mj-image src="{spelling.text(target)}" alt="{spelling.text(words)}" />'
        "</mj-column></mj-section></mj-body></mjml>",
        fonts={},
    )
    opened = [(tag, dict(held)) for kind, tag, held in rereading.html(page) if kind == "open"]
    assert [tag for tag, _ in opened].count("a") == 1
    [picture] = [held for tag, held in opened if tag == "img"]
    assert picture["alt"] == folded(UNPRINTED.sub("\N{REPLACEMENT CHARACTER}", words))


SYNTAX = '\r\n\0\t "\\<>@,;:=?()[]\u05e9\u202e\U0001f600'
ANY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(SYNTAX)))
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def press() -> Press:
    path = written({"title": "T", "date": "2025-05-06", "blocks": [{"kind": "text", "body": "B"}]})
    return press_for(read(path), Options())


@pytest.fixture(scope="module")
def parts(press: Press) -> Mapping[str, Artifact]:
    """The email and the text that every message of these tests carries."""
    document = replace(build_every_kind(), blocks=())
    return {name: render(FORMATS[name], document, press) for name in ("email", "text")}


@given(subject=ANY, sender=ANY.filter(lambda text: CONTROL.sub("", text).strip()), publication=ANY)
@example("a\r\nBcc: evil@example.org", "b\nTo: evil@example.org\n\n<script>", "c\0\r\n\r\nd")
@example("a\u2028b", "c\u2029d", "e\u2028f")
@example("word " * 2_000, "x" * 2_000 + "<evil@example.org>", "y" * 2_000)
@example('=?utf-8?b?Qg==?= "', '", <evil@example.org> "' * 9, "<evil> " * 5)
@example("\u202eשלום \U0001f600" * 60, "\u202eשלום, \U0001f600" * 60, "\u202e\U0001f600")
def test_no_words_make_a_header_an_address_or_a_line_of_their_own(
    press: Press, parts: Mapping[str, Artifact], subject: str, sender: str, publication: str
) -> None:
    document = replace(build_every_kind(), subject=plain(subject), blocks=())
    document = replace(document, publication=replace(document.publication, name=publication))
    own = Desk(sender=Sender.model_construct(name=sender, email="desk@example.org"), list_id="list.example.org")
    data = render(FORMATS["eml"], document, replace(press, desk=own), parts).data
    headers = data.partition(b"\r\n\r\n")[0]
    assert headers.isascii()
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", headers)
    assert max(map(len, headers.split(b"\r\n"))) <= 998
    message = email.message_from_bytes(data, policy=default)
    assert set(message.keys()) <= HEADERS
    assert not message.defects
    [address] = message["From"].addresses
    assert address.addr_spec == "desk@example.org"
    assert said(address.display_name) == said(sender)
    assert said(message["Subject"]) == said(subject)
    assert re.search(rb'\r\nList-ID: ("(?:[^"\\]|\\.)*"\s+)?<list\.example\.org>\r\n', headers)


HEADERS = {"From", "Subject", "Date", "Message-ID", "List-ID", "Content-Language", "X-Unsent", "MIME-Version"} | {
    "Content-Type"
}


def said(words: str) -> str:
    """Words of a header but for blanks, which folding may move, and controls, which no header holds."""
    return "".join(CONTROL.sub(" ", words).split())
