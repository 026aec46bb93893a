"""The proceedings: what concerns the whole meeting stands on record where the meeting was."""

from __future__ import annotations

from datetime import datetime

from server.meeting.meeting import Meeting


def item_meanwhile(meeting: Meeting, at: datetime) -> str:
    """The number of the item that was in hand at that time; else of the last that had been, or of
    the first on the agenda."""
    now = meeting.in_hand_at(at)
    if now is not None:
        return now.number
    taken = [(span.since, i.number) for i in meeting.items for span in i.spans if span.since <= at]
    if taken:
        return max(taken)[1]
    return meeting.items[0].number if meeting.items else ""
