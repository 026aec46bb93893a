"""Motions: who moved and seconded what, how it was altered, and that it was withdrawn."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from tests.conftest import PROFILE, Story, at_item, sitting
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, the_motion
from tests.minuted import minuted

CONSENT = (
    "Once seconded, a motion is altered or withdrawn only with the consent of its seconder and "
    "of the meeting. Ask for it, and tick that it was given."
)


SHORT = (
    "For this item 2 members are needed and 1 count: what is decided without a quorum has no "
    "force (SO 7). Adjourn until there is one."
)
BY_LAW = replace(PROFILE, quorum=replace(PROFILE.quorum, by_law=True))


# Moving


def test_a_motion_is_moved_under_the_item_in_hand() -> None:
    sat = moved(seconder="")
    motion = the_motion(sat)
    assert (motion.item, motion.text, motion.mover, motion.seconder) == ("3", GRANT, "shah", "")
    assert motion.about == ("3",)
    assert [matter.words for matter in sat.matters("3")] == [GRANT]


def test_a_motion_needs_words_and_an_item_in_hand() -> None:
    assert at_item("3").refused("move_motion", text="", mover="shah") == "A motion needs words."
    assert sitting().refused("move_motion", text=GRANT, mover="shah") == (
        "No item is in hand. Take an item, or say which one is meant."
    )


def test_one_motion_is_under_debate_at_a_time() -> None:
    assert moved().refused("move_motion", text="That it be refused.", mover="ruiz") == (
        "A motion is under debate already: this is an amendment to it, or comes after it."
    )


def test_a_motion_waits_for_a_procedural_motion_that_was_moved_first() -> None:
    sat = at_item("3")
    sat.do("move_procedural", what="adjourn", mover="ruiz", seconder="owen", until="8pm")
    assert sat.refused("move_motion", text=GRANT, mover="shah") == (
        "First the motion to adjourn must be decided, or withdrawn."
    )


def test_without_a_quorum_a_motion_is_moved_only_with_a_reason_which_is_minuted() -> None:
    sat = at_item("3", "shah")
    assert sat.refused("move_motion", text=GRANT, mover="shah") == SHORT
    sat.do("move_motion", text=GRANT, mover="shah", override="the lease ends today")
    assert minuted(sat, "3")[-1] == (
        f"It was moved by Cllr Bilal Shah: {GRANT} In spite of the rule “No business without a "
        "quorum”, for this reason: the lease ends today."
    )


def test_where_the_law_asks_for_the_quorum_no_reason_has_a_motion_moved_without_it() -> None:
    sat = at_item("3", "shah", profile=BY_LAW)
    assert sat.refused("move_motion", text=GRANT, mover="shah", override="urgent") == SHORT
    assert sat.refused("move_recommendations", mover="shah", override="urgent") == SHORT


def test_no_amendment_is_moved_once_the_quorum_is_lost() -> None:
    sat = moved("amin", "shah", seconder="", profile=BY_LAW)
    sat.do("record_departure", person="amin")
    assert sat.refused("move_amendment", text=CONDITIONS, mover="shah") == SHORT


def test_without_a_quorum_it_may_still_be_moved_to_adjourn() -> None:
    sat = at_item("3", "shah", profile=BY_LAW)
    sat.do("move_procedural", what="adjourn", mover="shah", until="8pm")


def test_no_motion_is_moved_while_a_vote_is_open() -> None:
    sat = moved()
    sat.do("put_question")
    assert sat.refused("move_motion", text="x", mover="ruiz") == (
        "A vote is open on item 3, since 6.33pm. Close it first, or make it void and say why."
    )


def test_a_second_motion_may_follow_once_the_first_is_decided() -> None:
    sat = counted(moved(), 1, 3)
    sat.do("move_motion", text="That permission be refused.", mover="ruiz", seconder="amin")
    assert [m.standing for m in sat.meeting.motions.moved] == [
        MotionStanding.LOST,
        MotionStanding.MOVED,
    ]


def test_a_motion_may_concern_further_items() -> None:
    sat = at_item("3")
    sat.do("move_motion", text=GRANT, mover="shah", items="4, 5")
    assert the_motion(sat).about == ("3", "4", "5")


def test_a_motion_concerns_only_items_that_there_are() -> None:
    assert "There is no item 9" in at_item("3").refused(
        "move_motion", text=GRANT, mover="shah", items="9"
    )


def test_the_recommendations_are_moved_as_they_stand() -> None:
    sat = at_item("3")
    sat.do("move_recommendations", mover="shah", seconder="owen")
    assert the_motion(sat).text == "That permission be granted."


def test_an_item_without_recommendations_has_none_to_move() -> None:
    assert at_item("4").refused("move_recommendations", mover="shah") == (
        "Item 4 has no recommendations: the motion needs words of its own."
    )


# Seconding


def test_a_motion_is_seconded_when_it_is_moved_or_afterwards() -> None:
    assert the_motion(moved()).seconder == "owen"
    sat = moved(seconder="")
    sat.do("second_motion", seconder="ruiz")
    assert the_motion(sat).seconder == "ruiz"
    assert minuted(sat, "3") == [
        f"It was moved by Cllr Bilal Shah and seconded by Cllr Diego Ruiz: {GRANT}"
    ]


def test_nobody_seconds_their_own_motion() -> None:
    sentence = "Cllr Bilal Shah moved it and cannot second it: another member must."
    assert moved(seconder="").refused("second_motion", seconder="shah") == sentence
    sat = at_item("3")
    assert sat.refused("move_motion", text=GRANT, mover="shah", seconder="shah") == sentence


def test_a_motion_has_one_seconder() -> None:
    assert moved().refused("second_motion", seconder="ruiz") == (
        "Cllr Carys Owen has seconded it already."
    )


def test_there_must_be_a_motion_to_second() -> None:
    assert at_item("3").refused("second_motion", seconder="ruiz") == (
        "No motion is before the meeting: one must be moved first."
    )
    assert at_item("3").refused("second_motion", seconder="ruiz", motion="e99") == (
        "That motion is not on the record: it may have been undone. Look again."
    )


def test_what_was_decided_is_not_seconded_any_more() -> None:
    sat = counted(moved(), 1, 3)
    assert sat.refused("second_motion", seconder="ruiz", motion=the_motion(sat).id) == (
        "It is not before the meeting any more: the motion was lost."
    )


# Altering


def test_a_mover_alters_what_nobody_has_seconded_without_asking() -> None:
    sat = moved(seconder="")
    sat.do("alter_motion", text=CONDITIONS)
    assert (the_motion(sat).text, the_motion(sat).original) == (CONDITIONS, GRANT)
    assert not the_motion(sat).amended
    assert minuted(sat, "3")[-1] == f"Cllr Bilal Shah altered the motion to read: {CONDITIONS}"


def test_a_motion_once_seconded_is_altered_with_consent() -> None:
    sat = moved()
    assert sat.refused("alter_motion", text=CONDITIONS) == CONSENT
    sat.do("alter_motion", text=CONDITIONS, consent=True)
    assert the_motion(sat).text == CONDITIONS
    assert minuted(sat, "3")[-1] == (
        "With the consent of the seconder and of the meeting, Cllr Bilal Shah altered the motion "
        f"to read: {CONDITIONS}"
    )


def test_an_alteration_alters_something() -> None:
    sat = moved(seconder="")
    assert sat.refused("alter_motion", text="") == "A motion needs words."
    assert sat.refused("alter_motion", text=GRANT) == "The motion reads like that already."


def test_a_motion_is_not_altered_while_an_amendment_is_open() -> None:
    sat = amended()
    sentence = "First the amendment must be decided, or withdrawn."
    motion = the_motion(sat).id
    assert sat.refused("alter_motion", text="x", consent=True, motion=motion) == sentence
    assert sat.refused("withdraw_motion", consent=True, motion=motion) == sentence


def test_an_amendment_is_altered_by_its_mover() -> None:
    sat = amended()
    sat.do("alter_motion", text="That permission be granted for a year.", consent=True)
    assert minuted(sat, "3")[-1] == (
        "With the consent of the seconder and of the meeting, Cllr Diego Ruiz altered the "
        "amendment, so that the motion would read: That permission be granted for a year."
    )
    assert the_motion(sat).text == GRANT


def test_a_procedural_motion_is_not_altered_as_its_effect_would_not_be() -> None:
    sat = at_item("3")
    sat.do("move_procedural", what="adjourn", mover="ruiz", seconder="owen", until="8pm")
    assert sat.refused("alter_motion", text="That we go home.", consent=True) == (
        "A procedural motion is not altered: have it withdrawn, and moved as it should be."
    )


# Withdrawing


def test_a_motion_that_nobody_seconded_is_withdrawn() -> None:
    sat = moved(seconder="")
    sat.do("withdraw_motion")
    assert the_motion(sat).standing is MotionStanding.WITHDRAWN
    assert minuted(sat, "3")[-1] == "Cllr Bilal Shah withdrew the motion."


def test_a_motion_once_seconded_is_withdrawn_with_consent() -> None:
    sat = moved()
    assert sat.refused("withdraw_motion") == CONSENT
    sat.do("withdraw_motion", consent=True)
    assert the_motion(sat).standing is MotionStanding.WITHDRAWN
    assert minuted(sat, "3")[-1] == (
        "With the consent of the seconder and of the meeting, Cllr Bilal Shah withdrew the motion."
    )


def test_an_amendment_is_withdrawn_and_the_motion_stands() -> None:
    sat = amended()
    sat.do("withdraw_motion", consent=True)
    assert the_motion(sat).open
    assert minuted(sat, "3")[-1] == (
        "With the consent of the seconder and of the meeting, Cllr Diego Ruiz withdrew the "
        "amendment."
    )


@pytest.mark.parametrize(
    ("decided", "came_of_it"),
    [
        (lambda: counted(moved(), 3, 1), "the motion was carried"),
        (lambda: counted(moved(), 1, 3), "the motion was lost"),
    ],
)
def test_what_was_decided_is_neither_altered_nor_withdrawn(
    decided: object, came_of_it: str
) -> None:
    assert callable(decided)
    sat: Story = decided()
    motion = the_motion(sat).id
    sentence = f"It is not before the meeting any more: {came_of_it}."
    assert sat.refused("withdraw_motion", motion=motion, consent=True) == sentence
    assert sat.refused("alter_motion", motion=motion, text="x", consent=True) == sentence


def test_what_was_withdrawn_is_not_withdrawn_again() -> None:
    sat = moved(seconder="")
    sat.do("withdraw_motion")
    assert sat.refused("withdraw_motion", motion=the_motion(sat).id) == (
        "It is not before the meeting any more: the motion was withdrawn."
    )


# The record


def test_a_motion_without_a_seconder_is_minuted_with_its_mover() -> None:
    assert minuted(moved(seconder=""), "3") == [f"It was moved by Cllr Bilal Shah: {GRANT}"]


@pytest.mark.parametrize("audience", ["public", "member", "chair", "clerk"])
def test_a_motion_is_everybodys(audience: str) -> None:
    seen = moved().seen_by(audience)
    assert seen.item("3").record[0].matter.words == GRANT
    assert seen.motions.moved[0].text == GRANT


def test_motions_are_the_clerks_to_record_and_members_send_theirs() -> None:
    sat = at_item("3")
    assert "your own link" in sat.refused("move_motion", by="chair", text=GRANT, mover="shah")
    assert sat.refused("move_motion", by="owen", text=GRANT, mover="shah") == (
        "From your own device you act for yourself alone: tell the clerk."
    )
    sat.do("move_motion", by="owen", text=GRANT)
    assert sat.meeting.motions.moved == ()
    assert [o.person for o in sat.meeting.offers.waiting] == ["owen"]
