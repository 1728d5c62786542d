"""Every language says the same things, and knows its own words again."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest

import brief.languages
from brief.languages import Bound, Language, UnknownLanguageError, known, language

ALL = [language(code) for code in known()]
IN_ALL = pytest.mark.parametrize("speech", ALL, ids=known())


def placeholders(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


def test_every_file_of_labels_is_a_known_language() -> None:
    folder = Path(brief.languages.__file__).parent
    assert tuple(sorted(path.stem for path in folder.glob("*.toml"))) == known()


@IN_ALL
def test_every_language_has_the_labels_of_english(speech: Language) -> None:
    assert list(speech.labels) == list(language("en").labels)


@IN_ALL
def test_a_label_takes_the_same_values_in_every_language(speech: Language) -> None:
    english = language("en").labels
    assert {key: placeholders(text) for key, text in speech.labels.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


@IN_ALL
def test_no_label_is_empty_or_has_the_words_of_english(speech: Language) -> None:
    assert all(text.strip() for text in speech.labels.values())
    shared = {key for key, text in speech.labels.items() if text == language("en").labels[key]}
    allowed = {"sources", "source", "source_number", "comma", "colon", "page", "quoted"}
    assert speech.code == "en" or shared <= allowed


def test_only_arabic_runs_from_right_to_left() -> None:
    assert [speech.code for speech in ALL if speech.direction == "rtl"] == ["ar"]


@IN_ALL
def test_every_bound_can_be_printed_and_its_own_words_are_accepted(speech: Language) -> None:
    assert set(speech.bounds) == set(get_args(Bound))
    for row in speech.bounds.values():
        assert placeholders(row.printed) == {"0"}
        assert row.printed.replace("{0}", "").strip() in row.accepted


@IN_ALL
def test_no_word_means_two_bounds(speech: Language) -> None:
    words = [word.lower() for row in speech.bounds.values() for word in row.accepted]
    assert sorted(words) == sorted(set(words))


@IN_ALL
def test_no_word_means_two_scales_or_two_currencies(speech: Language) -> None:
    scales = [word for row in speech.scales for word in row.words + row.letters]
    currencies = [word for row in speech.currencies.values() for word in row.words]
    assert len(scales) == len(set(scales))
    assert len(currencies) == len(set(currencies))


@IN_ALL
def test_separators_are_those_of_cldr(speech: Language) -> None:
    from babel.core import Locale

    symbols = Locale(speech.locale).number_symbols["latn"]
    assert (speech.decimal, speech.groups[0]) == (symbols["decimal"], symbols["group"])


@IN_ALL
def test_words_are_divided_by_a_dictionary_that_there_is(speech: Language) -> None:
    import pyphen  # type: ignore[import-untyped]

    assert speech.hyphenation in pyphen.LANGUAGES or speech.code in {"ar", "zh"}


@IN_ALL
def test_labels_are_set_as_their_language_sets_them(speech: Language) -> None:
    for text in speech.labels.values():
        assert not set(text) & set("'\"\t\n")
        assert speech.code != "fr" or not re.search(r"[^\u00a0][:;?!»]", text.replace("{label}:", ""))
        assert speech.code != "zh" or not set(text) & set(",.:;!?()")


@IN_ALL
def test_a_scale_is_printed_for_every_plural_of_its_language(speech: Language) -> None:
    for scale in speech.scales:
        assert not scale.printed or "other" in scale.printed
        assert bool(scale.currency) == (bool(scale.printed) and not speech.currency_names)


def test_a_code_may_name_a_country_and_be_written_in_capitals() -> None:
    assert language("en-GB") is language("EN_us") is language(" en ") is language("en")


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(
        UnknownLanguageError, match=r"^unknown language 'tlh'; known languages: ar, de, en, es, fr, zh$"
    ):
        language("tlh")


def test_a_label_is_filled_in() -> None:
    assert language("de").label("source_number", number=3) == "Quelle 3"
    assert language("fr").label("left_out", what="la chronologie") == "Omis faute de place\u00a0: la chronologie"
    assert language("zh").label("and_", first="{a}", last="b") == "{a}和b"


def test_a_label_that_there_is_not_and_a_value_that_is_not_given_are_errors() -> None:
    with pytest.raises(KeyError, match="headline"):
        language("en").label("headline")
    with pytest.raises(KeyError, match="number"):
        language("en").label("source_number")
