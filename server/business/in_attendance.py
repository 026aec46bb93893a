"""In attendance: officers, advisers and guests, and for which items they are here.

In private an officer is inside only while recorded here, so that it is minuted who stayed.
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
from server.meeting.presence import InAttendance


class AttendanceNoted(Event, frozen=True):
    """Somebody who is not a member attends, for all items or for some."""

    title: ClassVar[str] = N_("In attendance")
    name: str
    position: str = ""
    authority: str = ""
    items: tuple[str, ...] = ()
    person: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        if not self.name:  # it was erased, and there is nothing else to tell
            return meeting
        other = InAttendance(
            stamp.id, self.name, self.position, self.authority, self.items, self.person
        )
        presence = replace(meeting.presence, others=(*meeting.presence.others, other))
        return replace(meeting, presence=presence)

    def nameless(self) -> Event:
        """Who is on the list, or came by a post or for an organisation, is on the public record;
        who came as nobody but themselves is not for ever."""
        of_record = self.person or self.position or self.authority or not self.name
        return self if of_record else replace(self, name="")


class AttendanceEnded(Event, frozen=True):
    """Somebody who is not a member attends no longer."""

    title: ClassVar[str] = N_("No longer in attendance")
    other: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        others = tuple(
            replace(each, until=stamp.happened_at) if each.id == self.other else each
            for each in meeting.presence.others
        )
        return replace(meeting, presence=replace(meeting.presence, others=others))


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_in_attendance(
    meeting: Meeting,
    actor: Actor,
    person: str = "",
    name: str = "",
    position: str = "",
    authority: str = "",
    items: str = "",
) -> Iterator[Event]:
    """Somebody attends who is not a member: an officer or guest of the list, or by name.

    `items` are the numbers of the items that they attend for, parted by commas; none is all.
    """
    numbers = tuple(meeting.item(n.strip()).number for n in items.split(",") if n.strip())
    if person:
        listed = meeting.person(person)
        if listed in meeting.callable:
            raise Refused(N_("{name} is a member: call the roll for them."), name=listed.name)
        noted = AttendanceNoted(
            listed.name, listed.position, listed.authority, numbers or listed.items, person
        )
    else:
        if not name:
            raise Refused(N_("Say who is in attendance."))
        noted = AttendanceNoted(name, position, authority, numbers)
    if any(
        o.name == noted.name and o.authority == noted.authority and o.until is None
        for o in meeting.presence.others
    ):
        raise Refused(N_("{name} is recorded as in attendance already."), name=noted.name)
    yield noted


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_no_longer_in_attendance(meeting: Meeting, actor: Actor, other: str) -> Iterator[Event]:
    """Somebody in attendance leaves, as an officer does for an interest (LGA 1972 s.117)."""
    found = next((each for each in meeting.presence.others if each.id == other), None)
    if found is None or found.until is not None:
        raise Refused(N_("They are not recorded as in attendance. Look again."))
    yield AttendanceEnded(other)
