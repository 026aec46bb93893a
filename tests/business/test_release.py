"""Release: what the public is told of private business."""

from __future__ import annotations

import pytest

from tests.business.test_exclusion import resolved
from tests.conftest import Story, at_item

RELEASES = ("release_decision", "release_summary")


def done() -> Story:
    """Item 4 was decided in private, and the public is back."""
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("record_decision", text="Sell to Jones for £1.")
    sat.do("readmit_public")
    return sat


def test_a_decision_taken_in_private_is_told_when_it_is_released_and_in_those_words() -> None:
    sat = done()
    assert "Sell" not in repr(sat.outside)
    sat.do("release_decision", item="4", text="The Mill is sold.")
    assert sat.outside.item("4").record[-1].matter.words == "The Mill is sold."
    assert "Jones" not in repr(sat.outside)


def test_a_summary_is_given_after_the_close_too() -> None:
    sat = done()
    sat.do("close_meeting")
    sat.do("release_summary", item="4", text="A property matter was considered.")
    assert "A property matter" in repr(sat.outside.item("4").record)


@pytest.mark.parametrize("command", RELEASES)
def test_nothing_is_released_while_the_meeting_is_in_private(command: str) -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    assert "Have the public back first" in sat.refused(command, item="4", text="Sold.")


@pytest.mark.parametrize("command", RELEASES)
def test_a_release_needs_words_and_private_business(command: str) -> None:
    sat = done()
    assert "as the public is to read it" in sat.refused(command, item="4", text="")
    assert "not taken in private" in sat.refused(command, item="3", text="Sold.")
    then = sat.meeting.exclusions[0].since.strftime("%H:%M")
    assert "the meeting was in private" in sat.refused(command, item="4", text="Sold.", at=then)


def test_what_was_done_in_public_is_recorded_not_released() -> None:
    assert "not taken in private" in at_item("3").refused("release_decision", item="3", text="x")
