"""Readmission: what those outside are told when private business ends, and nothing else is.

On return they know who is here, who presides, which items were considered in private and what goes
on in public. Inside the same event changes only what is in hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec.structs import replace

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.event import Event, Stamp
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionStanding
from server.meeting.presence import InChair, Mode, Presence
from server.meeting.presiding import presiding

_TAKEN = (Standing.IN_HAND, Standing.TAKEN)


class Came(msgspec.Struct, frozen=True):
    """Somebody who is here on return and was not when the public left."""

    person: str
    mode: Mode


class Return(msgspec.Struct, frozen=True):
    """What those outside are told when private business ends, and all that they are told.

    Who is here now: `came` and `went` since they left, and who presides. `resumed` are the items
    that go on in public, `considered` those that were taken in private. `open` are the votes and
    motions, put or moved in public, that are still to be decided.
    """

    came: tuple[Came, ...] = ()
    went: tuple[str, ...] = ()
    presiding: str = ""
    resumed: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def on_return(meeting: Meeting, at: datetime) -> Return:
    """What those outside are told, if private business ends at that time."""
    exclusion = meeting.private
    known = exclusion.outside if exclusion is not None else meeting.presence
    here = dict(_here(meeting, meeting.presence))
    before = dict(_here(meeting, known))
    chair = presiding(meeting, at)
    in_private = exclusion.items if exclusion is not None else ()
    taken = (
        item
        for item in meeting.items
        if meeting.is_closed(item.number)
        and any(number in in_private for number in meeting.line_of(item.number))
    )
    pending = meeting.votes.pending
    motions = (m.id for m in meeting.motions.moved if m.open)
    return Return(
        came=tuple(Came(id, mode) for id, mode in here.items() if id not in before),
        went=tuple(id for id in before if id not in here),
        presiding=chair.id if chair is not None else "",
        resumed=tuple(i.number for i in meeting.all_in_hand if not meeting.is_closed(i.number)),
        considered=tuple(i.number for i in taken if i.standing in _TAKEN),
        open=tuple(
            id
            for id in (*motions, *((pending.id,) if pending is not None else ()))
            if id not in meeting.sealed
        ),
    )


def returned(meeting: Meeting, told: Return, stamp: Stamp) -> Meeting:
    """The meeting after private business has ended: inside it changes only what is in hand."""
    at = stamp.happened_at
    ended = tuple(replace(e, until=at) if e.until is None else e for e in meeting.exclusions)

    def become(item: AgendaItem) -> AgendaItem:
        if item.number not in told.resumed:
            item = item.leave(at)
        if item.number in told.considered and item.standing is Standing.PENDING:
            return replace(item, standing=Standing.TAKEN)
        return item

    return replace(
        meeting,
        exclusions=ended,
        items=tuple(become(item) for item in meeting.items),
        presence=_as_told(meeting, told, stamp),
        motions=replace(
            meeting.motions, moved=tuple(_settled(meeting, m, told) for m in meeting.motions.moved)
        ),
        votes=replace(
            meeting.votes,
            taken=tuple(
                replace(v, unheard=True)
                if v.pending and v.id not in told.open and v.id not in meeting.sealed
                else v
                for v in meeting.votes.taken
            ),
        ),
    )


class SeenAgain(Event, frozen=True):
    """Somebody is back in public who had gone in private. It is never stored: it is what those
    outside hear of a return."""

    person: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        own = meeting.presence.of(self.person)
        mode = own.spells[-1].mode if own.spells else Mode.CHAMBER
        if own.here is not None:
            return meeting
        arrived = own.arrive(mode, stamp.happened_at, stamp.id)
        return replace(meeting, presence=meeting.presence.with_(arrived))


def _here(meeting: Meeting, presence: Presence) -> Iterator[tuple[str, Mode]]:
    """Who is here and not out because of an interest."""
    for id, attendance in presence.members.items():
        here = attendance.here
        if here is not None and not _out(meeting, id, presence):
            yield id, here.mode


def _out(meeting: Meeting, id: str, presence: Presence) -> bool:
    """Whether somebody is out for an interest: now, or when the public left."""
    exclusion = meeting.private
    if exclusion is None or presence is meeting.presence:
        return meeting.interests.out(id)
    return meeting.interests.out(id, exclusion.since)


def _as_told(meeting: Meeting, told: Return, stamp: Stamp) -> Presence:
    """The presence after it was told who is here: where it was known, it stays as it was."""
    presence, at = meeting.presence, stamp.happened_at
    for came in told.came:
        own = presence.of(came.person)
        if own.here is None:
            presence = presence.with_(own.arrive(came.mode, at, stamp.id))
    for person in told.went:
        own = presence.of(person)
        if own.here is not None and not meeting.interests.out(person):
            presence = presence.with_(own.depart(at, stamp.id))
    known = presiding(meeting)
    if told.presiding and (known is None or known.id != told.presiding):
        chair = InChair(told.presiding, at, event=stamp.id)
        presence = replace(presence, chair=(*presence.chair, chair))
    return presence


def _settled(meeting: Meeting, motion: Motion, told: Return) -> Motion:
    """A motion that was moved in public and is not open any more was dealt with in private."""
    if not motion.open or motion.id in told.open or motion.id in meeting.sealed:
        return motion
    return replace(motion, standing=MotionStanding.IN_PRIVATE)
