"""What a member who is outside because of their own interest is told, while the meeting is in
private: what everybody outside knows, and of what is inside their own acts alone.

Which of the items for which the public is excluded is in hand, they are not told: nothing here
changes while those inside go from one to another.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.agenda import Standing
from server.meeting.interests import Interest
from server.meeting.meeting import Meeting
from server.meeting.sides import Sides


class KeptOut(msgspec.Struct, frozen=True):
    """An interest of theirs, by the number and title of its item as they are published; without,
    it is in the business of the meeting. `left`: when they are recorded as having left. `done`:
    everybody knows that the item is."""

    number: str
    title: str
    left: datetime | None
    done: bool


def kept_out(sides: Sides, person: str) -> tuple[KeptOut, ...]:
    """Why this member is outside, if it is because of their own interests."""
    inside, outside = sides
    if inside.presence.of(person).here is None:
        return ()
    own = (i for i in inside.interests.declared if i.person == person and i.must_leave)
    closed = _closed(outside)
    return tuple(
        _told(outside, interest, closed)
        for interest in own
        if interest.out or _concerns(outside, interest, closed)
    )


def _closed(outside: Meeting) -> tuple[str, ...]:
    """The items for which everybody knows that the public is excluded, with those under them."""
    covered = set(outside.private.items) if outside.private is not None else set()
    return tuple(i.number for i in outside.items if covered & set(outside.line_of(i.number)))


def _concerns(outside: Meeting, interest: Interest, numbers: tuple[str, ...]) -> bool:
    return any(
        interest.concerns(above, budget=outside.sets_budget(number))
        for number in numbers
        for above in outside.line_of(number)
    )


def _told(outside: Meeting, interest: Interest, closed: tuple[str, ...]) -> KeptOut:
    item = outside.find_item(interest.item)
    if item is None:
        return KeptOut("", "", interest.left_at, done=False)
    done = item.standing is Standing.TAKEN and not _concerns(outside, interest, closed)
    return KeptOut(item.number, item.title, interest.left_at, done)
