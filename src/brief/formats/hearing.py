"""Readers: what a made file says, read from its bytes alone, without the templates that wrote it.

A format's row names its reader. Each reads what its target documents, by a parser of its own.
"""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from brief.parity.streams import ADDRESS, Heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
_RULER = re.compile(r" *-{2,}(?: +-{2,})+ *")
"""The line below a table's head, where a table is drawn of characters."""
_DRAWN = re.compile(r"[\u2580-\u259f]")
_NARROW = 50
"""Columns up to which a table has room for its cells."""
_ISOLATES = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, which take no room."""
_FILLER = "\0"
_LONGEST_ROW = 400
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
    return _parted("".join(reader.parts), reader.links)


def _joined(heard: Sequence[Heard]) -> Heard:
    text, links = "", []
    for one in heard:
        links += [(place + len(text) if place >= 0 else place, address) for place, address in one.links]
        text += f"{one.text}\n"
    return Heard(text, tuple(links))


def page(files: Sequence[File]) -> Heard:
    """What a page in HTML says: the first file; the others are its pictures."""
    return _of_html(files[0].data.decode())


def _texts(files: Sequence[File]) -> Iterator[str]:
    """The messages of a digest that was divided, in order; one that was cut says less than the Document."""
    texts = (file for file in files if not file.media_type.startswith("image/") and ".cut." not in file.name)
    yield from (file.data.decode() for file in texts)


def markdown(files: Sequence[File]) -> Heard:
    """What files in Markdown say, one after the other, as a reader of GitHub's dialect sees them."""
    return _joined([_marked(text) for text in _texts(files)])


def plain(files: Sequence[File]) -> Heard:
    """What a text says."""
    return _parted(_whole_rows(files[0].data.decode()))


def _whole_rows(text: str) -> str:
    """A text whose tables have each row on one line: a cell that went on below is read to its end, as people do."""
    lines = _ISOLATES.sub("", text).split("\n")
    for at in range(len(lines) - 1, 0, -1):
        if not _RULER.fullmatch(lines[at]):
            continue
        spans = [found.span() for found in re.finditer("-+", lines[at])]
        last = next((below for below in range(at + 1, len(lines)) if not lines[below].strip(" `")), len(lines))
        ends = [*(start for start, _ in spans[1:]), None]
        rows: list[list[str]] = []
        for line in lines[at + 1 : last]:
            cells = [line[start:end].strip() for (start, _), end in zip(spans, ends, strict=True)]
            goes_on = bool(rows) and _goes_on(rows[-1], cells, spans)
            whole = (
                [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)] if goes_on else []
            )
            if goes_on and not (cells[0] and cells[1]):
                rows[-1] = whole
                continue
            rows.append(cells)
            if whole and sum(map(len, whole)) < _LONGEST_ROW:
                # Name and amount both go on, or this is the next row: nobody can tell, so that it is read both ways.
                rows.append(whole)
        lines[at + 1 : last] = ["  ".join(cells) for cells in rows]
    return "\n".join(lines)


def _wide(line: str) -> frozenset[str]:
    """The signs of a line that take two columns."""
    return frozenset() if line.isascii() else frozenset(sign for sign in line if east_asian_width(sign) in "WF")


def _goes_on(above: Sequence[str], cells: Sequence[str], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a line goes on with the row above: each of its cells begins with a word that had no room there."""
    if spans[-1][1] < _NARROW or not any(cells):
        return False
    return all(
        not cell or (before and not _DRAWN.match(cell) and len(before) + len(cell.split()[0]) >= end - start)
        for before, cell, (start, end) in zip(above, cells, spans, strict=True)
    )


def _parted(text: str, links: Iterable[tuple[int, str]] = ()) -> Heard:
    """A text without the addresses that are written out in it; they are links behind the words they belong to."""
    parts: list[str] = []
    found: list[tuple[int, str]] = []
    known = sorted(links)
    last = removed = 0
    for address in ADDRESS.finditer(text):
        while known and known[0][0] <= address.start():
            at, other = known.pop(0)
            found.append((at - removed, other))
        parts.append(text[last : address.start()])
        found.append((address.start() - removed, address[1].rstrip(").,") if address[1] else f"mailto:{address[2]}"))
        removed += len(address[0])
        last = address.end()
    found += [(at - removed, other) for at, other in known]
    return Heard("".join((*parts, text[last:])), tuple(found))


def message(files: Sequence[File]) -> Heard:
    """What a message says in its page."""
    from email import message_from_bytes
    from email.policy import default

    body = message_from_bytes(files[0].data, policy=default).get_body(("html",))
    return _of_html(body.get_content()) if body else Heard("")


def mattermost(files: Sequence[File]) -> Heard:
    """What messages of Mattermost's webhooks say: each is a text in Markdown."""
    return _joined([_marked(json.loads(text)["text"]) for text in _texts(files)])


def discord(files: Sequence[File]) -> Heard:
    """What messages of Discord's webhooks say: content, then embeds with title, fields and description."""
    heard: list[Heard] = []
    for message_ in map(json.loads, _texts(files)):
        heard.append(_marked(message_.get("content", "")))
        for embed in message_.get("embeds", ()):
            fields = (part for one in embed.get("fields", ()) for part in (one["name"], one["value"]))
            heard += map(_marked, (embed.get("title", ""), *fields, embed.get("description", "")))
    return _joined(heard)


def matrix(files: Sequence[File]) -> Heard:
    """What events of a Matrix room say in their HTML."""
    return _joined([_of_html(json.loads(text)["formatted_body"]) for text in _texts(files)])


def slack(files: Sequence[File]) -> Heard:
    """What messages in Block Kit say: the words of their blocks, in order."""
    return _joined([_parted(*_of_blocks(json.loads(text)["blocks"])) for text in _texts(files)])


def _of_blocks(blocks: Any) -> tuple[str, tuple[tuple[int, str], ...]]:  # noqa: ANN401  (JSON)
    text, links = "", []
    for words, address in _elements(blocks):
        if address:
            links.append((len(text), address))
        text += words
    return text, tuple(links)


def _elements(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (JSON)
    """The words of an element and what is in it, and the address that they lead to; a block ends a line."""
    if isinstance(value, list):
        for each in value:
            yield from _elements(each)
    elif isinstance(value, dict):
        kind = value.get("type")
        if isinstance(value.get("text"), str) and kind == "mrkdwn":
            yield from _mrkdwn(value["text"])
        elif isinstance(value.get("text"), str):
            yield value["text"], value.get("url", "")
        for key in ("text", "elements", "fields", "rows"):
            if isinstance(value.get(key), list | dict):
                yield from _elements(value[key])
        if kind not in {"text", "link", "emoji"}:
            yield "\n", ""


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

    return _of_html(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(_whole_rows(text)))


def heard(row: Format, files: Sequence[File]) -> Heard:
    """What the files of a format say, by the reader that its row names."""
    made: Heard = globals()[row.read](files)
    return made
