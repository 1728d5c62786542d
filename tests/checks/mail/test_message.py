from __future__ import annotations

from brief.checks.mail.message import WAY_OUT, Habits, Mail, habits
from brief.checks.mail.opening import of_message
from brief.desk import Desk, ReaderField
from messages import message


def test_places_are_lines_of_the_page_and_of_the_header() -> None:
    mail = of_message("m.eml", message())
    (heading,) = mail.page.named("h1")
    assert str(mail.at(heading.at)).startswith("m.eml (text/html):25:1")
    assert str(mail.header("List-ID")) == "m.eml:6"
    assert str(mail.header("X-None")) == "m.eml"


def test_an_encoded_subject_is_read_and_a_broken_one_stays() -> None:
    assert (
        of_message("m.eml", b"Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=\r\n =?utf-8?q?_hier?=\r\n\r\nx").subject
        == "Größe hier"
    )
    assert of_message("m.eml", b"Subject: =?nope?q?x?=\r\n\r\nx").subject == "=?nope?q?x?="


def test_a_desk_s_habits_are_its_programs_parameters_tokens_and_address() -> None:
    desk = Desk(
        clients=("gmail",),
        tracking={"utm_source": "desk"},
        reader={
            "name": ReaderField.model_validate({"token": "*|FNAME|*", "fallback": "friend", "preview": "Ada"}),
            "town": ReaderField.model_validate({"token": "*|TOWN|*", "fallback": "your town"}),
        },
        unsubscribe="*|UNSUB|*",
        postal_address="1 Quay",
    )
    fields = (("*|FNAME|*", "Ada"), ("*|TOWN|*", "your town"), ("*|UNSUB|*", WAY_OUT))
    expected = Habits(("gmail",), ("utm_source",), fields, (WAY_OUT,), "1 Quay")
    assert habits(desk) == expected


def test_a_link_is_known_to_unsubscribe_by_words_address_header_or_desk() -> None:
    for html, known in [
        ('<a href="https://e.org/x">Se désabonner</a>', True),
        ('<a href="https://e.org/unsubscribe">Bye</a>', True),
        ('<a href="*|OUT|*">Bye</a>', True),
        ('<a href="https://e.org/x">More</a>', False),
    ]:
        mail = Mail("p.html", html=html, habits=Habits(unsubscribe=("*|OUT|*",)))
        assert mail.is_unsubscribe(next(mail.page.named("a"))) is known
    named = of_message(
        "m.eml", b"List-Unsubscribe: <https://e.org/x>\r\nContent-Type: text/html\r\n\r\n<a href='https://e.org/x'>"
    )
    assert named.is_unsubscribe(next(named.page.named("a")))
