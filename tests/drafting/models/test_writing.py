"""A proposal from a server: in the strictest form that it keeps, and asked for once more where it is faulty."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest

from brief.desk import Mode
from brief.drafting.extracting import extract
from brief.drafting.models.asking import ask
from brief.drafting.models.base import FormRefusedError, NotDraftedError
from brief.drafting.models.endpoint import Endpoint
from brief.drafting.models.writing import MODES, propose
from chats import ANSWER, Chat, completion
from services import Reply, told

if TYPE_CHECKING:
    from brief.drafting.models.proposal import Proposal

LINES = (
    "The fee for a berth rose by 12 per cent in May, the harbour said on Monday.",
    "\u201cThe quays are full, and they will stay full,\u201d said Ada Quay, the harbour master.",
)
FOUND = extract(LINES, "en")
[FEE] = [one.id for one in FOUND.figures]
RIGHT = json.dumps(ANSWER).replace("fee", FEE)


def proposed(chat: Chat, first: Mode = "json_schema", **more: Any) -> Proposal:  # noqa: ANN401  (of an endpoint)
    endpoint = Endpoint(chat.base_url, "m", **more)
    return propose(LINES, FOUND, lambda turns, asked: ask(endpoint, turns, asked), first)


def forms(chat: Chat) -> list[str]:
    return [content.get("response_format", {}).get("type", "plain") for content in chat.asked]


def test_the_modes_are_those_that_a_desk_may_name_the_strictest_first() -> None:
    assert MODES == get_args(Mode) == ("json_schema", "json_object", "plain")


UNAVAILABLE = told(400, {"error": {"message": "This response_format type is unavailable now"}})
UNPROCESSABLE = Reply(
    422, b"response_format: response_format.type `json_schema` is unavailable now at line 1 column 12"
)
NOT_THERE = told(501, {"error": {"message": "not implemented"}})
LM_STUDIO = told(400, {"error": "'response_format.type' must be 'json_schema' or 'text'"})


@pytest.mark.parametrize(
    ("refuses", "refusal", "first", "expected"),
    [
        ((), None, "json_schema", ["json_schema"]),
        ((), None, "json_object", ["json_object"]),
        ((), None, "plain", ["plain"]),
        (("json_schema",), UNAVAILABLE, "json_schema", ["json_schema", "json_object"]),
        (("json_schema",), UNPROCESSABLE, "json_schema", ["json_schema", "json_object"]),
        (("json_schema",), NOT_THERE, "json_schema", ["json_schema", "json_object"]),
        (("json_object",), LM_STUDIO, "json_schema", ["json_schema"]),
        (("json_object",), LM_STUDIO, "json_object", ["json_object", "plain"]),
        (("json_schema", "json_object"), NOT_THERE, "json_schema", ["json_schema", "json_object", "plain"]),
    ],
)
def test_a_form_that_a_server_refuses_falls_to_the_next(
    refuses: tuple[str, ...], refusal: Reply | None, first: Mode, expected: list[str]
) -> None:
    with Chat(RIGHT, refuses=refuses, refusal=refusal) as chat:
        assert proposed(chat, first).title.text == "Quays are full"
    assert forms(chat) == expected
    told_in_words = ["JSON Schema" in content["messages"][0]["content"] for content in chat.asked]
    assert told_in_words == [form != "json_schema" for form in expected]


def test_what_a_server_has_against_every_form_is_told_at_last() -> None:
    with Chat(told(400, {"error": {"message": "no field 'budget'"}})) as chat, pytest.raises(NotDraftedError) as caught:
        proposed(chat, thinking={"budget": 7})
    assert caught.value.problems[0].message == "localhost answered 400: no field 'budget'"
    assert forms(chat) == ["json_schema", "json_object", "plain"]


def test_whoever_takes_no_form_at_all_writes_nothing() -> None:
    def refuse(turns: object, asked: object) -> str:  # noqa: ARG001  (what a drafter is given)
        raise FormRefusedError

    with pytest.raises(NotDraftedError, match="takes no form of the question"):
        propose(LINES, FOUND, refuse, "json_schema")


def faulty(**changes: object) -> str:
    return json.dumps({**json.loads(RIGHT), **changes})


NONE = "the answer holds no JSON object that is whole and has the keys title, "
FAULTY = {
    "no JSON": ("I am sorry, Dave.", NONE),
    "half of it": (RIGHT[:60], NONE),
    "an unknown figure": (faulty(key_figures=["rise"]), "key_figures: there is no 'rise'"),
    "an unknown figure in words": (
        faulty(dek={"text": "Fees rose {rise}.", "lines": [1]}),
        "dek: there is no figure {rise}",
    ),
    "an unknown quotation": (faulty(quotations=["q9"]), "quotations: there is no 'q9'"),
    "a line that is not there": (
        faulty(title={"text": "Quays", "lines": [7]}),
        "title: there is no line 7; the article has 2",
    ),
    "a missing key": (json.dumps({k: v for k, v in ANSWER.items() if k != "dek"}), "dek: field required"),
    "a wrong type": (faulty(title="Quays"), "title: input should be a valid dictionary or instance of Passage"),
    "in thoughts": (f"<think>Shall I say s3cr3t {RIGHT}?</think>No.", NONE),
}


@pytest.mark.parametrize(("answer", "fault"), FAULTY.values(), ids=FAULTY.keys())
@pytest.mark.parametrize("first", MODES)
def test_a_faulty_answer_is_asked_for_once_more_with_its_faults(first: Mode, answer: str, fault: str) -> None:
    with Chat(answer, RIGHT) as chat:
        assert proposed(chat, first).title.text == "Quays are full"
    before, after = chat.asked
    assert forms(chat) == [first] * 2
    assert {**before, "messages": 0} == {**after, "messages": 0}
    assert after["messages"][:2] == before["messages"]
    given, why = after["messages"][2:]
    assert (given["role"], why["role"]) == ("assistant", "user")
    assert given["content"] == ("No." if "<think>" in answer else answer)
    assert f"\n- {fault}" in why["content"]
    assert "s3cr3t" not in json.dumps(after)


@pytest.mark.parametrize(
    "thinking",
    [
        {"reasoning_content": "I think s3cr3t"},
        {"reasoning": "I think s3cr3t"},
        {"content": "I think s3cr3t</think>No."},
        {"content": "No. <think>I think s3cr3t"},
        {"content": [{"type": "thinking", "thinking": "I think s3cr3t"}, {"type": "text", "text": "No."}]},
    ],
)
def test_thoughts_are_not_sent_back(thinking: dict[str, Any]) -> None:
    with Chat(
        {"content": "No.", **thinking}, {"content": RIGHT, **{k: v for k, v in thinking.items() if k != "content"}}
    ) as chat:
        assert "s3cr3t" not in repr(proposed(chat))
    assert chat.asked[1]["messages"][2]["content"] == "No."
    assert "s3cr3t" not in json.dumps(chat.asked)


def test_an_answer_that_stays_faulty_is_no_draft() -> None:
    wrong = faulty(key_figures=["rise"], quotations=["q9"])
    with Chat("No.", wrong) as chat, pytest.raises(NotDraftedError) as caught:
        proposed(chat)
    assert len(chat.calls) == 2
    [problem] = caught.value.problems
    assert problem.message == (
        "the model's answer is no briefing, and was none when it was asked again: "
        "key_figures: there is no 'rise' (2 faults)"
    )
    assert problem.hint


def test_a_model_that_writes_no_json_twice_is_told_in_one_line() -> None:
    with Chat("I am sorry,\nDave.") as chat, pytest.raises(NotDraftedError) as caught:
        proposed(chat)
    assert str(caught.value).splitlines()[0].partition("asked again: ")[2].startswith(NONE)
    assert "Dave" not in str(caught.value)


def test_a_form_that_is_refused_with_the_faults_falls_to_the_next_too() -> None:
    with Chat("No.", UNAVAILABLE, RIGHT) as chat:
        assert proposed(chat).title.text == "Quays are full"
    assert forms(chat) == ["json_schema", "json_schema", "json_object"]


@pytest.mark.parametrize(
    ("reply", "message"),
    [(completion("{", "length"), "broke off"), (completion(""), "said nothing"), (Reply(401, b"no"), "answered 401")],
)
def test_what_goes_wrong_the_second_time_is_told_as_it_is(reply: Reply, message: str) -> None:
    with Chat("No.", reply) as chat, pytest.raises(NotDraftedError, match=message):
        proposed(chat)
    assert len(chat.calls) == 2


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Here you are:\n{}\nDone.", "<think>Hm {{x}}</think>\n{}"])
def test_an_answer_is_read_whatever_stands_around_it_and_not_asked_for_again(around: str) -> None:
    with Chat(around.replace("{}", RIGHT)) as chat:
        assert proposed(chat, "plain").title.text == "Quays are full"
    assert len(chat.calls) == 1
