"""Urgent items: admitted by whoever presides, with the reason in the minutes."""

from __future__ import annotations

import pytest

from server.meeting.agenda import Purpose
from tests.conftest import CONVENED, Story, convened, sitting
from tests.minuted import minuted

FLOOD = {"title": "Flood at Mill Lane", "reason": "the river rose last night"}


def admitted() -> Story:
    sat = sitting()
    sat.do("admit_urgent_item", **FLOOD)
    return sat


def test_an_urgent_item_is_added_at_the_end_with_the_next_number() -> None:
    item = admitted().meeting.items[-1]
    assert (item.number, item.title, item.urgent) == ("6", FLOOD["title"], FLOOD["reason"])
    assert item.purpose is Purpose.DECISION


def test_the_reason_is_in_the_minutes_as_the_chair_s_opinion() -> None:
    assert minuted(admitted(), "6") == [
        "The Chair was of the opinion that this item should be considered as a matter of "
        "urgency because: the river rose last night."
    ]


def test_it_is_the_opinion_of_whoever_presides() -> None:
    sat = sitting("shah", "ruiz")
    sat.do("take_chair", person="shah")
    sat.do("admit_urgent_item", **FLOOD)
    assert minuted(sat, "6")[0].startswith("Cllr Bilal Shah, presiding, was of the opinion that")


def test_nothing_is_urgent_while_nobody_is_in_the_chair() -> None:
    assert (
        sitting("shah", "ruiz")
        .refused("admit_urgent_item", **FLOOD)
        .startswith(
            "Nobody is in the chair, and an item is urgent only in the opinion of whoever presides"
        )
    )


def test_the_chair_may_find_it_urgent_before_the_opening() -> None:
    sat = convened()
    sat.do("admit_urgent_item", **FLOOD)
    assert sat.item("6").urgent == FLOOD["reason"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "", "reason": "Rain"}, "Say what the item is about: it needs a title."),
        (
            {"title": "Flood", "reason": ""},
            "Say why it is urgent. An item that is not on the summons needs special "
            "circumstances, and the minutes must give them (LGA 1972 s.100B(4)).",
        ),
    ],
)
def test_an_urgent_item_needs_a_title_and_a_reason(given: dict[str, str], sentence: str) -> None:
    assert sitting().refused("admit_urgent_item", **given) == sentence


def test_no_item_is_admitted_while_the_meeting_stands_adjourned_or_after_it() -> None:
    sat = sitting()
    sat.do("adjourn_meeting", until="20:00", reason="Tea")
    assert "The meeting is adjourned" in sat.refused("admit_urgent_item", **FLOOD)
    sat.do("close_meeting")
    assert "The meeting was closed" in sat.refused("admit_urgent_item", **FLOOD)


def test_it_comes_last_in_an_order_that_was_changed() -> None:
    sat = sitting()
    sat.do("change_order", item="5", before="3")
    sat.do("admit_urgent_item", **FLOOD)
    assert [item.number for item in sat.meeting.running_order][-1] == "6"
    sat.do("change_order", item="6", before="5")
    assert [item.number for item in sat.meeting.running_order][1:4] == ["2", "6", "5"]


def test_a_sub_item_counts_by_its_whole_number() -> None:
    items = tuple(i for i in CONVENED.items if not i.number.startswith("5"))
    sat = sitting(items=items)
    sat.do("admit_urgent_item", **FLOOD)
    assert sat.meeting.items[-1].number == "5"


def test_a_corrected_reason_is_the_reason() -> None:
    sat = sitting()
    entry = sat.do("admit_urgent_item", **FLOOD)
    sat.do("correct_entry", entry=entry, text="the bank broke")
    assert sat.item("6").urgent == "the bank broke"


def test_an_admitted_item_is_withdrawn_and_not_struck_out() -> None:
    sat = sitting()
    entry = sat.do("admit_urgent_item", **FLOOD)
    assert sat.refused("strike_entry", entry=entry, reason="Not urgent") == (
        "An item that was admitted keeps its number: withdraw item 6."
    )
    sat.do("undo")
    assert sat.meeting.find_item("6") is None


def test_an_item_that_is_there_already_is_not_there_twice() -> None:
    sat = admitted()
    recorded = sat.recorded[-1]
    after = recorded.event.apply(sat.meeting, recorded.stamp)
    assert [item.number for item in after.items] == [item.number for item in sat.meeting.items]
