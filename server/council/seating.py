"""Who may have which seat: nobody two on one body at a time, and no body two chairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from server.council.register import Register, Seat
from server.meeting.people import Capacity
from server.meeting_file.faults import Fault
from server.words import N_, Said

# The whole of a role: “Chair of Planning” on the full council is another matter.
_CHAIRS = re.compile(
    r"(the )?((lord )?(mayor|provost)|chair(man|woman|person)?|conven[eo]r|president|"
    r"presiding member|cadeirydd|maer)( of the council)?",
    re.IGNORECASE,
)


class Seating:
    """The seats of a register, looked up by body; seats that are taken count from then on."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._of: dict[tuple[str, str], dict[str, Seat]] = defaultdict(dict)
        self._chairs: dict[str, dict[str, Seat]] = defaultdict(dict)
        for seat in register.seats.values():
            self.take(seat)

    def take(self, seat: Seat) -> None:
        """Know a seat, new or changed."""
        self._of[seat.body, seat.person][seat.id] = seat
        self._chairs[seat.body].pop(seat.id, None)
        if presides(seat):
            self._chairs[seat.body][seat.id] = seat

    def held(self, body: str, person: str) -> list[Seat]:
        """The seats that a person has or had on a body."""
        return list(self._of[body, person].values()) if (body, person) in self._of else []

    def faults(self, seat: Seat) -> Iterator[Fault]:
        """What is against this seat, beside all others; its path is the field that it is about."""
        yield from self._of_itself(seat)
        for other in self.held(seat.body, seat.person):
            if other.id != seat.id and overlap(seat, other):
                yield Fault(("since",), self._twice(seat, other))
                break
        if not presides(seat):
            return
        for other in self._chairs[seat.body].values():
            if other.id != seat.id and other.person != seat.person and overlap(seat, other):
                sentence = N_(
                    "{name} is {role} of {body} in the same time. End that first, or give {name} "
                    "another role."
                )
                name = self._register.name_of(other.person)
                body = self._name_of(seat.body)
                yield Fault(("role",), Said(sentence, name=name, role=other.role, body=body))
                break

    def _of_itself(self, seat: Seat) -> Iterator[Fault]:
        body = self._register.bodies.get(seat.body)
        if body is None:
            yield Fault(
                ("body",), Said(N_("Choose the council or committee on which the seat is."))
            )
        elif body.ended and seat.since and seat.since > body.ended:
            sentence = N_("{body} had its last day before: give a first day that is not later.")
            yield Fault(("since",), Said(sentence, body=body.name))
        if seat.capacity is Capacity.GUEST:
            sentence = N_("A guest has no seat: name guests with the meeting that they come to.")
            yield Fault(("capacity",), Said(sentence))
        if seat.since and seat.until and seat.until < seat.since:
            sentence = N_("The last day is before the first: change one of them.")
            yield Fault(("until",), Said(sentence))

    def _twice(self, seat: Seat, other: Seat) -> Said:
        values = {"name": self._register.name_of(seat.person), "body": self._name_of(seat.body)}
        if other.until is not None:
            sentence = N_(
                "{name} has a seat on {body} until {day}: let this one begin after that day, or "
                "change the other."
            )
            return Said(sentence, **values, day=other.until)
        sentence = N_(
            "{name} has a seat on {body} already: change that one, or end it before this begins."
        )
        return Said(sentence, **values)

    def _name_of(self, body: str) -> str:
        found = self._register.bodies.get(body)
        return found.name if found else body


def faults_of(seats: Iterable[Seat], register: Register) -> list[Fault]:
    """What is against these seats, which are new or changed, in the register and among each other.

    The register must know the people already, for their names.
    """
    seating = Seating(register)
    found: list[Fault] = []
    for seat in seats:
        found.extend(seating.faults(seat))
        seating.take(seat)
    return found


def presides(seat: Seat) -> bool:
    """Whether it is the seat of who presides; who deputises does not, nor who presides jointly."""
    return _CHAIRS.fullmatch(seat.role.strip()) is not None


def overlap(one: Seat, other: Seat) -> bool:
    """Whether there is a day on which both are held. A day that is not known may be any."""
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )
