"""The list of those who are here, as everybody may read it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from server.meeting.record import Audience
from server.render.panels import Artist
from tests.conftest import ENGLISH, PROFILE, Story, sitting


def read(sat: Story) -> str:
    """The words of the public's attendance panel, in one line."""
    drawn = Artist(Audience.PUBLIC, ENGLISH).draw(sat.sides)
    html = next(panel.html for panel in drawn.panels if panel.id == "attendance")
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def joined_remotely(**changes: object) -> Story:
    """Owen joins remotely; the others are in the room."""
    sat = sitting("amin", "shah", **changes)
    sat.do("record_present", person="owen", remote=True, heard=True)
    return sat


def test_those_who_are_here_and_have_no_vote_are_counted_apart() -> None:
    sat = sitting("amin", "shah", "lloyd")
    assert "2 of those present count: one has no vote." in read(sat)
    sat.do("record_arrival", person="owen", remote=True, heard=True)
    assert "2 of those present count: one has no vote." in read(sat)


def test_where_only_those_in_the_room_are_present_in_law_the_others_stand_apart() -> None:
    sat = joined_remotely()
    told = read(sat)
    assert "Present 2 Cllr Ann Amin Chair, Green Cllr Bilal Shah Vice-chair, Labour" in told
    assert "Joining remotely, not counted as present 1 Cllr Carys Owen Plaid Cymru" in told
    assert "those present count" not in told
    sat.do("close_meeting")
    assert "Joined remotely, not counted as present 1 Cllr Carys Owen" in read(sat)


def test_where_those_who_join_remotely_count_they_are_present() -> None:
    told = read(joined_remotely(profile=replace(PROFILE, remote_counts=True)))
    assert "Present 3" in told
    assert "Cllr Carys Owen remote Plaid Cymru" in told
    assert "not counted as present" not in told


def test_where_all_count_nothing_is_said_of_it() -> None:
    assert "those present count" not in read(sitting("amin", "shah"))


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("amin", "Cllr Ann Amin Chair, Green"),
        ("owen", "Cllr Carys Owen Plaid Cymru"),
        ("lloyd", "Eve Lloyd Co-opted member"),
    ],
)
def test_a_member_stands_there_with_office_and_group(person: str, told: str) -> None:
    assert told in read(sitting(person))
