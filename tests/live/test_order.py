"""Orders: on which side of an exclusion of the public their words were begun."""

from __future__ import annotations

import pytest

from server.live.order import Order
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
from tests.conftest import Story, at_item


def in_private() -> tuple[Story, str]:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    assert sat.meeting.private is not None
    return sat, sat.meeting.private.by


def given(meeting: Meeting, sat: Story, side: str | None, at: str = "", waited: float = 0) -> None:
    order = Order(Office.CLERK, "record_note", {}, "one", "", at, waited, side)
    order.actor_at(meeting, sat.now)


def test_what_was_begun_in_private_is_not_published_because_the_public_is_back() -> None:
    sat, side = in_private()
    given(sat.meeting, sat, side)
    sat.do("readmit_public")
    with pytest.raises(Refused, match="it would be published"):
        given(sat.meeting, sat, side)
    given(sat.meeting, sat, "")
    given(sat.meeting, sat, None)


def test_what_says_that_it_happened_in_private_is_taken_as_that() -> None:
    sat, side = in_private()
    sat.wait_until("18:45")
    sat.do("readmit_public")
    given(sat.meeting, sat, side, at="18:40")
    given(sat.meeting, sat, side, waited=180_000)


def test_what_was_begun_in_public_may_be_recorded_in_private() -> None:
    sat, _ = in_private()
    given(sat.meeting, sat, "")
