"""What MJML may hold here, and the check against it: the compiler itself copies what it does not know."""

from __future__ import annotations

import re
from xml.parsers import expat

from brief.values import dataclass

_MARK = re.compile(r"\d+:\d+")
_PADDING = frozenset({"padding", "padding-top", "padding-right", "padding-bottom", "padding-left"})
_BORDER = frozenset({"border", "border-top", "border-right", "border-bottom", "border-left", "border-radius"})
_BACKGROUND = frozenset(
    {"background-color", "background-url", "background-repeat", "background-size", "background-position"}
)
_FONT = frozenset(
    {"color", "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "line-height"}
    | {"text-decoration", "text-transform"}
)
_ALIGN = frozenset({"align", "container-background-color"})
_LINK = frozenset({"href", "rel", "target", "title", "name"})
_ANYWHERE = frozenset({"css-class", "mj-class"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of MJML: where it may stand, its own attributes, and whether it holds HTML or words and no more MJML."""

    parents: frozenset[str]
    attributes: frozenset[str] = frozenset()
    ends: bool = False


def _tag(parents: str, *attributes: frozenset[str] | set[str], ends: bool = False) -> Tag:
    return Tag(frozenset(parents.split()), frozenset().union(*attributes), ends)


_IN_COLUMN = "mj-column"

TAGS: dict[str, Tag] = {
    "mjml": _tag("", {"lang", "dir"}),
    "mj-head": _tag("mjml"),
    "mj-body": _tag("mjml", {"width", "background-color", "css-class"}),
    "mj-title": _tag("mj-head", ends=True),
    "mj-breakpoint": _tag("mj-head", {"width"}),
    "mj-style": _tag("mj-head", ends=True),
    "mj-attributes": _tag("mj-head"),
    "mj-all": _tag("mj-attributes"),
    "mj-class": _tag("mj-attributes", {"name"}),
    "mj-raw": _tag("mj-head mj-body mj-wrapper mj-section mj-column", {"position"}, ends=True),
    "mj-wrapper": _tag(
        "mj-body",
        _PADDING,
        _BORDER,
        _BACKGROUND,
        {"direction", "full-width", "text-align"},
        _ANYWHERE,
    ),
    "mj-section": _tag(
        "mj-body mj-wrapper",
        _PADDING,
        _BORDER,
        _BACKGROUND,
        {"direction", "full-width", "text-align"},
        _ANYWHERE,
    ),
    "mj-group": _tag("mj-section", {"width", "vertical-align", "background-color", "direction"}, _ANYWHERE),
    "mj-column": _tag(
        "mj-section mj-group",
        _PADDING,
        _BORDER,
        {f"inner-{name}" for name in _BORDER},
        {"background-color", "inner-background-color", "width", "vertical-align", "direction"},
        _ANYWHERE,
    ),
    "mj-text": _tag(_IN_COLUMN, _PADDING, _FONT, _ALIGN, {"height"}, _ANYWHERE, ends=True),
    "mj-table": _tag(
        _IN_COLUMN,
        _PADDING,
        _FONT,
        _ALIGN,
        {"border", "cellpadding", "cellspacing", "table-layout", "width"},
        _ANYWHERE,
        ends=True,
    ),
    "mj-image": _tag(
        _IN_COLUMN,
        _PADDING,
        _BORDER,
        _ALIGN,
        _LINK,
        {"alt", "src", "srcset", "sizes", "width", "height", "max-height", "font-size", "fluid-on-mobile", "usemap"},
        _ANYWHERE,
    ),
    "mj-button": _tag(
        _IN_COLUMN,
        _PADDING,
        _BORDER,
        _FONT,
        _ALIGN,
        _LINK,
        {"background-color", "inner-padding", "text-align", "vertical-align", "width", "height"},
        _ANYWHERE,
        ends=True,
    ),
    "mj-spacer": _tag(_IN_COLUMN, _PADDING, {"container-background-color", "height"}, _ANYWHERE),
}
"""The tags an email may use. Left out on purpose: what links fonts or icons of third parties, needs scripts or
animation, or writes hidden words (mj-font, mj-include, mj-social, mj-navbar, mj-carousel, mj-accordion, mj-hero,
mj-preview, mj-html-attributes); and what the compiler gets wrong: mj-divider (as wide for Outlook as the column with
its padding) and `role` of mj-table (dropped, so that mj-table holds data alone)."""

HTML = frozenset(
    {"a", "bdi", "blockquote", "br", "caption", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "img", "li", "meta"}
    | {"ol", "p", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul"}
)
"""The tags of HTML that may stand inside MJML: those that every mail program shows."""

MOST_LEVELS = 100
"""How deep tags may stand: the compiler and the inliner have a stack of their own, and end the process beyond it."""

_DEFAULTS = frozenset().union(*(tag.attributes for tag in TAGS.values())) - {"name"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in an MJML source; `mark` is the last comment `1:2` before it, empty where there is none."""

    message: str
    mark: str = ""


def check(source: str) -> list[Mistake]:
    """Every place where an MJML source departs from the table, in its order; one where it is no XML at all."""
    checker = _Checker()
    try:
        checker.parser.Parse(source.encode(), True)
    except expat.ExpatError as error:
        within = f" inside {checker.open[-1]}" if checker.open else ""
        reason = expat.ErrorString(error.code)
        checker.mistakes.append(Mistake(f"{reason}{within}", checker.mark))
    return checker.mistakes


class _Checker:
    """Expat's events held against the table."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CommentHandler = self.comment
        self.open: list[str] = []
        self.classes: set[str] = set()
        self.mistakes: list[Mistake] = []
        self.mark = ""

    def comment(self, text: str) -> None:
        self.mark = text if _MARK.fullmatch(text) else self.mark

    def end(self, _: str) -> None:
        self.open.pop()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.open[-1] if self.open else ""
        self.open.append(name)
        if len(self.open) == MOST_LEVELS + 1:
            self.wrong(f"more than {MOST_LEVELS} tags stand one inside the other")
        if not parent or (parent in TAGS and not TAGS[parent].ends):
            self.judge(name, parent, attributes)
        elif name.startswith("mj"):
            self.wrong(f"{name} stands inside {parent}, which holds no MJML")
        elif name not in HTML:
            self.wrong(f"<{name}> is no tag that an email may hold")

    def judge(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        tag = TAGS.get(name)
        if tag is None:
            self.wrong(f"{name} is no tag that an email may hold")
            return
        allowed = tag.attributes
        if parent == "mj-attributes":
            allowed = allowed | _DEFAULTS if name in {"mj-all", "mj-class"} else allowed
            self.classes.update([attributes["name"]] if name == "mj-class" and "name" in attributes else [])
        elif parent not in tag.parents and (parent or name != "mjml"):
            self.wrong(f"{name} may not stand {f'in {parent}' if parent else 'alone'}")
        for attribute in attributes:
            if attribute not in allowed:
                self.wrong(f"{name} has no attribute {attribute!r}")
        used = attributes.get("mj-class")
        if used is not None and used not in self.classes:
            self.wrong(f"{name} names the mj-class {used!r}, which is not declared")
        if name == "mj-image" and "alt" not in attributes and parent != "mj-attributes":
            self.wrong("mj-image has no alt")

    def wrong(self, message: str) -> None:
        self.mistakes.append(Mistake(message, self.mark))
