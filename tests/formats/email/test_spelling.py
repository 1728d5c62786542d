from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats.email.spelling import CssSpelling, MjmlSpelling, restore_merge_fields, tracked
from brief.formats.spelling import SpellingError
from brief.prose import Figure, MergeField

UTM = (("utm_source", "brief"), ("utm_campaign", "a b&c"))
FIELD = MergeField("id", "{{ id }}", "nobody")


def test_text_is_ascii_and_holds_no_backslash_line_end_or_tab() -> None:
    assert MjmlSpelling().text('a\\b\n\t"\N{MINUS SIGN}\N{NO-BREAK SPACE}') == "a&#92;b&#10;&#9;&#34;&#8722;&#160;"


@given(st.text())
def test_whatever_text_holds_it_is_printable_ascii_without_syntax(words: str) -> None:
    spelled = MjmlSpelling().text(words)
    assert spelled.isascii()
    assert spelled.isprintable()
    assert not set(spelled) & set("<>\"'\\")


def test_what_xml_cannot_hold_becomes_the_replacement_character() -> None:
    assert MjmlSpelling().text("\x00\x1b\x9f\ufffe\ud800") == "&#65533;" * 5


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_merge_token_is_restored_as_it_was_written(token: str) -> None:
    spelled = MjmlSpelling().merge(MergeField("f", token))
    page = spelled.replace("&#64976;", "\ufdd0").replace("&#64977;", "\ufdd1")
    assert restore_merge_fields(f"a{page}b") == f"a{token}b"


def test_no_text_can_pass_for_a_merge_token() -> None:
    assert "&#64976;" not in MjmlSpelling().text("\ufdd0414243\ufdd1")


def test_a_merge_field_inside_an_address_keeps_its_token() -> None:
    spelled = MjmlSpelling().address(("https://example.org/?r=", FIELD)).replace("&#64976;", "\ufdd0")
    assert restore_merge_fields(spelled.replace("&#64977;", "\ufdd1")) == "https://example.org/?r={{ id }}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org", "https://example.org?utm_source=brief&utm_campaign=a%20b%26c"),
        ("http://example.org/?a=1", "http://example.org/?a=1&utm_source=brief&utm_campaign=a%20b%26c"),
        ("https://example.org/?", "https://example.org/?utm_source=brief&utm_campaign=a%20b%26c"),
        ("https://example.org/?a=1&", "https://example.org/?a=1&utm_source=brief&utm_campaign=a%20b%26c"),
        ("https://example.org/a#b?c", "https://example.org/a?utm_source=brief&utm_campaign=a%20b%26c#b?c"),
        ("HTTPS://example.org/?utm_source=x#f", "HTTPS://example.org/?utm_source=x&utm_campaign=a%20b%26c#f"),
        ("https://e.org/?utm_campaign&utm_source=", "https://e.org/?utm_campaign&utm_source="),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("tel:+4930123", "tel:+4930123"),
    ],
)
def test_tracking_is_added_once_to_http_addresses_before_the_fragment(address: str, expected: str) -> None:
    assert "".join(map(str, tracked((address,), UTM))) == expected


def test_tracking_added_twice_stands_once() -> None:
    once = "".join(map(str, tracked(("https://example.org/?q=1#top",), UTM)))
    assert tracked((once,), UTM) == (once,)


def test_tracking_goes_round_a_merge_field() -> None:
    parts = tracked(("https://example.org/?r=", FIELD, "#top"), UTM[:1])
    assert parts == ("https://example.org/?r=", FIELD, "", "&utm_source=brief", "#top")


def test_an_address_that_begins_with_a_merge_field_is_left_alone() -> None:
    assert tracked((FIELD, "/x"), UTM) == (FIELD, "/x")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("\N{MINUS SIGN}3.1%", '<span dir="ltr">&#8722;3.1%</span>'),
        ("أكثر من 8%", '<span dir="rtl">'),
        ("over 8%", '<span dir="ltr">over 8%</span>'),
    ],
)
def test_a_figure_in_a_right_to_left_text_has_its_own_direction(words: str, expected: str) -> None:
    spelling = MjmlSpelling()
    spelling.rtl = True
    assert spelling.figure(Figure("f", words=words)).startswith(expected)


def test_no_line_ends_inside_a_range() -> None:
    whole = '<span style="white-space: nowrap">1.5&#8211;70</span>'
    assert MjmlSpelling().figure(Figure("f", words="over 1.5–70 billion")) == f"over {whole} billion"
    assert MjmlSpelling().figure(Figure("f", words="70 – billion–")) == "70 &#8211; billion&#8211;"


def test_css_prints_tokens_of_a_theme_and_refuses_more() -> None:
    assert CssSpelling()("Georgia, 'Times New Roman', serif") == "Georgia, 'Times New Roman', serif"
    for hostile in ("red; } body { display: none", "</style><script>", "url(javascript:x);"):
        with pytest.raises(SpellingError):
            CssSpelling()(hostile)
