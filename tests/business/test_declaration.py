"""Declarations of interest: who declared what, who left because of it, and who came back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.business.declaration import InterestDeclared, MemberReturned
from server.meeting.interests import Dispensation, Interest
from server.meeting.profile import InterestKind, Requires
from server.meeting.quorum import here, item_quorum
from server.meeting.roll import roll
from tests.conftest import CONVENED, ENGLISH, OWEN, PROFILE, Story, at_item, convened, sitting
from tests.minuted import minuted


def declared(kind: str = "pecuniary", item: str = "3") -> Story:
    """Owen has declared an interest; item 2 is in hand since 18:31."""
    sat = at_item("2", "shah", "owen")
    sat.do("declare_interest", person="owen", kind=kind, item=item, nature="Lives there")
    return sat


def out() -> Story:
    """Owen left at 18:40 because of item 3."""
    sat = declared()
    sat.wait_until("18:40")
    sat.do("leave_for_interest", person="owen", item="3")
    return sat


def the_interest(sat: Story) -> Interest:
    return sat.meeting.interests.declared[0]


# Declaring


def test_a_member_declares_an_interest_in_an_item() -> None:
    interest = the_interest(declared())
    assert (interest.person, interest.item, interest.kind) == ("owen", "3", "pecuniary")
    assert interest.requires is Requires.LEAVE
    assert interest.nature == "Lives there"


def test_a_declaration_stands_under_the_item_in_hand() -> None:
    assert [matter.name for matter in declared().matters("2")] == ["InterestDeclared"]


def test_a_declaration_before_any_item_stands_where_interests_are_asked_for() -> None:
    sat = convened()
    sat.do("declare_interest", person="owen", kind="affected", item="all")
    assert [matter.name for matter in sat.matters("1")] == ["InterestDeclared"]


def test_a_declaration_stands_under_the_first_item_where_none_asks_for_it() -> None:
    items = tuple(replace(item, declarations=False) for item in convened().recorded[0].event.items)  # type: ignore[attr-defined]
    sat = sitting(items=items)
    sat.do("declare_no_interests")
    assert [matter.name for matter in sat.matters("1")] == ["NoInterestsDeclared"]


def test_a_meeting_without_items_has_nowhere_for_a_declaration() -> None:
    assert sitting(items=()).refused("declare_no_interests") == (
        "This meeting has no items under which it could be recorded."
    )


def test_an_interest_may_be_in_the_whole_meeting() -> None:
    assert the_interest(declared(item="all")).concerns("5")


def test_an_interest_without_an_item_is_not_taken_for_one_in_the_whole_meeting() -> None:
    assert sitting().refused("declare_interest", person="owen", kind="affected", item="") == (
        "Choose the item of the interest, or the whole meeting."
    )


def test_only_members_declare() -> None:
    assert "is not a member" in sitting().refused(
        "declare_interest", person="hughes", kind="pecuniary", item="3"
    )


def test_an_interest_is_of_a_kind_that_the_body_has() -> None:
    assert sitting().refused("declare_interest", person="owen", kind="curiosity", item="3") == (
        "Say which of the kinds of interest of Planning Committee it is: "
        "Disclosable pecuniary interest (pecuniary), Other registrable interest (registrable), "
        "Interest that is merely affected (affected)."
    )


def test_an_interest_is_in_an_item_that_there_is() -> None:
    assert "There is no item 9" in sitting().refused(
        "declare_interest", person="owen", kind="pecuniary", item="9"
    )


def test_the_same_interest_is_declared_once() -> None:
    sat = declared()
    assert sat.refused("declare_interest", person="owen", kind="pecuniary", item="3") == (
        "Cllr Carys Owen has declared this interest already."
    )
    sat.do("declare_interest", person="owen", kind="affected", item="3")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="4")
    sat.do("declare_interest", person="shah", kind="pecuniary", item="3")
    assert len(sat.meeting.interests.declared) == 4


def test_that_nobody_declared_anything_is_said_and_not_supposed() -> None:
    sat = at_item("1")
    assert not sat.meeting.interests.none_declared
    sat.do("declare_no_interests")
    assert sat.meeting.interests.none_declared
    assert sat.refused("declare_no_interests") == (
        "That no declarations were made is recorded already."
    )


def test_it_cannot_be_said_that_nobody_declared_when_somebody_did() -> None:
    assert declared().refused("declare_no_interests") == (
        "Cllr Carys Owen has declared an interest, so it cannot be said that nobody did."
    )


def test_an_interest_that_becomes_apparent_later_is_declared_then() -> None:
    sat = at_item("1")
    sat.do("declare_no_interests")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert sat.meeting.interests.declared


# Corrections


def test_a_declaration_struck_out_no_longer_bars() -> None:
    sat = declared()
    sat.do("strike_entry", entry=the_interest(sat).id, reason="Misheard")
    assert sat.meeting.interests.declared == ()
    assert "has not declared" in sat.refused("leave_for_interest", person="owen", item="3")


def test_that_nobody_declared_can_be_struck_out() -> None:
    sat = at_item("1")
    said = sat.do("declare_no_interests")
    sat.do("strike_entry", entry=said, reason="Not asked")
    assert not sat.meeting.interests.none_declared


def test_a_nature_put_right_is_right_everywhere() -> None:
    """A sensitive interest: only its existence may be said (Localism Act 2011 s.32)."""
    sat = declared()
    sat.do("correct_entry", entry=the_interest(sat).id, text="A sensitive interest")
    assert the_interest(sat).nature == "A sensitive interest"
    assert "Lives there" not in repr(sat.seen_by("public"))


# Leaving and returning


def test_a_member_leaves_for_the_item_of_their_interest() -> None:
    sat = out()
    assert the_interest(sat).left_at == sat.time("18:40")
    assert not here(sat.meeting, OWEN)
    assert [matter.name for matter in sat.matters("3")] == ["MemberLeftForInterest"]


def test_a_member_comes_back_and_both_stand_together() -> None:
    sat = out()
    sat.do("take_item", item="5")
    sat.do("return_from_interest", person="owen")
    assert here(sat.meeting, OWEN)
    names = [matter.name for matter in sat.matters("3")]
    assert names == ["MemberLeftForInterest", "MemberReturned"]


def test_who_comes_back_after_the_item_is_minuted_as_such() -> None:
    sat = out()
    sat.do("take_item", item="3")
    sat.do("take_item", item="5")
    sat.do("return_from_interest", person="owen")
    [entry] = [e for e in sat.item("3").record if isinstance(e.matter, MemberReturned)]
    assert minuted(sat, "3")[-1] == (
        f"Cllr Carys Owen returned at {ENGLISH.time(entry.at)}, after this item."
    )
    outside = [e.matter for e in sat.outside.item("3").record]
    assert outside == [e.matter for e in sat.item("3").record]


def test_a_return_that_is_recorded_late_is_told_as_it_was_then() -> None:
    sat = out()
    sat.do("take_item", item="3")
    sat.wait_until("18:50")
    sat.do("take_item", item="5")
    sat.do("return_from_interest", person="owen", at="18:45")
    assert minuted(sat, "3")[-1] == "Cllr Carys Owen returned at 6.45pm."


def test_who_comes_back_while_the_item_is_considered_or_before_it_is_not() -> None:
    before, during = out(), out()
    during.do("take_item", item="3")
    for sat in (before, during):
        sat.wait_until("18:42")
        sat.do("return_from_interest", person="owen")
        assert minuted(sat, "3")[-1] == "Cllr Carys Owen returned at 6.42pm."


def test_a_member_may_leave_for_the_same_item_twice() -> None:
    sat = out()
    sat.do("return_from_interest", person="owen")
    sat.do("leave_for_interest", person="owen", item="3")
    assert the_interest(sat).out
    assert len(sat.matters("3")) == 3


def test_a_member_who_must_leave_for_an_item_leaves_for_those_beneath_it() -> None:
    sat = declared(item="4")
    sat.do("leave_for_interest", person="owen", item="4.1")
    assert not here(sat.meeting, OWEN)


def test_a_member_without_an_interest_does_not_leave_for_one() -> None:
    assert declared().refused("leave_for_interest", person="owen", item="5") == (
        "Cllr Carys Owen has not declared an interest in item 5."
    )
    assert declared().refused("leave_for_interest", person="shah", item="3") == (
        "Cllr Bilal Shah has not declared an interest in item 3."
    )


def test_an_interest_that_lets_the_member_stay_is_no_reason_to_leave() -> None:
    assert declared("affected").refused("leave_for_interest", person="owen", item="3") == (
        "The interest of Cllr Carys Owen does not require them to leave; record a departure."
    )


def test_of_two_interests_the_one_that_bars_decides() -> None:
    sat = declared("affected")
    sat.do("declare_interest", person="owen", kind="registrable", item="3")
    sat.do("leave_for_interest", person="owen", item="3")
    assert [i.kind for i in sat.meeting.interests.declared if i.out] == ["registrable"]


def test_one_who_has_left_cannot_leave_again() -> None:
    assert out().refused("leave_for_interest", person="owen", item="3") == (
        "Cllr Carys Owen has left already."
    )


def test_one_who_is_not_here_can_neither_leave_nor_return() -> None:
    sat = out()
    sat.do("record_departure", person="owen")
    sentence = "Cllr Carys Owen is not recorded as being here."
    assert sat.refused("return_from_interest", person="owen") == sentence
    sat = sitting("shah")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    assert sat.refused("leave_for_interest", person="ruiz", item="3") == (
        "Cllr Diego Ruiz is not recorded as being here."
    )


def test_one_who_has_not_left_cannot_return() -> None:
    assert declared().refused("return_from_interest", person="owen") == (
        "Cllr Carys Owen has not left for an interest."
    )


def test_a_return_is_not_before_the_leaving() -> None:
    assert out().refused("return_from_interest", person="owen", at="18:35") == (
        "Cllr Carys Owen last came or went at 6.40pm: state a time after that."
    )


def test_a_member_may_return_at_the_time_of_leaving() -> None:
    sat = out()
    sat.do("return_from_interest", person="owen", at="18:40")
    assert the_interest(sat).returned_at == sat.time("18:40")


def test_a_leaving_is_not_before_the_last_return() -> None:
    sat = out()
    sat.wait_until("18:50")
    sat.do("return_from_interest", person="owen")
    assert sat.refused("leave_for_interest", person="owen", item="3", at="18:45") == (
        "Cllr Carys Owen last came or went at 6.50pm: state a time after that."
    )


def test_one_who_left_for_two_items_returns_from_both() -> None:
    sat = out()
    sat.do("declare_interest", person="owen", kind="registrable", item="4")
    sat.do("leave_for_interest", person="owen", item="4")
    sat.do("return_from_interest", person="owen")
    assert here(sat.meeting, OWEN)
    assert [sat.matters(number)[-1].name for number in ("3", "4")] == ["MemberReturned"] * 2


def test_a_leaving_struck_out_brings_the_member_back() -> None:
    sat = out()
    sat.do("strike_entry", entry=sat.item("3").record[-1].id, reason="Did not leave")
    assert here(sat.meeting, OWEN)
    assert the_interest(sat).left_at is None


def test_a_return_struck_out_leaves_the_member_out() -> None:
    sat = out()
    back = sat.do("return_from_interest", person="owen")
    sat.do("strike_entry", entry=back, reason="Had not come back")
    assert the_interest(sat).left_at == sat.time("18:40")
    assert not here(sat.meeting, OWEN)


def test_who_left_twice_is_away_no_more_when_the_return_between_is_struck_out() -> None:
    sat = out()
    back = sat.do("return_from_interest", person="owen")
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("return_from_interest", person="owen")
    sat.do("strike_entry", entry=back, reason="Had not come back")
    assert here(sat.meeting, OWEN)
    assert here(sat.meeting, OWEN, sat.now)
    assert [span.since for span in the_interest(sat).absences] == [sat.time("18:40")]


def test_who_came_back_twice_was_here_since_the_first_time() -> None:
    sat = out()
    sat.do("return_from_interest", person="owen")
    returned = the_interest(sat).returned_at
    left = sat.do("leave_for_interest", person="owen", item="3")
    sat.do("return_from_interest", person="owen")
    sat.do("strike_entry", entry=left, reason="Had not left")
    assert the_interest(sat).returned_at == returned


def test_a_declaration_is_struck_out_after_the_leaving_because_of_it() -> None:
    sat = out()
    declaration = the_interest(sat).id
    assert sat.refused("strike_entry", entry=declaration, reason="Misheard") == (
        "Cllr Carys Owen left the meeting because of it: strike out the leaving, and the return, "
        "first."
    )
    sat.do("strike_entry", entry=sat.item("3").record[-1].id, reason="Misheard")
    sat.do("strike_entry", entry=declaration, reason="Misheard")
    assert here(sat.meeting, OWEN)


def test_what_is_required_is_fixed_when_the_interest_is_declared() -> None:
    matter = declared().matters("2")[0]
    assert isinstance(matter, InterestDeclared)
    kind = PROFILE.interest_kind("pecuniary")
    assert kind is not None
    assert matter.requires is kind.requires


# Sensitive interests


def sensitive() -> Story:
    sat = at_item("2")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3", sensitive=True)
    return sat


NOWHERE = (
    "Of a sensitive interest only its existence is recorded (Localism Act 2011 s.32): leave its "
    "nature empty, so that it is kept nowhere."
)


def test_of_a_sensitive_interest_only_its_existence_is_recorded() -> None:
    interest = the_interest(sensitive())
    assert (interest.sensitive, interest.nature) == (True, "")
    assert minuted(sensitive(), "2") == [
        "Cllr Carys Owen declared an interest in item 3 (Land at Mill Lane): Disclosable pecuniary "
        "interest. The interest is sensitive, so its nature is not given."
    ]


def test_the_nature_of_a_sensitive_interest_is_not_taken_down() -> None:
    given = {"person": "owen", "kind": "pecuniary", "item": "3", "sensitive": True}
    assert sitting().refused("declare_interest", **given, nature="A safe house") == NOWHERE


def test_nor_is_it_added_by_a_correction() -> None:
    sat = sensitive()
    entry = the_interest(sat).id
    assert sat.refused("correct_entry", entry=entry, text="A safe house") == NOWHERE
    assert "A safe house" not in repr(sat.recorded)


def test_a_sensitive_interest_bars_as_any_other_of_its_kind() -> None:
    sat = sensitive()
    sat.do("take_item", item="3")
    assert "cannot move a motion" in sat.refused("move_motion", text="x", mover="owen")


# Dispensations


def dispensed(dispensation: str) -> Story:
    sat = at_item("3")
    sat.do(
        "declare_interest",
        person="owen",
        kind="pecuniary",
        item="3",
        dispensation=dispensation,
    )
    return sat


def test_with_a_dispensation_to_speak_and_vote_a_member_does_both() -> None:
    sat = dispensed("speak_and_vote")
    assert the_interest(sat).dispensation is Dispensation.SPEAK_AND_VOTE
    sat.do("move_motion", text="That permission be granted.", mover="owen")
    assert "owen" in roll(sat.meeting, ("3",), sat.now)[0]
    assert "A dispensation to speak and vote had been granted." in minuted(sat, "3")[0]


def test_with_a_dispensation_to_speak_a_member_does_not_vote() -> None:
    sat = dispensed("speak")
    assert "owen" not in roll(sat.meeting, ("3",), sat.now)[0]
    assert "A dispensation to speak had been granted." in minuted(sat, "3")[0]


@pytest.mark.parametrize("dispensation", ["speak", "speak_and_vote"])
def test_with_a_dispensation_a_member_may_stay_and_counts(dispensation: str) -> None:
    sat = dispensed(dispensation)
    assert sat.refused("leave_for_interest", person="owen", item="3") == (
        "The interest of Cllr Carys Owen does not require them to leave; record a departure."
    )
    assert item_quorum(sat.meeting, sat.item("3")).present == 4


def test_without_one_the_member_does_not_count() -> None:
    assert item_quorum(dispensed("none").meeting, dispensed("none").item("3")).present == 3


# Arrears


ARREARS = InterestKind(
    "arrears",
    "Council tax two months or more in arrears",
    Requires.NO_VOTE,
    "LGFA 1992 s.106",
    budget_only=True,
)


def in_arrears(number: str) -> Story:
    """Owen is in arrears; item 4 and what is under it set the budget."""
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    sat = at_item(number, items=items, profile=replace(PROFILE, interest_kinds=(ARREARS,)))
    sat.do("declare_interest", person="owen", kind="arrears", item="all")
    return sat


@pytest.mark.parametrize("number", ["4", "4.1"])
def test_a_member_in_arrears_speaks_on_the_budget_and_does_not_vote(number: str) -> None:
    sat = in_arrears(number)
    assert the_interest(sat).budget_only
    assert "owen" not in roll(sat.meeting, (number,), sat.now)[0]
    sat.do("move_motion", text="That the fees be set.", mover="owen")
    assert item_quorum(sat.meeting, sat.item(number)).present == 4


def test_elsewhere_a_member_in_arrears_votes() -> None:
    sat = in_arrears("3")
    assert "owen" in roll(sat.meeting, ("3",), sat.now)[0]


def test_arrears_are_minuted_as_what_they_are() -> None:
    assert minuted(in_arrears("3"), "3") == [
        "Cllr Carys Owen declared: Council tax two months or more in arrears. They may speak on "
        "the budget, and may not vote on it."
    ]


def test_who_did_not_vote_on_the_budget_for_arrears_is_told_with_the_vote() -> None:
    sat = in_arrears("4")
    sat.do("move_motion", text="That the precept be set.", mover="shah", seconder="ruiz")
    sat.do("put_question")
    sat.do("record_counts", in_favour=3, against=0)
    sat.do("close_vote")
    assert minuted(sat, "4")[-1].endswith(
        "3 for, 0 against. Cllr Carys Owen did not vote, being barred by law from voting on the "
        "budget."
    )


def test_no_dispensation_lifts_the_bar_of_arrears() -> None:
    given = {"person": "ruiz", "kind": "arrears", "item": "all"}
    assert in_arrears("4").refused("declare_interest", **given, dispensation="speak_and_vote") == (
        "A dispensation does not lift this bar (LGFA 1992 s.106)."
    )


# Sent ahead by a member


def test_a_declaration_sent_ahead_waits_for_the_clerk() -> None:
    sat = convened()
    id = sat.do("declare_interest", by="owen", kind="pecuniary", item="3", nature="A field")
    assert sat.meeting.interests.declared == ()
    sat.do("record_present", person="owen")
    sat.do("record_present", person="shah")
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    sat.do("take_up_offer", offer=id)
    assert the_interest(sat).person == "owen"
    assert [matter.name for matter in sat.matters("1")] == ["InterestDeclared"]


def test_a_member_reads_at_once_what_a_declaration_lacks() -> None:
    sat = convened()
    assert "Say which of the kinds" in sat.refused(
        "declare_interest", by="owen", kind="curiosity", item="3"
    )
    assert "leave its nature empty" in sat.refused(
        "declare_interest", by="owen", kind="affected", item="3", nature="A field", sensitive=True
    )
    assert sat.meeting.offers.sent == ()
