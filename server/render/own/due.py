"""What is required of a member now: to vote, to leave, to be called."""

from __future__ import annotations

import msgspec

from server.meeting.declared_ahead import unrecorded
from server.meeting.interests import Interest, Part
from server.meeting.people import Person
from server.render.language import Voice
from server.render.own.ballot import Ballot, ballot
from server.render.own.leaving import Leaving, Returning, leaving, returning
from server.render.room import Room


class Due(msgspec.Struct, frozen=True):
    """All that is required of a member now. `uncalled`: they are connected, and not recorded.
    `unrecorded`: the interest in what is in hand that they sent, which the clerk has not answered.
    """

    ballot: Ballot | None = None
    leaving: tuple[Leaving, ...] = ()
    returning: tuple[Returning, ...] = ()
    uncalled: bool = False
    unrecorded: Interest | None = None


def due(room: Room, person: Person, voice: Voice) -> Due:
    """What is required of this member now."""
    if not room.open:
        return Due()
    vote = room.vote
    asked = vote is not None and (vote.open or person.id in vote.cast)
    return Due(
        ballot(room, vote, person, voice) if vote is not None and asked else None,
        tuple(leaving(room, person)),
        tuple(returning(room, person)),
        _uncalled(room, person),
        unrecorded(room.inside, person.id, room.in_hand, Part.VOTE),
    )


def _uncalled(room: Room, person: Person) -> bool:
    attendance = room.inside.presence.of(person.id)
    connected = room.inside.connections.connected(person.id)
    return connected and attendance.answer is None and not attendance.spells
