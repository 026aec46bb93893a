"""Every step towards a vote can be undone, its result not; none is struck out or reworded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from server.meeting.profile import LimitRule, VotingRule
from tests.conftest import PROFILE, Story, at_item
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, named, the_motion, the_vote

Stories = Callable[[], Story]

RULED = replace(
    PROFILE,
    limit=LimitRule(minutes=180),
    voting=VotingRule(appointments_by_lot=True),
)


def put(way: str = "hands") -> Story:
    sat = moved("amin", "shah", "owen")
    sat.do("put_question", way=way)
    return sat


def count() -> Story:
    sat = put()
    sat.do("record_counts", in_favour=2, against=1)
    return sat


def cast() -> Story:
    sat = put("named")
    sat.do("cast_vote", person="shah", choice="for")
    return sat


def late() -> Story:
    sat = put()
    sat.do("record_arrival", person="ruiz")
    return sat


def appointing() -> Story:
    sat = at_item("3", profile=RULED)
    return counted(sat, 2, 2, text="That Cllr Owen be appointed.", appointment=True)


def procedural(what: str, **given: object) -> Story:
    sat = moved(profile=RULED)
    sat.do("move_procedural", what=what, mover="ruiz", seconder="amin", **given)
    sat.do("put_question")
    sat.do("record_counts", in_favour=3, against=1)
    return sat


STEPS: list[tuple[Stories, str, dict[str, object]]] = [
    (lambda: at_item("3"), "move_motion", {"text": GRANT, "mover": "shah"}),
    (lambda: at_item("3"), "move_recommendations", {"mover": "shah"}),
    (lambda: moved(seconder=""), "second_motion", {"seconder": "ruiz"}),
    (moved, "alter_motion", {"text": CONDITIONS, "consent": True}),
    (moved, "withdraw_motion", {"consent": True}),
    (moved, "move_amendment", {"text": CONDITIONS, "mover": "ruiz"}),
    (moved, "move_procedural", {"what": "closure", "mover": "ruiz"}),
    (moved, "put_question", {}),
    (late, "reopen_roll", {"person": "ruiz", "reason": "late"}),
    (put, "void_vote", {"reason": "bell"}),
    (lambda: counted(amended(), 3, 1), "void_vote", {"reason": "bell"}),
    (lambda: put("named"), "cast_vote", {"person": "shah", "choice": "for"}),
    (cast, "change_vote", {"person": "shah", "choice": "against", "reason": "misheard"}),
    (put, "record_counts", {"in_favour": 2, "against": 1}),
    (count, "close_vote", {}),
    (lambda: procedural("closure"), "close_vote", {}),
    (lambda: procedural("next_business"), "close_vote", {}),
    (lambda: procedural("suspend", rule="SO 12"), "close_vote", {}),
    (lambda: procedural("extend", minutes=30), "close_vote", {}),
    (lambda: procedural("adjourn", until="8pm"), "close_vote", {}),
    (lambda: counted(moved(), 2, 2), "give_casting_vote", {"choice": "for"}),
    (appointing, "draw_lot", {"result": "carried"}),
    (amended, "agree_without_dissent", {}),
    (lambda: counted(moved(), 3, 1), "record_own_vote", {"person": "ruiz", "choice": "for"}),
    (
        lambda: counted(amended(), 3, 1),
        "recount_vote",
        {"in_favour": 1, "against": 3, "reason": "disputed"},
    ),
    (
        lambda: counted(amended(), 2, 2),
        "recount_vote",
        {"in_favour": 1, "against": 3, "reason": "disputed"},
    ),
    (
        lambda: named(moved(), ("for",) * 4),
        "correct_vote",
        {"person": "ruiz", "choice": "against", "reason": "misread"},
    ),
    (lambda: at_item("3", "shah", "owen"), "take_chair", {"person": "shah"}),
]


FINAL = {
    "void_vote": "A void vote stays void: put the question again.",
    "correct_vote": "A count that was put right is not undone: put it right again.",
    "recount_vote": "A count that was put right is not undone: put it right again.",
}
RESULT = (
    "The result of a vote is not undone. While its item is in hand the vote can be made void, with "
    "the reason, and taken again."
)
DECIDING = ("close_vote", "give_casting_vote", "draw_lot", "agree_without_dissent", *FINAL)
TO_UNDO = [step for step in STEPS if step[1] not in DECIDING]
TO_STAY = [step for step in STEPS if step[1] in DECIDING]


@pytest.mark.parametrize(("begun", "command", "given"), TO_STAY)
def test_what_decides_a_vote_or_puts_it_right_is_not_undone(
    begun: Stories, command: str, given: dict[str, object]
) -> None:
    sat = begun()
    sat.do(command, **given)
    assert sat.refused("undo") in (FINAL.get(command), RESULT)


def test_a_vote_closed_on_equal_votes_is_not_opened_again_either() -> None:
    assert counted(moved(), 2, 2).refused("undo") == (
        "A vote that was closed is not opened again by undoing. It can be made void, with the "
        "reason, and taken again."
    )


@pytest.mark.parametrize(("begun", "command", "given"), TO_UNDO)
def test_undone_it_is_as_it_was(begun: Stories, command: str, given: dict[str, object]) -> None:
    sat = begun()
    before = sat.meeting
    sat.do(command, **given)
    assert sat.meeting != before
    sat.do("undo")
    assert sat.meeting == before


def altered() -> Story:
    sat = moved()
    sat.do("alter_motion", text=CONDITIONS, consent=True)
    return sat


def withdrawn() -> Story:
    sat = moved()
    sat.do("withdraw_motion", consent=True)
    return sat


def closure() -> Story:
    sat = moved()
    sat.do("move_procedural", what="closure", mover="ruiz")
    return sat


def reopened() -> Story:
    sat = late()
    sat.do("reopen_roll", person="ruiz", reason="late")
    return sat


def void() -> Story:
    sat = put()
    sat.do("void_vote", reason="bell")
    return sat


def recounted() -> Story:
    sat = counted(moved(), 3, 1)
    sat.do("recount_vote", in_favour=3, against=1, reason="disputed")
    return sat


def corrected() -> Story:
    sat = named(moved(), ("for",) * 4)
    sat.do("correct_vote", person="ruiz", choice="against", reason="misread")
    return sat


DECLARED = (
    "The result of a vote is neither reworded nor struck out. While its item is in hand the vote "
    "can be counted again or made void; a slip in it can be corrected with a reason."
)
FIXED: list[tuple[Stories, str]] = [
    (moved, "A motion is not struck out: record that it was withdrawn."),
    (altered, "An alteration is not struck out: alter the motion again."),
    (withdrawn, "A withdrawal is not struck out: have the motion moved again."),
    (amended, "An amendment is not struck out: record that it was withdrawn."),
    (closure, "A motion is not struck out: record that it was withdrawn."),
    (put, "A question that was put is not struck out: make the vote void."),
    (reopened, "A roll that was opened again is not struck out: make the vote void."),
    (void, "A void vote stays void: put the question again."),
    (lambda: counted(moved(), 3, 1), DECLARED),
    (recounted, "A count is not struck out: count again, or make the vote void."),
    (corrected, "A correction of a vote is not struck out: correct the vote again."),
]


@pytest.mark.parametrize(("told", "sentence"), FIXED)
def test_what_was_moved_and_voted_is_neither_struck_out_nor_reworded(
    told: Stories, sentence: str
) -> None:
    sat = told()
    entry = sat.item("3").record[-1].id
    assert sat.refused("strike_entry", entry=entry, reason="wrong") == sentence
    assert sat.refused("correct_entry", entry=entry, text="Otherwise.") == sentence
    assert the_motion(sat).mover == "shah"


def voted_by_device(choice: str = "for") -> Story:
    """A named vote open on Shah’s motion, in which Owen has voted from her own device."""
    sat = moved()
    sat.do("put_question", way="named")
    sat.do("cast_vote", by="owen", choice=choice)
    return sat


def test_members_change_a_vote_of_theirs_by_voting_and_never_by_undoing_it() -> None:
    sat = voted_by_device()
    assert "not for the member to do" in sat.refused("undo", by="owen")
    sat.do("cast_vote", by="owen", choice="against")
    assert "not for the member to do" in sat.refused("undo", by="owen")
    sat.do("cast_vote", person="shah", choice="for")
    sat.do("cast_vote", by="amin", choice="against")
    assert "Vote anew before the close" in sat.refused("undo", by="amin")
    sat.do("close_vote", gap=True)
    assert "not for the member to do" in sat.refused("undo", by="owen")
    late = sat.refused("cast_vote", by="owen", choice="for", vote=the_vote(sat).id)
    assert "votes are not taken any more" in late
    assert the_vote(sat).cast == {"owen": "against", "shah": "for", "amin": "against"}


def test_a_question_is_not_undone_once_a_device_says_that_a_vote_on_it_is_stored() -> None:
    sat = voted_by_device()
    assert "Make the vote void" in sat.refused("undo")
    sat.do("void_vote", reason="The wrong motion was put.")
    assert the_vote(sat).cast == {"owen": "for"}


def test_a_roll_stays_open_to_whoever_was_let_in_and_has_voted_by_device() -> None:
    sat = moved("amin", "shah", "owen")
    sat.do("put_question", way="named")
    sat.do("record_arrival", person="ruiz")
    sat.do("reopen_roll", person="ruiz", reason="The vote had not begun.")
    sat.do("cast_vote", by="ruiz", choice="for")
    assert "Make the vote void" in sat.refused("undo")
    assert the_vote(sat).roll == ("amin", "shah", "owen", "ruiz")


def test_a_question_on_which_the_clerk_alone_took_votes_down_is_undone_step_by_step() -> None:
    sat = moved()
    sat.do("put_question", way="named")
    sat.do("cast_vote", person="owen", choice="for")
    sat.do("undo")
    sat.do("undo")
    assert sat.meeting.votes.taken == ()
