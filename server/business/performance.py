"""A performance: a rehearsal that is played from a script until a person takes over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    ALWAYS,
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


class PerformanceTakenOver(Event, frozen=True):
    """A person took over as clerk; the script plays no further."""

    title: ClassVar[str] = N_("Performance taken over")
    undoable: ClassVar[bool] = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return replace(meeting, performed=False)


@command(Office.CLERK, phases=ALWAYS)
def take_over_performance(meeting: Meeting, actor: Actor) -> Iterator[Event]:
    """Stop the performance and go on by hand from where it stands."""
    if not meeting.performed:
        raise Refused(N_("This meeting is not being performed from a script."))
    yield PerformanceTakenOver()
