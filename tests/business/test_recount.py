"""Counted again before the meeting moves on; afterwards a slip is put right, the result stays."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from server.meeting.profile import LimitRule
from server.meeting.sitting import Phase
from server.meeting.votes import Choice, Counts, Result
from tests.conftest import PROFILE, Story
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, named, the_motion, the_vote
from tests.minuted import minuted

MOVED_ON = (
    "The meeting has moved on since this vote of 6.33pm: its result stands. A slip in the record "
    "can be corrected with a reason; the decision itself cannot be reopened at this meeting."
)


def recount(
    sat: Story, in_favour: int, against: int, reason: str = "the count was disputed"
) -> str:
    return sat.do("recount_vote", in_favour=in_favour, against=against, reason=reason)


def the_result(sat: Story) -> str:
    """The result in the minutes, whether it stands in the narrative or among what was decided."""
    return [told for told in minuted(sat, "3") if told][-1]


# Counting again


def test_a_second_count_turns_the_result_and_the_first_is_kept() -> None:
    """Announced as carried, counted otherwise: Tromans v Cannock Chase [2004] EWCA Civ 1036."""
    sat = counted(moved(), 3, 1)
    recount(sat, 1, 3)
    assert the_vote(sat).result is Result.LOST
    assert the_motion(sat).standing is MotionStanding.LOST
    assert [change.counts for change in the_vote(sat).changed] == [Counts(3, 1)]
    assert the_result(sat) == (
        "The motion was lost: 1 for, 3 against. The votes were counted again. Reason: the count "
        "was disputed. The first count was 3 for, 1 against."
    )


def test_a_second_count_may_agree_with_the_first() -> None:
    sat = counted(moved(), 3, 1)
    recount(sat, 3, 1)
    assert the_motion(sat).standing is MotionStanding.CARRIED
    assert "The first count was 3 for, 1 against." in the_result(sat)


def test_an_amendment_counted_again_changes_the_motion_back() -> None:
    sat = counted(amended(), 3, 1)
    recount(sat, 1, 3)
    assert (the_motion(sat).text, the_motion(sat).earlier) == (GRANT, ())
    recount(sat, 3, 1)
    assert the_motion(sat).text == CONDITIONS
    assert len(the_motion(sat).earlier) == 1


def test_a_second_count_that_is_equal_waits_for_the_casting_vote() -> None:
    sat = counted(moved(), 3, 1)
    recount(sat, 2, 2)
    assert the_vote(sat).tied
    assert the_motion(sat).open
    assert the_result(sat).startswith(
        "The motion was put to the vote, and the votes were equal: 2 for, 2 against."
    )
    sat.do("give_casting_vote", choice="for")
    assert the_result(sat) == (
        f"{GRANT} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion was carried "
        "on the casting vote: 2 for, 2 against. The votes were counted again. Reason: the count "
        "was disputed. The first count was 3 for, 1 against. The votes being equal, Cllr Ann "
        "Amin, presiding, gave the casting vote in favour."
    )


def test_a_tie_counted_again_is_decided_once() -> None:
    sat = counted(amended(), 2, 2)
    recount(sat, 3, 1)
    assert the_vote(sat).result is Result.CARRIED
    assert the_motion(sat).text == CONDITIONS
    assert len(the_motion(sat).earlier) == 1
    sat.do("void_vote", reason="a guest voted")
    assert (the_motion(sat).text, the_motion(sat).earlier) == (GRANT, ())


def test_an_adjournment_on_which_the_votes_were_equal_adjourns_once() -> None:
    sat = moved()
    sat.do("move_procedural", what="adjourn", until="8pm", mover="ruiz", seconder="amin")
    counted(sat, 2, 2)
    recount(sat, 3, 1)
    changes = [change.phase for change in sat.meeting.sitting.changes]
    assert changes == [Phase.OPEN, Phase.ADJOURNED]


def test_a_tie_counted_again_is_declared_on_the_record() -> None:
    sat = counted(moved(), 2, 2)
    recount(sat, 3, 1)
    assert [matter.name for matter in sat.matters("3")][-2:] == ["VoteRecounted", "RecountDeclared"]
    assert the_result(sat).startswith(f"{GRANT} Moved by Cllr Bilal Shah")
    assert the_result(sat).endswith("The first count was 2 for, 2 against.")


def test_a_casting_vote_falls_away_with_the_count_on_which_it_was_given() -> None:
    sat = counted(moved(), 2, 2)
    sat.do("give_casting_vote", choice="for")
    recount(sat, 1, 3)
    assert the_vote(sat).casting is None
    assert "casting" not in the_result(sat)


def test_it_is_counted_again_before_the_meeting_moves_on() -> None:
    again = {"in_favour": 1, "against": 3, "reason": "disputed"}
    sat = counted(moved(), 3, 1)
    sat.do("take_item", item="4")
    assert sat.refused("recount_vote", **again) == MOVED_ON
    sat = counted(moved(), 3, 1)
    sat.do("move_motion", text="That we visit the site.", mover="shah", seconder="owen")
    assert sat.refused("recount_vote", **again) == MOVED_ON
    first = the_vote(sat).id
    counted(sat, 3, 1)
    assert sat.refused("recount_vote", **again, vote=first) == MOVED_ON


def test_a_second_count_has_a_reason_and_comes_to_no_more_than_the_roll() -> None:
    sat = counted(moved(), 3, 1)
    assert sat.refused("recount_vote", in_favour=3, against=1, reason="") == (
        "Say why it is counted again: the minutes give the reason."
    )
    for wrong in ({"in_favour": 4, "against": 1}, {"in_favour": -1, "against": 1}):
        assert sat.refused("recount_vote", **wrong, reason="x") == (
            "The count must come to no more than the 4 who may vote on this, and to no less than "
            "none."
        )


def test_only_what_was_counted_is_counted_again() -> None:
    sentence = "Only hands and papers are counted. Correct a named vote name by name."
    again = {"in_favour": 1, "against": 3, "reason": "x"}
    assert named(moved(), ("for",) * 4).refused("recount_vote", **again) == sentence
    recount(counted(moved(), 3, 1, way="paper"), 3, 1)
    sat = moved()
    sat.do("put_question")
    assert sat.refused("recount_vote", **again) == (
        "The vote is still open: put it right before it is closed."
    )
    sat.do("void_vote", reason="x")
    assert sat.refused("recount_vote", **again) == "That vote is void. Put the question again."


@pytest.mark.parametrize("what", ["suspend", "extend"])
def test_what_has_taken_effect_is_not_counted_again_but_what_was_lost_may_be(what: str) -> None:
    given = {"rule": "SO 12"} if what == "suspend" else {"minutes": 30}
    limited = replace(PROFILE, limit=LimitRule(minutes=180))

    def put(in_favour: int, against: int) -> Story:
        sat = moved(profile=limited)
        sat.do("move_procedural", what=what, mover="ruiz", seconder="amin", **given)
        return counted(sat, in_favour, against)

    assert put(3, 1).refused("recount_vote", in_favour=1, against=3, reason="x") == (
        "It has taken effect. To end it, move and put the contrary."
    )
    sat = put(1, 3)
    recount(sat, 3, 1)
    assert (sat.meeting.suspended, sat.meeting.extended) in (("3", 0), ("", 30))


# Corrected


def test_a_slip_in_a_named_vote_is_put_right_even_after_the_close() -> None:
    sat = named(moved(), ("for", "for", "for", "against"))
    sat.do("take_item", item="4")
    sat.do("close_meeting")
    sat.do("correct_vote", person="owen", choice="abstain", reason="the record was misread")
    assert the_vote(sat).cast["owen"] is Choice.ABSTAIN
    told = [sentence for sentence in minuted(sat, "3") if sentence]
    assert "2 for, 1 against, 1 abstained." in told[1]
    assert told[2] == (
        "The record of the vote was corrected: Cllr Carys Owen abstained. Reason: the record was "
        "misread."
    )


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("for", "Cllr Diego Ruiz voted in favour."),
        ("abstain", "Cllr Diego Ruiz abstained."),
        ("", "Cllr Diego Ruiz cast no vote."),
    ],
)
def test_how_a_correction_reads(choice: str, words: str) -> None:
    sat = named(moved(), ("for", "for", "for", "against"))
    sat.do("correct_vote", person="ruiz", choice=choice, reason="misread")
    assert minuted(sat, "3")[-1] == (
        f"The record of the vote was corrected: {words} Reason: misread."
    )


def test_a_correction_does_not_turn_the_result() -> None:
    sat = named(moved(), ("for", "for", "against", "abstain"))
    assert sat.refused("correct_vote", person="shah", choice="against", reason="x") == (
        "With that the result would be another. A declared result is not turned by a correction: "
        "while its item is in hand the vote can be made void and taken again."
    )


def test_a_correction_corrects_something_for_a_reason() -> None:
    sat = named(moved(), ("for", "for", "for", "against"))
    assert sat.refused("correct_vote", person="owen", choice="abstain", reason="") == (
        "Say why the record of the vote is corrected."
    )
    assert sat.refused("correct_vote", person="owen", choice="for", reason="x") == (
        "Cllr Carys Owen is recorded like that already."
    )


def test_only_those_on_the_roll_of_a_named_vote_are_recorded_by_name() -> None:
    sat = counted(moved(), 3, 1)
    assert sat.refused("correct_vote", person="owen", choice="for", reason="x") == (
        "It was not a named vote: nobody is recorded by name."
    )
    sat = named(moved("amin", "shah", "owen"), ("for", "for", "for"))
    assert sat.refused("correct_vote", person="ruiz", choice="for", reason="x") == (
        "Cllr Diego Ruiz is not on the roll of this vote: not present."
    )
