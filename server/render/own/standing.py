"""Who a member is at this meeting: how they are recorded, in which seat, with which vote."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.people import Capacity, Person
from server.meeting.presence import Attendance, Mode
from server.meeting.quorum import here
from server.meeting.roll import NON_VOTING
from server.meeting.seats import holder, seat_of, seat_votes, substitution_of
from server.render.room import Room


class OwnSeat(msgspec.Struct, frozen=True):
    """A member's seat and why it is so.

    `recorded` is how their attendance stands: present, remote, out, left, apologies, absent, or
    not called. `substitute`: how a substitution bears on them: sits (in the seat of `other`),
    replaced (by `other`, who sits there), named (for `other`), may_come (`other` for them), or
    unnamed (they are on the list of substitutes and nobody has named them).
    """

    recorded: str
    since: datetime | None = None
    expected: str = ""
    presides: bool = False
    substitute: str = ""
    other: str = ""
    substitute_rule: str = ""
    votes: bool = True
    votes_on: tuple[str, ...] = ()
    vote_rule: str = ""
    remote_counts: bool = True
    remote_rule: str = ""
    closed: bool = False


def own_seat(room: Room, person: Person) -> OwnSeat:
    """Who this member is at this meeting."""
    meeting, rules = room.inside, room.house.profile
    attendance = meeting.presence.members.get(person.id, Attendance(person.id))
    recorded, since = _recorded(room, person, attendance)
    substitute, other = _substitute(room, person)
    votes = seat_votes(meeting, person)
    allowed = seat_of(meeting, person).votes_on
    return OwnSeat(
        recorded,
        since,
        attendance.expected,
        room.open and room.chair is not None and room.chair.id == person.id,
        substitute,
        other,
        rules.substitutes.source if substitute else "",
        votes or substitute == "unnamed",
        allowed,
        "" if votes and not allowed else NON_VOTING,
        rules.remote_counts or recorded != Mode.REMOTE.value,
        rules.remote_source,
        room.seen.sitting.phase.value == "closed",
    )


def _recorded(room: Room, person: Person, attendance: Attendance) -> tuple[str, datetime | None]:
    spell = attendance.here
    if spell is not None and not here(room.inside, person):
        return "out", None
    if spell is not None:
        return ("remote" if spell.mode is Mode.REMOTE else "present"), spell.since
    if attendance.spells:
        return "left", attendance.spells[-1].until
    return (attendance.answer.value if attendance.answer else "uncalled"), None


def _substitute(room: Room, person: Person) -> tuple[str, str]:
    found = substitution_of(room.inside, person.id)
    if found is None:
        return ("unnamed" if person.capacity is Capacity.SUBSTITUTE else ""), ""
    sits = holder(room.inside, found)
    own = person.id == found.substitute
    other = room.house.name(found.member if own else found.substitute)
    if own:
        return ("sits" if sits == person.id else "named"), other
    return ("replaced" if sits == found.substitute else "may_come"), other
