"""E06, E07, E11, E12 and E15: tags, and what they tell those who do not see the page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from brief.checks.base import Hit
from brief.checks.mail.clients import lacking
from brief.checks.mail.merging import closing
from brief.checks.mail.page import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.checks.mail.message import Mail
    from brief.checks.mail.page import Element, Fault
    from brief.finding import Severity

_STRIPPED = named("script iframe object embed applet frame frameset portal noembed noframes template slot canvas")
"""Elements that every program takes out; with them goes what they hold."""
_DOUBTFUL = named("audio video svg form input button select textarea dialog meter progress picture ruby math")
"""Elements whose loss takes content away, in the programs that do not know them (caniemail.com)."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_RTL = named("ar fa he iw ur yi ps sd ug dv ckb")
_SCOPES = frozenset(["col", "row", "colgroup", "rowgroup"])
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def tags(mail: Mail) -> Iterator[Hit]:
    """Tags that do not balance and attributes that are broken, in a browser's view and in Outlook's.

    Source: HTML Living Standard, 13.2.2 Parse errors, and 13.1.2.4 for the end tags that may be left out. Conditional
    comments are resolved both ways, so that a table opened for Outlook alone is closed for Outlook alone. A merge
    field's token is looked at as it stands: what reads the page before the service fills it must find its ends.
    """
    seen: set[Fault] = set()
    for fault in mail.page.faults:
        seen.add(fault)
        yield Hit(fault.message, place=mail.at(fault.at), severity=_severity(fault))
    for at, message in mail.resolved.broken:
        yield Hit(message, place=mail.at(at))
    for fault in mail.outlook.faults:
        if fault not in seen:
            yield Hit(f"as Outlook reads it: {fault.message}", place=mail.at(fault.at), severity=_severity(fault))
    for _, words, sheet in mail.sheets:
        for message, at in sheet.broken:
            yield Hit(message, place=mail.at(words.at + at))
    for at, token, mark in closing(mail):
        message = f"the merge field {token[:60]!r} ends the attribute it stands in before the service fills it"
        hint = f"write its token without {mark} in desk.yaml, where the service takes the other quotation mark"
        yield Hit(message, hint, place=mail.in_source(at), severity="warning")


def _severity(fault: Fault) -> Severity:
    return "warning" if fault.kind == "optional" else "error"


def stripped(mail: Mail) -> Iterator[Hit]:
    """Elements and attributes that mail programs take out of a page, scripts before all.

    Sources: the sanitizers of Gmail, Outlook.com and Yahoo; caniemail.com for the elements that only some take out.
    """
    for element in mail.page.elements:
        place, name = mail.at(element.at), element.name
        if name in _STRIPPED:
            yield Hit(f"<{name}> is taken out by every mail program", "leave it out", place=place)
        elif name in _DOUBTFUL and (programs := lacking(f"<{_asked(element)}>", mail.habits.clients)):
            hint = "write what it says as text, or show it on a web page"
            yield Hit(f"<{name}> is not shown by {programs}", hint, place=place, severity="warning")
        elif name == "meta" and element.get("http-equiv").lower() == "refresh":
            yield Hit("a page in a mail cannot reload itself", "leave the refresh out", place=place)
        elif name == "base":
            yield Hit("<base> is taken out, and relative addresses with it", "write whole addresses", place=place)
        for attribute in element.attributes:
            if attribute.startswith("on") and attribute[2:].isalpha():
                yield Hit(f"{attribute} on <{name}> is taken out", "no script runs in a mail", place=place)


def _asked(element: Element) -> str:
    """The element as caniemail.com asks for it; kinds of `<input>` differ."""
    kind = element.get("type").lower()
    if element.name == "input":
        return f"input {kind if kind in {'checkbox', 'hidden', 'radio', 'reset', 'submit'} else 'text'}"
    if element.name == "button":
        return f"button {kind if kind in {'reset', 'submit'} else 'submit'}"
    return element.name


def language(mail: Mail) -> Iterator[Hit]:
    """The page's language and direction, said on `<html>` and again on what wraps the text.

    Sources: WCAG 2.2, 3.1.1 Language of page; Email Markup Consortium, accessibility report 2025 (lang is missing in
    96 of 100 mails, dir in 98). Webmail takes `<html>` and `<body>` away, so that an element inside must say it too.
    """
    root = next(mail.page.named("html"), None)
    place = mail.at(root.at if root else 0)
    lang = root.get("lang").strip() if root else ""
    if not lang:
        yield Hit("<html> has no lang", 'write lang="en", or whichever it is', place=place)
    elif not _LANGUAGE.fullmatch(lang) or lang.lower() == "und":
        yield Hit(f"lang={lang[:20]!r} is no language", "write its tag: en, de, zh-Hans", place=place)
    direction = root.get("dir").strip().lower() if root else ""
    wanted = "rtl" if lang.lower().partition("-")[0] in _RTL else "ltr"
    if not direction:
        hint = f'write dir="{wanted}"'
        yield Hit("<html> has no dir", hint, place=place, severity="warning")
    elif lang and direction not in {wanted, "auto"}:
        yield Hit(f"dir={direction!r} does not go with lang={lang[:20]!r}", f'write dir="{wanted}"', place=place)
    for name in ("lang", "dir"):
        bare = next((text for text in mail.shown() if not _says(text.parent, name)), None)
        if bare is not None:
            hint = "webmail takes <html> and <body> away: say it on the element around everything, too"
            message = f"nothing inside <body> says {name} for the text"
            yield Hit(message, hint, place=mail.at(mail.page.body.at), severity="warning")


def _says(element: Element, name: str) -> bool:
    return any(one.get(name) for one in (element, *element.ancestors()) if one.name not in {"html", "body"})


def tables(mail: Mail) -> Iterator[Hit]:
    """Tables that lay out say so by their role; tables of data have a caption, and headers with a scope.

    Sources: WCAG 2.2, 1.3.1 (techniques H39, H63, H73; failures F46, F92); WAI-ARIA 1.2, presentation.
    """
    headers: dict[Element, list[Element]] = {table: [] for table in mail.page.named("table")}
    captions: dict[Element, Element] = {}
    for element in mail.page.named("th", "caption"):
        table = next((parent for parent in element.ancestors() if parent.name == "table"), None)
        if table is not None and element.name == "th":
            headers[table].append(element)
        elif table is not None:
            captions[table] = element
    for table, found in headers.items():
        place = mail.at(table.at)
        if table.get("role") in {"presentation", "none"}:
            if found or table in captions:
                which = "th" if found else "caption"
                yield Hit(f"a table of role presentation holds <{which}>", "is it layout, or data?", place=place)
        elif not found and table not in captions:
            hint = 'write role="presentation"; a table of data has headers'
            yield Hit("a table has neither headers nor the role of layout", hint, place=place)
        else:
            yield from _data_table(mail, table, found, captions.get(table))


def _data_table(mail: Mail, table: Element, headers: list[Element], caption: Element | None) -> Iterator[Hit]:
    named = table.get("aria-label").strip() or table.get("aria-labelledby").strip()
    if not named and (caption is None or not caption.words):
        yield Hit("a table of data has no caption", "say what it shows in <caption>", place=mail.at(table.at))
    if not headers:
        yield Hit("a table of data has no headers", "write <th scope=...>", place=mail.at(table.at))
    for header in headers:
        if header.get("scope").lower() not in _SCOPES:
            message = f"the header {header.words[:30]!r} has no scope"
            yield Hit(message, 'write scope="col" or scope="row"', place=mail.at(header.at))


def headings(mail: Mail) -> Iterator[Hit]:
    """One h1, no level skipped, none empty, and a title.

    Sources: WCAG 2.2, 2.4.2 Page titled, 1.3.1 and 2.4.6 (techniques H25, G141).
    """
    title = next(mail.page.named("title"), None)
    if title is None or not title.words:
        hint = "write it in <head>: browsers and screen readers name the page by it"
        yield Hit("the page has no title", hint, place=mail.at(title.at if title else 0), severity="error")
    found = [heading for heading in mail.page.named(*_HEADINGS) if not mail.light[heading].hidden]
    first = [heading for heading in found if heading.name == "h1"]
    if len(first) != 1:
        message = "the page has no h1" if not first else f"the page has {len(first)} h1"
        yield Hit(message, "one says what the mail is about", place=mail.at(first[1].at if first else 0))
    if found and found[0].name != "h1" and first:
        yield Hit(f"<{found[0].name}> stands before the h1", "begin with the h1", place=mail.at(found[0].at))
    for before, heading in pairwise(found):
        if int(heading.name[1]) > int(before.name[1]) + 1:
            message = f"<{heading.name}> follows <{before.name}>: a level is skipped"
            yield Hit(message, f"write <h{int(before.name[1]) + 1}>", place=mail.at(heading.at))
    for heading in found:
        if not heading.words:
            yield Hit(f"<{heading.name}> holds no words", "leave it out", place=mail.at(heading.at))
