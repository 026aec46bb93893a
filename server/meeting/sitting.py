"""The sitting: not opened, open, adjourned or closed, each since a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from server.meeting.refused import Refused
from server.words import N_

if TYPE_CHECKING:
    from server.meeting.command import Actor


class Phase(StrEnum):
    """Where the sitting stands."""

    BEFORE = "before"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


class Change(msgspec.Struct, frozen=True):
    """The sitting changed: from `at` on it is in this phase. `id` is the event's."""

    phase: Phase
    at: datetime
    until: str = ""
    reason: str = ""
    id: str = ""


EARLIEST = timedelta(hours=2)
"""So long before the opening something may be said to have happened at the meeting."""


class Sitting(msgspec.Struct, frozen=True):
    """All changes of the sitting, in order. A meeting has one sitting, with adjournments in it."""

    changes: tuple[Change, ...] = ()

    @property
    def phase(self) -> Phase:
        """Where it stands after all that is known."""
        return self.changes[-1].phase if self.changes else Phase.BEFORE

    @property
    def opened_at(self) -> datetime | None:
        """When it was opened, if it has been."""
        return self.changes[0].at if self.changes else None

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed, if it has been."""
        return self.changes[-1].at if self.phase is Phase.CLOSED else None

    @property
    def latest(self) -> Change | None:
        """The newest change, if there was one."""
        return self.changes[-1] if self.changes else None

    def phase_at(self, at: datetime) -> Phase:
        """Where it stood at that time."""
        phase = Phase.BEFORE
        for change in self.changes:
            if change.at > at:
                break
            phase = change.phase
        return phase

    def require(self, phases: tuple[Phase, ...], actor: Actor) -> None:
        """Refuse what does not belong in the phase of the stated time, or lies in the future.

        The stated time decides, not the moment of arrival: a command that waited out a lost
        connection belongs where it was given.
        """
        if actor.at > actor.now:
            raise Refused(
                N_("{time} has not come yet. State a time that has passed, or none for now."),
                time=actor.at,
            )
        phase = self.phase_at(actor.at)
        early = self.opened_at is not None and actor.at < self.opened_at - EARLIEST
        if phase not in phases or early:
            raise self._not_in(phase, actor.at)

    def _not_in(self, phase: Phase, at: datetime) -> Refused:
        """Why something does not belong in this phase of that time, and what to do."""
        if phase is Phase.OPEN:
            return Refused(N_("The meeting is open already."))
        if phase is Phase.CLOSED:
            return Refused(
                N_(
                    "The meeting was closed at {time}. An entry that is wrong can still be "
                    "corrected, and what was left out can be recorded with its time."
                ),
                time=self.closed_at,
            )
        later = next((change for change in self.changes if change.at > at), None)
        if phase is Phase.BEFORE and later is not None:
            return Refused(
                N_("The meeting was opened at {time}: state a time after that."), time=later.at
            )
        if phase is Phase.BEFORE:
            return Refused(N_("The meeting has not been opened. Open it first."))
        if later is not None:
            return Refused(
                N_("The meeting stood adjourned at {time}: state a time at which it sat."), time=at
            )
        return Refused(
            N_("The meeting is adjourned. Resume it first, or state a time before {time}."),
            time=self.changes[-1].at,
        )
