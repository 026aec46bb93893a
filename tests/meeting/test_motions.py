"""Motions by themselves: what is decided first, and what follows when one is carried."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from server.meeting.motions import Motion, MotionKind, Motions, MotionStanding

AT = datetime(2026, 7, 14, 18, 30, tzinfo=UTC)
MAIN = Motion("m1", "3", MotionKind.SUBSTANTIVE, "Granted.", "shah")
AMENDMENT = Motion("m2", "3", MotionKind.AMENDMENT, "Refused.", "ruiz", amends="m1")
ELSEWHERE = Motion("m3", "4", MotionKind.SUBSTANTIVE, "Spent.", "owen")
BOTH = Motions((MAIN, AMENDMENT, ELSEWHERE))


def procedural(kind: MotionKind) -> Motion:
    return Motion("m4", "3", kind, "That …", "owen")


def standings(motions: Motions) -> list[MotionStanding]:
    return [motion.standing for motion in motions.moved]


def test_what_interrupts_is_decided_first() -> None:
    assert BOTH.open_in("3") == AMENDMENT
    closure = procedural(MotionKind.CLOSURE)
    assert BOTH.with_(closure).open_in("3") == closure
    assert BOTH.main_in("3") == MAIN
    assert BOTH.open_amendment("m1") == AMENDMENT
    assert BOTH.open_in("5") is None


def test_a_carried_amendment_rewords_its_motion_and_no_other() -> None:
    after = BOTH.decided("m2", True, AT)
    assert [motion.text for motion in after.moved] == ["Refused.", "Refused.", "Spent."]
    main = after.moved[0]
    assert (main.open, main.amended, main.original) == (True, True, "Granted.")
    assert main.earlier[0].by == "m2"
    assert str(main.called) == "the motion as amended"


def test_a_lost_amendment_rewords_nothing() -> None:
    after = BOTH.decided("m2", False, AT)
    assert after.moved[0] == MAIN
    assert standings(after)[1] is MotionStanding.LOST


def test_the_closure_closes_what_was_under_debate_when_it_was_moved() -> None:
    motions = BOTH.with_(procedural(MotionKind.CLOSURE))
    after = motions.decided("m4", True, AT)
    assert [motion.closed for motion in after.moved] == [False, True, False, False]
    assert standings(after)[:2] == [MotionStanding.MOVED] * 2


def test_next_business_lets_all_fall_that_is_under_debate_on_its_item() -> None:
    after = BOTH.with_(procedural(MotionKind.NEXT_BUSINESS)).decided("m4", True, AT)
    fallen, moved = MotionStanding.FALLEN, MotionStanding.MOVED
    assert standings(after) == [fallen, fallen, moved, MotionStanding.CARRIED]


@pytest.mark.parametrize("kind", [MotionKind.ADJOURN, MotionKind.SUSPEND, MotionKind.EXTEND])
def test_other_procedural_motions_leave_the_debate_where_it_was(kind: MotionKind) -> None:
    after = BOTH.with_(procedural(kind)).decided("m4", True, AT)
    assert after.moved[:3] == BOTH.moved


def test_an_altered_motion_is_not_an_amended_one() -> None:
    altered = MAIN.reworded("Granted for a year.", AT)
    assert not altered.amended
    assert (altered.original, str(altered.called)) == ("Granted.", "the motion")


def test_an_amendment_of_a_motion_that_is_gone_changes_nothing_else() -> None:
    alone = Motions((AMENDMENT,))
    assert standings(alone.decided("m2", True, AT)) == [MotionStanding.CARRIED]
    assert alone.decided("m9", True, AT) is alone


@pytest.mark.parametrize("kind", MotionKind)
def test_every_motion_has_a_name_in_a_sentence(kind: MotionKind) -> None:
    assert str(procedural(kind).called).startswith(("the motion", "the amendment"))
    assert kind.procedural == (kind not in (MotionKind.SUBSTANTIVE, MotionKind.AMENDMENT))


@pytest.mark.parametrize("standing", MotionStanding)
def test_every_standing_has_a_word_in_a_sentence(standing: MotionStanding) -> None:
    assert str(Motion("m", "3", MotionKind.CLOSURE, "x", "shah", standing=standing).stands)
