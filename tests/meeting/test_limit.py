"""The time limit of a sitting: from the opening, with its extensions."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from server.meeting.limit import MOST, ends_by, extend
from server.meeting.profile import LimitRule
from tests.conftest import PROFILE, convened, sitting

LIMITED = replace(PROFILE, limit=LimitRule(minutes=180, source="Standing Order 40"))


def test_a_sitting_ends_so_long_after_its_opening() -> None:
    sat = sitting(profile=LIMITED)
    assert ends_by(sat.meeting) == sat.time("21:30")


def test_there_is_no_end_without_a_limit_or_before_the_opening() -> None:
    assert ends_by(sitting().meeting) is None
    assert ends_by(convened(profile=LIMITED).meeting) is None


def test_an_extension_moves_the_end() -> None:
    sat = sitting(profile=LIMITED)
    assert ends_by(extend(extend(sat.meeting, 30), 15)) == sat.time("22:15")
    assert ends_by(extend(extend(sat.meeting, 30), -30)) == sat.time("21:30")


def test_no_extension_makes_a_time_that_cannot_be_told() -> None:
    meeting = extend(sitting(profile=LIMITED).meeting, 10**15)
    assert meeting.extended == MOST
    assert extend(meeting, -(10**15)).extended == 0


def test_the_limit_does_not_wait_while_the_meeting_stands_adjourned() -> None:
    sat = sitting(profile=LIMITED)
    sat.do("adjourn_meeting", until="20:00", reason="Tea")
    sat.wait_until("20:00")
    sat.do("resume_meeting")
    assert ends_by(sat.meeting) == sat.time("21:30")


def test_a_resumption_on_another_day_begins_another_sitting() -> None:
    sat = sitting(profile=LIMITED)
    sat.do("extend_sitting", minutes=30)
    sat.do("adjourn_meeting", until="tomorrow", reason="The hour")
    sat.now += timedelta(days=1)
    resumed = sat.now
    sat.do("resume_meeting")
    assert ends_by(sat.meeting) == resumed + timedelta(hours=3)
