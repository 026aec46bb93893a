"""The register changes and is taken back, at random: the fold along the way is the fold anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from server.council.change import Change, Changed, TakenBack, read_change, write_change
from server.council.fold import after, standing
from server.council.history import last_acts, whole, without
from server.council.naming import FreeIds
from server.council.register import Body, Council, Individual, Register, Seat, surname
from server.council.registered import (
    BodyRemoved,
    BodySet,
    CouncilSet,
    PeopleSet,
    PersonRemoved,
    SeatRemoved,
)
from server.meeting.event import Stamp

START = datetime(2026, 1, 1, tzinfo=UTC)
few = st.sampled_from(["a", "b", "c"])
names = st.sampled_from(["Ann Owen", "Bob Shah", "Clerk", "—"])
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 5))
seats = st.builds(Seat, id=few, body=few, person=few, since=days, until=days)
people = st.builds(Individual, id=few, name=names)


def plain(register: Register) -> tuple[object, ...]:
    """All that a register holds, in its order."""
    return tuple(
        list(kept.items())
        for kept in (register.councils, register.bodies, register.people, register.seats)
    )


class Registers(RuleBasedStateMachine):
    """Changes are made and taken back in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[Changed] = []
        self.state = Register()

    def do(self, *changes: Change) -> None:
        """One act."""
        act = f"act-{len(self.changes)}"
        when = START + timedelta(seconds=len(self.changes))
        new = [
            Changed(
                Stamp(f"{act}-{n}", when, when, "test", act),
                read_change(type(change).__name__, write_change(change)),
            )
            for n, change in enumerate(changes)
        ]
        self.state = after(Register(), self.state, self.changes, new)
        self.changes.extend(new)

    @rule(id=few, name=names)
    def add_council(self, id: str, name: str) -> None:
        body = Body(id=id, council=id, name=name)
        self.do(CouncilSet(Council(id=id, name=name)), BodySet(body))

    @rule(id=few, council=few, name=names)
    def set_body(self, id: str, council: str, name: str) -> None:
        self.do(BodySet(Body(id=id, council=council, name=name)))

    @rule(people=st.lists(people, max_size=3), seats=st.lists(seats, max_size=3))
    def set_people(self, people: list[Individual], seats: list[Seat]) -> None:
        self.do(PeopleSet(tuple(people), tuple(seats)))

    @rule(seat=few)
    def remove_seat(self, seat: str) -> None:
        self.do(SeatRemoved(seat))

    @rule(id=few, body=st.booleans())
    def remove(self, id: str, body: bool) -> None:
        self.do(BodyRemoved(id) if body else PersonRemoved(id))

    @precondition(lambda self: self.changes)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        acts = {each.stamp.command for each in standing(self.changes) if each.change.undoable}
        if acts:
            act = data.draw(st.sampled_from(sorted(acts)))
            expected = plain(without(self.changes, act))
            self.do(TakenBack(act))
            assert plain(self.state) == expected

    @invariant()
    def along_is_anew(self) -> None:
        anew = after(Register(), Register(), [], self.changes)
        assert plain(self.state) == plain(anew)

    @invariant()
    def nothing_is_forgotten(self) -> None:
        told = {act.changed.stamp.command for act in last_acts(self.changes, 10_000)}
        stand = {each.stamp.command for each in standing(self.changes) if each.change.undoable}
        assert told == stand

    @invariant()
    def no_id_is_given_twice(self) -> None:
        ids = FreeIds(self.changes)
        ever = {
            p.id for c in self.changes if isinstance(c.change, PeopleSet) for p in c.change.people
        }
        new = [ids.of(name, "person") for name in ("a", "b", "a", "Clerk")]
        assert not ever & set(new)
        assert len(set(new)) == len(new)
        assert "clerk" not in new

    @invariant()
    def a_whole_register_refers_to_nothing_that_is_gone(self) -> None:
        if whole(self.state):
            for seat in self.state.seats.values():
                assert seat.body in self.state.bodies
                assert seat.person in self.state.people


TestRegisters = Registers.TestCase
TestRegisters.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


def act(n: int, *changes: Change) -> list[Changed]:
    """An act with these changes."""
    stamp = Stamp(f"id-{n}", START, START, "test", f"act-{n}")
    return [Changed(stamp, change) for change in changes]


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Cllr Ann Owen", "owen"),
        ("Cllr Daniel Okafor MBE", "okafor"),
        ("Cllr Dr Rhiannon ap Rhys", "ap rhys"),
        ("Cllr Pieter van der Berg OBE", "van der berg"),
        ("Cllr Mary Lloyd-Price", "lloyd-price"),
        ("ann owen", "owen"),
        ("", ""),
    ],
)
def test_a_name_stands_in_lists_under_its_surname_with_the_small_words_of_it(
    name: str, sorted_by: str
) -> None:
    assert surname(name) == sorted_by


def test_a_seat_that_ends_is_kept_with_its_last_day() -> None:
    owen = Individual(id="owen", name="Ann Owen")
    held = Seat(id="s", body="a", person="owen", since=date(2023, 5, 8))
    ended = Seat(id="s", body="a", person="owen", since=date(2023, 5, 8), until=date(2026, 5, 7))
    changes = [*act(1, PeopleSet((owen,), (held,))), *act(2, PeopleSet(seats=(ended,)))]
    state = after(Register(), Register(), [], changes)
    assert state.seats_on("a", date(2026, 5, 7)) == [ended]
    assert state.seats_on("a", date(2026, 5, 8)) == []
    assert state.seats_of("owen") == [ended]


def test_what_was_done_last_is_told_with_whom_it_is_about() -> None:
    people = tuple(Individual(id=f"p{n}", name=f"Person {n}") for n in range(5))
    changes = [
        *act(1, CouncilSet(Council(id="a", name="Oakham")), BodySet(Body("a", "a", "Oakham"))),
        *act(2, PeopleSet(people)),
        *act(3, PeopleSet(seats=(Seat(id="s", body="a", person="p1"),))),
        *act(4, SeatRemoved("s")),
        *act(5, TakenBack("act-4")),
    ]
    told = [[str(said) for said in each.said] for each in last_acts(changes, 8)]
    assert told == [
        ["Person 1 joined Oakham."],
        ["5 people were added: Person 0, Person 1, Person 2 and 2 more."],
        ["Oakham was added."],
    ]
    assert whole(without(changes, "act-3"))
    assert not whole(without(changes, "act-1"))
