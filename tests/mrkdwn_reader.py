"""A strict reader of Slack's mrkdwn; each rule names where it is documented.

F: docs.slack.dev, "Formatting message text". T: docs.slack.dev, "Text object".
"""

from __future__ import annotations

import html
import re
from typing import TypeAlias

Styled: TypeAlias = list[tuple[str, frozenset[str]]]

_CONTROL = re.compile(r"<([^<>]*)>")  # F: "Advanced formatting": what stands between < and > is no text
_MARKS = {
    "strong": re.compile(r"(?<!\w)\*(?=\S)([^*\n]*\S)\*(?!\w)|(?<!\w)\*(\S)\*(?!\w)"),  # F: bold
    "stress": re.compile(r"(?<!\w)_(?=\S)([^_\n]*\S)_(?!\w)|(?<!\w)_(\S)_(?!\w)"),  # F: italic
    "struck": re.compile(r"(?<!\w)~(?=\S)([^~\n]*\S)~(?!\w)|(?<!\w)~(\S)~(?!\w)"),  # F: strikethrough
    "code": re.compile(r"`([^`\n]+)`()"),  # F: inline code
    "emoji": re.compile(r"(:[\w+'-]+:)()"),  # F: emoji
}
_QUOTE = re.compile(r"(?m)^\s*&gt;")  # F: quotes


def read(text: str, around: frozenset[str] = frozenset()) -> Styled:
    """The characters of a text object that is `verbatim`, each with the styles and targets it stands in."""
    if match := _QUOTE.search(text):
        return [*read(text[: match.start()], around), *read(text[match.end() :], around | {"quote"})]
    if match := _CONTROL.search(text):
        target, _, label = match[1].partition("|")
        kind = "mention" if target[:1] in {"@", "#", "!"} else "link"
        inside = read(label or target, around | {f"{kind} {html.unescape(target)}"})
        return [*read(text[: match.start()], around), *inside, *read(text[match.end() :], around)]
    for style, pattern in _MARKS.items():
        if match := pattern.search(text):
            inside = read(match[1] or match[2], around | {style}) if style != "emoji" else _plain(match[0], {style})
            return [*read(text[: match.start()], around), *inside, *read(text[match.end() :], around)]
    return _plain(text, around)


def _plain(text: str, around: frozenset[str] | set[str]) -> Styled:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):  # F: "Escaping text"
        text = text.replace(entity, sign)
    return [(sign, frozenset(around)) for sign in text]
