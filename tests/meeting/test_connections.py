"""When members' own devices were connected: evidence, and nothing more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.meeting.connections import Connections
from tests.conftest import CONVENED, at_item

START = CONVENED.starts_at
MINUTE = timedelta(minutes=1)


def at(minute: int) -> datetime:
    return START + minute * MINUTE


def known(*spans: tuple[int, int | None]) -> Connections:
    told = Connections()
    for since, until in spans:
        told = told.joined("owen", at(since))
        told = told if until is None else told.lost("owen", at(until))
    return told


def test_nobody_is_connected_of_whom_nothing_is_known() -> None:
    assert not Connections().connected("owen")
    assert Connections().lost_since("owen") is None
    assert Connections().lost_within("owen", at(0), at(9)) is None


def test_who_comes_twice_is_connected_once() -> None:
    told = known((0, None))
    assert told.joined("owen", at(3)) is told
    assert known((0, 2)).lost("owen", at(5)).lost_since("owen") == at(2)


@pytest.mark.parametrize(
    ("spans", "lost"),
    [
        ([(0, None)], None),  # there all along
        ([(0, 2), (3, None)], None),  # lost before, and back before
        ([(0, 5)], 5),  # lost meanwhile
        ([(0, 5), (6, None)], 5),  # lost meanwhile, and back
        ([(0, 2)], 2),  # away all along
        ([(0, 2), (6, None)], None),  # came back meanwhile: the loss was before
        ([(0, 12)], None),  # lost only afterwards
    ],
)
def test_a_connection_that_was_lost_while_something_went_on_is_known(
    spans: list[tuple[int, int | None]], lost: int | None
) -> None:
    expected = None if lost is None else at(lost)
    assert known(*spans).lost_within("owen", at(4), at(9)) == expected


def test_connections_are_nobodys_attendance_and_reach_the_clerk_alone() -> None:
    sat = at_item("3")
    joined = sat.meeting.connections.joined("lloyd", sat.now)
    assert sat.meeting.presence.of("lloyd").here is None
    assert joined.connected("lloyd")
    assert sat.seen_by("chair").connections == Connections()
    assert sat.seen_by("clerk").connections is sat.meeting.connections
