"""From HTML to its tree, and what is broken in its tags.

Small and exact where emails are: the tokens of the HTML standard, the end tags it lets one leave out, and the parse
errors it names. It repairs nothing; what a browser would have to repair is a Fault.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Literal

from brief.checks.mail.page import BLOCKS, Element, Fault, Page, Text, named

if TYPE_CHECKING:
    from collections.abc import Mapping

VOID = named("area base br col embed hr img input link meta param source track wbr")
_RAW = named("script style textarea title xmp")
_OPTIONAL = named("html head body p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt caption")
"""Elements whose end tag may be left out (HTML, 13.1.2.4 Optional tags)."""
_ROWS = named("tr td th thead tbody tfoot caption colgroup")
_ENDED_BY: Mapping[str, frozenset[str]] = {
    "p": BLOCKS,
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "option": frozenset(["option", "optgroup"]),
    "td": _ROWS,
    "th": _ROWS,
    "tr": _ROWS - {"td", "th"},
    "thead": frozenset(["tbody", "tfoot"]),
    "tbody": frozenset(["tbody", "tfoot"]),
    "caption": _ROWS,
    "colgroup": _ROWS,
    "head": frozenset(["body"]),
}
_WALLS = named("td th table caption html")
"""An end tag reaches no element outside of these (HTML, "has an element in scope")."""

_NEXT = re.compile(r"<(?:!--|[!?]|/?[a-zA-Z])")
_NAME = re.compile(r"[^\s/>]+")
_ATTRIBUTE = re.compile(
    r"""(?P<room>[\s/]*+)(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)
    (?:\s*+(?P<equals>=)\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'>][^\s>]*+))?)?)""",
    re.VERBOSE,
)
_DEEPEST = 1_000
"""Elements one inside another; browsers flatten what lies deeper (Chromium from 512 on)."""


def parse(source: str) -> Page:
    """The tree of a page. Never raises: whatever is no tag is text."""
    return _Builder(source).build()


class _Builder:
    """One pass over the source with a stack of open elements."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root = Element("", {}, 0, None)
        self.stack = [self.root]
        self.elements: list[Element] = []
        self.texts: list[Text] = []
        self.faults: list[Fault] = []

    def build(self) -> Page:
        at, source = 0, self.source
        while found := _NEXT.search(source, at):
            self.text(at, found.start())
            start = found.start()
            if found[0] == "<!--":
                at = self.comment(start)
            elif found[0] in {"<!", "<?"}:
                at = self.until(">", start)
                if source[at - 3 : at] == "-->":
                    self.fault(f"{source[start:at][:20]!r} is no comment: one ended before it", start)
            else:
                at = self.tag(start, closing=found[0][1] == "/")
        self.text(at, len(source))
        for element in reversed(self.stack[1:]):
            if element.name not in {"html", "head", "body"}:
                self.unclosed(element, "the end of the page")
        faults = tuple(sorted(self.faults, key=lambda fault: fault.at))
        return Page(source, self.root, tuple(self.elements), tuple(self.texts), faults)

    def fault(self, message: str, at: int, kind: Literal["tag", "attribute", "optional"] = "tag") -> None:
        self.faults.append(Fault(message, at, kind))

    def until(self, end: str, start: int) -> int:
        found = self.source.find(end, start)
        return len(self.source) if found < 0 else found + len(end)

    def comment(self, start: int) -> int:
        # `<!-->` and `<!--->` are whole comments.
        found = self.source.find("-->", start + 2)
        if found < 0:
            self.fault("this comment is not closed", start)
            return len(self.source)
        return found + 3

    def text(self, start: int, end: int) -> None:
        if start == end:
            return
        text = self.source[start:end]
        if text.isspace():
            # Between two words of different elements it still parts them.
            self.stack[-1].content.append(Text(" ", start, self.stack[-1]))
            return
        if "-->" in text:
            self.fault("'-->' stands in the text: a comment ended before it", start + text.index("-->"))
        node = Text(unescape(text) if "&" in text else text, start, self.stack[-1])
        self.texts.append(node)
        self.stack[-1].content.append(node)

    def tag(self, start: int, *, closing: bool) -> int:
        found = _NAME.match(self.source, start + 1 + closing)
        name = found[0].lower() if found else ""
        attributes, at, empty = self.attributes(name, start, found.end() if found else start + 1 + closing)
        if closing:
            self.close(name, start)
            return at
        self.imply(name)
        element = Element(name, attributes, start, self.stack[-1])
        self.stack[-1].content.append(element)
        self.elements.append(element)
        if name in VOID or (empty and ":" in name) or len(self.stack) > _DEEPEST:
            return at
        self.stack.append(element)
        return self.raw(element, at) if name in _RAW else at

    def raw(self, element: Element, start: int) -> int:
        """The words of an element that holds no tags, up to its end tag."""
        end = re.compile(rf"</{element.name}(?=[\s/>])", re.IGNORECASE).search(self.source, start)
        stop = end.start() if end else len(self.source)
        text = self.source[start:stop]
        element.content.append(Text(unescape(text) if element.name in {"title", "textarea"} else text, start, element))
        if end:
            return stop
        self.fault(f"<{element.name}> is not closed", element.at)
        self.stack.pop()
        return stop

    def attributes(self, name: str, start: int, at: int) -> tuple[dict[str, str], int, bool]:
        """A tag's attributes, the offset after it, and whether it closes itself."""
        source, made = self.source, dict[str, str]()
        quoted = False
        while found := _ATTRIBUTE.match(source, at):
            if found["end"]:
                return made, found.end(), source[found.end() - 2] == "/"
            if quoted and not found["room"]:
                self.fault(f"no space before {found['name'][:30]!r} in <{name}>", found.start("name"), "attribute")
            key, value = found["name"].lower(), found["double"]
            if value is None:
                value = found["single"]
            quoted = value is not None
            if value is None:
                value = found["bare"] or ""
                if found["equals"] and source[found.end() : found.end() + 1] in {'"', "'"} and not found["bare"]:
                    message = f"the quotation mark of {key!r} in <{name}> is not closed"
                    self.fault(message, found.start("name"), "attribute")
                    return made, self.until(">", found.end()), False
                if _BROKEN_VALUE.search(value):
                    message = f"the value of {key[:30]!r} in <{name}> is broken: {value[:30]!r}"
                    self.fault(message, found.start("name"), "attribute")
            if _BROKEN_NAME.search(key):
                self.fault(f"{key[:30]!r} is no attribute's name, in <{name}>", found.start("name"), "attribute")
            if key in made:
                self.fault(f"<{name}> has the attribute {key!r} twice", found.start("name"), "attribute")
            else:
                made[key] = unescape(value) if "&" in value else value
            at = found.end()
        self.fault(f"the tag <{name}> is not closed", start)
        return made, len(source), False

    def imply(self, name: str) -> None:
        """Close what HTML lets this start tag close."""
        while len(self.stack) > 1 and name in _ENDED_BY.get(self.stack[-1].name, ()):
            element = self.stack.pop()
            if element.name == "p" and name != "p":
                self.fault(f"<p> is not closed before <{name}>, which no paragraph may hold", element.at, "optional")
            elif element.name != "head":
                self.unclosed(element, f"<{name}>")

    def close(self, name: str, at: int) -> None:
        if name in VOID:
            self.fault(f"</{name}> closes nothing: <{name}> has no end tag", at)
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].name == name:
                for element in reversed(self.stack[depth + 1 :]):
                    self.unclosed(element, f"</{name}>")
                del self.stack[depth:]
                return
            if self.stack[depth].name in _WALLS and name not in _ROWS | {"table", "body", "html"}:
                break
            if self.stack[depth].name == "table" and name != "table" and name not in {"body", "html"}:
                break
        self.fault(f"</{name}> closes nothing", at)

    def unclosed(self, element: Element, before: str) -> None:
        optional = element.name in _OPTIONAL
        self.fault(f"<{element.name}> is not closed before {before}", element.at, "optional" if optional else "tag")


_BROKEN_VALUE = re.compile("[\"'<=`]")
_BROKEN_NAME = re.compile("[\"'<\\\\]|^=")
