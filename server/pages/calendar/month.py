"""A month of the calendar: its weeks, its neighbours, and which months there are."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

_NAME = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\Z", re.ASCII)
_WEEKS = calendar.Calendar(calendar.MONDAY)


class Month(NamedTuple):
    """A month of a year."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """As its address has it: 2026-11."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + timedelta(days=calendar.monthrange(self.year, self.number)[1] - 1)

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday to Sunday, with days of other months at both ends."""
        return _WEEKS.monthdatescalendar(self.year, self.number)

    def later(self, months: int) -> Month:
        """The month so many months later."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)


class Years(NamedTuple):
    """The years that the calendar has: from the first to the last of which something is known, and
    one at either end."""

    first: int
    last: int

    def have(self, month: Month) -> bool:
        """Whether the calendar has this month."""
        return self.first <= month.year <= self.last


def month_of(day: date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)


def month_named(name: str) -> Month | None:
    """The month that is named as addresses do; None if that is none."""
    found = _NAME.match(name)
    return Month(int(found[1]), int(found[2])) if found is not None else None


def years(days: Iterable[date], today: date) -> Years:
    """The years of a calendar on which these days are."""
    known = [today.year, *(day.year for day in days)]
    return Years(max(min(known) - 1, 2), min(max(known) + 1, 9998))
