"""A member's interests, and what each requires of them."""

from __future__ import annotations

import msgspec

from server.meeting.interests import Interest
from server.meeting.people import Person
from server.render.room import Room


class OwnInterest(msgspec.Struct, frozen=True):
    """One interest. `nature` is told where members know of it; `requires` is what it asks, the
    dispensation taken into account, and `rule` the law that says so."""

    id: str
    kind: str
    item: str
    nature: str
    requires: str
    rule: str


class OwnInterests(msgspec.Struct, frozen=True):
    """All of them: those that bear on what is being considered, and the others."""

    now: tuple[OwnInterest, ...] = ()
    others: tuple[OwnInterest, ...] = ()


def own_interests(room: Room, person: Person) -> OwnInterests:
    """The interests of this member."""
    now = {interest.id for interest in room.bearing.get(person.id, ())}
    own = [i for i in room.inside.interests.declared if i.person == person.id]
    return OwnInterests(
        tuple(_own(room, interest) for interest in own if interest.id in now),
        tuple(_own(room, interest) for interest in own if interest.id not in now),
    )


def _own(room: Room, interest: Interest) -> OwnInterest:
    kind = room.house.profile.interest_kind(interest.kind)
    known = any(each.id == interest.id for each in room.seen.interests.declared)
    given = interest.dispensation.value
    return OwnInterest(
        interest.id,
        kind.name if kind else interest.kind,
        interest.item,
        interest.nature if known else "",
        interest.requires.value if given == "none" else f"leave_to_{given}",
        kind.source if kind else "",
    )
