"""A member whose interest asks them to leave: when they must, that they are out, and that they may
come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from server.meeting.agenda import Standing
from server.meeting.interests import Dispensation, Interest
from server.meeting.people import Person
from server.meeting.profile import Requires
from server.meeting.quorum import here
from server.render.room import Room


class Leaving(msgspec.Struct, frozen=True):
    """A member may not stay for what is being considered, or, `ahead`, for what is about to be.
    `out`: since when they have left."""

    item: str
    kind: str
    rule: str = ""
    speaks_first: bool = False
    out: datetime | None = None
    ahead: bool = False


class Returning(msgspec.Struct, frozen=True):
    """A member who is out may come back: the item is done, `at` that time if it is known."""

    item: str
    left: datetime | None
    at: datetime | None = None


def leaving(room: Room, person: Person) -> Iterator[Leaving]:
    """For what this member must leave, or has left."""
    now = room.bearing.get(person.id, ())
    for interest in now:
        if interest.must_leave and (interest.out or here(room.inside, person)):
            yield _leaving(room, interest)
    for interest in room.bearing_next.get(person.id, ()):
        if interest.must_leave and interest not in now and here(room.inside, person):
            yield _leaving(room, interest, room.next_closed)
    for interest in _out(room, person):
        item = room.seen.find_item(interest.item)
        if interest not in now and item is not None and item.standing is Standing.PENDING:
            yield _leaving(room, interest)


def returning(room: Room, person: Person) -> Iterator[Returning]:
    """From what this member may come back, by what is known of it outside."""
    now = room.bearing.get(person.id, ())
    for interest in _out(room, person):
        item = room.seen.find_item(interest.item)
        if interest in now or item is None:
            continue
        if item.standing not in (Standing.PENDING, Standing.IN_HAND):
            ended = item.spans[-1].until if item.spans else None
            yield Returning(item.number, interest.left_at, ended)


def _out(room: Room, person: Person) -> list[Interest]:
    own = (i for i in room.inside.interests.declared if i.person == person.id)
    return [interest for interest in own if interest.out]


def _leaving(room: Room, interest: Interest, ahead: str = "") -> Leaving:
    kind = room.house.profile.interest_kind(interest.kind)
    first = interest.requires is Requires.SPEAK_THEN_LEAVE
    return Leaving(
        ahead or interest.item or (room.in_hand[0] if room.in_hand else ""),
        kind.name if kind else interest.kind,
        kind.source if kind else "",
        first and interest.dispensation is Dispensation.NONE,
        interest.left_at if interest.out else None,
        bool(ahead),
    )
