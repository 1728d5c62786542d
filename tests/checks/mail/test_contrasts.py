from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from PIL import Image

from brief.artifact import Artifact, File
from brief.checks import check_mail
from brief.checks.mail.contrasts import contrasts
from brief.checks.mail.opening import of_artifacts, of_message, of_page
from brief.desk import Desk
from brief.formats import FORMATS
from brief.formats.base import render
from documents import build_every_kind
from messages import PAGE, message, picture

if TYPE_CHECKING:
    from brief.document import Document
    from brief.formats.base import Press

OUTLOOK = """\
[data-ogsb] .ground { background-color: #16191D !important; }
[data-ogsc] p, [data-ogsc] h1, [data-ogsc] h2, [data-ogsc] td, [data-ogsc] th, [data-ogsc] caption, [data-ogsc] .ground
{ color: #F1EFEA !important; }
[data-ogsc] a { color: #F09AA6 !important; }
"""


def said(page: str) -> list[str]:
    return [hit.message for hit in contrasts(of_page("p.html", page.encode()))]


def with_rules(rules: str) -> str:
    return PAGE.replace("</style>", f"{rules}</style>")


def test_rules_for_outlook_s_dark_mode_that_hold_are_no_finding() -> None:
    assert said(with_rules(OUTLOOK)) == []


def test_text_that_is_lost_in_outlook_s_dark_mode_alone_is_found() -> None:
    faint = OUTLOOK.replace("[data-ogsc] a { color: #F09AA6", "[data-ogsc] a { color: #59313A")
    assert said(with_rules(faint)) == [
        "#59313A on #16191D is 1.6:1 in Outlook's dark mode, where 4.5:1 is asked" for _ in range(2)
    ]


@pytest.mark.parametrize("kept", ["ogsb", "ogsc"])
def test_where_the_page_names_one_colour_outlook_chooses_the_other(kept: str) -> None:
    rules = "\n".join(line for line in OUTLOOK.replace("\n{", " {").splitlines() if kept in line)
    assert said(with_rules(rules)) == []


def test_every_theme_s_rules_for_outlook_reach_all_text_of_every_kind(every_kind: Document, press: Press) -> None:
    email = render(FORMATS["email"], every_kind, press)
    for token in ("ink", "standfirst", "muted", "accent", "heading", "rise"):
        head, *rules = email.text.split("[data-ogsc]")
        faint = "[data-ogsc]".join([head, *(rule.replace(press.theme.dark[token], "#4A4B4C", 1) for rule in rules)])
        assert any(message.startswith("#4A4B4C on ") for message in said(faint)), token


def test_text_on_a_picture_needs_a_colour_behind_it() -> None:
    behind = "<p style=\"background: url('https://e.org/sea.jpg');\">The sea</p><p>Boxes"
    assert said(PAGE.replace("<p>Boxes", behind)) == ["text stands on a picture with no colour behind it"]
    coloured = behind.replace(");", ") #FFFFFF; color: #15191E !important;")
    assert said(PAGE.replace("<p>Boxes", coloured)) == []


def drawn(*colours: tuple[int, int, int, int], kind: str = "PNG") -> bytes:
    """Bars of a colour each, side by side."""
    image = Image.new("RGBA", (100, 40))
    for at, colour in enumerate(colours):
        image.paste(colour, (at * 100 // len(colours), 0, 100, 40))
    data = BytesIO()
    image.save(data, kind)
    return data.getvalue()


CLEAR, BLACK, WHITE, GREY, WINE = (0,) * 4, (0, 0, 0, 255), (255,) * 4, (119, 119, 119, 255), (140, 29, 47, 255)


@pytest.mark.parametrize(
    ("data", "lost"),
    [
        (drawn(CLEAR, BLACK), ["in dark mode"]),
        (drawn(CLEAR, WHITE), ["on #FFFFFF"]),
        (drawn(CLEAR, BLACK, WHITE), []),
        (drawn(CLEAR, WINE, WINE, WINE, WHITE), []),
        (drawn(CLEAR, WINE), ["in dark mode"]),
        (drawn(CLEAR, GREY), []),
        (drawn(BLACK), []),
        (drawn(CLEAR), []),
        (drawn(CLEAR, BLACK)[:60], []),
        (drawn(CLEAR, BLACK, kind="GIF"), ["in dark mode"]),
    ],
    ids=["black", "white", "both", "outlined", "wine", "grey", "opaque", "empty", "broken", "gif"],
)
def test_a_picture_with_a_transparent_ground_holds_on_both_grounds(data: bytes, lost: list[str]) -> None:
    found = check_mail(of_message("m.eml", message(image=picture(data))))
    assert [finding.code for finding in found if finding.code != "E09"] == ["E13"] * len(lost)
    assert all(words in finding.message for words, finding in zip(lost, found, strict=False))


def test_a_picture_that_says_it_is_vast_is_not_unpacked() -> None:
    data = bytearray(drawn(CLEAR, BLACK))
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = crc32(data[12:29]).to_bytes(4, "big")
    assert "E13" not in {
        finding.code for finding in check_mail(of_message("m.eml", message(image=picture(bytes(data)))))
    }


@pytest.mark.parametrize("base", [None, "https://img.example.org"])
def test_the_logo_of_an_edition_is_looked_at_beside_the_page_and_hosted(base: str | None) -> None:
    name = "email-images/logo-0123456789.png"
    address = f"{base}/logo-0123456789.png" if base else ""
    page = PAGE.replace("cid:cranes@example.org", address or name)
    files = (File("email.html", "text/html", page.encode()), File(name, "image/png", drawn(CLEAR, BLACK), address))
    email = Artifact("email", files, build_every_kind())
    [hit] = contrasts(of_artifacts({"email": email}, Desk(image_base=base)))
    assert hit.message.endswith("is lost on #16191D in dark mode: its ground is transparent")
