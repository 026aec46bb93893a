"""What concerns the whole meeting goes on record where the meeting was."""

from __future__ import annotations

from server.meeting.proceedings import item_meanwhile
from tests.conftest import at_item, convened, sitting


def test_it_stands_under_the_item_in_hand_at_that_time() -> None:
    sat = at_item("3")
    sat.wait_until("18:50")
    sat.do("take_item", item="4")
    assert item_meanwhile(sat.meeting, sat.now) == "4"
    assert item_meanwhile(sat.meeting, sat.time("18:40")) == "3"


def test_between_items_it_stands_under_the_last_that_was_in_hand() -> None:
    sat = at_item("3")
    sat.do("defer_item", item="3", to="September")
    assert item_meanwhile(sat.meeting, sat.now) == "3"


def test_before_any_item_it_stands_under_the_first() -> None:
    sat = sitting()
    assert item_meanwhile(sat.meeting, sat.now) == "1"
    assert item_meanwhile(convened(items=()).meeting, sat.now) == ""
