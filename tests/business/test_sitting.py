"""The sitting: opened once, adjourned for a reason, resumed, closed for good."""

from __future__ import annotations

import pytest

from server.meeting.agenda import Standing
from server.meeting.sitting import Phase
from server.minutes.compose import compose
from tests.conftest import ENGLISH, Story, at_item, convened, sitting
from tests.minuted import minuted


def adjourned() -> Story:
    sat = at_item("3")
    sat.wait_until("19:00")
    sat.do("adjourn_meeting", until="19:30", reason="Fire alarm")
    return sat


def test_a_meeting_is_opened() -> None:
    sat = convened()
    sat.wait_until("18:30")
    sat.do("open_meeting")
    assert sat.meeting.sitting.phase is Phase.OPEN
    assert sat.meeting.sitting.opened_at == sat.time("18:30")


def test_a_meeting_is_opened_at_the_time_that_is_stated() -> None:
    sat = convened()
    sat.wait_until("18:40")
    sat.do("open_meeting", at="18:31")
    assert sat.meeting.sitting.opened_at == sat.time("18:31")


def test_a_meeting_is_opened_once_even_if_an_earlier_time_is_stated() -> None:
    assert sitting().refused("open_meeting") == "The meeting is open already."
    assert sitting().refused("open_meeting", at="18:20") == (
        "The meeting was opened already, at 6.30pm."
    )


def test_only_the_clerk_opens_it() -> None:
    assert "it is for the clerk" in convened().refused("open_meeting", by="chair")


def test_an_adjournment_says_until_when_and_why() -> None:
    change = adjourned().meeting.sitting.latest
    assert change is not None
    assert (change.phase, change.until, change.reason) == (
        Phase.ADJOURNED,
        "19:30",
        "Fire alarm",
    )


def test_an_adjournment_without_an_end_or_a_reason_is_refused() -> None:
    sat = sitting()
    assert sat.refused("adjourn_meeting", until="", reason="Tea") == (
        "Say until when the meeting is adjourned, or “a date to be fixed”."
    )
    assert sat.refused("adjourn_meeting", until="19:30", reason="") == (
        "Say why the meeting is adjourned: the minutes give the reason."
    )


def test_the_item_in_hand_waits_for_the_resumption() -> None:
    sat = adjourned()
    assert sat.meeting.in_hand == sat.item("3")
    sat.do("resume_meeting")
    assert sat.meeting.sitting.phase is Phase.OPEN
    assert sat.meeting.in_hand == sat.item("3")


def test_a_meeting_that_is_not_adjourned_cannot_be_resumed() -> None:
    assert sitting().refused("resume_meeting") == "The meeting is open already."


def test_a_meeting_that_is_adjourned_cannot_be_adjourned() -> None:
    sat = adjourned()
    assert sat.refused("adjourn_meeting", until="20:00", reason="Tea") == (
        "The meeting is adjourned. Resume it first, or state a time before 7.00pm."
    )


@pytest.mark.parametrize(
    ("command", "given"),
    [("adjourn_meeting", {"until": "20:00", "reason": "Tea"}), ("close_meeting", {})],
)
def test_the_sitting_does_not_change_before_its_last_change(
    command: str, given: dict[str, str]
) -> None:
    sat = adjourned()
    sat.wait_until("19:30")
    sat.do("resume_meeting")
    assert sat.refused(command, at="18:50", **given) == (
        "The sitting last changed at 7.30pm: state a time after that."
    )


def test_a_resumption_is_not_before_its_adjournment() -> None:
    sat = adjourned()
    assert "The meeting is open already" in sat.refused("resume_meeting", at="18:59")


def test_a_resumption_is_not_within_an_earlier_adjournment() -> None:
    sat = adjourned()
    sat.wait_until("19:30")
    sat.do("resume_meeting")
    sat.wait_until("20:00")
    sat.do("adjourn_meeting", until="20:10", reason="Fire alarm again")
    assert sat.refused("resume_meeting", at="19:10") == (
        "The sitting last changed at 8.00pm: state a time after that."
    )


def test_two_changes_may_be_at_one_time() -> None:
    sat = adjourned()
    sat.wait_until("19:30")
    sat.do("resume_meeting", at="19:00")
    assert [f"{change.at:%H:%M}" for change in sat.meeting.sitting.changes] == [
        "18:30",
        "19:00",
        "19:00",
    ]


def test_a_meeting_is_closed_with_nothing_in_hand() -> None:
    sat = at_item("3")
    sat.wait_until("20:00")
    sat.do("close_meeting")
    assert sat.meeting.sitting.closed_at == sat.time("20:00")
    assert sat.meeting.in_hand is None
    assert sat.item("3").standing is Standing.TAKEN
    assert [item.number for item in sat.meeting.undone] == ["1", "2", "4", "4.1", "4.2", "5"]


def test_an_adjourned_meeting_can_be_closed() -> None:
    sat = adjourned()
    sat.do("close_meeting")
    assert sat.meeting.sitting.phase is Phase.CLOSED


def test_what_is_closed_stays_closed() -> None:
    sat = sitting()
    sat.wait_until("20:00")
    sat.do("close_meeting")
    assert "was closed at 8.00pm" in sat.refused("open_meeting")
    assert "was closed at 8.00pm" in sat.refused("resume_meeting")
    assert "was closed at 8.00pm" in sat.refused("close_meeting")
    late = sat.refused("adjourn_meeting", at="19:00", until="x", reason="x")
    assert late == "The meeting was closed already, at 8.00pm."


def test_an_opening_in_error_can_be_undone_and_a_close_cannot() -> None:
    sat = convened()
    sat.do("open_meeting")
    sat.do("undo")
    assert sat.meeting.sitting.phase is Phase.BEFORE
    sat.do("open_meeting")
    sat.do("close_meeting")
    assert "The meeting was closed at" in sat.refused("undo")


def test_a_meeting_is_not_closed_with_a_motion_undecided_without_a_reason() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="ruiz", seconder="shah")
    assert sat.refused("close_meeting") == (
        "The motion on item 3 has not been decided: put the question, or have it withdrawn."
    )
    sat.do("close_meeting", override="Fire alarm")
    assert sat.meeting.sitting.phase is Phase.CLOSED
    assert minuted(sat, "3")[-1] == (
        "The motion had not been decided when the meeting was closed. In spite of the rule “A "
        "motion that was moved is decided”, for this reason: Fire alarm."
    )


def test_a_motion_on_an_item_that_was_left_holds_up_the_close() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="ruiz", seconder="shah")
    sat.do("take_item", item="4", override="To hear the officer")
    assert "The motion on item 3 has not been decided" in sat.refused("close_meeting")


def test_a_meeting_resumes_with_a_quorum_or_with_a_reason() -> None:
    sat = sitting("amin", "shah")
    sat.do("record_departure", person="shah")
    sat.do("adjourn_meeting", until="7pm", reason="No quorum")
    assert "2 members are needed and 1 count" in sat.refused("resume_meeting")
    sat.do("record_arrival", person="owen")
    sat.do("resume_meeting")
    assert sat.meeting.sitting.phase is Phase.OPEN


def test_the_sitting_reads_in_the_minutes_as_before() -> None:
    sat = adjourned()
    sat.do("close_meeting")
    said = [change.pieces for change in compose(sat.meeting, ENGLISH).sitting]
    assert len(said) == 3
    assert all(said)
