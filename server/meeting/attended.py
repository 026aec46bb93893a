"""Who was here while an item was considered: the answer that a dispute will ask for."""

from __future__ import annotations

from server.meeting.agenda import AgendaItem
from server.meeting.meeting import Meeting
from server.meeting.people import Person


def attended(meeting: Meeting, item: AgendaItem) -> tuple[Person, ...]:
    """The members who were here at some moment while the item, or a sub-item, was in hand.

    Named substitutes are among them. A member who was out for an interest all that time is not.
    """
    spans = [span for each in (item, *meeting.children(item.number)) for span in each.spans]
    return tuple(
        person
        for person in meeting.callable
        if any(
            meeting.presence.of(person.id).here_during(span.since, span.until)
            and not meeting.interests.out_throughout(person.id, span.since, span.until)
            for span in spans
        )
    )
