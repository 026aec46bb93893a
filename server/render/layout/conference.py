"""The conference, for those inside: the way in by one touch, and the numbers to dial."""

from __future__ import annotations

from server.meeting.meeting import Meeting
from server.render.layout.sitting import phase
from server.render.panel import Panel


def conference(meeting: Meeting) -> Panel:
    """How those inside take part remotely. Of a meeting as the public sees it there is nothing."""
    given: dict[str, object] = {
        "join": meeting.join,
        "dial_in": meeting.dial_in,
        "phase": phase(meeting),
    }
    return Panel("conference", "conference", "conference", given)
