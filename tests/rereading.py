"""What independent parsers read in the formats, as one flat list of tags, attributes and words that can be compared."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

import pypdf
import pypdfium2
import tinyhtml5
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

Event: TypeAlias = "tuple[str, str, tuple[tuple[str, str], ...]]"
"""`open` with tag and attributes, `close` with tag, `text` or `comment` with words."""

_BLANKS = re.compile(r"[ \t\n\f\r\x85\u2028\u2029]+")
_ADDRESSES = frozenset({"href", "src"})
_HYPHENS = "-\u2010\ufffe"
_DRAWN = re.compile(r"-[0-9a-f]{10}\.png$")
"""The part of a picture's name that its bytes decide."""

_GFM = {
    asked: MarkdownIt("gfm-like" if asked else "commonmark", {"html": True}).enable(["table", "strikethrough"])
    for asked in (False, True)
}


def folded(text: str) -> str:
    """Words as HTML shows them: runs of blanks are one, those at the ends none."""
    return _BLANKS.sub(" ", text).strip()


def canonical(address: str) -> str:
    """An address with all that is not plain in it percent-encoded, as parsers of addresses do (WHATWG URL)."""
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address), safe="!#$%&'()*+,/:;=?@~")


def html(page: str, through: tuple[str, ...] = ()) -> list[Event]:
    """What an HTML5 parser reads in a page; the words inside the tags to look through stand without these."""
    events: list[Event] = []

    def tell(words: str | None) -> None:
        if words and events and events[-1][0] == "text":
            events[-1] = ("text", events[-1][1] + words, ())
        elif words:
            events.append(("text", words, ()))

    def walk(element: Element) -> None:
        if not isinstance(element.tag, str):
            events.append(("comment", element.text or "", ()))
        else:
            tag = element.tag.rpartition("}")[2]
            if tag not in through:
                events.append(("open", tag, tuple(sorted(element.items()))))
            tell(element.text)
            for child in element:
                walk(child)
            if tag not in through:
                events.append(("close", tag, ()))
        tell(element.tail)

    walk(tinyhtml5.parse(page))
    return list(_settled(events))


def _settled(events: list[Event]) -> Iterator[Event]:
    for kind, what, attributes in events:
        if kind == "text":
            if words := folded(what):
                yield kind, words, ()
        else:
            yield kind, what, tuple((name, _value(name, value)) for name, value in attributes)


def _value(name: str, value: str) -> str:
    return _DRAWN.sub("-.png", canonical(value)) if name in _ADDRESSES else folded(value)


def without_drawings(events: Sequence[Event]) -> list[Event]:
    """The events but for what a drawing holds beside its title: where its words stand depends on how long they are.

    In their place a comment tells whether the drawing holds shapes and words alone, and no attribute that does more.
    """
    kept: list[Event] = []
    within: list[Event] | None = None
    title = False
    for event in events:
        kind, what, _ = event
        if (kind, what) == ("open", "svg"):
            within = []
            kept.append((kind, what, tuple(pair for pair in event[2] if pair[0] not in _MEASURES)))
        elif (kind, what) == ("close", "svg"):
            kept += [("comment", "", ()) if set(_strange(within or ())) else ("comment", "drawn", ()), event]
            within = None
        elif within is None or title or (kind, what) == ("open", "title"):
            title = within is not None and (kind, what) != ("close", "title")
            kept.append(event)
        else:
            within.append(event)
    return kept


_MEASURES = frozenset({"width", "height", "viewBox", "viewbox"})
_SHAPES = frozenset({"text", "path", "g", "polyline", "circle"})
_GEOMETRY = frozenset({"class", "x", "y", "d", "points", "cx", "cy", "r", "text-anchor"})
_PLACE = re.compile(r"[\w ,.-]*")


def _strange(events: Sequence[Event]) -> Iterator[str]:
    """What is no shape, and no measure of one."""
    for kind, what, attributes in events:
        if kind == "comment" or (kind == "open" and what not in _SHAPES):
            yield what
        yield from (name for name, value in attributes if name not in _GEOMETRY or not _PLACE.fullmatch(value))


def markdown(page: str) -> list[Event]:
    """What a parser of CommonMark and GitHub's tables reads in a page; raw HTML counts.

    Strong and stressed words are read as words: a mark that no parser would read as one is left out, and that is fine.
    """
    return html(_GFM[False].render(page), through=("strong", "em"))


def marks(page: str) -> int:
    """How many runs of a page are strong or stressed."""
    tokens = _GFM[False].parse(page)
    return sum(child.type in {"strong_open", "em_open"} for token in tokens for child in token.children or ())


def autolinks_alone(page: str) -> bool:
    """Whether a parser that makes links of bare addresses reads the page otherwise than one that does not."""
    return bool(_GFM[True].render(page) != _GFM[False].render(page))


def put(events: Sequence[Event], name: re.Pattern[str], word: Callable[[str], str]) -> list[Event]:
    """The events with each name replaced by its word."""

    def words(text: str) -> str:
        return name.sub(lambda found: folded(word(found[0])), text)

    def address(text: str) -> str:
        return canonical(name.sub(lambda found: "".join(word(found[0]).split()), text))

    return [
        (
            kind,
            words(what) if kind == "text" else what,
            tuple((key, address(value) if key in _ADDRESSES else words(value)) for key, value in attributes),
        )
        for kind, what, attributes in events
    ]


def difference(expected: Sequence[Event], read: Sequence[Event]) -> str:
    """The first place at which two lists of events differ, with what comes before it; nothing where they are alike."""
    for at, (one, other) in enumerate(zip(expected, read, strict=False)):
        if one != other:
            before = "\n".join(map(repr, expected[max(at - 3, 0) : at]))
            return f"after\n{before}\nexpected\n{one!r}\nread\n{other!r}"
    return "" if len(expected) == len(read) else f"expected {len(expected)} events, read {len(read)}"


def pdf_words(data: bytes) -> str:
    """All that a PDF shows, as one of two extractors reads it."""
    with pypdfium2.PdfDocument(data) as pdf:
        seen = "".join(page.get_textpage().get_text_range() for page in pdf)
    return spelled_out(seen)


def squeezed(text: str) -> str:
    """Words without what the end of a line adds or takes away, blanks and hyphens, and without marks of direction."""
    return "".join(
        sign for sign in text if not (sign.isspace() or sign in _HYPHENS or unicodedata.category(sign) in {"Cf", "Cc"})
    )


def spelled_out(text: str) -> str:
    """Words squeezed, their ligatures, forms and accents taken apart as an extractor may give them."""
    return squeezed(unicodedata.normalize("NFKD", squeezed(text)))


def pdf_links(data: bytes) -> list[str]:
    """Where a PDF's links lead, page after page."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    annotations = (entry.get_object() for page in reader.pages for entry in page.get("/Annots", ()))
    return [canonical(note["/A"]["/URI"]) if "/A" in note else str(note["/Dest"]) for note in annotations]


def pdf_tags(data: bytes) -> Counter[str]:
    """How often each kind of tag stands in a PDF's structure."""
    return Counter(node["/S"] for node in _structure(data) if "/S" in node)


def pdf_alternatives(data: bytes) -> list[str]:
    """The words that stand for a PDF's pictures."""
    return [folded(node["/Alt"]) for node in _structure(data) if "/Alt" in node]


def pdf_outline(data: bytes) -> list[str]:
    """The titles of a PDF's outline, from its first page to its last."""

    def titles(entries: list[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield folded(entry.title)

    return list(titles(pypdf.PdfReader(io.BytesIO(data)).outline))


def _structure(data: bytes) -> Iterator[Any]:
    """The nodes of a PDF's structure, in no order."""
    open_nodes: list[Any] = [pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while open_nodes:
        node = open_nodes.pop().get_object()
        if isinstance(node, list):
            open_nodes += node
        elif isinstance(node, dict):
            yield node
            open_nodes += [node["/K"]] if "/K" in node else []
