"""Events as the journal keeps them, and back."""

from __future__ import annotations

from server.journal.journal import Line, Row
from server.meeting.event import Event, Recorded, Stamp, read_event, write_event
from server.meeting.meeting import Meeting


def line(recorded: Recorded) -> Line:
    """An event as the journal keeps it."""
    stamp, event = recorded
    return Line(
        event=type(event).__name__,
        payload=write_event(event),
        id=stamp.id,
        actor=stamp.actor,
        command=stamp.command,
        recorded_at=stamp.recorded_at,
        happened_at=stamp.happened_at,
        private=stamp.private,
    )


def recorded_in(row: Row) -> Recorded:
    """The event that a row of the journal holds; of an erased row, that something was erased."""
    stamp = Stamp(row.id, row.happened_at, row.recorded_at, row.actor, row.command, row.private)
    event: Event = Erased() if row.payload is None else read_event(row.event, row.payload)
    return Recorded(stamp, event)


class Erased(Event, frozen=True):
    """What stood here was erased for data protection. It changes nothing any more."""

    undoable = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting
