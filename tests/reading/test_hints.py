from __future__ import annotations

import pytest

from brief.briefing import Briefing
from brief.desk import Desk
from brief.reading.declared import all_keys, kinds
from brief.reading.hints import SYNONYMS, meant, nearest

TOP = ("title", "dek", "date", "bottom_line", "section", "authors", "lang", "tags", "key_figures", "blocks", "sources")
STORY = ("headline", "body", "short", "link", "image", "size")


@pytest.mark.parametrize(
    ("word", "known", "wanted"),
    [
        ("subtitle", TOP, "dek"),
        ("standfirst", TOP, "dek"),
        ("deck", TOP, "dek"),
        ("summary", TOP, "dek"),
        ("lede", TOP, "dek"),
        ("Headline", TOP, "title"),
        ("title", STORY, "headline"),
        ("byline", TOP, "authors"),
        ("tldr", TOP, "bottom_line"),
        ("Bottom line", TOP, "bottom_line"),
        ("- title", TOP, "title"),
        ("text", STORY, "body"),
        ("content", TOP, "blocks"),
        ("summary", STORY, "short"),
        ("type", ("kind",), "kind"),
        ("graph", ("text", "line", "bars"), "bars"),
        ("sourcse", TOP, "sources"),
        ("subtitel", TOP, "dek"),
        ("weather", TOP, ""),
    ],
)
def test_a_key_of_another_trade_or_spelling_is_understood(word: str, known: tuple[str, ...], wanted: str) -> None:
    assert meant(word, known) == wanted


def test_every_word_that_is_understood_stands_for_one_that_there_is() -> None:
    there = all_keys(Briefing) | all_keys(Desk) | set(kinds(Briefing, ("blocks", 0))) | {"at", "by", "up", "is", "x"}
    assert {word for words in SYNONYMS.values() for word in words} <= there
    assert [word for word, words in SYNONYMS.items() if words == (word,)] == []


def test_the_nearest_word_keeps_its_own_spelling() -> None:
    assert nearest("nasdak", ["NASDAQ", "asml"]) == "NASDAQ"
    assert nearest("x", ["NASDAQ"]) == ""
