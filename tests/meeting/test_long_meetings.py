"""Some thousand commands in long random meetings: after each, votes add up, the quorum is right,
and what members do from their own device is theirs alone and lost by nobody.

`make soak` walks through a hundred thousand (`tests.soak`).
"""

from __future__ import annotations

from collections import Counter

from tests.soak.walk import STEPS, Walk, lacking, sent

# What even a few meetings must accept and refuse; all of them together lack no command at all.
OFTEN = {
    *("put_question", "cast_vote", "change_vote", "record_counts", "close_vote", "recount_vote"),
    *("give_casting_vote", "void_vote", "correct_vote", "agree_without_dissent"),
    *("move_motion", "move_amendment", "move_procedural", "second_motion", "withdraw_motion"),
    *("record_present", "record_arrival", "record_departure", "record_fault", "take_chair"),
    *("declare_interest", "leave_for_interest", "name_substitute", "take_item", "adjourn_meeting"),
    *("ask_to_speak", "call_speaker", "give_floor", "hold_speech", "end_speech", "rule_on_point"),
    *("register_speaker", "expect_late", "record_connection", "demand_named_vote"),
    *("take_up_offer", "put_aside_offer", "withdraw_offer"),
    *(sent("move_motion"), sent("declare_interest"), sent("record_apologies")),
}


def test_whatever_is_asked_of_a_meeting_its_votes_add_up_to_their_rolls() -> None:
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for seed in range(24):
        meeting = Walk(seed)
        meeting.whole(STEPS)
        accepted += meeting.accepted
        refused += meeting.refused
    assert accepted.total() + refused.total() > 5_000
    assert not lacking(accepted, refused) & OFTEN
