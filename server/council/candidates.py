"""Who may be given a seat on a body: the members of the council first, then others known here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from server.council.register import Body, BodyKind, Individual, Register, Seat, surname
from server.council.seating import presides
from server.meeting.people import Capacity

_DEPUTY = re.compile(r"\b(vice|deputy|depute|is-gadeirydd)\b", re.IGNORECASE)


def council_above(register: Register, body: Body, day: date) -> Body | None:
    """The body whose members sit on this one: the nearest above it that has any, else the full
    council; None for the full council itself."""
    known, above = {body.id}, register.bodies.get(body.parent)
    while above is not None and above.id not in known:
        if _members(register, above.id, day):
            return above
        known.add(above.id)
        above = register.bodies.get(above.parent)
    for full in register.bodies_of(body.council):
        if full.kind is BodyKind.COUNCIL and full.id != body.id and full.ended is None:
            return full
    return None


def of_the_council(register: Register, body: Body, day: date) -> list[Individual]:
    """The members of the council who have no seat on this body, as they sit there."""
    above = council_above(register, body, day)
    if above is None:
        return []
    return _people(register, _members(register, above.id, day), _seated(register, body, day))


def others_known(register: Register, body: Body, day: date) -> list[Individual]:
    """Everybody else of whom a seat for members is known, on whatever body, by surname."""
    left_out = _seated(register, body, day) | {p.id for p in of_the_council(register, body, day)}
    seats = [s for s in register.seats.values() if s.capacity is not Capacity.OFFICER]
    return sorted(_people(register, seats, left_out), key=_by_surname)


def officers_known(register: Register, body: Body, day: date) -> list[Individual]:
    """Everybody who is an officer of some body, or has a post, and has no seat on this one."""
    posts = {p.id for p in register.people.values() if p.position}
    seats = register.seats.values()
    posts |= {seat.person for seat in seats if seat.capacity is Capacity.OFFICER}
    left_out = _seated(register, body, day)
    found = [p for id, p in register.people.items() if id in posts and id not in left_out]
    return sorted(found, key=_by_surname)


def chair_word(register: Register, body: Body, day: date, usual: str) -> str:
    """What who presides over a body is called: Chairman where the council has one, else as usual
    by its rules."""
    above = council_above(register, body, day)
    seats = _members(register, above.id, day) if above is not None else []
    roles = [seat.role.casefold() for seat in seats if presides(seat)]
    return "Chairman" if "chairman" in roles and usual == "Chair" else usual


def has_chair(register: Register, body: Body, day: date) -> bool:
    """Whether somebody presides over it already."""
    return any(presides(seat) for seat in _members(register, body.id, day))


def has_vice_chair(register: Register, body: Body, day: date) -> bool:
    """Whether somebody deputises for who presides over it already."""
    return any(_DEPUTY.search(seat.role) for seat in _members(register, body.id, day))


def _members(register: Register, body: str, day: date) -> list[Seat]:
    return [s for s in register.seats_on(body, day) if s.capacity is Capacity.MEMBER]


def _seated(register: Register, body: Body, day: date) -> set[str]:
    """Who has a seat on the body, today or to come."""
    seats = register.seats.values()
    return {s.person for s in seats if s.body == body.id and (s.until is None or s.until >= day)}


def _people(register: Register, seats: Iterable[Seat], left_out: set[str]) -> list[Individual]:
    ids = dict.fromkeys(seat.person for seat in seats)
    return [register.people[id] for id in ids if id in register.people and id not in left_out]


def _by_surname(person: Individual) -> tuple[str, str, str]:
    return surname(person.name), person.name.casefold(), person.id
