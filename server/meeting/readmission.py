"""Readmission: what those outside are told when private business ends, and nothing else is.

On return they know who is here, who presides, which items were considered in private and what goes
on in public. Inside the same event changes only what is in hand.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from server.meeting.agenda import Access, AgendaItem, Standing
from server.meeting.event import Event, Stamp
from server.meeting.faults import Fault
from server.meeting.interests import Interest, Interests
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionStanding
from server.meeting.presence import Answer, Attendance, InChair, Mode, Presence
from server.meeting.presiding import presiding
from server.meeting.span import Span

_TAKEN = (Standing.IN_HAND, Standing.TAKEN)


class Seen(Event, frozen=True):
    """How somebody stands: their answer at the roll, and how they are here if they are.

    As part of a return it is what everybody is told of them; by itself it is what those outside
    hear of somebody who comes back, or whose coming is told afterwards. By itself it is not stored.
    """

    person: str
    answer: Answer | None = None
    mode: Mode | None = None
    at: datetime | None = None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return _seen(meeting, self, self.at or stamp.happened_at, stamp.id)


def seen_again(heard: Meeting, person: str) -> Seen:
    """Somebody is here again, as those outside hear it, in the way in which they were here."""
    spells = heard.presence.of(person).spells
    return Seen(person, Answer.PRESENT, spells[-1].mode if spells else Mode.CHAMBER)


class Return(msgspec.Struct, frozen=True):
    """What those outside are told when private business ends, and all that they are told.

    Who is here now, and who presides. `resumed` are the items that go on in public, `considered`
    those that were taken in private. `open` are the votes and motions, put or moved in public, that
    are still to be decided, and `faults` what failed in public and was not restored. `extended`: by
    how many minutes the sitting is longer by now.
    """

    people: tuple[Seen, ...] = ()
    presiding: str = ""
    resumed: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    extended: int = 0


def on_return(meeting: Meeting, at: datetime) -> Return:
    """What those outside are told, if private business ends at that time."""
    exclusion = meeting.private
    chair = presiding(meeting, at)
    in_private = exclusion.items if exclusion is not None else ()
    taken = (
        item
        for item in meeting.items
        if meeting.is_closed(item.number)
        and any(number in in_private for number in meeting.line_of(item.number))
    )
    pending, members = meeting.votes.pending, meeting.presence.answered  # not as they came
    motions = (m.id for m in meeting.motions.moved if m.open)
    return Return(
        people=tuple(_standing(meeting, each) for _, each in sorted(members.items())),
        presiding=chair.id if chair is not None else "",
        resumed=tuple(i.number for i in meeting.all_in_hand if not meeting.is_closed(i.number)),
        considered=tuple(i.number for i in taken if i.standing in _TAKEN),
        open=tuple(
            id
            for id in (*motions, *((pending.id,) if pending is not None else ()))
            if id not in meeting.sealed
        ),
        faults=tuple(
            fault.id
            for fault in meeting.faults
            if fault.until is None and fault.id not in meeting.sealed
        ),
        extended=meeting.extended,
    )


def returned(meeting: Meeting, told: Return, stamp: Stamp) -> Meeting:
    """The meeting after private business has ended: inside it changes only what is in hand."""
    at = stamp.happened_at
    opened = meeting.private.closed if meeting.private is not None else ()
    ended = tuple(replace(e, until=at) if e.until is None else e for e in meeting.exclusions)

    def become(item: AgendaItem) -> AgendaItem:
        if item.number not in told.resumed:
            item = item.leave(at)
        if item.number in told.considered and item.standing is Standing.PENDING:
            return replace(item, standing=Standing.TAKEN)
        if item.number in opened and item.number not in told.considered:
            return replace(item, access=Access.OPEN, paragraphs=())
        return item

    for seen in told.people:
        meeting = _seen(meeting, seen, at, stamp.id)
    return replace(
        meeting,
        exclusions=ended,
        extended=told.extended,
        items=tuple(become(item) for item in meeting.items),
        presence=_presided(meeting, told, stamp),
        faults=tuple(_mended(meeting, fault, told, at) for fault in meeting.faults),
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


def _standing(meeting: Meeting, attendance: Attendance) -> Seen:
    here = attendance.here if not meeting.interests.out(attendance.person) else None
    return Seen(attendance.person, attendance.answer, here.mode if here is not None else None)


def _seen(meeting: Meeting, seen: Seen, at: datetime, event: str) -> Meeting:
    """The meeting in which it is known how somebody stands; where it was known nothing changes."""
    own = meeting.presence.of(seen.person)
    out = meeting.interests.out(seen.person)
    if seen.mode is not None:
        if out:
            meeting = replace(meeting, interests=_back(meeting, seen.person, at))
        if own.here is None or own.here.mode is not seen.mode:
            own = own.arrive(seen.mode, at, event)
    elif own.here is not None and not out:
        own = own.depart(at, event)
    elif own.here is None and not own.spells and own.answer is not seen.answer:
        own = _answered(own, seen, at, event)
    if own is meeting.presence.of(seen.person) or own == meeting.presence.of(seen.person):
        return meeting
    return replace(meeting, presence=meeting.presence.with_(own))


def _answered(own: Attendance, seen: Seen, at: datetime, event: str) -> Attendance:
    """Who came and went in private was there: the names of those present are minuted (LGA 1972
    Sch 12 para 40)."""
    if seen.answer is Answer.PRESENT:
        return own.arrive(Mode.CHAMBER, at, event).depart(at, event)
    return own.excuse(seen.answer, "", event) if seen.answer is not None else own


def _back(meeting: Meeting, person: str, at: datetime) -> Interests:
    """The interests in which somebody who is here again is not out any more."""

    def ended(interest: Interest) -> Interest:
        if interest.person != person or not interest.out:
            return interest
        last = interest.absences[-1]
        until = max(at, last.since)
        return replace(interest, absences=(*interest.absences[:-1], Span(last.since, until)))

    return replace(
        meeting.interests, declared=tuple(ended(each) for each in meeting.interests.declared)
    )


def _presided(meeting: Meeting, told: Return, stamp: Stamp) -> Presence:
    known = presiding(meeting)
    if not told.presiding or (known is not None and known.id == told.presiding):
        return meeting.presence
    chair = InChair(told.presiding, stamp.happened_at, event=stamp.id)
    return replace(meeting.presence, chair=(*meeting.presence.chair, chair))


def _mended(meeting: Meeting, fault: Fault, told: Return, at: datetime) -> Fault:
    """What failed in public and does not last was restored in private."""
    lasts = fault.id in told.faults or fault.id in meeting.sealed
    return fault if fault.until is not None or lasts else replace(fault, until=at)


def _settled(meeting: Meeting, motion: Motion, told: Return) -> Motion:
    """A motion that was moved in public and is not open any more was dealt with in private."""
    if not motion.open or motion.id in told.open or motion.id in meeting.sealed:
        return motion
    return replace(motion, standing=MotionStanding.IN_PRIVATE)
