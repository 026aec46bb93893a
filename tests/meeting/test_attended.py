"""Who was here while an item was considered."""

from __future__ import annotations

from server.meeting.attended import attended
from tests.conftest import Story, at_item


def who(sat: Story, number: str) -> list[str]:
    return [person.id for person in attended(sat.meeting, sat.item(number))]


def test_nobody_was_here_for_an_item_that_was_not_taken() -> None:
    assert who(at_item("3"), "2") == []


def test_a_member_who_left_before_an_item_was_not_here_for_it() -> None:
    sat = at_item("2", "shah", "ruiz")
    sat.do("record_departure", person="ruiz")
    sat.do("take_item", item="3")
    assert who(sat, "2") == ["shah", "ruiz"]
    assert who(sat, "3") == ["shah"]


def test_a_member_who_came_while_it_was_in_hand_was_here() -> None:
    sat = at_item("3", "shah")
    sat.do("record_arrival", person="owen")
    assert who(sat, "3") == ["shah", "owen"]


def test_being_here_for_a_sub_item_is_being_here_for_the_item() -> None:
    sat = at_item("4", "shah")
    sat.do("take_item", item="4.1")
    sat.do("take_item", item="4.2")
    sat.do("record_arrival", person="owen")
    assert who(sat, "4") == ["shah", "owen"]
    assert who(sat, "4.1") == ["shah"]


def out_for_item_3() -> Story:
    sat = at_item("2", "shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("take_item", item="3")
    return sat


def test_a_member_out_for_an_interest_all_the_time_was_not_here() -> None:
    sat = out_for_item_3()
    assert who(sat, "3") == ["shah"]
    sat.do("take_item", item="5")
    sat.do("return_from_interest", person="owen")
    assert who(sat, "3") == ["shah"]
    assert who(sat, "5") == ["shah", "owen"]


def test_a_member_who_came_back_in_time_was_here() -> None:
    sat = out_for_item_3()
    sat.do("return_from_interest", person="owen")
    sat.do("take_item", item="5")
    assert who(sat, "3") == ["shah", "owen"]
