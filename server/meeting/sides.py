"""The two sides of a meeting: as it is, and as it is known outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from server.meeting.event import Recorded
from server.meeting.fold import advance, overheard
from server.meeting.meeting import NOWHERE, Meeting


class Sides(NamedTuple):
    """A meeting as it is inside, and as those outside know it: private business never changes the
    outside, which is then the same object."""

    inside: Meeting
    outside: Meeting

    def after(self, before: Sequence[Recorded], new: Sequence[Recorded]) -> Sides:
        """Both sides after `new`, where `before` has made these."""
        return Sides(advance(self.inside, before, new), overheard(self.outside, before, new))


def sides_of(recorded: Sequence[Recorded]) -> Sides:
    """Both sides of the meeting that was recorded."""
    return Sides(NOWHERE, NOWHERE).after((), recorded)
