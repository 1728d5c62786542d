"""What a model is asked for, and what of an answer is no such thing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.drafting.models.proposal import FaultyError, Known, Proposal, proposal, schema
from chats import ANSWER

KNOWN = Known(2, ("fee",), ("q1",))
SCHEMA = schema(KNOWN)
NONE = (
    "the answer holds no JSON object that is whole and has the keys title, dek, bottom_line, paragraphs, key_figures, "
    "quotations"
)


def faults(answer: object) -> tuple[str, ...]:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    with pytest.raises(FaultyError) as caught:
        proposal(text, KNOWN)
    return caught.value.faults


def changed(path: str, value: object) -> dict[str, Any]:
    """The answer with another value at a path, without the last key where the value is `...`."""
    made: dict[str, Any] = json.loads(json.dumps(ANSWER))
    *front, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    node: Any = made
    for part in front:
        node = node[part]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return made


def nodes(node: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a tree of JSON)
    """Every mapping of a schema."""
    if isinstance(node, list):
        return [one for part in node for one in nodes(part)]
    return [node, *nodes([*node.values()])] if isinstance(node, dict) else []


def test_the_schema_keeps_the_rules_of_strict_schemas() -> None:
    """Everything required, nothing else let in, and no length of a text, which grammars blow up at."""
    made = SCHEMA
    objects = [one for one in nodes(made) if one.get("type") == "object"]
    assert len(objects) == 3
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    names = {"properties", "$defs", *made["$defs"], *(name for one in objects for name in one["properties"])}
    assert {key for node in nodes(made) for key in node} - names == {
        *("type", "$ref", "required", "additionalProperties", "items", "enum"),
        *("minItems", "maxItems", "minimum", "maximum"),
    }
    assert made["type"] == "object"
    assert set(made["properties"]) == set(Proposal.model_fields)


def holds(node: Any, given_: Any, root: Any) -> bool:  # noqa: ANN401  (trees of JSON)
    """Whether what is given keeps a schema in the part of JSON Schema that strict ones are written in."""
    if "$ref" in node:
        return holds(root["$defs"][node["$ref"].rpartition("/")[2]], given_, root)
    match node["type"]:
        case "object":
            return (
                isinstance(given_, dict)
                and set(given_) == set(node["required"])
                and all(holds(node["properties"][key], value, root) for key, value in given_.items())
            )
        case "array":
            return (
                isinstance(given_, list)
                and node.get("minItems", 0) <= len(given_) <= node.get("maxItems", len(given_))
                and all(holds(node["items"], one, root) for one in given_)
            )
        case "string":
            return isinstance(given_, str) and given_ in node.get("enum", [given_])
        case "integer":
            is_number = isinstance(given_, int) and not isinstance(given_, bool)
            return is_number and node["minimum"] <= given_ <= node["maximum"]
    raise AssertionError(node)


def is_taken(answer: object) -> bool:
    try:
        Proposal.model_validate(answer)
    except ValueError:
        return False
    return True


CHANGES = [
    ("title", ...),
    ("title", "Quays"),
    ("title", None),
    ("title.text", ...),
    ("title.text", 7),
    ("title.text", None),
    ("title.text", ["Quays"]),
    ("title.lines", ...),
    ("title.lines", 1),
    ("title.lines", None),
    ("title.lines", ["one"]),
    ("title.lines", [1.5]),
    ("title.lines", [None]),
    ("title.lines", [True]),
    ("title.lines", {}),
    ("dek", ...),
    ("bottom_line", []),
    ("paragraphs", ...),
    ("paragraphs", {}),
    ("paragraphs", ["Quays"]),
    ("paragraphs.0.heading", ...),
    ("paragraphs.0.heading", 7),
    ("key_figures", ...),
    ("key_figures", "fee"),
    ("key_figures", [7]),
    ("quotations", None),
    ("quotations", [{"id": "q1"}]),
]


@pytest.mark.parametrize(("path", "value"), CHANGES, ids=[f"{path} {value}" for path, value in CHANGES])
def test_what_the_schema_refuses_is_refused_by_validation(path: str, value: object) -> None:
    answer = changed(path, value)
    assert not holds(SCHEMA, answer, SCHEMA)
    assert not is_taken(answer)
    [fault, *_] = faults(answer)
    assert fault.startswith(path)


TEXT = st.text(max_size=60)
NUMBERS = st.lists(st.sampled_from([1, 2]), min_size=1, max_size=8)
PASSAGES: st.SearchStrategy[dict[str, Any]] = st.builds(dict, text=TEXT, lines=NUMBERS)


@settings(max_examples=60)
@given(
    st.builds(
        dict,
        **dict.fromkeys(("title", "dek", "bottom_line"), PASSAGES),
        paragraphs=st.lists(st.builds(dict, heading=TEXT, text=TEXT, lines=NUMBERS), min_size=1, max_size=6),
        key_figures=st.lists(st.just("fee"), max_size=4),
        quotations=st.lists(st.just("q1"), max_size=2),
    )
)
def test_what_the_schema_takes_is_taken_by_validation_and_keeps_it(answer: dict[str, Any]) -> None:
    assert holds(SCHEMA, answer, SCHEMA)
    assert holds(SCHEMA, Proposal.model_validate(answer).model_dump(mode="json"), SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title.lines", [3]),
        ("title.lines", [0]),
        ("key_figures", ["rise"]),
        ("quotations", ["fee"]),
        ("paragraphs", []),
    ],
)
def test_what_names_nothing_that_is_there_is_refused_by_both(path: str, value: object) -> None:
    assert not holds(SCHEMA, changed(path, value), SCHEMA)
    assert faults(changed(path, value))


def test_an_article_without_figures_and_quotations_has_none_to_choose() -> None:
    made = schema(Known(2, (), ()))
    assert holds(made, {**ANSWER, "key_figures": [], "quotations": []}, made)
    assert not holds(made, ANSWER, made)


def test_a_server_that_keeps_no_schema_is_forgiven_what_does_no_harm() -> None:
    answer = {**changed("title.lines", ["1", 2.0]), "confidence": "high", "title_style": {}}
    assert proposal(json.dumps(answer), KNOWN).title.lines == (1, 2)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("I cannot do that.", (NONE,)),
        ("[1, 2]", (NONE,)),
        ('{"headline": "Quays"}', (NONE,)),
        ('{"title": {"text": "Quays', (NONE,)),
        (
            changed("title.lines", [1, 3, 0, -1]),
            tuple(f"title: there is no line {n}; the article has 2" for n in (3, 0, -1)),
        ),
        (changed("paragraphs.0.lines", [9]), ("paragraph 1: there is no line 9; the article has 2",)),
        (changed("dek.text", "Fees rose {rise} and {rise}, {fee.signed}."), ("dek: there is no figure {rise}",)),
        (changed("paragraphs.0.heading", "{q1}"), ("paragraph 1: there is no figure {q1}",)),
        (changed("key_figures", ["fee", "a\nb"]), ("key_figures: there is no 'a\\nb'",)),
        (changed("quotations", ["fee"]), ("quotations: there is no 'fee'",)),
        (changed("paragraphs", []), ("paragraphs: tuple should have at least 1 item after validation, not 0",)),
    ],
)
def test_every_fault_of_an_answer_is_told(answer: object, expected: tuple[str, ...]) -> None:
    assert faults(answer) == expected


def test_several_faults_are_told_at_once_and_not_without_end() -> None:
    assert len(faults({"title": 1, "dek": 2})) == 6
    assert len(faults(changed("title.lines", [*range(3, 900)]))) == 12
    assert len(faults(changed("paragraphs", [{}] * 9))) <= 12


@pytest.mark.parametrize(
    "answer",
    [
        changed("key_figures", ["x" * 100_000]),
        changed("dek.text", f"{{{'x' * 1400}}}"),
        changed("title.lines", [10**4000]),
        changed("title", {"x" * 100_000: 1}),
    ],
)
def test_a_fault_is_a_line_however_long_the_models_own_words_are(answer: object) -> None:
    for fault in faults(answer):
        assert len(fault) <= 201
        assert "\n" not in fault


def test_a_text_that_runs_on_is_no_passage() -> None:
    [fault] = faults(changed("dek.text", "x" * 1501))
    assert fault == "dek.text: string should have at most 1500 characters"


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ("Fees **rose** and *fell*, `now`.", "Fees rose and fell, now."),
        ("two\nlines\t and\r\n more ", "two lines and more"),
        ("a\u200bb\u202ec\u2066d\ufeffe\x00f\x1b[31m", "a b c d e f [31m"),
        ("Brief\N{SOFT HYPHEN}kasten", "Briefkasten"),
        ("hidden\U000e0041\U000e0042 words", "hidden words"),
        ("half \ud83d a character", "half a character"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("{fee} and {fee.signed}", "{fee} and {fee.signed}"),
    ],
)
def test_words_are_one_line_without_marks_and_without_what_nobody_sees(given_: str, read: str) -> None:
    assert proposal(json.dumps(changed("dek.text", given_)), KNOWN).dek.text == read


def test_an_answer_is_read_whatever_stands_around_it() -> None:
    whole = json.dumps(ANSWER, indent=2)
    for text in (
        whole,
        f"```json\n{whole}\n```",
        f"Of course {{fee}}!\n{whole}\nAnything else?",
        json.dumps({"briefing": ANSWER}),
    ):
        assert proposal(text, KNOWN).title.text == "Quays are full"
