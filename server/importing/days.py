"""Days and times as people and systems in Britain write them."""

from __future__ import annotations

import re
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


class Day(NamedTuple):
    """A day, if the words were one. `unsure`: others would have read another day in them."""

    day: date | None = None
    unsure: bool = False


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


def time_of(text: str) -> time | None:
    """The time that is meant by 19:30, 7.30 pm, 10.00 a.m. or 7pm; None if it is none of these."""
    text = " ".join(text.split()).casefold()
    if text in ("noon", "12 noon", "12.00 noon", "midday"):
        return time(12)
    found = _TIME.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if EARLIEST <= read.year <= LATEST else None
