"""The clerk's own words say when a meeting goes on, or do not: nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.render.until import LONGEST, resumption

SINCE = datetime(2026, 11, 23, 20, 15)  # a Monday evening  # noqa: DTZ001  # local time
DECEMBER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "on", "at"),
    [
        ("1 December", DECEMBER, None),
        ("Tuesday 1st December 2026 at 6pm", DECEMBER, time(18)),
        ("6.30pm on Tuesday, 1 December, 2026", DECEMBER, time(18, 30)),
        ("2026-12-01 18:05", DECEMBER, time(18, 5)),
        ("10.00 a.m., 1.12.2026", DECEMBER, time(10)),
        ("1/12/2026, 14.00", DECEMBER, time(14)),
        ("dydd Mawrth 1 Rhagfyr am 2yh", DECEMBER, time(14)),
        ("5 January", date(2027, 1, 5), None),
        ("tomorrow at 9am", date(2026, 11, 24), time(9)),
        ("Thursday at 12 noon", date(2026, 11, 26), None),
        ("9.30pm", SINCE.date(), time(21, 30)),
        ("20:45", SINCE.date(), time(20, 45)),
    ],
)
def test_a_day_and_a_time_are_understood(words: str, on: date, at: time | None) -> None:
    found = resumption(words, SINCE)
    assert found is not None
    assert (found.on, found.at) == (on, at)


@pytest.mark.parametrize(
    "words",
    [
        "a date to be fixed",
        "the sound works again",
        "7.30pm",  # which has passed
        "next Tuesday",  # this week's or the one after
        "Tuesday or Thursday",
        "Monday",  # today, or in a week
        "31 February",
        "1 December 2016",
        "1 December 2062",
        "99.99.9999",
        "",
    ],
)
def test_what_is_not_said_or_has_passed_is_not_known(words: str) -> None:
    assert resumption(words, SINCE) is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.datetimes())
def test_whatever_was_said_no_day_is_told_that_has_passed(words: str, since: datetime) -> None:
    since = since.replace(year=min(max(since.year, 2000), 2100), day=1)
    found = resumption(f"{words} {since.day}/{since.month}/{since.year} {words}", since)
    assert found is None or since.date() <= found.on <= since.date() + LONGEST
