"""What a model is asked for, and what of an answer is no such thing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.drafting.models.proposal import FaultyError, Proposal, proposal, schema
from chats import ANSWER

NONE = (
    "the answer holds no JSON object that is whole and has the keys title, dek, bottom_line, paragraphs, key_figures, "
    "quotations"
)


def faults(answer: object, lines: int = 2) -> tuple[str, ...]:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    with pytest.raises(FaultyError) as caught:
        proposal(text, lines, {"fee"}, {"q1"})
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


def objects(node: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a tree of JSON)
    if isinstance(node, list):
        return [one for part in node for one in objects(part)]
    if not isinstance(node, dict):
        return []
    return [node] * (node.get("type") == "object") + [one for part in node.values() for one in objects(part)]


def test_the_schema_keeps_the_rules_of_strict_schemas() -> None:
    """Everything required, nothing else let in, and none of the keywords that servers refuse or grammars blow up at."""
    made = schema()
    assert len(objects(made)) == 3
    for one in objects(made):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    text = json.dumps(made)
    refused = ("Length", "Items", "pattern", "format", "default", "title", "anyOf", "prefixItems", "minimum")
    assert [
        word for word in refused if f'{word}"' in text.replace('"title": {"$ref"', "").replace('"title", "dek"', "")
    ] == []
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
            return isinstance(given_, list) and all(holds(node["items"], one, root) for one in given_)
        case "string":
            return isinstance(given_, str)
        case "integer":
            return isinstance(given_, int) and not isinstance(given_, bool)
    raise AssertionError(node)


def is_taken(answer: object) -> bool:
    try:
        Proposal.model_validate(answer)
    except ValueError:
        return False
    return True


TEXTS = ["text", "heading"]
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
    assert not holds(schema(), answer, schema())
    assert not is_taken(answer)
    [fault, *_] = faults(answer)
    assert fault.startswith(path)


def test_what_the_schema_takes_is_taken_by_validation() -> None:
    for answer in (ANSWER, changed("key_figures", []), changed("title.lines", []), changed("paragraphs.0.heading", "")):
        assert holds(schema(), answer, schema())
        assert is_taken(answer)


@settings(max_examples=60)
@given(
    st.builds(
        dict,
        **dict.fromkeys(
            ("title", "dek", "bottom_line"), st.builds(dict, text=st.text(), lines=st.lists(st.integers()))
        ),
        paragraphs=st.lists(
            st.builds(dict, heading=st.text(), text=st.text(), lines=st.lists(st.integers())), min_size=1, max_size=6
        ),
        key_figures=st.lists(st.text(max_size=80)),
        quotations=st.lists(st.text(max_size=80)),
    )
)
def test_schema_and_validation_agree_on_what_is_whole(answer: dict[str, Any]) -> None:
    assert holds(schema(), answer, schema())
    made = Proposal.model_validate(answer)
    assert holds(schema(), made.model_dump(mode="json"), schema())


def test_a_server_that_keeps_no_schema_is_forgiven_what_does_no_harm() -> None:
    answer = {**changed("title.lines", ["1", 2.0]), "confidence": "high", "title_style": {}}
    assert proposal(json.dumps(answer), 2, {"fee"}, {"q1"}).title.lines == (1, 2)


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
        (changed("key_figures", ["fee", "a\nb"]), ("key_figures: there is no figure 'a\\nb'",)),
        (changed("quotations", ["fee"]), ("quotations: there is no quotation 'fee'",)),
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
    assert proposal(json.dumps(changed("dek.text", given_)), 2, {"fee"}, {"q1"}).dek.text == read


def test_an_answer_is_read_whatever_stands_around_it() -> None:
    whole = json.dumps(ANSWER, indent=2)
    for text in (
        whole,
        f"```json\n{whole}\n```",
        f"Of course {{fee}}!\n{whole}\nAnything else?",
        json.dumps({"briefing": ANSWER}),
    ):
        assert proposal(text, 2, {"fee"}, {"q1"}).title.text == "Quays are full"
