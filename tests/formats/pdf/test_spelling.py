from __future__ import annotations

import pytest

from brief.formats.pdf.spelling import bound
from brief.prose import Citation, Figure, Line, Link, SourceLines, Strong, Text, plain

CITED = Citation((SourceLines("s", ((1, 1),)),), (1,))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("It competes in reasoning, code and cost.", "It competes in reasoning, code and\u00a0cost."),
        ("Too short to matter much.", "Too short to matter much."),
        (
            "It came to nothing of any real consequence whatsoever.",
            "It came to nothing of any real consequence whatsoever.",
        ),
        ("All of it is in one word", "All of it is in one\u00a0word"),
        ("All of it ends in blanks ", "All of it ends in blanks "),
        ("أغلقت البلدية الجسر القديم أمام السيارات اليوم",) * 2,
        ("他们说这个模型可以和别的模型相比", "他们说这个模型可以和别的模型相比"),
    ],
)
def test_a_long_line_ends_in_two_short_words_that_stay_together(text: str, printed: str) -> None:
    assert bound(plain(text)) == plain(printed)


def test_what_is_cited_at_the_end_stays_with_them() -> None:
    line = Line((Text("It competes in reasoning, code and cost"), CITED, Text(".")))
    assert bound(line) == Line((Text("It competes in reasoning, code and\u00a0cost"), CITED, Text(".")))


@pytest.mark.parametrize("last", [Strong(Line((Text("far more than that"),))), Figure("f"), Link(Line(), ("x",))])
def test_a_line_that_ends_in_more_than_words_is_left_as_it_is(last: Strong | Figure | Link) -> None:
    line = Line((Text("It competes in reasoning, code and cost "), last))
    assert bound(line) == line
