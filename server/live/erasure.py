"""Names that were erased from a record, and what the record keeps of the events that held them.

The line that says so is on the record for good: what was erased, when, and what is left of it. From
then on the event reads as what is left, also before its own line is overwritten, so a process that
has it in memory forgets the name as soon as it reads on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from server.journal.journal import Row
from server.live.lines import recorded_in
from server.meeting.event import Event, Recorded, Stamp, read_event
from server.meeting.meeting import Meeting
from server.words import N_


class NamesErased(Event, frozen=True):
    """The names of the public were erased from one event.

    `of` is its id, `kind` the name that it is registered under, and `left` what is kept of it, as
    JSON.
    """

    title: ClassVar[str] = N_("Names erased")
    undoable: ClassVar[bool] = False
    of: str
    kind: str
    left: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting

    @property
    def kept(self) -> Event:
        """The event as it reads from now on. Raises UnknownEvent."""
        return read_event(self.kind, self.left.encode())


def recorded_of(rows: Sequence[Row]) -> list[Recorded]:
    """The events of these rows, without the names that were erased by any of them."""
    found = [recorded_in(row) for row in rows]
    erased = {event.of: event for _, event in found if isinstance(event, NamesErased)}
    if not erased:
        return found
    return [
        Recorded(stamp, erased[stamp.id].kept if stamp.id in erased else event)
        for stamp, event in found
    ]
