"""The fold: events make a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.meeting.act import remember
from server.meeting.event import Recorded, Undone
from server.meeting.meeting import NOWHERE, Meeting


def advance(meeting: Meeting, before: Sequence[Recorded], new: Sequence[Recorded]) -> Meeting:
    """The meeting after `new`, where `before` has made `meeting`."""
    if any(isinstance(recorded.event, Undone) for recorded in new):
        return replay([*before, *new])
    return _apply(meeting, new)


def replay(recorded: Sequence[Recorded]) -> Meeting:
    """The fold: the meeting that these events make, less what was undone."""
    undone = {(r.event.actor, r.event.command) for r in recorded if isinstance(r.event, Undone)}
    kept = (r for r in recorded if (r.stamp.actor, r.stamp.command) not in undone)
    return _apply(NOWHERE, kept)


def _apply(meeting: Meeting, recorded: Iterable[Recorded]) -> Meeting:
    for stamp, event in recorded:
        meeting = event.apply(meeting, stamp)
        if event.undoable:
            meeting = remember(meeting, stamp, event.title, event.final)
    return meeting
