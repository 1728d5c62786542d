"""What a model says, parted from what it thinks, in every shape in which servers hand both out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.drafting.models.asking import ask
from brief.drafting.models.base import Asked, NotDraftedError, Turn
from brief.drafting.models.endpoint import Endpoint
from brief.drafting.models.thoughts import found, said
from chats import ANSWER, Chat

OBJECT = json.dumps(ANSWER)
DRAFT = json.dumps({**ANSWER, "title": {"text": "A draft that was thought", "lines": [2]}})
MARKED = json.dumps({**ANSWER, "title": {"text": "What </think> and <think> and [THINK] mean {so}", "lines": [1]}})
WANTED = tuple(ANSWER)
TURNS = (Turn("user", "Answer in JSON"),)
ASKED = Asked("briefing", {}, "plain")

SHAPES: dict[str, str | dict[str, Any]] = {
    "nothing thought": OBJECT,
    "fenced": f"```json\n{OBJECT}\n```",
    "fenced without a name": f"```\n{OBJECT}\n```",
    "with words around it": f"Here {{you}} are:\n\n{OBJECT}\n\nI hope that helps {{a lot}}.",
    "reasoning_content": {"content": OBJECT, "reasoning_content": f"Perhaps {DRAFT}?"},
    "reasoning": {"content": OBJECT, "reasoning": f"Perhaps {DRAFT}?"},
    "both fields": {"content": OBJECT, "reasoning": "Perhaps.", "reasoning_content": "Perhaps."},
    "thoughts that are null": {"content": OBJECT, "reasoning": None, "reasoning_content": None},
    "marks": f"<think>\nHm.\n</think>\n\n{OBJECT}",
    "marks around nothing": f"<think>\n\n</think>\n\n{OBJECT}",
    "no opening mark": f"Hm, what now?\n</think>\n{OBJECT}",
    "JSON in the thoughts": f"<think>First {DRAFT}, or {{}} or {{x}}.</think>{OBJECT}",
    "JSON in thoughts without an opening mark": f"First {DRAFT}, or {{x}}.</think>{OBJECT}",
    "half an object in the thoughts": f'<think>Say {{"title": {{"text": "Quays</think>\n{OBJECT}',
    "marks in the object's words": MARKED,
    "marks in the words of a fenced object": f"Here:\n```json\n{MARKED}\n```",
    "marks in both": f"<think>Say {MARKED}?</think>\n```json\n{MARKED}\n```",
    "the ending mark as a word of the thoughts": f"<think>I end with </think> and then {DRAFT}.</think>{OBJECT}",
    "thoughts behind the answer": f"<think>Hm.</think>{OBJECT}<think>Was that {DRAFT}?</think>",
    "thoughts behind the answer, cut off": f"{OBJECT}\n<think>Was that {DRAFT}?",
    "thinking": f"<thinking>{DRAFT}</thinking>{OBJECT}",
    "capitals": f"<THINK>{DRAFT}</THINK>{OBJECT}",
    "Magistral": f"[THINK]{DRAFT}[/THINK]{OBJECT}",
    "gpt-oss": f"<|channel|>analysis<|message|>{DRAFT}<|end|><|start|>assistant"
    f"<|channel|>final<|message|>{OBJECT}<|return|>",
    "Kimi": f"◁think▷{DRAFT}◁/think▷{OBJECT}",
    "a list of parts": {"content": [{"type": "text", "text": OBJECT[:40]}, {"type": "text", "text": OBJECT[40:]}]},
    "a part that thinks": {
        "content": [
            {"type": "thinking", "thinking": [{"type": "text", "text": DRAFT}]},
            {"type": "text", "text": OBJECT},
            {"type": "text", "text": None},
            "no part",
            None,
        ]
    },
}


@pytest.mark.parametrize("answer", SHAPES.values(), ids=SHAPES.keys())
def test_an_answer_is_parted_from_its_thoughts_wherever_a_server_puts_them(answer: str | dict[str, Any]) -> None:
    with Chat(answer) as chat:
        words = ask(Endpoint(chat.base_url, "m"), TURNS, ASKED)
    assert found(words, WANTED) == json.loads(MARKED if "{so}" in json.dumps(answer) else OBJECT)
    assert "A draft that was thought" not in words


@pytest.mark.parametrize(
    "answer",
    [
        {"content": "", "reasoning_content": f"Perhaps {DRAFT}"},
        {"content": None, "reasoning": f"Perhaps {DRAFT}"},
        {"reasoning": f"Perhaps {DRAFT}"},
        f"<think>Perhaps {DRAFT}",
        f"<think>Perhaps {DRAFT}</think>",
        f"<think>Perhaps {DRAFT}</think>\n\n",
        f"Perhaps {DRAFT}</think>",
        f"[THINK]Perhaps {DRAFT}",
        {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": DRAFT}]}]},
    ],
)
def test_thoughts_alone_are_no_answer_and_are_not_told(answer: str | dict[str, Any]) -> None:
    with Chat(answer) as chat, pytest.raises(NotDraftedError) as caught:
        ask(Endpoint(chat.base_url, "m"), TURNS, ASKED)
    assert str(caught.value) == (
        "m thought, and said nothing\n    ask for less thinking, or raise max_tokens, under models: in desk.yaml"
    )


def test_words_before_thoughts_that_are_cut_off_stay() -> None:
    assert said({"content": f"Sure. <think>Perhaps {DRAFT}"}) == ("Sure.", True)


@pytest.mark.parametrize("content", [None, 7, True, {}, {"text": OBJECT}, [], [7, None, {"type": "image_url"}], ""])
def test_content_that_is_no_words_says_nothing(content: object) -> None:
    assert said({"content": content}) == ("", False)


def test_half_a_character_becomes_a_sign_that_can_be_sent_and_written() -> None:
    assert said({"content": "a \ud83d b"}).text == "a ? b"


THOUGHTS = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["{", "}", '{"', '{"title": ', "[", "```json\n", '\\"', OBJECT, DRAFT, "{}", '{"a": [{}]}', "\n"]
        ),
    ),
    max_size=8,
).map("".join)
ENDS = st.sampled_from(["</think>", "</thinking>", "[/THINK]", "<|channel|>final<|message|>"])
STARTS = st.sampled_from(["", "<think>", "<thinking>", "[THINK]", "<|channel|>analysis<|message|>"])
PIECES = st.sampled_from(
    ["{", "}", '"', "\\", "</think>", "<think>", "[/THINK]", "```", "{fee}", '{"title": 1}', "Quays", "\n"]
)
WORDS = st.one_of(st.lists(PIECES, max_size=6).map("".join), st.text(max_size=30))


@settings(max_examples=60)
@given(
    THOUGHTS, STARTS, ENDS, WORDS, WORDS, st.sampled_from([("", ""), ("\n```json\n", "\n```"), ("Here: ", " Done.")])
)
def test_an_object_in_any_thoughts_is_found_whole(  # noqa: PLR0913, PLR0917
    thoughts: str, starts: str, ends: str, title: str, text: str, around: tuple[str, str]
) -> None:
    answer = {
        **ANSWER,
        "title": {"text": title, "lines": [1]},
        "paragraphs": [{"heading": "", "text": text, "lines": []}],
    }
    given_ = f"{starts}{thoughts}{ends}{around[0]}{json.dumps(answer)}{around[1]}"
    told = said({"content": given_})
    assert told.thought
    assert found(told.text, WANTED) == answer


@settings(max_examples=60)
@given(WORDS, WORDS, st.sampled_from([("", ""), ("```json\n", "\n```"), ("Here {you} are: ", " {Done}.")]))
def test_an_object_without_thoughts_is_found_whole(title: str, text: str, around: tuple[str, str]) -> None:
    answer = {**ANSWER, "title": {"text": title, "lines": [1]}, "dek": {"text": text, "lines": []}}
    told = said({"content": f"{around[0]}{json.dumps(answer, ensure_ascii=False)}{around[1]}"})
    assert not told.thought
    assert found(told.text, WANTED) == answer


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=9),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_message_of_any_shape_is_read(content: Any) -> None:  # noqa: ANN401  (a tree of JSON)
    told = said({"content": content, "reasoning": content, "reasoning_content": content})
    told.text.encode()
    found(told.text, WANTED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("no object", None),
        ("{}", None),
        ("[1, 2]", None),
        ("{" * 100_000, None),
        ('{"a":' * 100_000, None),
        (('{"a": [' + "1, " * 500) * 300, None),
        ('{"title": {"text": "x"', None),
        ('{"a": 1} {"title": 2, "dek": 3} {"b": 4}', {"title": 2, "dek": 3}),
        ('{"title": 1, "dek": 1} and better {"title": 2, "dek": 2}', {"title": 2, "dek": 2}),
        ('{"briefing": {"title": 1}}', {"title": 1}),
        ('[{"title": 1}]', {"title": 1}),
        ('{"title": "a\nb"}', {"title": "a\nb"}),
        ('{"x": {"y": 1}}', None),
        ("{" * 1000 + '"title": 1}', {"title": 1}),
    ],
)
def test_the_object_with_most_of_the_wanted_keys_is_taken(text: str, expected: object) -> None:
    assert found(text, WANTED) == expected
