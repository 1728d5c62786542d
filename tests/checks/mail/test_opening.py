from __future__ import annotations

from brief.checks.mail.opening import of_message, of_page
from messages import HEAD, PAGE, TEXT, crlf, message, part


def test_a_message_is_its_parts_and_its_pictures() -> None:
    mail = of_message("m.eml", message())
    assert mail.available == {"email", "text", "eml"}
    assert (mail.html or "").replace("\r\n", "\n").strip() == PAGE.strip()
    assert (mail.text or "").replace("\r\n", "\n").strip() == TEXT.strip()
    assert set(mail.attached or {}) == {"cid:cranes@example.org"}
    assert mail.subject == "The port moved fewer boxes this spring"


def test_a_message_of_one_part_is_that_part() -> None:
    mail = of_message("m.eml", crlf(HEAD.encode() + part("text/plain", "Only text.\n")))
    assert mail.available == {"text", "eml"}
    assert str(mail.text_place) == "m.eml"
    page = of_message("m.eml", crlf(HEAD.encode() + part("text/html", PAGE)))
    assert page.available == {"email", "eml"}
    assert page.html_name == "m.eml"


def test_a_page_may_begin_with_a_byte_order_mark_and_hold_any_bytes() -> None:
    assert of_page("p.html", b"\xef\xbb\xbf<p>x").html == "<p>x"
    assert of_page("p.html", b"\xff<p>").html == "\N{REPLACEMENT CHARACTER}<p>"
