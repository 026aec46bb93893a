"""Advice: without a reason the rule stands; with one, the rule and the reason are kept."""

from __future__ import annotations

import pytest

from server.meeting.advice import Advice
from server.meeting.refused import Advised, Refused
from server.meeting.votes import Despite
from tests.debated import moved, the_vote


def test_without_a_reason_a_rule_stands_and_says_so() -> None:
    advice = Advice("")
    with pytest.raises(Advised) as refusal:
        advice.against("No smoking", "{name} smokes.", name="Owen")
    assert str(refusal.value) == "Owen smokes."
    assert advice.despite == ()


def test_what_is_advised_is_refused() -> None:
    assert issubclass(Advised, Refused)


def test_with_a_reason_every_rule_that_gave_way_is_kept() -> None:
    advice = Advice("late")
    advice.against("No smoking", "No.")
    advice.against("No shouting", "No.")
    assert advice.despite == (Despite("No smoking", "late"), Despite("No shouting", "late"))


def test_a_reason_where_no_rule_is_in_the_way_is_not_kept() -> None:
    sat = moved()
    sat.do("put_question", override="just in case")
    assert the_vote(sat).question.despite == ()


def test_one_reason_carries_over_all_rules_that_are_in_the_way() -> None:
    sat = moved(seconder="")
    assert "Without a seconder" in sat.refused("put_question", majority="two_thirds")
    sat.do("put_question", majority="two_thirds", override="the charter asks for it")
    assert [each.rule for each in the_vote(sat).question.despite] == [
        "A motion is seconded before it is put",
        "The majority that the rules ask for",
    ]
