"""The roll: who may vote, and for everybody else the one reason that comes first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from server.meeting.profile import InterestKind, Requires, SubstituteRule, VotingRule
from server.meeting.roll import NON_VOTING, roll
from server.meeting.votes import Bar, Excluded
from tests.conftest import CAST, CONVENED, PROFILE, Story, at_item, convened, sitting

GOVERNOR = Person("green", "Mr Ivor Green", role="Parent governor", votes_on=("4",))
YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE)


def reasons(sat: Story, *about: str) -> dict[str, Excluded]:
    """Why each of those who may not vote may not, on a question put now."""
    return {why.person: why for why in roll(sat.meeting, about or ("3",), sat.now)[1]}


def voters(sat: Story, about: Sequence[str] = ("3",)) -> tuple[str, ...]:
    return roll(sat.meeting, about, sat.now)[0]


def test_everybody_is_on_the_roll_or_kept_out_for_a_reason_in_seat_order() -> None:
    sat = at_item("3", "ruiz", "shah", "lloyd")
    may, kept_out = roll(sat.meeting, ("3",), sat.now)
    assert may == ("shah", "ruiz")
    assert [why.person for why in kept_out] == ["amin", "owen", "lloyd"]


def test_who_did_not_come_who_left_and_who_went_out() -> None:
    sat = sitting("shah", "owen", "ruiz")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.wait_until("18:40")
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("record_departure", person="ruiz")
    found = reasons(sat)
    assert found["amin"] == Excluded("amin", Bar.NOT_PRESENT)
    assert found["ruiz"] == Excluded("ruiz", Bar.LEFT, since=sat.time("18:41"))
    assert found["owen"] == Excluded(
        "owen", Bar.OUT_FOR_INTEREST, since=sat.time("18:40"), about="pecuniary"
    )


def test_a_member_without_a_vote_is_kept_out_by_the_law_and_not_by_an_interest() -> None:
    sat = sitting("shah", "lloyd")
    sat.do("declare_interest", person="lloyd", kind="pecuniary", item="3")
    assert reasons(sat)["lloyd"] == Excluded("lloyd", Bar.NO_VOTE, NON_VOTING)


def test_a_parent_governor_votes_on_their_own_items_and_what_is_under_them() -> None:
    sat = sitting("shah", "green", people=(*CAST, GOVERNOR))
    assert reasons(sat)["green"].bar is Bar.OTHER_ITEMS
    assert "green" in voters(sat, ("4",))
    assert "green" in voters(sat, ("4.1",))
    assert "green" not in voters(sat, ("4", "3"))


def test_a_remote_member_votes_where_the_rules_count_them() -> None:
    for counts in (True, False):
        rules = replace(PROFILE, remote_counts=counts, remote_source="Sch 12")
        sat = sitting("shah", profile=rules)
        sat.do("record_arrival", person="owen", remote=True, heard=True)
        assert ("owen" in voters(sat)) is counts
        if not counts:
            found = reasons(sat)["owen"]
            assert (found.bar, found.rule) == (Bar.REMOTE, "Sch 12")


def test_an_interest_keeps_out_whoever_stayed_and_names_its_rule() -> None:
    kind = InterestKind("dpi", "Pecuniary interest", Requires.LEAVE, "Localism Act 2011 s.31")
    sat = sitting(profile=replace(PROFILE, interest_kinds=(kind,)))
    sat.wait_until("18:40")
    sat.do("declare_interest", person="owen", kind="dpi", item="3")
    assert reasons(sat)["owen"] == Excluded(
        "owen", Bar.INTEREST, "Localism Act 2011 s.31", sat.time("18:40"), "dpi"
    )
    assert "owen" in voters(sat, ("5",))


def test_an_interest_binds_from_when_it_is_known_also_on_what_is_recorded_late() -> None:
    sat = sitting()
    before = sat.now
    sat.wait_until("18:40")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert "owen" not in roll(sat.meeting, ("3",), before)[0]
    assert "owen" not in voters(sat)


def test_arrears_are_told_apart_from_an_interest() -> None:
    kind = InterestKind("arrears", "Arrears", Requires.NO_VOTE, "s.106", budget_only=True)
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    sat = sitting(items=items, profile=replace(PROFILE, interest_kinds=(kind,)))
    sat.do("declare_interest", person="owen", kind="arrears", item="all")
    found = reasons(sat, "4.1")["owen"]
    assert (found.bar, found.rule) == (Bar.ARREARS, "s.106")
    assert "owen" in voters(sat)
    assert "owen" not in voters(sat, ("3", "4"))


@pytest.mark.parametrize(("came", "kept_out"), [("owen", "young"), ("young", "owen")])
def test_one_seat_has_one_vote(came: str, kept_out: str) -> None:
    rules = replace(PROFILE, substitutes=SubstituteRule(allowed=True, same_group=False))
    sat = convened(profile=rules, people=(*CAST, YOUNG))
    sat.do("name_substitute", person="young", member="owen")
    for person in ("shah", "ruiz", came, kept_out):
        sat.do("record_present", person=person)
    found = reasons(sat)[kept_out]
    bar = Bar.NOT_SEATED if kept_out == "young" else Bar.SEAT_TAKEN
    assert (found.bar, found.about) == (bar, came)
    assert came in voters(sat)


def test_by_some_codes_only_those_vote_who_heard_the_whole_item() -> None:
    heard = VotingRule(present_throughout=True, throughout_source="Planning code 9")
    sat = at_item("3", "shah", "ruiz", profile=replace(PROFILE, voting=heard))
    sat.wait_until("18:40")
    sat.do("record_arrival", person="owen")
    assert reasons(sat)["owen"] == Excluded(
        "owen", Bar.NOT_THROUGHOUT, "Planning code 9", sat.time("18:40")
    )
    sat.do("take_item", item="5")
    assert "owen" in voters(sat, ("5",))


def test_elsewhere_it_is_enough_to_be_there_when_the_question_is_put() -> None:
    sat = at_item("3", "shah", "ruiz")
    sat.do("record_arrival", person="owen")
    assert "owen" in voters(sat)
