from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brief.checks import check_mail
from brief.checks.mail.merging import plain
from brief.checks.mail.message import WAY_OUT, Habits, of_message, of_page
from messages import HEAD, PAGE, message

FIELDS = (("{{ name }}", "Ada & Eve"), ("{{ name }}!", "you"), ("*|ID|*", "a/b c"))
HABITS = Habits(fields=FIELDS)


def test_words_are_filled_and_the_longest_token_wins() -> None:
    assert plain("Dear {{ name }}, {{ name }}!", FIELDS) == "Dear Ada & Eve, you"
    assert plain("Dear {{ name }}", ()) == "Dear {{ name }}"


def test_a_page_is_filled_escaped_in_words_and_encoded_in_addresses() -> None:
    page = '<p>{{ name }}</p><a href="https://e.org/?id=*|ID|*">x</a><img alt="{{ name }}" src=\'/*|ID|*.png\'>'
    assert of_page("p.html", page.encode(), HABITS).html == (
        '<p>Ada &amp; Eve</p><a href="https://e.org/?id=a%2Fb%20c">x</a>'
        "<img alt=\"Ada &amp; Eve\" src='/a%2Fb%20c.png'>"
    )


def test_a_token_that_is_a_whole_address_becomes_one() -> None:
    habits = Habits(fields=(("<%out%>", WAY_OUT),), unsubscribe=(WAY_OUT,))
    mail = of_page("p.html", b'<a href="<%out%>">Out</a>', habits)
    [link] = mail.page.named("a")
    assert link.get("href") == WAY_OUT
    assert mail.is_unsubscribe(link)


@given(st.lists(st.sampled_from(["{{ name }}", "*|ID|*", "\n", "<b>", "words ", "<p>"]), max_size=12))
def test_every_tag_keeps_the_place_of_the_source(parts: list[str]) -> None:
    source = "".join(parts)
    mail = of_page("p.html", source.encode(), HABITS)
    places = [(mail.at(element.at).line, mail.at(element.at).column) for element in mail.page.named("b")]
    at = [index for index in range(len(source)) if source.startswith("<b>", index)]
    assert places == [(source.count("\n", 0, one) + 1, one - source.rfind("\n", 0, one)) for one in at]


def test_inside_a_filled_field_the_place_is_its_beginning() -> None:
    mail = of_page("p.html", b"<p>Dear {{ name }}", HABITS)
    assert [(mail.at(at).line, mail.at(at).column) for at in (3, 8, 12)] == [(1, 4), (1, 9), (1, 9)]


def test_rules_look_at_what_a_reader_gets() -> None:
    def codes(fields: tuple[tuple[str, str], ...]) -> set[str]:
        page = PAGE.replace("Boxes fell", "Dear {{ name }}, boxes fell")
        data = message(HEAD.replace("The port moved", "{{ name }}, the port moved"), page)
        return {finding.code for finding in check_mail(of_message("m.eml", data, Habits(fields=fields)))}

    assert codes(()) == {"E05"}
    assert codes((("{{ name }}", "Ada"),)) == set()
    assert codes((("{{ name }}", "Ada " * 20),)) == {"E17"}
