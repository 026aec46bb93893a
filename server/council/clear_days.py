"""Clear days and working days: by when an agenda must be out, and a note of a meeting published.

Of clear days neither the day of publication nor that of the meeting counts (R v Herefordshire
Justices (1820), followed in R v Swansea City Council ex p Elitestone (1993)), nor does a weekend or
a bank holiday, on which the papers of principal councils cannot be inspected (LGA 1972 s.100B).
For the notices of parish councils LGA 1972 s.243 takes out Sundays, the Christmas and Easter
breaks, bank holidays and days of public thanksgiving or mourning. It leaves Saturdays in; here they
are out, so that whoever publishes by this is in time by either reading. Christmas Eve, Maundy
Thursday and the Tuesday after Easter are no bank holidays, and count here: a council that reads the
breaks of s.243 so that they do not must publish earlier by as many days.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

NATIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
"""The nations that have bank holidays of their own, as profiles name them."""

_DAY = timedelta(days=1)
_SATURDAY = 5


def clear_days(published: date, meeting: date, nation: str) -> int:
    """The working days that lie wholly between publication and the meeting; 0 if it is no earlier.

    Raises ValueError for a nation that is not one of NATIONS.
    """
    days = range(1, max(0, (meeting - published).days))
    return sum(works(published + n * _DAY, nation) for n in days)


def latest_publication(meeting: date, days: int, nation: str) -> date:
    """The last working day on which publication leaves so many clear days before the meeting."""
    return _nth(meeting, days + 1, nation, -_DAY)


def working_days_after(day: date, n: int, nation: str) -> date:
    """The working day that is the nth after this day, which itself does not count; n is at least 1.

    Where the day itself is the first, ask from the day before: the note of a meeting in Wales is
    due by the end of seven working days that begin with its day (LGA 1972 s.100C(1C)).
    """
    return _nth(day, n, nation, _DAY)


def works(day: date, nation: str) -> bool:
    """Whether it is neither at a weekend nor a bank holiday of this nation."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(nation)


def _nth(day: date, n: int, nation: str, step: timedelta) -> date:
    if n < 1:
        raise ValueError("the number of days must be positive")
    return next(islice(_working_days(day, nation, step), n - 1, None))


def _working_days(day: date, nation: str, step: timedelta) -> Iterator[date]:
    """The working days on one side of a day, from the nearest on."""
    while True:
        day += step
        if works(day, nation):
            yield day


@lru_cache
def _bank_holidays(nation: str) -> Container[date]:
    """Every bank holiday of a nation, with the days in lieu and those proclaimed once.

    What lies ahead is reckoned; a holiday that is proclaimed later is known after an upgrade.
    """
    if nation not in NATIONS:
        raise ValueError(f"“{nation}” is none of {', '.join(NATIONS)}")
    # It takes a fifth of a second to import, and most processes never count days.
    from holidays import country_holidays

    known: Container[date] = country_holidays("GB", subdiv=NATIONS[nation])
    return known
