"""Days and times as agendas write them, in English and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

import msgspec

_MONTHS = (
    ("january", "jan", "ionawr"),
    ("february", "feb", "chwefror"),
    ("march", "mar", "mawrth"),
    ("april", "apr", "ebrill"),
    ("may", "mai"),
    ("june", "jun", "mehefin"),
    ("july", "jul", "gorffennaf"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi"),
    ("october", "oct", "hydref"),
    ("november", "nov", "tachwedd"),
    ("december", "dec", "rhagfyr"),
)
_BY_NAME = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names}
_NAMES = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_DAY_OF_WEEK = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|dydd \w+)\b[,.]?"
    r"\s+(?:the\s+)?"
)
_WORDS = re.compile(
    rf"\b(?:{_DAY_OF_WEEK})?(\d{{1,2}})(?:st|nd|rd|th|ain|af|fed)?\s+(?:of\s+)?({_NAMES})\b[.,]?"
    r"(?:\s+(\d{4})\b)?",
    re.I,
)
_DIGITS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_TIME = re.compile(
    r"\b(\d{1,2})(?:[.:](\d\d))?\s*([ap])\.?\s?m\b\.?|\b([01]?\d|2[0-3])[.:]([0-5]\d)"
    r"(?:\s*(?:hours|hrs|h)\b|(?=\s|$|[,;)\]]))|\b(?:12\s*)?(noon|midday)\b",
    re.I,
)


class Dated(msgspec.Struct, frozen=True):
    """A day that a text names, and its words. `day` is None where the year is missing."""

    day: date | None
    words: str


class Timed(msgspec.Struct, frozen=True):
    """A time of day that a text names, and its words."""

    at: time
    words: str


def days(text: str) -> Iterator[Dated]:
    """Every day that the text names. In 4/7/2026 the day stands first."""
    for found in _WORDS.finditer(text):
        if found[3] is None:
            yield Dated(None, found[0])
        elif day := _day(int(found[3]), _BY_NAME[found[2].lower()], int(found[1])):
            yield Dated(day, found[0])
    for found in _DIGITS.finditer(text):
        if found[4]:
            day = _day(int(found[4]), int(found[5]), int(found[6]))
        else:
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            day = _day(year, int(found[2]), int(found[1]))
        if day:
            yield Dated(day, found[0])


def times(text: str) -> Iterator[Timed]:
    """Every time that the text names."""
    for found in _TIME.finditer(text):
        at = _time(found)
        if at is not None:
            yield Timed(at, found[0])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1970 <= year <= 2200 else None
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    if found[6]:
        return time(12)
    if found[4]:
        return time(int(found[4]), int(found[5]))
    hour, minute = int(found[1]), int(found[2] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return time(hour % 12 + (12 if found[3].lower() == "p" else 0), minute)
