"""Meetings that have been convened and nothing more."""

from __future__ import annotations

from datetime import UTC, datetime

from server.meeting.event import Event, Recorded, Stamp
from server.meeting.fold import replay
from server.meeting.meeting import Meeting

LONG_BEFORE = datetime(2020, 1, 1, tzinfo=UTC)


def folded(*events: Event) -> Meeting:
    """The meeting that these events make, all at one time long ago."""
    stamp = Stamp("0", LONG_BEFORE, LONG_BEFORE, "clerk", "0")
    return replay([Recorded(stamp, event) for event in events])
