"""Clear days: working days between the publication of an agenda and its meeting."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import places
from server.council.clear_days import (
    NATIONS,
    clear_days,
    latest_publication,
    working_days_after,
    works,
)
from server.meeting_file import load_profiles, read_profile

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
SOME = st.integers(1, 28)
NATION = st.sampled_from(sorted(NATIONS))
ONE = timedelta(days=1)


# What is known


@pytest.mark.parametrize(
    ("published", "meeting", "nation", "days"),
    [
        # A Tuesday; five days lie between it and the Wednesday of the week after.
        (date(2026, 7, 7), date(2026, 7, 15), "England", 5),
        (date(2026, 7, 8), date(2026, 7, 15), "England", 4),
        # Easter 2027: Good Friday is on 26 March, Easter Monday on the 29th.
        (date(2027, 3, 22), date(2027, 4, 1), "England", 5),
        (date(2027, 3, 22), date(2027, 4, 1), "Wales", 5),
        (date(2027, 3, 22), date(2027, 4, 1), "Scotland", 6),  # where Easter Monday is none
        # Christmas 2026: the 25th is a Friday, and Boxing Day is kept on Monday the 28th.
        (date(2026, 12, 21), date(2027, 1, 5), "England", 7),
        # Scotland has no work on 2 January; in 2027 a Saturday, kept on Monday the 4th.
        (date(2026, 12, 21), date(2027, 1, 5), "Scotland", 6),
        (date(2026, 1, 1), date(2026, 1, 5), "Scotland", 0),
        (date(2026, 1, 1), date(2026, 1, 5), "England", 1),
        # 12 July 2026 is a Sunday, kept in Northern Ireland on the 13th; 2027 a Monday.
        (date(2026, 7, 10), date(2026, 7, 15), "Northern Ireland", 1),
        (date(2026, 7, 10), date(2026, 7, 15), "England", 2),
        (date(2027, 7, 9), date(2027, 7, 14), "Northern Ireland", 1),
        # St Andrew’s Day 2026 is a Monday; in 2024 it was a Saturday, kept on 2 December.
        (date(2026, 11, 27), date(2026, 12, 2), "Scotland", 1),
        (date(2024, 11, 29), date(2024, 12, 4), "Scotland", 1),
        (date(2026, 11, 27), date(2026, 12, 2), "Wales", 2),
        # A day of mourning that was proclaimed a bank holiday: 19 September 2022.
        (date(2022, 9, 16), date(2022, 9, 21), "England", 1),
    ],
)
def test_weekends_and_bank_holidays_are_no_clear_days(
    published: date, meeting: date, nation: str, days: int
) -> None:
    assert clear_days(published, meeting, nation) == days


def test_neither_the_day_of_publication_nor_that_of_the_meeting_counts() -> None:
    monday = date(2026, 7, 6)
    counted = [clear_days(monday, monday + n * ONE, "England") for n in range(-1, 4)]
    assert counted == [0, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("meeting", "days", "nation", "latest"),
    [
        (date(2026, 7, 15), 5, "England", date(2026, 7, 7)),
        (date(2026, 7, 15), 3, "Wales", date(2026, 7, 9)),
        (date(2026, 7, 15), 5, "Northern Ireland", date(2026, 7, 6)),
        (date(2027, 3, 31), 5, "England", date(2027, 3, 19)),
        # Nobody is at the office on a Saturday: the papers are out by the Friday before.
        (date(2026, 7, 13), 5, "England", date(2026, 7, 3)),
        (date(2027, 1, 6), 5, "England", date(2026, 12, 24)),
        (date(2027, 1, 6), 5, "Scotland", date(2026, 12, 23)),
    ],
)
def test_an_agenda_is_published_by_its_latest_day(
    meeting: date, days: int, nation: str, latest: date
) -> None:
    assert latest_publication(meeting, days, nation) == latest


def test_a_welsh_note_is_due_within_seven_working_days_that_begin_with_the_meeting() -> None:
    # LGA 1972 s.100C(1C): of a Tuesday’s meeting by the end of the Wednesday of the week after.
    tuesday = date(2026, 7, 14)
    assert working_days_after(tuesday - ONE, 7, "Wales") == date(2026, 7, 22)
    assert working_days_after(tuesday, 7, "Wales") == date(2026, 7, 23)


def test_working_days_go_round_christmas() -> None:
    assert working_days_after(date(2026, 12, 23), 3, "Wales") == date(2026, 12, 30)


def test_the_nations_are_those_of_the_profiles() -> None:
    texts = load_profiles(places.config() / "profiles")
    assert {read_profile(name, text).nation for name, text in texts.items()} <= NATIONS.keys()


def test_a_nation_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="“Mercia” is none of England"):
        clear_days(date(2026, 7, 6), date(2026, 7, 15), "Mercia")


@pytest.mark.parametrize("n", [0, -1])
def test_no_day_is_the_none_th_working_day(n: int) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        working_days_after(date(2026, 7, 6), n, "England")


def test_whoever_counts_no_days_does_not_wait_for_the_calendars() -> None:
    program = "import sys, server.council.clear_days; print('holidays' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.split() == [b"False"]


# Whatever the days


@given(DAYS, SOME, NATION)
def test_the_latest_publication_leaves_enough_days_and_the_next_working_day_too_few(
    meeting: date, days: int, nation: str
) -> None:
    latest = latest_publication(meeting, days, nation)
    assert works(latest, nation)
    assert clear_days(latest, meeting, nation) == days
    assert clear_days(working_days_after(latest, 1, nation), meeting, nation) == days - 1


@given(DAYS, st.integers(0, 60), NATION)
def test_whoever_publishes_earlier_leaves_no_fewer_days(
    published: date, ahead: int, nation: str
) -> None:
    meeting = published + ahead * ONE
    assert clear_days(published - ONE, meeting, nation) >= clear_days(published, meeting, nation)
    assert clear_days(published, meeting + ONE, nation) >= clear_days(published, meeting, nation)


@given(DAYS, SOME, NATION)
def test_a_working_day_more_is_a_later_day(day: date, n: int, nation: str) -> None:
    due = working_days_after(day, n, nation)
    assert works(due, nation)
    assert day < due < working_days_after(day, n + 1, nation)
    assert clear_days(day, due, nation) == n - 1
