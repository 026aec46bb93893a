"""The first event holds the whole agenda, membership and rules."""

from __future__ import annotations

from datetime import date

from server.meeting.agenda import Standing
from server.meeting.event import read_event, write_event
from server.meeting.sitting import Phase
from tests.conftest import CAST, CONVENED, PROFILE, convened


def test_a_meeting_has_all_that_it_was_convened_with() -> None:
    meeting = convened(rehearsal=True, performed=True).meeting
    assert (meeting.key, meeting.title) == ("planning", "Planning Committee, 14 July 2026")
    assert meeting.profile == PROFILE
    assert meeting.people == CAST
    assert meeting.rehearsal
    assert meeting.performed


def test_nothing_has_been_done_yet() -> None:
    meeting = convened().meeting
    assert meeting.sitting.phase is Phase.BEFORE
    assert {item.standing for item in meeting.items} == {Standing.PENDING}
    assert meeting.presence.members == {}


def test_the_items_are_those_of_the_summons() -> None:
    item = convened().item("3")
    assert item.recommendations == ("That permission be granted.",)
    assert item.presenters == ("hughes", "A resident")
    assert convened().item("4.1").parent == "4"


def test_the_day_of_a_meeting_is_the_day_where_it_meets() -> None:
    assert convened().meeting.date == date(2026, 7, 14)


def test_the_whole_profile_survives_the_journal() -> None:
    assert read_event("MeetingConvened", write_event(CONVENED)) == CONVENED
