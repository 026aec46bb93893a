"""A member who is outside because of their own interest is told that, and nothing of what goes on
inside."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.agenda import Access
from server.render.own.outside import KeptOut, kept_out
from tests.conftest import CONVENED, Story, sitting

CLOSED = tuple(
    replace(item, access=Access.CONFIDENTIAL) if item.number in ("4", "5") else item
    for item in CONVENED.items
)


def told(story: Story, person: str) -> list[tuple[str, str, bool]]:
    """The items of which somebody outside is told, whether as left and whether as done."""
    found = kept_out(story.sides, person)
    return [(each.number, "left" if each.left else "", each.done) for each in found]


def excluded(items: str = "5") -> Story:
    """Owen has declared an interest in item 5, and the public is excluded."""
    story = sitting(items=CLOSED)
    story.do("declare_interest", person="owen", kind="pecuniary", item="5", nature="My land.")
    story.do("exclude_public", ground="confidential", items=items)
    return story


def test_whoever_must_leave_is_told_their_own_item_by_its_public_title_and_when_they_left() -> None:
    story = excluded()
    story.do("take_item", item="5")
    assert told(story, "owen") == [("5", "", False)]
    left = story.do("leave_for_interest", person="owen", item="5")
    assert left
    (notice,) = kept_out(story.sides, "owen")
    item = story.sides.outside.item("5")
    at = story.meeting.interests.declared[0].left_at
    assert notice == KeptOut("5", item.title, at, done=False)
    assert "My land." not in str(notice)


def test_others_who_are_outside_are_told_of_no_interest() -> None:
    story = excluded()
    story.do("take_item", item="5")
    story.do("record_departure", person="ruiz")
    story.do("declare_interest", person="ruiz", kind="pecuniary", item="5")
    assert told(story, "ruiz") == []
    assert told(story, "shah") == []
    assert told(story, "") == []


def test_what_is_done_inside_changes_nothing_of_what_they_are_told() -> None:
    story = excluded("4,5")
    before = told(story, "owen")
    assert before == [("5", "", False)]
    story.do("take_item", item="4")
    assert told(story, "owen") == before
    story.do("declare_interest", person="shah", kind="pecuniary", item="5")
    story.do("take_item", item="5")
    assert told(story, "owen") == before
    story.do("leave_for_interest", person="owen", item="5")
    out = kept_out(story.sides, "owen")
    story.do("move_motion", text="That two million be offered.", mover="amin", seconder="ruiz")
    story.do("put_question", way="hands")
    story.do("record_counts", in_favour=2, against=0, abstained=0)
    story.do("close_vote", gap=True)
    story.do("take_item", item="4")
    assert kept_out(story.sides, "owen") == out


def test_an_interest_in_a_public_item_that_everybody_knows_is_done_keeps_nobody_out() -> None:
    story = sitting(items=CLOSED)
    story.do("declare_interest", person="owen", kind="pecuniary", item="3")
    story.do("take_item", item="3")
    story.do("leave_for_interest", person="owen", item="3")
    story.do("exclude_public", ground="confidential", items="5")
    story.do("take_item", item="5")
    assert told(story, "owen") == [("3", "left", True)]


def test_who_left_early_for_an_item_to_come_is_not_told_that_it_is_done() -> None:
    story = sitting(items=CLOSED)
    story.do("declare_interest", person="owen", kind="pecuniary", item="3")
    story.do("leave_for_interest", person="owen", item="3")
    story.do("exclude_public", ground="confidential", items="5")
    assert told(story, "owen") == [("3", "left", False)]
