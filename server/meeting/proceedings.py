"""The proceedings: what concerns the whole meeting stands on record where the meeting was."""

from __future__ import annotations

from datetime import datetime

from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
from server.words import N_


def item_meanwhile(meeting: Meeting, at: datetime) -> str:
    """The number of the item where the meeting was at that time, else of the first on the
    agenda."""
    return last_taken(meeting, at) or (meeting.items[0].number if meeting.items else "")


def last_taken(meeting: Meeting, at: datetime) -> str:
    """The number of the item that was in hand at that time; else of the last that had been; empty
    if none had. In public it is the last that was taken in public."""
    now = meeting.in_hand_at(at)
    if now is not None:
        return now.number
    private = meeting.private is not None or meeting.private_at(at)
    taken = [
        (span.since, item.number)
        for item in meeting.items
        for span in item.spans
        if span.since <= at and (private or not meeting.private_at(span.since))
    ]
    return max(taken)[1] if taken else ""


def where_declared(meeting: Meeting, at: datetime) -> str:
    """The number of the item under which a declaration stands: the one in hand, else the one that
    asks for declarations, else the first. Raises Refused where there are no items."""
    in_hand = meeting.in_hand_at(at)
    if in_hand is not None:
        return in_hand.number
    asking = next((item for item in meeting.items if item.declarations), None)
    if asking is not None:
        return asking.number
    if not meeting.items:
        raise Refused(N_("This meeting has no items under which it could be recorded."))
    return meeting.items[0].number
