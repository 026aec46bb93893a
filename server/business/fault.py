"""Faults of a hybrid meeting: the stream, the conference or one member's connection is lost.

Who cannot hear and be heard is not present (SI 2020/392 reg 5; LG&E(W) Act 2021 s.47): a member
whose connection is lost is away from that time until they are heard again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
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
    Term,
    command,
    replace,
)
from server.meeting.faults import Fault, What
from server.meeting.frozen import require_after_votes, require_no_vote_since
from server.meeting.presence import Answer, Attendance, Mode
from server.meeting.proceedings import item_meanwhile
from server.meeting.readmission import Seen

_CALLED = {What.STREAM: N_("The live stream"), What.CONFERENCE: N_("The video conference")}


class FaultRecorded(OnOpenRecord, frozen=True):
    """Something was lost. A member whose connection it was is no longer here."""

    title: ClassVar[str] = N_("Something failed")
    what: What
    person: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        fault = Fault(stamp.id, self.what, stamp.happened_at, self.person)
        failed = replace(meeting, faults=(*meeting.faults, fault))
        before = meeting.presence.of(self.person)
        if self.what is What.MEMBER and before.here is not None:
            failed = _attending(failed, before.depart(stamp.happened_at, stamp.id))
        return super().apply(failed, stamp)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        if any(f.id == entry.id and f.until is not None for f in meeting.faults):
            raise Refused(N_("It was restored since: strike that entry out first."))
        if self.person:
            require_no_vote_since(meeting, entry.at, self.person)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        kept = tuple(fault for fault in meeting.faults if fault.id != entry.id)
        before = meeting.presence.of(self.person)
        struck = replace(meeting, faults=kept)
        return _attending(struck, _stayed(before, entry.id)) if self.person else struck


class FaultMended(OnOpenRecord, frozen=True):
    """What was lost is there again, after so many whole minutes. A member is here again."""

    title: ClassVar[str] = N_("Restored")
    fault: str
    what: What
    person: str = ""
    minutes: int = 0

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        """That a member is back, if they come back in public; of the rest nothing was told."""
        if heard.private is not None or self.what is not What.MEMBER:
            return None
        return Seen(self.person, Answer.PRESENT, Mode.REMOTE, stamp.recorded_at)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        mended = _ended(meeting, self.fault, stamp.happened_at)
        before = meeting.presence.of(self.person)
        if self.what is What.MEMBER and before.here is None:
            mended = _attending(mended, before.arrive(Mode.REMOTE, stamp.happened_at, stamp.id))
        return super().apply(mended, stamp)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        if self.person:
            require_no_vote_since(meeting, entry.at, self.person)
        same = [fault.id for fault in meeting.faults if _same(fault, self.what, self.person)]
        if same[-1:] != [self.fault]:
            raise Refused(N_("It was lost again since: strike that entry out first."))
        spells = meeting.presence.of(self.person).spells
        if any(spell.arrival == entry.id and spell.until is not None for spell in spells):
            raise Refused(
                N_("{name} has left since, so this cannot be struck out."),
                name=meeting.name_of(self.person),
            )

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        lost = _ended(meeting, self.fault, None)
        before = meeting.presence.of(self.person)
        spells = tuple(spell for spell in before.spells if spell.arrival != entry.id)
        return _attending(lost, replace(before, spells=spells)) if self.person else lost


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_fault(meeting: Meeting, actor: Actor, what: What, person: str = "") -> Iterator[Event]:
    """The stream, the conference or one member's connection is lost."""
    _require_person(meeting, what, person)
    failing = _open(meeting, what, person)
    if failing is not None:
        raise Refused(
            N_("{what} is recorded as lost already, since {time}."),
            what=_named(meeting, what, person),
            time=failing.since,
        )
    if what is What.MEMBER:
        _require_remote(meeting, actor, person)
        require_after_votes(meeting, actor.at, person)
    yield FaultRecorded(item_meanwhile(meeting, actor.at), what, person)


@command(Office.CLERK, phases=UNTIL_CLOSE)
def record_restored(
    meeting: Meeting, actor: Actor, what: What, person: str = "", heard: bool = False
) -> Iterator[Event]:
    """What was lost is there again. A member must hear the others and be heard."""
    _require_person(meeting, what, person)
    failing = _open(meeting, what, person)
    if failing is None:
        raise Refused(
            N_("{what} is not recorded as lost, so it cannot be restored."),
            what=_named(meeting, what, person),
        )
    if actor.at < failing.since:
        raise Refused(
            N_("{what} was lost at {time}: state a time after that."),
            what=_named(meeting, what, person),
            time=failing.since,
        )
    if what is What.MEMBER and meeting.presence.of(person).here is None:
        _require_back(meeting, actor, person, heard)
        require_after_votes(meeting, actor.at, person)
    minutes = (actor.at - failing.since) // timedelta(minutes=1)
    item = item_meanwhile(meeting, actor.at)
    yield FaultMended(item, failing.id, what, person, minutes)


def _require_person(meeting: Meeting, what: What, person: str) -> None:
    if what is What.MEMBER:
        meeting.member(person)
    elif person:
        raise Refused(
            N_("{name} is named: say that it was their connection, or name nobody."),
            name=meeting.person(person).name,
        )


def _require_remote(meeting: Meeting, actor: Actor, person: str) -> None:
    here = meeting.presence.of(person).here
    if here is None or here.mode is not Mode.REMOTE:
        raise Refused(
            N_(
                "{name} is not recorded as taking part remotely, so there is no connection to lose."
            ),
            name=meeting.name_of(person),
        )
    if actor.at < here.since:
        raise Refused(
            N_("{name} arrived at {time}: state a time after that."),
            name=meeting.name_of(person),
            time=here.since,
        )


def _require_back(meeting: Meeting, actor: Actor, person: str, heard: bool) -> None:
    spells = meeting.presence.of(person).spells
    left = spells[-1].until if spells else None
    if left is not None and actor.at < left:
        raise Refused(
            N_("{name} left at {time}: state a time after that."),
            name=meeting.name_of(person),
            time=left,
        )
    if not heard:
        raise Refused(
            N_(
                "A remote member is present only while they can hear and be heard. "
                "Ask {name}, and confirm it."
            ),
            name=meeting.name_of(person),
        )


def _named(meeting: Meeting, what: What, person: str) -> str:
    if what is What.MEMBER:
        return meeting.name_of(person)
    return Term(_CALLED[what])


def _same(fault: Fault, what: What, person: str) -> bool:
    return fault.what is what and fault.person == person


def _open(meeting: Meeting, what: What, person: str) -> Fault | None:
    known = (f for f in meeting.faults if _same(f, what, person))
    return next((fault for fault in known if fault.until is None), None)


def _ended(meeting: Meeting, id: str, until: datetime | None) -> Meeting:
    faults = (replace(f, until=until) if f.id == id else f for f in meeting.faults)
    return replace(meeting, faults=tuple(faults))


def _stayed(attendance: Attendance, loss: str) -> Attendance:
    """The attendance of somebody who did not go when it was recorded: here until the next time
    that they came, if they came again."""
    spells = list(attendance.spells)
    for n, spell in enumerate(spells):
        if spell.departure == loss:
            later = spells[n + 1] if n + 1 < len(spells) else None
            until, departure = (later.since, later.arrival) if later else (None, "")
            spells[n] = replace(spell, until=until, departure=departure)
    return replace(attendance, spells=tuple(spells))


def _attending(meeting: Meeting, attendance: Attendance) -> Meeting:
    return replace(meeting, presence=meeting.presence.with_(attendance))
