"""What a list of people would do to the register, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import msgspec

from server.council.register import Individual, Register, Seat
from server.council.registered import PeopleSet
from server.importing.people.person import ImportedPerson
from server.words import Said


class Verdict(StrEnum):
    """What becomes of a row, the most urgent first. Nothing of a WRONG or an AMBIGUOUS one is
    taken over."""

    WRONG = "wrong"
    AMBIGUOUS = "ambiguous"
    CHANGED = "changed"
    NEW = "new"
    SEAT = "seat"
    SAME = "same"


class Difference(NamedTuple):
    """A field of a seat or a person that becomes another."""

    field: str
    old: str | date
    new: str | date


class Row(msgspec.Struct, frozen=True, eq=False):
    """A row of the list, and what it would do.

    `individual` and `seat` are as they would be stored. `choices`: who is called so, where it is
    not clear whether it is one of them. `said`: what is wrong.
    """

    person: ImportedPerson
    verdict: Verdict
    individual: Individual | None = None
    seat: Seat | None = None
    differences: tuple[Difference, ...] = ()
    choices: tuple[Individual, ...] = ()
    said: Said | None = None


class Comparison(msgspec.Struct, frozen=True, eq=False):
    """The whole list beside the register. `gone`: seats of today on the bodies of the list, which
    the list does not have."""

    rows: tuple[Row, ...]
    gone: tuple[Seat, ...]

    def count(self, verdict: Verdict) -> int:
        """How many rows have this verdict."""
        return self.counts[verdict]

    @property
    def counts(self) -> Counter[Verdict]:
        """How many rows have which verdict."""
        return Counter(row.verdict for row in self.rows)

    def urgent_first(self) -> list[Row]:
        """The rows that change something, or cannot; the most urgent first."""
        order = list(Verdict)
        found = [row for row in self.rows if row.verdict is not Verdict.SAME]
        return sorted(found, key=lambda row: order.index(row.verdict))

    def change(self, register: Register, ended: Sequence[Seat] = ()) -> PeopleSet | None:
        """All that is taken over, in one; None where there is nothing."""
        people: dict[str, Individual] = {}
        seats = {seat.id: seat for seat in ended}
        for row in self.rows:
            if row.individual is None or row.seat is None:
                continue
            if register.people.get(row.individual.id) != row.individual:
                people[row.individual.id] = row.individual
            if register.seats.get(row.seat.id) != row.seat:
                seats[row.seat.id] = row.seat
        if not people and not seats:
            return None
        return PeopleSet(tuple(people.values()), tuple(seats.values()))
