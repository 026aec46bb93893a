"""The profile: how many members are needed, and which interests there are."""

from __future__ import annotations

import pytest

from server.meeting.profile import QuorumRule
from tests.conftest import PROFILE


@pytest.mark.parametrize(
    ("rule", "membership", "needed"),
    [
        (QuorumRule(), 43, 11),  # West Berkshire: a quarter of 43, rounded up
        (QuorumRule(), 44, 11),
        (QuorumRule(numerator=1, denominator=3, minimum=3), 7, 3),  # a parish, rounded up
        (QuorumRule(numerator=1, denominator=3, minimum=3), 5, 3),  # and never below three
        (QuorumRule(numerator=1, denominator=2), 4, 2),
        (QuorumRule(fixed=4), 43, 4),
        (QuorumRule(fixed=0), 5, 0),
        (QuorumRule(), 0, 1),
    ],
)
def test_the_quorum_is_a_number_or_a_fraction_rounded_up(
    rule: QuorumRule, membership: int, needed: int
) -> None:
    assert rule.needed(membership) == needed


def test_a_quorum_may_be_all_members_or_none() -> None:
    assert QuorumRule(numerator=1, denominator=1).needed(5) == 5
    assert QuorumRule(numerator=0, minimum=0).needed(5) == 0


@pytest.mark.parametrize("wrong", [{"denominator": 0}, {"numerator": -1}, {"minimum": -1}])
def test_a_quorum_that_is_no_fraction_is_an_error(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a quorum needs a fraction"):
        QuorumRule(**wrong)


def test_a_kind_of_interest_is_found_by_its_key() -> None:
    kind = PROFILE.interest_kind("affected")
    assert kind is not None
    assert kind.name == "Interest that is merely affected"
    assert PROFILE.interest_kind("curiosity") is None
