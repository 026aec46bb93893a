"""Declared ahead: while an interest waits for the clerk, who would be barred takes no part."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.command import Actor, Office
from server.meeting.declared_ahead import require_recorded
from server.meeting.interests import Part
from server.meeting.profile import InterestKind, Requires, VotingRule
from server.meeting.refused import Refused
from tests.conftest import CONVENED, PROFILE, Story, at_item
from tests.debated import GRANT, moved, the_vote
from tests.render.test_seat import read as seat
from tests.speaking import on_the_floor

PECUNIARY = "Disclosable pecuniary interest"
RECORD_IT = (
    f"Cllr Carys Owen has sent a declaration of an interest in item 3 ({PECUNIARY}). "
    "Record it, or put it aside, before "
)
NO_PART = (
    "You have declared an interest in item 3 that the clerk has not recorded yet: take no part "
    "until it is."
)


def send(sat: Story, kind: str = "pecuniary", item: str = "3", **given: object) -> str:
    """Owen sends a declaration to the clerk."""
    return sat.do("declare_interest", by="owen", kind=kind, item=item, **given)


def sent(kind: str = "pecuniary", item: str = "3", **changes: object) -> Story:
    """A motion on item 3, and a declaration that Owen has sent."""
    sat = moved(seconder="ruiz", **changes)
    send(sat, kind, item)
    return sat


# The question


@pytest.mark.parametrize("command", ["put_question", "agree_without_dissent"])
def test_no_question_is_put_while_a_declaration_waits(command: str) -> None:
    sat = sent()
    assert sat.refused(command) == f"{RECORD_IT}the question is put."


def test_once_it_is_recorded_the_member_is_not_on_the_roll() -> None:
    sat = sent()
    sat.do("take_up_offer", offer=sat.meeting.offers.waiting[0].id)
    sat.do("put_question")
    assert "owen" not in the_vote(sat).roll


@pytest.mark.parametrize(
    ("command", "by"), [("put_aside_offer", "clerk"), ("withdraw_offer", "owen")]
)
def test_once_it_is_put_aside_or_withdrawn_the_member_votes(command: str, by: str) -> None:
    sat = sent()
    sat.do(command, by=by, offer=sat.meeting.offers.waiting[0].id)
    sat.do("put_question")
    assert "owen" in the_vote(sat).roll


def test_recorded_without_taking_it_up_it_stands_in_the_way_of_nothing() -> None:
    sat = sent()
    leave = {"dispensation": "speak_and_vote"}
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3", **leave)
    sat.do("put_question")
    assert "owen" in the_vote(sat).roll


@pytest.mark.parametrize(("kind", "item"), [("affected", "3"), ("pecuniary", "5")])
def test_what_would_not_bar_from_this_stands_in_the_way_of_nothing(kind: str, item: str) -> None:
    sat = sent(kind, item)
    sat.do("put_question")
    assert "owen" in the_vote(sat).roll


def test_who_is_not_here_stands_in_the_way_of_nothing() -> None:
    sat = sent()
    sat.do("record_departure", person="owen")
    sat.do("put_question")
    assert "owen" not in the_vote(sat).roll


def test_it_bears_on_what_stands_beneath_its_item_and_in_the_whole_meeting() -> None:
    beneath = moved(seconder="ruiz", item="4.1")
    send(beneath, item="4")
    assert "an interest in item 4 (" in beneath.refused("put_question")
    whole = sent(item="all")
    assert whole.refused("put_question") == (
        f"Cllr Carys Owen has sent a declaration of an interest ({PECUNIARY}). "
        "Record it, or put it aside, before the question is put."
    )


def test_arrears_bear_on_the_budget_alone() -> None:
    kinds = (InterestKind("arrears", "Arrears", Requires.NO_VOTE, budget_only=True),)
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    rules = replace(PROFILE, interest_kinds=kinds)
    elsewhere = sent("arrears", "4", profile=rules, items=items)
    elsewhere.do("put_question")
    budget = moved(seconder="ruiz", item="4", profile=rules, items=items)
    send(budget, "arrears", "4")
    assert "an interest (Arrears)" in budget.refused("put_question")


# The floor


def test_the_member_is_not_called_nor_given_the_floor() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    send(sat)
    told = f"{RECORD_IT}they have the floor."
    assert sat.refused("call_speaker", request=asked) == told
    assert sat.refused("give_floor", person="owen") == told


def test_whoever_presides_is_told_no_more_than_that_one_waits() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    send(sat)
    assert sat.refused("call_speaker", by="chair", request=asked) == (
        "Cllr Carys Owen has sent a declaration that the clerk has not recorded yet. Ask the "
        "clerk to answer it before they have the floor."
    )


def test_who_may_speak_before_leaving_is_called() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    send(sat, "registrable")
    sat.do("call_speaker", by="chair", request=asked)
    assert on_the_floor(sat) == "owen"


# Their own acts


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("ask_to_speak", {}),
        ("second_motion", {}),
        ("move_amendment", {"text": "That it be refused."}),
        ("move_procedural", {"what": "closure"}),
        ("demand_named_vote", {}),
    ],
)
def test_the_member_is_told_to_take_no_part(command: str, given: dict[str, str]) -> None:
    rules = replace(PROFILE, voting=VotingRule(named_on_demand=1))
    sat = moved(seconder="", profile=rules)
    send(sat)
    assert sat.refused(command, by="owen", **given) == NO_PART


def test_of_an_interest_in_all_business_they_are_told_so_too() -> None:
    sat = at_item("3")
    send(sat, item="all")
    assert sat.refused("move_motion", by="owen", text=GRANT) == (
        "You have declared an interest that the clerk has not recorded yet: take no part until "
        "it is."
    )


def test_what_they_sent_before_it_is_not_recorded_before_it() -> None:
    sat = moved(seconder="")
    seconding = sat.do("second_motion", by="owen")
    send(sat)
    assert sat.refused("take_up_offer", offer=seconding) == f"{RECORD_IT}they second a motion."


def test_no_other_member_learns_of_it() -> None:
    sat = moved(seconder="")
    send(sat)
    ruiz = Actor(Office.MEMBER, sat.now, sat.now, "ruiz")
    require_recorded(sat.meeting, ruiz, "owen", ("3",), Part.SECOND)
    clerk = replace(ruiz, office=Office.CLERK, person="")
    with pytest.raises(Refused):
        require_recorded(sat.meeting, clerk, "owen", ("3",), Part.SECOND)


def test_their_own_page_tells_them_to_take_no_part_while_the_item_is_in_hand() -> None:
    sat = at_item("2")
    id = send(sat)
    assert NO_PART not in seat(sat, "owen")
    sat.do("take_item", item="3")
    assert NO_PART in seat(sat, "owen")
    assert NO_PART not in seat(sat, "ruiz")
    sat.do("take_up_offer", offer=id)
    assert NO_PART not in seat(sat, "owen")


# On either side of an exclusion of the public


def test_of_what_was_sent_in_private_nothing_is_decided_in_public() -> None:
    sat = moved(seconder="ruiz")
    sat.do("exclude_public", ground="own_rules", items="3")
    send(sat)
    assert sat.refused("give_floor", person="owen").startswith(RECORD_IT)
    sat.do("readmit_public")
    sat.do("give_floor", person="owen")
    sat.do("put_question")
    assert "owen" in the_vote(sat).roll


def test_what_was_sent_in_public_holds_in_private_too() -> None:
    sat = at_item("3")
    send(sat)
    sat.do("exclude_public", ground="own_rules", items="3")
    assert sat.refused("put_question", text=GRANT).startswith(RECORD_IT)


def test_what_was_sent_in_one_private_part_is_not_of_another() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules", items="3")
    send(sat)
    sat.do("readmit_public")
    sat.do("exclude_public", ground="own_rules", items="3")
    sat.do("put_question", text=GRANT)
