"""The meeting: its people, its items and what stands on its record, found by name."""

from __future__ import annotations

import pytest

from server.meeting.agenda import Standing
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.refused import Refused
from tests.conftest import AMIN, HUGHES, LLOYD, OWEN, PATEL, RUIZ, SHAH, at_item, convened, sitting


def test_members_are_those_with_a_seat_and_the_others_are_not() -> None:
    meeting = convened().meeting
    assert meeting.members == (AMIN, SHAH, OWEN, RUIZ, LLOYD)
    assert meeting.others == (HUGHES, PATEL)


def test_a_person_is_found_by_id() -> None:
    assert convened().meeting.person("owen") is OWEN
    assert convened().meeting.find_person("nobody") is None


def test_a_name_that_is_on_no_list_stands_for_itself() -> None:
    meeting = convened().meeting
    assert meeting.name_of("hughes") == "Gwen Hughes"
    assert meeting.name_of("A resident") == "A resident"


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        ("", "Say who is meant."),
        ("nobody", "Nobody on the list of this meeting has the id “nobody”."),
        ("hughes", "Gwen Hughes is not a member of Planning Committee: record them as in"),
    ],
)
def test_only_a_member_is_a_member(id: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        convened().meeting.member(id)


def test_an_unknown_item_is_refused_with_the_items_that_there_are() -> None:
    sentence = "There is no item 9 on this agenda: its items are 1, 2, 3, 4, 4.1, 4.2, 5."
    with pytest.raises(Refused, match=sentence):
        convened().meeting.item("9")
    with pytest.raises(Refused, match="Say which item is meant"):
        convened().meeting.item("")


def test_an_item_that_is_not_named_is_the_one_in_hand() -> None:
    sat = at_item("3")
    assert sat.meeting.item_or_in_hand("", sat.now).number == "3"
    assert sat.meeting.item_or_in_hand("5", sat.now).number == "5"
    with pytest.raises(Refused, match="No item is in hand"):
        sitting().meeting.item_or_in_hand("", sat.now)


def test_what_waited_belongs_to_the_item_that_was_in_hand_then() -> None:
    sat = at_item("3")  # at 18:31
    sat.wait_until("18:40")
    sat.do("take_item", item="4")
    assert sat.meeting.item_or_in_hand("", sat.time("18:39")).number == "3"
    assert sat.meeting.item_or_in_hand("", sat.time("18:40")).number == "4"
    assert sat.meeting.item_or_in_hand("", sat.time("18:30")).number == "4"


def test_of_an_item_and_its_sub_item_the_sub_item_is_in_hand() -> None:
    sat = at_item("4")
    sat.do("take_item", item="4.1")
    assert sat.item("4").standing is Standing.IN_HAND
    assert sat.meeting.in_hand == sat.item("4.1")


def next_of(meeting: Meeting) -> str:
    return meeting.next_item.number if meeting.next_item else ""


def test_the_next_item_follows_the_one_in_hand() -> None:
    assert next_of(sitting().meeting) == "1"
    assert next_of(at_item("4").meeting) == "4.1"


def test_the_next_item_is_one_left_behind_when_the_end_is_reached() -> None:
    assert next_of(at_item("5").meeting) == "1"


def test_there_is_no_next_item_when_all_are_taken_or_put_off() -> None:
    sat = sitting()
    for number in ("1", "2", "3", "4", "4.1", "5"):
        sat.do("take_item", item=number)
    assert [item.number for item in sat.meeting.undone] == ["4.2"]
    sat.do("defer_item", item="4.2", to="September")
    assert sat.meeting.next_item is None
    assert sat.meeting.undone == ()


def test_the_sub_items_of_an_item_are_those_that_name_it() -> None:
    meeting = convened().meeting
    assert [item.number for item in meeting.children("4")] == ["4.1", "4.2"]
    assert meeting.children("5") == ()


def test_an_entry_is_found_by_id_with_its_item() -> None:
    sat = at_item("3")
    id = sat.do("record_note", text="Said.")
    item, entry = sat.meeting.find_entry(id) or (None, None)
    assert item == sat.item("3")
    assert entry == sat.meeting.entry(id)


def test_an_entry_that_is_not_on_the_record_is_refused() -> None:
    with pytest.raises(Refused, match="That entry is not on the record: it may have been undone"):
        at_item("3").meeting.entry("nowhere")


def test_what_does_not_exist_cannot_be_changed() -> None:
    sat = at_item("3")
    stamp = sat.recorded[-1].stamp
    assert sat.meeting.change_entry("nowhere", lambda entry: entry) is sat.meeting
    assert sat.meeting.reword("nowhere", "x", stamp) is sat.meeting
    assert sat.meeting.enter("99", stamp, sat.recorded[0].event) is sat.meeting  # type: ignore[arg-type]


def test_before_it_is_convened_a_meeting_is_nowhere() -> None:
    assert NOWHERE.items == ()
    assert NOWHERE.date.year == 1970
