"""What a change of the register did, told in sentences: what changed, where, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import asdict

from server.council.change import Change
from server.council.register import Body, Council, Individual, Seat
from server.council.registered import (
    BodyRemoved,
    BodySet,
    CouncilSet,
    PeopleSet,
    PersonRemoved,
    SeatRemoved,
)
from server.council.telling_people import people_set
from server.words import N_, Said, Term

_OF_COUNCIL = {
    "nation": N_("the nation"),
    "website": N_("the website"),
    "colour": N_("the brand colour"),
    "logo": N_("the logo"),
    "welsh": N_("whether it works in Welsh too"),
    "contact": N_("whom to ask about meetings"),
    "take_part": N_("the help to take part"),
    "privacy": N_("whom to ask about personal data"),
}
_OF_BODY = {
    "kind": N_("what it is"),
    "profile": N_("the rules by which it meets"),
    "parent": N_("which council or committee it is of"),
    "place": N_("where it meets"),
    "seats": N_("the number of seats"),
    "standing": N_("the items of every agenda"),
    "how_to_attend": N_("how to attend and watch"),
    "watch": N_("the webcast"),
    "ended": N_("the last day"),
}
_RULES = {
    "quorum": N_("quorum"),
    "limit": N_("length of a sitting"),
    "voting": N_("voting"),
    "speaking": N_("speaking times"),
    "motions": N_("motions"),
    "substitutes": N_("substitutes"),
    "hybrid": N_("members who take part remotely"),
    "private": N_("business without the public"),
    "publication": N_("publication"),
}


class Known:
    """What is known of everything that there was, removed or not, as changes come."""

    def __init__(self) -> None:
        self.councils: dict[str, Council] = {}
        self.bodies: dict[str, Body] = {}
        self.people: dict[str, Individual] = {}
        self.seats: dict[str, Seat] = {}

    def learn(self, change: Change) -> None:
        """Know what this change sets."""
        match change:
            case CouncilSet(council):
                self.councils[council.id] = council
            case BodySet(body):
                self.bodies[body.id] = body
            case PeopleSet(people, seats):
                self.people |= {person.id: person for person in people}
                self.seats |= {seat.id: seat for seat in seats}

    def of(self, change: Change) -> tuple[Said, ...]:
        """What a change that comes now does, in sentences."""
        match change:
            case CouncilSet(council):
                return tuple(self._council(council))
            case BodySet(body):
                return tuple(self._body(body))
            case PeopleSet():
                return tuple(people_set(change, self.bodies, self.people, self.seats))
            case BodyRemoved() | PersonRemoved() | SeatRemoved():
                return (self._removed(change),)
        return (Said(N_("{what}."), what=Term(change.title)),)

    def _council(self, new: Council) -> Iterator[Said]:
        old = self.councils.get(new.id)
        if old is None:
            yield Said(N_("{name} was added."), name=new.name)
            return
        if old.name != new.name:
            yield Said(N_("The name of the council is now {name}."), name=new.name)
        fields = [_OF_COUNCIL[f] for f in _differing(asdict(old), asdict(new), _OF_COUNCIL)]
        if fields or old.name == new.name:
            yield _fields(new.name, fields)

    def _body(self, new: Body) -> Iterator[Said]:
        old = self.bodies.get(new.id)
        if old is None:
            yield Said(N_("{name} was added."), name=new.name)
            return
        if old.name != new.name:
            yield Said(N_("{old} is now called {name}."), old=old.name, name=new.name)
        fields = [_OF_BODY[f] for f in _differing(asdict(old), asdict(new), _OF_BODY)]
        rules = [_RULES[r] for r in _differing(old.overrides, new.overrides, _RULES)]
        if old.overrides != new.overrides:
            fields += rules or [N_("its own rules")]
        if fields == [_OF_BODY["seats"]] and new.seats:
            yield Said(N_("{name}: it has {count} seats now."), name=new.name, count=new.seats)
        elif fields or old.name == new.name:
            yield _fields(new.name, fields)

    def _removed(self, change: BodyRemoved | PersonRemoved | SeatRemoved) -> Said:
        if isinstance(change, BodyRemoved):
            body = self.bodies.get(change.body)
            return Said(N_("{name} was removed."), name=body.name if body else change.body)
        if isinstance(change, PersonRemoved):
            name = _name(self.people, change.person)
            return Said(N_("{name} was removed, with all their seats."), name=name)
        seat = self.seats.get(change.seat)
        name = _name(self.people, seat.person) if seat else change.seat
        of = self.bodies.get(seat.body) if seat else None
        sentence = N_("The seat of {name} on {body} was removed.")
        return Said(sentence, name=name, body=of.name if of else "–")


def _differing(
    old: Mapping[str, object], new: Mapping[str, object], fields: Mapping[str, str]
) -> list[str]:
    """Which of these fields are others."""
    return [name for name in fields if old.get(name) != new.get(name)]


def _fields(name: str, fields: Sequence[str]) -> Said:
    """That these fields of something changed: up to three of them by name."""
    if not fields:
        return Said(N_("{name} was changed."), name=name)
    told = list(_listed(fields))
    return Said(
        N_("{name}: {what} changed."), name=name, what=told[0] if len(told) == 1 else _and(told)
    )


def _listed(fields: Sequence[str]) -> Iterator[Term | Said]:
    yield from (Term(each) for each in fields[:3])
    if len(fields) > 3:
        yield Said(N_("{count} more"), count=len(fields) - 3)


def _and(told: Sequence[object]) -> Said:
    if len(told) == 2:
        return Said(N_("{one} and {other}"), one=told[0], other=told[1])
    return Said(N_("{one}, {rest}"), one=told[0], rest=_and(told[1:]))


def _name(people: Mapping[str, Individual], id: str) -> str:
    return people[id].name if id in people else id
