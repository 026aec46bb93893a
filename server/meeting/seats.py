"""Seats: who sits in a seat when a substitute was named. One seat, one voice.

By the profile, whoever of the two comes first holds the seat for the whole meeting, or it may be
handed over between items.
"""

from __future__ import annotations

from datetime import datetime

from server.meeting.meeting import Meeting
from server.meeting.people import Person, Substitution


def substitution_of(meeting: Meeting, person: str) -> Substitution | None:
    """The substitution in which this person takes part, as substitute or as the member replaced."""
    return next((s for s in meeting.substitutions if person in (s.substitute, s.member)), None)


def holder(meeting: Meeting, substitution: Substitution, at: datetime | None = None) -> str:
    """The person who holds the seat now, or held it at that time: whoever came first, until it
    was handed over. Before either has come it is the member's."""
    handed = [to for to, when in substitution.handed if at is None or when <= at]
    if handed:
        return handed[-1]
    came = [
        (spells[0].since, person)
        for person in (substitution.member, substitution.substitute)
        if (spells := meeting.presence.of(person).spells) and (at is None or spells[0].since <= at)
    ]
    return min(came, key=lambda arrival: arrival[0])[1] if came else substitution.member


def seated(meeting: Meeting, person: Person, at: datetime | None = None) -> bool:
    """Whether this person holds a seat on the body now, or held one at that time."""
    found = substitution_of(meeting, person.id)
    if found is None:
        return person.member
    return holder(meeting, found, at) == person.id


def seat_of(meeting: Meeting, person: Person) -> Person:
    """The member whose seat this person has or may take: a substitute stands in another’s."""
    found = substitution_of(meeting, person.id)
    replaced = meeting.find_person(found.member) if found else None
    return replaced or person


def seat_votes(meeting: Meeting, person: Person) -> bool:
    """Whether the seat that this person has or may take has a vote."""
    return seat_of(meeting, person).counts
