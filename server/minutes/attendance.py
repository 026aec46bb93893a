"""Attendance as the note tells it: who was there, who was not, and who came late or left early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.people import Person, Substitution
from server.meeting.presence import Answer, InAttendance, Mode, Spell
from server.meeting.presiding import presiding
from server.meeting.seats import holder, seated, substitution_of
from server.minutes.model import ChairNote, MemberNote, OtherNote, Remark, Stay
from server.minutes.private import returns
from server.minutes.restricted import writable
from server.render.language import Voice
from server.words import N_, Said

_REJOINED = {
    None: N_("rejoined at {time}"),
    Mode.REMOTE: N_("rejoined remotely at {time}"),
    Mode.CHAMBER: N_("rejoined in the room at {time}"),
}
_WENT_ON = {
    Mode.REMOTE: N_("remotely from {time}"),
    Mode.CHAMBER: N_("in the room from {time}"),
}
_JOINED, _LEFT = N_("joined at {time}"), N_("left at {time}")
_IN_PRIVATE = {
    _JOINED: N_("joined while the meeting was in private"),
    _LEFT: N_("left while the meeting was in private"),
    **dict.fromkeys(_REJOINED.values(), N_("rejoined while the meeting was in private")),
}


class _Stretch(msgspec.Struct):
    """Time without a gap; somebody who only changed the mode was here all along."""

    first: Spell
    last: Spell


def members(meeting: Meeting, voice: Voice) -> tuple[MemberNote, ...]:
    """The attendance of every member in seat order, each with the substitute behind them."""
    called = tuple(person for person in meeting.callable if not _not_needed(meeting, person))
    modes = {spell.mode for person in called for spell in _lasting(meeting, person)}
    hybrid = len(modes) > 1
    return tuple(_member(meeting, person, voice, hybrid=hybrid) for person in called)


def others(meeting: Meeting) -> tuple[OtherNote, ...]:
    """Those in attendance who are not members, in the order in which they were recorded."""
    return tuple(_other(meeting, other) for other in meeting.presence.others)


def presided(meeting: Meeting) -> Iterator[ChairNote]:
    """Who was in the chair, one after the other: at the opening, and whenever somebody took it."""
    opened = meeting.sitting.opened_at
    if opened is None:
        return
    before = ""
    for at in sorted({opened, *(t.since for t in meeting.presence.chair if t.since > opened)}):
        person = presiding(meeting, at)
        if person is not None and person.id != before:
            yield ChairNote(person.id, writable(person.name), at.astimezone(meeting.zone))
            before = person.id


def _other(meeting: Meeting, other: InAttendance) -> OtherNote:
    return OtherNote(
        event=other.id,
        name=writable(other.name),
        position=writable(other.position),
        authority=writable(other.authority),
        items=other.items,
        private=other.id in meeting.sealed,
    )


def _member(meeting: Meeting, person: Person, voice: Voice, *, hybrid: bool) -> MemberNote:
    attendance = meeting.presence.of(person.id)
    replaced = substitution_of(meeting, person.id)
    spells = _lasting(meeting, person)
    event = spells[0].arrival if spells else attendance.event
    remarks = [
        *_replacing(meeting, person, event, voice),
        *_movements(meeting, person, voice),
        *_seat(meeting, person, event, voice),
    ]
    if hybrid and spells and spells[0].mode is Mode.REMOTE:
        counts = meeting.profile.remote_counts
        joined = N_("remote") if counts else N_("joined remotely; not present in law")
        remarks.insert(0, Remark(event, voice.gettext(joined)))
    return MemberNote(
        event=event,
        person=person.id,
        name=writable(person.name),
        role=writable(person.role),
        authority=writable(person.authority),
        votes=person.votes,
        answer=attendance.answer,
        mode=spells[-1].mode if spells else None,
        spells=tuple(_stay(spell, meeting.zone) for spell in spells),
        remarks=tuple(remarks),
        substitute_for=replaced.member if replaced and not person.member else "",
    )


def _not_needed(meeting: Meeting, person: Person) -> bool:
    """Whether a substitute was never called, since the member came."""
    found = substitution_of(meeting, person.id)
    if found is None or person.member or meeting.presence.of(person.id).answer is not None:
        return False
    return bool(meeting.presence.of(found.member).spells)


def _replacing(meeting: Meeting, person: Person, event: str, voice: Voice) -> Iterator[Remark]:
    """For whom a substitute came."""
    found = substitution_of(meeting, person.id)
    if found is not None and not person.member:
        name = writable(meeting.name_of(found.member))
        yield Remark(event, voice.say(Said(N_("substitute for {name}"), name=name)))


def _seat(meeting: Meeting, person: Person, event: str, voice: Voice) -> Iterator[Remark]:
    """When the seat was handed to them, or who sat in it if they attended without it."""
    found = substitution_of(meeting, person.id)
    if found is None:
        return
    for to, when in found.handed:
        if to == person.id:
            yield _remark(meeting, event, voice, N_("took the seat over at {time}"), when)
    if _lasting(meeting, person) and not _sat(meeting, person, found):
        name = writable(meeting.name_of(holder(meeting, found)))
        yield Remark(event, voice.say(Said(N_("attended; {name} sat in the seat"), name=name)))


def _sat(meeting: Meeting, person: Person, found: Substitution) -> bool:
    """Whether this person held the seat at some time while being here."""
    turns = [spell.since for spell in _lasting(meeting, person)]
    turns += [when for _, when in found.handed]
    return any(seated(meeting, person, at) for at in turns)


def _stay(spell: Spell, zone: ZoneInfo) -> Stay:
    until = spell.until.astimezone(zone) if spell.until is not None else None
    return Stay(spell.since.astimezone(zone), until)


def _movements(meeting: Meeting, person: Person, voice: Voice) -> Iterator[Remark]:
    """When they joined, left and came back, as far as that was while the meeting went on."""
    opened, closed = meeting.sitting.opened_at, meeting.sitting.closed_at
    before: Spell | None = None
    for stretch in _stretches(_lasting(meeting, person)):
        first, last = stretch.first, stretch.last
        if before is not None:
            sentence = _REJOINED[first.mode if first.mode is not before.mode else None]
            yield _remark(meeting, first.arrival, voice, sentence, first.since)
        elif not first.called and opened is not None and first.since > opened:
            yield _remark(meeting, first.arrival, voice, _JOINED, first.since)
        if last.mode is not first.mode:
            yield _remark(meeting, last.arrival, voice, _WENT_ON[last.mode], last.since)
        untold = last.departure in returns(meeting)
        if last.until is not None and (closed is None or last.until < closed or untold):
            yield _remark(meeting, last.departure, voice, _LEFT, last.until)
        before = last


def _remark(meeting: Meeting, event: str, voice: Voice, sentence: str, time: datetime) -> Remark:
    """When something happened. Of what happened in private those outside know no time: they were
    told of it on return."""
    untimed = sentence in _IN_PRIVATE and event in returns(meeting)
    text = voice.say(Said(_IN_PRIVATE[sentence] if untimed else sentence, time=time))
    return Remark(event, voice.gettext("%s [private]") % text if event in meeting.sealed else text)


def _lasting(meeting: Meeting, person: Person) -> list[Spell]:
    """The times here, but for those that lasted no time: an answer that was put right at once.

    One that began before the meeting was opened, and ended before, is left out as well.
    """
    attendance = meeting.presence.of(person.id)
    if attendance.answer is not Answer.PRESENT:
        return []
    opened = meeting.sitting.opened_at
    spells = attendance.spells
    kept = [
        spell
        for spell in spells
        if spell.until is None
        or (spell.until > spell.since and (opened is None or spell.until > opened))
    ]
    return kept or list(spells[-1:])


def _stretches(spells: list[Spell]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for spell in spells:
        if stretches and stretches[-1].last.until == spell.since:
            stretches[-1].last = spell
        else:
            stretches.append(_Stretch(spell, spell))
    return stretches
