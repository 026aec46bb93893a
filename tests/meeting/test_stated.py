"""Stated times: what a clerk means by "18:42", entered at any time of the same sitting."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.meeting.refused import Refused
from server.meeting.stated import stated_time
from tests.conftest import ENGLISH, LONDON, Story, at_item, convened, sitting

NOW = datetime(2026, 7, 14, 18, 47, 20, tzinfo=LONDON)


def stated(text: str, now: datetime = NOW) -> str:
    """What is meant, as the clock on the wall of the body shows it."""
    return stated_time(convened().meeting, text, now).astimezone(LONDON).strftime("%d %H:%M")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18:42", "14 18:42"),
        ("18.42", "14 18:42"),
        ("18h42", "14 18:42"),
        (" 6:42pm ", "14 18:42"),
        ("6.42 PM", "14 18:42"),
        ("18:42pm", "14 18:42"),
        ("9:05", "14 09:05"),
        ("12:10am", "14 00:10"),
        ("12:10 pm", "14 12:10"),
        ("00:00", "14 00:00"),
        ("2026-07-14T17:42:00Z", "14 18:42"),
        ("2026-07-13T18:42+01:00", "13 18:42"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, meant: str) -> None:
    assert stated(text) == meant


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_no_time_means_now(text: str) -> None:
    assert stated_time(convened().meeting, text, NOW) == NOW


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "25:00",
        "18:60",
        "24:00",
        "13:00am",
        "18:42am",
        "1842",
        "2026-07-14",
        "2026-07-14T18:42",
        "18:42:10",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_what_is_no_time_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        stated(text)
    assert ENGLISH.say(refusal.value) == f"“{text}” is not a time. Write it like 18:42."


def test_a_long_text_is_refused_at_once_and_said_back_in_short() -> None:
    with pytest.raises(Refused) as refusal:
        stated("18:42" + " " * 100_000 + "x")
    assert len(ENGLISH.say(refusal.value)) < 100


def test_after_midnight_a_late_hour_is_the_day_befores() -> None:
    past_midnight = datetime(2026, 7, 15, 0, 20, tzinfo=LONDON)
    assert stated("23:50", past_midnight) == "14 23:50"
    assert stated("00:10", past_midnight) == "15 00:10"


def test_a_time_is_the_day_befores_if_it_would_be_more_than_half_a_day_ahead() -> None:
    morning = datetime(2026, 7, 15, 8, 0, tzinfo=LONDON)
    assert stated("20:00", morning) == "15 20:00"
    assert stated("20:01", morning) == "14 20:01"


def test_a_moment_may_lie_a_year_back_and_no_more() -> None:
    assert stated("2025-07-14T18:42:00+01:00") == "14 18:42"
    with pytest.raises(Refused):
        stated("2025-07-13T18:42:00+01:00")


def test_a_time_a_little_ahead_is_today_and_so_has_not_come() -> None:
    assert stated("18:50") == "14 18:50"
    assert "6.50pm has not come yet" in sitting().refused("take_next", at="18:50")


def test_times_are_those_of_the_body_wherever_the_server_stands() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert stated("18:42", tokyo) == "14 18:42"
    assert stated_time(convened().meeting, "18:42", tokyo).tzinfo == tokyo.tzinfo


def seconds_later(sat: Story, seconds: int) -> None:
    sat.now += timedelta(seconds=seconds)


def test_in_the_minute_of_the_opening_a_stated_time_is_after_it() -> None:
    sat = convened()
    sat.wait_until("18:30")
    seconds_later(sat, 40)
    sat.do("open_meeting")
    sat.do("take_item", item="1", at="18:30")
    assert sat.item("1").spans[0].since == sat.meeting.sitting.opened_at


def test_in_the_minute_of_the_resumption_a_stated_time_is_after_it() -> None:
    sat = sitting()
    sat.do("adjourn_meeting", until="19:00", reason="Tea")
    sat.wait_until("19:00")
    seconds_later(sat, 15)
    sat.do("resume_meeting")
    sat.do("take_item", item="1", at="19:00")
    assert sat.item("1").spans[0].since == sat.meeting.sitting.changes[-1].at


def test_in_the_minute_in_which_an_item_was_taken_a_stated_time_is_under_it() -> None:
    sat = at_item("3")
    seconds_later(sat, 30)
    sat.do("take_item", item="4")  # at 18:32:30
    decision = sat.do("record_decision", text="Agreed.", at="18:32")
    assert sat.entry(decision) in sat.item("4").record


def test_one_may_leave_in_the_minute_in_which_one_came() -> None:
    sat = sitting("shah")
    seconds_later(sat, 30)
    sat.do("record_arrival", person="owen")  # at 18:31:30
    sat.do("record_departure", person="owen", at="18:31")
    assert sat.meeting.presence.of("owen").here is None


def test_a_minute_before_the_opening_is_before_it() -> None:
    sat = sitting()
    assert sat.refused("take_next", at="18:29").startswith("The meeting was opened at 6.30pm")


@given(st.text(max_size=30) | st.from_regex(r"\d{1,2}[:.]\d{2} ?(am|pm)?", fullmatch=True))
def test_whatever_is_stated_is_a_time_near_now_or_a_refusal(text: str) -> None:
    with contextlib.suppress(Refused):
        moment = stated_time(convened().meeting, text, NOW)
        assert abs(moment - NOW) <= timedelta(days=366)
        assert moment.tzinfo == NOW.tzinfo
