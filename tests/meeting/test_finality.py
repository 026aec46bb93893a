"""Finality: what was decided does not come back at the same meeting, whatever its punctuation."""

from __future__ import annotations

import pytest

from tests.conftest import at_item
from tests.debated import GRANT, amended, counted, moved, the_motion

SAID = (
    "This was decided at 6.35pm, and a decision is not revisited at the same meeting. If the count "
    "is in doubt, have it counted again or make it void."
)


@pytest.mark.parametrize("figures", [(3, 1), (1, 3)])
@pytest.mark.parametrize(
    "text", [GRANT, "that permission be granted", "That permission be granted!"]
)
def test_what_was_carried_or_lost_is_not_moved_again(figures: tuple[int, int], text: str) -> None:
    sat = counted(moved(), *figures)
    assert sat.refused("move_motion", text=text, mover="ruiz") == SAID
    assert sat.refused("put_question", text=text) == SAID
    assert sat.refused("agree_without_dissent", text=text) == SAID


def test_not_under_another_item_either() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("take_item", item="5")
    assert sat.refused("move_motion", text=GRANT, mover="ruiz") == SAID


def test_another_question_is_another_question() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("move_motion", text="That permission be granted for a year.", mover="ruiz")


def test_the_body_may_have_its_reasons() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("move_motion", text=GRANT, mover="ruiz", override="rescission under SO 13")
    matter = sat.matters("3")[-1]
    assert [each.reason for each in matter.despite] == ["rescission under SO 13"]  # type: ignore[attr-defined]


def test_a_void_vote_decided_nothing() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("void_vote", reason="miscounted")
    sat.do("put_question", motion=the_motion(sat).id)


def test_a_lost_amendment_may_come_back_as_a_motion() -> None:
    sat = counted(counted(amended(), 1, 3), 1, 3)
    sat.do("move_motion", text="That permission be granted with conditions.", mover="ruiz")


def test_a_procedural_motion_may_come_back() -> None:
    sat = at_item("3")
    for _ in range(2):
        sat.do("move_procedural", what="adjourn", mover="ruiz", seconder="owen", until="8pm")
        counted(sat, 1, 3)
