"""The council file: every register is written and read back; what the file says is made so."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server import places
from server.council.applying import Against, applied
from server.council.change import Change
from server.council.council_file import read_council_file, write_council_file
from server.council.naming import FreeIds
from server.council.register import Body, BodyKind, Council, Individual, Nation, Register, Seat
from server.council.registered import PeopleSet
from server.meeting.people import Capacity
from server.meeting_file import load_profiles
from server.meeting_file.faults import Fault
from server.meeting_file.form import WrittenItem
from server.meeting_file.values import clean
from tests.council.registers import FULL, OAKHAM, PLANNING, person, register, seat

PROFILES = load_profiles(places.config() / "profiles")
KNOWN = replace(PLANNING, profile="english_parish")
OWEN = register([person("owen", "Ann Owen")], [seat("s1", "owen", role="Chair", ward="North")])
OWEN = replace(OWEN, bodies={"full": FULL, "planning": KNOWN})


def after(text: str, before: Register) -> tuple[Register, list[Change], list[Fault]]:
    """The register after a file, and what was done and said."""
    numbers = count()
    against = Against(before, PROFILES, FreeIds([]), lambda: f"new-{next(numbers)}")
    changes, faults = applied(read_council_file(text), against)
    state = before
    for change in changes:
        state = change.apply(state)
    return state, changes, faults


def said(text: str, before: Register = OWEN) -> list[str]:
    _, _, faults = after(text, before)
    return [f"{fault.path}: {fault.said}" for fault in faults]


# Round trips

_LINE = st.text(max_size=20).map(lambda text: " ".join(clean(text).split()))
_NAME = _LINE.filter(bool)
_LONG = st.text(max_size=60).map(clean)
_DAY = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Registers in which nobody has two seats on one body, and nobody presides."""
    council = Council(
        id="oakham",
        name=draw(_NAME),
        nation=draw(st.sampled_from(Nation)),
        contact=draw(_LONG),
        welsh=draw(st.booleans()),
    )
    bodies = {
        f"body-{n}": Body(
            id=f"body-{n}",
            council="oakham",
            name=f"Body {n}",
            kind=draw(st.sampled_from(BodyKind)),
            profile=draw(st.sampled_from(["board", "english_parish"])),
            parent=f"body-{n - 1}" if n else "",
            seats=draw(st.integers(0, 40)),
            how_to_attend=draw(_LONG),
            overrides=draw(st.sampled_from([{}, {"motions": {"seconder": False}}])),
            standing=tuple(WrittenItem(title=t, summary=s) for t, s in draw(_ITEMS)),
            ended=draw(st.none() | st.just(date(2150, 1, 1))),
        )
        for n in range(draw(st.integers(1, 3)))
    }
    people = {f"p{n}": Individual(f"p{n}", draw(_NAME)) for n in range(draw(st.integers(0, 4)))}
    seats = {}
    for who in people:
        for body in bodies:
            if draw(st.booleans()):
                seats[f"{who}-{body}"] = _seat(draw, who, body)
    return Register({"oakham": council}, bodies, people, seats)


_ITEMS = st.lists(st.tuples(_NAME, _LONG), max_size=2)


def _seat(draw: st.DrawFn, who: str, body: str) -> Seat:
    since, until = draw(_DAY), draw(_DAY)
    if since and until and until < since:
        since, until = until, since
    return Seat(
        id=f"{who}-{body}",
        body=body,
        person=who,
        capacity=draw(st.sampled_from([c for c in Capacity if c is not Capacity.GUEST])),
        ward=draw(_LINE),
        votes=draw(st.booleans()),
        since=since,
        until=until,
    )


@given(registers())
@settings(deadline=None, max_examples=60)
def test_a_register_that_is_written_and_applied_again_changes_nothing(known: Register) -> None:
    text = write_council_file(known)
    _, changes, faults = after(text, known)
    assert (changes, [str(fault.said) for fault in faults]) == ([], [])
    elsewhere, _, faults = after(text, Register())
    assert faults == []
    assert write_council_file(elsewhere) == text


# What a file changes


def test_a_field_that_is_left_out_is_empty_then_and_who_is_not_named_stays() -> None:
    both = PeopleSet((person("shah", "Bilal Shah"),), (seat("s2", "shah"),)).apply(OWEN)
    state, _, faults = after('[[people]]\nname = "Ann Owen"\nseats = [{ body = "full" }]\n', both)
    assert faults == []
    assert state.seats == {"s1": seat("s1", "owen"), "s2": seat("s2", "shah")}


def test_the_logo_of_a_council_stays_for_it_is_no_words() -> None:
    known = replace(OWEN, councils={"oakham": replace(OAKHAM, logo="ab12")})
    state, _, _ = after('[[councils]]\nid = "oakham"\nname = "Oakham City Council"\n', known)
    assert state.councils["oakham"] == Council(id="oakham", name="Oakham City Council", logo="ab12")


def test_two_who_change_places_in_one_file_do_not_stand_in_each_others_way() -> None:
    both = PeopleSet((person("shah", "Bilal Shah"),), (seat("s2", "shah"),)).apply(OWEN)
    state, _, faults = after(
        '[[people]]\nname = "Bilal Shah"\nseats = [{ body = "full", role = "Chair" }]\n'
        '[[people]]\nname = "Ann Owen"\nseats = [{ body = "full" }]\n',
        both,
    )
    assert faults == []
    assert [state.seats[id].role for id in ("s1", "s2")] == ["", "Chair"]


def test_who_comes_back_has_another_seat_and_the_old_one_is_not_forgotten() -> None:
    over = seat("s1", "owen", since=date(2019, 5, 1), until=date(2023, 5, 1))
    known = register([person("owen", "Ann Owen")], [over])
    back = '[[people]]\nname = "Ann Owen"\nseats = [{ body = "full", since = 2025-05-01 }]\n'
    state, _, faults = after(back, known)
    assert faults == []
    assert state.seats["s1"] == over
    assert state.seats["new-0"].since == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[people]]\nname = "Ann Owen"\n[[people]]\nid = "owen"\nname = "A. Owen"', "twice"),
        ('[[people]]\nid = "clerk"\nname = "Dai"', "kept free"),
        ('[[bodies]]\nname = "A"\nprofile = "none"', "there is no profile"),
        ('[[bodies]]\nid = "other"\nname = "Planning Committee"', "already"),
        ('[[bodies]]\nname = "A"\ncouncil = "elsewhere"', "there is no council"),
        ('[[bodies]]\nid = "full"\nname = "A"\nparent = "full"', "under itself"),
        ('[[bodies]]\nid = "full"\nname = "A"\nparent = "nowhere"', "there is no body"),
        ('[[bodies]]\nid = "full"\nname = "A"\n[bodies.overrides]\nquorums = 1', "no field"),
        ('[[bodies]]\nid = "full"\nname = "A"\n[bodies.overrides.quorum]\nfixed = 1', "by law"),
        ('[[councils]]\nid = "oakham"\nname = "A"\ncolour = "#ffff00"', "cannot be read well"),
        ('[[people]]\nname = "Dai"\nseats = [{ body = "nowhere" }]', "there is no body"),
        ('[[people]]\nname = "Dai"\nseats = [{ body = "full", role = "Chair" }]', "Chair of"),
        ('[[people]]\nname = "Dai"\nseats = [{ body = "full" }, { body = "full" }]', "has a seat"),
    ],
)
def test_what_does_not_fit_is_told(text: str, told: str) -> None:
    assert told in said(text)[0]


def test_two_of_one_name_are_told_apart_by_id_alone() -> None:
    two = register([person("owen", "Ann Owen"), person("owen-2", "Ann Owen")], [])
    (fault,) = said('[[people]]\nname = "Ann Owen"', two)
    assert "owen, owen-2" in fault
    assert said('[[people]]\nid = "owen-2"\nname = "Ann Owen"', two) == []
