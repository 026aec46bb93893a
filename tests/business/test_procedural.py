"""Procedural motions: each does what it says when it is carried, and nothing when it is lost."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from server.meeting.profile import LimitRule
from server.meeting.sitting import Phase
from tests.conftest import PROFILE, Story, at_item
from tests.debated import amended, counted, moved, the_motion
from tests.minuted import minuted

LIMITED = replace(PROFILE, limit=LimitRule(minutes=180, source="SO 9"))


def procedural(sat: Story, what: str, **given: object) -> Story:
    sat.do("move_procedural", what=what, mover="ruiz", seconder="amin", **given)
    return sat


def test_the_closure_brings_the_debate_to_its_vote() -> None:
    sat = counted(procedural(amended(), "closure"), 3, 1)
    assert [m.closed for m in sat.meeting.motions.moved[:2]] == [False, True]
    assert the_motion(sat).open


def test_a_lost_closure_lets_the_debate_go_on() -> None:
    sat = counted(procedural(moved(), "closure"), 1, 3)
    assert not the_motion(sat).closed


def test_next_business_lets_the_motion_fall() -> None:
    sat = counted(procedural(amended(), "next_business"), 3, 1)
    assert [m.standing for m in sat.meeting.motions.moved] == [
        MotionStanding.FALLEN,
        MotionStanding.FALLEN,
        MotionStanding.CARRIED,
    ]
    motion = the_motion(sat).id
    assert sat.refused("second_motion", seconder="amin", motion=motion) == (
        "It is not before the meeting any more: the motion was left, and the meeting passed to "
        "the next business."
    )


def test_a_carried_adjournment_adjourns() -> None:
    sat = counted(procedural(moved(), "adjourn", until="Thursday at 6pm"), 3, 1)
    assert sat.meeting.sitting.phase is Phase.ADJOURNED
    latest = sat.meeting.sitting.latest
    assert latest is not None
    assert latest.until == "Thursday at 6pm"
    assert the_motion(sat).open


def test_a_lost_adjournment_does_not() -> None:
    sat = counted(procedural(moved(), "adjourn", until="Thursday"), 1, 3)
    assert sat.meeting.sitting.phase is Phase.OPEN


def test_rules_are_suspended_for_the_item() -> None:
    sat = counted(procedural(moved(), "suspend", rule="standing order 12"), 3, 1)
    assert sat.meeting.suspended == "3"
    sat = counted(procedural(moved(), "suspend", rule="standing order 12"), 1, 3)
    assert sat.meeting.suspended == ""


def test_the_sitting_is_extended_by_as_many_minutes() -> None:
    sat = counted(procedural(moved(profile=LIMITED), "extend", minutes=30), 3, 1)
    assert sat.meeting.extended == 30
    counted(procedural(sat, "extend", minutes=15), 1, 3)
    assert sat.meeting.extended == 30


def test_a_body_without_a_time_limit_has_nothing_to_extend() -> None:
    assert moved().refused("move_procedural", what="extend", mover="ruiz", minutes=30) == (
        "The rules of Planning Committee set no time limit, so there is nothing to extend."
    )


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_an_extension_is_by_some_minutes_within_reason(minutes: int) -> None:
    sat = moved(profile=LIMITED)
    assert sat.refused("move_procedural", what="extend", mover="ruiz", minutes=minutes) == (
        "Say by how many minutes the sitting is to be extended."
    )


def test_an_adjournment_says_until_when_and_a_suspension_which_rule() -> None:
    sat = at_item("3")
    assert sat.refused("move_procedural", what="adjourn", mover="ruiz") == (
        "Say until when the meeting is adjourned, or “a date to be fixed”."
    )
    assert sat.refused("move_procedural", what="suspend", mover="ruiz") == (
        "Say which rule is to be suspended."
    )


@pytest.mark.parametrize("what", ["closure", "next_business"])
def test_without_a_motion_there_is_nothing_to_bring_to_an_end(what: str) -> None:
    assert at_item("3").refused("move_procedural", what=what, mover="ruiz") == (
        "No motion is under debate, so there is nothing to bring to an end."
    )


def test_one_procedural_motion_at_a_time() -> None:
    sat = procedural(moved(), "closure")
    assert sat.refused("move_procedural", what="adjourn", mover="owen", until="8pm") == (
        "First the motion that the question be now put must be decided, or withdrawn."
    )


def test_it_is_decided_before_what_it_interrupts() -> None:
    sat = procedural(moved(), "closure")
    assert sat.refused("put_question", motion=the_motion(sat).id) == (
        "First the motion that the question be now put must be decided, or withdrawn."
    )
    assert sat.refused("withdraw_motion", motion=the_motion(sat).id, consent=True) == (
        "First the motion that the question be now put must be decided, or withdrawn."
    )


def test_it_is_seconded_by_another_member() -> None:
    sat = moved()
    assert sat.refused("move_procedural", what="closure", mover="ruiz", seconder="ruiz") == (
        "Cllr Diego Ruiz moved it and cannot second it: another member must."
    )


def test_rules_are_suspended_while_half_of_the_members_are_there() -> None:
    rules = replace(PROFILE.motions, suspension_half=True, suspension_source="SO 20")
    quorum = replace(PROFILE.quorum, numerator=1, denominator=4)
    profile = replace(PROFILE, motions=rules, quorum=quorum)
    few = at_item("3", "amin", profile=profile)
    few.do("move_procedural", what="suspend", rule="SO 12", mover="amin")
    assert few.refused("put_question", override="") == (
        "Without a seconder the motion to suspend rules is not put (Planning committee)."
    )
    free = replace(profile, motions=replace(rules, seconder=False))
    few = at_item("3", "amin", profile=free)
    few.do("move_procedural", what="suspend", rule="SO 12", mover="amin")
    assert few.refused("put_question") == (
        "Rules are suspended only while half of the 4 members are present: the number present is "
        "1 (SO 20)."
    )
    enough = at_item("3", "amin", "shah", profile=free)
    enough.do("move_procedural", what="suspend", rule="SO 12", mover="amin")
    enough.do("put_question")


@pytest.mark.parametrize(
    ("what", "given", "text"),
    [
        ("closure", {}, "That the question be now put."),
        ("next_business", {}, "That the meeting proceed to the next business."),
        ("adjourn", {"until": "8pm"}, "That the meeting adjourn until 8pm."),
        ("suspend", {"rule": "SO 12"}, "That SO 12 be suspended for this item."),
        ("extend", {"minutes": 30}, "That the sitting be extended by 30 minutes."),
    ],
)
def test_how_it_reads(what: str, given: dict[str, object], text: str) -> None:
    sat = counted(procedural(moved(profile=LIMITED), what, **given), 3, 1)
    assert [sentence for sentence in minuted(sat, "3") if sentence][1:] == [
        f"It was moved by Cllr Diego Ruiz and seconded by Cllr Ann Amin: {text}",
        "The motion was carried: 3 for, 1 against.",
    ]


def test_a_member_sends_a_procedural_motion_to_the_clerk() -> None:
    sat = at_item("3")
    assert sat.refused("move_procedural", by="owen", what="closure") == (
        "No motion is under debate, so there is nothing to bring to an end."
    )
    assert sat.refused("move_procedural", by="owen", what="adjourn") == (
        "Say until when the meeting is adjourned, or “a date to be fixed”."
    )
    id = sat.do("move_procedural", by="owen", what="adjourn", until="8pm")
    assert sat.meeting.motions.moved == ()
    sat.do("take_up_offer", offer=id)
    assert sat.meeting.motions.moved[-1].text == "That the meeting adjourn until 8pm."
