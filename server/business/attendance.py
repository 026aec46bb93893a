"""Attendance: the roll-call, arrivals and departures, and those in attendance.

Nobody is present by default. A remote member is present only while they can hear the others
and be heard by them (SI 2020/392 reg 5; LG&E(W) Act 2021 s.47), so the clerk asks first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.faults import lost
from server.meeting.frozen import require_after_votes, require_no_part_taken
from server.meeting.people import Person
from server.meeting.presence import Answer, Attendance, Mode, Spell
from server.meeting.readmission import Seen
from server.meeting.sitting import Phase


class AttendanceKnown(Event, frozen=True):
    """Something became known of a member's attendance."""

    person: str

    def seen(self) -> Seen:
        """How the member stands after it."""
        return Seen(self.person, Answer.PRESENT)

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """What is said in public to have happened in private is told as of when it is said."""
        late = replace(self.seen(), at=stamp.recorded_at)
        return None if heard.private is not None else late


class MemberPresent(AttendanceKnown, frozen=True):
    """A member answered the roll-call."""

    title: ClassVar[str] = N_("Present")
    mode: Mode = Mode.CHAMBER

    def seen(self) -> Seen:
        return Seen(self.person, Answer.PRESENT, self.mode)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        called = meeting.presence.of(self.person)
        answered = called.arrive(self.mode, stamp.happened_at, stamp.id, called=True)
        return _attending(meeting, answered)


class ApologyReceived(AttendanceKnown, frozen=True):
    """A member sent word that they cannot come."""

    title: ClassVar[str] = N_("Apologies")
    note: str = ""

    def seen(self) -> Seen:
        return Seen(self.person, Answer.APOLOGIES)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        called = meeting.presence.of(self.person)
        return _attending(meeting, called.excuse(Answer.APOLOGIES, self.note, stamp.id))


class MemberAbsent(AttendanceKnown, frozen=True):
    """A member is not here and has sent no word."""

    title: ClassVar[str] = N_("Absent")

    def seen(self) -> Seen:
        return Seen(self.person, Answer.ABSENT)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        called = meeting.presence.of(self.person)
        return _attending(meeting, called.excuse(Answer.ABSENT, "", stamp.id))


class MemberArrived(AttendanceKnown, frozen=True):
    """A member joined, or came back, while the meeting went on."""

    title: ClassVar[str] = N_("Arrived")
    mode: Mode = Mode.CHAMBER

    def seen(self) -> Seen:
        return Seen(self.person, Answer.PRESENT, self.mode)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        before = meeting.presence.of(self.person)
        return _attending(meeting, before.arrive(self.mode, stamp.happened_at, stamp.id))


class MemberDeparted(AttendanceKnown, frozen=True):
    """A member left while the meeting went on."""

    title: ClassVar[str] = N_("Left")

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        before = meeting.presence.of(self.person)
        return _attending(meeting, before.depart(stamp.happened_at, stamp.id))


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_present(
    meeting: Meeting, actor: Actor, person: str, remote: bool = False, heard: bool = False
) -> Iterator[Event]:
    """At the roll-call: the member is here. A remote member must hear and be heard."""
    member = meeting.member(person)
    _require_not_lost(meeting, member)
    mode = _mode(member, remote, heard)
    before = meeting.presence.of(person)
    if before.here is not None and before.here.mode is mode:
        raise Refused(N_("{name} is recorded as present already."), name=member.name)
    if before.spells and before.here is None:
        raise Refused(N_("{name} was here before and left: record a return."), name=member.name)
    if before.here is not None:
        _require_after_arrival(actor, member, before.here)
    require_after_votes(meeting, actor.at, person)
    yield MemberPresent(person, mode)


@command(Office.CLERK, phases=UNTIL_CLOSE, offered="person", sends=("note",))
def record_apologies(
    meeting: Meeting, actor: Actor, person: str, note: str = ""
) -> Iterator[Event]:
    """The member has sent apologies."""
    member = meeting.member(person)
    _not_here_so_far(meeting, member)
    before = meeting.presence.of(person)
    if before.answer is Answer.APOLOGIES and before.note == note:
        raise Refused(N_("The apologies of {name} are recorded already."), name=member.name)
    yield ApologyReceived(person, note)


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_absent(meeting: Meeting, actor: Actor, person: str) -> Iterator[Event]:
    """The member is neither here nor has sent apologies."""
    member = meeting.member(person)
    _not_here_so_far(meeting, member)
    if meeting.presence.of(person).answer is Answer.ABSENT:
        raise Refused(N_("{name} is recorded as absent already."), name=member.name)
    yield MemberAbsent(person)


@command(Office.CLERK, phases=(Phase.OPEN, Phase.ADJOURNED))
def record_arrival(
    meeting: Meeting, actor: Actor, person: str, remote: bool = False, heard: bool = False
) -> Iterator[Event]:
    """The member joins, or comes back, at a time that the minutes will give."""
    member = meeting.member(person)
    _require_not_lost(meeting, member)
    mode = _mode(member, remote, heard)
    before = meeting.presence.of(person)
    if before.here is not None:
        raise Refused(N_("{name} is here already."), name=member.name)
    left = before.spells[-1].until if before.spells else None
    if left is not None and actor.at < left:
        raise Refused(
            N_("{name} left at {time}: state a time after that."), name=member.name, time=left
        )
    require_after_votes(meeting, actor.at, person)
    yield MemberArrived(person, mode)


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_departure(meeting: Meeting, actor: Actor, person: str) -> Iterator[Event]:
    """The member leaves, at a time that the minutes will give."""
    member = meeting.member(person)
    here = meeting.presence.of(person).here
    if here is None:
        raise Refused(N_("{name} is not recorded as being here."), name=member.name)
    _require_after_arrival(actor, member, here)
    if meeting.sitting.phase_at(actor.at) is Phase.OPEN:
        _require_no_interest_in_hand(meeting, member)
    require_after_votes(meeting, actor.at, person)
    yield MemberDeparted(person)


def _require_no_interest_in_hand(meeting: Meeting, member: Person) -> None:
    """Who leaves because of an interest in the item in hand is minuted as doing so, under it."""
    item = meeting.in_hand
    bearing = meeting.bearing(item) if item else ()
    for interest in bearing:
        must_leave = interest.must_leave and not interest.out
        if interest.item and interest.person == member.id and must_leave:
            raise Refused(
                N_(
                    "{name} has declared an interest in item {number}. Record that they left "
                    "because of it, so that it is minuted under the item."
                ),
                name=member.name,
                number=interest.item,
            )


def _require_not_lost(meeting: Meeting, member: Person) -> None:
    """Who is away because their connection was lost is here again when it is back."""
    fault = lost(meeting.faults, member.id)
    if fault is not None:
        raise Refused(
            N_(
                "The connection of {name} is recorded as lost since {time}. Record that it is back."
            ),
            name=member.name,
            time=fault.since,
        )


def _mode(member: Person, remote: bool, heard: bool) -> Mode:
    if remote and not heard:
        raise Refused(
            N_(
                "A remote member is present only while they can hear and be heard. "
                "Ask {name}, and confirm it."
            ),
            name=member.name,
        )
    return Mode.REMOTE if remote else Mode.CHAMBER


def _require_after_arrival(actor: Actor, member: Person, here: Spell) -> None:
    if actor.at < here.since:
        raise Refused(
            N_("{name} arrived at {time}: state a time after that."),
            name=member.name,
            time=here.since,
        )


def _not_here_so_far(meeting: Meeting, member: Person) -> None:
    """An answer to the roll given in error may be replaced; a time spent here may not."""
    attendance = meeting.presence.of(member.id)
    if any(not spell.called or spell.until is not None for spell in attendance.spells):
        raise Refused(
            N_("{name} has been at the meeting: what is recorded is that they left."),
            name=member.name,
        )
    if attendance.spells:
        require_no_part_taken(meeting, member)


def _attending(meeting: Meeting, attendance: Attendance) -> Meeting:
    return replace(meeting, presence=meeting.presence.with_(attendance))
