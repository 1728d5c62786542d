"""Dates as an editor types them, whole or in part, and as a language writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from brief.values import dataclass

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from babel.core import Locale

    from brief.languages import Language

_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:[ T](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?)?)?"
)
_MONTHS = 12

# Other ways to write a date, to say what is meant: compiled by `re` when a text is no ISO date.
_REST = r"(?P<rest>[ T,].*)?"
_YEAR_FIRST = rf"(?P<year>[0-9]{{4}})(?P<mark>[-./])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}}))?{_REST}"
_YEAR_LAST = rf"(?P<day>[0-9]{{1,2}})(?P<mark>[-./]) ?(?P<month>[0-9]{{1,2}})(?P=mark) ?(?P<year>[0-9]{{4}}){_REST}"
_RUN = rf"(?P<mark>)(?P<year>(?:19|20)[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_REST}"
_ZONED = r"(?P<local>[0-9-]{10}[ T][0-9:]{5,8})\s*(?:Z|[-+][0-9]{2}:?[0-9]{2}|[A-Z]{3,4})"
_END_OF_DAY = r"(?P<month>[0-9]{4}-[0-9]{2}-)[0-9]{2}/(?P<day>[0-9]{2})"


class DateError(ValueError):
    """A date that there is not, or that is written in another order: what is wrong and what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known, or a range: a part needs the ones before it, and `end` has no `end` of its own."""

    year: int
    month: int | None = None
    day: int | None = None
    time: time | None = None
    end: When | None = None

    @property
    def first(self) -> datetime:
        """The earliest moment that is meant, without a zone."""
        return datetime.combine(date(self.year, self.month or 1, self.day or 1), self.time or time())


def parse_when(text: str) -> When | None:
    """The date of `2015`, `2022-10`, `2025-01-27`, `2025-01-27 14:00` (or with T), or of two of them with a slash.

    None where the text is no date at all; DateError where it is one that there is not, or one in another order.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _when(found)
    start, slash, end = text.partition("/")
    first, last = _ISO.fullmatch(start.strip()), _ISO.fullmatch(end.strip())
    if slash and first and last:
        return _range(_when(first), _when(last))
    _refuse(text)
    return None


def iso(when: When) -> str:
    """The date in ISO 8601, as far as it is known; a range with a slash."""
    parts = [f"{when.year:04}"]
    parts += [f"{part:02}" for part in (when.month, when.day) if part is not None]
    text = "-".join(parts)
    if when.time:
        text += f"T{when.time.isoformat('auto' if when.time.second else 'minutes')}"
    return f"{text}/{iso(when.end)}" if when.end else text


def time_zone(name: str) -> ZoneInfo:
    """The zone of a name such as Europe/Berlin; DateError where there is none."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        from difflib import get_close_matches

        near = get_close_matches(name, sorted(available_timezones()), 1)
        raise DateError(f"there is no time zone {name!r}", near[0] if near else "as in Europe/Berlin") from error


def edition_instant(when: When, zone: str) -> datetime:
    """The earliest moment that is meant, in a zone (UTC where none is named)."""
    return when.first.replace(tzinfo=time_zone(zone or "UTC"))


def write_when(when: When, language: Language, zone: str = "") -> str:
    """The date in the language: `27 January 2025`, `October 2022`, `20–26 January 2025`.

    A time of day is followed by the abbreviation of its zone, if a zone is named.
    """
    locale = _locale(language)
    if not when.end:
        return _written(when, locale, language, zone)
    start, end = replace(when, end=None), when.end
    if start.time and end.time and start.first.date() == end.first.date():
        until = _clock(end, locale) + _zone_name(end, zone)
        return f"{_written(start, locale, language, '')}–{until}"
    pieces = _interval(start, end, locale)
    if pieces:
        return "".join(
            _formatted(part, pattern, locale, language) for part, pattern in zip((start, end), pieces, strict=True)
        )
    both: str = locale.interval_formats[None]
    return both.format(_written(start, locale, language, zone), _written(end, locale, language, zone))


def _when(found: re.Match[str]) -> When:
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    written = found[0]
    if not year:
        raise DateError(f"there is no year {found['year']}", "years begin with 0001")
    if month is not None and not 1 <= month <= _MONTHS:
        swapped = f"{year:04}-{day:02}-{month:02}" if day and day <= _MONTHS else "months go from 01 to 12"
        raise DateError(f"{written}: there is no month {found['month']}", swapped)
    last = monthrange(year, month)[1] if month else 0
    if day is not None and not 1 <= day <= last:
        raise DateError(f"{written}: that month has {last} days", f"{year:04}-{month:02}-{last if day else 1:02}")
    if hour is None or minute is None:
        return When(year, month, day)
    try:
        return When(year, month, day, time(hour, minute, second or 0))
    except ValueError:
        hint = "hours go from 00 to 23, minutes and seconds from 00 to 59"
        raise DateError(f"{written}: there is no such time of day", hint) from None


def _range(start: When, end: When) -> When:
    if end.first <= start.first and end != start:
        raise DateError("the range ends before it begins", f"{iso(end)}/{iso(start)}")
    if end == start:
        raise DateError("the range ends where it begins", iso(start))
    return replace(start, end=end)


def _refuse(text: str) -> None:
    """Raise for a date in another order or form, with the same date in ISO as hint."""
    if found := re.fullmatch(_ZONED, text):
        raise DateError(f"{text}: a date is written without its zone", f"{found['local']}, and the zone under zone:")
    if found := re.fullmatch(_END_OF_DAY, text):
        raise DateError(f"{text}: both ends of a range are whole dates", f"{text[:10]}/{found['month']}{found['day']}")
    for pattern in (_YEAR_FIRST, _RUN, _YEAR_LAST):
        found = re.fullmatch(pattern, text)
        meant = _meant(found) if found else []
        if found and (meant or found["day"]):
            hint = " or ".join(meant) or "as in 2025-01-27"
            raise DateError(f"{text}: a date is written year first, with hyphens", hint)


def _meant(found: re.Match[str]) -> list[str]:
    """The dates that three numbers may mean, in ISO: after slashes either of two may be the month."""
    numbers = (found["month"], found["day"])
    orders = [numbers, numbers[::-1]] if found.re.pattern == _YEAR_LAST and found["mark"] == "/" else [numbers]
    texts = ("-".join([found["year"], *(part.zfill(2) for part in order if part)]) for order in orders)
    return [text + (found["rest"] or "").replace(",", "") for text in dict.fromkeys(texts) if _is_date(text)]


def _is_date(text: str) -> bool:
    found = _ISO.fullmatch(text)
    try:
        return bool(found and _when(found))
    except DateError:
        return False


def _written(when: When, locale: Locale, language: Language, zone: str) -> str:
    if when.month is None:
        return _formatted(when, locale.datetime_skeletons["y"].pattern, locale, language)
    if when.day is None:
        return _formatted(when, locale.datetime_skeletons["yMMMM"].pattern, locale, language)
    day = _formatted(when, locale.date_formats["long"].pattern, locale, language)
    if not when.time:
        return day
    clock = _clock(when, locale) + _zone_name(when, zone)
    return str(locale.datetime_formats["medium"]).format(clock, day)


def _interval(start: When, end: When, locale: Locale) -> list[str] | None:
    """CLDR's two patterns of a range of days, months or years; None where the ends are of two kinds."""
    if start.time or end.time or (start.month is None, start.day is None) != (end.month is None, end.day is None):
        return None
    part = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    formats = locale.interval_formats
    if start.day is None:
        return list(formats["y" if start.month is None else "yMMMM"][part])
    if "yMMMMd" in formats:
        return list(formats["yMMMMd"][part])
    return [pattern.replace("MMM", "MMMM") for pattern in formats["yMMMd"][part]]


def _formatted(when: When, pattern: str, locale: Locale, language: Language) -> str:
    from babel.dates import format_date

    if when.day == 1 and language.first_day:
        pattern = re.sub(r"\bd\b", f"'{language.first_day}'", pattern)
    return format_date(when.first.date(), pattern, locale)


def _clock(when: When, locale: Locale) -> str:
    from babel.dates import format_time

    return format_time(when.first.time(), locale.datetime_skeletons["Hm"].pattern, locale=locale)


def _zone_name(when: When, zone: str) -> str:
    """The zone's abbreviation at that moment, after a space; its offset where it has none."""
    if not zone:
        return ""
    name = edition_instant(when, zone).tzname() or ""
    return f" {name}" if name.isalpha() else f" UTC{name}".replace("-", "\u2212")


def _locale(language: Language) -> Locale:
    from babel.core import Locale

    return Locale(*language.date_locale.split("_"))
