"""Who is called so already, told so that an officer can say whether it is the same person."""

from __future__ import annotations

import msgspec

from server.council.register import Individual, Register

ANOTHER = "another"
"""The answer that it is none of them."""


class Namesake(msgspec.Struct, frozen=True):
    """Somebody by id, and the bodies on which they have or had a seat."""

    id: str
    name: str
    position: str
    bodies: tuple[str, ...]


def namesake(register: Register, person: Individual) -> Namesake:
    """What tells this person from others of the name."""
    bodies = dict.fromkeys(
        register.bodies[seat.body].name + (f" ({seat.ward})" if seat.ward else "")
        for seat in register.seats_of(person.id)
        if seat.body in register.bodies
    )
    return Namesake(person.id, person.name, person.position, tuple(bodies))
