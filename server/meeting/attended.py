"""Who was here while an item was considered: the answer that a dispute will ask for."""

from __future__ import annotations

from server.meeting.agenda import AgendaItem
from server.meeting.meeting import Meeting
from server.meeting.people import Person


def attended(meeting: Meeting, item: AgendaItem) -> tuple[Person, ...]:
    """The members who were here at some moment while the item, or a sub-item, was in hand.

    A member who had left for an interest during the whole of it was not.
    """
    spans = [s for i in (item, *meeting.children(item.number)) for s in i.spans]
    return tuple(
        person
        for person in meeting.members
        if any(
            meeting.presence.of(person.id).here_during(span.since, span.until)
            and not _out_all_along(meeting, person, item)
            for span in spans
        )
    )


def _out_all_along(meeting: Meeting, person: Person, item: AgendaItem) -> bool:
    first, last = item.spans[0].since if item.spans else None, item.spans[-1:]
    for interest in meeting.interests.for_item(item.number, item.parent):
        if interest.person != person.id or interest.left_at is None or first is None:
            continue
        back = interest.returned_at
        until = last[0].until if last else None
        if interest.left_at <= first and (back is None or (until is not None and back >= until)):
            return True
    return False
