"""Presiding: who is in the chair at a time, who is due to be, and whose rights those are."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.command import Office
from server.meeting.presiding import (
    chair_of,
    due_to_preside,
    presiding,
    standing_office,
    vice_chair_of,
)
from tests.conftest import AMIN, CAST, PROFILE, SHAH, Story, at_item, convened, sitting


def who(sat: Story, clock: str = "") -> str:
    person = presiding(sat.meeting, sat.time(clock) if clock else None)
    return person.id if person else ""


@pytest.mark.parametrize("role", ["Chair", "Chairman", "Mayor", "Convener", "President"])
def test_the_chair_is_known_by_the_title(role: str) -> None:
    others = tuple(replace(person, role="") for person in CAST if person != AMIN)
    sat = convened(people=(*others, replace(AMIN, role=role)))
    chair = chair_of(sat.meeting)
    assert chair is not None
    assert chair.id == "amin"


@pytest.mark.parametrize("role", ["Vice-chair", "Vice-Chairman", "Deputy Mayor"])
def test_so_is_the_vice_chair(role: str) -> None:
    people = (AMIN, replace(SHAH, role=role))
    vice = vice_chair_of(convened(people=people).meeting)
    assert vice is not None
    assert vice.id == "shah"


def test_a_body_of_its_own_words_has_the_chair_that_it_names() -> None:
    people = (replace(AMIN, role="Speaker"), *CAST[1:])
    assert chair_of(convened(people=people).meeting) is None
    rules = replace(PROFILE, chair_title="Speaker")
    chair = chair_of(convened(people=people, profile=rules).meeting)
    assert chair is not None
    assert chair.id == "amin"


def test_nobody_presides_while_the_chair_is_out_of_the_room() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("record_departure", person="amin")
    sat.wait_until("18:50")
    sat.do("record_arrival", person="amin")
    assert [who(sat, clock) for clock in ("18:35", "18:45", "18:55")] == ["amin", "", "amin"]


def test_who_took_the_chair_keeps_it_until_another_does() -> None:
    sat = at_item("3", "shah", "owen")
    sat.wait_until("18:40")
    sat.do("take_chair", person="shah")
    sat.wait_until("18:50")
    sat.do("record_arrival", person="amin")
    sat.wait_until("19:00")
    sat.do("take_chair", person="amin")
    clocks = ("18:39", "18:45", "18:55", "19:05")
    assert [who(sat, clock) for clock in clocks] == ["", "shah", "shah", "amin"]


def test_who_took_the_chair_and_left_does_not_find_it_kept() -> None:
    sat = at_item("3", "shah", "owen")
    sat.do("take_chair", person="shah")
    sat.do("record_departure", person="shah")
    assert who(sat) == ""
    sat.do("record_arrival", person="shah")
    assert who(sat) == ""
    sat.do("take_chair", person="shah")
    assert who(sat) == "shah"


def test_who_went_out_for_an_interest_does_not_find_it_kept_either() -> None:
    sat = at_item("3", "shah", "owen")
    sat.do("take_chair", person="shah")
    sat.do("declare_interest", person="shah", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="shah", item="3")
    sat.do("return_from_interest", person="shah")
    assert who(sat) == ""


def test_the_chair_is_due_then_the_vice_chair_then_whom_those_present_choose() -> None:
    assert due_to_preside(at_item("3").meeting) == AMIN
    assert due_to_preside(at_item("3", "shah", "owen").meeting) == SHAH
    assert due_to_preside(at_item("3", "owen").meeting) is None


def test_who_is_barred_from_the_item_in_hand_is_passed_over_for_that_item() -> None:
    sat = sitting()
    sat.do("declare_interest", person="amin", kind="registrable", item="3")
    assert due_to_preside(sat.meeting) == AMIN
    sat.do("take_item", item="3")
    assert due_to_preside(sat.meeting) == SHAH
    sat.do("take_item", item="5")
    assert due_to_preside(sat.meeting) == AMIN


def test_a_dispensation_to_speak_and_vote_is_one_to_preside() -> None:
    sat = at_item("3")
    given = {"person": "amin", "kind": "pecuniary", "item": "3"}
    sat.do("declare_interest", **given, dispensation="speak_and_vote")
    assert due_to_preside(sat.meeting) == AMIN


def test_the_rights_of_the_chair_pass_with_the_chair() -> None:
    sat = at_item("3", "shah", "owen")
    sat.do("take_chair", person="shah")
    sat.do("record_arrival", person="amin")
    meeting = sat.meeting
    assert standing_office(meeting, Office.MEMBER, "shah") is Office.CHAIR
    assert standing_office(meeting, Office.CHAIR, "amin") is Office.MEMBER
    assert standing_office(meeting, Office.MEMBER, "owen") is Office.MEMBER
    assert standing_office(meeting, Office.CLERK, "") is Office.CLERK


def test_while_nobody_presides_everybody_keeps_their_office() -> None:
    meeting = at_item("3", "shah").meeting
    assert standing_office(meeting, Office.CHAIR, "amin") is Office.CHAIR
    assert standing_office(meeting, Office.MEMBER, "shah") is Office.MEMBER


def test_a_chair_who_has_left_has_the_chairs_rights_no_longer() -> None:
    sat = at_item("3")
    sat.do("record_departure", person="amin")
    assert standing_office(sat.meeting, Office.CHAIR, "amin") is Office.MEMBER
