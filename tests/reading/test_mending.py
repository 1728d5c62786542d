from __future__ import annotations

import pytest

from brief.reading.parsing import parse

KNOWN = frozenset({"title", "dek", "blocks", "kind", "body", "label"})


def said(text: str) -> list[tuple[str, str, str]]:
    """Place, message and hint of every problem."""
    _, problems = parse("f", text.encode(), KNOWN)
    return [(str(problem.place)[2:], problem.message, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    ("text", "message", "mended"),
    [
        ("title: A: b # why\n", "a title with a colon needs quotes", 'title: "A: b" # why'),
        ("body: A: b\n", "text with a colon needs quotes", 'body: "A: b"'),
        ("- body: A: b\n", "text with a colon needs quotes", '- body: "A: b"'),
        ('title: Say: "a"\n', "a title with a colon needs quotes", "title: 'Say: \"a\"'"),
        ('dek: It\'s: "a"\n', "a dek with a colon needs quotes", 'dek: |\n  It\'s: "a"'),
        ("t: [@a:3] b\n", "text that begins with [ goes under | (or in quotes)", "t: |\n  [@a:3] b"),
        ("t: *a*\n", "text that begins with * goes under | (or in quotes)", "t: |\n  *a*"),
        ("t: &a b\n", "text that begins with & goes under | (or in quotes)", "t: |\n  &a b"),
        ("t: `a`\n", "text that begins with ` goes under | (or in quotes)", "t: |\n  `a`"),
        ("t: - a\n", "text that begins with - goes under | (or in quotes)", "t: |\n  - a"),
        ("t: | a\n", "text that begins with | goes under | (or in quotes)", "t: |\n  | a"),
        ("t: {a}\n", "text that begins with { goes under | (or in quotes)", "t: |\n  {a}"),
        ("- t: @a\n  b: c\n", "text that begins with @ goes under | (or in quotes)", "- t: |\n    @a"),
        ("t: 'a'b\n", "the text goes on after its closing quotation mark", "t: \"'a'b\""),
        ("t: 'a\nb: c\n", "the quotation mark ' is never closed", "t: 'a'"),
        ("t: {a: b\nc: d\n", "the bracket { is never closed", "t: {a: b}"),
        (
            "t: {a: b: c, d: [e, f]}\n",
            "inside braces, text with : , { } [ ] or quotation marks needs quotes",
            't: {a: "b: c", d: [e, f]}',
        ),
        (
            "t: {a: {b: c: d}, e: 'f'}\n",
            "a bracket or brace is not closed, or a comma is missing",
            "look at the lines above, too",
        ),
        ('{"a": 1 "b": 2}\n', "a comma is missing", '{"a": 1, "b": 2}'),
        ('{"a": 1,, "b": 2}\n', "a comma too many", '{"a": 1, "b": 2}'),
        ('{\n"a": "b"c",\n"d": 1}\n', "a quotation mark inside quotation marks ends the text there", '"a": \'b"c\','),
        ("title:a\ndek: b\n", "a space is missing after the colon", "title: a"),
        ("t: a\ntitle b\n", "a colon is missing after `title`", "title: b"),
        ("t: a\n  title: b\n", "this line is 2 spaces in, where 0 are expected", "title: b"),
        ("t:\n   a: b\n  c: d\n", "this line is 2 spaces in, where 3 are expected", "   c: d"),
        (
            "t:\n  - kind: a\n     label: b\n     body: c\n",
            "this line is 5 spaces in, where 4 are expected",
            "    label: b",
        ),
        (
            "t:\n    - kind: a\n - kind: b\n   body: c\n",
            "this line is 1 space in, where 4 are expected",
            "    - kind: b",
        ),
        ("t: |\n  a\n b\n", "text that goes on is further in than its key", "  b"),
        ("t: a\nb c\nd: e\n", "text that goes on is further in than its key", "  b c"),
        ("t: a\n  so: b\n", "text of several lines that holds a colon goes under |", "t: |\n  a\n  so: b"),
        ("t:\n  title: a\n  }dek: b\n", "} stands before the key", "  dek: b"),
    ],
)
def test_a_mistake_is_told_with_the_line_as_it_should_stand(text: str, message: str, mended: str) -> None:
    problems = said(text)
    assert [(what, hint) for _, what, hint in problems] == [(message, mended)]
