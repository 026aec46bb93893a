"""A performance: played from a script until a person takes over."""

from __future__ import annotations

from tests.conftest import convened, sitting


def test_a_person_takes_over() -> None:
    sat = sitting(rehearsal=True, performed=True)
    sat.do("take_over_performance")
    assert not sat.meeting.performed
    assert sat.meeting.rehearsal


def test_taking_over_is_for_good() -> None:
    sat = convened(performed=True)
    sat.do("take_over_performance")
    assert sat.refused("undo") == "There is nothing to undo."


def test_a_meeting_of_people_is_not_taken_over() -> None:
    assert sitting().refused("take_over_performance") == (
        "This meeting is not being performed from a script."
    )


def test_a_performance_that_is_closed_can_be_taken_over() -> None:
    sat = sitting(performed=True)
    sat.do("close_meeting")
    sat.do("take_over_performance")
    assert not sat.meeting.performed
