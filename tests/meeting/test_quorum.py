"""The quorum counts voting members who are here, and says so at every time."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from server.meeting.profile import QuorumRule, SubstituteRule
from server.meeting.quorum import (
    Quorum,
    expected,
    forecast,
    inquorate,
    item_quorum,
    quorum,
    quorum_in_hand,
    shortfalls,
)
from tests.conftest import CAST, LLOYD, PATEL, PROFILE, Story, at_item, convened, sitting

REMOTE = replace(PROFILE, remote_counts=True)
PARISH = replace(PROFILE, quorum=QuorumRule(numerator=1, denominator=3, minimum=3))
SUBSTITUTES = replace(PROFILE, substitutes=SubstituteRule(allowed=True, same_group=False))
YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE)


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


# The membership, with its vacancies


def members(count: int) -> tuple[Person, ...]:
    return tuple(Person(f"m{n}", f"Cllr {n}") for n in range(count))


@pytest.mark.parametrize(
    ("count", "vacancies", "needed"),
    [(43, 0, 11), (40, 3, 11), (41, 3, 11), (40, 0, 10), (41, 4, 12), (1, 0, 1)],
)
def test_a_quarter_of_all_the_seats_is_rounded_up(count: int, vacancies: int, needed: int) -> None:
    quarter = replace(PROFILE, quorum=QuorumRule())
    sat = convened(profile=quarter, people=members(count), vacancies=vacancies)
    assert quorum(sat.meeting) == Quorum(needed, 0, count + vacancies, vacancies)


@pytest.mark.parametrize(
    ("count", "vacancies", "needed"), [(9, 0, 3), (5, 0, 3), (10, 0, 4), (8, 2, 4), (13, 2, 5)]
)
def test_a_parish_needs_a_third_of_its_seats_and_never_fewer_than_three(
    count: int, vacancies: int, needed: int
) -> None:
    sat = convened(profile=PARISH, people=members(count), vacancies=vacancies)
    assert quorum(sat.meeting).needed == needed


def test_a_fixed_quorum_is_fixed_whatever_the_membership() -> None:
    fixed = replace(PROFILE, quorum=QuorumRule(fixed=3, minimum=5))
    for vacancies in (0, 20):
        sat = convened(profile=fixed, vacancies=vacancies)
        assert quorum(sat.meeting).needed == 3


@pytest.mark.parametrize(
    ("count", "vacancies", "disqualified", "needed"),
    [
        (30, 13, 0, 11),  # vacancies alone change nothing
        (30, 13, 13, 11),  # no more than a third of 43, and two thirds are held
        (25, 18, 2, 11),  # most of the seats are vacant for other reasons
        (28, 15, 15, 7),
        (27, 16, 15, 7),  # the quorum is of those who remain, whatever else is vacant
        (29, 14, 15, 11),  # held by two thirds again
    ],
)
def test_after_many_disqualifications_the_quorum_is_of_those_who_remain(
    count: int, vacancies: int, disqualified: int, needed: int
) -> None:
    quarter = replace(PROFILE, quorum=QuorumRule())
    people = members(count)
    sat = convened(profile=quarter, people=people, vacancies=vacancies, disqualified=disqualified)
    assert (quorum(sat.meeting).needed, quorum(sat.meeting).membership) == (needed, 43)


def test_a_parish_needs_three_even_after_disqualifications() -> None:
    sat = convened(profile=PARISH, people=members(4), vacancies=11, disqualified=11)
    assert quorum(sat.meeting).needed == 3


def test_a_vacant_seat_is_never_present() -> None:
    sat = sitting("amin", "shah", vacancies=2)
    assert figures(sat) == (2, 3, 6)
    assert not quorum(sat.meeting).quorate


# Substitutes


def substituted() -> Story:
    sat = convened(profile=SUBSTITUTES, people=(*CAST, YOUNG))
    sat.do("name_substitute", person="young", member="owen")
    return sat


def test_a_substitute_counts_in_the_seat_of_the_member() -> None:
    sat = substituted()
    sat.do("record_present", person="young")
    assert figures(sat) == (1, 2, 4)
    sat.do("record_present", person="owen")
    assert figures(sat) == (1, 2, 4)


def test_a_substitute_for_a_member_without_a_vote_does_not_count() -> None:
    sat = convened(profile=SUBSTITUTES, people=(*CAST, YOUNG))
    sat.do("name_substitute", person="young", member="lloyd")
    sat.do("record_present", person="young")
    assert figures(sat) == (0, 2, 4)


def coming(sat: Story) -> list[str]:
    return [person.id for person in expected(sat.meeting)]


def test_before_the_roll_the_substitute_is_expected_in_place_of_the_member() -> None:
    sat = substituted()
    assert coming(sat) == ["amin", "shah", "young", "ruiz"]
    sat.do("record_apologies", person="owen")
    assert coming(sat) == ["amin", "shah", "young", "ruiz"]
    sat.do("record_apologies", person="young")
    assert coming(sat) == ["amin", "shah", "ruiz"]


def test_before_the_roll_the_member_is_expected_again_if_the_substitute_cannot_come() -> None:
    sat = substituted()
    sat.do("record_absent", person="young")
    assert coming(sat) == ["amin", "shah", "owen", "ruiz"]


def test_before_the_meeting_is_opened_whoever_came_first_is_expected() -> None:
    sat = substituted()
    sat.do("record_present", person="owen")
    sat.do("record_present", person="young")
    assert coming(sat) == ["amin", "shah", "owen", "ruiz"]


# One item


def test_who_must_leave_for_an_item_does_not_count_though_still_in_the_room() -> None:
    sat = at_item("3", "shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert item_quorum(sat.meeting, sat.item("3")) == Quorum(2, 1, 4, barred=("owen",))
    assert quorum_in_hand(sat.meeting).present == 1
    assert item_quorum(sat.meeting, sat.item("5")).present == 2
    assert quorum(sat.meeting).present == 2


def test_who_has_left_for_the_item_is_not_taken_off_twice() -> None:
    sat = at_item("3", "amin", "shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="owen", item="3")
    assert item_quorum(sat.meeting, sat.item("3")) == Quorum(2, 2, 4)


def test_who_may_stay_counts_and_an_interest_in_an_item_bears_on_those_under_it() -> None:
    sat = at_item("4.1", "shah", "owen")
    sat.do("declare_interest", person="shah", kind="affected", item="4")
    assert quorum_in_hand(sat.meeting).present == 2
    sat.do("declare_interest", person="owen", kind="registrable", item="4")
    assert quorum_in_hand(sat.meeting).barred == ("owen",)


def test_between_items_the_quorum_in_hand_is_that_of_the_meeting() -> None:
    sat = sitting("shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert quorum_in_hand(sat.meeting) == quorum(sat.meeting)


# The items to come


def test_before_the_roll_a_forecast_counts_all_who_sent_no_apologies() -> None:
    sat = convened()
    assert forecast(sat.meeting, sat.item("3")).present == 4
    sat.do("record_apologies", person="ruiz")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert forecast(sat.meeting, sat.item("3")) == Quorum(2, 2, 4, barred=("owen",))


def test_a_forecast_counts_who_is_only_out_for_another_item() -> None:
    sat = at_item("3", "amin", "shah")
    sat.do("declare_interest", person="shah", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="shah", item="3")
    assert quorum(sat.meeting).present == 1
    assert forecast(sat.meeting, sat.item("5")).present == 2


def test_the_items_that_will_fall_short_because_of_interests_are_foretold() -> None:
    sat = sitting("amin", "shah")
    sat.do("declare_interest", person="shah", kind="pecuniary", item="3")
    ((item, short),) = shortfalls(sat.meeting)
    assert (item.number, short) == ("3", Quorum(2, 1, 4, barred=("shah",)))
    sat.do("record_arrival", person="owen")
    assert shortfalls(sat.meeting) == ()


def test_an_item_that_was_taken_is_not_foretold_nor_a_meeting_short_without_interests() -> None:
    sat = sitting("amin")
    assert shortfalls(sat.meeting) == ()
    sat = at_item("3", "amin", "shah")
    sat.do("declare_interest", person="shah", kind="pecuniary", item="3")
    assert shortfalls(sat.meeting) == ()


# When it was inquorate


def short(sat: Story) -> list[tuple[str, str]]:
    """The times without a quorum, by the clock; an open end is empty."""
    return [
        (f"{s.since:%H:%M}", f"{s.until:%H:%M}" if s.until else "") for s in inquorate(sat.meeting)
    ]


def test_a_meeting_with_its_quorum_was_never_inquorate_nor_one_that_was_not_opened() -> None:
    assert short(sitting("amin", "shah")) == []
    assert short(convened()) == []


def test_it_was_inquorate_from_a_departure_until_the_return() -> None:
    sat = sitting("amin", "shah")
    sat.wait_until("18:40")
    sat.do("record_departure", person="shah")
    assert short(sat) == [("18:40", "")]
    sat.wait_until("18:50")
    sat.do("record_arrival", person="shah")
    assert short(sat) == [("18:40", "18:50")]


def test_it_was_inquorate_while_an_interest_kept_a_member_out() -> None:
    sat = at_item("3", "amin", "shah")
    sat.do("declare_interest", person="shah", kind="pecuniary", item="3")
    sat.wait_until("18:40")
    sat.do("leave_for_interest", person="shah", item="3")
    sat.do("return_from_interest", person="shah")
    assert short(sat) == [("18:40", "18:41")]


def test_while_it_stands_adjourned_it_is_not_inquorate() -> None:
    sat = sitting("amin", "shah")
    sat.wait_until("18:40")
    sat.do("record_departure", person="shah")
    sat.wait_until("18:45")
    sat.do("adjourn_meeting", until="7pm", reason="No quorum")
    sat.wait_until("19:00")
    sat.do("resume_meeting", override="To hear the public")
    sat.wait_until("19:05")
    sat.do("record_arrival", person="shah")
    assert short(sat) == [("18:40", "18:45"), ("19:00", "19:05")]


def test_it_is_inquorate_no_longer_than_until_its_close() -> None:
    sat = sitting("amin", "shah")
    sat.wait_until("18:40")
    sat.do("record_departure", person="shah")
    sat.do("record_departure", person="amin")
    sat.wait_until("18:45")
    sat.do("close_meeting")
    assert short(sat) == [("18:40", "18:45")]


def test_a_departure_that_is_recorded_late_counts_from_when_it_happened() -> None:
    sat = sitting("amin", "shah")
    sat.wait_until("19:00")
    sat.do("record_departure", person="shah", at="18:40")
    assert short(sat) == [("18:40", "")]
