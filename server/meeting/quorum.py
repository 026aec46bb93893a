"""The quorum: how many members are needed, how many are here, and so whether it is quorate."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Mode, Spell


class Quorum(msgspec.Struct, frozen=True):
    """Members needed and members present."""

    needed: int
    present: int
    membership: int

    @property
    def quorate(self) -> bool:
        """Whether enough members are present."""
        return self.present >= self.needed


def here(meeting: Meeting, person: Person, at: datetime | None = None) -> bool:
    """Whether this person is here now, or was at that time: arrived, not departed, and not out.

    A member who has left because of an interest is not present for its item.
    """
    return _spell(meeting, person, at) is not None


def counts(meeting: Meeting, person: Person, at: datetime | None = None) -> bool:
    """Whether this person counts to the quorum. A remote member counts only by the profile
    (England since 7 May 2021: present means in the room; Wales: LG&E(W) Act 2021 s.47)."""
    spell = _spell(meeting, person, at)
    if spell is None or not person.counts:
        return False
    return spell.mode is Mode.CHAMBER or meeting.profile.remote_counts


def quorum(meeting: Meeting, at: datetime | None = None) -> Quorum:
    """The quorum now, or as it was at that time, by the profile's rule for the membership."""
    membership = sum(1 for person in meeting.members if person.counts)
    present = sum(1 for person in meeting.members if counts(meeting, person, at))
    return Quorum(meeting.profile.quorum.needed(membership), present, membership)


def _spell(meeting: Meeting, person: Person, at: datetime | None) -> Spell | None:
    if meeting.interests.out(person.id, at):
        return None
    attendance = meeting.presence.of(person.id)
    return attendance.here if at is None else attendance.here_at(at)
