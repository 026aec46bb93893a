"""Votes: taken by name or counted, closed only when everybody is accounted for, and declared."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from server.meeting.profile import Majority, VotingRule
from server.meeting.votes import Choice, Counts, Result
from server.minutes.compose import compose
from tests.conftest import ENGLISH, PROFILE, Story, at_item
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, named, the_motion, the_vote
from tests.minuted import minuted


def put(way: str = "named", *present: str, **changes: object) -> Story:
    """The motion is put at 6.33pm."""
    sat = moved(*present, **changes)
    sat.do("put_question", way=way)
    return sat


def uncasting() -> dict[str, object]:
    return {"profile": replace(PROFILE, voting=VotingRule(casting_vote=False))}


def by(majority: str) -> dict[str, object]:
    return {"profile": replace(PROFILE, voting=VotingRule(majority=Majority(majority)))}


# By name


def test_everybody_on_the_roll_votes_once_by_name() -> None:
    sat = put()
    sat.do("cast_vote", person="shah", choice="against")
    assert the_vote(sat).cast == {"shah": Choice.AGAINST}
    assert sat.refused("cast_vote", person="shah", choice="for") == (
        "Cllr Bilal Shah has voted against already. If that is wrong, put it right and say why."
    )


def test_who_is_not_on_the_roll_does_not_vote_and_is_told_why() -> None:
    sat = moved()
    sat.do("record_present", person="lloyd")
    sat.do("put_question", way="named")
    assert sat.refused("cast_vote", person="lloyd", choice="for") == (
        "Eve Lloyd is not on the roll of this vote: a co-opted member without a vote. The rule: "
        "Local Government and Housing Act 1989 s.13."
    )
    sat = put("named", "amin", "shah", "owen")
    assert sat.refused("cast_vote", person="ruiz", choice="for") == (
        "Cllr Diego Ruiz is not on the roll of this vote: not present."
    )


def test_officers_have_no_vote() -> None:
    assert "is not a member of Planning Committee" in put().refused(
        "cast_vote", person="hughes", choice="for"
    )


def test_who_has_left_since_the_question_was_put_casts_no_vote() -> None:
    sat = put()
    sat.do("record_departure", person="ruiz")
    assert sat.refused("cast_vote", person="ruiz", choice="for") == (
        "Cllr Diego Ruiz is not here any more, and will be minuted as having cast no vote."
    )


def test_an_interest_declared_during_the_vote_bars_from_then() -> None:
    sat = put()
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    assert sat.refused("cast_vote", person="ruiz", choice="for") == (
        "Cllr Diego Ruiz cannot vote: they declared an interest (Disclosable pecuniary interest), "
        "and the code of conduct bars them."
    )


def test_a_vote_is_not_cast_before_the_question_was_put() -> None:
    assert put().refused("cast_vote", person="shah", choice="for", at="18:32") == (
        "The question was put at 6.33pm: state a time after that."
    )


def test_a_vote_taken_down_wrongly_is_put_right_with_a_reason() -> None:
    sat = put()
    assert sat.refused("change_vote", person="shah", choice="for", reason="x") == (
        "Cllr Bilal Shah has not voted yet."
    )
    sat.do("cast_vote", person="shah", choice="against")
    assert sat.refused("change_vote", person="shah", choice="against", reason="x") == (
        "Cllr Bilal Shah is taken down like that already."
    )
    assert sat.refused("change_vote", person="shah", choice="for", reason="") == (
        "Say why it is put right: that a key was mistaken, or was misheard."
    )
    sat.do("change_vote", person="shah", choice="for", reason="misheard")
    assert the_vote(sat).cast == {"shah": Choice.FOR}
    change = the_vote(sat).changed[0]
    assert (change.person, change.before, change.reason) == ("shah", Choice.AGAINST, "misheard")


def test_without_an_open_vote_nobody_votes() -> None:
    assert moved().refused("cast_vote", person="shah", choice="for") == (
        "No vote is open. Put the question first."
    )


# Counted


def test_hands_are_counted_and_named_votes_are_not() -> None:
    assert put("named").refused("record_counts", in_favour=3, against=1) == (
        "This vote is taken by names: take down each member’s vote."
    )
    sentence = "This vote is counted, not taken by names: take down the count."
    assert put("hands").refused("cast_vote", person="shah", choice="for") == sentence
    assert put("paper").refused("cast_vote", person="shah", choice="for") == sentence


@pytest.mark.parametrize("way", ["hands", "paper"])
def test_a_count_comes_to_no_more_than_the_roll(way: str) -> None:
    sat = put(way)
    assert sat.refused("record_counts", in_favour=3, against=1, abstained=1) == (
        "5 votes are more than the 4 members who may vote on this. Count again, or see on the "
        "roll who may not vote and why."
    )
    sat.do("record_counts", in_favour=3, against=1)
    assert the_vote(sat).counts == Counts(3, 1)


def test_a_count_is_not_less_than_none() -> None:
    assert put("hands").refused("record_counts", in_favour=-1, against=1) == (
        "A count cannot be less than none."
    )


def test_counting_again_before_the_close_needs_a_reason() -> None:
    sat = put("hands")
    sat.do("record_counts", in_favour=3, against=1)
    assert sat.refused("record_counts", in_favour=2, against=2) == (
        "It was counted already. Say why it is counted again."
    )
    sat.do("record_counts", in_favour=2, against=2, reason="a hand was missed")
    assert the_vote(sat).counts == Counts(2, 2)
    assert [change.counts for change in the_vote(sat).changed] == [Counts(3, 1)]


# Closing


def test_a_vote_is_closed_when_everybody_is_accounted_for() -> None:
    sat = put()
    for person in ("amin", "shah", "owen"):
        sat.do("cast_vote", person=person, choice="for")
    assert sat.refused("close_vote") == (
        "No vote was cast by Cllr Diego Ruiz. Ask them, or tick that this was checked."
    )
    sat.do("close_vote", gap=True)
    assert the_vote(sat).uncast == 1
    assert the_vote(sat).result is Result.CARRIED


def test_a_gap_in_a_count_is_said_in_numbers() -> None:
    sat = put("hands")
    assert sat.refused("close_vote") == "Nothing was counted yet. Take down the count first."
    sat.do("record_counts", in_favour=2, against=1)
    assert sat.refused("close_vote") == (
        "The counts come to 3, and 4 are on the roll. Ask who has not answered, or tick that this "
        "was checked."
    )


def test_a_declaration_that_does_not_follow_from_the_count_is_refused() -> None:
    sat = put("hands")
    sat.do("record_counts", in_favour=3, against=1)
    assert sat.refused("close_vote", declared="lost") == (
        "By the count, with 3 for and 1 against, it is not lost. Have it counted again if the "
        "count is in doubt."
    )
    sat.do("close_vote", declared="carried")


def test_a_tie_cannot_be_declared() -> None:
    sat = put("hands")
    sat.do("record_counts", in_favour=2, against=2)
    assert "with 2 for and 2 against, it is not carried" in sat.refused(
        "close_vote", declared="carried"
    )


def test_a_tie_decides_nothing_until_the_casting_vote() -> None:
    sat = counted(moved(), 2, 2)
    assert the_vote(sat).tied
    assert the_motion(sat).open
    assert sat.refused("take_item", item="4") == (
        "The vote on item 3 is tied. Record the casting vote, or the lot, first."
    )


def test_where_there_is_no_casting_vote_a_tie_is_lost() -> None:
    sat = counted(moved(**uncasting()), 2, 2)
    assert the_vote(sat).result is Result.LOST
    assert minuted(sat, "3")[-1] == (
        "The motion was lost: 2 for, 2 against. The votes being equal, it was not carried."
    )


def test_abstentions_are_no_votes() -> None:
    sat = counted(moved(), 1, 0, 3)
    assert the_motion(sat).standing is MotionStanding.CARRIED


@pytest.mark.parametrize(
    ("majority", "figures", "standing"),
    [
        ("two_thirds", (2, 1), MotionStanding.CARRIED),
        ("two_thirds", (2, 2), MotionStanding.LOST),
        ("whole", (3, 0), MotionStanding.CARRIED),
        ("whole", (2, 0), MotionStanding.LOST),
    ],
)
def test_a_higher_majority_decides(
    majority: str, figures: tuple[int, int], standing: MotionStanding
) -> None:
    sat = counted(moved(**by(majority)), *figures)
    assert the_motion(sat).standing is standing


def test_a_closed_vote_takes_no_more_votes_and_a_void_one_none_at_all() -> None:
    sat = named(moved(), ("for",) * 4)
    vote = the_vote(sat).id
    assert sat.refused("cast_vote", person="shah", choice="for", vote=vote) == (
        "The vote was closed at 6.38pm: votes are not taken any more."
    )
    assert "votes are not taken any more" in sat.refused("close_vote", vote=vote)
    sat.do("void_vote", reason="x")
    assert sat.refused("cast_vote", person="shah", choice="for", vote=vote) == (
        "That vote is void. Put the question again."
    )


# How it reads


def test_a_counted_vote_in_the_minutes() -> None:
    assert minuted(counted(moved(), 2, 1), "3")[-1] == (
        f"{GRANT} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion was carried: "
        "2 for, 1 against, 1 cast no vote."
    )


def test_a_named_vote_in_the_minutes_names_everybody_by_choice() -> None:
    sat = named(moved(), ("for", "for", "against", "abstain"))
    assert minuted(sat, "3")[-1] == (
        f"{GRANT} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion was carried: "
        "2 for, 1 against, 1 abstained. For (2): Cllr Ann Amin, Cllr Bilal Shah Against (1): Cllr "
        "Carys Owen Abstained (1): Cllr Diego Ruiz"
    )


def test_who_was_there_and_cast_no_vote_is_named_too() -> None:
    told = minuted(named(moved(), ("for", "for", "for")), "3")[-1]
    assert told.endswith("No vote cast (1): Cllr Diego Ruiz")
    assert "3 for, 0 against, 1 cast no vote." in told


def test_a_ballot_on_paper_names_nobody() -> None:
    told = minuted(counted(moved(), 3, 1, way="paper"), "3")[-1]
    assert told.endswith(
        "The motion was carried: 3 for, 1 against. The vote was taken by ballot on paper."
    )


def test_a_question_without_a_motion_in_the_minutes() -> None:
    sat = counted(at_item("3"), 1, 3, text="Whether to visit the site.")
    assert minuted(sat, "3")[-1] == (
        "Whether to visit the site. The question was lost: 1 for, 3 against."
    )


def test_the_text_that_is_minuted_is_that_which_was_voted_on() -> None:
    sat = counted(counted(amended(), 3, 1), 3, 1)
    assert minuted(sat, "3")[-1].startswith(CONDITIONS)


@pytest.mark.parametrize(
    ("majority", "sentence"),
    [
        ("two_thirds", "Two thirds of the votes cast for or against were needed."),
        ("whole", "More than half of the whole membership of 4 was needed."),
    ],
)
def test_a_higher_majority_is_told(majority: str, sentence: str) -> None:
    assert sentence in minuted(counted(moved(**by(majority)), 4, 0), "3")[-1]


def test_who_left_for_an_interest_took_no_part() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="ruiz", item="3")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen")
    assert minuted(counted(sat, 3, 0), "3")[-1].endswith(
        "3 for, 0 against. Cllr Diego Ruiz had left the meeting because of an interest, and took "
        "no part in the vote."
    )


def test_who_might_speak_and_then_left_is_not_said_to_have_kept_silent() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="ruiz", kind="registrable", item="3")
    sat.do("leave_for_interest", person="ruiz", item="3")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen")
    assert minuted(counted(sat, 3, 0), "3")[-1].endswith(
        "Cllr Diego Ruiz had left the meeting because of an interest, and took no part in the vote."
    )


def test_who_stayed_with_an_interest_did_not_vote() -> None:
    sat = moved()
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    assert minuted(counted(sat, 3, 0), "3")[-1].endswith(
        "3 for, 0 against. Cllr Diego Ruiz had declared an interest, and did not vote."
    )


def test_the_nature_of_an_interest_is_not_told_with_the_vote() -> None:
    sat = moved()
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3", nature="Owns it")
    assert "Owns it" not in minuted(counted(sat, 3, 0), "3")[-1]


# Where it stands in the minutes


def parts(sat: Story) -> tuple[list[str], list[str]]:
    """What the minutes of item 3 tell, and what they give as decided."""
    item = next(item for item in compose(sat.meeting, ENGLISH).items if item.number == "3")
    told = [block.name for block in (*item.narrative, *item.afterwards)]
    return told, [block.name for block in item.conclusions]


@pytest.mark.parametrize("figures", [(3, 1), (1, 3)])
def test_what_came_of_the_motion_is_decided_and_what_led_to_it_is_told(
    figures: tuple[int, int],
) -> None:
    sat = counted(counted(amended(), 3, 1), *figures)
    sat.do("record_own_vote", person="ruiz", choice="against")
    assert parts(sat) == (["MotionMoved", "AmendmentMoved", "VoteDeclared"], ["VoteDeclared"])


def test_a_void_vote_is_told_once_and_decides_nothing() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("void_vote", reason="bell")
    assert parts(sat) == (["MotionMoved", "VoteDeclared"], [])


def test_a_casting_vote_a_lot_an_affirmation_and_a_second_count_are_decided_too() -> None:
    sat = counted(moved(), 2, 2)
    sat.do("give_casting_vote", choice="for")
    assert parts(sat)[1] == ["CastingVoteGiven"]
    sat = moved()
    sat.do("agree_without_dissent")
    assert parts(sat)[1] == ["AgreedWithoutDissent"]
    sat = counted(moved(), 2, 2)
    sat.do("recount_vote", in_favour=3, against=1, reason="disputed")
    assert parts(sat)[1] == ["RecountDeclared"]
    lot = replace(PROFILE, voting=VotingRule(appointments_by_lot=True))
    sat = counted(at_item("3", profile=lot), 2, 2, text="Cllr Owen.", appointment=True)
    sat.do("draw_lot", result="carried")
    assert parts(sat)[1] == ["LotDrawn"]
