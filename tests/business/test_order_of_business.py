"""The order of business: items are moved and taken together by resolution; numbers stay."""

from __future__ import annotations

import pytest

from server.business.order_of_business import ItemsTakenTogether, OrderChanged
from server.meeting import Event, Standing
from tests.conftest import Story, at_item, convened, sitting
from tests.minuted import minuted


def running(sat: Story) -> list[str]:
    return [item.number for item in sat.meeting.running_order]


def in_hand(sat: Story) -> list[str]:
    return [item.number for item in sat.meeting.all_in_hand]


def begun() -> Story:
    """The meeting once it has come to item 2: the declarations have been asked for."""
    sat = at_item("1")
    sat.do("take_item", item="2")
    return sat


# Another order


def test_an_item_is_taken_before_another_and_keeps_its_number() -> None:
    sat = begun()
    sat.do("change_order", item="5", before="3")
    assert running(sat) == ["1", "2", "5", "3", "4", "4.1", "4.2"]
    assert [item.number for item in sat.meeting.items] == ["1", "2", "3", "4", "4.1", "4.2", "5"]
    sat.do("take_next")
    assert sat.meeting.in_hand == sat.item("5")
    assert minuted(sat, "2") == ["It was agreed that item 5 be taken before item 3."]


def test_an_item_moves_with_its_sub_items() -> None:
    sat = begun()
    sat.do("change_order", item="4", before="3", text="Many residents had come for it")
    assert running(sat) == ["1", "2", "4", "4.1", "4.2", "3", "5"]
    assert minuted(sat, "2") == [
        "It was agreed that item 4 be taken before item 3. Many residents had come for it."
    ]


def test_after_an_item_is_after_its_sub_items() -> None:
    sat = begun()
    sat.do("change_order", item="3", after="4")
    assert running(sat) == ["1", "2", "4", "4.1", "4.2", "3", "5"]


def test_several_items_move_in_the_order_in_which_they_are_named() -> None:
    sat = begun()
    sat.do("change_order", item="5, 4, 5", before="3")
    assert running(sat) == ["1", "2", "5", "4", "4.1", "4.2", "3"]
    assert minuted(sat, "2") == ["It was agreed that items 5 and 4 be taken before item 3."]


def test_an_item_is_taken_next_if_no_place_is_named() -> None:
    sat = begun()
    sat.do("change_order", item="5")
    assert running(sat)[:3] == ["1", "2", "5"]
    assert minuted(sat, "2") == ["It was agreed that item 5 be taken after item 2."]


def test_next_is_after_all_of_the_item_of_which_a_sub_item_is_in_hand() -> None:
    sat = begun()
    sat.do("change_order", item="4", before="3")
    sat.do("take_item", item="4")
    sat.do("take_item", item="4.1")
    sat.do("change_order", item="5")
    assert running(sat) == ["1", "2", "4", "4.1", "4.2", "5", "3"]


def test_next_is_after_all_that_is_in_hand_together() -> None:
    sat = begun()
    sat.do("take_together", items="2, 3")
    sat.do("change_order", item="5")
    assert running(sat) == ["1", "2", "3", "5", "4", "4.1", "4.2"]


def test_next_is_before_all_that_is_to_come_where_nothing_is_in_hand() -> None:
    sat = sitting()
    sat.do("withdraw_item", item="1")
    sat.do("change_order", item="5")
    assert running(sat) == ["1", "5", "2", "3", "4", "4.1", "4.2"]


def test_a_sub_item_moves_within_its_own_item_alone() -> None:
    sat = begun()
    sat.do("change_order", item="4.2", before="4.1")
    assert running(sat) == ["1", "2", "3", "4", "4.2", "4.1", "5"]
    only = "A sub-item is moved only within its own item."
    assert sat.refused("change_order", item="4.2", before="3") == only
    assert sat.refused("change_order", item="3", after="4.2") == only
    assert sat.refused("change_order", item="3, 4.2", before="5") == only


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"item": "5", "before": "3", "after": "2"}, "Say before which item or after which"),
        ({"item": "9", "before": "3"}, "There is no item 9 on this agenda"),
        ({"item": ","}, "Say which item is meant."),
        ({"item": "5", "before": "9"}, "There is no item 9 on this agenda"),
        ({"item": "5", "before": "5"}, "An item cannot be taken before or after itself."),
        ({"item": "5", "before": "2"}, "Item 2 is in hand already."),
        ({"item": "5", "after": "1"}, "Item 1 has been taken already"),
        ({"item": "2", "after": "4"}, "Item 2 is in hand already."),
        ({"item": "1", "after": "4"}, "Item 1 has been taken already"),
        ({"item": "3", "before": "4"}, "The items are to be taken in that order already."),
        ({"item": "3"}, "The items are to be taken in that order already."),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(given: dict[str, str], sentence: str) -> None:
    assert begun().refused("change_order", **given).startswith(sentence)


def test_an_item_that_was_put_off_has_no_place_in_the_order() -> None:
    sat = begun()
    sat.do("withdraw_item", item="3")
    sentence = "Item 3 has been put off: take it first if it is wanted after all."
    assert sat.refused("change_order", item="3", after="4") == sentence
    assert sat.refused("change_order", item="5", before="3") == sentence


def test_there_is_no_order_to_change_where_nothing_else_is_to_come() -> None:
    sat = sitting()
    for number in ("1", "2", "3", "4", "4.1", "4.2"):
        sat.do("withdraw_item", item=number)
    assert sat.refused("change_order", item="5") == (
        "Nothing else is to come, so there is no order to change."
    )


def test_business_before_the_declarations_is_advised_against() -> None:
    sat = sitting()
    given = {"item": "3", "before": "1"}
    assert sat.refused("change_order", **given) == (
        "Declarations of interest are asked for under item 1: take it first."
    )
    sat.do("change_order", **given, override="They were given in writing")
    assert running(sat)[:2] == ["3", "1"]
    assert minuted(sat, "1") == [
        "It was agreed that item 3 be taken before item 1. In spite of the rule “Interests are "
        "asked for before other business”, for this reason: They were given in writing."
    ]


def test_an_order_among_what_follows_the_declarations_is_not_advised_against() -> None:
    sat = sitting()
    sat.do("change_order", item="5", before="3")
    assert running(sat)[:3] == ["1", "2", "5"]


def test_the_order_is_changed_by_the_meeting_while_it_sits() -> None:
    assert convened().refused("change_order", item="5", before="3") == (
        "The meeting has not been opened. Open it first."
    )


def test_a_change_struck_out_leaves_the_order_that_the_others_make() -> None:
    sat = begun()
    first = sat.do("change_order", item="5", before="3")
    second = sat.do("change_order", item="4", before="5")
    sat.do("strike_entry", entry=first, reason="Misheard")
    assert running(sat) == ["1", "2", "3", "4", "4.1", "4.2", "5"]
    sat.do("strike_entry", entry=second, reason="Misheard")
    assert sat.meeting.order == ()


def test_what_else_is_on_record_does_not_touch_the_order() -> None:
    sat = begun()
    first = sat.do("change_order", item="5", before="3")
    sat.do("record_decision", text="That they be agreed.")
    sat.do("change_order", item="4", before="5")
    sat.do("strike_entry", entry=first, reason="Misheard")
    assert running(sat) == ["1", "2", "3", "4", "4.1", "4.2", "5"]


def test_a_later_change_struck_out_leaves_the_earlier() -> None:
    sat = begun()
    sat.do("change_order", item="5", before="3")
    second = sat.do("change_order", item="4", before="5")
    sat.do("strike_entry", entry=second, reason="Misheard")
    assert running(sat) == ["1", "2", "5", "3", "4", "4.1", "4.2"]


# Together


def test_items_come_in_hand_together() -> None:
    sat = begun()
    sat.do("take_together", items="5, 3")
    assert in_hand(sat) == ["3", "5"]
    assert sat.meeting.in_hand == sat.item("3")
    assert sat.item("2").standing is Standing.TAKEN
    assert minuted(sat, "3") == ["Items 3 and 5 were taken together."]


def test_another_item_ends_all_of_them() -> None:
    sat = begun()
    sat.do("take_together", items="3,5")
    sat.do("take_next")
    assert in_hand(sat) == ["4"]
    assert {sat.item("3").standing, sat.item("5").standing} == {Standing.TAKEN}


def test_one_of_them_can_be_taken_on_its_own() -> None:
    sat = begun()
    sat.do("take_together", items="3,5")
    sat.do("take_item", item="3")
    assert in_hand(sat) == ["3"]
    assert sat.refused("take_item", item="3") == "Item 3 is in hand already."


def test_the_item_above_sub_items_taken_together_stays_in_hand() -> None:
    sat = at_item("4")
    sat.do("take_together", items="4.1, 4.2")
    assert in_hand(sat) == ["4", "4.1", "4.2"]
    assert sat.meeting.in_hand == sat.item("4.1")


def test_an_item_joins_the_one_in_hand() -> None:
    sat = at_item("3")
    sat.do("take_together", items="3, 4")
    assert in_hand(sat) == ["3", "4"]
    assert sat.refused("take_together", items="4, 3") == "They are in hand together already."


def test_an_item_is_not_taken_together_with_its_own_sub_item() -> None:
    assert begun().refused("take_together", items="4.1, 4") == (
        "Item 4 has its sub-items with it: name only one of the two."
    )


@pytest.mark.parametrize("items", ["", "3", "3, 3"])
def test_one_item_is_not_several(items: str) -> None:
    sentence = begun().refused("take_together", items=items)
    assert sentence == "Name at least two items that are taken together, parted by commas."


def test_an_item_that_was_put_off_is_not_taken_with_others() -> None:
    sat = begun()
    sat.do("defer_item", item="5", to="September")
    assert "Item 5 has been put off" in sat.refused("take_together", items="3, 5")


def test_an_item_with_a_motion_is_not_left_for_others_without_a_reason() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="ruiz", seconder="shah")
    assert "The motion on item 3 has not been decided" in sat.refused("take_together", items="4, 5")
    sat.do("take_together", items="4, 5", override="The mover was called away")
    assert minuted(sat, "4") == [
        "Items 4 and 5 were taken together. In spite of the rule “A motion that was moved is "
        "decided”, for this reason: The mover was called away."
    ]
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="ruiz", seconder="shah")
    sat.do("take_together", items="3, 5")
    assert in_hand(sat) == ["3", "5"]


def test_items_taken_together_by_mistake_can_be_struck_out() -> None:
    sat = begun()
    together = sat.do("take_together", items="3, 4, 5")
    assert sat.refused("strike_entry", entry=together, reason="Misheard") == (
        "They are in hand together. Take the item that is meant first."
    )
    sat.do("record_note", text="Said.", item="5")
    sat.do("take_item", item="3")
    sat.do("strike_entry", entry=together, reason="Misheard")
    assert minuted(sat, "3") == []
    assert sat.item("3").standing is Standing.IN_HAND
    assert len(sat.item("3").spans) == 1
    assert sat.item("4").standing is Standing.PENDING
    assert sat.item("5").standing is Standing.TAKEN  # something was said to it


# While a vote is open


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("change_order", {"item": "5", "before": "4"}),
        ("take_together", {"items": "4, 5"}),
        ("admit_urgent_item", {"title": "Flood", "reason": "It rains"}),
        ("extend_sitting", {"minutes": "30"}),
    ],
)
def test_an_open_vote_is_decided_first(command: str, given: dict[str, str]) -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="ruiz", seconder="shah")
    sat.do("put_question")
    assert "A vote is open on item 3" in sat.refused(command, **given)


@pytest.mark.parametrize(
    "event", [OrderChanged("99", ("98",), "97"), ItemsTakenTogether("99", ("99", "98"))]
)
def test_an_event_about_items_that_are_not_there_changes_nothing(event: Event) -> None:
    sat = at_item("3")
    after = event.apply(sat.meeting, sat.recorded[-1].stamp)
    assert after.items == sat.meeting.items
    assert after.running_order == sat.meeting.running_order
