"""Declarations of interest: who declared what in which item, and who left because of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Entry,
    Event,
    Matter,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.declaring import is_whole, kind_of_interest, on_record
from server.meeting.frozen import require_after_votes, require_no_vote_since
from server.meeting.interests import Dispensation, Interest
from server.meeting.people import Person
from server.meeting.proceedings import where_declared
from server.meeting.profile import Requires
from server.meeting.readmission import seen_again
from server.meeting.span import Span

_SENSITIVE = N_(
    "Of a sensitive interest only its existence is recorded (Localism Act 2011 s.32): leave its "
    "nature empty, so that it is kept nowhere."
)


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
    sensitive: bool = False
    dispensation: Dispensation = Dispensation.NONE
    budget_only: bool = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        declared = Interest(
            stamp.id,
            self.person,
            self.about,
            self.interest,
            self.requires,
            self.text,
            sensitive=self.sensitive,
            dispensation=self.dispensation,
            budget_only=self.budget_only,
            apparent_at=stamp.happened_at,
        )
        interests = replace(meeting.interests, declared=(*meeting.interests.declared, declared))
        return super().apply(replace(meeting, interests=interests), stamp)

    def reworded(self, text: str) -> Matter:
        if self.sensitive:
            raise Refused(_SENSITIVE)
        return super().reworded(text)

    def when_reworded(self, meeting: Meeting, entry: Entry) -> Meeting:
        return replace(meeting, interests=meeting.interests.changed(entry.id, nature=self.text))

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        own = (i for i in meeting.interests.declared if i.id == entry.id)
        if any(interest.absences for interest in own):
            raise Refused(
                N_(
                    "{name} left the meeting because of it: strike out the leaving, and the "
                    "return, first."
                ),
                name=meeting.name_of(self.person),
            )

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


class CameOrWent(OnOpenRecord, frozen=True):
    """A member left, or came back, because of an interest."""

    of_the_agenda: ClassVar[bool] = True

    person: str
    interest: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return _absence_by_the_record(super().apply(meeting, stamp), self.interest)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        require_no_vote_since(meeting, entry.at, self.person)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        return _absence_by_the_record(meeting, self.interest)


class MemberLeftForInterest(CameOrWent, frozen=True):
    """A member left while the item of their interest was considered."""

    title: ClassVar[str] = N_("Left for an interest")


class MemberReturned(CameOrWent, frozen=True):
    """A member who had left because of an interest came back. `after`: the item had ended by
    then, under which it stands."""

    title: ClassVar[str] = N_("Returned")
    after: bool = False

    def told(self, heard: Meeting, stamp: Stamp) -> Event:
        """That they are back; if the leaving was not heard of, without its reason."""
        out = {i.id for i in heard.interests.declared if i.out}
        if self.interest not in out:
            return seen_again(heard, self.person)
        item = heard.find_item(self.item)
        return replace(self, after=item is not None and item.ended_by(stamp.happened_at))

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """That they are back, if they come back in public."""
        return None if heard.private is not None else self.told(heard, stamp)


@command(
    Office.CLERK,
    phases=UNTIL_CLOSE,
    offered="person",
    sends=("kind", "item", "nature", "sensitive"),
    asks={
        "item": N_("Choose the item of the interest, or the whole meeting."),
        "kind": N_("Choose which kind of interest it is."),
    },
)
def declare_interest(
    meeting: Meeting,
    actor: Actor,
    person: str,
    kind: str,
    item: str,
    nature: str = "",
    sensitive: bool = False,
    dispensation: Dispensation = Dispensation.NONE,
) -> Iterator[Event]:
    """A member declares an interest in an item, or in the whole meeting (`all`).

    `dispensation`: what leave they were given in spite of it (Localism Act 2011 s.33).
    """
    member = meeting.member(person)
    found = kind_of_interest(meeting, kind)
    require_after_votes(meeting, actor.at, person)
    about = "" if is_whole(found, item) else meeting.item(item).number
    if found.budget_only and dispensation is not Dispensation.NONE:
        raise Refused(N_("A dispensation does not lift this bar ({source})."), source=found.source)
    if on_record(meeting, person, about, kind):
        raise Refused(N_("{name} has declared this interest already."), name=member.name)
    if sensitive and nature:
        raise Refused(_SENSITIVE)
    yield InterestDeclared(
        where_declared(meeting, actor.at),
        person,
        about,
        kind,
        found.requires,
        nature,
        sensitive,
        dispensation,
        found.budget_only,
    )


@command(Office.CLERK, in_public=True)
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
    yield NoInterestsDeclared(where_declared(meeting, actor.at))


@command(Office.CLERK)
def leave_for_interest(meeting: Meeting, actor: Actor, person: str, item: str) -> Iterator[Event]:
    """The member leaves while the item of their interest is considered."""
    member = meeting.member(person)
    interest = _barring(meeting, member, item)
    if interest.out:
        raise Refused(N_("{name} has left already."), name=member.name)
    _require_at_or_after(actor, member, _arrived(meeting, member), interest.returned_at)
    require_after_votes(meeting, actor.at, person)
    yield MemberLeftForInterest(meeting.item(item).number, person, interest.id)


@command(Office.CLERK)
def return_from_interest(meeting: Meeting, actor: Actor, person: str) -> Iterator[Event]:
    """The member comes back after the item of their interest."""
    member = meeting.member(person)
    out = [i for i in meeting.interests.declared if i.person == person and i.out]
    if not out:
        raise Refused(N_("{name} has not left for an interest."), name=member.name)
    _require_at_or_after(actor, member, _arrived(meeting, member), *(i.left_at for i in out))
    require_after_votes(meeting, actor.at, person)
    for interest in out:
        item, _ = _steps(meeting, interest.id)[-1]  # so that it stands beside the leaving
        after = meeting.item(item).ended_by(actor.at)
        yield MemberReturned(item, person, interest.id, after)


def _barring(meeting: Meeting, member: Person, number: str) -> Interest:
    """The interest for which the member must leave; in public one known there. Raises Refused."""
    item = meeting.item(number)
    bearing = meeting.bearing(item)
    own = [interest for interest in bearing if interest.person == member.id]
    if not own:
        raise Refused(
            N_("{name} has not declared an interest in item {number}."),
            name=member.name,
            number=number,
        )
    barring = [interest for interest in own if interest.must_leave]
    if not barring:
        raise Refused(
            N_("The interest of {name} does not require them to leave; record a departure."),
            name=member.name,
        )
    return min(barring, key=lambda i: meeting.private is None and i.id in meeting.sealed)


def _arrived(meeting: Meeting, member: Person) -> datetime:
    here = meeting.presence.of(member.id).here
    if here is None:
        raise Refused(N_("{name} is not recorded as being here."), name=member.name)
    return here.since


def _require_at_or_after(actor: Actor, member: Person, *times: datetime | None) -> None:
    latest = max(time for time in times if time is not None)
    sentence = N_("{name} last came or went at {time}: state a time after that.")
    if actor.at < latest:
        raise Refused(sentence, name=member.name, time=latest)


def _steps(meeting: Meeting, interest: str) -> list[tuple[str, Entry]]:
    """Each leaving and return because of an interest, with its item, in order of time."""
    steps = [
        (item.number, entry)
        for item in meeting.items
        for entry in item.record
        if entry.struck is None
        and isinstance(entry.matter, MemberLeftForInterest | MemberReturned)
        and entry.matter.interest == interest
    ]
    return sorted(steps, key=lambda step: step[1].at)


def _absence_by_the_record(meeting: Meeting, interest: str) -> Meeting:
    """The meeting in which the absences because of an interest are what the record says."""
    absences: list[Span] = []
    for _, entry in _steps(meeting, interest):
        out = bool(absences) and absences[-1].until is None  # what stood between may be struck out
        if isinstance(entry.matter, MemberLeftForInterest):
            absences += [] if out else [Span(entry.at)]
        elif out:
            absences[-1] = Span(absences[-1].since, entry.at)
    return replace(meeting, interests=meeting.interests.changed(interest, absences=tuple(absences)))
