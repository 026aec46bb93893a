"""What was done to the register last, and what taking it back would break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from server.council.change import Change, Changed
from server.council.fold import standing
from server.council.register import Register
from server.council.registered import (
    BodyRemoved,
    BodySet,
    CouncilSet,
    PeopleSet,
    PersonRemoved,
    SeatRemoved,
)
from server.council.seating import Seating
from server.words import N_

MOST_NAMES = 3
_ADDED = {
    "council ": N_("Council added"),
    "body ": N_("Body added"),
    "person ": N_("People added"),
    "seat ": N_("Seats given"),
}


class Act(msgspec.Struct, frozen=True):
    """Something that was done in one: what, its first change, and the names of what it is about,
    of which there are `more`."""

    title: str
    changed: Changed
    names: tuple[str, ...]
    more: int


def last_acts(changes: Sequence[Changed], most: int) -> list[Act]:
    """The last acts that stand and can be taken back, the newest first."""
    acts: dict[str, list[Changed]] = {}
    titles: dict[str, str] = {}
    known: set[str] = set()
    for each in standing(changes):
        if each.change.undoable:
            acts.setdefault(each.stamp.command, []).append(each)
            titles.setdefault(each.stamp.command, _title(each.change, known))
        known |= _ids(each.change)
    names = _names_ever(changes)
    last = list(reversed(acts.items()))[:most]
    return [_act(titles[command], act, names) for command, act in last]


def without(changes: Sequence[Changed], act: str) -> Register:
    """The register as it would be, were this act taken back."""
    state = Register()
    for each in standing(changes):
        if each.stamp.command != act:
            state = each.change.apply(state)
    return state


def whole(register: Register) -> bool:
    """Whether everything that is referred to is there, and every seat can be beside the others."""
    bodies = all(
        body.council in register.councils and (not body.parent or body.parent in register.bodies)
        for body in register.bodies.values()
    )
    seating = Seating(register)
    return bodies and all(
        seat.person in register.people and not any(seating.faults(seat))
        for seat in register.seats.values()
    )


def _title(change: Change, known: set[str]) -> str:
    """What was done: with what nobody knew before something was added."""
    for kind, added in _ADDED.items():
        if any(id.startswith(kind) for id in _ids(change) - known):
            return added
    return change.title


def _ids(change: Change) -> set[str]:
    match change:
        case CouncilSet(council):
            return {f"council {council.id}"}
        case BodySet(body):
            return {f"body {body.id}"}
        case PeopleSet(people, seats):
            return {f"person {each.id}" for each in people} | {f"seat {each.id}" for each in seats}
    return set()


def _act(title: str, changes: list[Changed], known: dict[str, str]) -> Act:
    names = list(dict.fromkeys(n for each in changes for n in _about(each.change, known)))
    return Act(title, changes[0], tuple(names[:MOST_NAMES]), max(0, len(names) - MOST_NAMES))


def _names_ever(changes: Iterable[Changed]) -> dict[str, str]:
    """What everything was called last, by kind and id; whose seat a seat is."""
    names: dict[str, str] = {}
    for each in changes:
        match each.change:
            case BodySet(body):
                names[f"body {body.id}"] = body.name
            case PeopleSet(people, seats):
                names |= {f"person {person.id}": person.name for person in people}
                names |= {f"seat {seat.id}": seat.person for seat in seats}
    return names


def _about(change: Change, names: dict[str, str]) -> Iterator[str]:
    match change:
        case CouncilSet(council):
            yield council.name
        case BodySet(body):
            yield body.name
        case BodyRemoved(body):
            yield names.get(f"body {body}", body)
        case PeopleSet(people, seats):
            yield from (person.name for person in people)
            known = {person.id for person in people}
            others = (seat.person for seat in seats if seat.person not in known)
            yield from (names.get(f"person {each}", each) for each in others)
        case PersonRemoved(person):
            yield names.get(f"person {person}", person)
        case SeatRemoved(seat):
            person = names.get(f"seat {seat}", "")
            yield names.get(f"person {person}", seat)
