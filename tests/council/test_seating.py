"""Who may have which seat, told in sentences."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.council.register import Seat
from server.council.seating import faults_of, overlap, presides
from server.meeting.people import Capacity
from tests.council.registers import FULL, PLANNING, person, register, seat

MAY, LAST = date(2023, 5, 8), date(2026, 3, 31)
days = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9))


def told(new: Seat, *others: Seat) -> list[str]:
    """What is against a seat beside others."""
    known = register([person("owen", "Ann Owen"), person("shah", "Bob Shah")], list(others))
    return [str(fault.said) for fault in faults_of([new], known)]


def test_a_seat_on_each_of_two_bodies_is_nothing_special() -> None:
    assert told(seat("b", "owen", "planning"), seat("a", "owen")) == []


def test_two_seats_of_one_person_on_one_body_are_refused() -> None:
    [sentence] = told(seat("b", "owen"), seat("a", "owen"))
    assert sentence.startswith("Ann Owen has a seat on Oakham Town Council already")


def test_a_member_cannot_be_a_substitute_on_the_same_body() -> None:
    assert told(seat("b", "owen", capacity=Capacity.SUBSTITUTE), seat("a", "owen"))


def test_who_comes_back_after_the_last_day_may_have_a_seat_again() -> None:
    before = seat("a", "owen", until=LAST)
    assert told(seat("b", "owen", since=date(2026, 4, 1)), before) == []
    [sentence] = told(seat("b", "owen", since=LAST), before)
    assert "until 2026-03-31: let this one begin after that day" in sentence


def test_a_seat_that_is_changed_is_not_in_its_own_way() -> None:
    before = seat("a", "owen", role="Chair")
    assert told(replace(before, ward="North"), before) == []


def test_a_last_day_before_the_first_is_refused() -> None:
    assert told(seat("a", "owen", since=LAST, until=MAY)) == [
        "The last day is before the first: change one of them."
    ]
    assert told(seat("a", "owen", since=MAY, until=MAY)) == []


def test_a_body_has_one_chair_at_a_time() -> None:
    chair = seat("a", "owen", role="Chair", until=LAST)
    [sentence] = told(seat("b", "shah", role="Chairman"), chair)
    assert sentence.startswith("Ann Owen is Chair of Oakham Town Council in the same time.")
    assert told(seat("b", "shah", role="Chair", since=date(2026, 4, 1)), chair) == []
    assert told(seat("b", "shah", "planning", role="Chair"), chair) == []


@pytest.mark.parametrize(
    ("role", "chairs"),
    [
        *((role, True) for role in ("Chair", "chairwoman", "Lord Mayor", "Convener", "Cadeirydd")),
        *((role, True) for role in ("The Mayor", "Chair of the Council", "Provost", "President")),
        *((role, False) for role in ("Vice-chair", "Deputy Mayor", "Chair of Planning", "Leader")),
        *((role, False) for role in ("Co-chair", "", "Chairs and tables")),
    ],
)
def test_who_presides_is_told_by_the_whole_role(role: str, chairs: bool) -> None:
    assert presides(seat("a", "owen", role=role)) is chairs


def test_a_guest_has_no_seat() -> None:
    [sentence] = told(seat("a", "owen", capacity=Capacity.GUEST))
    assert sentence.startswith("A guest has no seat")


def test_no_seat_begins_on_a_body_that_has_ended() -> None:
    known = register([person("owen")], [])
    ended = replace(
        known, bodies={"full": FULL, "planning": replace(PLANNING, ended=date(2024, 1, 1))}
    )
    late = seat("a", "owen", "planning", since=date(2024, 1, 2))
    assert [fault.path for fault in faults_of([late], ended)] == [("since",)]
    assert faults_of([replace(late, since=date(2023, 1, 1))], ended) == []


def test_new_seats_are_held_against_each_other_too() -> None:
    known = register([person("owen")], [])
    assert faults_of([seat("a", "owen"), seat("b", "owen")], known)


@given(days, days, days, days)
def test_seats_overlap_where_they_share_a_day(
    since: date | None, until: date | None, others: date | None, end: date | None
) -> None:
    one, other = (
        seat("a", "owen", since=since, until=until),
        seat("b", "owen", since=others, until=end),
    )
    all_days = [date(2020, 1, n) for n in range(1, 10)]
    if (since and until and until < since) or (others and end and end < others):
        return
    assert overlap(one, other) == overlap(other, one)
    shared = any(one.held_on(day) and other.held_on(day) for day in all_days)
    assert overlap(one, other) == shared
