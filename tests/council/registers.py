"""Registers for tests: a council with two bodies and some people."""

from __future__ import annotations

from datetime import date

from server.council.register import Body, BodyKind, Council, Individual, Register, Seat

TODAY = date(2026, 11, 23)
OAKHAM = Council(id="oakham", name="Oakham Town Council")
FULL = Body(
    id="full",
    council="oakham",
    name="Oakham Town Council",
    kind=BodyKind.COUNCIL,
    profile="english_parish",
)
PLANNING = Body(id="planning", council="oakham", name="Planning Committee")


def person(id: str, name: str = "") -> Individual:
    """Somebody."""
    return Individual(id=id, name=name or id.title())


def seat(id: str, person: str, body: str = "full", **more: object) -> Seat:
    """A seat."""
    return Seat(id=id, body=body, person=person, **more)  # type: ignore[arg-type]


def register(people: list[Individual], seats: list[Seat]) -> Register:
    """A register with these people and seats."""
    return Register(
        councils={"oakham": OAKHAM},
        bodies={"full": FULL, "planning": PLANNING},
        people={each.id: each for each in people},
        seats={each.id: each for each in seats},
    )
