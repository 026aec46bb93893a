"""The quorum: how many members are needed, how many are here, and so whether it is quorate."""

from __future__ import annotations

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Mode


class Quorum(msgspec.Struct, frozen=True):
    """Members needed and members present, as they stand."""

    needed: int
    present: int
    membership: int

    @property
    def quorate(self) -> bool:
        """Whether enough members are present."""
        return self.present >= self.needed


def here(meeting: Meeting, person: Person) -> bool:
    """Whether this person is here now: arrived, not departed, and not out for an interest.

    A member who has left because of an interest is not present for its item.
    """
    attending = meeting.presence.of(person.id).here is not None
    return attending and not meeting.interests.out(person.id)


def counts(meeting: Meeting, person: Person) -> bool:
    """Whether this person counts to the quorum now. A remote member counts only by the profile
    (England since 7 May 2021: present means in the room; Wales: LG&E(W) Act 2021 s.47)."""
    if not person.counts or not here(meeting, person):
        return False
    spell = meeting.presence.of(person.id).here
    remote = spell is not None and spell.mode is Mode.REMOTE
    return not remote or meeting.profile.remote_counts


def quorum(meeting: Meeting) -> Quorum:
    """The quorum as it stands now, by the profile's rule over the whole membership."""
    membership = sum(1 for person in meeting.members if person.counts)
    present = sum(1 for person in meeting.members if counts(meeting, person))
    return Quorum(meeting.profile.quorum.needed(membership), present, membership)
