from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.reading.marks import Mapping, Scalar, Tree, plain
from brief.reading.parsing import parse


def tree_of(text: str) -> Tree:
    tree, problems = parse("f", text.encode())
    assert tree is not None
    assert problems == ()
    return tree


def value(tree: Tree, key: str) -> Scalar:
    assert isinstance(tree.root, Mapping)
    entry = tree.root.entry(key)
    assert entry is not None
    assert isinstance(entry[1], Scalar)
    return entry[1]


def found_at(tree: Tree, key: str, part: str) -> str:
    """What stands in the file where a part of a value is said to stand."""
    scalar = value(tree, key)
    place = tree.place(scalar, scalar.text.index(part))
    return tree.source.line(place.line)[place.column - 1 :]


@pytest.mark.parametrize(
    "text",
    [
        "body: one two three\n",
        "body: one\n  two\n  three\n",
        "body: 'one ''two'' three'\n",
        'body: "one \\"two\\" \\u00e9 three"\n',
        'body: "one \\\n  two\\n three"\n',
        "body: |\n  one\n\n  two\n    three\n",
        "body: |2-  # a note\n    one two\n   three\n",
        "body: >-\n  one\n  two\n\n  three\n",
        "x: é\nbody: 😀 one two three\n",
    ],
)
def test_a_character_of_a_text_is_found_where_it_was_written(text: str) -> None:
    tree = tree_of(text)
    for word in ("one", "two", "three"):
        assert found_at(tree, "body", word).startswith(word)


def test_a_blank_stands_behind_the_character_before_it() -> None:
    tree = tree_of("body: one two\n")
    assert tree.place(value(tree, "body"), 3).column == 10


def test_a_text_under_a_bar_begins_at_its_first_line() -> None:
    tree = tree_of("body: |\n\n  one\n")
    assert str(tree.place(value(tree, "body"))) == "f:3:3"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip))
def test_every_character_of_a_text_in_double_quotes_is_found(text: str) -> None:
    tree = tree_of(f"a: {json.dumps(text, ensure_ascii=False)}\n")
    scalar = value(tree, "a")
    for offset, character in enumerate(scalar.text):
        if not character.isspace() and character not in '"\\':
            place = tree.place(scalar, offset)
            assert tree.source.line(place.line)[place.column - 1] == character


@given(st.lists(st.text("ab é😀:#-{}'\"", min_size=1).map(lambda text: f"x{text.strip()}"), min_size=1))
def test_every_character_of_a_text_under_a_bar_is_found(lines: list[str]) -> None:
    for sign in "|>":
        tree = tree_of("".join([f"a: {sign}\n", *(f"   {line}\n" for line in lines)]))
        scalar = value(tree, "a")
        for offset, character in enumerate(scalar.text):
            if not character.isspace():
                place = tree.place(scalar, offset)
                assert tree.source.line(place.line)[place.column - 1] == character


def test_marks_enclose_what_was_written() -> None:
    tree = tree_of("a: 'one'\nb: [x, y]\n")
    scalar = value(tree, "a")
    assert tree.source.text[scalar.mark.offset : scalar.end.offset] == "'one'"
    assert scalar.quoted
    assert isinstance(tree.root, Mapping)
    brackets = tree.root.entries[1][1]
    assert tree.source.text[brackets.mark.offset : brackets.end.offset] == "[x, y]"


def test_two_escapes_of_json_are_one_character_and_move_nothing_behind_them() -> None:
    text = json.dumps({"a": "😀 x 😀", "b": "y"})
    tree = tree_of(text)
    assert plain(tree.root) == {"a": "😀 x 😀", "b": "y"}
    assert found_at(tree, "b", "y").startswith("y")
    assert found_at(tree, "a", "x").startswith("x")
    scalar = value(tree, "b")
    assert text[scalar.mark.offset : scalar.end.offset] == '"y"'


def test_what_is_empty_is_none_and_the_rest_is_the_text_it_was() -> None:
    text = "a:\nb: null\nc: ~\nd: 'null'\ne: NO\nf: 010\ng: 12:30:45\nh: 1e3\ni: 2025-01-27\nj: .inf\nk: <<\n"
    assert plain(tree_of(text).root) == {
        "a": None,
        "b": None,
        "c": "~",
        "d": "null",
        "e": "NO",
        "f": "010",
        "g": "12:30:45",
        "h": "1e3",
        "i": "2025-01-27",
        "j": ".inf",
        "k": "<<",
    }


def test_line_ends_of_unicode_do_not_end_a_line() -> None:
    tree = tree_of("a: one\u2028two\x85three\nb: four\n")
    assert plain(tree.root) == {"a": "one two three", "b": "four"}
    assert str(tree.place(value(tree, "b"))) == "f:2:4"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = "a: |\n  one\n  two\nb: three\n"
    tree = tree_of(re.sub("\n", end, text))
    assert plain(tree.root) == plain(tree_of(text).root)
    assert str(tree.place(value(tree, "a"), 4)) == "f:3:3"
