"""How often each command of a walk is tried where it may have sense."""

from __future__ import annotations

WEIGHTS = {
    "cast_vote": 90,
    "put_question": 40,
    "record_counts": 40,
    "close_vote": 36,
    "give_casting_vote": 14,
    "draw_lot": 14,
    "move_motion": 16,
    "move_amendment": 12,
    "move_procedural": 7,
    "second_motion": 14,
    "record_present": 14,
    "record_arrival": 12,
    "record_departure": 4,
    "take_item": 5,
    "take_next": 4,
    "take_together": 3,
    "resume_meeting": 30,
    "open_meeting": 10,
    "declare_interest": 4,
    "leave_for_interest": 8,
    "return_from_interest": 8,
    "recount_vote": 10,
    "void_vote": 4,
    "correct_vote": 8,
    "change_vote": 10,
    "record_own_vote": 10,
    "reopen_roll": 8,
    "agree_without_dissent": 6,
    "alter_motion": 4,
    "withdraw_motion": 4,
    "take_chair": 4,
    "hand_over_seat": 5,
    "name_substitute": 3,
    "strike_entry": 3,
    "undo": 6,
    "adjourn_meeting": 1.5,
    "close_meeting": 0.15,
    "record_fault": 3,
    "record_restored": 12,
    "agree_previous_minutes": 6,
    "take_over_performance": 0.3,
    "defer_item": 0.5,
    "withdraw_item": 0.5,
    "declare_no_interests": 0.7,
    "close_item": 0.6,
    "open_item": 4,
    "exclude_public": 0.5,
    "move_exclusion": 0.7,
    "readmit_public": 12,
    "ask_to_speak": 8,
    "call_speaker": 10,
    "give_floor": 5,
    "put_speaker_first": 2,
    "withdraw_request": 1.5,
    "register_speaker": 1.5,
    "hold_speech": 4,
    "resume_speech": 8,
    "end_speech": 6,
    "give_more_time": 2,
    "rule_on_point": 8,
    "demand_named_vote": 30,
    "withdraw_demand": 3,
    "take_up_offer": 14,
    "put_aside_offer": 2,
    "withdraw_offer": 2,
    "record_connection": 4,
}
"""What is not named is tried once."""

WHILE_VOTING = {
    *("cast_vote", "change_vote", "record_counts", "close_vote", "reopen_roll", "void_vote"),
    *("give_casting_vote", "draw_lot"),
}
MOTIONS = {
    *("move_motion", "move_recommendations", "move_amendment", "move_procedural"),
    *("second_motion", "alter_motion", "withdraw_motion", "demand_named_vote", "withdraw_demand"),
}
AFTER_A_VOTE = {"recount_vote", "correct_vote", "record_own_vote"}
ASKING = {"ask_to_speak", "give_floor"}
CALLING = {"call_speaker", "put_speaker_first", "withdraw_request"}
SPEAKING = {"hold_speech", "resume_speech", "end_speech", "give_more_time"}
ANSWERING = {"take_up_offer", "put_aside_offer", "withdraw_offer"}
