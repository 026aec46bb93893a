"""The people of a meeting: members in seat order, officers and guests."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Capacity(StrEnum):
    """In which capacity somebody takes part.

    A member has a seat. A substitute may sit in the seat of a member who cannot come.
    """

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    OFFICER = "officer"
    GUEST = "guest"


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody by id; two people may have one name, and one authority may send several.

    `role` is the position on the body ("Vice-chair"), `position` the post held elsewhere,
    `authority` the council or organisation, `ward` what a councillor is elected for. `items` are
    the items that a guest comes for. `votes_on`: the items on which alone this member votes (a
    parent governor on education); none named is every item. Co-opted members without a vote have
    `votes` false (LGHA 1989 s.13).
    """

    id: str
    name: str
    capacity: Capacity = Capacity.MEMBER
    role: str = ""
    authority: str = ""
    group: str = ""
    position: str = ""
    votes: bool = True
    items: tuple[str, ...] = ()
    votes_on: tuple[str, ...] = ()
    ward: str = ""

    @property
    def member(self) -> bool:
        """Whether this person has a seat on the body."""
        return self.capacity is Capacity.MEMBER

    @property
    def counts(self) -> bool:
        """Whether this person's seat counts to the membership and the quorum."""
        return self.member and self.votes


class Substitution(msgspec.Struct, frozen=True):
    """A substitute was named for a member. `handed` are the handovers of the seat: to whom, when.

    One seat has one voice: `server.meeting.seats` says whose it is.
    """

    id: str
    substitute: str
    member: str
    notice_at: datetime
    handed: tuple[tuple[str, datetime], ...] = ()


def name_among(people: tuple[Person, ...], id: str) -> str:
    """The name of a person by id; of two who are called alike, with what tells them apart.

    A name that is on no list stands for itself.
    """
    found = next((person for person in people if person.id == id), None)
    if found is None:
        return id
    alike = [p for p in people if p.name == found.name and p.id != id]
    if not alike:
        return found.name
    marks = [(p.authority, p.group, p.role) for p in alike]
    own = (found.authority, found.group, found.role)
    telling = next((m for n, m in enumerate(own) if m and all(x[n] != m for x in marks)), id)
    return f"{found.name} ({telling})"
