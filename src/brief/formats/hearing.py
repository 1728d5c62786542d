"""Readers: what a made file says, read from its bytes alone, without the templates that wrote it.

A format's row names its reader. Each reads what its target documents, by a parser of its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from brief.formats.columns import LONGEST_LINE, width
from brief.parity.streams import ADDRESS, Heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from brief.artifact import File
    from brief.formats.base import Format

_INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "code", "em", "i", "mark", "small", "span", "strong", "u", "wbr"})
"""Elements that do not part words from what stands beside them."""
_UNSAID = frozenset({"head", "style", "script", "title", "template"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HIDDEN = re.compile(r"display\s*:\s*none")
_MRKDWN_LINK = re.compile(r"<([^|<>]+)\|([^<>]+)>")
_ADDRESS = re.compile(r"(?P<web>(?:https?://|mailto:|tel:)\S+)|(?P<mail>[^\s@()]+@[^\s@()]+)|(?P<call>\+?\d\S*)")
_GAP = re.compile(r"\S {2,}\S")
"""What stands between two columns of a table that is drawn of characters, and nowhere else but in code."""
_GOES_ON = (" ", "\N{FIRST STRONG ISOLATE}  ")
"""What a line begins with that goes on with the one above."""
_DISCORD = re.compile(
    r"\\(?P<sign>[^0-9A-Za-z\s])|```\n(?P<block>[\s\S]*?)\n```|`(?P<code>[^`\n]+)`"
    r"|\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(<(?P<masked>[^\s<>]+)>\)"
    r"|\(?<(?P<shown>https?://[^\s<>]+)>\)?|^(?P<quoted>> )",
    re.MULTILINE,
)
"""What Discord reads as more than words: an escape, code, a link, an address without a preview, a quotation."""
_LISTED = re.compile(r"-?\d+")


class _Page(HTMLParser):
    """The words of a page that are seen, and its links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.length = 0
        self.links: list[tuple[int, str]] = []
        self._open: list[tuple[str, bool]] = []
        self._numbers: list[int | None] = []
        self.drawn = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = tag in _UNSAID or "hidden" in given or bool(_HIDDEN.search(given.get("style") or ""))
        if tag not in _VOID:
            self._open.append((tag, hidden))
        if tag not in _INLINE:
            self._say(" ")
        if tag in {"ol", "ul"}:
            start = given.get("start") or "1"
            self._numbers.append(int(start) if tag == "ol" and _LISTED.fullmatch(start) else None)
        elif tag == "li" and not self._silent and self._numbers and self._numbers[-1] is not None:
            self._say(f"{self._numbers[-1]} ")
            self._numbers[-1] += 1
        self.drawn = self.drawn or tag == "text"
        if tag == "a" and (address := given.get("href")) and not self._silent:
            self.links.append((self.length, address))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag in {"ol", "ul"} and self._numbers:
            self._numbers.pop()
        if tag not in _INLINE:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(data)

    @property
    def _silent(self) -> bool:
        return any(hidden for _, hidden in self._open)

    def _say(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def _of_html(page: str) -> Heard:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return Heard("".join(reader.parts), tuple(reader.links), reader.drawn)


def _joined(heard: Iterable[Heard]) -> Heard:
    text, links, drawn = "", [], False
    for one in heard:
        links += [(place + len(text), address) for place, address in one.links]
        text += f"{one.text}\n"
        drawn = drawn or one.drawn
    return Heard(text, tuple(links), drawn)


def _messages(
    files: Sequence[File], read: Callable[[str], Heard], beside: Callable[[str], Heard] | None = None
) -> Heard:
    """What the messages of a digest say, in order, each with what stands beside it, but for which of them it is.

    One that was cut says less than the Document.
    """
    texts = [
        file.data.decode() for file in files if not file.media_type.startswith("image/") and ".cut." not in file.name
    ]
    heard: list[Heard] = []
    for number, text in enumerate(texts, 1):
        one = read(text)
        if len(texts) > 1:
            one = replace(one, text=re.sub(rf"(?:\[DRAFT\] )?{number}/{len(texts)}[\s_]*\Z", "", one.text))
        heard += [one, beside(text)] if beside else [one]
    return _joined(heard)


def page(files: Sequence[File]) -> Heard:
    """What a page in HTML says: the first file; the others are its pictures."""
    return _of_html(files[0].data.decode())


def markdown(files: Sequence[File]) -> Heard:
    """What files in Markdown say, one after the other, as a reader of GitHub's dialect sees them."""
    return _messages(files, _marked)


def plain(files: Sequence[File]) -> Heard:
    """What a text says; an address in angle brackets is a link behind the words it belongs to, and no words."""
    text = "\n\n".join("\n".join(_unset(part.split("\n"))) for part in files[0].data.decode().split("\n\n"))
    parts: list[str] = []
    links: list[tuple[int, str]] = []
    last = removed = 0
    for found in ADDRESS.finditer(text):
        parts.append(text[last : found.start()])
        given = {"": found["address"], "mailto:": found["mail"], "tel:": found["call"]}
        links += [(found.start() - removed, f"{scheme}{address}") for scheme, address in given.items() if address]
        removed += len(found[0])
        last = found.end()
    return Heard("".join((*parts, text[last:])), tuple(links))


def _unset(lines: Sequence[str]) -> list[str]:
    """Lines between two empty ones as they were before they were set: each row of a table on one line.

    Else those are made whole that were cut where a line of a message can hold no more.
    """
    drawn = [*map(_signs, lines)] if any(map(_GAP.search, lines)) and not lines[0].startswith(_GOES_ON) else []
    columns = _columns(drawn)
    rows: list[list[str]] = []
    for line, signs in zip(lines, drawn, strict=True) if len(columns) > 1 else ():
        cells = ["".join(signs[start:end]).strip() for start, end in pairwise((*columns, None))]
        if rows and line.startswith(_GOES_ON):
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    if rows:
        return ["  ".join(cells) for cells in rows]
    whole = list(lines[:1])
    for above, line in pairwise(lines):
        words = line.lstrip("| ")
        if words and len(f"{above}{words[0]}".encode()) > LONGEST_LINE:
            whole[-1] += words
        else:
            whole.append(line)
    return whole


def _columns(drawn: Sequence[Sequence[str]]) -> list[int]:
    """Where the columns of a table begin: the first, and those behind two places that are blank in all its lines."""
    filled = {at for signs in drawn for at, sign in enumerate(signs) if sign != " "}
    return [0, *[at for at in sorted(filled) if filled.isdisjoint((at - 1, at - 2))][1:]]


def _signs(line: str) -> list[str]:
    """The signs of a line by the columns they take: behind a wide one comes nothing, a mark stands with its sign."""
    if line.isascii():
        return list(line)
    signs: list[str] = []
    last = mark = ""
    for sign in line:
        room = width(last + sign) - width(last)
        if room:
            held, mark = ("", mark) if sign == " " else (mark, "")
            signs += [held + sign, *[""] * (room - 1)]
        elif mark or signs[-2:] in ([], [" ", " "]):
            mark += sign
        else:
            signs[-1] += sign
        last = sign
    return [*signs, mark] if mark else signs


def message(files: Sequence[File]) -> Heard:
    """What a message says in its page."""
    from email import message_from_bytes
    from email.policy import default

    body = message_from_bytes(files[0].data, policy=default).get_body(("html",))
    return _of_html(body.get_content()) if body else Heard("")


def mattermost(files: Sequence[File]) -> Heard:
    """What messages of Mattermost's webhooks say: each is a text in Markdown."""
    return _messages(files, lambda text: _marked(json.loads(text)["text"]))


def discord(files: Sequence[File]) -> Heard:
    """What messages of Discord's webhooks say: content, then embeds with title, fields and description."""

    def beside(text: str) -> Heard:
        embeds = json.loads(text).get("embeds", ())
        return _joined(_of_discord(words, within=True) for embed in embeds for words in _embedded(embed))

    return _messages(files, lambda text: _of_discord(json.loads(text)["content"]), beside)


def _embedded(embed: Any) -> Iterator[str]:  # noqa: ANN401  (JSON)
    yield embed.get("title", "")
    for one in embed.get("fields", ()):
        yield from (one["name"], one["value"])
    yield embed.get("description", "")


def _of_discord(text: str, *, within: bool = False) -> Heard:
    """Words of Discord's Markdown; `within` a link or a field nothing is quoted."""
    said, links, last = "", [], 0
    for found in _DISCORD.finditer(text):
        said += text[last : found.start()]
        if address := found["masked"] or found["shown"]:
            links.append((len(said), address))
        kept = found["sign"], found["block"], found["code"], found["quoted"] if within else ""
        said += next(filter(None, kept), "") or _of_discord(found["words"] or "", within=True).text
        last = found.end()
    return Heard(said + text[last:], tuple(links))


def matrix(files: Sequence[File]) -> Heard:
    """What events of a Matrix room say in their HTML."""
    return _messages(files, lambda text: _of_html(json.loads(text)["formatted_body"]))


def slack(files: Sequence[File]) -> Heard:
    """What messages in Block Kit say: the words of their blocks, in order."""
    return _messages(files, lambda text: _of_blocks(json.loads(text)["blocks"]))


def _of_blocks(blocks: Any) -> Heard:  # noqa: ANN401  (JSON)
    text, links = "", []
    for words, address in _elements(blocks):
        if address:
            links.append((len(text), address))
        text += words
    return Heard(text, tuple(links))


def _elements(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (JSON)
    """The words of an element and what is in it, and the address that they lead to; a block ends a line."""
    if isinstance(value, list):
        for each in value:
            yield from _elements(each)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind == "rich_text_preformatted":
            yield from _addressed("".join(words for words, _ in _elements(value["elements"])))
            return
        if isinstance(value.get("text"), str) and kind == "mrkdwn":
            yield from _mrkdwn(value["text"])
        elif isinstance(value.get("text"), str):
            yield value["text"], value.get("url", "")
        for key in ("text", "elements", "fields", "rows"):
            if isinstance(value.get(key), list | dict):
                yield from _elements(value[key])
        if kind not in {"text", "link", "emoji"}:
            yield "\n", ""


def _addressed(text: str) -> Iterator[tuple[str, str]]:
    """Words without links, of which some are addresses."""
    last = 0
    for found in _ADDRESS.finditer(text):
        yield text[last : found.start()], ""
        yield found[0], found["web"] or (f"mailto:{found['mail']}" if found["mail"] else f"tel:{found['call']}")
        last = found.end()
    yield f"{text[last:]}\n", ""


def _mrkdwn(text: str) -> Iterator[tuple[str, str]]:
    """The words of Slack's own markup, in which a link is `<address|words>`, and where each leads."""
    last = 0
    for found in _MRKDWN_LINK.finditer(text):
        yield unescape(text[last : found.start()]), ""
        yield unescape(found[2]), unescape(found[1])
        last = found.end()
    yield unescape(text[last:]), ""


def _marked(text: str) -> Heard:
    from markdown_it import MarkdownIt

    return _of_html(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text))


def heard(row: Format, files: Sequence[File]) -> Heard:
    """What the files of a format say, by the reader that its row names."""
    made: Heard = globals()[row.read](files)
    return made
