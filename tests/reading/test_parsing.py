from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brief.reading import parsing
from brief.reading.marks import Plain, plain
from brief.reading.parsing import MOST_BYTES, parse
from brief.reading.text import UNPRINTED

KNOWN = frozenset({"title", "dek", "blocks", "kind", "body"})

_characters = st.characters(codec="utf-8", exclude_characters="\t\n\r").filter(lambda one: not UNPRINTED.match(one))
_texts = st.text(_characters)
_keys = _texts.map(lambda text: text[:60])  # YAML reads keys of up to 1,024 characters, escapes and all
_json = st.recursive(
    _texts,
    lambda inner: st.lists(inner) | st.dictionaries(_keys, inner),
    max_leaves=12,
)


def read(text: str) -> tuple[Plain, list[str]]:
    tree, problems = parse("f", text.encode(), KNOWN)
    return plain(tree.root) if tree else None, [str(problem) for problem in problems]


@given(st.dictionaries(_keys, _json, min_size=1), st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_json_is_read_as_it_was_meant(value: dict[str, Plain], ascii_only: bool, indent: int | str | None) -> None:  # noqa: FBT001
    def spaced(node: Plain) -> Plain:
        """Line ends of Unicode inside a text are read as blanks."""
        match node:
            case str():
                return node.translate({0x85: " ", 0x2028: " ", 0x2029: " "})
            case list():
                return [spaced(item) for item in node]
            case dict():
                return {str(spaced(key)): spaced(item) for key, item in node.items()}
        return node

    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    expected = spaced(value)
    if isinstance(expected, dict) and len(expected) == len(value):
        assert read(text) == (expected, [])


@given(st.text("ab:-#'\"{}[]|>&*!%@`,?\n\t \\é0", max_size=60))
def test_no_text_is_too_strange_to_be_read_or_refused(text: str) -> None:
    tree, problems = parse("f", text.encode(), KNOWN)
    assert tree or problems


@given(st.binary(max_size=60))
def test_no_bytes_are_too_strange_to_be_read_or_refused(content: bytes) -> None:
    tree, problems = parse("f", content)
    assert tree or problems


def test_the_slower_parser_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "title: a: b\ndek: 'It's late'\nbody: {x} fell\ntags: [a, b\nblocks:\n\t- c\nkind: @x\n"
    quick = read(text)
    monkeypatch.setattr(parsing, "_LOADER", yaml.SafeLoader)
    assert read(text) == quick
    assert len(quick[1]) == 6


def test_every_mistake_is_found_in_one_reading() -> None:
    value, problems = read("title: a: b\ndek: *late*\nblocks: 'c\nkind: text\n")
    assert value == {"title": "a: b", "dek": "*late*", "blocks": "c", "kind": "text"}
    assert [problem.split(": ")[0] for problem in problems] == ["f:1:9", "f:2:6", "f:3:9"]


def test_a_file_with_an_alias_has_no_tree() -> None:
    value, problems = read("a: &x 1\nb: *x\n")
    assert value is None
    assert [problem.split(": ")[0] for problem in problems] == ["f:1:4", "f:2:4"]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read("<<: a\n") == ({"<<": "a"}, [])


def test_one_document_may_say_where_it_begins_and_ends() -> None:
    assert read("---\ntitle: x\n...\n") == ({"title": "x"}, [])


def test_the_first_of_two_equal_keys_is_kept() -> None:
    value, problems = read("a: {b: 1, b: 2}\n")
    assert value == {"a": {"b": "1"}}
    assert problems == ["f:1:11: `b` stands twice; the first is on line 1\n    keep one of the two"]


def test_a_key_that_is_no_text_is_refused() -> None:
    value, problems = read("? [a]\n: b\nc: d\n")
    assert value == {"c": "d"}
    assert problems[0].startswith("f:1:3: a key must be text")


def test_a_file_of_over_a_megabyte_is_not_read() -> None:
    tree, (problem,) = parse("f", b"a: " + b"x" * MOST_BYTES)
    assert tree is None
    assert problem.message == "this file has 1,000,003 bytes; at most 1,000,000 are read"


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    assert read("a: " + "[" * 19 + "]" * 19)[1] == []
    assert read("a: " + "[" * 20 + "]" * 20)[1] == [
        "f:1:23: more than 20 levels, one inside the other\n    write it flatter",
    ]


def test_a_long_mended_line_is_shortened_for_the_terminal() -> None:
    _, (problem,) = read("title: a: " + "b" * 500)
    assert max(map(len, problem.splitlines())) < 170
    assert problem.endswith("…")


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x9f", "\\ufeff", "\\ufdd0", "\\U0010ffff"])
def test_an_escape_stands_for_no_character_that_could_not_stand_there(escape: str) -> None:
    found, (problem,) = read(f'title: "The {escape}port"\n')
    assert found == {"title": "The \N{REPLACEMENT CHARACTER}port"}
    assert problem.startswith("f:1:13: a character that cannot be printed stands here (U+")


def test_an_escape_of_half_a_character_is_told() -> None:
    _, problems = read('{"title": "The \\ud83d port"}')
    assert problems == ["f:1:18: this code stands for no character\n    write the character itself"]
