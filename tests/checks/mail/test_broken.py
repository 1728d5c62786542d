"""Broken on purpose: copies of a good message with one fault each, and the rule that catches it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief.checks import RULES, check_mail
from brief.checks.mail.opening import of_message, of_page
from brief.checks.mail.weight import size
from documents import png
from messages import HEAD, PAGE, TEXT, crlf, message, multipart, part, picture, plain

if TYPE_CHECKING:
    from brief.finding import Finding

LONG = "All quiet on the quay. " * 6
PNG_OF_NOISE = png(400, 500)


def found(data: bytes) -> list[Finding]:
    return list(check_mail(of_message("message.eml", data)))


def in_page(old: str, new: str, count: int = 1) -> bytes:
    assert old in PAGE
    return message(page=PAGE.replace(old, new, count))


def in_head(old: str, new: str) -> bytes:
    assert old in HEAD
    return message(head=HEAD.replace(old, new, 1))


def in_text(old: str, new: str) -> bytes:
    assert old in TEXT
    return message(text=TEXT.replace(old, new, 1))


def in_bytes(old: bytes, new: bytes) -> bytes:
    assert old in message()
    return message().replace(old, new, 1)


BROKEN: dict[str, tuple[str, bytes]] = {
    "a page that Gmail clips": ("E01", in_page("<p>Boxes", f"<p>{LONG * 760}</p><p>Boxes")),
    "a page that Gmail nearly clips": ("E01", in_page("<p>Boxes", f"<p>{LONG * 600}</p><p>Boxes")),
    "no text part": ("E02", crlf(HEAD.encode() + multipart("related", "r", part("text/html", PAGE), picture()))),
    "another figure in the text part": ("E02", in_text("8.5%", "5.8%")),
    "a figure that the text part lacks": ("E02", in_text("North: 310 euros", "North")),
    "a figure that the page lacks": ("E02", in_text("North: 310", "North: 310; South: 290")),
    "a headline that the text part lacks": ("E02", in_text("THE PORT MOVED FEWER BOXES", "THE PORT")),
    "a link that the text part lacks": ("E02", in_text("<https://example.org/gazette> ", "")),
    "a link that the page lacks": ("E02", in_text("North:", "https://example.org/tolls North:")),
    "no Date": ("E03", in_head("Date: Tue, 06 May 2025 08:00:00 +0200\n", "")),
    "a Date that is none": ("E03", in_head("Tue, 06 May 2025 08:00:00 +0200", "yesterday")),
    "a Date without zone": ("E03", in_head(" +0200", "")),
    "two addresses in From": ("E03", in_head("From: The", "From: ada@example.org, The")),
    "a NUL in encoded words": ("E03", in_head("Subject: The port", "Subject: =?utf-8?q?The=00?= port")),
    "the end of a line in encoded words": (
        "E03",
        in_head("Subject: The port", "Subject: =?utf-8?q?The=0D=0ABcc=3A_ada?= port"),
    ),
    "no From": ("E03", in_head("From: The Harbour Desk <desk@example.org>\n", "")),
    "a From without address": ("E03", in_head("The Harbour Desk <desk@example.org>", "The Harbour Desk")),
    "no Message-ID": ("E03", in_head("Message-ID: <20250506.port@example.org>\n", "")),
    "a Message-ID that is none": ("E03", in_head("<20250506.port@example.org>", "20250506")),
    "Subject twice": ("E03", in_head("Date:", "Subject: The port moved fewer boxes this spring\nDate:")),
    "raw bytes in a header": ("E03", in_head("To: Reader", "To: Léser")),
    "a header without colon": ("E03", in_head("MIME-Version: 1.0\n", "MIME-Version: 1.0\nPrecedence bulk\n")),
    "a NUL byte": ("E03", in_bytes(b"fewer boxes this", b"fewer\0boxes this")),
    "a line of 1,200 bytes": ("E03", in_head("MIME-Version", f"X-Note: {'x' * 1200}\nMIME-Version")),
    "line ends of two kinds": ("E03", in_bytes(b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\n")),
    "a carriage return alone": ("E03", in_bytes(b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nX-Note: a\rb\r\n")),
    "a boundary that is not there": ("E03", in_bytes(b'alternative; boundary="a"', b'alternative; boundary="z"')),
    "a last boundary that is missing": ("E03", in_bytes(b"--a--\r\n", b"")),
    "no MIME-Version": ("E03", in_head("MIME-Version: 1.0\n", "")),
    "a character set nobody knows": ("E03", in_bytes(b"text/plain; charset=utf-8", b"text/plain; charset=utf-9")),
    "8-bit bytes that say 7bit": (
        "E03",
        crlf(
            HEAD.encode()
            + multipart(
                "alternative",
                "a",
                part("text/plain", f"{TEXT}à bientôt\n", "7bit"),
                multipart("related", "r", part("text/html", PAGE), picture()),
            )
        ),
    ),
    "the page before the text": (
        "E03",
        crlf(
            HEAD.encode()
            + multipart(
                "alternative",
                "a",
                multipart("related", "r", part("text/html", PAGE), picture()),
                part("text/plain", TEXT),
            )
        ),
    ),
    "no List-Unsubscribe": ("E04", in_head("List-Unsubscribe: <https://example.org/unsubscribe?id=7>\n", "")),
    "no one-click": ("E04", in_head("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n", "")),
    "unsubscribing by mail alone": (
        "E04",
        in_head("<https://example.org/unsubscribe?id=7>", "<mailto:leave@example.org>"),
    ),
    "no List-ID": ("E04", in_head("List-ID: The Harbour Desk <harbour.example.org>\n", "")),
    "a List-ID that is none": ("E04", in_head("<harbour.example.org>", "harbour")),
    "no visible way out": (
        "E04",
        message(
            page=PAGE.replace('<br>\n<a href="https://example.org/unsubscribe?id=7">Unsubscribe</a>', ""),
            text=TEXT.replace("Unsubscribe: https://example.org/unsubscribe\n", ""),
        ),
    ),
    "no postal address": (
        "E04",
        message(page=PAGE.replace(", 1 Quay, 12345 Example Town", ""), text=TEXT.replace(", 1 Quay, 12345", "")),
    ),
    "a text alone without a way out": (
        "E04",
        plain(TEXT.replace("Unsubscribe: https://example.org/unsubscribe\n", "")),
    ),
    "a text alone with the word alone": ("E04", plain(TEXT.replace("Unsubscribe: https://example.org/u", "U"))),
    "a text alone without a postal address": ("E04", plain(TEXT.replace(", 1 Quay, 12345", ""))),
    "a text alone without a List-ID": (
        "E04",
        plain(head=HEAD.replace("List-ID: The Harbour Desk <harbour.example.org>\n", "")),
    ),
    "a placeholder in the page": ("E05", in_page("Boxes fell", "Boxes (TK) fell")),
    "a placeholder in the subject": ("E05", in_head("fewer boxes this", "None boxes this")),
    "a placeholder in the text part alone": ("E05", in_text("North:", "North (TK):")),
    "a placeholder that is read out": ("E05", in_page("two of them idle", "TK of them idle")),
    "a template's residue": ("E05", in_page("Boxes fell", "{% if boxes %}Boxes fell")),
    "an unclosed div": ("E06", in_page("<!--<![endif]-->\n<table>", "<!--<![endif]-->\n<div><table>")),
    "an end tag too many": ("E06", in_page("<h2>What", "</div><h2>What")),
    "a tag that is not closed": ("E06", in_page("<p>Boxes", "<p <b>Boxes")),
    "a table closed for Outlook alone": ("E06", in_page("<!--[if mso]></td></tr></table><![endif]-->", "")),
    "a table opened for Outlook alone": (
        "E06",
        in_page('<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->', ""),
    ),
    "a div that Outlook does not see closed": ("E06", in_page("<!--[if !mso]><!--></div><!--<![endif]-->", "</div>")),
    "a conditional comment that is not closed": (
        "E06",
        in_page("</td></tr></table><![endif]-->", "</td></tr></table>-->"),
    ),
    "a comment in a conditional comment": (
        "E06",
        in_page("<!--[if mso]></td>", "<!--[if mso]><!-- the frame --></td>"),
    ),
    "a quotation mark that garbles an attribute": ("E06", in_page('alt="Three', 'alt=\\"Three')),
    "a quotation mark that is missing": ("E06", in_page("<h2>What", '<span class="a id="b"></span><h2>What')),
    "an attribute twice": ("E06", in_page('width="300"', 'width="300" alt="Cranes"')),
    "a style sheet without its last brace": ("E06", in_page("}\n</style>", "</style>")),
    "a script": ("E07", in_page("<h2>What", "<script>track()</script><h2>What")),
    "a frame": ("E07", in_page("<h2>What", '<iframe src="https://example.org/"></iframe><h2>What')),
    "an event handler": ("E07", in_page("<h2>What", '<h2 onclick="track()">What')),
    "a form": ("E07", in_page("<h2>What", '<form action="https://example.org/"></form><h2>What')),
    "a video": ("E07", in_page("<h2>What", '<video src="https://example.org/v.mp4"></video><h2>What')),
    "an embedded drawing": ("E07", in_page("<h2>What", "<svg><title>A crane</title></svg><h2>What")),
    "a page that reloads": ("E07", in_page("<title>", '<meta http-equiv="refresh" content="1"><title>')),
    "a flexible box": ("E08", in_page('<p style="font-size: 14px;', '<p style="display: flex; font-size: 14px;')),
    "a sum in a width": ("E08", in_page("width: 100%; max-width: 300px", "width: calc(100% - 8px); max-width: 300px")),
    "a place out of the flow": ("E08", in_page("a { color", "p { position: absolute; } a { color")),
    "a variable of CSS": ("E08", in_page("<h2>", '<h2 style="margin: var(--room);">')),
    "a picture without alt": ("E09", in_page(' alt="Three cranes at dusk, two of them idle"', "")),
    "a file name for alt": ("E09", in_page("Three cranes at dusk, two of them idle", "IMG_2031.jpg")),
    "an alt that says picture": ("E09", in_page("Three cranes at dusk, two of them idle", "Picture")),
    "an alt that goes on": ("E09", in_page("two of them idle", "two of them idle" + ", and more" * 10)),
    "a picture that is not attached": ("E09", message(image=picture(cid="ship@example.org"))),
    "a picture beside the message": ("E09", in_page("cid:cranes@example.org", "images/cranes.png")),
    "a picture without https": ("E09", in_page("cid:cranes@example.org", "http://example.org/cranes.png")),
    "a picture in an address": ("E09", in_page("cid:cranes@example.org", "data:image/png;base64,AAAA")),
    "a picture of half a megabyte": ("E09", message(image=picture(PNG_OF_NOISE + b"\0" * 500_000))),
    "a picture that some do not show": ("E09", message(image=picture(kind="image/webp"))),
    "a picture without width": ("E09", in_page(' width="300"', "")),
    "a link that says nothing": ("E10", in_page("the\nQuay Gazette</a>", "click here</a>")),
    "a link without words": ("E10", in_page("the\nQuay Gazette</a>", "</a> the Quay Gazette")),
    "a link that leads nowhere": ("E10", in_page("<h2>What", '<p><a href="#">More on tolls</a></p><h2>What')),
    "a link with a script": ("E10", in_page("<h2>What", '<p><a href="javascript:go()">More on tolls</a></p><h2>What')),
    "a link that shows another address": ("E10", in_page("the\nQuay Gazette</a>", "bank.example</a>")),
    "a link that shows another address among words": (
        "E10",
        in_page("the\nQuay Gazette</a>", "log in at https://bank.example/login today</a>"),
    ),
    "a tracking parameter twice": ("E10", in_page("utm_medium=email", "utm_medium=email&amp;utm_medium=web")),
    "a tracking parameter missing": ("E10", in_page("&amp;utm_campaign=port", "")),
    "no lang": ("E11", in_page('<html lang="en"', "<html")),
    "a lang that is none": ("E11", in_page('<html lang="en"', '<html lang="und"')),
    "no dir": ("E11", in_page('<html lang="en" dir="ltr"', '<html lang="en"')),
    "a dir that does not go with the language": (
        "E11",
        in_page('<html lang="en" dir="ltr"', '<html lang="ar" dir="ltr"'),
    ),
    "no lang inside the body": ("E11", in_page('<div class="ground" lang="en"', '<div class="ground"')),
    "no dir inside the body": ("E11", in_page('lang="en" dir="ltr" style', 'lang="en" style')),
    "a layout table without role": ("E12", in_page('<table role="presentation" width="100%"', '<table width="100%"')),
    "a table of data without caption": ("E12", in_page("<caption>Tolls, in euros</caption>\n", "")),
    "a header without scope": ("E12", in_page('<th scope="row">', "<th>")),
    "a layout table with headers": ("E12", in_page("<table>\n", '<table role="presentation">\n')),
    "faint text": ("E13", in_page('<p style="font-size: 14px;"', '<p style="font-size: 14px; color: #999999;"')),
    "faint links by the style sheet": ("E13", in_page("a { color: #8C1D2F; }", "a { color: #E08A96; }")),
    "text that is lost in dark": (
        "E13",
        in_page(".ground { background-color: #16191D", ".ground { background-color: #F5F2EC"),
    ),
    "text in the colour of its ground": ("E13", in_page("<h2>", '<h2 style="color: #fff">')),
    "text of 9 px": ("E14", in_page('<p style="font-size: 14px;"', '<p style="font-size: 9px;"')),
    "a page of 13 px": ("E14", in_page("color: #15191E; font-size: 16px;", "color: #15191E; font-size: 13px;")),
    "two h1": ("E15", in_page("<h2>What it cost</h2>", "<h1>What it cost</h1>")),
    "a level that is skipped": ("E15", in_page("<h2>What it cost</h2>", "<h4>What it cost</h4>")),
    "no title": ("E15", in_page("<title>The port moved fewer boxes</title>\n", "")),
    "no preview line": (
        "E16",
        in_page("A quiet spring at the quay, and a dearer summer to come.", ""),
    ),
    "a preview line that repeats the subject": (
        "E16",
        in_page("A quiet spring at the quay, and a dearer summer to come.", "The port moved fewer boxes this spring"),
    ),
    "a subject that no inbox shows": ("E17", in_head("this spring", f"this spring: {LONG}"[:120])),
    "a subject in capitals": ("E17", in_head("The port moved fewer boxes this spring", "THE PORT MOVED FEWER BOXES")),
    "a currency sign in the subject": ("E17", in_head("fewer boxes", "$5 of boxes")),
    "a table of 600 px without style": ("E18", in_page('width="100%" style="max-width: 600px;', 'width="600" style="')),
    "a box of 500 px without style": ("E18", in_page("<h2>", '<h2 style="width: 500px;">')),
    "what only style shows": (
        "E18",
        message(
            page=PAGE.replace("<h2>", '<h2 class="late" style="display: none;">').replace(
                "a { color: #8C1D2F; }", "a { color: #8C1D2F; } .late { display: block !important; }"
            )
        ),
    ),
    "no color-scheme": ("E19", in_page('<meta name="color-scheme" content="light dark">\n', "")),
    "no supported-color-schemes": ("E19", in_page('<meta name="supported-color-schemes" content="light dark">\n', "")),
    "dark that is promised and not written": ("E19", in_page("@media (prefers-color-scheme: dark)", "@media print")),
    "20 kB of style": ("E20", in_page("a { color: #8C1D2F; }", "a { color: #8C1D2F; }\n" * 900)),
    "style in the body": ("E20", in_page("<h2>", "<style>h2 { margin: 0; }</style><h2>")),
    "a font from elsewhere": (
        "E20",
        in_page("<style>\n", '<style>\n@font-face { font-family: X; src: url("https://fonts.example/x.woff2"); }\n'),
    ),
    "an imported style sheet": ("E20", in_page("<style>\n", '<style>\n@import url("https://example.org/x.css");\n')),
    "a linked style sheet": (
        "E20",
        in_page("<title>", '<link rel="stylesheet" href="https://example.org/x.css"><title>'),
    ),
}


def test_the_good_message_has_no_finding() -> None:
    assert found(message()) == []


def test_a_good_text_alone_has_no_finding() -> None:
    assert found(plain()) == []


def test_a_text_alone_is_told_what_it_lacks() -> None:
    lacking = plain("Boxes fell by 8.5% in the spring.\n")
    assert [(hit.message, hit.hint) for hit in found(lacking)] == [
        (
            "the text part has no link to unsubscribe",
            "write one at the foot of the text part; desk.yaml names its address under unsubscribe:",
        ),
        (
            "the text part names no postal address of its sender",
            "write it at the foot of the text part; desk.yaml holds it under postal_address:",
        ),
    ]


def test_the_good_page_alone_has_no_finding() -> None:
    alone = PAGE.replace("cid:cranes@example.org", "cranes.png")
    assert check_mail(of_page("page.html", alone.encode())) == ()


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_caught_by_its_rule_alone(fault: str) -> None:
    code, data = BROKEN[fault]
    assert {finding.code for finding in found(data)} == {code}


def test_of_an_edition_only_what_can_be_cut_is_named_as_too_large() -> None:
    story = f"<h2>A story</h2><p>{LONG * 700}</p><h2>Sources</h2><p>{LONG * 70}</p>"
    mail = of_page("page.html", PAGE.replace("<h2>What", f"{story}<h2>What").encode())
    [anywhere], [edition] = size(mail), size(replace(mail, stories=frozenset({"A story"})))
    assert "“A story” (96.6 kB), “Sources” (9.7 kB)" in anywhere.hint
    assert edition.hint == "cut or shorten “A story” (96.6 kB)"


def test_every_rule_on_mail_catches_something() -> None:
    caught = {code for code, _ in BROKEN.values()}
    assert caught == {rule.code for rule in RULES if rule.mail and not rule.option}


def test_a_page_alone_is_caught_like_a_message() -> None:
    tried = 0
    for fault, (code, data) in BROKEN.items():
        page = (of_message("message.eml", data).html or "").replace("\r\n", "\n")
        if page.strip() != PAGE.strip() and "subject" not in fault and code not in {"E02", "E03", "E09"}:
            tried += 1
            alone = of_page("page.html", page.replace("cid:cranes@example.org", "cranes.png").encode())
            assert code in {finding.code for finding in check_mail(alone)}, fault
    assert tried >= 50
