"""Decisions: what was resolved, under an item that was taken, and whether it was quorate."""

from __future__ import annotations

import pytest

from server.business.decision import DecisionRecorded
from server.meeting.profile import Outcome
from tests.conftest import Story, at_item, sitting


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
