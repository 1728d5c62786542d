"""The message file: what mail programs and sending services read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from brief.desk import Desk, Sender
from brief.errors import FormatError
from brief.formats import FORMATS
from brief.formats.base import render
from brief.prose import Line, MergeField, plain
from brief.prose import Text as Words

if TYPE_CHECKING:
    from email.message import EmailMessage

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.formats.base import Press

DESK = Desk(
    sender=Sender(name="The Lowhaven Brief", email="desk@example.org"),
    reply_to="answers@example.org",
    list_id="brief.example.org",
    unsubscribe="https://example.org/unsubscribe",
)


@pytest.fixture(scope="module")
def posted(press: Press) -> Press:
    return replace(press, desk=DESK)


def artifact(document: Document, press: Press) -> Artifact:
    given = {name: render(FORMATS[name], document, press) for name in ("email", "text")}
    return render(FORMATS["eml"], document, press, given)


def message(document: Document, press: Press) -> EmailMessage:
    return message_from_bytes(artifact(document, press).data, policy=policy.default)


def lines(text: str) -> list[str]:
    return text.rstrip("\r\n").replace("\r\n", "\n").split("\n")


@pytest.fixture(scope="module")
def read(every_kind: Document, posted: Press) -> EmailMessage:
    return message(every_kind, posted)


def test_the_headers_are_those_of_a_draft_with_one_click_unsubscribe(read: EmailMessage) -> None:
    assert read["From"] == "The Lowhaven Brief <desk@example.org>"
    assert read["Reply-To"] == "answers@example.org"
    assert read["Subject"] == "The channel reopens"
    assert read["Date"].datetime == datetime(2025, 5, 12, 6, tzinfo=UTC)
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", read["Message-ID"])
    assert read["List-ID"] == '"The Lowhaven Brief" <brief.example.org>'
    assert read["List-Unsubscribe"] == "<https://example.org/unsubscribe>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["X-Unsent"] == "1"
    assert read["To"] is None


def test_the_text_comes_before_the_page_and_its_pictures(read: EmailMessage) -> None:
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "image/png",
        "image/png",
        "image/png",
    ]
    assert not any(part.defects for part in read.walk())


def test_the_parts_hold_what_the_email_and_the_text_hold(every_kind: Document, posted: Press) -> None:
    read = message(every_kind, posted)
    text = read.get_body(("plain",))
    page = read.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text["Content-Transfer-Encoding"] == page["Content-Transfer-Encoding"] == "quoted-printable"
    assert lines(text.get_content()) == lines(render(FORMATS["text"], every_kind, posted).text)
    pictures = re.compile(r'src="(?:cid:|email-images/)[^"]*"')
    made = render(FORMATS["email"], every_kind, posted).text
    assert lines(pictures.sub("", page.get_content())) == lines(pictures.sub("", made))


def test_every_picture_is_in_the_message_by_the_id_the_page_names(every_kind: Document, posted: Press) -> None:
    read = message(every_kind, posted)
    page = read.get_body(("html",))
    assert page is not None
    named = set(re.findall(r'src="cid:([^"]*)"', page.get_content()))
    parts = {part["Content-ID"].strip("<>"): part.get_content() for part in read.walk() if part["Content-ID"]}
    assert named == set(parts)
    assert set(parts.values()) == {file.data for file in render(FORMATS["email"], every_kind, posted).files[1:]}
    assert "email-images/" not in page.get_content()


def test_words_that_look_like_a_picture_s_address_stay(every_kind: Document, posted: Press) -> None:
    name = render(FORMATS["email"], every_kind, posted).files[1].name
    read = message(replace(every_kind, dek=plain(f'<img src="{name}">')), posted)
    page = read.get_body(("html",))
    assert page is not None
    assert f'&lt;img src="{name}"&gt;' in page.get_content()


@pytest.mark.parametrize("hosted", [True, False])
def test_without_pictures_of_its_own_the_page_is_a_plain_part(
    every_kind: Document, posted: Press, *, hosted: bool
) -> None:
    document, press = every_kind, posted
    if hosted:
        press = replace(posted, desk=DESK.model_copy(update={"image_base": "https://img.example.org"}))
    else:
        document = replace(every_kind, blocks=(), publication=replace(every_kind.publication, logo=None))
    kinds = [part.get_content_type() for part in message(document, press).walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_the_same_input_gives_the_same_bytes_and_other_words_another_id(every_kind: Document, posted: Press) -> None:
    assert artifact(every_kind, posted).data == artifact(every_kind, posted).data
    other = message(replace(every_kind, dek=plain("Other words.")), posted)
    assert other["Message-ID"] != message(every_kind, posted)["Message-ID"]
    assert message(replace(every_kind, slug="other"), posted)["Message-ID"] != other["Message-ID"]


def test_lines_end_as_rfc_5322_asks_and_are_short_ascii(every_kind: Document, posted: Press) -> None:
    data = artifact(replace(every_kind, subject=plain("Sehr lange Wörter " * 20)), posted).data
    lines = data.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 78
    assert data.isascii()


def test_a_long_unsubscribe_address_stays_readable_for_machines(every_kind: Document, posted: Press) -> None:
    address = f"https://example.org/unsubscribe?id={'x' * 200}&t=*|UNIQID|*"
    press = replace(posted, desk=DESK.model_copy(update={"unsubscribe": address}))
    assert f"List-Unsubscribe: <{address}>\r\n".encode() in artifact(every_kind, press).data


@pytest.mark.parametrize(
    ("unsubscribe", "one_click"),
    [
        ("mailto:leave@example.org", None),
        ("*|UNSUB|*", "List-Unsubscribe=One-Click"),
        ("{{ unsubscribe_url }}", "List-Unsubscribe=One-Click"),
        ("http://example.org/u", None),
    ],
)
def test_one_click_is_promised_for_https_and_for_the_service_s_own_token(
    every_kind: Document, posted: Press, unsubscribe: str, one_click: str | None
) -> None:
    read = message(every_kind, replace(posted, desk=DESK.model_copy(update={"unsubscribe": unsubscribe})))
    assert read["List-Unsubscribe"] == f"<{unsubscribe}>"
    assert read["List-Unsubscribe-Post"] == one_click


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\0", "\x0b", "\x85", "\r\n\r\n"])
def test_no_field_can_begin_another_header(every_kind: Document, posted: Press, end: str) -> None:
    evil = f"Calm{end}Bcc: evil@example.org"
    desk = DESK.model_copy(
        update={
            "sender": Sender.model_construct(name=evil, email="desk@example.org"),
            "list_id": evil,
            "unsubscribe": f"https://example.org/{end}Bcc:evil@example.org",
        }
    )
    document = replace(
        every_kind, subject=plain(evil), publication=replace(every_kind.publication, name=evil, unsubscribe="")
    )
    read = message(document, replace(posted, desk=desk))
    assert read["Bcc"] is None
    assert set(read.keys()) == set(message(every_kind, posted).keys())
    assert read["Subject"] == "Calm Bcc: evil@example.org"


def test_words_of_any_script_come_through_the_headers(every_kind: Document, posted: Press) -> None:
    subject = "القناة — 渠道 “opens” \N{SHIP} =?utf-8?q?x?="
    desk = DESK.model_copy(update={"sender": Sender(name='Größe, "Maß"', email="desk@example.org")})
    publication = replace(every_kind.publication, name="渠道")
    read = message(replace(every_kind, subject=plain(subject), publication=publication), replace(posted, desk=desk))
    assert read["Subject"] == subject.replace("=?", "= ?")
    assert read["From"].addresses[0].display_name == 'Größe, "Maß"'
    assert read["List-ID"] == "<brief.example.org>"


def test_a_host_of_another_script_is_written_in_ascii(every_kind: Document, posted: Press) -> None:
    desk = DESK.model_copy(update={"sender": Sender(name="D", email="desk@bücher.example")})
    read = message(every_kind, replace(posted, desk=desk))
    assert read["From"].addresses[0].addr_spec == "desk@xn--bcher-kva.example"
    assert read["Message-ID"].endswith("@xn--bcher-kva.example>")


@pytest.mark.parametrize("address", ["a..b@example.org", "größe@example.org", "a@b@example.org", "a@example..org"])
def test_an_address_that_no_header_can_hold_is_named(every_kind: Document, posted: Press, address: str) -> None:
    for field in ("sender", "reply_to"):
        value = Sender.model_construct(name="D", email=address) if field == "sender" else address
        with pytest.raises(FormatError, match=re.escape(repr(address))):
            artifact(every_kind, replace(posted, desk=DESK.model_copy(update={field: value})))


def test_a_merge_field_in_the_subject_carries_its_token(every_kind: Document, posted: Press) -> None:
    subject = Line((Words("For "), MergeField("name", "*|FNAME|*", "you")))
    assert message(replace(every_kind, subject=subject), posted)["Subject"] == "For *|FNAME|*"


def test_what_the_desk_does_not_say_is_left_out(every_kind: Document, press: Press) -> None:
    bare = replace(press, desk=Desk(sender=Sender(name="D", email="d@example.org")), instant=None)
    read = message(every_kind, bare)
    assert {"Reply-To", "Date", "List-ID", "List-Unsubscribe"}.isdisjoint(read.keys())


def test_without_a_sender_there_is_no_message_and_the_cure_is_named(every_kind: Document, press: Press) -> None:
    with pytest.raises(FormatError, match="names none") as caught:
        artifact(every_kind, press)
    assert "sender: {name:" in caught.value.problems[0].hint
