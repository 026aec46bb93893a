"""Declarations of interest: who declared what in which item, and who left because of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.interests import Interest
from server.meeting.profile import Requires


class InterestDeclared(OnOpenRecord, frozen=True):
    """A member declared an interest in `about`, or in the whole meeting if that is empty.

    It stands on the record under `item`, where it was declared.
    """

    title: ClassVar[str] = N_("Interest declared")
    person: str
    about: str
    interest: str
    requires: Requires
    text: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        declared = Interest(
            stamp.id, self.person, self.about, self.interest, self.requires, self.text
        )
        interests = replace(meeting.interests, declared=(*meeting.interests.declared, declared))
        return super().apply(replace(meeting, interests=interests), stamp)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        left = tuple(i for i in meeting.interests.declared if i.id != entry.id)
        return replace(meeting, interests=replace(meeting.interests, declared=left))


class NoInterestsDeclared(OnOpenRecord, frozen=True):
    """Members were asked, and nobody declared anything."""

    title: ClassVar[str] = N_("No declarations")

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        interests = replace(meeting.interests, none_declared=True)
        return super().apply(replace(meeting, interests=interests), stamp)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        return replace(meeting, interests=replace(meeting.interests, none_declared=False))


class MemberLeftForInterest(OnOpenRecord, frozen=True):
    """A member left while the item of their interest was considered."""

    title: ClassVar[str] = N_("Left for an interest")
    person: str
    interest: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        changed = _change(meeting, self.interest, left_at=stamp.happened_at, returned_at=None)
        return super().apply(changed, stamp)


class MemberReturned(OnOpenRecord, frozen=True):
    """A member who had left because of an interest came back."""

    title: ClassVar[str] = N_("Returned")
    person: str
    interest: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        changed = _change(meeting, self.interest, returned_at=stamp.happened_at)
        return super().apply(changed, stamp)


@command(Office.CLERK, phases=UNTIL_CLOSE)
def declare_interest(
    meeting: Meeting, actor: Actor, person: str, kind: str, item: str = "", nature: str = ""
) -> Iterator[Event]:
    """A member declares an interest in an item, or in none for the whole meeting."""
    member = meeting.member(person)
    found = meeting.profile.interest_kind(kind)
    if found is None:
        raise Refused(
            N_("{body} has no interest called “{kind}”: it has {kinds}."),
            body=meeting.body,
            kind=kind,
            kinds=", ".join(k.key for k in meeting.profile.interest_kinds),
        )
    about = meeting.item(item).number if item else ""
    if any(
        i.person == person and i.item == about and i.kind == kind
        for i in meeting.interests.declared
    ):
        raise Refused(N_("{name} has declared this interest already."), name=member.name)
    yield InterestDeclared(_stands_under(meeting), person, about, kind, found.requires, nature)


@command(Office.CLERK)
def declare_no_interests(meeting: Meeting, actor: Actor) -> Iterator[Event]:
    """Members were asked and none declared anything: said, not supposed."""
    if meeting.interests.declared:
        first = meeting.interests.declared[0]
        raise Refused(
            N_("{name} has declared an interest, so it cannot be said that nobody did."),
            name=meeting.name_of(first.person),
        )
    if meeting.interests.none_declared:
        raise Refused(N_("That no declarations were made is recorded already."))
    yield NoInterestsDeclared(_stands_under(meeting))


@command(Office.CLERK)
def leave_for_interest(meeting: Meeting, actor: Actor, person: str, item: str) -> Iterator[Event]:
    """The member leaves while the item of their interest is considered."""
    member = meeting.member(person)
    interest = _interest(meeting, person, item)
    if interest.requires is Requires.STAY:
        raise Refused(
            N_("The interest of {name} does not require them to leave; record a departure."),
            name=member.name,
        )
    if interest.out:
        raise Refused(N_("{name} has left already."), name=member.name)
    if meeting.presence.of(person).here is None:
        raise Refused(N_("{name} is not recorded as being here."), name=member.name)
    yield MemberLeftForInterest(meeting.item(item).number, person, interest.id)


@command(Office.CLERK)
def return_from_interest(meeting: Meeting, actor: Actor, person: str) -> Iterator[Event]:
    """The member comes back after the item of their interest."""
    member = meeting.member(person)
    out = [i for i in meeting.interests.declared if i.person == person and i.out]
    if not out:
        raise Refused(N_("{name} has not left for an interest."), name=member.name)
    left_at = out[0].left_at
    if left_at is not None and actor.at < left_at:
        raise Refused(
            N_("{name} left at {time}: state a time after that."), name=member.name, time=left_at
        )
    for interest in out:
        yield MemberReturned(_where_left(meeting, interest), person, interest.id)


def _stands_under(meeting: Meeting) -> str:
    """Where a declaration stands: under the item in hand, else under the item that asks for it."""
    if meeting.in_hand is not None:
        return meeting.in_hand.number
    asking = next((item for item in meeting.items if item.declarations), None)
    if asking is not None:
        return asking.number
    if not meeting.items:
        raise Refused(N_("This meeting has no items under which it could be recorded."))
    return meeting.items[0].number


def _interest(meeting: Meeting, person: str, number: str) -> Interest:
    item = meeting.item(number)
    for interest in meeting.interests.for_item(item.number, item.parent):
        if interest.person == person:
            return interest
    raise Refused(
        N_("{name} has not declared an interest in item {number}."),
        name=meeting.name_of(person),
        number=number,
    )


def _where_left(meeting: Meeting, interest: Interest) -> str:
    """The item under which the leaving stands, so that the return stands beside it."""
    for item in meeting.items:
        for entry in item.record:
            matter = entry.matter
            if isinstance(matter, MemberLeftForInterest) and matter.interest == interest.id:
                return item.number
    return _stands_under(meeting)


def _change(meeting: Meeting, id: str, **values: object) -> Meeting:
    interests = meeting.interests
    for interest in interests.declared:
        if interest.id == id:
            changed = replace(interest, **values)
            return replace(meeting, interests=interests.change(changed))
    return meeting
