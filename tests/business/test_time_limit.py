"""The time limit: the meeting agrees to sit on, and nothing new is taken after the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from server.business.time_limit import SittingExtended
from server.meeting.limit import ends_by
from server.meeting.profile import LimitRule
from tests.conftest import PROFILE, Story, at_item, convened
from tests.minuted import minuted

RULE = LimitRule(minutes=180, source="Standing Order 40")
LIMITED = replace(PROFILE, limit=RULE)


def late(profile: object = LIMITED) -> Story:
    """Item 3 in hand at 21:29, a minute before the limit."""
    sat = at_item("3", profile=profile)
    sat.wait_until("21:29")
    return sat


def test_the_meeting_agrees_to_extend_its_sitting() -> None:
    sat = late()
    sat.do("extend_sitting", minutes=30)
    assert ends_by(sat.meeting) == sat.time("22:00")
    assert minuted(sat, "3") == [
        "At 9.29pm the meeting agreed to extend the sitting by 30 minutes (Standing Order 40)."
    ]


def test_the_minutes_say_no_rule_where_none_is_named() -> None:
    sat = late(replace(PROFILE, limit=replace(RULE, source="")))
    sat.do("extend_sitting", minutes=1, text="The vote was unanimous")
    assert minuted(sat, "3") == [
        "At 9.29pm the meeting agreed to extend the sitting by 1 minute. The vote was unanimous."
    ]


def test_a_sitting_without_a_limit_is_not_extended() -> None:
    assert at_item("3").refused("extend_sitting", minutes=30) == (
        "The rules of Planning Committee set no time limit, so there is nothing to extend."
    )


@pytest.mark.parametrize("minutes", [0, -30])
def test_an_extension_is_of_at_least_a_minute(minutes: int) -> None:
    assert late().refused("extend_sitting", minutes=minutes) == (
        "Say by how many minutes the sitting is extended: at least one."
    )


def test_a_sitting_is_extended_by_a_day_at_most() -> None:
    sat = late()
    sat.do("extend_sitting", minutes=1440)
    assert sat.refused("extend_sitting", minutes=1) == (
        "A sitting is extended by a day at most: it has 1440 minutes more already."
    )


def test_it_is_extended_while_it_sits() -> None:
    assert convened(profile=LIMITED).refused("extend_sitting", minutes=30) == (
        "The meeting has not been opened. Open it first."
    )


def test_an_extension_struck_out_is_none() -> None:
    sat = late()
    entry = sat.do("extend_sitting", minutes=30)
    sat.do("strike_entry", entry=entry, reason="Misheard")
    assert ends_by(sat.meeting) == sat.time("21:30")


def test_an_extension_of_an_earlier_sitting_struck_out_takes_nothing_from_this() -> None:
    sat = late()
    earlier = sat.do("extend_sitting", minutes=30)
    sat.do("adjourn_meeting", until="tomorrow", reason="The hour")
    sat.now += timedelta(days=1)
    sat.do("resume_meeting")
    sat.do("extend_sitting", minutes=20)
    sat.do("strike_entry", entry=earlier, reason="Misheard")
    assert sat.meeting.extended == 20


@pytest.mark.parametrize(
    ("command", "given"),
    [("take_item", {"item": "5"}), ("take_next", {}), ("take_together", {"items": "4, 5"})],
)
def test_nothing_new_is_taken_after_the_limit_without_a_reason(
    command: str, given: dict[str, str]
) -> None:
    sat = late()
    sat.wait_until("21:30")
    assert sat.refused(command, **given) == (
        "The sitting was to end by 9.30pm (Standing Order 40). Have it extended by vote, or "
        "adjourn the meeting."
    )
    sat.do(command, **given, override="A fee is due tonight")
    assert sat.meeting.in_hand in (sat.item("4"), sat.item("5"))
    assert "for this reason: A fee is due tonight" in minuted(sat, sat.meeting.in_hand.number)[0]


def test_what_was_taken_late_is_minuted_under_it() -> None:
    sat = late()
    sat.wait_until("21:30")
    sat.do("take_item", item="5", override="A fee is due tonight")
    assert minuted(sat, "5") == [
        "The item was taken after the time limit of the sitting. In spite of the rule “A sitting "
        "ends at its time limit”, for this reason: A fee is due tonight."
    ]


def test_an_item_is_taken_within_the_limit_and_its_extension() -> None:
    sat = late()
    sat.do("take_item", item="4")
    sat.do("extend_sitting", minutes=30)
    sat.wait_until("21:59")
    sat.do("take_item", item="5")
    assert sat.matters("5") == []


def test_an_item_taken_before_the_limit_and_recorded_after_it_was_in_time() -> None:
    sat = late()
    sat.wait_until("21:35")
    sat.do("take_item", item="5", at="21:29")
    assert sat.meeting.in_hand == sat.item("5")


def test_the_limit_without_a_rule_that_is_named() -> None:
    sat = late(replace(PROFILE, limit=replace(RULE, source="")))
    sat.wait_until("21:40")
    assert "was to end by 9.30pm (its time limit)" in sat.refused("take_item", item="5")


def test_an_extension_without_an_item_still_extends() -> None:
    sat = late()
    after = SittingExtended("99", 30).apply(sat.meeting, sat.recorded[-1].stamp)
    assert after.extended == 30
