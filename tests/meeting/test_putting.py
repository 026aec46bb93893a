"""Putting a question: what it concerns, and at what time its rules are looked at."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.profile import InterestKind, Requires, VotingRule
from tests.conftest import CONVENED, PROFILE, at_item, sitting
from tests.debated import GRANT, moved, the_vote


def test_a_question_concerns_its_item_those_taken_with_it_and_those_of_its_motion() -> None:
    sat = sitting()
    sat.do("take_together", items="3, 5")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen", items="2")
    sat.do("put_question")
    assert set(the_vote(sat).question.about) == {"3", "5", "2"}


def test_an_interest_in_one_of_several_items_keeps_from_the_vote_on_all() -> None:
    sat = moved()
    sat.do("undo")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen", items="5")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="5")
    sat.do("put_question")
    assert "ruiz" not in the_vote(sat).question.roll


def test_a_motion_that_reaches_into_the_budget_is_put_to_a_named_vote() -> None:
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    rules = replace(PROFILE, voting=VotingRule(budget_named=True, budget_source="SI 2014/165"))
    sat = at_item("3", items=items, profile=rules)
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen", items="4.1")
    assert "This is budget business" in sat.refused("put_question")
    sat.do("put_question", way="named")
    assert the_vote(sat).question.mandatory == "SI 2014/165"


def test_a_question_entered_late_has_the_roll_of_its_time() -> None:
    sat = moved()
    sat.wait_until("18:40")
    sat.do("record_departure", person="ruiz")
    sat.do("put_question", at="18:39")
    assert the_vote(sat).question.roll == ("amin", "shah", "owen", "ruiz")
    assert the_vote(sat).put_at == sat.time("18:39")


def test_a_question_put_after_a_departure_does_without_who_left() -> None:
    sat = moved()
    sat.wait_until("18:40")
    sat.do("record_departure", person="ruiz")
    sat.do("put_question", at="18:40")
    assert the_vote(sat).question.roll == ("amin", "shah", "owen")


def test_who_barred_by_an_interest_is_still_in_the_room_does_not_count_to_its_quorum() -> None:
    sat = moved("amin", "shah", "owen")
    for person in ("shah", "owen"):
        sat.do("declare_interest", person=person, kind="pecuniary", item="3")
    assert "For this item 2 members are needed and 1 count" in sat.refused("put_question")


def test_an_interest_that_leaves_nobody_to_vote_stops_the_question_whatever_the_reason() -> None:
    kind = InterestKind("arrears", "Arrears", Requires.NO_VOTE, "s.106")
    sat = moved(profile=replace(PROFILE, interest_kinds=(kind,)))
    for person in ("amin", "shah", "owen", "ruiz"):
        sat.do("declare_interest", person=person, kind="arrears", item="all")
    assert sat.refused("put_question", override="it must be") == (
        "Nobody who is here may vote on this. See the roll for the reasons."
    )
