"""Days and times, alone in a field or within a sentence, as people in Britain write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from server.importing.days import day_of, days_in, time_of, times_in
from server.importing.text import read_text

THE_DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-09",
        "9 March 2026",
        "Monday 9th March 2026",
        "09/03/2026",
        "9.3.2026",
        "9 Mawrth 2026",
    ],
)
def test_a_day_reads_alike_alone_and_within_a_sentence(written: str) -> None:
    assert day_of(written).day == THE_DAY
    assert [each.day for each in days_in(f"It was on {written} that they met")] == [THE_DAY]


@pytest.mark.parametrize("written", ["30 February 2026", "9 Nonsense 2026", "31/11/2026"])
def test_what_is_no_day_of_the_calendar_is_none(written: str) -> None:
    assert day_of(written).day is None
    assert [each.day for each in days_in(written)] == []


@pytest.mark.parametrize("written", ["19:30", "7.30 pm", "7.30 p.m.", "7.30pm"])
def test_a_time_reads_alike_alone_and_within_a_sentence(written: str) -> None:
    assert time_of(written) == time(19, 30)
    assert [each.at for each in times_in(f"It begins at {written}, in the hall")] == [time(19, 30)]


@pytest.mark.parametrize("written", ["25:00", "13 pm", "0 am"])
def test_what_no_clock_shows_is_no_time(written: str) -> None:
    assert time_of(written) is None
    assert list(times_in(written)) == []


def test_the_day_of_the_meeting_is_not_that_on_which_the_summons_was_written() -> None:
    text = (
        "Oakham Parish Council\n23rd November 2026\nYou are summoned to a meeting to be held on "
        "Monday 30th November 2026 at 7.30 pm\n1. Apologies\n2. Close"
    )
    assert read_text(text).details.day == date(2026, 11, 30)
    assert any("23rd November" in each.text for each in read_text(text).findings)
