"""The chief sentences of an article, and a sentence as it is written."""

from __future__ import annotations

import pytest

from brief.drafting.extracting import extract

HARBOUR = [
    "The harbour of Lisk gets a new quay for its ferries",
    "Lisk will build a new quay in its harbour for larger ferries and more passengers.",
    "The ferries of Lisk need a longer quay because the harbour silts up every winter.",
    "Passengers wait on the old quay of the harbour in rain and wind for their ferries.",
    "The new quay costs 14 million euros, of which the harbour pays 6 million itself.",
    "Larger ferries carry 900 passengers from the quay at Lisk to the islands each day.",
    "The islands welcome the quay, and so do the passengers of the smaller ferries there.",
    "Builders of the quay will close the harbour for two winters, said the ferries' owner.",
    "Somebody painted a yellow giraffe behind our grandmother's crooked garden shed yesterday.",
]


def _chief(lines: list[str]) -> list[str]:
    return [one.text for one in extract(lines).sentences]


def test_the_chief_sentences_stand_in_the_articles_order() -> None:
    found = extract(HARBOUR).sentences
    assert len(found) == 6
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_a_sentence_that_stands_twice_is_chosen_once() -> None:
    assert sorted(_chief([*HARBOUR, HARBOUR[1], HARBOUR[1]])).count(HARBOUR[1]) == 1


def test_a_sentence_about_nothing_else_in_the_article_is_not_chosen() -> None:
    assert HARBOUR[-1] not in _chief(HARBOUR)
    assert HARBOUR[-1] not in _chief([*HARBOUR[:4], HARBOUR[-1]])


def test_two_places_are_kept_for_sentences_with_figures() -> None:
    plain = [line for line in HARBOUR if not any(sign.isdigit() for sign in line)]
    more = ["Far away, 48 per cent of the ferries were late.", "An islands' survey asked 1,200 people about buses."]
    chosen = _chief([*plain, *plain[1:5], *more])
    assert sum(any(sign.isdigit() for sign in one) for one in chosen) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'The mayor said in 2024: "The quay has changed our mornings."',
            'The mayor said in 2024: "The quay has changed our mornings."',
        ),
        (
            "The mayor said in 2024: “The quay is our pride. It stays where it is.”",
            "The mayor said in 2024: “The quay is our pride.”",
        ),
        (
            "Le maire a dit en 2024 : « Le quai est beau. Il restera. »",
            "Le maire a dit en 2024 : « Le quai est beau. »",
        ),
        (
            "„Der Kai ist schön. Seit 2024 liegt er da“, sagte der Wirt.",
            "„Seit 2024 liegt er da“, sagte der Wirt.",
        ),
    ],
)
def test_a_sentence_keeps_both_its_quotation_marks(line: str, said: str) -> None:
    assert [one.sentence for one in extract([line]).dates] == [said]
