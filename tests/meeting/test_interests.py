"""Interests: on what they bear, and who is out because of them, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from server.meeting.interests import Interest, Interests
from server.meeting.profile import Requires
from server.meeting.span import Span

T = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
FEES = Interest("i1", "owen", "4", "pecuniary", Requires.LEAVE)
OUT = replace(FEES, absences=(Span(T),))


def later(minutes: int) -> datetime:
    return T + timedelta(minutes=minutes)


BACK = replace(FEES, absences=(Span(T, later(10)),))


def test_an_interest_bears_on_its_item_and_on_those_beneath_it() -> None:
    assert FEES.concerns("4")
    assert FEES.concerns("4.1", parent="4")
    assert not FEES.concerns("5")
    assert not FEES.concerns("5.1", parent="5")


def test_an_interest_in_the_whole_meeting_bears_on_everything() -> None:
    assert replace(FEES, item="").concerns("5")


def test_an_interest_in_a_sub_item_does_not_bear_on_the_item_above() -> None:
    assert not replace(FEES, item="4.1").concerns("4")


def test_a_member_is_out_from_leaving_until_returning() -> None:
    assert [each.out for each in (FEES, OUT, BACK)] == [False, True, False]


@pytest.mark.parametrize(
    ("minutes", "out"), [(-1, False), (0, True), (9, True), (10, False), (11, False)]
)
def test_whether_a_member_was_out_at_a_time(minutes: int, out: bool) -> None:
    assert BACK.out_at(later(minutes)) is out


def test_a_member_who_never_left_was_never_out() -> None:
    assert not FEES.out_at(later(5))
    assert not FEES.out_throughout(T, None)


def test_whether_a_member_was_out_during_the_whole_of_a_time() -> None:
    assert OUT.out_throughout(later(1), None)
    assert BACK.out_throughout(later(1), later(10))
    assert not BACK.out_throughout(later(1), None)
    assert not BACK.out_throughout(later(1), later(11))
    assert not OUT.out_throughout(later(-1), later(5))


def test_one_interest_is_enough_to_be_out() -> None:
    interests = Interests((replace(FEES, id="i2"), OUT))
    assert interests.out("owen")
    assert interests.out("owen", later(1))
    assert interests.out_throughout("owen", later(1), later(2))
    assert not interests.out("shah")


def test_an_interest_is_changed_in_its_place() -> None:
    other = replace(FEES, id="i2", person="shah")
    changed = Interests((FEES, other)).changed("i1", absences=OUT.absences)
    assert changed.declared == (OUT, other)
