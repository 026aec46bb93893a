"""Who may move, second and preside: the law stops, a rule of the body gives way to a reason."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from server.meeting.profile import InterestKind, Requires, SubstituteRule
from tests.conftest import CAST, PROFILE, Story, at_item, convened
from tests.debated import GRANT, moved

YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE)


def move(sat: Story, mover: str) -> str:
    return sat.refused("move_motion", text=GRANT, mover=mover)


def test_who_is_not_here_takes_no_part() -> None:
    sat = at_item("3", "amin", "shah")
    assert move(sat, "owen") == (
        "Cllr Carys Owen was not present at 6.32pm, so they cannot move a motion."
    )
    assert sat.refused("move_motion", text=GRANT, mover="shah", seconder="owen") == (
        "Cllr Carys Owen was not present at 6.33pm, so they cannot second a motion."
    )


def test_what_was_done_earlier_is_judged_by_who_was_there_then() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("record_departure", person="owen")
    assert "not present at 6.41pm" in move(sat, "owen")
    sat.do("move_motion", text=GRANT, mover="owen", at="18:39")


def test_officers_guests_and_nobody_take_no_part() -> None:
    sat = at_item("3")
    assert move(sat, "hughes") == (
        "Gwen Hughes is not a member of Planning Committee: record them as in attendance."
    )
    assert move(sat, "nobody") == "Nobody on the list of this meeting has the id “nobody”."


def test_an_interest_bars_and_names_its_rule() -> None:
    kind = InterestKind("dpi", "Pecuniary interest", Requires.LEAVE, "Localism Act 2011 s.31")
    sat = moved(seconder="", profile=replace(PROFILE, interest_kinds=(kind,)))
    sat.do("declare_interest", person="owen", kind="dpi", item="3")
    assert sat.refused("second_motion", seconder="owen", override="in a hurry") == (
        "Cllr Carys Owen cannot second a motion: they declared an interest (Pecuniary interest), "
        "and Localism Act 2011 s.31 bars them."
    )


def test_an_interest_in_a_further_item_that_a_motion_concerns_bars_too() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="5")
    assert "they declared an interest" in sat.refused(
        "move_motion", text=GRANT, mover="owen", items="5"
    )
    sat.do("move_motion", text=GRANT, mover="owen")


def test_a_member_without_a_vote_moves_only_in_spite_of_the_rules() -> None:
    sat = at_item("3", "amin", "shah", "lloyd")
    assert move(sat, "lloyd") == (
        "Eve Lloyd has no vote here, and the rules leave motions to members with a vote."
    )
    sat.do("move_motion", text=GRANT, mover="lloyd", override="the terms of reference allow it")
    matter = sat.matters("3")[0]
    assert [(each.rule, each.reason) for each in matter.despite] == [  # type: ignore[attr-defined]
        ("Motions are made by members with a vote", "the terms of reference allow it")
    ]


def test_a_member_whose_seat_a_substitute_holds_takes_no_part() -> None:
    rules = replace(PROFILE, substitutes=SubstituteRule(allowed=True, same_group=False))
    sat = convened(profile=rules, people=(*CAST, YOUNG))
    sat.do("name_substitute", person="young", member="owen")
    for person in ("amin", "shah", "young", "owen"):
        sat.do("record_present", person=person)
    sat.wait_until("18:32")
    sat.do("open_meeting")
    sat.do("take_item", item="3")
    assert move(sat, "owen") == (
        "Cllr Carys Owen does not hold the seat, so they cannot move a motion."
    )
    sat.do("move_motion", text=GRANT, mover="young")


def test_a_remote_member_takes_part_where_the_rules_count_them() -> None:
    for counts in (True, False):
        sat = at_item("3", "amin", "shah", profile=replace(PROFILE, remote_counts=counts))
        sat.do("record_arrival", person="owen", remote=True, heard=True)
        if counts:
            sat.do("move_motion", text=GRANT, mover="owen")
        else:
            assert move(sat, "owen") == (
                "Cllr Carys Owen takes part remotely and is not present in law, so they cannot "
                "move a motion."
            )
