"""Days and times as people and systems in Britain write them, in English and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

EARLIEST, LATEST = 1900, 2200

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr",
            "february feb chwefror",
            "march mar mawrth",
            "april apr ebrill",
            "may mai",
            "june jun mehefin",
            "july jul gorffennaf",
            "august aug awst",
            "september sep sept medi",
            "october oct hydref",
            "november nov tachwedd",
            "december dec rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]{4,16}(?:Z|[+-][0-9:]{4,6})?)?"
)
_IN_WORDS = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?([0-9]{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+([0-9]{4})"
)
_IN_FIGURES = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})(?:\s+0?0:00(?::00)?)?"
)
_TIME = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:[:.][0-9]{2})?(?:[.][0-9]+)?\s*(?:([ap])\.?\s*m\.?)?"
)
_DAY_OF_WEEK = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|dydd \w+)\b[,.]?"
    r"\s+(?:the\s+)?"
)
_WORDS_WITHIN = re.compile(
    rf"\b(?:{_DAY_OF_WEEK})?(\d{{1,2}})(?:st|nd|rd|th|ain|af|fed)?\s+(?:of\s+)?({_NAMES})\b[.,]?"
    r"(?:\s+(\d{4})\b)?",
    re.I,
)
_FIGURES_WITHIN = re.compile(
    r"\b(?:(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}))|(?:\d{4}-\d\d-\d\d))\b"
)
_TIME_WITHIN = re.compile(
    r"\b(\d{1,2})(?:[.:](\d\d))?\s*([ap])\.?\s?m\b\.?|\b([01]?\d|2[0-3])[.:]([0-5]\d)"
    r"(?:\s*(?:hours|hrs|h)\b|(?=\s|$|[,;)\]]))|\b(?:12\s*)?(noon|midday)\b",
    re.I,
)


class Day(NamedTuple):
    """A day, if the words were one. `unsure`: others would have read another day in them."""

    day: date | None = None
    unsure: bool = False


class Dated(NamedTuple):
    """A day that a text names, and its words. `day` is None where the year is missing."""

    day: date | None
    words: str


class Timed(NamedTuple):
    """A time of day that a text names, and its words."""

    at: time
    words: str


def day_of(text: str) -> Day:
    """The day that is meant by 2026-03-09, 9 March 2026, Monday 9th March 2026 or 09/03/2026.

    In figures alone the day stands first, as it does in Britain; it is `unsure` where the month
    could stand there as well, or the century is not written.
    """
    text = " ".join(text.split()).casefold()
    if found := _ISO.fullmatch(text.upper()):
        return Day(_date(found[1], found[2], found[3]))
    if found := _IN_WORDS.fullmatch(text):
        return Day(_date(found[3], str(_MONTHS.get(found[2], 0)), found[1]))
    if found := _IN_FIGURES.fullmatch(text):
        day, month, year = found[1], found[3], found[4]
        unsure = int(month) <= 12 and int(day) <= 12 and int(day) != int(month)
        if len(year) == 2:
            year, unsure = f"20{year}", True
        read = _date(year, month, day)
        return Day(read, unsure and read is not None)
    return Day()


def days_in(text: str) -> Iterator[Dated]:
    """Every day that the text names, those in words first. In 4/7/2026 the day stands first."""
    for found in _WORDS_WITHIN.finditer(text):
        if found[3] is None:
            yield Dated(None, found[0])
        elif day := _date(found[3], str(_MONTHS[found[2].casefold()]), found[1]):
            yield Dated(day, found[0])
    for found in _FIGURES_WITHIN.finditer(text):
        if day := day_of(found[0]).day:
            yield Dated(day, found[0])


def time_of(text: str) -> time | None:
    """The time that is meant by 19:30, 7.30 pm, 10.00 a.m. or 7pm; None if it is none of these."""
    text = " ".join(text.split()).casefold()
    if text in ("noon", "12 noon", "12.00 noon", "midday"):
        return time(12)
    found = _TIME.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        return None
    return _time(int(found[1]), int(found[2] or 0), found[3] or "")


def times_in(text: str) -> Iterator[Timed]:
    """Every time that the text names."""
    for found in _TIME_WITHIN.finditer(text):
        if found[6]:
            at: time | None = time(12)
        elif found[4]:
            at = _time(int(found[4]), int(found[5]))
        else:
            at = _time(int(found[1]), int(found[2] or 0), found[3].casefold())
        if at is not None:
            yield Timed(at, found[0])


def _date(year: str, month: str, day: str) -> date | None:
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if EARLIEST <= read.year <= LATEST else None


def _time(hour: int, minute: int, half: str = "") -> time | None:
    """A time of the clock; `half` is “a” or “p” where the day has two halves of twelve hours."""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
