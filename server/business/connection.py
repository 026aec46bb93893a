"""Connections: a member's own device was connected, or lost. The server tells what it saw itself.

It is evidence and never attendance: the clerk asks whether a member hears and is heard, and
records it (LG&E(W) Act 2021 s.47). So nothing of it stands on the record, and nobody but the
clerk sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)


class DeviceConnected(Event, frozen=True):
    """A device of a member's was connected, the first of theirs or again."""

    title: ClassVar[str] = N_("Device connected")
    undoable: ClassVar[bool] = False
    person: str

    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:
        return None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        joined = meeting.connections.joined(self.person, stamp.happened_at)
        return replace(meeting, connections=joined)


class DeviceLost(Event, frozen=True):
    """The last device of a member's is connected no more."""

    title: ClassVar[str] = N_("Device lost")
    undoable: ClassVar[bool] = False
    person: str

    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:
        return None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        lost = meeting.connections.lost(self.person, stamp.happened_at)
        return replace(meeting, connections=lost)


@command(Office.SERVER, phases=UNTIL_CLOSE)
def record_connection(
    meeting: Meeting, actor: Actor, person: str, connected: bool
) -> Iterator[Event]:
    """A member's own device is connected, or the last of theirs is not any more."""
    found = meeting.person(person)
    if found not in meeting.may_sit:
        raise Refused(
            N_("{name} is no member: the connections of members’ own devices alone are kept."),
            name=found.name,
        )
    if meeting.connections.connected(person) == connected:
        already = N_("A device of {name} is known to be connected already.")
        away = N_("No device of {name} is known to be connected, so none was lost.")
        raise Refused(already if connected else away, name=found.name)
    yield DeviceConnected(person) if connected else DeviceLost(person)
