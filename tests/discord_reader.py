"""A strict reader of what Discord makes of a message's text; each rule names where it is documented.

M: support.discord.com, "Markdown Text 101" and "Spoiler Tags". F: docs.discord.com, "Message Formatting".
"""

from __future__ import annotations

import re
from typing import TypeAlias

Styled: TypeAlias = list[tuple[str, frozenset[str]]]

_INLINE: list[tuple[str, re.Pattern[str]]] = [
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),  # M: a backslash before a sign shows the sign
    ("code", re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")),  # M: "Code blocks", one line
    ("mention", re.compile(r"<@[!&]?\d+>|<#\d+>|</[^>]*:\d+>|<id:\w+>|@everyone|@here")),  # F: user, role, channel
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[\w+-]+:")),  # F: custom emoji; names of the client's own
    ("time", re.compile(r"<t:-?\d+(?::[tTdDfFsSR])?>")),  # F: timestamps
    ("address", re.compile(r"<(https?://[^ >]+)>|https?://[^\s<]+")),  # M: links and links without a preview
    ("link", re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?(https?://[^\s>)]*)>?\s*\)")),  # M: masked
    ("strong", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),  # M: bold
    ("underlined", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),  # M: underline
    ("stress", re.compile(r"(?<!\w)_((?:\\[\s\S]|[^\\_])+?)_(?!\w)")),  # M: italics
    (
        "stress",
        re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    ),  # M: italics
    ("struck", re.compile(r"~~([\s\S]+?)~~(?!_)")),  # M: strikethrough
    ("hidden", re.compile(r"\|\|([\s\S]+?)\|\|")),  # M: spoilers
]
_BLOCKS: list[tuple[str, re.Pattern[str]]] = [
    ("heading", re.compile(r"#{1,3}\s+(?=\S)")),  # M: headers
    ("subtext", re.compile(r"-#\s+(?=\S)")),  # M: subtext
    ("quote", re.compile(r">>> |> ")),  # M: block quotes
    ("item", re.compile(r"[-*]\s+(?=\S)|\d+\.\s+(?=\S)")),  # M: lists
]


def lines(text: str) -> list[tuple[str, Styled]]:
    """The lines of a message by what they are, each with its characters and their styles."""
    found: list[tuple[str, Styled]] = []
    for number, part in enumerate(re.split(r"```\n?([\s\S]*?)\n?```", text)):  # M: code blocks
        if number % 2:
            found += [("code", [(sign, frozenset({"code"})) for sign in line]) for line in part.split("\n")]
        else:
            found += [_line(line) for line in part.split("\n") if line.strip()]
    return found


def _line(line: str) -> tuple[str, Styled]:
    for kind, pattern in _BLOCKS:
        if match := pattern.match(line):
            return kind, inline(line[match.end() :])
    return "words", inline(line)


def inline(text: str, around: frozenset[str] = frozenset()) -> Styled:
    """The characters of a line, each with the styles it stands in."""
    found: Styled = []
    at = 0
    while at < len(text):
        for kind, pattern in _INLINE:
            if match := pattern.match(text, at):
                at = match.end()
                if kind == "escape":
                    found.append((match[1], around))
                elif kind == "code":
                    found += [(sign, around | {"code"}) for sign in match[2]]
                elif kind in {"mention", "emoji", "time", "address"}:
                    found += [(sign, around | {f"{kind} {match[0]}"}) for sign in match[0]]
                elif kind == "link":
                    found += inline(match[1], around | {f"link {match[2]}"})
                else:
                    found += inline(match[1], around | {kind})
                break
        else:
            found.append((text[at], around))
            at += 1
    return found


def words(styled: Styled) -> str:
    """The characters alone."""
    return "".join(sign for sign, _ in styled)


def styles(styled: Styled) -> set[str]:
    """Every style that stands in a line."""
    return {style for _, around in styled for style in around}
