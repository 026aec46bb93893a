"""What was spoken: an entry that tells who had the floor, and for how long once they end."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.debate import Turn
from server.meeting.meeting import Meeting
from server.meeting.record import Entry, OnOpenRecord


class Spoken(OnOpenRecord, frozen=True, kw_only=True):
    """Somebody was given the floor. Its entry has the id of the turn.

    `spoke` is for how many seconds they had it, and None until they end. The journal never knows:
    the fold enters it, whatever brought the turn to its end.
    """

    spoke: int | None = None


def with_times(was: Meeting, meeting: Meeting) -> Meeting:
    """The meeting in which the record tells of every turn that ended since, how long it was."""
    for turn in meeting.debate.turns:
        before = was.debate.turn(turn.id)
        if turn.over and (before is None or not before.over):
            meeting = _timed(meeting, turn)
    return meeting


def _timed(meeting: Meeting, turn: Turn) -> Meeting:
    seconds = round(turn.used.total_seconds())

    def told(entry: Entry) -> Entry:
        if not isinstance(entry.matter, Spoken):
            return entry
        return replace(entry, matter=replace(entry.matter, spoke=seconds))

    return meeting.change_entry(turn.id, told)
