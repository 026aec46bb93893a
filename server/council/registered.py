"""The changes of the register."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from msgspec.structs import replace

from server.council.change import Change
from server.council.register import Body, Council, Individual, Register, Seat
from server.words import N_

T = TypeVar("T")


class CouncilSet(Change, frozen=True):
    """A council was added, or what is known of it was changed."""

    title: ClassVar[str] = N_("Council changed")
    council: Council

    def apply(self, state: Register) -> Register:
        return replace(state, councils={**state.councils, self.council.id: self.council})


class BodySet(Change, frozen=True):
    """A body was added, or what is known of it was changed."""

    title: ClassVar[str] = N_("Body changed")
    body: Body

    def apply(self, state: Register) -> Register:
        return replace(state, bodies={**state.bodies, self.body.id: self.body})


class BodyRemoved(Change, frozen=True):
    """A body that was added by mistake was removed, with its seats."""

    title: ClassVar[str] = N_("Body removed")
    body: str

    def apply(self, state: Register) -> Register:
        seats = {id: seat for id, seat in state.seats.items() if seat.body != self.body}
        return replace(state, bodies=_without(state.bodies, self.body), seats=seats)


class PeopleSet(Change, frozen=True):
    """People and seats were added, or what is known of them was changed: one, or a whole list."""

    title: ClassVar[str] = N_("People and seats changed")
    people: tuple[Individual, ...] = ()
    seats: tuple[Seat, ...] = ()

    def apply(self, state: Register) -> Register:
        people = {**state.people, **{person.id: person for person in self.people}}
        seats = {**state.seats, **{seat.id: seat for seat in self.seats}}
        return replace(state, people=people, seats=seats)


class SeatRemoved(Change, frozen=True):
    """A seat that was given by mistake was removed, as if it had never been."""

    title: ClassVar[str] = N_("Seat removed")
    seat: str

    def apply(self, state: Register) -> Register:
        return replace(state, seats=_without(state.seats, self.seat))


class PersonRemoved(Change, frozen=True):
    """A person who was added by mistake was removed, with their seats."""

    title: ClassVar[str] = N_("Person removed")
    person: str

    def apply(self, state: Register) -> Register:
        seats = {id: seat for id, seat in state.seats.items() if seat.person != self.person}
        return replace(state, people=_without(state.people, self.person), seats=seats)


def _without(known: dict[str, T], id: str) -> dict[str, T]:
    return {key: value for key, value in known.items() if key != id}
