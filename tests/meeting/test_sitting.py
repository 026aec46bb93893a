"""The sitting: what belongs in which phase is decided by the time that is stated."""

from __future__ import annotations

from server.meeting.sitting import Phase, Sitting
from tests.conftest import Story, at_item, convened, sitting


def adjourned() -> Story:
    """Open since 18:30, adjourned from 19:00."""
    sat = at_item("3")
    sat.wait_until("19:00")
    sat.do("adjourn_meeting", until="19:30", reason="Fire alarm")
    return sat


def resumed() -> Story:
    """Open since 18:30, adjourned from 19:00 to 19:30."""
    sat = adjourned()
    sat.wait_until("19:30")
    sat.do("resume_meeting")
    return sat


def test_a_sitting_that_has_not_begun_has_no_times() -> None:
    nothing = Sitting()
    assert (nothing.phase, nothing.latest) == (Phase.BEFORE, None)
    assert (nothing.opened_at, nothing.closed_at) == (None, None)


def test_a_sitting_knows_where_it_stood_at_each_time() -> None:
    sat = resumed()
    times = ("18:29", "18:30", "18:59", "19:00", "19:29", "19:30")
    phases = [sat.meeting.sitting.phase_at(sat.time(t)).value for t in times]
    assert phases == ["before", "open", "open", "adjourned", "adjourned", "open"]


def test_nothing_is_recorded_before_the_opening() -> None:
    assert convened().refused("record_note", item="1", text="Early.") == (
        "The meeting has not been opened. Open it first."
    )


def test_what_is_said_to_have_happened_long_before_the_opening_is_refused() -> None:
    sat = at_item("3", "owen")
    assert sat.refused("record_apologies", person="shah", at="16:29") == (
        "The meeting was opened at 6.30pm: state a time after that."
    )
    sat.do("record_apologies", person="shah", at="16:30")


def test_a_time_that_has_not_come_is_refused() -> None:
    assert at_item("3").refused("record_note", text="Later.", at="18:50") == (
        "6.50pm has not come yet. State a time that has passed, or none for now."
    )


def test_a_time_before_the_opening_is_refused_with_the_time_of_it() -> None:
    assert at_item("3").refused("record_note", text="Before.", at="18:10") == (
        "The meeting was opened at 6.30pm: state a time after that."
    )


def test_nothing_happens_while_the_meeting_is_adjourned() -> None:
    assert adjourned().refused("record_decision", text="Granted.") == (
        "The meeting is adjourned. Resume it first, or state a time before 7.00pm."
    )


def test_the_moment_of_the_adjournment_is_in_it() -> None:
    assert adjourned().refused("record_decision", text="Granted.", at="19:00") == (
        "The meeting is adjourned. Resume it first, or state a time before 7.00pm."
    )


def test_what_happened_before_the_adjournment_can_be_recorded_during_it() -> None:
    sat = adjourned()
    decision = sat.do("record_decision", text="Granted.", at="18:55")
    assert sat.entry(decision).at == sat.time("18:55")


def test_a_time_of_the_adjournment_is_refused_afterwards() -> None:
    assert resumed().refused("record_decision", text="Granted.", at="19:10") == (
        "The meeting stood adjourned at 7.10pm: state a time at which it sat."
    )


def test_what_was_said_while_it_was_open_may_wait_out_an_adjournment() -> None:
    sat = adjourned()
    sat.wait_until("19:20")
    decision = sat.do("record_decision", text="Granted.", waited=25)
    assert sat.entry(decision).at == sat.time("18:55")


def test_what_was_said_during_an_adjournment_is_refused_however_late_it_comes() -> None:
    sat = resumed()
    sat.wait_until("19:40")
    assert "stood adjourned at 7.15pm" in sat.refused("take_item", item="5", waited=25)


def test_after_the_close_the_sentence_says_what_can_still_be_done() -> None:
    sat = at_item("3")
    sat.wait_until("20:00")
    sat.do("close_meeting")
    assert sat.refused("record_decision", text="Late.") == (
        "The meeting was closed at 8.00pm. An entry that is wrong can still be corrected, "
        "and what was left out can be recorded with its time."
    )


def test_a_late_command_is_recorded_when_it_happened_though_the_meeting_is_closed() -> None:
    sat = at_item("3")
    sat.do("close_meeting")
    sat.wait_until("18:50")
    decision = sat.do("record_decision", text="Granted.", waited=18.5)
    assert sat.entry(decision).at < (sat.meeting.sitting.closed_at or sat.now)


def test_a_command_for_before_the_opening_says_that_it_is_open() -> None:
    assert sitting().refused("open_meeting") == "The meeting is open already."
