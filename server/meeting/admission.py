"""Admission: who may stay while the press and public are excluded, by right of that moment."""

from __future__ import annotations

from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity, Person
from server.meeting.quorum import here
from server.meeting.seats import seated


def stays(meeting: Meeting, office: Office, person: str) -> bool:
    """Whether somebody with this sign-in is inside now. In public everybody who is signed in is.

    In private: the clerk; officers, for the items that they came for if any are named; members who
    are here, hold their seat, and need not leave for an interest in what is in hand.
    """
    if meeting.private is None or office is Office.CLERK:
        return True
    found = meeting.find_person(person)
    if found is None:
        return False
    if found.capacity is Capacity.OFFICER:
        return not found.items or any(i.number in found.items for i in meeting.all_in_hand)
    return here(meeting, found) and seated(meeting, found) and not must_leave(meeting, found)


def must_leave(meeting: Meeting, person: Person) -> bool:
    """Whether an interest asks this person to leave for what is in hand."""
    return any(
        interest.person == person.id and interest.must_leave
        for item in meeting.all_in_hand
        for interest in meeting.bearing(item)
    )


def may_read_all(meeting: Meeting, person: str) -> bool:
    """Whether somebody who presides may read the whole record: no interest of theirs asks them to
    leave for an item of which something is private."""
    private = {item.number for item in meeting.items if any(e.private for e in item.record)}
    return not any(
        interest.person == person and interest.must_leave
        for item in meeting.items
        if item.number in private or item.closed
        for interest in meeting.bearing(item)
    )
