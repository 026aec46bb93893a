"""Attendance: nobody is present by default, and every time here has a beginning and an end."""

from __future__ import annotations

import pytest

from server.meeting.presence import Answer, Mode
from tests.conftest import Story, convened, sitting


def spells(sat: Story, person: str) -> list[tuple[str, str]]:
    """When somebody was here, in times of the clock; an open end is empty."""
    return [
        (f"{s.since:%H:%M}", f"{s.until:%H:%M}" if s.until else "")
        for s in sat.meeting.presence.of(person).spells
    ]


# The roll


def test_a_member_who_answers_the_roll_is_present() -> None:
    sat = convened()
    sat.do("record_present", person="shah")
    assert sat.meeting.presence.of("shah").answer is Answer.PRESENT
    assert spells(sat, "shah") == [("18:26", "")]


def test_the_roll_is_of_members() -> None:
    sat = convened()
    assert sat.refused("record_present", person="hughes") == (
        "Gwen Hughes is not a member of Planning Committee: record them as in attendance."
    )
    assert "the id “nobody”" in sat.refused("record_present", person="nobody")


def test_a_remote_member_is_present_once_they_hear_and_are_heard() -> None:
    sat = convened()
    assert sat.refused("record_present", person="shah", remote=True) == (
        "A remote member is present only while they can hear and be heard. "
        "Ask Cllr Bilal Shah, and confirm it."
    )
    sat.do("record_present", person="shah", remote=True, heard=True)
    here = sat.meeting.presence.of("shah").here
    assert here is not None
    assert here.mode is Mode.REMOTE


def test_a_member_is_present_once() -> None:
    assert sitting("shah").refused("record_present", person="shah") == (
        "Cllr Bilal Shah is recorded as present already."
    )


def test_a_member_may_turn_out_to_be_remote() -> None:
    sat = sitting("shah")
    sat.wait_until("18:40")
    sat.do("record_present", person="shah", remote=True, heard=True)
    assert spells(sat, "shah") == [("18:26", "18:40"), ("18:40", "")]


def test_a_member_does_not_turn_out_to_be_remote_before_being_here() -> None:
    sat = sitting("shah")
    assert sat.refused("record_present", person="shah", remote=True, heard=True, at="18:20") == (
        "Cllr Bilal Shah arrived at 6.26pm: state a time after that."
    )


def test_a_member_who_left_returns_and_does_not_answer_the_roll_again() -> None:
    sat = sitting("shah")
    sat.do("record_departure", person="shah")
    assert sat.refused("record_present", person="shah") == (
        "Cllr Bilal Shah was here before and left: record a return."
    )


def test_apologies_are_recorded_with_their_note() -> None:
    sat = convened()
    sat.do("record_apologies", person="owen", note="In hospital")
    attendance = sat.meeting.presence.of("owen")
    assert (attendance.answer, attendance.note) == (Answer.APOLOGIES, "In hospital")


def test_the_same_apologies_are_recorded_once() -> None:
    sat = convened()
    sat.do("record_apologies", person="owen")
    assert sat.refused("record_apologies", person="owen") == (
        "The apologies of Cllr Carys Owen are recorded already."
    )
    sat.do("record_apologies", person="owen", note="In hospital")
    assert sat.meeting.presence.of("owen").note == "In hospital"


def test_a_member_who_sent_no_word_is_absent() -> None:
    sat = convened()
    sat.do("record_absent", person="ruiz")
    assert sat.meeting.presence.of("ruiz").answer is Answer.ABSENT
    assert sat.refused("record_absent", person="ruiz") == (
        "Cllr Diego Ruiz is recorded as absent already."
    )


@pytest.mark.parametrize("command", ["record_apologies", "record_absent"])
def test_an_answer_given_in_error_is_replaced(command: str) -> None:
    sat = convened()
    sat.do("record_present", person="owen")
    sat.do(command, person="owen")
    assert spells(sat, "owen") == []
    sat.do("record_present", person="owen")
    assert sat.meeting.presence.of("owen").answer is Answer.PRESENT


@pytest.mark.parametrize("command", ["record_apologies", "record_absent"])
def test_a_time_spent_here_is_never_replaced(command: str) -> None:
    sat = sitting("shah")
    sat.do("record_arrival", person="owen")
    sat.do("record_departure", person="shah")
    for person, name in (("owen", "Cllr Carys Owen"), ("shah", "Cllr Bilal Shah")):
        assert sat.refused(command, person=person) == (
            f"{name} has been at the meeting: what is recorded is that they left."
        )


# Coming and going


def test_a_late_member_arrives_at_the_time_that_is_stated() -> None:
    sat = sitting("shah")
    sat.wait_until("18:47")
    sat.do("record_arrival", person="owen", at="18:42")
    assert spells(sat, "owen") == [("18:42", "")]


def test_a_member_who_sent_apologies_may_come_after_all() -> None:
    sat = convened()
    sat.do("record_apologies", person="owen", note="Train late")
    sat.do("open_meeting")
    sat.do("record_arrival", person="owen")
    assert sat.meeting.presence.of("owen").answer is Answer.PRESENT
    assert sat.meeting.presence.of("owen").note == ""


def test_one_who_is_here_cannot_arrive() -> None:
    assert sitting("shah").refused("record_arrival", person="shah") == (
        "Cllr Bilal Shah is here already."
    )


def test_one_who_arrives_remotely_must_be_heard() -> None:
    assert "hear and be heard" in sitting("shah").refused(
        "record_arrival", person="owen", remote=True
    )


def test_a_member_leaves_and_comes_back() -> None:
    sat = sitting("shah")
    sat.wait_until("18:50")
    sat.do("record_departure", person="shah")
    sat.wait_until("18:58")
    sat.do("record_arrival", person="shah")
    assert spells(sat, "shah") == [("18:26", "18:50"), ("18:58", "")]


def test_a_member_may_return_at_the_time_of_leaving() -> None:
    sat = sitting("shah")
    sat.wait_until("18:50")
    sat.do("record_departure", person="shah")
    sat.do("record_arrival", person="shah", at="18:50")
    assert spells(sat, "shah") == [("18:26", "18:50"), ("18:50", "")]


def test_a_member_may_leave_at_the_time_of_arriving() -> None:
    sat = sitting("shah")
    sat.wait_until("18:50")
    sat.do("record_arrival", person="owen")
    sat.do("record_departure", person="owen", at="18:50")
    assert spells(sat, "owen") == [("18:50", "18:50")]


def test_a_return_is_not_before_the_leaving() -> None:
    sat = sitting("shah")
    sat.wait_until("18:50")
    sat.do("record_departure", person="shah")
    assert sat.refused("record_arrival", person="shah", at="18:45") == (
        "Cllr Bilal Shah left at 6.50pm: state a time after that."
    )


def test_a_leaving_is_not_before_the_arrival() -> None:
    sat = sitting("shah")
    sat.wait_until("18:50")
    sat.do("record_arrival", person="owen")
    assert sat.refused("record_departure", person="owen", at="18:45") == (
        "Cllr Carys Owen arrived at 6.50pm: state a time after that."
    )


def test_one_who_is_not_here_cannot_leave() -> None:
    assert sitting("shah").refused("record_departure", person="owen") == (
        "Cllr Carys Owen is not recorded as being here."
    )


def test_a_member_may_leave_while_the_meeting_is_adjourned() -> None:
    sat = sitting("shah")
    sat.do("adjourn_meeting", until="20:00", reason="Tea")
    sat.do("record_departure", person="shah")
    assert sat.meeting.presence.of("shah").here is None


# Those in attendance


def test_an_officer_of_the_list_is_in_attendance() -> None:
    sat = convened()
    sat.do("record_in_attendance", person="hughes")
    other = sat.meeting.presence.others[0]
    assert (other.name, other.position, other.items) == ("Gwen Hughes", "Planning Officer", ())


def test_a_guest_comes_for_the_items_of_the_list_unless_others_are_named() -> None:
    sat = convened()
    sat.do("record_in_attendance", person="patel")
    assert sat.meeting.presence.others[0].items == ("3",)
    sat = convened()
    sat.do("record_in_attendance", person="patel", items="4.1, 5")
    assert sat.meeting.presence.others[0].items == ("4.1", "5")


def test_somebody_of_no_list_is_in_attendance_by_name() -> None:
    sat = convened()
    sat.do("record_in_attendance", name="PC Jones", authority="Police", items="3")
    other = sat.meeting.presence.others[0]
    assert (other.name, other.authority, other.items) == ("PC Jones", "Police", ("3",))


def test_somebody_is_named_once_for_each_body_that_sends_them() -> None:
    sat = convened()
    sat.do("record_in_attendance", name="J Jones", authority="Police")
    sat.do("record_in_attendance", name="J Jones", authority="Fire Service")
    assert sat.refused("record_in_attendance", name="J Jones", authority="Police") == (
        "J Jones is recorded as in attendance already."
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Say who is in attendance."),
        ({"person": "shah"}, "Cllr Bilal Shah is a member: call the roll for them."),
        ({"person": "nobody"}, "Nobody on the list of this meeting has the id “nobody”."),
        (
            {"name": "PC Jones", "items": "3, 9"},
            "There is no item 9 on this agenda: its items are 1, 2, 3, 4, 4.1, 4.2, 5.",
        ),
    ],
)
def test_who_cannot_be_in_attendance(given: dict[str, str], sentence: str) -> None:
    assert convened().refused("record_in_attendance", **given) == sentence


def test_who_leaves_because_of_an_interest_in_the_item_in_hand_is_not_just_gone() -> None:
    sat = sitting("owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("take_item", item="3")
    refusal = sat.refused("record_departure", person="owen")
    assert "has declared an interest in item 3. Record that they left because of it" in refusal


def test_who_has_an_interest_in_the_item_in_hand_may_leave_while_it_is_adjourned() -> None:
    sat = sitting("owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("take_item", item="3")
    sat.do("adjourn_meeting", until="20:00", reason="Tea")
    sat.do("record_departure", person="owen")
    assert sat.meeting.presence.of("owen").here is None


def test_who_declared_an_interest_in_another_item_leaves_as_anybody_does() -> None:
    sat = sitting("owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("take_item", item="1")
    sat.do("record_departure", person="owen")
    assert sat.meeting.presence.of("owen").here is None


def test_apologies_that_a_member_sends_wait_for_the_clerk() -> None:
    sat = convened()
    id = sat.do("record_apologies", by="owen", note="Ill")
    assert sat.meeting.presence.of("owen").answer is None
    sat.do("take_up_offer", offer=id)
    assert sat.meeting.presence.of("owen").note == "Ill"
    assert sat.refused("record_apologies", by="owen", note="Ill") == (
        "The apologies of Cllr Carys Owen are recorded already."
    )
