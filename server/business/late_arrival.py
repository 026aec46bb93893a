"""Word that somebody comes late. It is for the clerk, and stands on no record.

It is neither an apology nor an answer to the roll: nobody is present, or excused, by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    SEATS,
    UNTIL_CLOSE,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    own,
    replace,
)

LONGEST = 80


class LateArrivalExpected(Event, frozen=True):
    """A member sent word of when they come; without `when`, that they come at the beginning."""

    title: ClassVar[str] = N_("Coming late")
    undoable: ClassVar[bool] = False
    person: str
    when: str

    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:
        return None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        expected = replace(meeting.presence.of(self.person), expected=self.when)
        return replace(meeting, presence=meeting.presence.with_(expected))


@command(Office.CLERK, *SEATS, phases=UNTIL_CLOSE)
def expect_late(
    meeting: Meeting, actor: Actor, when: str = "", person: str = ""
) -> Iterator[Event]:
    """Send word of when one comes, such as “7.15pm” or “after item 4”; empty takes it back."""
    member = meeting.member(own(actor, person))
    before = meeting.presence.of(member.id)
    if before.here is not None:
        raise Refused(N_("{name} is recorded as being here already."), name=member.name)
    if len(when) > LONGEST:
        raise Refused(
            N_("Say in a few words when, such as “7.15pm”: at most {most} characters."),
            most=LONGEST,
        )
    if when == before.expected:
        raise Refused(
            N_("The clerk knows that already.")
            if when
            else N_("Say when, such as “7.15pm” or “after item 4”.")
        )
    yield LateArrivalExpected(member.id, when)
