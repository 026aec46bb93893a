"""The question: put by whoever presides, its roll frozen, opened again, and the vote void."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from server.meeting.profile import Majority, MotionRule, VotingRule
from server.meeting.votes import Way
from tests.conftest import CONVENED, PROFILE, Story, at_item
from tests.debated import GRANT, amended, counted, moved, named, the_motion, the_vote
from tests.minuted import minuted

BUDGET = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
BUDGET_RULES = VotingRule(budget_named=True, budget_source="SI 2014/165")


def ruled(**rules: object) -> dict[str, object]:
    """Changes to the meeting by which it votes by these rules."""
    return {"profile": replace(PROFILE, voting=VotingRule(**rules))}  # type: ignore[arg-type]


# Putting


def test_the_motion_is_put_as_it_reads_with_the_roll_of_those_who_may_vote() -> None:
    sat = moved()
    sat.do("put_question")
    put = the_vote(sat).question
    assert (put.text, put.motion, put.way) == (GRANT, the_motion(sat).id, Way.HANDS)
    assert put.roll == ("amin", "shah", "owen", "ruiz")
    assert [excluded.person for excluded in put.excluded] == ["lloyd"]
    assert (put.presiding, put.present, put.needed, put.membership) == ("amin", 4, 2, 4)


def test_a_question_may_be_put_without_a_motion() -> None:
    sat = at_item("3")
    sat.do("put_question", text="Whether to visit the site.", way="paper")
    assert (the_vote(sat).question.text, the_vote(sat).way) == (
        "Whether to visit the site.",
        Way.PAPER,
    )


def test_without_motion_and_words_there_is_nothing_to_put() -> None:
    assert at_item("3").refused("put_question") == (
        "No motion is before the meeting: one must be moved first."
    )


def test_another_question_is_not_put_past_the_motion() -> None:
    assert moved().refused("put_question", text="Something else.") == (
        "Now the motion is before the meeting: put it as it reads, or have it withdrawn."
    )


def test_a_motion_is_not_put_past_its_amendment() -> None:
    sat = amended()
    assert sat.refused("put_question", motion=the_motion(sat).id) == (
        "First the amendment must be decided, or withdrawn."
    )


def test_one_vote_is_open_at_a_time() -> None:
    sat = moved()
    sat.do("put_question")
    assert sat.refused("put_question") == (
        "A vote is open on item 3, since 6.33pm. Close it first, or make it void and say why."
    )


def test_what_was_decided_is_not_put_again() -> None:
    sat = counted(moved(), 3, 1)
    assert sat.refused("put_question", motion=the_motion(sat).id) == (
        "It is not before the meeting any more: the motion was carried."
    )


def test_a_question_is_put_under_an_item_in_hand() -> None:
    sat = at_item("3")
    assert sat.refused("put_question", text="x", item="4") == (
        "Item 4 is not in hand. Take it first, then put the question."
    )
    sat = moved()
    motion = the_motion(sat).id
    sat.do("take_item", item="5", override="the speaker is late")
    assert sat.refused("put_question", motion=motion) == (
        "Item 3 is not in hand. Take it first, then put the question."
    )


def test_a_question_is_not_put_before_its_motion_was_moved() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen")
    assert sat.refused("put_question", at="18:35") == (
        "It was moved at 6.40pm: state a time after that."
    )
    sat.do("put_question", at="18:40")


def test_a_motion_needs_a_seconder_unless_the_rules_want_none() -> None:
    rules = replace(PROFILE, motions=MotionRule(source="SO 14"))
    assert moved(seconder="", profile=rules).refused("put_question") == (
        "Without a seconder the motion is not put (SO 14)."
    )
    free = replace(PROFILE, motions=MotionRule(seconder=False))
    moved(seconder="", profile=free).do("put_question")


def test_a_rule_is_overridden_with_a_reason_that_is_minuted() -> None:
    sat = moved(seconder="")
    counted(sat, 3, 1, override="nobody else wished to speak")
    assert minuted(sat, "3")[-1] == (
        f"{GRANT} Moved by Cllr Bilal Shah. The motion was carried: 3 for, 1 against. In spite of "
        "the rule “A motion is seconded before it is put”, for this reason: nobody else wished "
        "to speak."
    )


def test_a_question_needs_somebody_in_the_chair() -> None:
    sat = moved("shah", "owen", "ruiz")
    assert sat.refused("put_question") == (
        "Nobody is in the chair, and a question is put by whoever presides (LGA 1972 Sch 12 para "
        "5). Record first who takes the chair."
    )
    sat.do("take_chair", person="shah")
    sat.do("put_question")


def test_whoever_presides_is_not_barred_from_it() -> None:
    sat = moved()
    sat.do("declare_interest", person="amin", kind="registrable", item="3")
    assert sat.refused("put_question") == (
        "Cllr Ann Amin cannot preside: they declared an interest (Other registrable interest), "
        "and the code of conduct bars them."
    )


def test_nothing_is_put_without_a_quorum() -> None:
    sat = at_item("3", "amin", "owen", profile=replace(PROFILE, motions=MotionRule(seconder=False)))
    sat.do("move_motion", text=GRANT, mover="amin")
    sat.do("record_departure", person="owen")
    assert sat.refused("put_question") == (
        "For this item 2 members are needed and 1 count: what is decided without a quorum has no "
        "force (SO 7). Adjourn until there is one."
    )


def test_an_inquorate_vote_is_marked_in_the_minutes() -> None:
    sat = at_item("3", "amin", "owen", profile=replace(PROFILE, motions=MotionRule(seconder=False)))
    sat.do("move_motion", text=GRANT, mover="amin")
    sat.do("record_departure", person="owen")
    counted(sat, 1, 0, override="the lease ends today")
    assert minuted(sat, "3")[-1] == (
        f"{GRANT} Moved by Cllr Ann Amin. The motion was carried: 1 for, 0 against. Recorded as "
        "inquorate: 1 member counted to the quorum; 2 are needed. In spite of the rule “No "
        "business without a quorum”, for this reason: the lease ends today."
    )


# Ways and majorities


def test_to_agree_without_dissent_is_another_step() -> None:
    assert moved().refused("put_question", way="affirmation") == (
        "To agree without dissent is one step: record it as that."
    )


@pytest.mark.parametrize("way", ["hands", "paper"])
def test_on_the_budget_no_vote_but_a_named_one_is_taken(way: str) -> None:
    sat = moved(item="4", items=BUDGET, profile=replace(PROFILE, voting=BUDGET_RULES))
    assert sat.refused("put_question", way=way) == (
        "This is budget business: after every vote on it, amendments included, the names must be "
        "minuted (SI 2014/165). Take a named vote."
    )
    sat.do("put_question", way="named")


def test_the_law_on_budget_votes_is_not_overridden_and_binds_on_amendments_and_sub_items() -> None:
    sat = moved(item="4.1", items=BUDGET, profile=replace(PROFILE, voting=BUDGET_RULES))
    sat.do("move_amendment", text="That fees rise.", mover="ruiz", seconder="amin")
    assert "This is budget business" in sat.refused("put_question", override="we are in a hurry")
    named(sat, ("for", "for", "against", "for"))
    assert "A named vote was mandatory (SI 2014/165)." in minuted(sat, "4.1")[-1]


def test_elsewhere_no_named_vote_is_mandatory() -> None:
    sat = moved(items=BUDGET, profile=replace(PROFILE, voting=BUDGET_RULES))
    sat.do("put_question")
    assert the_vote(sat).question.mandatory == ""


def test_enough_members_demand_a_named_vote() -> None:
    rules = ruled(named_on_demand=2, named_source="SO 16")
    sat = moved(**rules)
    assert sat.refused("put_question", way="named", named_by="ruiz") == (
        "2 members must demand a named vote and 1 did (SO 16). Without their names it is taken as "
        "directed by whoever presides."
    )
    named(sat, ("for",) * 4, named_by="ruiz, owen")
    assert (
        "A named vote was demanded by Cllr Diego Ruiz and Cllr Carys Owen."
        in (minuted(sat, "3")[-1])
    )


def test_one_member_named_twice_is_one_member() -> None:
    sat = moved(**ruled(named_on_demand=2, named_source="SO 16"))
    assert "and 1 did" in sat.refused("put_question", way="named", named_by="ruiz,ruiz")


def test_a_named_vote_is_demanded_by_those_who_may_vote() -> None:
    sat = moved()
    sat.do("record_departure", person="ruiz")
    assert sat.refused("put_question", way="named", named_by="ruiz") == (
        "Cllr Diego Ruiz may not vote on this, so cannot demand a named vote on it."
    )


def test_a_named_vote_that_was_demanded_is_taken_by_names() -> None:
    assert moved().refused("put_question", way="hands", named_by="ruiz") == (
        "A named vote was demanded: it is taken by names."
    )


def test_the_majority_is_the_bodys_unless_another_is_said() -> None:
    sat = moved(**ruled(majority=Majority.WHOLE))
    sat.do("put_question")
    assert the_vote(sat).question.majority is Majority.WHOLE
    sat = moved(**ruled(majority=Majority.WHOLE, majority_source="SO 17"))
    assert sat.refused("put_question", majority="two_thirds") == (
        "The rules of Planning Committee ask for another majority (SO 17). If a rule or the law "
        "asks for this one, say which."
    )
    sat.do("put_question", majority="two_thirds", override="the charter of the trust")
    assert the_vote(sat).question.majority is Majority.TWO_THIRDS


# The roll opened again


def late(sat: Story) -> Story:
    """The question was put, and then Ruiz came in."""
    sat.do("put_question")
    sat.do("record_arrival", person="ruiz")
    return sat


def test_who_comes_in_later_is_on_the_roll_once_it_is_opened_again() -> None:
    sat = late(moved("amin", "shah", "owen"))
    assert "ruiz" not in the_vote(sat).roll
    sat.do("reopen_roll", person="ruiz", reason="the lift was stuck")
    assert the_vote(sat).roll == ("amin", "shah", "owen", "ruiz")
    assert all(excluded.person != "ruiz" for excluded in the_vote(sat).excluded)
    assert minuted(sat, "3")[-1] == (
        "Before the vote was closed, the roll was opened again and Cllr Diego Ruiz was put on it. "
        "Reason: the lift was stuck."
    )


def test_the_roll_is_opened_for_a_reason_and_once_for_each() -> None:
    sat = late(moved("amin", "shah", "owen"))
    assert sat.refused("reopen_roll", person="ruiz", reason="") == (
        "Say why the roll is opened again: the minutes give the reason."
    )
    assert sat.refused("reopen_roll", person="owen", reason="x") == (
        "Cllr Carys Owen is on the roll already."
    )


def test_the_roll_is_not_opened_for_who_may_not_vote() -> None:
    sat = moved("amin", "shah", "owen")
    sat.do("put_question")
    assert sat.refused("reopen_roll", person="ruiz", reason="x") == (
        "Cllr Diego Ruiz is not on the roll of this vote: not present."
    )


def test_the_roll_is_not_opened_before_the_question_was_put() -> None:
    sat = late(moved("amin", "shah", "owen"))
    assert sat.refused("reopen_roll", person="ruiz", reason="x", at="18:32") == (
        "The question was put at 6.33pm: state a time after that."
    )


def test_the_roll_of_a_closed_vote_is_not_opened() -> None:
    sat = counted(moved("amin", "shah", "owen"), 2, 1)
    sat.do("record_arrival", person="ruiz")
    vote = the_vote(sat).id
    assert sat.refused("reopen_roll", person="ruiz", reason="x", vote=vote) == (
        "The vote was closed at 6.35pm."
    )
    assert sat.refused("reopen_roll", person="ruiz", reason="x") == (
        "No vote is open. Put the question first."
    )


# Void


def test_an_open_vote_is_made_void_and_the_question_can_be_put_again() -> None:
    sat = moved()
    sat.do("put_question")
    sat.do("void_vote", reason="the fire bell rang")
    assert the_vote(sat).void == "the fire bell rang"
    assert minuted(sat, "3")[-1] == (
        "The question was put to the vote, and the vote was made void. Reason: the fire bell rang."
    )
    sat.do("put_question")


def test_a_decided_vote_that_is_void_decided_nothing() -> None:
    sat = counted(moved(), 3, 1)
    assert the_motion(sat).standing is MotionStanding.CARRIED
    sat.do("void_vote", reason="a guest raised a hand")
    assert the_motion(sat).open
    assert the_vote(sat).counts is not None
    assert [sentence for sentence in minuted(sat, "3") if sentence][1:] == [
        "The motion was put to the vote (3 for, 1 against), and the vote was made void. Reason: "
        "a guest raised a hand."
    ]


def test_a_void_vote_concludes_nothing() -> None:
    sat = counted(moved(), 3, 1)
    assert [matter.concludes for matter in sat.matters("3")] == [False, False, True]
    sat.do("void_vote", reason="a guest raised a hand")
    assert not any(matter.concludes for matter in sat.matters("3"))


def test_a_void_amendment_leaves_the_motion_as_it_was() -> None:
    sat = counted(amended(), 3, 1)
    sat.do("void_vote", reason="miscounted")
    assert the_motion(sat).text == GRANT
    assert the_motion(sat).earlier == ()


def test_a_vote_is_void_for_a_reason_and_once() -> None:
    sat = moved()
    assert sat.refused("void_vote", reason="x") == "No vote is open. Put the question first."
    sat.do("put_question")
    assert sat.refused("void_vote", reason="") == (
        "Say why the vote is void: the minutes give the reason."
    )
    sat.do("void_vote", reason="x")
    assert sat.refused("void_vote", reason="x") == "That vote is void already."


def test_a_vote_is_not_made_void_after_the_meeting_moved_on() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("take_item", item="5")
    assert sat.refused("void_vote", reason="x") == (
        "The meeting has moved on since this vote of 6.33pm: its result stands. A slip in the "
        "record can be corrected with a reason; the decision itself cannot be reopened at this "
        "meeting."
    )


def test_what_has_taken_effect_is_ended_by_the_contrary() -> None:
    sat = moved()
    sat.do("move_procedural", what="suspend", rule="SO 12", mover="ruiz", seconder="owen")
    counted(sat, 3, 1)
    assert sat.refused("void_vote", reason="x") == (
        "It has taken effect. To end it, move and put the contrary."
    )


def test_what_was_lost_took_no_effect_and_may_be_made_void() -> None:
    sat = moved()
    sat.do("move_procedural", what="suspend", rule="SO 12", mover="ruiz", seconder="owen")
    counted(sat, 1, 3)
    sat.do("void_vote", reason="miscounted")
    assert sat.meeting.motions.moved[-1].open


def test_what_was_decided_in_private_is_not_taken_again_once_the_public_is_back() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    vote = the_vote(counted(sat, 3, 1, text="That it be sold."))
    sat.do("readmit_public")
    outside = sat.outside
    told = "The meeting has moved on since this vote"
    assert told in sat.refused("void_vote", vote=vote.id, reason="bell")
    assert told in sat.refused(
        "recount_vote", vote=vote.id, in_favour=2, against=2, reason="disputed"
    )
    assert sat.outside is outside
