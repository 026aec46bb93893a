"""A rehearsal in the journal: the streams that are apart from the record, and how one ends.

What stands below `rehearsal/` is no meeting of the council's: whoever reads the record reads the
streams below `meeting/`, and so nothing of a rehearsal is listed, found, exported or counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from server.meeting.event import Event, Recorded, Stamp
from server.meeting.meeting import Meeting
from server.words import N_, Said

REHEARSALS = "rehearsal/"


class RehearsalDiscarded(Event, frozen=True):
    """The rehearsal was discarded: every line before this one is erased, or about to be."""

    title: ClassVar[str] = N_("Rehearsal discarded")
    undoable: ClassVar[bool] = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting


class Discarded(Said):
    """There is nothing of this rehearsal any more."""


def gone() -> Discarded:
    """What is said to whoever comes too late."""
    return Discarded(N_("This rehearsal was discarded, so nothing was recorded."))


def stream_of(key: str, plan: str = "") -> str:
    """The stream of a rehearsal, of this plan if it is of one."""
    return f"{REHEARSALS}{plan}/{key}" if plan else f"{REHEARSALS}{key}"


def plan_of(stream: str) -> str:
    """The plan that the rehearsal of this stream is of; empty if of none."""
    return stream.removeprefix(REHEARSALS).rpartition("/")[0]


def is_rehearsal(stream: str) -> bool:
    """Whether this is the stream of a rehearsal that is kept apart from the record."""
    return stream.startswith(REHEARSALS)


def is_discarded(recorded: Iterable[Recorded]) -> bool:
    """Whether a rehearsal with these lines was discarded."""
    return any(isinstance(each.event, RehearsalDiscarded) for each in recorded)
