"""The quorum counts voting members who are here, and says so at every time."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.quorum import Quorum, quorum
from tests.conftest import LLOYD, PATEL, PROFILE, Story, at_item, convened, sitting

REMOTE = replace(PROFILE, remote_counts=True)


def figures(sat: Story) -> tuple[int, int, int]:
    now = quorum(sat.meeting)
    return now.present, now.needed, now.membership


def test_nobody_counts_until_the_roll_is_called() -> None:
    assert figures(convened()) == (0, 2, 4)
    assert not quorum(convened().meeting).quorate


def test_members_who_are_here_count() -> None:
    assert figures(sitting("shah", "owen")) == (2, 2, 4)
    assert quorum(sitting("shah", "owen").meeting).quorate


def test_a_member_without_a_vote_counts_neither_to_the_members_nor_to_those_here() -> None:
    assert not LLOYD.votes
    assert figures(sitting("shah", "lloyd")) == (1, 2, 4)


def test_those_in_attendance_never_count() -> None:
    sat = sitting("shah")
    sat.do("record_in_attendance", person=PATEL.id)
    assert figures(sat) == (1, 2, 4)


@pytest.mark.parametrize(("profile", "present"), [(PROFILE, 1), (REMOTE, 2)])
def test_a_remote_member_counts_only_where_the_rules_say_so(profile: object, present: int) -> None:
    sat = sitting("shah", profile=profile)
    sat.do("record_arrival", person="owen", remote=True, heard=True)
    assert quorum(sat.meeting).present == present


def test_the_quorum_is_lost_when_a_member_leaves() -> None:
    sat = sitting("shah", "owen")
    sat.do("record_departure", person="owen")
    assert quorum(sat.meeting) == Quorum(needed=2, present=1, membership=4)
    assert not quorum(sat.meeting).quorate


def test_a_member_out_for_an_interest_does_not_count_for_that_item() -> None:
    sat = at_item("3", "shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="owen", item="3")
    assert quorum(sat.meeting).present == 1
    sat.do("return_from_interest", person="owen")
    assert quorum(sat.meeting).present == 2


def test_the_quorum_at_an_earlier_time_is_what_it_was_then() -> None:
    sat = at_item("3", "shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.wait_until("18:40")
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("record_departure", person="shah")
    present = [quorum(sat.meeting, sat.time(t)).present for t in ("18:39", "18:40", "18:41")]
    assert present == [2, 1, 0]
