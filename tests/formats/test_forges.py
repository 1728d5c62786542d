from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rereading
from brief.formats.base import render
from brief.formats.forges import GITHUB, GITLAB, MATTERMOST, GithubSpelling, GitlabSpelling, MattermostSpelling
from brief.prose import plain
from messages_of import body
from rereading import folded
from wording import NAUGHTY, reworded

if TYPE_CHECKING:
    from collections.abc import Callable

    from brief.document import Document
    from brief.formats.base import Format, Press

# docs.github.com, "Autolinked references and URLs", "Mentioning people and teams", "Using emoji"
ON_GITHUB = re.compile(
    r"(?<![\w`])@[A-Za-z\d]|(?<![\w&])#\d|\bGH-\d|\w+/[\w.-]+#\d|\b[\da-f]{7,40}\b|:[\w+-]+:|\bGHSA-\w|\bCVE-\d",
    re.IGNORECASE,
)
# docs.gitlab.com, "GitLab-specific references"; a sign behind a backslash is none
ON_GITLAB = re.compile(
    rf"{ON_GITHUB.pattern}|(?<!\w)[!%&$~][\w\"]|\[(?:vulnerability|feature_flag|contact):", re.IGNORECASE
)
# docs.mattermost.com, "Mention people", "Format messages", "Hashtags"
ON_MATTERMOST = re.compile(r"@\w|(?<!\w)~\w|(?<![\w&])#\w|:[\w+-]+:", re.IGNORECASE)
# docs.gitlab.com, "GitLab Flavored Markdown": "Inline diff", "Includes"; "Task lists" and "Table of contents", which
# are made of words whose comments are gone
CHANGES = re.compile(r"[\[{](?:\+.*\+|-.*-)[\]}]")
AFTERWARDS = re.compile(r"\A\[[ x~]\]\s|\A\[toc\]\Z", re.IGNORECASE)

_REFERENCES = """@octocat @octo-org/team a@b.de #1 #12345 octo/repo#7 GH-26 gh-1
a5c3785ed8d6a35868bc169f07e40e889087fd2e
octo@a5c3785 octo/repo@a5c3785 :tada: :+1: &#35;1 &#64;octocat GHSA-1234-abcd-5678 CVE-2024-1234 !5 group/project!5
~bug a5c3785 ~"a label" %3 $7 &4 [vulnerability:9] [[wiki]] /close
/label ~bug @all @here @channel ~town-square #tag :-) ;) <3 $x$ $`a`$
[^1] <!-- x --> `@octocat` 1234567 (#1) [#1] #1, @a.
{+new+} {-old-} [+new+] [-old-] [TOC] [toc] ::include{file=a.md}
[ ] task
[x] task
[~] task"""
REFERENCES = _REFERENCES.split("\n")
FRAGMENTS = [word for line in REFERENCES for word in line.split()]
WORDS = st.lists(
    st.sampled_from([*FRAGMENTS, " ", "*", "_", "&", "\\"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3),
    max_size=6,
).map("".join)


def read(spelling: GithubSpelling, text: str) -> tuple[str, list[str]]:
    """The words of a paragraph, and the runs of text that a filter of references looks at, one by one."""
    written = spelling.line(plain(text))
    assert not written.startswith("/"), "a command"
    events = rereading.markdown(written)
    runs = [what for kind, what, _ in events if kind == "text"]
    between = {tag for kind, tag, _ in events if kind in {"open", "close"}} - {"html", "head", "body", "p"}
    assert not between, written
    return written, runs


def squeezed(text: str) -> str:
    return "".join(text.replace("\N{WORD JOINER}", "").split())


@pytest.mark.parametrize("spelling", [GithubSpelling(), GitlabSpelling(), MattermostSpelling()])
@pytest.mark.parametrize("text", [*REFERENCES, *FRAGMENTS])
def test_what_would_be_a_reference_is_text(spelling: GithubSpelling, text: str) -> None:
    check(spelling, text)


@pytest.mark.parametrize("spelling", [GithubSpelling(), GitlabSpelling(), MattermostSpelling()])
@given(text=WORDS)
def test_any_words_hold_no_reference(spelling: GithubSpelling, text: str) -> None:
    check(spelling, text)


def check(spelling: GithubSpelling, text: str) -> None:
    if not text.strip():
        return
    written, runs = read(spelling, text)
    assert squeezed("".join(runs)) == squeezed(folded(text))
    match spelling:
        case GitlabSpelling():
            bare = re.sub(r"\\([!-/:-@\[-`{-~])", lambda match: " " if match[1] in "@#!$%&~^" else match[1], written)
            assert all(not ON_GITHUB.search(run) for run in runs), written
            assert all(not ON_GITLAB.search(part) for part in bare.split("<!-- -->")), written
            assert all(not CHANGES.search(run) for run in runs), written
            assert not AFTERWARDS.search("".join(runs)), written
            assert not written.startswith("::include"), written
        case MattermostSpelling():
            assert not ON_MATTERMOST.search("".join(runs)), written
        case _:
            assert all(not ON_GITHUB.search(run) for run in runs), written
    if "$" in text and not isinstance(spelling, MattermostSpelling):
        assert not re.search(r"(?<!\\)\$", re.sub(r"\\\\", "", written))


@pytest.mark.parametrize("row", [GITHUB, GITLAB, MATTERMOST], ids=lambda row: row.name)
def test_every_naughty_string_is_read_as_the_same_words(row: Format, every_kind: Document, press: Press) -> None:
    named = itertools.count()
    usual = words(row, reworded(every_kind, lambda: f"word{next(named):03}x"), press)
    strings = [string for string in [*NAUGHTY, *FRAGMENTS] if string.strip()]
    for start in range(0, len(strings), 25):
        told = strings[start:] + strings[:start]
        found = words(row, reworded(every_kind, functools.partial(next, itertools.cycle(told))), press)
        meant = re.sub(r"word(\d{3})x", lambda match, told=told: told[int(match[1]) % len(told)], usual)  # type: ignore[misc]
        assert squeezed(found) == squeezed(folded(meant))


def words(row: Format, document: Document, press: Press) -> str:
    """The words of a digest, as a parser of GitHub's Markdown reads them."""
    [file] = render(row, document, press).files
    page = body(file)
    events = rereading.markdown(page if isinstance(page, str) else page["text"])
    return " ".join(what for kind, what, _ in events if kind == "text")


@pytest.mark.parametrize("row", [GITHUB, GITLAB, MATTERMOST], ids=lambda row: row.name)
def test_every_kind_as_it_is_posted(
    row: Format, every_kind: Document, press: Press, golden: Callable[[str, str], None]
) -> None:
    [file] = render(row, every_kind, press).files
    golden(f"every-kind.{file.name.removeprefix('digest.')}", file.data.decode())


def test_pictures_that_nobody_hosts_are_named(every_kind: Document, press: Press) -> None:
    text = render(GITHUB, every_kind, press).text
    assert "\nPicture: A map of the channel with the wreck buoy\n" in text
    assert "![" not in text
