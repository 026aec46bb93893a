"""What was done is said with what changed, where, and for whom."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from server.council.change import Change
from server.council.register import Individual
from server.council.registered import (
    BodyRemoved,
    BodySet,
    CouncilSet,
    PeopleSet,
    PersonRemoved,
    SeatRemoved,
)
from server.council.telling import Known
from server.meeting.people import Capacity
from server.render.language import voice
from tests.council.registers import FULL, OAKHAM, PLANNING, person, seat

OWEN, SHAH = person("owen", "Ann Owen"), person("shah", "Bob Shah")
HELD = seat("s", "owen")
BEFORE = (
    CouncilSet(OAKHAM),
    BodySet(FULL),
    BodySet(PLANNING),
    PeopleSet((OWEN, SHAH), (HELD,)),
)
QUORUM = {"quorum": {"fixed": 5}}
NEW = tuple(Individual(id=f"p{n}", name=f"Person {n}") for n in range(4))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (CouncilSet(replace(OAKHAM, name="Oakham")), "The name of the council is now Oakham."),
        (
            CouncilSet(replace(OAKHAM, colour="#123456", contact="The clerk")),
            "Oakham Town Council: the brand colour and whom to ask about meetings changed.",
        ),
        (BodySet(replace(PLANNING, overrides=QUORUM)), "Planning Committee: quorum changed."),
        (BodySet(replace(PLANNING, seats=5)), "Planning Committee: it has 5 seats now."),
        (
            BodySet(replace(PLANNING, name="Plans", place="Hall")),
            "Planning Committee is now called Plans. Plans: where it meets changed.",
        ),
        (BodyRemoved("planning"), "Planning Committee was removed."),
        (
            PeopleSet(seats=(seat("t", "owen", "planning", role="Chair"),)),
            "Ann Owen joined Planning Committee as Chair.",
        ),
        (
            PeopleSet(seats=(seat("t", "owen", "planning", capacity=Capacity.SUBSTITUTE),)),
            "Ann Owen joined Planning Committee as a substitute.",
        ),
        (
            PeopleSet(NEW, tuple(seat(f"n{p.id}", p.id, "planning") for p in NEW)),
            "4 people joined Planning Committee: Person 0, Person 1, Person 2 and 1 more.",
        ),
        (PeopleSet((replace(OWEN, name="Ann Price"),)), "Ann Owen is now called Ann Price."),
        (
            PeopleSet(seats=(replace(HELD, until=date(2026, 5, 7)),)),
            "The seat of Ann Owen on Oakham Town Council ends on Thursday 7 May 2026.",
        ),
        (SeatRemoved("s"), "The seat of Ann Owen on Oakham Town Council was removed."),
        (PersonRemoved("shah"), "Bob Shah was removed, with all their seats."),
    ],
)
def test_a_change_is_told(change: Change, told: str) -> None:
    known = Known()
    for before in BEFORE:
        known.learn(before)
    say = voice("en", "Europe/London").say
    assert " ".join(say(each) for each in known.of(change)) == told
