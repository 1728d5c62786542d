"""Dialects before others' parsers: Mattermost's own, and CommonMark's examples as words of a story."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import discord_reader
import gfm
import mrkdwn_reader
import rereading
from brief.formats.base import render
from brief.formats.digest.plain import PlainSpelling
from brief.formats.discord import DiscordSpelling
from brief.formats.forges import MATTERMOST, GithubSpelling, GitlabSpelling, MattermostSpelling
from brief.formats.markdown import MarkdownSpelling
from brief.formats.matrix import MatrixSpelling
from brief.formats.slack import mrkdwn
from brief.prose import plain
from documents import every_kind, press
from wording import NAUGHTY

if TYPE_CHECKING:
    from brief.document import Document
    from brief.formats.base import Press

__all__ = ["every_kind", "press"]

HERE = Path(__file__).parent
PINGS = "@ada @all :tada: ~town #harbour :-) ;-) :D x-d <3 </3 a@b.de $x$ https://x.org www.x.org ||a|| /me"
LINE_END = re.compile(r"[ \t]*[\r\n\u2028\u2029\x0b\x0c\x85\x1c-\x1f]+[ \t]*")


def ran(script: str, given: object = None) -> Any:  # noqa: ANN401  (JSON)
    command = ["node", script]
    done = subprocess.run(command, cwd=HERE, input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@cache
def examples() -> list[str]:
    """CommonMark's examples as one line each, as words of a story are."""
    found = [LINE_END.sub(" ", text.replace("→", "\t")).strip() for text in ran("examples.js")]
    assert len(found) == 652
    return [text for text in found if text]


def squeezed(text: str) -> str:
    return "".join(text.replace("\N{WORD JOINER}", "").split())


@pytest.mark.judge("commonmark-spec")
@pytest.mark.parametrize("spelling", [MarkdownSpelling(), GithubSpelling(), GitlabSpelling()])
def test_commonmarks_examples_are_words_in_markdown(spelling: MarkdownSpelling) -> None:
    for text in examples():
        events = rereading.markdown(spelling.line(plain(text)))
        assert {kind for kind, *_ in events} <= {"open", "close", "text", "comment"}
        assert {tag for kind, tag, _ in events if kind == "open"} <= {"html", "head", "body", "p"}
        assert squeezed("".join(what for kind, what, _ in events if kind == "text")) == squeezed(text)
        assert gfm.blocks(gfm.read("with autolinks", spelling.heading(plain(text), 2))) == ["h2"]


@pytest.mark.judge("commonmark-spec")
def test_commonmarks_examples_are_words_in_discord_slack_and_matrix() -> None:
    for text in examples():
        [(kind, line)] = discord_reader.lines(DiscordSpelling().line(plain(text)))
        assert (kind, discord_reader.styles(line)) == ("words", set())
        assert squeezed(discord_reader.words(line)) == squeezed(text)
        if written := mrkdwn(plain(text), PlainSpelling()):
            found = mrkdwn_reader.read(written)
            assert "".join(sign for sign, _ in found) == text
            assert not any(around for _, around in found)
        events = rereading.html(f"<p>{MatrixSpelling().line(plain(text))}</p>")
        assert [tag for kind, tag, _ in events if kind == "open"] == ["html", "head", "body", "p"]
        assert squeezed("".join(what for kind, what, _ in events if kind == "text")) == squeezed(text)


@pytest.mark.judge("@mattermost/commonmark")
def test_mattermosts_parser_finds_what_it_is_there_to_find() -> None:
    [found] = ran("mattermost.js", ["@ada :tada: ~town #harbour :-) **a** https://x.org $x$"])
    assert set(found["kinds"]) >= {"at_mention", "emoji", "channel_link", "hashtag", "strong", "link"}


@pytest.mark.judge("@mattermost/commonmark", "commonmark-spec")
def test_mattermosts_parser_reads_words_alone() -> None:
    pings = PINGS.split()
    strings = [LINE_END.sub(" ", text).strip() for text in [*NAUGHTY, *pings, " ".join(pings)]]
    texts = [text for text in [*examples(), *strings] if text and "\0" not in text]
    found = ran("mattermost.js", [MattermostSpelling().line(plain(text)) for text in texts])
    wrong = [(text, read) for text, read in zip(texts, found, strict=True) if read["kinds"]]
    assert wrong == []
    for text, read in zip(texts, found, strict=True):
        assert squeezed(read["words"]) == squeezed(text)


@pytest.mark.judge("@mattermost/commonmark")
def test_mattermosts_parser_finds_the_parts_of_the_page(every_kind: Document, press: Press) -> None:
    page = json.loads(render(MATTERMOST, every_kind, press).data)["text"]
    [found] = ran("mattermost.js", [page])
    kinds = found["kinds"]
    assert kinds.count("heading") == 19
    assert kinds.count("table") == 3
    assert {"at_mention", "emoji", "channel_link", "hashtag", "html_inline", "html_block"} & set(kinds) == set()
