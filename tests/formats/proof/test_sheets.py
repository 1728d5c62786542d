"""The sheets: what is shown of each artifact, and that nothing of it asks for anything outside the page."""

from __future__ import annotations

import base64
import html
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import PdfDocument

from brief.artifact import Artifact, File
from brief.desk import Desk
from brief.errors import Problem
from brief.formats import FORMATS
from brief.formats.base import Account, Job, Press, render
from brief.formats.proof.sheets import MAIL_WIDTHS, SWITCH, Sheet, sheets

if TYPE_CHECKING:
    from brief.document import Document

A4 = (595.28, 841.89)


def blank(*sizes: tuple[float, float]) -> bytes:
    pdf = PdfDocument.new()
    for size in sizes:
        pdf.new_page(*size)
    data = io.BytesIO()
    pdf.save(data)
    pdf.close()
    return data.getvalue()


def by_id(job: Job) -> dict[str, Sheet]:
    return {sheet.id: sheet for sheet in sheets(job, FORMATS)}


def message(job: Job) -> str:
    """The email as the pane holds it."""
    return html.unescape(by_id(job)["email-640"].html.text)


def only(job: Job, name: str, file: File) -> Job:
    """The job of a build that made this one file."""
    return replace(job, given={name: Artifact(name, (file,), job.document)})


def test_the_formats_stand_side_by_side_the_email_at_both_widths(job: Job) -> None:
    shown = sheets(job, FORMATS)
    assert [sheet.id for sheet in shown] == ["pdf", "email-640", "email-375", "markdown", "text", "web-900"]
    assert [sheet.kind for sheet in shown] == ["pages", "mail", "mail", "words", "words", "window"]
    assert [sheet.width for sheet in shown if sheet.kind == "mail"] == list(MAIL_WIDTHS)


def test_digest_and_text_stand_as_they_are(job: Job) -> None:
    assert by_id(job)["markdown"].words == job.given["markdown"].text
    assert by_id(job)["text"].words == job.given["text"].text


def test_the_draft_has_no_look_and_is_linked_once_beside_the_email(job: Job) -> None:
    names = {sheet.id: [file.name for file in sheet.files] for sheet in sheets(job, FORMATS)}
    assert names == {
        "pdf": ["brief.pdf"],
        "email-640": ["email.html", "email.eml"],
        "email-375": ["email.html"],
        "markdown": ["digest.md"],
        "text": ["email.txt"],
        "web-900": ["web.html"],
    }


def test_formats_that_were_not_asked_for_come_last_and_say_how_to_ask(job: Job) -> None:
    shown = sheets(replace(job, given={"markdown": job.given["markdown"]}), FORMATS)
    assert [(sheet.id, sheet.kind) for sheet in shown] == [
        ("markdown", "words"),
        ("pdf", "absent"),
        ("email", "absent"),
        ("text", "absent"),
    ]
    assert [lack.cure for lack in shown[1].lacks] == ["brief build"]


def test_a_format_that_failed_says_why_and_the_cure(job: Job) -> None:
    account = Account(failures={"pdf": (Problem("Pango is missing", None, "apt-get install libpango-1.0-0"),)})
    given_rest = {name: artifact for name, artifact in job.given.items() if name != "pdf"}
    sheet = by_id(replace(job, given=given_rest, account=account))["pdf"]
    assert sheet.kind == "absent"
    assert [(lack.message, lack.cure) for lack in sheet.lacks] == [
        ("Pango is missing", "apt-get install libpango-1.0-0")
    ]


def test_a_failed_format_beyond_the_first_four_has_a_sheet_before_those_not_asked_for(job: Job) -> None:
    account = Account(failures={"eml": (Problem("no sender is set", None, "write sender: in desk.yaml"),)})
    shown = sheets(replace(job, given={}, account=account), FORMATS)
    assert [sheet.id for sheet in shown] == ["eml", "pdf", "email", "markdown", "text"]


def test_the_formats_of_a_later_table_follow_as_words(job: Job) -> None:
    rows = {**FORMATS, "chat": replace(FORMATS["markdown"], name="chat", media_type="application/json")}
    chat = Artifact("chat", (File("digest.chat.json", "application/json", b'{"text": "hello"}'),), job.document)
    last = sheets(replace(job, given={**job.given, "chat": chat}), rows)[-1]
    assert (last.id, last.title, last.kind, last.words) == ("chat", "Chat", "words", '{"text": "hello"}')


@pytest.mark.parametrize("image_base", [None, "https://example.org/pictures"])
def test_every_picture_of_the_email_stands_inside_the_pane(
    job: Job, every_kind: Document, press: Press, image_base: str | None
) -> None:
    email = render(FORMATS["email"], every_kind, replace(press, desk=Desk(image_base=image_base)))
    sources = re.findall(r'<img[^>]*\bsrc="([^"]*)"', message(replace(job, given={"email": email})))
    assert len(sources) >= len(email.files) - 1 > 0
    held = {base64.b64decode(source.partition("base64,")[2]) for source in sources if source.startswith("data:image/")}
    assert held == {file.data for file in email.files[1:]}
    assert all(source.startswith("data:image/") for source in sources)


def test_the_scheme_waits_for_the_switch_and_begins_light(job: Job) -> None:
    assert "prefers-color-scheme" in job.given["email"].text
    shown = message(job)
    assert "prefers-color-scheme" not in shown
    assert f"(max-width:{SWITCH})" in shown
    assert ":root{color-scheme:light!important}" in shown


def test_queries_for_a_light_scheme_are_met_where_those_for_a_dark_one_are_not(job: Job) -> None:
    page = b"<head><style>@media screen and ( prefers-color-scheme:light ){} @media (Prefers-Color-Scheme: DARK){}"
    shown = message(only(job, "email", File("email.html", "text/html", page)))
    assert re.findall(rf"\((m..)-width:{SWITCH}\)", shown) == ["min", "max"]


def test_a_link_opens_a_window_of_its_own(job: Job) -> None:
    assert re.search(r'<head[^>]*><base target="_blank">', message(job))


def test_a_merge_field_shows_what_the_desk_gives_for_previews(job: Job) -> None:
    assert "*|FNAME|*" in job.given["email"].text
    assert "*|FNAME|*" not in message(job)
    assert "Dear Ada" in message(job)


@given(body=st.text(st.characters(codec="utf-8")).filter(lambda body: "<head" not in body.lower()))
def test_a_message_comes_out_of_its_attribute_as_it_went_in(body: str, job: Job) -> None:
    web = Artifact("web", (File("web.html", "text/html", body.encode()),), replace(job.document, blocks=()))
    [pane, *_] = [sheet for sheet in sheets(replace(job, given={"web": web}), FORMATS) if sheet.row.name == "web"]
    assert html.unescape(pane.html.text) == body
    assert '"' not in pane.html.text


def picture_of(sheet: Sheet, index: int = 0) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(sheet.shots[index].uri.text.partition("base64,")[2])))


def test_every_page_is_a_picture_at_its_true_size_and_sharp(job: Job) -> None:
    letter = (612, 792)
    sheet = by_id(only(job, "pdf", File("brief.pdf", "application/pdf", blank(A4, letter))))["pdf"]
    assert [(shot.width, shot.height) for shot in sheet.shots] == [(794, 1123), (816, 1056)]
    first = picture_of(sheet)
    assert first.format == "PNG"
    assert first.size == (1191, 1684)


def test_white_paper_stays_white_and_the_same_page_the_same_bytes(job: Job) -> None:
    one, two = (by_id(job)["pdf"].shots[0] for _ in range(2))
    assert one == two
    paper = picture_of(by_id(job)["pdf"]).convert("RGB").getpixel((600, 800))
    assert isinstance(paper, tuple)
    assert min(paper) >= 250


@pytest.mark.parametrize(("size", "said"), [(999, "999 bytes"), (57_602, "58 kB"), (1_340_000, "1.3 MB")])
def test_a_file_is_named_with_its_size(job: Job, size: int, said: str) -> None:
    sheet = by_id(only(job, "text", File("email.txt", "text/plain", b"x" * size)))["text"]
    assert [(file.name, file.size) for file in sheet.files] == [("email.txt", said)]
