"""An agenda that is published again: what is on record under the first stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from server.meeting.agenda import Access, AgendaItem
from server.meeting.meeting import Meeting
from server.meeting.notice import Revision
from server.meeting.presence import Attendance
from server.meeting.refused import Refused
from server.words import N_

_PLANNED = (
    "number",
    "title",
    "parent",
    "purpose",
    "summary",
    "recommendations",
    "presenters",
    "minutes",
    "papers",
    "minutes_of",
    "declarations",
    "budget",
    "access",
    "paragraphs",
    "private_title",
    "public_interest",
)
"""What a summons says of an item; all else came later."""


def republished(meeting: Meeting, new: Meeting, what: str, at: datetime) -> Meeting:
    """The meeting with the agenda, the people and the arrangements of `new`, which was convened of
    nothing, and with everything that is on record."""
    moved = meeting.notice.moved_from
    if new.starts_at != meeting.starts_at and moved is None:
        moved = meeting.starts_at
    notice = replace(
        meeting.notice,
        attend=new.notice.attend,
        revisions=(*meeting.notice.revisions, Revision(at, what)),
        moved_from=None if moved == new.starts_at else moved,
    )
    return replace(
        meeting,
        title=new.title,
        starts_at=new.starts_at,
        place=new.place,
        profile=new.profile,
        people=new.people,
        vacancies=new.vacancies,
        disqualified=new.disqualified,
        items=tuple(_items(meeting, new)),
        join=new.join,
        dial_in=new.dial_in,
        watch=new.watch,
        rehearsal=new.rehearsal,
        notice=notice,
    )


def items_spoken_for(meeting: Meeting) -> Iterator[str]:
    """The items, by number, under which something is on record, declared, sent or asked for."""
    for item in meeting.items:
        if item.record and not item.urgent:
            yield item.number
    for interest in meeting.interests.declared:
        yield interest.item
    for offer in meeting.offers.waiting:
        for name in ("item", "items"):
            yield from (part.strip() for part in str(offer.given.get(name, "")).split(","))
    for request in meeting.debate.requests:
        yield request.item
    for other in meeting.presence.others:
        yield from other.items


def people_spoken_for(meeting: Meeting) -> Iterator[str]:
    """Those of the list of whom something is on record."""
    for person in meeting.people:
        if meeting.presence.of(person.id) != Attendance(person.id):
            yield person.id
    yield from (other.person for other in meeting.presence.others if other.person)
    for interest in meeting.interests.declared:
        yield interest.person
    for offer in meeting.offers.waiting:
        yield offer.person
    for substitution in meeting.substitutions:
        yield from (substitution.member, substitution.substitute)


def require_still_closed(meeting: Meeting, new: Meeting) -> None:
    """Refuse to open by the way what was closed at the meeting's own page."""
    for item in meeting.items:
        found = new.find_item(item.number)
        closed = item.access is not Access.OPEN and found is not None
        if closed and found is not None and found.title == item.title and not found.closed:
            raise Refused(
                N_(
                    "Item {number} is closed to the public. Close it in the agenda too, or open it "
                    "first on the meeting’s own page."
                ),
                number=item.number,
            )


def _items(meeting: Meeting, new: Meeting) -> Iterator[AgendaItem]:
    for item in new.items:
        was = meeting.find_item(item.number)
        if was is None or was.title != item.title:
            yield item
        else:
            yield replace(was, **{name: getattr(item, name) for name in _PLANNED})
    known = {item.number for item in new.items}
    yield from (item for item in meeting.items if item.urgent and item.number not in known)
