"""Decisions: what was resolved, under an item that was taken, and whether it was quorate."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.business.decision import DecisionRecorded
from server.meeting.profile import Outcome, VotingRule
from tests.conftest import CONVENED, PROFILE, VOTERS, Story, at_item, sitting


def decision(sat: Story, **given: object) -> DecisionRecorded:
    matter = sat.entry(sat.do("record_decision", **{"text": "Granted.", **given})).matter
    assert isinstance(matter, DecisionRecorded)
    return matter


def test_a_decision_stands_under_the_item_in_hand() -> None:
    sat = at_item("3")
    assert decision(sat).outcome is Outcome.RESOLVED
    assert DecisionRecorded.concludes
    assert [m.words for m in sat.matters("3")] == ["Granted."]


def test_a_decision_may_be_taken_down_after_its_item() -> None:
    sat = at_item("3")
    sat.do("take_item", item="4")
    assert decision(sat, item="3").item == "3"


def test_an_item_is_decided_once_it_was_taken() -> None:
    assert sitting().refused("record_decision", item="4", text="Granted.") == (
        "Item 4 has not been taken yet. Take it first."
    )


def test_a_decision_needs_words() -> None:
    assert at_item("3").refused("record_decision", text="") == "A decision needs words."


@pytest.mark.parametrize("outcome", ["recommended", "referred"])
def test_a_recommendation_or_referral_is_to_a_body(outcome: str) -> None:
    sat = at_item("3")
    assert sat.refused("record_decision", text="Granted.", outcome=outcome) == (
        "Say to which body it is recommended or referred."
    )
    assert decision(sat, outcome=outcome, to="Council").to == "Council"


def test_a_decision_tells_whether_the_meeting_was_quorate() -> None:
    quorate = decision(at_item("3", "shah", "owen"))
    assert (quorate.present, quorate.needed, quorate.inquorate) == (2, 2, False)
    inquorate = decision(at_item("3", "shah"))
    assert (inquorate.present, inquorate.needed, inquorate.inquorate) == (1, 2, True)


def test_a_decision_entered_late_tells_who_was_present_when_it_was_made() -> None:
    sat = at_item("3", "shah", "owen")
    sat.wait_until("18:50")
    sat.do("record_departure", person="owen")
    assert decision(sat, at="18:45").present == 2
    assert decision(sat, at="18:50").present == 1


@pytest.mark.parametrize("audience", ["public", "member", "chair", "clerk"])
def test_a_decision_is_everybodys(audience: str) -> None:
    sat = at_item("3")
    decision(sat)
    assert sat.seen_by(audience).item("3").record[0].matter.words == "Granted."


def test_decisions_are_the_clerks_to_record() -> None:
    assert "it is for the clerk" in at_item("3").refused("record_decision", by="chair", text="x")


def on_the_budget() -> Story:
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    voting = VotingRule(budget_named=True, budget_source="SI 2014/165")
    return at_item("4.1", items=items, profile=replace(PROFILE, voting=voting))


def test_on_the_budget_nothing_is_decided_without_a_named_vote() -> None:
    refusal = on_the_budget().refused("record_decision", text="That fees rise.")
    assert "SI 2014/165" in refusal
    assert "named vote" in refusal


def test_what_a_named_vote_on_the_budget_carried_can_be_written_out() -> None:
    sat = on_the_budget()
    sat.do("put_question", text="That fees rise.", way="named")
    for person in VOTERS:
        sat.do("cast_vote", person=person, choice="for")
    sat.do("close_vote")
    sat.do("record_decision", text="That fees rise by two pounds from April.")


def test_what_a_vote_has_decided_is_not_decided_again_without_a_reason() -> None:
    sat = at_item("3")
    sat.do("agree_without_dissent", text="That permission be granted.")
    assert "is not revisited" in sat.refused("record_decision", text="That permission be granted")
    sat.do("record_decision", text="That permission be granted.", override="Written out")
    matter = sat.matters("3")[-1]
    assert isinstance(matter, DecisionRecorded)
    assert [each.reason for each in matter.despite] == ["Written out"]


def test_while_a_motion_is_before_the_meeting_nothing_is_decided_beside_it() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That permission be granted.", mover="shah", seconder="owen")
    assert "put it to the vote" in sat.refused("record_decision", text="Refused.")


def test_a_barred_chair_does_not_preside_over_a_decision() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="amin", kind="pecuniary", item="3")
    assert "cannot preside" in sat.refused("record_decision", text="Granted.")


def test_that_budget_papers_were_noted_needs_no_vote() -> None:
    on_the_budget().do("record_decision", text="That it be noted.", outcome="noted")


def test_nothing_is_decided_otherwise_while_a_vote_is_open() -> None:
    sat = at_item("3")
    sat.do("put_question", text="That permission be granted.")
    assert "A vote is open on item 3" in sat.refused("record_decision", text="Granted.")


def test_a_member_who_must_leave_does_not_count_to_the_quorum_of_a_decision() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert decision(sat).present == len(VOTERS) - 1
