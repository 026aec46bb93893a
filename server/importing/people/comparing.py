"""A list of people beside the register: for every row what it would change, before anything is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from server.council.naming import FreeIds
from server.council.register import Individual, Register, Seat
from server.council.seating import Seating, overlap
from server.importing.people.bodies_named import bodies_by_name, folded
from server.importing.people.comparison import Comparison, Difference, Row, Verdict
from server.importing.people.person import ImportedPerson
from server.importing.people.same_name import Names, known_as
from server.meeting.people import Capacity
from server.words import N_, Said

ANOTHER = "another"
"""Chosen for a row: it is none of those who are called so."""
_OF_A_SEAT = ("role", "ward", "group", "authority", "since", "until", "capacity", "votes")


class Against(msgspec.Struct, frozen=True, eq=False):
    """What a list is held against: the register of today, and one council of it.

    `body`: that of rows that name none; empty for no such. `ids` and `seat_id` make ids. `named`:
    whose body a name is that no body has, by that name as `folded`.
    """

    register: Register
    council: str
    body: str
    today: date
    ids: FreeIds
    seat_id: Callable[[], str]
    named: Mapping[str, str] = {}


def compared(
    people: Sequence[ImportedPerson], against: Against, chosen: Mapping[int, str] | None = None
) -> Comparison:
    """The list beside the register.

    `chosen`: for the line of a row who is meant, by id, or ANOTHER. What a list does not say is
    left as it is; a list in which nobody is without a vote, or all are members, does not say who
    votes, or who is what.
    """
    comparing = _Comparing(people, against, chosen or {})
    rows = tuple(comparing.rows())
    return Comparison(rows, tuple(comparing.gone(rows)))


class _Comparing:
    def __init__(
        self, people: Sequence[ImportedPerson], against: Against, chosen: Mapping[int, str]
    ) -> None:
        register = against.register
        self._people = people
        self._register = register
        self._today = against.today
        self._ids = against.ids
        self._seat_id = against.seat_id
        self._chosen = chosen
        known = bodies_by_name(register, against.council)
        self._bodies = {**known, **against.named, "": against.body}
        self._seating = Seating(register)
        self._names = Names(register.people.values())
        self._seats_of: dict[str, list[Seat]] = defaultdict(list)
        for seat in register.seats.values():
            self._seats_of[seat.person].append(seat)
        self._rows_of: dict[str, list[ImportedPerson]] = defaultdict(list)
        for row in people:
            self._rows_of[_key(row)].append(row)
        self._who: dict[str, Individual | tuple[Individual, ...]] = {}
        self._claimed: set[str] = set()  # people
        self._matched: set[str] = set()  # seats
        self._says_votes = any(not row.votes for row in people)
        self._says_capacity = any(row.capacity is not Capacity.MEMBER for row in people)

    def rows(self) -> Iterator[Row]:
        for key, rows in self._rows_of.items():  # whom the list itself tells apart comes first
            if rows[0].identifier in self._register.people:
                self._who[key] = self._register.people[rows[0].identifier]
                self._claimed.add(rows[0].identifier)
        for row in self._people:
            key = _key(row)
            if key not in self._who:
                self._who[key] = self._meant(self._rows_of[key])
            yield self._row(row, self._who[key])

    def gone(self, rows: Sequence[Row]) -> Iterator[Seat]:
        """The seats of today that no row is about."""
        unsure = {choice.id for row in rows for choice in row.choices}
        told = {(self._body(row.person), row.person.capacity) for row in rows}
        for seat in self._register.seats.values():
            of_the_list = (seat.body, seat.capacity) in told and seat.held_on(self._today)
            if of_the_list and seat.id not in self._matched and seat.person not in unsure:
                yield seat

    def _meant(self, rows: list[ImportedPerson]) -> Individual | tuple[Individual, ...]:
        """Who it is, new or known; those who are called so, where that is not clear."""
        namesakes = self._names.called(rows[0].name)
        asked = namesakes or self._names.alike(rows[0].name)
        choice = self._chosen.get(rows[0].line, "")
        found = next((p for p in asked if p.id == choice), None)
        if found is None and choice != ANOTHER and asked:
            found = self._one_of(namesakes, rows)
            if found is None:
                return tuple(asked)
        if found is None:
            position = next((row.position for row in rows if row.position), "")
            name = rows[0].name
            found = Individual(id=self._ids.of(name, "person"), name=name, position=position)
        self._claimed.add(found.id)
        return found

    def _one_of(self, people: list[Individual], rows: list[ImportedPerson]) -> Individual | None:
        free = [person for person in people if person.id not in self._claimed]
        fitting = [person for person in free if self._sits_there(person, rows)]
        if len(fitting) == 1:
            return fitting[0]
        if len(people) == 1 and free and self._may_be(free[0], rows):
            return free[0]
        return None

    def _sits_there(self, person: Individual, rows: list[ImportedPerson]) -> bool:
        """Whether this person has a seat as a row tells it."""
        return any(
            seat.body == self._body(row) and row.ward in ("", seat.ward)
            for row in rows
            for seat in self._seats_of[person.id]
        )

    def _may_be(self, person: Individual, rows: list[ImportedPerson]) -> bool:
        """Whether nothing is against it: no two other wards."""
        known = {s.ward for s in self._seats_of[person.id] if s.ward and s.held_on(self._today)}
        told = {row.ward for row in rows if row.ward}
        return not known or not told or not known.isdisjoint(told)

    def _body(self, row: ImportedPerson) -> str:
        return self._bodies.get(folded(row.body), "")

    def _row(self, row: ImportedPerson, who: Individual | tuple[Individual, ...]) -> Row:
        body = self._body(row)
        if not body:
            return Row(row, Verdict.WRONG, said=_no_body(row.body))
        if isinstance(who, tuple):
            return Row(row, Verdict.AMBIGUOUS, choices=who)
        seat = self._seat(row, body, who.id)
        individual, of_person = self._changed(row, who)
        found = self._new_seat(row, body, who.id) if seat is None else self._updated(row, seat)
        fault = next(self._seating.faults(found), None)
        if fault is not None:
            return Row(row, Verdict.WRONG, said=fault.said)
        differences = (*of_person, *(_differences(seat, found) if seat else ()))
        verdict = self._verdict(who, seat, differences)
        self._seating.take(found)
        self._who[_key(row)] = individual
        self._seats_of[who.id].append(found)
        return Row(row, verdict, individual, found, differences)

    def _verdict(
        self, who: Individual, seat: Seat | None, differences: tuple[Difference, ...]
    ) -> Verdict:
        if seat is None:
            new = who.id not in self._register.people and who.id not in self._seats_of
            return Verdict.NEW if new else Verdict.SEAT
        return Verdict.CHANGED if differences else Verdict.SAME

    def _seat(self, row: ImportedPerson, body: str, person: str) -> Seat | None:
        """The seat that a row is about, if the register has it."""
        free = [s for s in self._seating.held(body, person) if s.id in self._register.seats]
        fitting = [s for s in free if s.id not in self._matched and self._about(row, s)]
        fitting.sort(
            key=lambda s: (
                (s.since, s.until) != (row.since, row.until),
                s.since != row.since,
                s.capacity is not row.capacity,
            )
        )
        if not fitting:
            return None
        self._matched.add(fitting[0].id)
        return fitting[0]

    def _about(self, row: ImportedPerson, seat: Seat) -> bool:
        if row.since is not None and row.since == seat.since:
            return True
        over = seat.until is not None and seat.until < self._today
        if over and row.until is None:  # somebody who comes back
            return False
        return overlap(replace(seat, since=row.since, until=row.until), seat)

    def _changed(
        self, row: ImportedPerson, who: Individual
    ) -> tuple[Individual, tuple[Difference, ...]]:
        if who.id not in self._register.people:
            return who, ()
        renamed = row.identifier == who.id or known_as(row.name) == known_as(who.name)
        name = row.name if renamed else who.name  # “Cllr D Wells” is no new name of Daniel Wells
        new = replace(who, name=name, position=row.position or who.position)
        fields = ("name", "position")
        found = [Difference(f, getattr(who, f), getattr(new, f)) for f in fields]
        return new, tuple(each for each in found if each.old != each.new)

    def _new_seat(self, row: ImportedPerson, body: str, person: str) -> Seat:
        told = {field: getattr(row, field) for field in _OF_A_SEAT}
        return Seat(id=self._seat_id(), body=body, person=person, **told)

    def _updated(self, row: ImportedPerson, seat: Seat) -> Seat:
        """The seat as the row has it; what it does not say stays."""
        told: dict[str, object] = {
            field: getattr(row, field)
            for field in ("role", "ward", "group", "authority", "since", "until")
            if getattr(row, field)
        }
        if self._says_capacity:
            told["capacity"] = row.capacity
        if self._says_votes:
            told["votes"] = row.votes
        return replace(seat, **told)


def _differences(old: Seat, new: Seat) -> Iterator[Difference]:
    for field in _OF_A_SEAT:
        was, becomes = getattr(old, field), getattr(new, field)
        if was != becomes:
            yield Difference(field, _words(was), _words(becomes))


def _words(value: object) -> str | date:
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "")


def _no_body(name: str) -> Said:
    if not name:
        return Said(N_("This row names no committee: choose which one such rows are about."))
    sentence = N_(
        "There is no committee “{name}” here: have it added above, or write its name as it is here."
    )
    return Said(sentence, name=name)


def _key(row: ImportedPerson) -> str:
    """What rows about one person have in common."""
    return f"id {row.identifier}" if row.identifier else f"name {known_as(row.name)}"
