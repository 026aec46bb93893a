"""Who somebody on the list of a meeting is, so that a standing link knows them in another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity, Person
from server.meeting.presiding import office_of


class Seat(msgspec.Struct, frozen=True):
    """A person in a meeting: what they are called, their office, and by what they are known.

    `council`: whose meeting it is; a body stands for itself where no council is named.
    `marks`: what tells people of one name apart within that council. `by_own_link`: no standing
    link opens this meeting, for it is a rehearsal.
    """

    name: str
    office: Office
    council: str
    marks: str
    by_own_link: bool = False


class Known(Protocol):
    """A link or a sign-in: whom it was made for."""

    @property
    def person(self) -> str:
        """Their id, which is made from the surname and is no proof."""

    @property
    def name(self) -> str:
        """What they are called."""

    @property
    def council(self) -> str:
        """Of which council."""

    @property
    def marks(self) -> str:
        """What tells them apart there."""


Seats = Callable[[str, str], Seat | None]
"""The seat of a person in a meeting, by its key; None if they are not on its list."""


REGISTERED = "registered as "
"""How the marks of somebody begin who is known by the council’s register."""


def nobody(key: str, person: str) -> None:
    """The seats of a server without meetings."""


def seat_of(meeting: Meeting, person: str) -> Seat | None:
    """The seat of this person, before anybody takes the chair."""
    found = next((each for each in meeting.invited if each.id == person), None)
    if found is None:
        return None
    council = meeting.council or meeting.body
    return Seat(found.name, office_of(meeting, found), council, _marks(meeting, found))


def same(known: Known, seat: Seat) -> bool:
    """Whether a link that was made for somebody is theirs who has this seat.

    One server may hold the meetings of several councils, and each may have a Cllr Jones or a Legal
    Adviser: nobody is let in by a name alone. Whoever cannot be told from another gets a link to
    that meeting.
    """
    return known.council != "" and (known.name, known.council, known.marks) == (
        seat.name,
        seat.council,
        seat.marks,
    )


def _marks(meeting: Meeting, person: Person) -> str:
    """What tells this person from others of the same name in the council.

    Of a member whose body is in the council's register it is their id there, which stays whatever
    group they join. Else authority and group; the role on the body as well where it does not go
    with the meeting: of officers, and where another person there has the same name.
    """
    if meeting.body_id and person.capacity in (Capacity.MEMBER, Capacity.SUBSTITUTE):
        return f"{REGISTERED}{person.id}"
    alike = any(p.name == person.name and p.id != person.id for p in meeting.people)
    officer = person.capacity is Capacity.OFFICER
    marks = [person.authority, person.group]
    if officer:
        marks += ["officer", person.role, person.position]
    elif alike:
        marks += ["one of several", person.role]
    return " / ".join(marks)
