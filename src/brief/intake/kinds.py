"""The kinds of text that are taken in: a row each, with how one is known and what reads it."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Literal

from brief.errors import InputError, Place, Problem
from brief.reading.text import UNPRINTED
from brief.tracing.normal import normal
from brief.tracing.words import sentences as spans
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Media = Literal["text", "markdown", "html", "feed"]

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_HEAD = 2_048
"""Bytes in which a page says how it is written."""
_PAGES = (b"<!doctype html", b"<html")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SENTENCE_END = re.compile(r"""[.!?\u2026\u3002\uff01\uff1f]["'\u201d\u2019\u00bb)\]\u300d]*$""")
_FULL_STOP = re.compile(r"(?<=[\u3002\uff01\uff1f])(?!$)")
_SENTENCE = re.compile(r"(?:\S+\s+){2}\S|[\u3040-\u30ff\u4e00-\u9fff]{4}")
"""Three words, or four signs where words are not parted: less is a heading, a byline or a label."""
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s")
_WIDE = 100
"""Characters of the longest line that somebody broke by hand, or a program did."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Taken:
    """A text as it was taken in: a passage a line, and what it really says of itself."""

    lines: tuple[str, ...]
    media: Media
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The lines as they are saved."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table: `is_one` looks at the name given and at the bytes, `read` makes the text of them."""

    media: Media
    is_one: Callable[[str, bytes], bool]
    read: Callable[[bytes, Place, int | None], Taken]


def sentences(lines: Iterable[str]) -> int:
    """How many sentences some lines hold."""
    texts = [normal(line).text for line in lines]
    found = (part.strip() for text in texts for start, end in spans(text) for part in _FULL_STOP.split(text[start:end]))
    return sum(bool(_SENTENCE.match(one) and _SENTENCE_END.search(one)) for one in found)


def _decoded(data: bytes, place: Place) -> str:
    """The characters of some bytes: UTF-8, or what they declare. Raises InputError with the first that is none."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = name
            break
    else:
        declared = _DECLARED.search(data[:_HEAD]) if data.lstrip()[:1] == b"<" else None
        encoding = _known(declared[1].decode("ascii", "replace")) if declared else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in data[:_HEAD]:
            raise InputError([_no_text(data.index(b"\x00"), place)]) from error
        message = f"byte {data[error.start]:#04x} at offset {error.start} is not {encoding.upper()}"
        raise InputError([Problem(message, place, "save it as UTF-8")]) from error
    if control := _CONTROL.search(text):
        raise InputError([_no_text(len(text[: control.start()].encode()), place)])
    # What no file of a briefing may hold says nothing: the copy that is cited stands without it.
    return UNPRINTED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _no_text(offset: int, place: Place) -> Problem:
    return Problem(
        f"this is no text: a control character at offset {offset}", place, "save the article's text, or its page"
    )


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "utf-8"


def _text(data: bytes, place: Place, _: int | None) -> Taken:
    return Taken(_lines(_decoded(data, place)), "text")


def _markdown(data: bytes, place: Place, _: int | None) -> Taken:
    """A text whose first heading is its title; its marks stay, for what is quoted must stand there."""
    lines = _lines(_decoded(data, place))
    first = next((found[1] for line in lines[:1] if (found := _HEADING.fullmatch(line))), "")
    return Taken(lines, "markdown", title=first)


def _lines(text: str) -> tuple[str, ...]:
    """A passage a line: paragraphs that were broken into short lines are one line again."""
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in re.split(r"\n[^\S\n]*\n", text)]
    return tuple(line for block in blocks for line in (_joined(block) if _broken(block) else block))


def _broken(block: list[str]) -> bool:
    """Whether a block is a paragraph in short lines: none is a heading or an item, and most end amid a sentence."""
    if len(block) < 2 or any(_ITEM.match(line) or line.startswith(("#", ">", "|")) for line in block):  # noqa: PLR2004
        return False
    ended = sum(bool(_SENTENCE_END.search(line)) for line in block[:-1])
    return max(map(len, block)) <= _WIDE and ended * 2 < len(block)


def _joined(block: list[str]) -> list[str]:
    return [" ".join(block)]


def _page(data: bytes, place: Place, _: int | None) -> Taken:
    """A page's article, without what stands around it. Raises InputError where none is found."""
    return _article(_decoded(data, place), place)


def _article(html: str, place: Place) -> Taken:
    import logging

    from trafilatura import bare_extraction

    # What it says of a page that it cannot read is said here, in one line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # A date in an address or in the text is a guess; one that the page declares is not.
    found = bare_extraction(
        html, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    about = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    body = (about.get("text") or "").strip()
    if not body:
        raise InputError([Problem("no article was found in this page", place, "save its text as a .txt file")])
    declared = re.search(r"<html[^>]*?\slang\s*=\s*[\"']?([\w-]+)", html, re.IGNORECASE)
    day = _DAY.match(about.get("date") or "")
    url = about.get("url") or ""
    return Taken(
        tuple(line.strip() for line in body.split("\n") if line.strip()),
        "html",
        title=_plain(about.get("title")),
        author=_plain(about.get("author")),
        publisher=_plain(about.get("sitename")),
        published=day[0] if day else "",
        url=url if url.startswith(("http://", "https://")) else "",
        language=declared[1] if declared else "",
    )


def _plain(words: str | None) -> str:
    return " ".join((words or "").split())


def _feed(data: bytes, place: Place, entry: int | None) -> Taken:
    """One entry of a feed. Raises InputError where it has none, or several and none is chosen."""
    import feedparser

    parsed = feedparser.parse(data)
    entries = parsed.entries
    if not entries:
        message = "this feed cannot be read" if parsed.bozo and not parsed.version else "this feed has no entries"
        raise InputError([Problem(message, place)])
    if entry is None and len(entries) > 1:
        raise InputError([Problem(f"this feed has {len(entries)} entries", place, _choice(entries))])
    if not 1 <= (entry or 1) <= len(entries):
        raise InputError([Problem(f"this feed has no entry {entry}", place, _choice(entries))])
    one = entries[(entry or 1) - 1]
    html = next((part.value for part in one.get("content", ()) if part.value), "") or one.get("summary", "")
    lines = _of_entry(html)
    if not lines:
        raise InputError([Problem(f"entry {entry or 1} of this feed holds no text", place, "save its page instead")])
    link = one.get("link", "")
    moment = one.get("published_parsed")
    return Taken(
        lines,
        "feed",
        title=_plain(one.get("title")),
        author=_plain(one.get("author")),
        publisher=_plain(parsed.feed.get("title")),
        published=f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else "",
        url=link if link.startswith(("http://", "https://")) else "",
        language=parsed.feed.get("language", ""),
    )


def _choice(entries: list[dict[str, str]]) -> str:
    """The first entries by their numbers."""
    first = [f"{number} {_plain(one.get('title')) or 'without a title'}" for number, one in enumerate(entries[:5], 1)]
    return "choose one with --entry: " + "; ".join(first) + ("; …" if len(entries) > len(first) else "")


def _of_entry(html: str) -> tuple[str, ...]:
    """The paragraphs of an entry, which may be text or a piece of a page."""
    from html import unescape

    broken = re.sub(r"(?i)</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|section|article)\b[^>]*>", "\n", html)
    told = unescape(re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>", "", broken))
    return tuple(" ".join(line.split()) for line in told.split("\n") if line.strip())


def _named(given: str, *suffixes: str) -> bool:
    return given.lower().endswith(suffixes)


def _begins(data: bytes, *beginnings: bytes) -> bool:
    start = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    start = re.sub(rb"^(?:<\?xml.*?\?>|<!--.*?-->|\s+)*", b"", start, flags=re.DOTALL)
    return start.startswith(beginnings)


KINDS: tuple[Kind, ...] = (
    Kind("feed", lambda _, data: _begins(data, b"<rss", b"<feed", b"<rdf:rdf"), _feed),
    Kind(
        "html",
        lambda given, data: (
            given.lower().endswith((".html", ".htm", ".xhtml")) or _begins(data, b"<!doctype html", b"<html")
        ),
        _page,
    ),
    Kind("markdown", lambda given, _: _named(given, ".md", ".markdown"), _markdown),
    Kind("text", lambda _, __: True, _text),
)
"""Every kind, looked for in this order. Adding one is a row."""
