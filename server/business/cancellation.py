"""Cancelling a meeting before it is opened. Everybody is told that it is not held, and why.

Its page and its agenda stay: a meeting that was called is not forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.sitting import Phase


class MeetingCancelled(Event, frozen=True):
    """The meeting is not held; `reason` tells everybody why."""

    title: ClassVar[str] = N_("Meeting cancelled")
    reason: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return replace(meeting, notice=replace(meeting.notice, cancelled=self.reason))


class MeetingReinstated(Event, frozen=True):
    """The meeting that was cancelled is held after all."""

    title: ClassVar[str] = N_("Meeting held after all")

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return replace(meeting, notice=replace(meeting.notice, cancelled=""))


@command(Office.CLERK, phases=(Phase.BEFORE,), asks={"reason": N_("Say why it is cancelled.")})
def cancel_meeting(meeting: Meeting, actor: Actor, reason: str) -> Iterator[Event]:
    """Cancel the meeting, with the reason that everybody reads."""
    if meeting.notice.cancelled:
        raise Refused(N_("The meeting is cancelled already."))
    yield MeetingCancelled(reason)


@command(Office.CLERK, phases=(Phase.BEFORE,))
def reinstate_meeting(meeting: Meeting, actor: Actor) -> Iterator[Event]:
    """Hold the meeting after all."""
    if not meeting.notice.cancelled:
        raise Refused(N_("The meeting is not cancelled."))
    yield MeetingReinstated()
