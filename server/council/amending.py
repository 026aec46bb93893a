"""What may be changed in the register: each decided on the register as it is at that moment.

Whoever changes what somebody else has changed since they opened its form is told, and loses no
word; and no word of the other is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from server.council.change import Change
from server.council.planning import ChangedMeanwhile, RemovedMeanwhile, mark_of
from server.council.register import Body, Council, Individual, Register, Seat
from server.council.registered import BodySet, CouncilSet, PeopleSet, PersonRemoved, SeatRemoved
from server.words import N_

CHANGED = N_(
    "Somebody else has changed this since you opened it. Your words are below, and what it says "
    "now stands beside them: change what is to be, and save it again."
)
REMOVED = N_(
    "Somebody else has removed this since you opened it, so nothing was stored. Go back to see "
    "what there is."
)


def set_council(register: Register, council: Council, seen: str) -> list[Change]:
    """Change what is known of a council. Raises Refused."""
    now = _found(register.councils.get(council.id))
    council = replace(council, logo=now.logo)  # which has no field in the form
    if council == now:
        return []
    require_seen(now, seen)
    return [CouncilSet(council)]


def set_body(register: Register, body: Body, seen: str) -> list[Change]:
    """Change what is known of a body; its own rules and standing items stay. Raises Refused."""
    now = _found(register.bodies.get(body.id))
    body = replace(body, overrides=now.overrides, standing=now.standing)
    if body == now:
        return []
    require_seen(about_body(now), seen)
    return [BodySet(body)]


def set_rules(
    register: Register, id: str, seen: str, rules: Callable[[Body], dict[str, Any]]
) -> list[Change]:
    """Give a body these rules of its own, reckoned from those that it has. Raises Refused."""
    now = _found(register.bodies.get(id))
    require_seen(rules_of_body(now), seen)
    overrides = rules(now)
    return [] if overrides == now.overrides else [BodySet(replace(now, overrides=overrides))]


def set_person(register: Register, person: Individual, seen: str) -> list[Change]:
    """Give somebody a new name or post. Raises Refused."""
    now = _found(register.people.get(person.id))
    if person == now:
        return []
    require_seen(now, seen)
    return [PeopleSet((person,))]


def set_seat(register: Register, seat: Seat, seen: str) -> list[Change]:
    """Change a seat, against which there is nothing. Raises Refused."""
    now = _found(register.seats.get(seat.id))
    if seat == now:
        return []
    require_seen(now, seen)
    return [PeopleSet(seats=(seat,))]


def seat_of(register: Register, id: str) -> Seat:
    """A seat as it is. Raises Refused."""
    found: Seat = _found(register.seats.get(id))
    return found


def end_seat(register: Register, seat: Seat) -> list[Change]:
    """Store a seat that is as it was but for its last day."""
    return [] if seat == register.seats.get(seat.id) else [PeopleSet(seats=(seat,))]


def remove_seat(register: Register, id: str) -> list[Change]:
    """Remove a seat, if it is there."""
    return [SeatRemoved(id)] if id in register.seats else []


def remove_person(register: Register, id: str) -> list[Change]:
    """Remove a person with their seats, if they are there."""
    return [PersonRemoved(id)] if id in register.people else []


def about_body(body: Body) -> Body:
    """What the form of a body is about: not its own rules, which have a form for themselves."""
    return replace(body, overrides={}, standing=())


def rules_of_body(body: Body) -> tuple[object, ...]:
    """What the form of a body’s own rules is about."""
    return body.profile, body.overrides


def require_seen(now: object, seen: str) -> None:
    """Refuse what was filled in from a form that says something else than is so now."""
    if seen != mark_of(now):
        raise ChangedMeanwhile(CHANGED)


def _found(kept: Any) -> Any:
    if kept is None:
        raise RemovedMeanwhile(REMOVED)
    return kept
