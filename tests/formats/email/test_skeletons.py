from __future__ import annotations

import mjml
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.errors import FormatError
from brief.formats.email.mjml_table import check
from brief.formats.email.skeletons import compiled
from brief.formats.email.spelling import MjmlSpelling
from judged import EVERY, judged


def page(inner: str, head: str = "") -> str:
    column = f"<mj-section><mj-column>{inner}</mj-column></mj-section>"
    return f'<mjml lang="en" dir="ltr"><mj-head>{head}</mj-head><mj-body>{column}</mj-body></mjml>'


@pytest.mark.parametrize(("name", "look"), EVERY, ids=[f"{name}-{look}" for name, look in EVERY])
def test_a_page_compiled_round_its_words_is_the_page_compiled_whole(name: str, look: str) -> None:
    source = judged(name, look).source
    assert compiled(source) == mjml.mjml2html(source, fonts={})


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(MjmlSpelling().text)
BETWEEN = st.text(" \n\t", max_size=4)
HTML = st.recursive(
    st.one_of(WORDS, BETWEEN, st.sampled_from(["<br />", "~0~", '<img src="a~0~.png" alt="&#34;" />'])),
    lambda inner: st.builds(
        "{1}<{0}>{2}</{0}>{3}".format, st.sampled_from(["p", "em", "td"]), BETWEEN, inner, st.one_of(BETWEEN, inner)
    ),
)
TAGS = st.sampled_from(["mj-text", "mj-table", "mj-raw", 'mj-button href="https://example.org/?a=~"', "mj-text "])


@given(st.lists(st.tuples(BETWEEN, TAGS, HTML), max_size=4), WORDS)
def test_whatever_stands_in_a_tag_comes_out_as_the_compiler_copies_it(
    blocks: list[tuple[str, str, str]], title: str
) -> None:
    inner = "".join(f"{room}<{tag}>{html}</{tag.split()[0]}>" for room, tag, html in blocks)
    head = f"<mj-title>{title}</mj-title>\n<mj-style>\n a {{ color: red; }}\n\n b > i {{ margin: 0 }} \n</mj-style>"
    source = page(inner, head)
    assert check(source) == []
    assert compiled(source) == mjml.mjml2html(source, fonts={})


@pytest.mark.parametrize(
    "inner",
    [
        "<!-- >\n<p --><mj-text>a</mj-text>",
        "<mj-raw><!--[if mso]><p>a</p><![endif]--></mj-raw><mj-text>~0~</mj-text>",
        '<mj-button href="https://example.org/" title="a > b">go</mj-button>',
        "<mj-text /><mj-text></mj-text><mj-text>a</mj-text>",
    ],
)
def test_comments_marks_in_values_and_empty_tags_are_compiled_as_ever(inner: str) -> None:
    assert compiled(page(inner)) == mjml.mjml2html(page(inner), fonts={})


def test_words_that_the_compiler_would_lose_are_no_page() -> None:
    with pytest.raises(FormatError, match="lost words when it was compiled"):
        compiled(page("", "<mj-title>a</mj-title><mj-title>b</mj-title>"))
