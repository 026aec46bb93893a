"""Presiding: who is in the chair, and so has the chair's rights, words and casting vote.

The chair presides if present; if the chair is absent or barred, the vice-chair; if both are, whom
those present choose (LGA 1972 Sch 12 para 5). Rights follow the office in that time, not the user.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from server.meeting.bars import barring
from server.meeting.command import Office
from server.meeting.interests import Part
from server.meeting.people import Capacity
from server.meeting.presence import InChair, Mode
from server.meeting.quorum import spell_of
from server.meeting.seats import seated
from server.meeting.sitting import Phase

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting
    from server.meeting.people import Person


def chair_of(meeting: Meeting) -> Person | None:
    """The chair of the body: who presides when nobody else has been put in the chair."""
    titles = ("chair", "mayor", "convener", "president")
    by_title = meeting.office_holder(meeting.profile.chair_title)
    return by_title or next((p for p in meeting.members if p.role.lower().startswith(titles)), None)


def vice_chair_of(meeting: Meeting) -> Person | None:
    """The vice-chair of the body."""
    titles = ("vice", "deputy")
    return next((p for p in meeting.members if p.role.lower().startswith(titles)), None)


def office_of(meeting: Meeting, person: Person) -> Office:
    """The office of a person on the list, before anybody takes the chair."""
    if person.capacity is Capacity.OFFICER:
        return Office.OFFICER
    chair = chair_of(meeting)
    return Office.CHAIR if chair is not None and chair.id == person.id else Office.MEMBER


def standing_office(meeting: Meeting, office: Office, person: str) -> Office:
    """In which office somebody acts now: the chair's rights are with whoever presides."""
    if office in (Office.CLERK, Office.OFFICER) or not person:
        return office
    if all(each.id != person for each in meeting.invited):  # taken off the list, and from office
        return Office.MEMBER
    now = presiding(meeting)
    if now is None:  # nobody has the rights of an empty chair who is known to be away
        begun = meeting.sitting.phase in (Phase.OPEN, Phase.ADJOURNED)
        away = begun and meeting.presence.of(person).answered
        return Office.MEMBER if office is Office.CHAIR and away else office
    if now.id == person:
        return Office.CHAIR
    return Office.MEMBER if office is Office.CHAIR and taking(meeting) is not None else office


def taking(meeting: Meeting, at: datetime | None = None) -> InChair | None:
    """The latest occasion on which somebody took the chair, by now or by that time."""
    taken = [t for t in meeting.presence.chair if at is None or t.since <= at]
    return max(taken, key=lambda each: each.since) if taken else None


def presiding(meeting: Meeting, at: datetime | None = None) -> Person | None:
    """Who is in the chair now, or was at that time; None if nobody is.

    Whoever took the chair keeps it until somebody else takes it, or until leaving. Until somebody
    has, the chair of the body presides by being here.
    """
    taken = taking(meeting, at)
    person = meeting.find_person(taken.person) if taken else chair_of(meeting)
    if person is None or not _in_the_room(meeting, person, at):
        return None
    if taken is not None and left_since(meeting, person, taken.since, at):
        return None
    return person


def left_since(meeting: Meeting, person: Person, since: datetime, at: datetime | None) -> bool:
    """Whether this person has been away at some moment from then until now, or until that time."""

    def within(moment: datetime | None) -> bool:
        return moment is not None and moment > since and (at is None or moment <= at)

    spells = meeting.presence.of(person.id).spells
    own = (i for i in meeting.interests.declared if i.person == person.id)
    absences = (absence.since for interest in own for absence in interest.absences)
    return any(within(spell.until) for spell in spells) or any(map(within, absences))


def due_to_preside(meeting: Meeting) -> Person | None:
    """Who is to preside by rule of those here: the chair, else the vice-chair; None is that those
    present choose. Who is barred from the item in hand is passed over."""
    for person in (chair_of(meeting), vice_chair_of(meeting)):
        if person is not None and _may_preside(meeting, person):
            return person
    return None


def _may_preside(meeting: Meeting, person: Person) -> bool:
    if not _in_the_room(meeting, person):
        return False
    numbers = [item.number for item in meeting.all_in_hand]
    return barring(meeting, person.id, numbers, Part.PRESIDE) is None


def _in_the_room(meeting: Meeting, person: Person, at: datetime | None = None) -> bool:
    """Whether this person is present in law, and in their seat: a remote member only by the
    profile."""
    spell = spell_of(meeting, person, at)
    if spell is None or not seated(meeting, person, at):
        return False
    return spell.mode is Mode.CHAMBER or meeting.profile.remote_counts
