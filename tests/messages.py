"""A good message made by hand, and what makes bytes of its parts: mail that no template of ours has written."""

from __future__ import annotations

import base64
import quopri

from documents import png

HEAD = """\
From: The Harbour Desk <desk@example.org>
To: Reader <reader@example.org>
Subject: The port moved fewer boxes this spring
Date: Tue, 06 May 2025 08:00:00 +0200
Message-ID: <20250506.port@example.org>
List-ID: The Harbour Desk <harbour.example.org>
List-Unsubscribe: <https://example.org/unsubscribe?id=7>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
MIME-Version: 1.0
"""

PAGE = """\
<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>The port moved fewer boxes</title>
<style>
a { color: #8C1D2F; }
@media (max-width: 479px) { .cell { display: block !important; width: 100% !important; } }
@media (prefers-color-scheme: dark) {
  .ground { background-color: #16191D !important; }
  h1, h2, p, td, th, caption { color: #F1EFEA !important; }
  a { color: #F09AA6 !important; }
}
</style>
</head>
<body style="margin: 0; background-color: #FFFFFF;">
<div class="ground" lang="en" dir="ltr" style="background-color: #FFFFFF; color: #15191E; font-size: 16px;">
<div style="display: none; max-height: 0; overflow: hidden;">
A quiet spring at the quay, and a dearer summer to come.</div>
<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->
<table role="presentation" width="100%" style="max-width: 600px; margin: 0 auto;"><tr><td class="cell">
<h1 style="font-size: 28px; line-height: 34px;">The port moved fewer boxes</h1>
<p>Boxes fell by 8.5% in the spring; <a
href="https://example.org/gazette?utm_source=desk&amp;utm_medium=email&amp;utm_campaign=port">the
Quay Gazette</a> counts 1,240 of them.</p>
<img src="cid:cranes@example.org" alt="Three cranes at dusk, two of them idle" width="300"
style="width: 100%; max-width: 300px;">
<h2>What it cost</h2>
<!--[if !mso]><!--><div><!--<![endif]-->
<table>
<caption>Tolls, in euros</caption>
<tr><th scope="col">Berth</th><th scope="col">Toll</th></tr>
<tr><th scope="row">North</th><td>310</td></tr>
</table>
<!--[if !mso]><!--></div><!--<![endif]-->
<p style="font-size: 14px;">The Harbour Desk, 1 Quay, 12345 Example Town<br>
<a href="https://example.org/unsubscribe?id=7">Unsubscribe</a></p>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</div>
</body>
</html>
"""

TEXT = """\
THE PORT MOVED FEWER BOXES

Boxes fell by 8.5% in the spring; the Quay Gazette
<https://example.org/gazette> counts 1,240 of them.

What it cost
North: 310 euros

The Harbour Desk, 1 Quay, 12345 Example Town
Unsubscribe: https://example.org/unsubscribe
"""


def part(kind: str, text: str, encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    body = quopri.encodestring(text.encode(charset)) if encoding == "quoted-printable" else text.encode(charset)
    head = f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + body


def picture(data: bytes = b"", kind: str = "image/png", cid: str = "cranes@example.org") -> bytes:
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\nContent-ID: <{cid}>\n\n"
    return head.encode() + base64.encodebytes(data or png())


def multipart(kind: str, boundary: str, *parts: bytes) -> bytes:
    inner = b"".join(b"--" + boundary.encode() + b"\n" + one.rstrip(b"\n") + b"\n" for one in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + inner + f"--{boundary}--\n".encode()


def message(head: str = HEAD, page: str = PAGE, text: str = TEXT, image: bytes = b"") -> bytes:
    """The message: text, and the page with its picture; lines end in CR LF."""
    related = multipart("related", "r", part("text/html", page), image or picture())
    return crlf(head.encode() + multipart("alternative", "a", part("text/plain", text), related))


def plain(text: str = TEXT, head: str = HEAD) -> bytes:
    """The message of those who write no page: its text part alone."""
    return crlf(head.encode() + part("text/plain", text))


def crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")
