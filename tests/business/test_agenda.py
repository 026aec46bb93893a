"""The agenda: items are taken in any order, put off and withdrawn; numbers stay."""

from __future__ import annotations

import pytest

from server.business.agenda import ItemDeferred, ItemTaken
from server.meeting import Event
from server.meeting.agenda import Standing
from tests.conftest import Story, at_item, convened, sitting
from tests.minuted import minuted


def test_an_item_is_taken_in_whatever_order() -> None:
    sat = sitting()
    sat.do("take_item", item="5")
    sat.do("take_item", item="2")
    assert sat.item("5").standing is Standing.TAKEN
    assert sat.meeting.in_hand == sat.item("2")
    assert [item.number for item in sat.meeting.items] == ["1", "2", "3", "4", "4.1", "4.2", "5"]


def test_the_item_in_hand_cannot_be_taken_again() -> None:
    assert at_item("3").refused("take_item", item="3") == "Item 3 is in hand already."


def test_an_item_may_be_gone_back_to() -> None:
    sat = at_item("3")
    sat.do("take_item", item="4")
    sat.do("take_item", item="3")
    assert len(sat.item("3").spans) == 2


def test_the_item_above_a_sub_item_stays_in_hand() -> None:
    sat = at_item("4")
    sat.do("take_item", item="4.1")
    sat.do("take_item", item="4.2")
    in_hand = [i.number for i in sat.meeting.items if i.standing is Standing.IN_HAND]
    assert in_hand == ["4", "4.2"]


def test_going_back_to_the_item_above_ends_its_sub_item() -> None:
    sat = at_item("4")
    sat.do("take_item", item="4.1")
    sat.do("take_item", item="4")
    assert sat.meeting.in_hand == sat.item("4")
    assert sat.item("4.1").standing is Standing.TAKEN


def test_another_item_ends_both() -> None:
    sat = at_item("4")
    sat.do("take_item", item="4.1")
    sat.do("take_item", item="5")
    assert {sat.item("4").standing, sat.item("4.1").standing} == {Standing.TAKEN}


def test_the_next_item_is_taken_with_one_key() -> None:
    sat = sitting()
    sat.do("take_next")
    sat.do("take_next")
    assert sat.meeting.in_hand == sat.item("2")


def test_there_is_no_next_item_when_all_were_taken() -> None:
    sat = sitting()
    for _ in sat.meeting.items:
        sat.do("take_next")
    assert sat.refused("take_next") == (
        "Every item has been taken or put off. The meeting can be closed."
    )


def test_no_item_is_taken_before_the_opening() -> None:
    assert convened().refused("take_item", item="1") == (
        "The meeting has not been opened. Open it first."
    )


def test_an_item_taken_and_entered_after_the_close_is_not_in_hand() -> None:
    sat = at_item("3")
    sat.wait_until("20:00")
    sat.do("close_meeting")
    sat.do("take_item", item="5", at="19:50")
    assert sat.meeting.in_hand is None
    assert sat.item("5").standing is Standing.TAKEN
    assert sat.item("5").spans[-1].until == sat.time("20:00")


def test_an_item_is_deferred_to_another_meeting() -> None:
    sat = at_item("3")
    sat.do("defer_item", item="3", to="September", reason="Site visit")
    assert sat.item("3").standing is Standing.DEFERRED
    assert sat.meeting.in_hand is None
    assert sat.matters("3")[0].concludes


def test_an_item_is_deferred_to_some_meeting() -> None:
    assert sitting().refused("defer_item", item="3", to="") == (
        "Say to which meeting item 3 is deferred."
    )


def test_an_item_is_withdrawn() -> None:
    sat = sitting()
    sat.do("withdraw_item", item="3", reason="At the applicant’s wish")
    assert sat.item("3").standing is Standing.WITHDRAWN
    assert sat.meeting.next_item == sat.item("1")


@pytest.mark.parametrize("command", ["defer_item", "withdraw_item"])
def test_what_is_off_the_agenda_is_not_put_off_again(command: str) -> None:
    sat = sitting()
    given = {"to": "September"} if command == "defer_item" else {}
    sat.do("defer_item", item="3", to="September")
    sat.do("withdraw_item", item="4")
    assert sat.refused(command, item="3", **given) == "Item 3 has been deferred already."
    assert sat.refused(command, item="4", **given) == "Item 4 has been withdrawn already."


@pytest.mark.parametrize(("number", "standing"), [("3", Standing.TAKEN), ("5", Standing.PENDING)])
def test_a_deferral_struck_out_puts_the_item_back(number: str, standing: Standing) -> None:
    sat = at_item("3")
    deferral = sat.do("defer_item", item=number, to="September")
    sat.do("strike_entry", entry=deferral, reason="Misheard")
    assert sat.item(number).standing is standing


def test_a_withdrawal_struck_out_puts_the_item_back() -> None:
    sat = sitting()
    withdrawal = sat.do("withdraw_item", item="3")
    sat.do("strike_entry", entry=withdrawal, reason="Misheard")
    assert sat.item("3").standing is Standing.PENDING


def test_a_deferral_struck_out_leaves_a_withdrawal_since() -> None:
    sat = sitting()
    deferral = sat.do("defer_item", item="3", to="September")
    sat.do("take_item", item="3")
    sat.do("withdraw_item", item="3")
    sat.do("strike_entry", entry=deferral, reason="Misheard")
    assert sat.item("3").standing is Standing.WITHDRAWN


def test_an_earlier_deferral_struck_out_leaves_the_later_one() -> None:
    sat = sitting()
    deferral = sat.do("defer_item", item="3", to="September")
    sat.do("take_item", item="3")
    later = sat.do("defer_item", item="3", to="October")
    sat.do("strike_entry", entry=deferral, reason="Overtaken")
    assert sat.item("3").standing is Standing.DEFERRED
    sat.do("strike_entry", entry=later, reason="Misheard")
    assert sat.item("3").standing is Standing.TAKEN


def test_a_deferral_at_the_time_at_which_the_item_was_taken_holds() -> None:
    sat = sitting()
    deferral = sat.do("defer_item", item="3", to="September")
    sat.wait_until("18:40")
    sat.do("take_item", item="3")
    sat.do("defer_item", item="3", to="October", at="18:40")
    sat.do("strike_entry", entry=deferral, reason="Overtaken")
    assert sat.item("3").standing is Standing.DEFERRED


def test_a_deferral_before_the_item_was_taken_no_longer_holds() -> None:
    sat = sitting()
    sat.do("defer_item", item="3", to="September")
    sat.do("take_item", item="3")
    later = sat.do("defer_item", item="3", to="October")
    sat.do("strike_entry", entry=later, reason="Misheard")
    assert sat.item("3").standing is Standing.TAKEN


@pytest.mark.parametrize("event", [ItemTaken("99"), ItemDeferred("99", "September")])
def test_an_event_about_an_item_that_is_not_there_changes_nothing(event: Event) -> None:
    sat = at_item("3")
    assert event.apply(sat.meeting, sat.recorded[-1].stamp) is sat.meeting


# What was moved is decided


def moved_at(number: str) -> Story:
    """The item in hand, with a motion under debate."""
    sat = at_item(number)
    sat.do("move_motion", text="That it be granted.", mover="ruiz", seconder="shah")
    return sat


@pytest.mark.parametrize(("command", "given"), [("take_item", {"item": "4"}), ("take_next", {})])
def test_an_item_is_not_left_with_its_motion_undecided_without_a_reason(
    command: str, given: dict[str, str]
) -> None:
    sat = moved_at("3")
    assert sat.refused(command, **given) == (
        "The motion on item 3 has not been decided: put the question, or have it withdrawn."
    )
    sat.do(command, **given, override="The applicant was called away")
    assert sat.meeting.in_hand == sat.item("4")
    assert sat.item("3").standing is Standing.TAKEN
    assert minuted(sat, "3")[-1] == (
        "The motion had not been decided when item 4 was taken. In spite of the rule “A motion "
        "that was moved is decided”, for this reason: The applicant was called away."
    )
    assert minuted(sat, "4") == []


def test_an_item_is_left_once_its_motion_is_withdrawn() -> None:
    sat = moved_at("3")
    sat.do("withdraw_motion", consent=True)
    sat.do("take_item", item="4")
    assert sat.meeting.in_hand == sat.item("4")


def test_an_item_with_a_motion_is_not_left_by_taking_its_sub_item() -> None:
    sat = moved_at("4")
    sat.do("take_item", item="4.1")
    assert "The motion on item 4 has not been decided" in sat.refused("take_item", item="5")


def test_a_reason_where_no_rule_is_against_it_is_not_minuted() -> None:
    sat = at_item("3")
    sat.do("take_item", item="4", override="In any case")
    assert (sat.matters("3"), sat.matters("4")) == ([], [])
