"""The standard decisions that are offered for the item in hand."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.profile import Outcome, StandardPhrase
from server.render.layout.phrases import offered
from tests.conftest import PROFILE, Story, at_item
from tests.debated import counted

NOTED = ("noted", "That the report be noted.")
GRANTED = ("resolved", "That permission be granted.")
RECOMMENDED = StandardPhrase(Outcome.RESOLVED, "{recommendation}")
RULES = replace(PROFILE, phrases=(RECOMMENDED, *PROFILE.phrases))


def at_the_item() -> Story:
    """Item 3 in hand, whose report recommends something."""
    return at_item("3", profile=RULES)


def test_the_recommendation_is_offered_with_the_standard_decisions() -> None:
    assert offered(at_the_item().meeting) == (GRANTED, NOTED)


def test_what_was_carried_by_a_motion_is_not_offered_again() -> None:
    sat = at_the_item()
    sat.do("move_recommendations", mover="shah", seconder="owen")
    assert GRANTED in offered(sat.meeting)
    assert offered(counted(sat, 3, 1).meeting) == (NOTED,)


def test_nor_what_was_recorded_as_decided_until_it_is_struck_out() -> None:
    sat = at_the_item()
    entry = sat.do("record_decision", text="that the report be noted")
    assert offered(sat.meeting) == (GRANTED,)
    sat.do("strike_entry", entry=entry, reason="It was not.")
    assert offered(sat.meeting) == (GRANTED, NOTED)


def test_a_vote_that_is_void_decided_nothing() -> None:
    sat = at_the_item()
    sat.do("move_recommendations", mover="shah", seconder="owen")
    counted(sat, 3, 1)
    sat.do("void_vote", reason="The count is in doubt.")
    assert GRANTED in offered(sat.meeting)


def test_nothing_is_offered_while_no_item_is_in_hand() -> None:
    sat = at_the_item()
    sat.do("close_meeting")
    assert offered(sat.meeting) == ()
