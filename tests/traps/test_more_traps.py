"""More traps worth a test: abstentions, arrears, items together, demands, faults, midnight."""

from __future__ import annotations

import pytest

from server.meeting.agenda import Standing
from tests.traps.told import told


def test_who_abstains_has_answered_and_who_casts_no_vote_has_not() -> None:
    story = told("no_vote_cast")
    assert story.answer("gap").startswith("No vote was cast by Cllr Farah Khan.")
    story.until("closed")
    assert story.totals == (2, 1, 1, 1)
    assert (story.vote.who(None), story.result) == (("khan",), "carried")


def test_names_are_minuted_after_every_vote_on_the_budget_amendments_included() -> None:
    story = told("budget_and_arrears")
    for door in ("by-hands", "by-voice", "amendment-by-hands"):
        assert "the names must be minuted" in story.answer(door)
        assert "SI 2014/165" in story.answer(door)
    story.until("put")
    assert "SI 2014/165" in story.vote.question.mandatory
    story.until("set")
    assert story.vote.who("for") == ("amin", "shah", "ruiz")  # type: ignore[arg-type]


def test_who_is_in_arrears_does_not_vote_on_the_budget_and_votes_on_all_else() -> None:
    story = told("budget_and_arrears").until("put")
    assert story.roll == ["amin", "shah", "ruiz", "khan"]
    assert story.why_not("owen") == "arrears: Local Government Finance Act 1992 s.106"
    assert "may speak but not vote on the budget" in story.answer("owen-votes")
    assert story.quorum_for("4").present == 5  # who may stay counts
    story.until("elsewhere")
    assert story.roll == ["amin", "shah", "owen", "ruiz", "khan"]


def test_an_interest_in_one_of_the_items_taken_together_binds_on_the_vote_on_all() -> None:
    story = told("taken_together").until("put")
    assert set(story.vote.question.about) == {"3", "5"}
    assert story.roll == ["amin", "shah", "ruiz", "khan"]
    story.until("carried")
    assert story.totals == (4, 0, 0, 0)
    assert "owen" in story.until("apart").roll


def test_a_named_vote_is_demanded_by_so_many_and_stays_named_when_one_of_them_goes() -> None:
    story = told("named_on_demand")
    assert "2 members must demand a named vote and 1 did (SO 18)" in story.answer("too-few")
    assert "2 members must demand a named vote and 1 did" in story.answer("by-one-twice")
    assert story.answer("named-by-hands") == "A named vote was demanded: it is taken by names."
    story.until("demanded")
    assert story.vote.question.named_by == ("ruiz", "owen")
    story.until("closed")
    assert story.totals == (3, 1, 0, 1)


def test_what_is_agreed_by_all_is_agreed_by_those_who_are_in_the_room_and_may_vote() -> None:
    story = told("without_dissent").until("agreed")
    assert story.roll == ["amin", "shah", "ruiz", "khan"]
    assert story.why_not("owen").startswith("out_for_interest: ")
    assert story.why_not("lloyd") == "no_vote: Local Government and Housing Act 1989 s.13"
    assert (story.vote.counts, story.vote.cast, story.result) == (None, {}, "carried")
    assert "out of the room because of an interest" in story.answer("owen-asks")
    assert story.answer("against").startswith("It was agreed without dissent.")


def test_some_have_no_vote_and_some_only_on_one_item_and_two_may_have_one_surname() -> None:
    story = told("who_has_a_vote").until("three")
    assert story.roll == ["amin", "shah", "owen", "ruiz", "khan"]
    assert story.why_not("imran-khan") == (
        "other_items: Local Government and Housing Act 1989 s.13"
    )
    assert "a co-opted member without a vote" in story.answer("lloyd-votes")
    assert "votes on other items only" in story.answer("imran-votes")
    assert "is not a member of Licensing Committee" in story.answer("hughes-votes")
    assert (story.quorum.present, story.quorum.membership) == (6, 7)
    story.until("both-khans")
    assert (story.vote.cast["khan"], story.vote.cast["imran-khan"]) == ("for", "against")
    assert story.totals == (5, 1, 0, 0)


def test_a_member_may_have_their_own_vote_minuted_right_after_the_vote() -> None:
    story = told("own_vote")
    assert story.answer("too-early").startswith("The vote has not been decided yet")
    story.until("own")
    assert story.vote.own == {"khan": "against"}
    assert story.vote.cast == {}
    assert "as many are minuted by name already" in story.answer("as-well")
    assert story.answer("contradicted").startswith("1 had it minuted that they voted against")
    assert story.answer("later").startswith("The meeting has moved on since this vote")
    assert story.totals == (4, 1, 0, 0)


def test_an_interest_in_an_item_that_was_withdrawn_binds_nowhere_else() -> None:
    story = told("withdrawn_after_declaration").until("withdrawn")
    assert story.meeting.item("3").standing is Standing.WITHDRAWN
    assert [i.person for i in story.meeting.interests.declared] == ["owen"]
    story.until("put")
    assert "owen" in story.roll
    assert [item.number for item in story.meeting.items] == [*"1234567"]


def test_who_lost_the_connection_after_voting_has_voted_and_is_not_here_till_heard_again() -> None:
    story = told("connection_lost")
    assert "only while they can hear and be heard" in story.answer("unheard")
    story.until("put")
    assert story.roll == ["amin", "shah", "owen", "ruiz"]
    story.until("stream")  # the webcast fails, and the meeting goes on
    assert (story.quorum.present, len(story.meeting.faults)) == (2, 3)
    assert "not here any more" in story.answer("ruiz-votes")
    story.until("closed")
    assert (story.totals, story.result) == ((2, 1, 0, 1), "carried")
    assert "4 members are needed and 2 count" in story.answer("short")
    story.until("ruiz-back")
    assert story.quorum.present == 3
    assert story.until("next").roll == ["amin", "shah", "owen", "ruiz"]


def test_a_meeting_past_its_limit_is_extended_and_goes_on_past_midnight() -> None:
    story = told("past_midnight")
    assert story.answer("after-the-limit").startswith("The sitting was to end by 8.30pm (SO 9)")
    story.until("extended")
    assert story.meeting.extended == 240
    assert story.answer("taken-effect").startswith("It has taken effect.")
    story.until("past-midnight")
    assert (story.totals, story.result) == ((3, 2, 0, 0), "carried")
    assert story.vote.closed_at is not None
    assert story.vote.put_at.day + 1 == story.vote.closed_at.day


def test_an_adjournment_that_is_carried_adjourns_and_the_numbers_stay() -> None:
    story = told("past_midnight").until("adjourned")
    assert story.meeting.sitting.phase.value == "adjourned"
    assert story.answer("while-adjourned").startswith("The meeting is adjourned.")
    story.until("next")
    assert story.meeting.in_hand is not None
    assert story.meeting.in_hand.number == "4"
    assert [item.number for item in story.meeting.items] == [*"1234567"]


def test_the_closure_ends_the_debate_and_next_business_ends_the_matter() -> None:
    story = told("closure_and_next_business")
    assert story.answer("out-of-turn").startswith("Now the motion that the question be now put")
    story.until("closure")
    assert [m.closed for m in story.motions] == [False, True, False]
    story.until("amendment-lost")
    assert story.reads(0) == ("That it be granted.", "moved")
    story.until("closed")
    assert story.motions[0].closed
    assert story.answer("no-more").endswith("no more amendments.")
    assert "only with the consent" in story.answer("without-consent")
    story.until("next-business")
    assert [m.standing.value for m in story.motions] == [
        "fallen",
        "lost",
        "carried",
        "carried",
        "carried",
    ]
    story.to_the_end()


@pytest.mark.parametrize("script", ["no_vote_cast", "connection_lost", "late_arrival"])
def test_every_vote_adds_up_to_its_roll(script: str) -> None:
    for vote in told(script).to_the_end().meeting.votes.taken:
        assert vote.totals.cast + vote.uncast == len(vote.roll)
        assert vote.uncast >= 0
