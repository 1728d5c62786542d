"""A mail made anywhere, parsed once: what rules on mail look at."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from brief.checks.mail import css, looks, page
from brief.checks.mail.conditional import for_outlook
from brief.checks.mail.media import Screen
from brief.checks.mail.merging import Shifts, plain
from brief.checks.mail.parsing import parse
from brief.desk import CLIENTS
from brief.errors import Place
from brief.prose import is_address
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import Message

    from brief.checks.mail.conditional import Resolved
    from brief.checks.mail.css import Declaration, Sheet
    from brief.checks.mail.looks import Look
    from brief.checks.mail.page import Element, Page, Text
    from brief.desk import Desk

_UNSUBSCRIBE = re.compile(
    r"unsub|opt.?out|abmeld|abbestell|austrag|d[ée]sabonn|d[ée]sinscri|darse de baja|cancelar (?:la )?suscripci[oó]n"
    r"|disiscri|uitschrijven|afmelden|إلغاء الاشتراك|退订|取消订阅|配信停止",
    re.IGNORECASE,
)
"""How the ways out are called."""


WAY_OUT = "https://unsubscribe.invalid/"
"""What stands for previews in the place of a service's token for its address to unsubscribe (RFC 2606, 2)."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture that comes with the mail."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a desk says about all its mail, as far as there is one.

    `fields` are the sending service's tokens, each with what stands in its place for the preview; `unsubscribe` is
    where its links to unsubscribe lead.
    """

    clients: tuple[str, ...] = CLIENTS
    tracking: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    unsubscribe: tuple[str, ...] = ()
    postal_address: str = ""


def habits(desk: Desk) -> Habits:
    """What a desk file says about mail."""
    fields = tuple((entry.token, entry.preview or entry.fallback) for entry in desk.reader.values())
    own = (desk.unsubscribe,) if desk.unsubscribe else ()
    if desk.unsubscribe and not is_address(desk.unsubscribe):
        fields, own = (*fields, (desk.unsubscribe, WAY_OUT)), (WAY_OUT,)
    return Habits(desk.clients, tuple(desk.tracking), fields, own, desk.postal_address or "")


@dataclass(frozen=True)
class Mail:
    """A message or a page alone.

    `data` are the bytes of the message (empty for a page alone), `message` what the library made of them; `html` and
    `text` are its parts, None where there is none; `attached` holds its pictures as the page names them, None where
    what lies beside the page is not known; `stories` are the headings of what can be cut or shortened, None where that
    is not known. Merge fields are filled in both parts; `source` is the page before that.
    """

    name: str
    data: bytes = field(default=b"", repr=False)
    message: Message | None = field(default=None, repr=False)
    html: str | None = field(default=None, repr=False)
    text: str | None = field(default=None, repr=False)
    attached: Mapping[str, Attached] | None = None
    stories: frozenset[str] | None = None
    html_name: str = ""
    text_name: str = ""
    habits: Habits = Habits()
    source: str = field(default="", repr=False)
    shifts: Shifts = field(default_factory=Shifts)

    def at(self, offset: int) -> Place:
        """The place of an offset of the page in its source."""
        if not self.shifts.starts:
            return Place(self.html_name or self.name, *self.page.position(offset))
        return self.in_source(self.shifts.source(offset))

    def in_source(self, offset: int) -> Place:
        """The place of an offset of the page before its merge fields are filled."""
        before = self.source[:offset]
        line = before.count("\n") + 1
        return Place(self.html_name or self.name, line, len(before) - before.rfind("\n"))

    @cached_property
    def head(self) -> bytes:
        """The header section's lines, line ends as LF."""
        data = self.data.replace(b"\r\n", b"\n")
        return data[: len(data) if (end := data.find(b"\n\n")) < 0 else end].rstrip(b"\n")

    def line(self, number: int) -> Place:
        """The place of a line of the message."""
        return Place(self.name, number)

    def header(self, name: str) -> Place:
        """The place of a header: the line it begins on, where it is there."""
        wanted = name.lower().encode() + b":"
        lines = enumerate(self.head.split(b"\n"), 1)
        return self.line(next((number for number, line in lines if line.lower().startswith(wanted)), 0))

    @property
    def available(self) -> frozenset[str]:
        """The parts that are there, by the names that rules need them under."""
        there = {"email": self.html is not None, "text": self.text is not None, "eml": self.message is not None}
        return frozenset(name for name, is_there in there.items() if is_there)

    @property
    def text_place(self) -> Place:
        """The place of the text part."""
        return Place(self.text_name or self.name)

    @cached_property
    def subject(self) -> str:
        """The subject, decoded and on one line, its merge fields filled; empty where there is none."""
        return plain(self.decoded_header("Subject"), self.habits.fields)

    def decoded_header(self, name: str) -> str:
        """A header's value with its encoded words decoded (RFC 2047), on one line."""
        from email.errors import HeaderParseError
        from email.header import decode_header, make_header

        raw = self.message[name] if self.message is not None else None
        try:
            text = str(make_header(decode_header(raw))) if raw is not None else ""
        except (HeaderParseError, LookupError, ValueError):
            text = str(raw)
        return " ".join(text.split())

    @cached_property
    def page(self) -> Page:
        """The page as browsers read it."""
        return parse(self.html or "")

    @cached_property
    def resolved(self) -> Resolved:
        """The page's source with its conditional comments resolved for Outlook."""
        return for_outlook(self.html or "")

    @cached_property
    def outlook(self) -> Page:
        """The page as Outlook for Windows reads it."""
        return parse(self.resolved.source)

    @cached_property
    def sheets(self) -> tuple[tuple[Element, Text, Sheet], ...]:
        """The page's `<style>` elements, their words and what they say."""
        return tuple(
            (element, words, css.sheet(words.text))
            for element in self.page.named("style")
            for words in element.content
            if isinstance(words, page.Text)
        )

    @cached_property
    def light(self) -> Mapping[Element, Look]:
        """How the page looks on a wide, light screen."""
        return self._looks(dark=False)

    @cached_property
    def dark(self) -> Mapping[Element, Look] | None:
        """How it looks on a dark one; None where it says nothing about that and programs decide for themselves."""
        said = any("prefers-color-scheme" in words.text for _, words, _ in self.sheets)
        return self._looks(dark=True) if said else None

    @cached_property
    def bare(self) -> Mapping[Element, Look]:
        """How the page looks where `<style>` is taken away."""
        return looks.looks(self.page, looks.cascade((), Screen(375, dark=False)), looks.canvas(dark=False))

    def _looks(self, *, dark: bool) -> Mapping[Element, Look]:
        sheets = [(element.get("media"), made) for element, _, made in self.sheets]
        rules = looks.cascade(sheets, Screen(640, dark=dark))
        return looks.looks(self.page, rules, looks.canvas(dark=dark and self.knows_dark))

    @cached_property
    def knows_dark(self) -> bool:
        """Whether the page says by meta that it can be dark, so that programs do not turn its colours round."""
        return any(
            element.get("name").lower() == "color-scheme" and "dark" in element.get("content").lower()
            for element in self.page.named("meta")
        )

    def shown(self) -> Iterator[Text]:
        """The text that is seen."""
        return (text for text in self.page.texts if text.text.strip() and not self.light[text.parent].hidden)

    @cached_property
    def hidden_words(self) -> str:
        """The text that is there and not seen, but for scripts and styles."""
        return " ".join(text.text for text in self.page.texts if text.text.strip() and self.light[text.parent].hidden)

    def is_unsubscribe(self, link: Element) -> bool:
        """Whether a link lets its reader unsubscribe."""
        return self.leads_out(link.words, link.get("href").strip())

    def leads_out(self, words: str, target: str) -> bool:
        """Whether an address lets its reader unsubscribe: by the words at it, by itself, or by a header."""
        named = str(self.message["List-Unsubscribe"] or "") if self.message is not None else ""
        return bool(
            (target and f"<{target}>" in "".join(named.split()))
            or any(token in target for token in self.habits.unsubscribe)
            or _UNSUBSCRIBE.search(f"{words} {target}")
        )

    def is_filled(self, target: str) -> bool:
        """Whether an address begins with what the sending service fills in, so that nobody else can add to it."""
        return any(is_address(value) and target.startswith(value) for _, value in self.habits.fields)

    def styled(self) -> Iterator[tuple[Element, Declaration, int]]:
        """Every declaration in a style attribute, with its element and the offset of the element."""
        for element in self.page.elements:
            if style := element.attributes.get("style"):
                yield from ((element, made, element.at) for made in css.declarations(style))
