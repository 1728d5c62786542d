from __future__ import annotations

import pytest

from brief.formats.pdf.spelling import parted
from brief.prose import Citation, Figure, Line, Link, SourceLines, Strong, Text, plain, words

CITED = Citation((SourceLines("s", ((1, 1),)),), (1,))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It competes in reasoning, code and cost.", "and cost."),
        ("Too short to matter much.", ""),
        ("It came to nothing of any real consequence whatsoever.", ""),
        ("All of it is in one word", "one word"),
        ("All of it ends in blanks ", ""),
        ("أغلقت البلدية الجسر القديم أمام السيارات اليوم", ""),
        ("他们说这个模型可以和别的模型相比", ""),
    ],
)
def test_a_long_line_ends_in_two_short_words_that_stay_together(text: str, kept: str) -> None:
    before, last = parted(plain(text))
    assert words(last) == kept
    assert words(before) + words(last) == text


def test_what_is_cited_at_the_end_stays_with_them() -> None:
    line = Line((Text("It competes in reasoning, code and cost"), CITED, Text(".")))
    assert parted(line) == (
        Line((Text("It competes in reasoning, code "),)),
        Line((Text("and cost"), CITED, Text("."))),
    )


@pytest.mark.parametrize("last", [Strong(Line((Text("far more than that"),))), Figure("f"), Link(Line(), ("x",))])
def test_a_line_that_ends_in_more_than_words_is_left_as_it_is(last: Strong | Figure | Link) -> None:
    line = Line((Text("It competes in reasoning, code and cost "), last))
    assert parted(line) == (line, Line())
