"""What became of people and seats in one change: who joined what, whose seat ends, who is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from server.council.register import Body, Individual, Seat
from server.council.registered import PeopleSet
from server.meeting.people import Capacity
from server.words import N_, Said

MOST_NAMES = 3
MOST_BODIES = 3
_JOINED = {
    Capacity.MEMBER: N_("{names} joined {body}."),
    Capacity.SUBSTITUTE: N_("{names} joined {body} as a substitute."),
    Capacity.OFFICER: N_("{names} joined {body} as an officer."),
    Capacity.GUEST: N_("{names} joined {body} as a guest."),
}


def people_set(
    change: PeopleSet,
    bodies: Mapping[str, Body],
    people: Mapping[str, Individual],
    seats: Mapping[str, Seat],
) -> Iterator[Said]:
    """What a change does, in sentences; the rest is what was known before it."""
    names = {**people, **{person.id: person for person in change.people}}
    joined = [seat for seat in change.seats if seat.id not in seats]
    others = [seat for seat in change.seats if seat.id in seats]
    yield from _joined(joined, bodies, names)
    seated = {seat.person for seat in joined}
    new = [p.name for p in change.people if p.id not in people and p.id not in seated]
    if new:
        yield _persons(new, N_("{names} was added."), N_("{count} people were added: {names}."))
    yield from _changed([p for p in change.people if p.id in people], people)
    yield from _seats(others, bodies, names, seats)


def names_of(names: Sequence[str]) -> str | Said:
    """Up to three names, and how many more there are."""
    told = ", ".join(names[:MOST_NAMES])
    left = len(names) - MOST_NAMES
    return Said(N_("{names} and {count} more"), names=told, count=left) if left > 0 else told


def _joined(
    seats: Iterable[Seat], bodies: Mapping[str, Body], people: Mapping[str, Individual]
) -> Iterator[Said]:
    by_body: dict[str, list[Seat]] = {}
    for seat in seats:
        by_body.setdefault(seat.body, []).append(seat)
    for body, found in list(by_body.items())[:MOST_BODIES]:
        one = (
            N_("{names} joined {body} as {role}.") if found[0].role else _JOINED[found[0].capacity]
        )
        names = [_name(people, seat.person) for seat in found]
        many = N_("{count} people joined {body}: {names}.")
        yield _persons(names, one, many, body=_body(bodies, body), role=found[0].role)
    if len(by_body) > MOST_BODIES:
        left = list(by_body.values())[MOST_BODIES:]
        count = sum(len(each) for each in left)
        yield Said(
            N_("{count} seats more were given, on {bodies} others."), count=count, bodies=len(left)
        )


def _changed(changed: Sequence[Individual], people: Mapping[str, Individual]) -> Iterator[Said]:
    if len(changed) == 1:
        new, old = changed[0], people[changed[0].id]
        if new.name != old.name:
            yield Said(N_("{old} is now called {name}."), old=old.name, name=new.name)
        elif new.position:
            yield Said(N_("The post of {name} is now {post}."), name=new.name, post=new.position)
        else:
            yield Said(N_("{name} has no post any more."), name=new.name)
    elif changed:
        sentence = N_("The name or post of {count} people changed: {names}.")
        names = [person.name for person in changed]
        yield Said(sentence, count=len(names), names=names_of(names))


def _seats(
    changed: Sequence[Seat],
    bodies: Mapping[str, Body],
    people: Mapping[str, Individual],
    seats: Mapping[str, Seat],
) -> Iterator[Said]:
    ended = [seat for seat in changed if seat.until and seat.until != seats[seat.id].until]
    others = [seat for seat in changed if seat not in ended]
    if len(changed) == 1:
        seat = changed[0]
        values = {"name": _name(people, seat.person), "body": _body(bodies, seat.body)}
        if ended:
            yield Said(N_("The seat of {name} on {body} ends on {day}."), **values, day=seat.until)
        elif seat.role and seat.role != seats[seat.id].role:
            yield Said(N_("{name} is now {role} of {body}."), **values, role=seat.role)
        else:
            yield Said(N_("The seat of {name} on {body} was changed."), **values)
        return
    for found, sentence in (
        (ended, N_("{count} seats were given a last day: {names}.")),
        (others, N_("{count} seats were changed: {names}.")),
    ):
        if found:
            names = list(dict.fromkeys(_name(people, seat.person) for seat in found))
            yield Said(sentence, count=len(found), names=names_of(names))


def _persons(names: Sequence[str], one: str, many: str, **values: object) -> Said:
    sentence = one if len(names) == 1 else many
    return Said(sentence, count=len(names), names=names_of(names), **values)


def _name(people: Mapping[str, Individual], id: str) -> str:
    return people[id].name if id in people else id


def _body(bodies: Mapping[str, Body], id: str) -> str:
    return bodies[id].name if id in bodies else id
