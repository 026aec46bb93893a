"""The casting vote, and the lot: by whoever presides, on a tie and on nothing else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from server.meeting.profile import VotingRule
from server.meeting.votes import Choice, Result
from tests.conftest import PROFILE, Story, at_item
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, named, the_motion, the_vote
from tests.minuted import minuted

BY_LOT = replace(
    PROFILE, voting=VotingRule(appointments_by_lot=True, appointments_source="SO 4(2)")
)


def tied(**put: object) -> Story:
    """Two are for the motion and two against."""
    return counted(moved(), 2, 2, **put)


def appointing() -> Story:
    """Two are for an appointment and two against, where the lot decides."""
    sat = at_item("3", profile=BY_LOT)
    return counted(sat, 2, 2, text="That Cllr Owen be appointed.", appointment=True)


@pytest.mark.parametrize(
    ("choice", "standing", "told"),
    [
        (
            "for",
            MotionStanding.CARRIED,
            f"{GRANT} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion was "
            "carried on the casting vote: 2 for, 2 against. The votes being equal, Cllr Ann Amin, "
            "presiding, gave the casting vote in favour.",
        ),
        (
            "against",
            MotionStanding.LOST,
            "The motion was lost on the casting vote: 2 for, 2 against. The votes being equal, "
            "Cllr Ann Amin, presiding, gave the casting vote against.",
        ),
        (
            "declined",
            MotionStanding.LOST,
            "The motion was lost: 2 for, 2 against. The votes being equal, Cllr Ann Amin, "
            "presiding, declined to give a casting vote.",
        ),
    ],
)
def test_whoever_presides_decides_a_tie(choice: str, standing: MotionStanding, told: str) -> None:
    sat = tied()
    sat.do("give_casting_vote", choice=choice)
    assert the_motion(sat).standing is standing
    assert minuted(sat, "3")[-1] == told


def test_a_casting_vote_is_a_second_vote_and_no_part_of_the_first_count() -> None:
    sat = named(moved(), ("for", "for", "against", "against"))
    sat.do("give_casting_vote", choice="against", by="chair")
    vote = the_vote(sat)
    assert (vote.totals.in_favour, vote.totals.against) == (2, 2)
    assert vote.cast["amin"] is Choice.FOR
    assert vote.casting is not None
    assert (vote.casting.person, vote.casting.choice) == ("amin", Choice.AGAINST)
    assert minuted(sat, "3")[-1] == (
        "The motion was lost on the casting vote: 2 for, 2 against. The votes being equal, Cllr "
        "Ann Amin, presiding, gave the casting vote against. For (2): Cllr Ann Amin, Cllr Bilal "
        "Shah Against (2): Cllr Carys Owen, Cllr Diego Ruiz"
    )


def test_it_may_be_given_by_one_who_did_not_vote_first() -> None:
    sat = named(moved(), ("abstain", "for", "against", "abstain"))
    sat.do("give_casting_vote", choice="for")
    assert the_vote(sat).result is Result.CARRIED


def test_it_belongs_to_whoever_presides_at_that_moment() -> None:
    sat = tied()
    sat.do("record_departure", person="amin")
    assert sat.refused("give_casting_vote", choice="for") == (
        "Nobody is in the chair to give it. Record who takes the chair, then the vote, or that "
        "none is given: then it is not carried."
    )
    sat.do("take_chair", person="shah")
    assert sat.refused("give_casting_vote", choice="for").startswith(
        "Cllr Ann Amin put the question, and Cllr Bilal Shah is in the chair now."
    )
    sat.do("give_casting_vote", choice="for", override="the Chair was taken ill")
    assert "Cllr Bilal Shah, presiding, gave the casting vote in favour." in minuted(sat, "3")[-1]


def test_where_nobody_is_in_the_chair_none_is_given() -> None:
    sat = tied()
    sat.do("record_departure", person="amin")
    sat.do("give_casting_vote", choice="declined")
    assert the_motion(sat).standing is MotionStanding.LOST
    assert minuted(sat, "3")[-1] == (
        "The motion was lost: 2 for, 2 against. The votes being equal and no casting vote being "
        "given, it was not carried."
    )


def test_one_who_presides_and_is_not_on_the_roll_does_not_give_it() -> None:
    sat = at_item("3", "amin", "owen", "ruiz")
    sat.do("move_motion", text=GRANT, mover="owen", seconder="ruiz")
    sat.do("put_question")
    sat.do("record_arrival", person="shah")
    sat.do("record_departure", person="amin")
    sat.do("take_chair", person="shah")
    sat.do("record_counts", in_favour=1, against=1)
    sat.do("close_vote", gap=True)
    assert sat.refused("give_casting_vote", choice="for") == (
        "Cllr Bilal Shah is not on the roll of this vote: not present. Record that no casting "
        "vote is given: then it is not carried."
    )


def test_an_interest_bars_from_the_casting_vote() -> None:
    sat = tied()
    sat.do("declare_interest", person="amin", kind="pecuniary", item="3")
    assert sat.refused("give_casting_vote", choice="for") == (
        "Cllr Ann Amin cannot vote: they declared an interest (Disclosable pecuniary interest), "
        "and the code of conduct bars them."
    )


def test_nothing_waits_for_a_casting_vote_but_a_closed_tie() -> None:
    sentence = "The votes are not equal, or not closed: nothing waits for a casting vote."
    sat = moved()
    assert sat.refused("give_casting_vote", choice="for") == (
        "No vote is open. Put the question first."
    )
    sat.do("put_question")
    assert sat.refused("give_casting_vote", choice="for") == sentence
    sat.do("record_counts", in_favour=3, against=1)
    sat.do("close_vote")
    vote = the_vote(sat).id
    assert sat.refused("give_casting_vote", choice="for", vote=vote) == sentence


def test_a_casting_vote_is_not_given_before_the_close() -> None:
    assert tied().refused("give_casting_vote", choice="for", at="18:34") == (
        "The vote was closed at 6.35pm: state a time after that."
    )


def test_without_a_choice_no_casting_vote_is_recorded() -> None:
    sentence = "Choose the casting vote: for, against, or that none is given."
    assert tied().refused("give_casting_vote", choice="") == sentence
    assert tied().refused("give_casting_vote") == sentence


def test_a_casting_vote_is_the_clerks_and_the_chairs_to_record() -> None:
    assert "it is for the clerk, chair" in tied().refused(
        "give_casting_vote", choice="for", by="owen"
    )
    tied().do("give_casting_vote", choice="for", by="chair")


def test_a_casting_vote_for_an_amendment_changes_the_motion() -> None:
    sat = counted(amended(), 2, 2)
    sat.do("give_casting_vote", choice="for")
    assert (the_motion(sat).text, the_motion(sat).open) == (CONDITIONS, True)
    assert minuted(sat, "3")[-1].startswith(
        "The amendment was carried on the casting vote: 2 for, 2 against."
    )


# The lot


@pytest.mark.parametrize(
    ("fell", "told"),
    [("carried", "The question was carried by lot"), ("lost", "The question was lost by lot")],
)
def test_the_lot_decides_an_appointment_where_the_rules_say_so(fell: str, told: str) -> None:
    sat = appointing()
    sat.do("draw_lot", result=fell)
    assert the_vote(sat).lot
    assert minuted(sat, "3")[-1] == (
        f"That Cllr Owen be appointed. {told}: 2 for, 2 against. The votes being equal, it was "
        "decided by lot."
    )


def test_on_such_an_appointment_there_is_no_casting_vote() -> None:
    assert appointing().refused("give_casting_vote", choice="for") == (
        "On an appointment there is no casting vote: the lot decides (SO 4(2))."
    )


def test_without_such_a_rule_an_appointment_waits_for_the_casting_vote() -> None:
    sat = tied(appointment=True)
    assert the_vote(sat).tied
    sat.do("give_casting_vote", choice="for")
    assert the_vote(sat).result is Result.CARRIED


def test_elsewhere_there_is_no_lot() -> None:
    sentence = "The lot decides appointments only, and only where the rules say so."
    assert tied().refused("draw_lot", result="carried") == sentence
    assert tied(appointment=True).refused("draw_lot", result="carried") == sentence
    sat = counted(moved(profile=BY_LOT), 2, 2)
    assert sat.refused("draw_lot", result="carried") == sentence
    sat.do("give_casting_vote", choice="for")


def test_how_the_lot_fell_is_chosen_and_never_beforehand() -> None:
    assert appointing().refused("draw_lot", result="") == "Choose how the lot fell: for or against."
