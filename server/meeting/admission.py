"""Admission: who may stay while the press and public are excluded, by right of that moment."""

from __future__ import annotations

from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity, Person
from server.meeting.quorum import here
from server.meeting.seats import seated


def stays(meeting: Meeting, office: Office, person: str) -> bool:
    """Whether somebody with this sign-in is inside now.

    In public: everybody who is signed in and on the list of the meeting; whose seat was taken from
    it is the public. In private: the clerk; officers who are in attendance, for what is in hand;
    members who are here, hold their seat, and need not leave for an interest in what is in hand.
    """
    if office is Office.CLERK:
        return True
    if meeting.private is None:
        return is_listed(meeting, person)
    found = meeting.find_person(person)
    if found is None:
        return False
    if found.capacity is Capacity.OFFICER:
        return _attends(meeting, found)
    return here(meeting, found) and seated(meeting, found) and not must_leave(meeting, found)


def is_listed(meeting: Meeting, person: str) -> bool:
    """Whether this person has a page of their own. A sign-in without a person is that of an office:
    it is nobody on the list, and was made for this meeting."""
    return not person or any(each.id == person for each in meeting.invited)


def must_leave(meeting: Meeting, person: Person) -> bool:
    """Whether an interest asks this person to leave for what is in hand, or for what a motion or
    vote before the meeting concerns."""
    in_hand = [item.number for item in meeting.all_in_hand]
    before = [motion.about for motion in meeting.motions.moved if motion.open]
    vote = meeting.votes.pending
    asked = vote.question.about if vote is not None else ()
    numbers = {
        *in_hand,
        *asked,
        *(n for about in before if set(about) & set(in_hand) for n in about),
    }
    return any(_asks_to_leave(meeting, person.id, number) for number in numbers)


def _asks_to_leave(meeting: Meeting, person: str, number: str) -> bool:
    item = meeting.find_item(number)
    bearing = meeting.bearing(item) if item is not None else ()
    return any(interest.person == person and interest.must_leave for interest in bearing)


def _attends(meeting: Meeting, officer: Person) -> bool:
    """Whether an officer is recorded as in attendance, for all items or for one in hand."""
    in_hand = {item.number for item in meeting.all_in_hand}
    return any(
        not other.items or in_hand & set(other.items)
        for other in meeting.presence.others
        if other.person == officer.id and other.until is None
    )


def may_read_all(meeting: Meeting, person: str) -> bool:
    """Whether somebody who presides may read the whole record: they may stay now, and no interest
    of theirs asks them to leave for anything that was, or may be, taken in private."""
    if not stays(meeting, Office.CHAIR, person):
        return False
    covered = {number for exclusion in meeting.exclusions for number in exclusion.items}
    numbers = {
        item.number
        for item in meeting.items
        if item.closed
        or any(entry.private for entry in item.record)
        or not covered.isdisjoint(meeting.line_of(item.number))
        or any(item.number in meeting.line_of(number) for number in covered)
    }
    return not any(_asks_to_leave(meeting, person, number) for number in numbers)
