"""Dates as typed and as written: whole, in part, in ranges, in six languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.dates import DateError, When, edition_instant, iso, parse_when, time_zone, write_when
from brief.languages import known, language

WRITTEN = {
    "2015": {"en": "2015", "de": "2015", "fr": "2015", "es": "2015", "ar": "2015", "zh": "2015年"},
    "2022-10": {
        "en": "October 2022",
        "de": "Oktober 2022",
        "fr": "octobre 2022",
        "es": "octubre de 2022",
        "ar": "أكتوبر 2022",
        "zh": "2022年10月",
    },
    "2025-01-27": {
        "en": "27 January 2025",
        "de": "27. Januar 2025",
        "fr": "27 janvier 2025",
        "es": "27 de enero de 2025",
        "ar": "27 يناير 2025",
        "zh": "2025年1月27日",
    },
    "2025-01-01": {"en": "1 January 2025", "fr": "1er janvier 2025"},
    "2025-01-27 14:00": {
        "en": "27 January 2025, 14:00 CET",
        "de": "27. Januar 2025, 14:00 CET",
        "fr": "27 janvier 2025, 14:00 CET",
        "es": "27 de enero de 2025, 14:00 CET",
        "ar": "27 يناير 2025\u060c 14:00 CET",
        "zh": "2025年1月27日 14:00 CET",
    },
    "2025-07-01 09:05": {"en": "1 July 2025, 09:05 CEST", "fr": "1er juillet 2025, 09:05 CEST"},
    "2025-01-20/2025-01-26": {
        "en": "20–26 January 2025",
        "de": "20.–26. Januar 2025",
        "fr": "20–26 janvier 2025",
        "es": "20–26 de enero de 2025",
        "ar": "20–26 يناير 2025",
        "zh": "2025年1月20日至26日",
    },
    "2025-01-27/2025-02-02": {
        "en": "27 January\u2009–\u20092 February 2025",
        "de": "27. Januar\u2009–\u20092. Februar 2025",
        "zh": "2025年1月27日至2月2日",
    },
    "2025-01-01/2025-01-03": {"en": "1–3 January 2025", "fr": "1er–3 janvier 2025"},
    "2024-12-30/2025-01-05": {"en": "30 December 2024\u2009–\u20095 January 2025"},
    "2022-10/2022-12": {"en": "October\u2009–\u2009December 2022", "es": "octubre–diciembre de 2022"},
    "2022-10/2023-01": {"en": "October 2022\u2009–\u2009January 2023", "zh": "2022年10月至2023年1月"},
    "2015/2016": {"en": "2015–2016", "zh": "2015–2016年"},
    "2015/2025-01-27": {"en": "2015\u2009–\u200927 January 2025"},
    "2025-01-27 14:00/2025-01-27 16:30": {"en": "27 January 2025, 14:00–16:30 CET"},
    "2025-01-27 22:00/2025-01-28 02:00": {
        "en": "27 January 2025, 22:00 CET\u2009–\u200928 January 2025, 02:00 CET",
    },
}

REFUSED = {
    "2025-02-30": ("2025-02-30: that month has 28 days", "2025-02-28"),
    "2024-02-30": ("2024-02-30: that month has 29 days", "2024-02-29"),
    "2025-01-00": ("2025-01-00: that month has 31 days", "2025-01-01"),
    "2025-13-01": ("2025-13-01: there is no month 13", "2025-01-13"),
    "2025-13": ("2025-13: there is no month 13", "months go from 01 to 12"),
    "0000-01": ("there is no year 0000", "years begin with 0001"),
    "2025-01-27 24:00": (
        "2025-01-27 24:00: there is no such time of day",
        "hours go from 00 to 23, minutes and seconds from 00 to 59",
    ),
    "27.1.2025": ("27.1.2025: a date is written year first, with hyphens", "2025-01-27"),
    "27. 1. 2025": ("27. 1. 2025: a date is written year first, with hyphens", "2025-01-27"),
    "27-01-2025 14:00": ("27-01-2025 14:00: a date is written year first, with hyphens", "2025-01-27 14:00"),
    "2025/01/27": ("2025/01/27: a date is written year first, with hyphens", "2025-01-27"),
    "2025-1-7": ("2025-1-7: a date is written year first, with hyphens", "2025-01-07"),
    "20250127": ("20250127: a date is written year first, with hyphens", "2025-01-27"),
    "13/2/2025": ("13/2/2025: a date is written year first, with hyphens", "2025-02-13"),
    "2/13/2025": ("2/13/2025: a date is written year first, with hyphens", "2025-02-13"),
    "1/2/2025": ("1/2/2025: a date is written year first, with hyphens", "2025-02-01 or 2025-01-02"),
    "31.2.2025": ("31.2.2025: a date is written year first, with hyphens", "as in 2025-01-27"),
    "2025-01-27T14:00+01:00": (
        "2025-01-27T14:00+01:00: a date is written without its zone",
        "2025-01-27T14:00, and the zone under zone:",
    ),
    "2025-01-20/26": ("2025-01-20/26: both ends of a range are whole dates", "2025-01-20/2025-01-26"),
    "2025-01-26/2025-01-20": ("the range ends before it begins", "2025-01-20/2025-01-26"),
    "2025-01-26/2025-01-26": ("the range ends where it begins", "2025-01-26"),
}

moments = st.builds(
    lambda day, clock, parts: When(day.year, *(day.month, day.day, clock)[:parts]),
    st.dates(min_value=date(1, 1, 1)),
    st.times().map(lambda clock: clock.replace(microsecond=0)),
    st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [(text, code, words) for text, row in WRITTEN.items() for code, words in row.items()],
)
def test_a_date_is_written_as_its_language_writes_it(text: str, code: str, words: str) -> None:
    when = parse_when(text)
    assert when
    assert write_when(when, language(code), "Europe/Berlin") == words


@pytest.mark.parametrize("text", REFUSED)
def test_a_date_that_there_is_not_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_when(text)
    assert (refused.value.message, refused.value.hint) == REFUSED[text]


@pytest.mark.parametrize("text", ["spring 2015", "“Last week”", "2015/16", "the 1990s", "27 January 2025", "", "14:00"])
def test_a_text_that_is_no_date_is_none(text: str) -> None:
    assert parse_when(text) is None


@given(moments)
def test_a_date_in_iso_is_read_as_the_same_date(when: When) -> None:
    assert parse_when(iso(when)) == when
    assert parse_when(iso(when).replace("T", " ")) == when


@given(moments, moments)
def test_a_range_is_read_in_order_only(one: When, other: When) -> None:
    text = f"{iso(one)}/{iso(other)}"
    if one.first < other.first:
        found = parse_when(text)
        assert found
        assert found.end == other
        assert iso(found) == text
    else:
        with pytest.raises(DateError, match="range ends"):
            parse_when(text)


@given(moments, st.sampled_from(known()))
def test_every_date_can_be_written_and_names_its_year(when: When, code: str) -> None:
    assert str(when.year) in write_when(when, language(code))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.timedeltas(timedelta(days=1), timedelta(days=900)))
def test_every_range_of_days_names_both_days(start: date, length: timedelta) -> None:
    when = parse_when(f"{start}/{start + length}")
    assert when
    for code in known():
        words = write_when(when, language(code))
        assert str((start + length).day) in words
        assert str(start.day) in words or (start.day == 1 and language(code).first_day in words)


def test_a_time_without_a_zone_prints_none() -> None:
    assert write_when(When(2025, 1, 27, time(14)), language("en")) == "27 January 2025, 14:00"


def test_a_zone_without_an_abbreviation_is_named_by_its_offset() -> None:
    when = When(2025, 1, 27, time(14))
    assert write_when(when, language("en"), "America/Sao_Paulo") == "27 January 2025, 14:00 UTC\u221203"
    assert write_when(when, language("en"), "Asia/Kathmandu") == "27 January 2025, 14:00 UTC+0545"


def test_a_zone_without_a_time_is_not_printed() -> None:
    assert write_when(When(2025, 1, 27), language("en"), "Europe/Berlin") == "27 January 2025"


def test_the_moment_of_an_edition_is_in_its_zone() -> None:
    assert edition_instant(When(2025, 1, 27, time(14)), "Europe/Berlin") == datetime(2025, 1, 27, 13, tzinfo=UTC)
    assert edition_instant(When(2025, 7), "") == datetime(2025, 7, 1, tzinfo=UTC)


def test_an_unknown_zone_names_the_nearest_one() -> None:
    with pytest.raises(DateError, match="there is no time zone 'Europe/Berln'") as refused:
        time_zone("Europe/Berln")
    assert refused.value.hint == "Europe/Berlin"
    with pytest.raises(DateError):
        time_zone("../etc/passwd")
