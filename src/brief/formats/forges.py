"""GitHub, GitLab and Mattermost: the digest's Markdown, in which nothing of a story becomes a reference.

What they make links of is found after the Markdown is read, in its text, so that most of it knows no backslash.

- GitHub (docs.github.com, "Autolinked references and URLs"; cmark-gfm issues 181 and 389): mentions, `#1`, `GH-1`,
  `owner/repo#1`, commits and `:emoji:` are left alone where an empty comment stands in them, and the text that is read
  and copied stays the same. A dollar sign, which begins mathematics, takes a backslash.
- GitLab (docs.gitlab.com, "GitLab-specific references" and "Quick actions"): the same, and `!1`, `~label`, `%1`, `&1`,
  `$1`, `*iteration:` and `[vulnerability:1]`; reference signs also know a backslash (since 14.0). A command is a line
  that begins with `/`, before any Markdown is read. "GitLab Flavored Markdown": `{+ +}` and `[- -]` are changes, a line
  `::include{file=a.md}` another file. `[TOC]` and an item's `[~]` are looked for in words whose comments are gone.
- Mattermost (docs.mattermost.com, "Format messages", "Mention people"): `@name`, `~channel`, `#tag` and `:emoji:`; it
  shows comments, so a word joiner (U+2060), which is no character that anyone sees, stands behind the sign.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.formats import markdown
from brief.formats.digest import Digest
from brief.formats.digest.measures import characters, octets
from brief.formats.digest.plain import close, joined
from brief.formats.markdown import MarkdownSpelling
from brief.formats.parts import linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.formats.digest.measures import Payload
    from brief.formats.digest.pieces import Piece
    from brief.formats.parts import PartSpelling, Pictured
    from brief.prose import Line

_COMMENT, _JOINER = "<!-- -->", "\N{WORD JOINER}"
_WITH_JOINER = rf"\g<0>{_JOINER}"

SHORTEST_COMMIT = 7
"""Digits of a commit's name; no fewer are looked up."""
_HASH = r"(?: (?:(?<!&)|(?<=\\&)) \# | \# (?!\d+;) )"
"""A hash that writes no character by its number, as `&#35;` does."""
_ON_GITHUB = rf"""
    @ (?=\w)
  | {_HASH} (?=\d)
  | \b(?:GH|GHSA|CVE) (?=-\w)
  | : (?=[\w+-]+:)
  | (?<!\w) (?<!(?<!\\)&\#) [\da-f]{{7,}}\b             # a commit
"""
_ON_GITLAB = rf"""{_ON_GITHUB}
  | [!%&^] (?=[\d\"'\w]) | (?<!\\) ~ (?=[\w\"']) | \[ (?=\w+:|\[) | [\[{{] (?=[+-]) | : (?=:include)
  | (?<=\*) (?=iteration:)
"""
_ON_MATTERMOST = rf"""
    [@~] (?=\w) | {_HASH} (?=\w) | : (?=[\w+-]+:) | (?<=[a-z+.\\-]) : (?=\S)    # a scheme of its own, too
  | (?<!\w) (?: [:;] (?=[-)(\]\[\\@/$|'`\u2019dopsx]) | x (?=-d\b) | < (?=/?3) )    # :-) and its like
"""

_CONTENTS = re.compile(r"\[(?=toc\\?\])", re.IGNORECASE)
_TASK = re.compile(r"\A\\?\[(?=\\?[ x~]\\?\]\s)", re.IGNORECASE)


MARKER = 512
"""Characters of a message that stay free, for the comment under it by which a post is found again."""


def _references(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


class GithubSpelling(MarkdownSpelling):
    """GitHub's Markdown."""

    rule = "---"
    references = _references(_ON_GITHUB)
    between = _COMMENT

    def escaped(self, text: str, *, first: bool, last: bool, in_link: bool) -> str:
        """Words inside a line, with something between what would be a reference."""
        written = super().escaped(text, first=first, last=last, in_link=in_link)
        return self.references.sub(self._interrupted, written).replace("$", r"\$")

    def _interrupted(self, match: re.Match[str]) -> str:
        sign = match[0]
        if len(sign) < SHORTEST_COMMIT:
            return sign + self.between
        return self.between.join(sign[at : at + SHORTEST_COMMIT - 1] for at in range(0, len(sign), SHORTEST_COMMIT - 1))

    def line(self, line: Line) -> str:
        """A line where a block may begin, or a command of a bot."""
        written = super().line(line)
        return f"\\{written}" if written.startswith("/") else written

    def pictured(self, pictured: Pictured) -> str:
        """A picture that is hosted, else the words that stand for it."""
        if pictured.address:
            return super().pictured(pictured)
        return self.line(linked(pictured.words, pictured.picture.url))


class GitlabSpelling(GithubSpelling):
    """GitLab's Markdown."""

    references = _references(_ON_GITLAB)

    def escaped(self, text: str, *, first: bool, last: bool, in_link: bool) -> str:
        """Words inside a line, with something that stays between the brackets of what stands for a list of contents."""
        written = super().escaped(text, first=first, last=last, in_link=in_link)
        return _CONTENTS.sub(_WITH_JOINER, written)

    def line(self, line: Line) -> str:
        """A line where a block may begin, or a task."""
        return _TASK.sub(_WITH_JOINER, super().line(line))


class MattermostSpelling(GithubSpelling):
    """Mattermost's Markdown."""

    references = _references(_ON_MATTERMOST)
    between = _JOINER


def text(spelling: PartSpelling, pieces: Sequence[Piece]) -> str:
    """Pieces as one text of Markdown."""
    return joined(pieces, spelling, lambda before, after: "\n" if close(before, after) else "\n\n")


def _page(spelling: PartSpelling, pieces: Sequence[Piece]) -> Payload:
    return text(spelling, pieces) + "\n"


def _message(spelling: PartSpelling, pieces: Sequence[Piece]) -> Payload:
    return {"text": text(spelling, pieces)}


def _text_of(payload: Payload) -> str:
    return payload if isinstance(payload, str) else str(payload["text"])


GITHUB = replace(
    markdown.ROW,
    name="github",
    file="digest.github.md",
    about="the digest for an issue, a comment, a discussion or a release on GitHub",
    folders=("github", "markdown"),
    spelling=GithubSpelling,
    make=Digest(_page, lambda payload: characters(_text_of(payload)) + MARKER),
    on_request=True,
    limit=65_536,
    unit="characters",
)
"""What is longer than 65,536 characters GitHub refuses: "body is too long (maximum is 65536 characters)"."""

GITLAB = replace(
    GITHUB,
    name="gitlab",
    file="digest.gitlab.md",
    about="the digest for an issue, a comment or a wiki on GitLab",
    folders=("gitlab", "markdown"),
    spelling=GitlabSpelling,
    make=Digest(_page, lambda payload: octets(_text_of(payload))),
    limit=1_048_576,
    unit="bytes",
)
"""Descriptions and comments hold a megabyte (docs.gitlab.com, "Issuable-like Rails models")."""

MATTERMOST = replace(
    GITHUB,
    name="mattermost",
    file="digest.mattermost.json",
    media_type="application/json",
    about="the digest as a message of Mattermost's incoming webhooks",
    folders=("mattermost", "markdown"),
    spelling=MattermostSpelling,
    make=Digest(_message, lambda payload: characters(_text_of(payload))),
    limit=16_383,
    read="mattermost",
)
"""A post holds 16,383 characters (docs.mattermost.com, "Message limits"; `PostMessageMaxRunesV2`)."""
