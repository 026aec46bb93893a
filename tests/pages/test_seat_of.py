"""A standing link is the person's own in every meeting of their council, and nobody else's."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.meeting import Meeting
from server.pages.doors.seat import Seat, seat_of
from tests.conftest import CAST, convened


def seat(meeting: Meeting, person: str = "owen") -> Seat:
    found = seat_of(meeting, person)
    assert found is not None
    return found


def test_a_member_of_the_register_who_joins_another_group_keeps_the_link() -> None:
    people = tuple(replace(p, group="Independent") if p.id == "owen" else p for p in CAST)
    before = convened(body_id="planning").meeting
    after = convened(body_id="council", people=people).meeting
    assert seat(before) == seat(after)


def test_without_a_register_another_group_is_another_person() -> None:
    people = tuple(replace(p, group="Independent") if p.id == "owen" else p for p in CAST)
    assert seat(convened().meeting) != seat(convened(people=people).meeting)


def test_two_of_one_name_in_the_register_are_two() -> None:
    twin = replace(next(p for p in CAST if p.id == "owen"), id="owen-2")
    meeting = convened(body_id="planning", people=(*CAST, twin)).meeting
    assert seat(meeting, "owen") != seat(meeting, "owen-2")
