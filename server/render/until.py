"""Until when a meeting was adjourned: the day and the time that the clerk's own words name."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from babel.dates import get_day_names, get_month_names

LONGEST = timedelta(days=366)
"""A day that is further off than this was not meant: a slip of the pen in its year."""

_TONGUES = ("en_GB", "cy")
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_MONTHS = {
    str(name).lower(): number
    for tongue in _TONGUES
    for width in _WIDTHS
    for number, name in get_month_names(width, locale=tongue).items()
}
_WEEKDAYS = {
    str(name).lower(): number
    for tongue in _TONGUES
    for number, name in get_day_names("wide", locale=tongue).items()
}
_TOMORROW = ("tomorrow", "yfory")
_SAME_WEEKDAY_LATER = (
    "next",
    "nesaf",
    "week",
    "wythnos",
)  # of which week it is, nobody can be sure


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|o\s+)?(?P<month>{_any(_MONTHS)})\b\.?"
    r"(?:,?\s+(?P<year>\d{4})\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_IN_FIGURES = re.compile(
    r"\b(?P<day>\d{1,2})(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})\b"
)
_HALF_DAY = re.compile(
    r"\b(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minute>[0-5]\d))?\s*"
    r"(?P<half>[ap]\.?m|yb|yh|y\.b|y\.h)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b")
_WORD = re.compile(r"[^\W\d_]+")


class Resumption(NamedTuple):
    """The day on which a meeting is to go on, and the time of day if that was said."""

    on: date
    at: time | None


def resumption(words: str, since: datetime) -> Resumption | None:
    """When a meeting that was adjourned at `since` (local time) is to go on, if the words say it.

    None where they name no day or time, or one that has passed: it is never guessed.
    """
    day, rest = _day(words, since.date())
    at = _time(rest)
    if day is None:
        return Resumption(since.date(), at) if at is not None and at > since.time() else None
    early, late = since.date(), since.date() + LONGEST
    return Resumption(day, at) if early <= day <= late else None


def _day(words: str, since: date) -> tuple[date | None, str]:
    """The day that is named, and the words without it."""
    for pattern in (_ISO, _IN_FIGURES, _WRITTEN):
        found = pattern.search(words)
        if found is not None:
            rest = words[: found.start()] + " " + words[found.end() :]
            return _dated(found, since), rest
    return _by_weekday(words, since), words


def _dated(found: re.Match[str], since: date) -> date | None:
    day, month, year = found["day"], found["month"], found["year"]
    number = _MONTHS.get(month.lower()) or int(month)
    if year:
        return _date(int(year), number, int(day))
    named = _date(since.year, number, int(day))
    return (
        named if named is not None and named >= since else _date(since.year + 1, number, int(day))
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_weekday(words: str, since: date) -> date | None:
    said = [word.lower() for word in _WORD.findall(words)]
    if any(word in said for word in _TOMORROW):
        return since + timedelta(days=1)
    named = {_WEEKDAYS[word] for word in said if word in _WEEKDAYS}
    if len(named) != 1 or any(word in said for word in _SAME_WEEKDAY_LATER):
        return None
    ahead = (named.pop() - since.weekday()) % 7
    return since + timedelta(days=ahead) if ahead else None


def _time(words: str) -> time | None:
    found = _HALF_DAY.search(words)
    if found is not None:
        afternoon = found["half"].lower().replace(".", "") in ("pm", "yh")
        return time(int(found["hour"]) % 12 + 12 * afternoon, int(found["minute"] or 0))
    found = _CLOCK.search(words)
    return time(int(found["hour"]), int(found["minute"])) if found is not None else None
