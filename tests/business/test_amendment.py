"""Amendments: one at a time, and the motion as it then reads must still be put."""

from __future__ import annotations

import pytest

from server.meeting.motions import MotionKind, MotionStanding
from tests.conftest import at_item
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, the_motion
from tests.minuted import minuted

YEAR = "That permission be granted for a year."


def test_an_amendment_is_the_whole_motion_as_it_would_read() -> None:
    sat = amended()
    amendment = sat.meeting.motions.moved[-1]
    assert amendment.kind is MotionKind.AMENDMENT
    assert (amendment.text, amendment.amends) == (CONDITIONS, the_motion(sat).id)
    assert the_motion(sat).text == GRANT


def test_a_carried_amendment_changes_the_motion_and_leaves_it_to_be_put() -> None:
    sat = counted(amended(), 3, 1)
    motion = the_motion(sat)
    assert (motion.text, motion.original, motion.open) == (CONDITIONS, GRANT, True)
    assert motion.amended


def test_a_lost_amendment_leaves_the_motion_as_it_was() -> None:
    sat = counted(amended(), 1, 3)
    assert (the_motion(sat).text, the_motion(sat).open) == (GRANT, True)
    assert sat.meeting.motions.moved[-1].standing is MotionStanding.LOST


def test_a_later_amendment_is_to_the_motion_as_amended() -> None:
    sat = counted(amended(), 3, 1)
    sat.do("move_amendment", text=YEAR, mover="ruiz", seconder="amin")
    counted(sat, 3, 1)
    assert the_motion(sat).text == YEAR
    assert [wording.text for wording in the_motion(sat).earlier] == [GRANT, CONDITIONS]


def test_an_amendment_concerns_what_its_motion_concerns() -> None:
    sat = at_item("3")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen", items="5")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="5")
    assert "they declared an interest" in sat.refused("move_amendment", text=YEAR, mover="ruiz")
    sat.do("move_amendment", text=YEAR, mover="amin")
    assert sat.meeting.motions.moved[-1].about == ("3", "5")


def test_amendments_are_taken_one_at_a_time() -> None:
    assert amended().refused("move_amendment", text=YEAR, mover="owen") == (
        "First the amendment must be decided, or withdrawn."
    )


def test_an_amendment_needs_words_and_other_words() -> None:
    sat = moved()
    assert sat.refused("move_amendment", text="", mover="ruiz") == (
        "Write the motion as it would read with the amendment."
    )
    assert sat.refused("move_amendment", text=GRANT, mover="ruiz") == (
        "With this the motion would read as it does: nothing is amended."
    )


def test_an_amendment_needs_a_motion() -> None:
    assert at_item("3").refused("move_amendment", text=YEAR, mover="ruiz") == (
        "No motion is before the meeting: one must be moved first."
    )


@pytest.mark.parametrize("figures", [(3, 1), (1, 3)])
def test_a_motion_that_was_decided_is_not_amended(figures: tuple[int, int]) -> None:
    sat = counted(moved(), *figures)
    assert sat.refused("move_amendment", text=YEAR, mover="ruiz") == (
        "The motion on item 3 has been decided: it cannot be amended."
    )


def test_a_motion_that_was_withdrawn_is_not_said_to_have_been_decided() -> None:
    sat = moved()
    sat.do("withdraw_motion", consent=True)
    assert sat.refused("move_amendment", text=YEAR, mover="ruiz") == (
        "No motion is before the meeting: one must be moved first."
    )


def test_after_the_closure_there_are_no_more_amendments() -> None:
    sat = moved()
    sat.do("move_procedural", what="closure", mover="ruiz", seconder="owen")
    counted(sat, 3, 1)
    assert sat.refused("move_amendment", text=YEAR, mover="ruiz") == (
        "It was carried that the question be now put: no more amendments."
    )


def test_an_amendment_to_words_that_were_changed_meanwhile_is_refused() -> None:
    sat = counted(amended(), 3, 1)
    assert sat.refused("move_amendment", text=YEAR, mover="ruiz", version=0) == (
        "The motion has been changed since. Your words are kept: put the amendment to the motion "
        "as it reads now."
    )
    sat.do("move_amendment", text=YEAR, mover="ruiz", version=1)


def test_an_amendment_is_seconded_by_another_member() -> None:
    sat = moved()
    assert sat.refused("move_amendment", text=YEAR, mover="ruiz", seconder="ruiz") == (
        "Cllr Diego Ruiz moved it and cannot second it: another member must."
    )
    sat.do("move_amendment", text=YEAR, mover="ruiz")
    assert sat.refused("put_question") == (
        "Without a seconder the amendment is not put (Planning committee)."
    )
    sat.do("second_motion", seconder="amin")
    sat.do("put_question")


def test_no_amendment_is_moved_while_the_vote_is_open() -> None:
    sat = moved()
    sat.do("put_question")
    assert "A vote is open on item 3" in sat.refused("move_amendment", text=YEAR, mover="ruiz")


# How it reads


def test_a_carried_amendment_and_the_motion_as_amended_in_the_minutes() -> None:
    sat = counted(counted(amended(), 3, 1), 2, 1, 1)
    told = [sentence for sentence in minuted(sat, "3") if sentence]
    assert told == [
        f"It was moved by Cllr Bilal Shah and seconded by Cllr Carys Owen: {GRANT}",
        "An amendment was moved by Cllr Diego Ruiz and seconded by Cllr Ann Amin, that the motion "
        f"read: {CONDITIONS}",
        "The amendment was carried: 3 for, 1 against.",
        f"{CONDITIONS} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion as "
        "amended was carried: 2 for, 1 against, 1 abstained.",
    ]


def test_a_lost_amendment_in_the_minutes() -> None:
    assert minuted(counted(amended(), 1, 3), "3")[-1] == (
        "The amendment was lost: 1 for, 3 against."
    )


def test_an_amendment_without_a_seconder_in_the_minutes() -> None:
    sat = moved()
    sat.do("move_amendment", text=YEAR, mover="ruiz")
    assert minuted(sat, "3")[-1] == (
        f"An amendment was moved by Cllr Diego Ruiz, that the motion read: {YEAR}"
    )


# Sent by a member


def test_a_member_sends_an_amendment_to_the_clerk_and_reads_at_once_why_not() -> None:
    sat = at_item("3")
    assert sat.refused("move_amendment", by="owen", text=CONDITIONS) == (
        "No motion is before the meeting: one must be moved first."
    )
    sat = moved()
    assert sat.refused("move_amendment", by="owen", text=GRANT) == (
        "With this the motion would read as it does: nothing is amended."
    )
    id = sat.do("move_amendment", by="owen", text=CONDITIONS, version=0)
    assert len(sat.meeting.motions.moved) == 1
    sat.do("take_up_offer", offer=id)
    assert sat.meeting.motions.moved[-1].mover == "owen"
