"""Rights go with the list of the meeting: whoever is on it no longer is the public."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.live.rights import acting, audience_of
from server.live.signed_in import SignedIn
from server.meeting.admission import may_read_all
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity
from server.meeting.record import Audience
from server.meeting.sides import Sides
from tests.conftest import convened


def listed() -> Meeting:
    return convened().meeting


def without(meeting: Meeting, person: str) -> Meeting:
    return replace(meeting, people=tuple(p for p in meeting.people if p.id != person))


def shown(meeting: Meeting, office: Office, person: str = "") -> Audience:
    door = SignedIn(meeting.key, office, person)
    return audience_of(meeting, acting(Sides(meeting, meeting), door))


@pytest.mark.parametrize("person", ["amin", "shah"])
def test_whoever_was_taken_off_the_list_is_shown_what_the_public_is(person: str) -> None:
    office = Office.CHAIR if person == "amin" else Office.MEMBER
    assert shown(listed(), office, person) is not Audience.PUBLIC
    assert shown(without(listed(), person), office, person) is Audience.PUBLIC


def test_the_clerk_and_the_chair_by_the_link_of_the_office_are_nobody_on_the_list() -> None:
    nobody = replace(listed(), people=())
    assert shown(nobody, Office.CLERK) is Audience.CLERK
    assert shown(nobody, Office.CHAIR) is Audience.CHAIR


@pytest.mark.parametrize("capacity", [Capacity.SUBSTITUTE, Capacity.OFFICER])
def test_substitutes_and_officers_of_the_list_are_on_it(capacity: Capacity) -> None:
    meeting = _as(listed(), "shah", capacity)
    office = Office.OFFICER if capacity is Capacity.OFFICER else Office.MEMBER
    assert shown(meeting, office, "shah") is Audience.MEMBER
    assert shown(without(meeting, "shah"), office, "shah") is Audience.PUBLIC


def test_a_guest_has_no_page_though_their_id_is_that_of_a_member_who_was_listed() -> None:
    assert shown(_as(listed(), "shah", Capacity.GUEST), Office.MEMBER, "shah") is Audience.PUBLIC


def test_a_chair_who_is_not_on_the_list_has_no_office_and_reads_no_private_record() -> None:
    meeting = without(listed(), "amin")
    assert acting(Sides(meeting, meeting), SignedIn("k", Office.CHAIR, "amin")).office is (
        Office.MEMBER
    )
    assert not may_read_all(meeting, "amin")


def _as(meeting: Meeting, person: str, capacity: Capacity) -> Meeting:
    people = (replace(p, capacity=capacity) if p.id == person else p for p in meeting.people)
    return replace(meeting, people=tuple(people))
