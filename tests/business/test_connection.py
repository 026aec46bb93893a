"""Connections: what the server saw of members' devices. Evidence, and never attendance."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.record import Audience
from server.render.panels import Artist
from tests.conftest import ENGLISH, PROFILE, Story, at_item, convened
from tests.render.test_business_panels import html, read

HYBRID = replace(PROFILE, remote_counts=True)


def connect(sat: Story, person: str) -> str:
    return sat.do("record_connection", by="server", person=person, connected=True)


def lose(sat: Story, person: str) -> str:
    return sat.do("record_connection", by="server", person=person, connected=False)


def spans(sat: Story, person: str) -> list[tuple[str, str]]:
    found = sat.meeting.connections.of(person)
    return [(f"{s.since:%H:%M}", f"{s.until:%H:%M}" if s.until else "") for s in found]


def row(sat: Story, person: str, audience: Audience = Audience.CLERK) -> str:
    return read(sat, f"roll-{person}", audience)


def test_what_the_server_saw_is_kept_with_its_times() -> None:
    sat = at_item("3", profile=HYBRID)
    sat.wait_until("18:40")
    connect(sat, "owen")
    lose(sat, "owen")
    connect(sat, "owen")
    assert spans(sat, "owen") == [("18:40", "18:41"), ("18:42", "")]


def test_what_is_so_already_is_not_said_again() -> None:
    sat = at_item("3")
    assert sat.refused("record_connection", by="server", person="owen", connected=False) == (
        "No device of Cllr Carys Owen is known to be connected, so none was lost."
    )
    connect(sat, "owen")
    assert sat.refused("record_connection", by="server", person="owen", connected=True) == (
        "A device of Cllr Carys Owen is known to be connected already."
    )


@pytest.mark.parametrize("by", ["clerk", "chair", "owen"])
def test_nobody_but_the_server_says_so(by: str) -> None:
    told = at_item("3").refused("record_connection", by=by, person="owen", connected=True)
    assert "it is for the server" in told


def test_only_the_devices_of_members_are_kept() -> None:
    assert (
        at_item("3").refused("record_connection", by="server", person="hughes", connected=True)
        == "Gwen Hughes is no member: the connections of members’ own devices alone are kept."
    )


def test_nothing_is_kept_once_the_meeting_is_closed() -> None:
    sat = at_item("3")
    sat.do("close_meeting", override="All was said.")
    assert sat.refused("record_connection", by="server", person="owen", connected=True)


def test_a_device_makes_nobody_present_and_stands_on_no_record() -> None:
    sat = at_item("3", "amin", "shah")
    before = sat.meeting
    connect(sat, "owen")
    assert sat.meeting.presence is before.presence
    assert sat.meeting.items is before.items
    assert sat.meeting.acts is before.acts


def test_those_outside_never_hear_of_it() -> None:
    sat = at_item("3")
    outside = sat.outside
    connect(sat, "owen")
    lose(sat, "owen")
    assert sat.outside is outside


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBER, Audience.CHAIR])
def test_nobody_but_the_clerk_sees_it(audience: Audience) -> None:
    sat = at_item("3", "amin", profile=HYBRID)
    sat.do("record_arrival", person="owen", remote=True, heard=True)
    artist = Artist(audience, ENGLISH)
    before = [each.html for each in artist.draw(sat.sides).panels]
    connect(sat, "owen")
    lose(sat, "owen")
    assert [each.html for each in artist.draw(sat.sides).panels] == before
    assert not sat.seen_by(audience).connections.known


# The clerk's roll


def test_the_roll_tells_the_clerk_what_is_known_of_each_device() -> None:
    sat = convened(profile=HYBRID)
    assert "device" not in row(sat, "owen")
    connect(sat, "owen")
    assert "device connected 18:26 , not recorded as present Record as remote" in row(sat, "owen")
    assert "no device yet" in row(sat, "shah")
    lose(sat, "owen")
    assert "device lost 18:27" in row(sat, "owen")
    assert "Record as remote" not in row(sat, "owen")


def test_who_is_recorded_is_not_to_be_recorded_again() -> None:
    sat = convened(profile=HYBRID)
    connect(sat, "owen")
    sat.do("record_present", person="owen", remote=True, heard=True)
    assert row(sat, "owen").endswith("device connected 18:26")


def test_of_who_is_in_the_room_no_more_than_the_time_is_told() -> None:
    sat = at_item("3", "amin", "shah", profile=HYBRID)
    connect(sat, "amin")
    assert row(sat, "amin") == "Cllr Ann Amin Chair device 18:32 here 18:26 left"
    assert "device" not in row(sat, "shah")


def test_the_clerk_asks_before_a_member_is_recorded_as_remote() -> None:
    sat = convened(profile=HYBRID)
    connect(sat, "owen")
    [button] = [b for b in html(sat, "roll-owen", Audience.CLERK).split("<button") if "Record" in b]
    assert "data-asks" in button


def test_where_remote_members_do_not_count_nobody_is_recorded_as_remote_by_their_device() -> None:
    sat = convened()
    connect(sat, "owen")
    assert row(sat, "owen").endswith("device connected 18:26 , not recorded as present")


# The clerk's reminder


def remote(**changes: object) -> Story:
    """Item 3 in hand at 18:42; the others are in the chamber, and Owen takes part remotely."""
    sat = at_item("3", "amin", "shah", "ruiz", **{"profile": HYBRID, **changes})
    sat.do("record_arrival", person="owen", remote=True, heard=True)
    sat.wait_until("18:42")
    connect(sat, "owen")
    return sat


def test_the_clerk_is_told_of_a_remote_member_who_lost_the_connection() -> None:
    sat = remote()
    assert "(remote)" not in read(sat, "reminders", Audience.CLERK)
    lose(sat, "owen")
    assert (
        "Cllr Carys Owen (remote) lost the connection at 6.43pm: ask whether they hear and can be "
        "heard. Record as lost"
    ) in read(sat, "reminders", Audience.CLERK)
    assert read(sat, "reminders", Audience.CHAIR) == ""
    sat.do("record_fault", what="member", person="owen")
    assert "(remote)" not in read(sat, "reminders", Audience.CLERK)


def test_who_is_back_is_not_spoken_of_any_more_but_while_a_vote_is_open() -> None:
    sat = remote()
    sat.do("put_question", text="That it be granted.", way="named")
    lose(sat, "owen")
    connect(sat, "owen")
    told = "(remote) lost the connection at 6.44pm and is connected again: ask whether they heard."
    assert told in read(sat, "reminders", Audience.CLERK)
    sat.do("cast_vote", by="owen", choice="for")
    assert "(remote)" not in read(sat, "reminders", Audience.CLERK)


def test_a_member_in_the_chamber_needs_no_connection() -> None:
    sat = remote()
    connect(sat, "shah")
    lose(sat, "shah")
    assert "(remote)" not in read(sat, "reminders", Audience.CLERK)


def test_where_remote_members_do_not_count_nobody_is_asked_after_their_connection() -> None:
    sat = remote(profile=PROFILE)
    lose(sat, "owen")
    assert "(remote)" not in read(sat, "reminders", Audience.CLERK)
