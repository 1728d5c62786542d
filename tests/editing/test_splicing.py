from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brief.editing import Path, Value, add, put, reword
from brief.errors import InputError
from brief.reading.marks import plain
from brief.reading.parsing import parse
from brief.reading.text import FileText, file_text

if TYPE_CHECKING:
    from collections.abc import Callable

BRIEFING = """\
# kept: notes, quotes, spaces
title:   "A \\"title\\"  here"   # a note
dek: 'It''s so'

figures:
    asml:   {label: ASML, down: over 8 %, from: "article:21"}   # in braces
    nasdaq:
        label: Nasdaq
        down: 3.1 %       # as the source says

        # below it
    empty:
        label: None yet
        is:
blocks:
- kind: text
  body: |
    ASML lost {asml}
    and more.

    A second paragraph.
- kind: text
  body: >-
    Folded words
    go on here.
- {kind: list, items: [one, two]}
# the end
"""


def source(text: str, name: str = "briefing.yaml") -> FileText:
    return file_text(name, text)


def content(text: str, name: str = "briefing.yaml") -> Any:  # noqa: ANN401
    tree, problems = parse(name, text.encode())
    assert tree
    assert not problems
    return plain(tree.root)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("title",), 'Another "one"', '"A \\"title\\"  here"', '"Another \\"one\\""'),
        (("dek",), "That's it", "'It''s so'", "'That''s it'"),
        (("figures", "asml", "down"), "7 %", "over 8 %,", "7 %,"),
        (("figures", "asml", "down"), "1,5 %", "over 8 %,", '"1,5 %",'),
        (("figures", "nasdaq", "down"), "2.9 %", "3.1 %       #", "2.9 %       #"),
        (("figures", "nasdaq", "down"), "a: b # c", "3.1 %       #", '"a: b # c"       #'),
        (("figures", "nasdaq", "down"), "null", "3.1 %       #", '"null"       #'),
        (("figures", "empty", "is"), "5", "is:\n", 'is: "5"\n'),
        (("figures", "asml", "words"), "by over 8", '"article:21"}', '"article:21", words: by over 8}'),
        (
            ("figures", "nasdaq", "words"),
            "by 3.1",
            "3.1 %       # as the source says\n",
            "3.1 %       # as the source says\n        words: by 3.1\n",
        ),
        (("figures", "new"), {"label": "A, b"}, "        is:\n", "        is:\n    new:\n      label: A, b\n"),
        (("blocks", 1, "body"), "Other words.", "Folded words\n    go on here.\n", "Other words.\n"),
        (
            ("blocks", 0, "body"),
            "New.\n\nTwo.",
            "ASML lost {asml}\n    and more.\n\n    A second paragraph.\n",
            "New.\n\n    Two.\n",
        ),
        (("blocks", 2, "items", 1), "three", "[one, two]", "[one, three]"),
    ],
)
def test_a_value_is_written_in_its_own_style(path: Path, value: Value, old: str, new: str) -> None:
    assert BRIEFING.count(old) == 1
    assert put(source(BRIEFING), path, value).text == BRIEFING.replace(old, new)


def test_a_list_is_begun_and_goes_on() -> None:
    first = add(source("title: T\nblocks: []\n# end\n"), ("corrections",), {"what": "asml", "why": "a: b"})
    assert first.text == 'title: T\nblocks: []\ncorrections:\n  - what: asml\n    why: "a: b"\n# end\n'
    second = add(first, ("corrections",), {"what": "b"})
    assert second.text == first.text.replace("# end", "  - what: b\n# end")


def test_a_list_in_brackets_goes_on_in_them() -> None:
    assert add(source("a: [x]\n"), ("a",), {"b": "c, d"}).text == 'a: [x, {b: "c, d"}]\n'
    assert add(source("a: [\n  x,\n  y\n]\n"), ("a",), "z").text == "a: [\n  x,\n  y,\n  z\n]\n"
    assert add(source("a: []\n"), ("a",), "z").text == "a: [z]\n"


def test_json_stays_json_and_keeps_its_lines() -> None:
    text = '{\n  "title": "T",\n  "figures": {"a": {"is": "1"}}\n}\n'
    made = add(put(source(text, "b.json"), ("figures", "a", "is"), '2 "x"'), ("corrections",), {"what": "a"})
    assert json.loads(made.text)["figures"]["a"]["is"] == '2 "x"'
    assert made.text == text.replace('"1"}}', '"2 \\"x\\""}},\n  "corrections": [{"what": "a"}]')


def test_a_file_without_a_last_line_end_gets_one_before_what_is_added() -> None:
    assert put(source("title: T"), ("slug",), "s").text == "title: T\nslug: s"


@pytest.mark.parametrize("header", ["|", "|-", "|+", ">", ">+"])
def test_what_comes_behind_a_block_of_lines_is_no_part_of_it(header: str) -> None:
    text = f"a:\n  b: {header}\n    one\n\n\nc: d\n"
    made = put(source(text), ("a", "z"), "y").text
    assert content(made) == {"a": {**content(text)["a"], "z": "y"}, "c": "d"}


def test_some_words_change_and_their_lines_stay() -> None:
    body = content(BRIEFING)["blocks"][0]["body"]
    at = body.index("and more")
    made = reword(source(BRIEFING), ("blocks", 0, "body"), at, at + len("and more"), "and less").text
    assert made == BRIEFING.replace("and more", "and less")
    folded = content(BRIEFING)["blocks"][1]["body"]
    at = folded.index("words go")
    made = reword(source(BRIEFING), ("blocks", 1, "body"), at, at + len("words go"), "words went").text
    assert made == BRIEFING.replace("words\n    go on", "words went on")


def test_windows_line_ends_and_quotes_are_kept_where_words_change() -> None:
    text = "a: 'it''s old'\r\nb: |\r\n  x old\r\n  y\r\nc: d"
    made = reword(source(text), ("a",), 5, 8, "it's new").text
    assert made == text.replace("old'", "it''s new'")
    assert put(source(text), ("b",), "x\nz").text == text.replace("x old\r\n  y", "x\r\n  z")
    assert put(source(text), ("e",), "f").text == text + "\r\ne: f"


def test_what_leads_nowhere_is_said() -> None:
    with pytest.raises(InputError, match=r"nothing is called figures\.a\.b here"):
        put(source("title: T\n"), ("figures", "a", "b"), "x")
    with pytest.raises(InputError, match="blocks is no text"):
        reword(source("blocks: []\n"), ("blocks",), 0, 0, "x")


def test_what_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(InputError):
        put(source("a: b\na: c\n"), ("a",), "x")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff\u2028\u2029"),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() == text)
VALUES = WORDS | st.sampled_from(
    ["NO", "010", "12:30", "null", "- a", "? b", "a #b", "a: b", "[x", "{y}", "''", '"', "%"]
)
NESTED = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


def _flow(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _single(value: Value) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else _flow(value)


@given(
    before=st.dictionaries(WORDS, NESTED, min_size=1, max_size=4),
    value=VALUES,
    at=st.integers(0, 3),
    write=st.sampled_from([_flow, _single]),
    end=st.sampled_from(["\n", "\r\n"]),
    note=st.sampled_from(["", "  # a note", "   "]),
)
def test_only_that_value_differs(  # noqa: PLR0913, PLR0917
    before: dict[str, Value], value: str, at: int, write: Callable[[Value], str], end: str, note: str
) -> None:
    lines = [f"{_flow(key)}: {write(inner)}{note}{end}" for key, inner in before.items()]
    text = "".join(["# first", end, *lines])
    assume(not parse("b.yaml", text.encode())[1])
    key = list(before)[at % len(before)]
    made = put(source(text), (key,), value).text
    assert content(made) == {**content(text), key: value}
    changed = lines.index(f"{_flow(key)}: {write(before[key])}{note}{end}")
    first = len("".join(["# first", end, *lines[:changed]]))
    assert made.startswith(text[:first])
    assert made.endswith(note + end + "".join(lines[changed + 1 :]))


@given(before=st.dictionaries(WORDS, NESTED, min_size=1, max_size=3), items=st.lists(NESTED, min_size=1, max_size=3))
def test_a_list_takes_every_item_and_nothing_else_moves(before: dict[str, Value], items: list[Value]) -> None:
    assume("corrections" not in before)
    text = "".join(f"{_flow(key)}: {_flow(inner)}\n" for key, inner in before.items())
    assume(not parse("b.yaml", text.encode())[1])
    made = source(text)
    for item in items:
        made = add(made, ("corrections",), item)
    assert made.text.startswith(text)
    assert content(made.text)["corrections"] == items


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS, st.data())
def test_words_change_in_every_style(lines: list[str], words: str, data: st.DataObject) -> None:
    style = data.draw(st.sampled_from(["|", ">", "'", '"']))
    if style in "|>":
        text = f"a: {style}\n" + "".join(f"  {line}\n" for line in lines) + "b: c\n"
    else:
        text = f"a: {(_single if style == chr(39) else _flow)(' '.join(lines))}\nb: c\n"
    assume(not parse("b.yaml", text.encode())[1])
    old = content(text)["a"]
    start = data.draw(st.integers(0, len(old.rstrip()) - 1))
    end = data.draw(st.integers(start + 1, len(old.rstrip())))
    made = reword(source(text), ("a",), start, end, words).text
    assert content(made)["a"].rstrip("\n") == (old[:start] + words + old[end:]).rstrip("\n")
    assert made.endswith("b: c\n")
