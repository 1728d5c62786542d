from __future__ import annotations

import pytest

from brief.formats.email.mjml_table import check

GOOD = (
    '<mjml lang="en"><mj-head><mj-title>T</mj-title><mj-attributes><mj-all padding="0" />'
    '<mj-text color="red" /><mj-class name="small" font-size="12px" /></mj-attributes></mj-head>'
    '<mj-body width="600px"><mj-wrapper><mj-section><mj-group width="50%"><mj-column>%s</mj-column></mj-group>'
    "</mj-section></mj-wrapper></mj-body></mjml>"
)


def within(inner: str) -> str:
    return GOOD.replace("%s", inner)


@pytest.mark.parametrize(
    "inner",
    [
        "",
        '<mj-text mj-class="small" css-class="a b"><p class="x">a &amp; b&#160;<br /><strong>c</strong></p></mj-text>',
        '<mj-table width="50%"><tr><td width="1">1</td></tr></mj-table>',
        '<mj-image src="a.png" alt="" width="10px" />',
        "<mj-raw><!--[if mso]>only Outlook<![endif]--></mj-raw>",
    ],
)
def test_what_the_table_holds_has_no_mistake(inner: str) -> None:
    assert check(within(inner)) == []


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("<mj-txet>a</mj-txet>", "mj-txet is no tag that an email may hold"),
        ('<mj-social mode="horizontal" />', "mj-social is no tag that an email may hold"),
        ('<mj-text colour="red">a</mj-text>', "mj-text has no attribute 'colour'"),
        ('<mj-table role="presentation"></mj-table>', "mj-table has no attribute 'role'"),
        ("<mj-section></mj-section>", "mj-section may not stand in mj-column"),
        ("<p>a</p>", "p is no tag that an email may hold"),
        ("<mj-text><mj-image /></mj-text>", "mj-image stands inside mj-text, which holds no MJML"),
        ("<mj-text><div><mj-raw /></div></mj-text>", "mj-raw stands inside div, which holds no MJML"),
        ("<mj-text><script>a</script></mj-text>", "<script> is no tag that an email may hold"),
        ('<mj-text mj-class="large">a</mj-text>', "mj-text names the mj-class 'large', which is not declared"),
        ('<mj-text mj-class="small small">a</mj-text>', "mj-text names the mj-class 'small small'"),
        ('<mj-image src="a.png" />', "mj-image has no alt"),
        ("<mj-text><b>a</mj-text>", "<b> is no tag that an email may hold"),
        ("<mj-text><p>a</mj-text>", "mismatched tag inside p"),
        (f"<mj-text>{'<p>' * 100}{'</p>' * 100}</mj-text>", "more than 100 tags stand one inside the other"),
        ("<mj-text>a & b</mj-text>", "not well-formed (invalid token) inside mj-text"),
        ("<mj-text>a&nbsp;b</mj-text>", "undefined entity inside mj-text"),
    ],
)
def test_a_departure_from_the_table_is_named(inner: str, message: str) -> None:
    assert check(within(inner))[0].message.startswith(message)


def test_every_mistake_is_told() -> None:
    mistakes = check(within('<mj-text a="1" b="2">x</mj-text><mj-foo />'))
    assert [mistake.message for mistake in mistakes] == [
        "mj-text has no attribute 'a'",
        "mj-text has no attribute 'b'",
        "mj-foo is no tag that an email may hold",
    ]


def test_a_tag_outside_mjml_is_a_mistake() -> None:
    assert [mistake.message for mistake in check("<mj-body></mj-body>")] == ["mj-body may not stand alone"]
    assert check("")[0].message == "no element found"
