"""Demands for a named vote: by whom, until when, and what follows when there are enough."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.profile import VotingRule
from server.meeting.record import Audience
from server.meeting.votes import Way
from tests.conftest import PROFILE, VOTERS, Story
from tests.debated import CONDITIONS, counted, moved, the_motion, the_vote
from tests.minuted import minuted
from tests.render.test_business_panels import read

ALREADY = "Cllr Carys Owen has demanded a named vote on the motion already."


def needing(number: int, **changes: object) -> Story:
    """A motion before the meeting, of a body in which so many members can demand a named vote."""
    voting = VotingRule(named_on_demand=number, named_source="SO 18", budget_named=True)
    return moved(profile=replace(PROFILE, voting=voting), **changes)


def test_members_demand_it_for_themselves_and_the_clerk_for_anybody() -> None:
    sat = needing(3)
    sat.do("demand_named_vote", by="owen")
    sat.do("demand_named_vote", person="ruiz")
    assert the_motion(sat).demanded == ("owen", "ruiz")
    assert sat.refused("demand_named_vote", by="owen") == ALREADY
    assert sat.refused("demand_named_vote", by="owen", person="shah") == (
        "From your own device you act for yourself alone: tell the clerk."
    )
    assert sat.refused("demand_named_vote") == "Say who is meant."


def test_a_demand_is_withdrawn_by_whoever_made_it() -> None:
    sat = needing(2)
    assert sat.refused("withdraw_demand", by="owen") == (
        "Cllr Carys Owen has not demanded a named vote on the motion."
    )
    sat.do("demand_named_vote", by="owen")
    sat.do("demand_named_vote", by="ruiz")
    sat.do("withdraw_demand", by="owen")
    assert the_motion(sat).demanded == ("ruiz",)
    sat.do("put_question", way="hands")


def test_where_the_rules_know_no_such_right_there_is_none() -> None:
    assert moved().refused("demand_named_vote", by="owen") == (
        "The rules of Planning Committee give members no right to demand a named vote. Ask whoever "
        "presides to have it taken by names."
    )


def test_without_a_motion_there_is_nothing_to_demand_it_on() -> None:
    sat = needing(2)
    sat.do("withdraw_motion", consent=True)
    assert "No motion is before the meeting" in sat.refused("demand_named_vote", by="owen")
    assert sat.refused("demand_named_vote", by="owen", motion=the_motion(sat).id) == (
        "It is not before the meeting any more: the motion was withdrawn."
    )


def test_who_may_not_vote_on_the_motion_demands_no_named_vote_on_it() -> None:
    sat = needing(2)
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    assert (
        "Cllr Diego Ruiz may not vote on this, so cannot demand a named vote on it: declared"
        in (sat.refused("demand_named_vote", by="ruiz"))
    )
    sat.do("record_departure", person="owen")
    assert "left at" in sat.refused("demand_named_vote", by="owen")
    sat.do("record_present", person="lloyd")
    assert "a co-opted member without a vote" in sat.refused("demand_named_vote", by="lloyd")


def test_once_the_question_is_put_it_is_too_late() -> None:
    sat = needing(1)
    sat.do("put_question", way="hands")
    told = "The question was put at 6.33pm: a named vote is demanded before that."
    assert sat.refused("demand_named_vote", by="owen") == told
    assert sat.refused("withdraw_demand", by="owen", motion=the_motion(sat).id) == told


def test_when_enough_demand_it_the_vote_is_taken_by_names_and_the_minutes_tell_by_whom() -> None:
    sat = needing(2)
    sat.do("demand_named_vote", by="owen")
    sat.do("demand_named_vote", by="ruiz")
    named = "Cllr Carys Owen, Cllr Diego Ruiz"
    told = (
        f"A named vote was demanded by {named}, and 2 members can demand one (SO 18). Take a named "
        "vote."
    )
    assert sat.refused("put_question", way="hands") == told
    assert sat.refused("put_question", way="paper") == told
    assert sat.refused("agree_without_dissent") == told
    sat.do("put_question", way="named")
    assert the_vote(sat).question.named_by == ("owen", "ruiz")
    for person in VOTERS:
        sat.do("cast_vote", person=person, choice="for")
    sat.do("close_vote")
    by = "A named vote was demanded by Cllr Carys Owen and Cllr Diego Ruiz."
    assert by in minuted(sat, "3")[-1]


def test_too_few_demands_leave_it_to_whoever_presides() -> None:
    sat = needing(3)
    sat.do("demand_named_vote", by="owen")
    sat.do("put_question", way="named")
    assert the_vote(sat).question.named_by == ()


def test_whom_the_clerk_names_when_it_is_put_is_added_to_those_who_demanded_it() -> None:
    sat = needing(3)
    sat.do("demand_named_vote", by="owen")
    assert "3 members must demand a named vote and 2 did (SO 18)" in sat.refused(
        "put_question", way="named", named_by="ruiz"
    )
    sat.do("put_question", way="named", named_by="ruiz, shah")
    assert the_vote(sat).question.named_by == ("ruiz", "shah", "owen")


def test_the_demand_of_one_who_may_not_vote_by_then_is_left_out() -> None:
    sat = needing(2)
    sat.do("demand_named_vote", by="owen")
    sat.do("demand_named_vote", by="ruiz")
    sat.do("record_departure", person="owen")
    sat.do("put_question", way="hands")
    assert the_vote(sat).way is Way.HANDS


def test_a_void_vote_is_taken_by_names_again() -> None:
    sat = needing(1)
    sat.do("demand_named_vote", by="owen")
    sat.do("put_question", way="named")
    sat.do("void_vote", reason="Misheard.")
    assert "Take a named vote." in sat.refused("put_question", way="hands")


def test_each_motion_has_its_own_demands() -> None:
    sat = needing(1)
    sat.do("move_amendment", text="That it be refused.", mover="ruiz", seconder="amin")
    sat.do("demand_named_vote", by="owen", motion=the_motion(sat).id)
    sat.do("put_question", way="hands")
    sat.do("record_counts", in_favour=1, against=3)
    sat.do("close_vote")
    assert "Take a named vote." in sat.refused("put_question", way="hands")


def test_a_motion_that_is_altered_keeps_its_demands() -> None:
    sat = needing(1)
    sat.do("demand_named_vote", by="owen")
    sat.do("alter_motion", text="That it be granted in part.", consent=True)
    assert the_motion(sat).demanded == ("owen",)


# In private


def in_private(sat: Story) -> Story:
    sat.do("exclude_public", ground="own_rules")
    return sat


def test_what_was_moved_in_public_has_no_demands_in_private() -> None:
    sat = in_private(needing(1))
    assert "That was recorded in public, and the meeting is in private" in sat.refused(
        "demand_named_vote", by="owen", motion=the_motion(sat).id
    )


def test_demands_on_what_is_moved_in_private_are_not_heard_outside() -> None:
    sat = needing(1)
    sat.do("withdraw_motion", consent=True)
    in_private(sat)
    outside = sat.outside
    id = sat.do("move_motion", text="That it be sold.", mover="shah", seconder="owen")
    sat.do("demand_named_vote", by="owen", motion=id)
    assert sat.meeting.motion(id).demanded == ("owen",)
    assert sat.outside is outside


def test_a_demand_outlives_the_vote_on_an_amendment_that_is_made_void_or_counted_again() -> None:
    sat = needing(1, seconder="amin")
    main = the_motion(sat).id
    sat.do("move_amendment", text=CONDITIONS, mover="ruiz", seconder="amin")
    sat.do("demand_named_vote", by="ruiz", motion=main)
    counted(sat, 1, 3)
    sat.do("withdraw_demand", by="ruiz", motion=main)
    sat.do("demand_named_vote", by="owen", motion=main)
    sat.do("recount_vote", in_favour=1, against=2, reason="It was disputed.")
    assert the_motion(sat).demanded == ("owen",)
    sat.do("void_vote", reason="The door was locked.")
    assert the_motion(sat).demanded == ("owen",)


# How it is seen


@pytest.mark.parametrize("audience", list(Audience))
def test_everybody_reads_how_many_have_demanded_it(audience: Audience) -> None:
    sat = needing(3)
    assert "named vote:" not in read(sat, "motion", audience)
    sat.do("demand_named_vote", by="owen")
    told = "1 of 3 needed has demanded a named vote: Cllr Carys Owen."
    assert told in read(sat, "motion", audience)
    sat.do("demand_named_vote", by="ruiz")
    told = "2 of 3 needed have demanded a named vote: Cllr Carys Owen and Cllr Diego Ruiz."
    assert told in read(sat, "motion", audience)
    sat.do("record_departure", person="owen")
    assert "1 of 3 needed has" in read(sat, "motion", audience)


def test_only_where_it_can_be_demanded_the_clerk_has_a_way_to_enter_it() -> None:
    assert "Named vote demanded" in read(needing(3), "motion", Audience.CLERK)
    assert "Named vote demanded" not in read(moved(), "motion", Audience.CLERK)
    assert "Named vote demanded" not in read(needing(3), "motion", Audience.CHAIR)
