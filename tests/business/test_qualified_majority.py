"""The qualified majority: four fifths of those who vote, as Northern Ireland suspends its rules."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.meeting.profile import Majority, VotingRule
from server.meeting.record import Audience
from server.meeting.votes import Counts, Result, reckoned
from server.meeting.why import why_result
from server.render.panels import Artist
from tests.conftest import ENGLISH, PROFILE, Story
from tests.debated import counted, moved, the_vote
from tests.minuted import minuted

SUSPENDING = replace(
    PROFILE,
    motions=replace(
        PROFILE.motions,
        suspension_majority=Majority.FOUR_FIFTHS,
        suspension_source="Standing order 30",
    ),
)
NEEDED = "Four fifths of the votes cast for or against were needed."


def suspending() -> Story:
    """Under the motion, that standing order 12 be suspended."""
    sat = moved(profile=SUSPENDING)
    rule = "standing order 12"
    sat.do("move_procedural", what="suspend", rule=rule, mover="ruiz", seconder="amin")
    return sat


@example(4, 1, 0)
@example(5, 1, 0)
@example(7, 2, 3)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_it_is_eighty_per_cent_of_those_voting_rounded_up_to_a_whole_vote(
    in_favour: int, against: int, abstained: int
) -> None:
    result = reckoned(Majority.FOUR_FIFTHS, Counts(in_favour, against, abstained), 200)
    needed = -(-(in_favour + against) * 80 // 100)
    assert result is (Result.CARRIED if in_favour >= needed and in_favour else Result.LOST)


@pytest.mark.parametrize(
    ("figures", "suspended"),
    [((4, 0), "3"), ((3, 0, 1), "3"), ((3, 1), ""), ((2, 2), ""), ((0, 0, 4), "")],
)
def test_rules_are_suspended_by_that_majority_and_by_no_less(
    figures: tuple[int, ...], suspended: str
) -> None:
    assert counted(suspending(), *figures).meeting.suspended == suspended


def test_other_questions_of_the_same_body_are_carried_by_more_for_than_against() -> None:
    sat = counted(moved(profile=SUSPENDING), 3, 1)
    assert the_vote(sat).question.majority is Majority.SIMPLE
    assert the_vote(sat).result is Result.CARRIED


def test_rules_are_suspended_by_less_only_with_a_reason() -> None:
    sat = suspending()
    assert sat.refused("put_question", majority="simple") == (
        "The rules of Planning Committee ask for another majority (Standing order 30). If a rule "
        "or the law asks for this one, say which."
    )
    sat.do("put_question", majority="simple", override="standing order 31")
    assert the_vote(sat).question.majority is Majority.SIMPLE


def test_a_decision_that_was_called_in_takes_it_where_the_clerk_says_by_which_rule() -> None:
    because = "call-in under section 41(1)(b)"
    sat = counted(moved(), 3, 1, majority="four_fifths", override=because)
    assert the_vote(sat).result is Result.LOST


def test_the_minutes_and_the_reasons_tell_it() -> None:
    sat = counted(suspending(), 4, 0)
    assert any(NEEDED in told for told in minuted(sat, "3"))
    why = next(iter(why_result(sat.meeting, the_vote(sat))))
    assert ENGLISH.say(why.said) == "Four fifths of the votes cast for or against carry it."
    assert why.rule == "Standing order 30"


def test_a_body_can_ask_for_it_on_every_question() -> None:
    rules = replace(PROFILE, voting=VotingRule(majority=Majority.FOUR_FIFTHS))
    assert NEEDED in minuted(counted(moved(profile=rules), 4, 0), "3")[-1]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.CLERK])
def test_it_is_seen_while_the_vote_is_taken(audience: Audience) -> None:
    sat = suspending()
    sat.do("put_question")
    panels = Artist(audience, ENGLISH).draw(sat.sides).panels
    assert "four fifths of the votes needed" in next(p.html for p in panels if p.id == "vote")
