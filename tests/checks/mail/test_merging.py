from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brief.checks import check_mail
from brief.checks.mail.merging import plain
from brief.checks.mail.message import WAY_OUT, Habits
from brief.checks.mail.opening import of_message, of_page
from messages import HEAD, PAGE, message

FIELDS = (("{{ name }}", "Ada & Eve"), ("{{ name }}!", "you"), ("*|ID|*", "a/b c"))
HABITS = Habits(fields=FIELDS)
ALONE = PAGE.replace("cid:cranes@example.org", "https://example.org/cranes.png")


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


def test_a_token_that_ends_its_attribute_is_told_where_it_stands() -> None:
    liquid = '{{ id | default: "x" }}'
    page = ALONE.replace("Boxes fell", f"Dear {liquid}, boxes fell").replace("gazette?", f"gazette?id={liquid}&amp;")

    def told(fields: tuple[tuple[str, str], ...], page: str) -> list[tuple[str, str, int, str]]:
        found = check_mail(of_page("p.html", page.encode(), Habits(fields=fields)))
        return [(one.code, one.severity, one.place.line if one.place else 0, one.message) for one in found]

    message = f"the merge field {liquid!r} ends the attribute it stands in before the service fills it"
    line = next(at for at, words in enumerate(page.splitlines(), 1) if "gazette?id=" in words)
    assert told(((liquid, "Ada"),), page) == [("E06", "warning", line, message)]
    other = liquid.replace('"', "'")
    assert told(((other, "Ada"),), page.replace(liquid, other)) == []


def test_an_address_that_the_service_fills_in_lacks_no_parameters() -> None:
    page = ALONE.replace("Boxes fell", '<a href="*|POLL|*">Vote on the tolls</a>: boxes fell').encode()
    tracking = ("utm_source", "utm_medium", "utm_campaign")
    habits = Habits(tracking=tracking, fields=(("*|POLL|*", "https://polls.example.org/7"),))
    assert check_mail(of_page("p.html", page, habits)) == ()
    page = page.replace(b"*|POLL|*", b"https://polls.example.org/8")
    assert [one.code for one in check_mail(of_page("p.html", page, habits))] == ["E10"]
