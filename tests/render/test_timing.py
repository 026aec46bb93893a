"""The time used by an item: what is over, and since when it runs."""

from __future__ import annotations

from server.render.timing import Used, used
from tests.conftest import Story, at_item, sitting


def time_used(story: Story, number: str) -> Used:
    return used(story.item(number), story.meeting.sitting)


def test_an_item_in_hand_runs_since_it_was_taken() -> None:
    story = at_item("3")
    assert time_used(story, "3") == (0, story.item("3").spans[0].since.isoformat())


def test_an_item_that_was_never_taken_has_used_no_time() -> None:
    assert time_used(sitting(), "3") == (0, "")


def test_an_item_that_was_left_stands_still() -> None:
    story = at_item("3")
    story.wait_until("18:41")
    story.do("take_item", item="5")
    assert time_used(story, "3") == (600, "")


def test_an_item_that_is_taken_again_adds_to_what_it_used() -> None:
    story = at_item("3")
    story.wait_until("18:41")
    story.do("take_item", item="5")
    story.wait_until("18:50")
    story.do("take_item", item="3")
    assert time_used(story, "3") == (600, story.time("18:50").isoformat())


def test_an_adjournment_does_not_count() -> None:
    story = at_item("3")
    story.wait_until("18:36")
    story.do("adjourn_meeting", until="7pm", reason="The sound failed.")
    assert time_used(story, "3") == (300, "")
    story.wait_until("19:00")
    story.do("resume_meeting")
    assert time_used(story, "3") == (300, story.time("19:00").isoformat())


def test_time_of_a_sub_item_is_time_of_the_item_above_it() -> None:
    story = at_item("4")
    story.wait_until("18:36")
    story.do("take_item", item="4.1")
    assert time_used(story, "4") == (0, story.time("18:31").isoformat())
    assert time_used(story, "4.1") == (0, story.time("18:36").isoformat())
