"""The register: councils with their bodies, and the people who have seats on them.

It says who is a member today; a meeting takes its membership from here when it is convened, and
keeps it. Whoever leaves has a seat with a last day: nothing that was is forgotten.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from server.meeting.people import Capacity
from server.meeting_file.form import MOST_PEOPLE, Id, Text, Title, Words, WrittenItem
from server.meeting_file.values import ADDRESS, COLOUR

Colour = Annotated[str, Meta(max_length=40, pattern=COLOUR)]
Web = Annotated[str, Meta(max_length=2_000, pattern=ADDRESS)]
Digest = Annotated[str, Meta(max_length=64)]


class Nation(StrEnum):
    """The nation whose acts bind a council."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


class BodyKind(StrEnum):
    """What kind of body it is."""

    COUNCIL = "council"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub_committee"
    EXECUTIVE = "executive"
    BOARD = "board"
    JOINT = "joint"
    PANEL = "panel"


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is kept of something; a field that is empty is not written down."""


class Council(_Kept, frozen=True):
    """A council, or another organisation whose meetings are kept here.

    `colour` is its brand colour as #rrggbb, `logo` the digest of a picture among the papers.
    `contact`: how to reach those who look after its meetings. `take_part`: help for those who
    cannot get online. `privacy`: whom to ask about personal data.
    """

    id: Id
    name: Title
    nation: Nation = Nation.ENGLAND
    website: Web = ""
    colour: Colour = ""
    logo: Digest = ""
    welsh: bool = False
    contact: Text = ""
    take_part: Text = ""
    privacy: Text = ""


class Body(_Kept, frozen=True):
    """A body that meets. `profile` names its rules, `overrides` are those of its own.

    `seats`: the whole number of its members, so that vacant seats count to its quorum; 0: as many
    as are filled. `standing`: the items of every agenda; none are those of its profile. `ended`:
    its last day. A joint body belongs to the council that looks after its meetings.
    """

    id: Id
    council: Id
    name: Title
    kind: BodyKind = BodyKind.COMMITTEE
    profile: Words = ""
    parent: Id = ""
    place: Words = ""
    seats: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] = 0
    overrides: dict[str, Any] = {}
    standing: tuple[WrittenItem, ...] = ()
    how_to_attend: Text = ""
    watch: Web = ""
    ended: date | None = None


class Individual(_Kept, frozen=True):
    """Somebody who has, or had, a seat. Two people may have one name; the id tells them apart.

    `position`: the post of an officer. Nothing else is kept of them: no address, no birthday.
    """

    id: Id
    name: Title
    position: Words = ""


class Seat(_Kept, frozen=True):
    """A person's place on a body, from its first day to its last, where these are known.

    A member's seat counts to the membership; a substitute is of the pool of those who may be named
    for a member; an officer advises. `authority`: whom the person represents on a joint body.
    """

    id: Id
    body: Id
    person: Id
    capacity: Capacity = Capacity.MEMBER
    role: Words = ""
    ward: Words = ""
    group: Words = ""
    authority: Words = ""
    votes: bool = True
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the seat is held on this day, the first and the last day included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Register(msgspec.Struct, frozen=True, eq=False):
    """All of it by id, in the order in which it came."""

    councils: dict[str, Council] = {}
    bodies: dict[str, Body] = {}
    people: dict[str, Individual] = {}
    seats: dict[str, Seat] = {}

    def bodies_of(self, council: str) -> list[Body]:
        """The bodies of a council, by name; the council itself first."""
        found = [body for body in self.bodies.values() if body.council == council]
        return sorted(found, key=lambda b: (b.kind is not BodyKind.COUNCIL, b.name.casefold()))

    def council_of(self, body: Body) -> Council | None:
        """The council that a body belongs to."""
        return self.councils.get(body.council)

    def body_named(self, name: str, council: str = "") -> Body | None:
        """The body of this name, if there is one alone."""
        wanted = " ".join(name.split()).casefold()
        found = [
            body
            for body in self.bodies.values()
            if " ".join(body.name.split()).casefold() == wanted and council in ("", body.council)
        ]
        return found[0] if len(found) == 1 else None

    def seats_on(self, body: str, day: date | None = None) -> list[Seat]:
        """The seats on a body that are held on this day (ever, without one), as they sit: who
        presides first, then by surname."""
        found = [
            seat
            for seat in self.seats.values()
            if seat.body == body and (day is None or seat.held_on(day))
        ]
        return sorted(found, key=self._place)

    def seats_of(self, person: str) -> list[Seat]:
        """The seats that a person has or had, the latest first."""
        found = [seat for seat in self.seats.values() if seat.person == person]
        return sorted(found, key=lambda s: s.since or date.min, reverse=True)

    def namesakes(self, name: str) -> list[Individual]:
        """Everybody of this name."""
        wanted = " ".join(name.split()).casefold()
        return [p for p in self.people.values() if " ".join(p.name.split()).casefold() == wanted]

    def name_of(self, person: str) -> str:
        """What a person is called."""
        found = self.people.get(person)
        return found.name if found else person

    def vacancies(self, body: Body, day: date) -> int:
        """How many of its seats nobody holds on this day."""
        filled = sum(s.capacity is Capacity.MEMBER for s in self.seats_on(body.id, day))
        return max(0, body.seats - filled)

    def _place(self, seat: Seat) -> tuple[int, int, str, str]:
        order = list(Capacity)
        name = self.name_of(seat.person)
        return order.index(seat.capacity), _rank(seat.role), surname(name), name


def _rank(role: str) -> int:
    """Who presides sits first, then whoever deputises."""
    words = role.casefold()
    presides = any(word in words for word in ("chair", "mayor", "provost", "convener", "leader"))
    deputy = any(word in words for word in ("vice", "deputy", "depute"))
    return 1 if presides and deputy else 0 if presides else 2


def surname(name: str) -> str:
    """What a name is sorted by: its last word but for honours, such as OBE, with the small words
    that belong to it, such as ap, de or van der: so British lists have them."""
    words = [w for w in name.split() if not (w.isupper() and 2 <= len(w) <= 4)] or name.split()
    first = len(words) - 1
    while first > 0 and words[first - 1].islower() and not words[-1].islower():
        first -= 1
    return " ".join(words[first:]).casefold()
