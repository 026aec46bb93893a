"""By whom and when something was removed from the register, and what it was called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from server.council.change import Change, Changed, TakenBack
from server.council.register import Body, Council, Individual
from server.council.registered import (
    BodyRemoved,
    BodySet,
    CouncilSet,
    PeopleSet,
    PersonRemoved,
    SeatRemoved,
)
from server.council.telling import Known
from server.meeting.event import Stamp


class Removal(msgspec.Struct, frozen=True):
    """What something was called that is gone, and the stamp of the act with which it went:
    `taken_back` where that took back what had added it."""

    name: str
    stamp: Stamp
    taken_back: bool


def removal(changes: Sequence[Changed], kind: str, id: str) -> Removal | None:
    """How the “council”, “body”, “person” or “seat” with this id went; None where there never was
    one. It must be gone."""
    known = Known()
    for each in changes:
        known.learn(each.change)
    name = _name(known, kind, id)
    if name is None:
        return None
    gone = {f"{kind} {id}"}
    if kind == "seat":  # which goes with its person, and with its body
        seat = known.seats[id]
        gone |= {f"person {seat.person}", f"body {seat.body}"}
    made = {each.stamp.command for each in changes if gone & _set(each.change)}
    for each in reversed(changes):
        if _removed(each.change) in gone or _taken_back(each.change) in made:
            return Removal(name, each.stamp, isinstance(each.change, TakenBack))
    return None


def _name(known: Known, kind: str, id: str) -> str | None:
    if kind == "seat":
        seat = known.seats.get(id)
        person, body = (
            (known.people.get(seat.person), known.bodies.get(seat.body)) if seat else (None, None)
        )
        return f"{person.name}, {body.name}" if person and body else None
    councils: Mapping[str, Council | Body | Individual] = known.councils
    of_kind = {"council": councils, "body": known.bodies, "person": known.people}
    found = of_kind[kind].get(id)
    return found.name if found is not None else None


def _set(change: Change) -> set[str]:
    match change:
        case CouncilSet(council):
            return {f"council {council.id}"}
        case BodySet(body):
            return {f"body {body.id}"}
        case PeopleSet(people, seats):
            return {f"person {each.id}" for each in people} | {f"seat {each.id}" for each in seats}
    return set()


def _removed(change: Change) -> str:
    match change:
        case BodyRemoved(body):
            return f"body {body}"
        case PersonRemoved(person):
            return f"person {person}"
        case SeatRemoved(seat):
            return f"seat {seat}"
    return ""


def _taken_back(change: Change) -> str:
    return change.act if isinstance(change, TakenBack) else ""
