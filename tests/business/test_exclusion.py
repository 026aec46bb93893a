"""Exclusion of the press and public: moved, voted, without a resolution, and their return."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from server.business.exclusion import PublicReadmitted
from server.meeting.agenda import Access, Standing
from server.meeting.motions import MotionStanding
from server.meeting.profile import LimitRule, PrivateRule
from tests.conftest import CONVENED, PROFILE, Story, at_item, sitting

EXEMPT = tuple(
    replace(item, access=Access.EXEMPT, paragraphs=("3",), private_title="The Mill sale")
    if item.number == "4"
    else item
    for item in CONVENED.items
)


def resolved(*present: str, how: str = "agree_without_dissent") -> Story:
    """Item 3 in hand, and the public excluded for item 4, which the agenda has as exempt."""
    sat = at_item("3", *present, items=EXEMPT)
    sat.do("move_exclusion", mover="amin", seconder="shah")
    sat.do(how)
    return sat


def test_the_resolution_names_the_items_and_their_paragraphs() -> None:
    sat = at_item("3", items=EXEMPT)
    moved = sat.do("move_exclusion", mover="amin", seconder="shah")
    assert sat.entry(moved).matter.words == (
        "That the press and public be excluded for item 4 (Budget), exempt under paragraph 3 "
        "(information relating to financial or business affairs.)."
    )
    assert sat.meeting.private is None, "it is moved, and not yet resolved"
    sat.do("agree_without_dissent")
    assert sat.meeting.private is not None
    assert sat.meeting.private.items == ("4",)
    assert sat.outside.private == sat.meeting.private


def test_if_it_is_lost_the_item_is_taken_in_public() -> None:
    sat = at_item("3", items=EXEMPT)
    sat.do("move_exclusion", mover="amin", seconder="shah")
    sat.do("put_question")
    sat.do("record_counts", in_favour=1, against=3)
    sat.do("close_vote")
    assert sat.meeting.private is None
    sat.do("take_item", item="4")
    assert sat.outside.in_hand == sat.outside.item("4")


def test_what_is_confidential_is_not_opened_by_a_lost_motion() -> None:
    items = tuple(replace(i, access=Access.CONFIDENTIAL) if i.closed else i for i in EXEMPT)
    sat = at_item("3", items=items)
    sat.do("move_exclusion", mover="amin", seconder="shah", items="4", paragraphs="3")
    sat.do("put_question")
    sat.do("record_counts", in_favour=1, against=3)
    sat.do("close_vote")
    assert "Exclude them first" in sat.refused("take_item", item="4")


def test_an_exempt_item_is_not_taken_before_the_public_is_excluded() -> None:
    sat = at_item("3", items=EXEMPT)
    assert "closed to the press and public" in sat.refused("take_item", item="4")
    assert "closed to the press and public" in sat.refused("take_next")
    assert "closed to the press and public" in sat.refused("take_item", item="4.1")


def test_in_private_only_what_the_public_was_excluded_for_is_taken() -> None:
    sat = resolved()
    assert "not for item 5" in sat.refused("take_item", item="5")
    sat.do("take_item", item="4")
    sat.do("take_item", item="4.1")


def test_a_paragraph_must_be_one_of_the_schedule() -> None:
    sat = at_item("3", items=EXEMPT)
    sentence = sat.refused("move_exclusion", mover="amin", items="3", paragraphs="9")
    assert sentence == "Schedule 12A has no paragraph 9: it has 3, 5."
    assert "Say by which paragraph" in sat.refused("move_exclusion", mover="amin", items="3")


def test_where_the_law_asks_for_it_the_public_interest_must_be_weighed() -> None:
    rule = replace(PROFILE.private, public_interest=True)
    sat = at_item("3", items=EXEMPT, profile=replace(PROFILE, private=rule))
    assert "Tick that it does" in sat.refused("move_exclusion", mover="amin")
    sat.do("move_exclusion", mover="amin", public_interest=True)


def test_where_the_law_asks_for_a_reason_the_resolution_states_it() -> None:
    rule = PrivateRule(wording="That the public be excluded for {items}: {reason}.", section="1960")
    sat = at_item("3", profile=replace(PROFILE, private=rule))
    assert "must state the reason (1960)" in sat.refused("move_exclusion", mover="amin")
    sat.do("move_exclusion", mover="amin", reason="A tender is open.")
    assert sat.meeting.motions.moved[-1].text.endswith("A tender is open.")


def test_the_special_reason_of_the_agenda_is_stated_where_no_other_is_said() -> None:
    rule = PrivateRule(wording="That the public be excluded for {items}: {reason}.", section="1960")
    plain = [replace(i, paragraphs=()) for i in EXEMPT]
    items = tuple(replace(i, public_interest="A tender is open.") if i.closed else i for i in plain)
    sat = at_item("3", items=items, profile=replace(PROFILE, private=rule))
    sat.do("move_exclusion", mover="amin")
    assert sat.meeting.motions.moved[-1].text.endswith(": A tender is open.")


def test_of_exempt_information_the_agenda_gives_no_special_reason() -> None:
    assert not PROFILE.private.special_reason
    tested = PrivateRule(wording="{items}: {reason}", section="reg 14", public_interest=True)
    assert tested.states_reason
    assert not tested.special_reason


def test_a_body_without_such_a_rule_resolves_nothing() -> None:
    sat = at_item("3", profile=replace(PROFILE, private=PrivateRule()))
    assert "no resolution" in sat.refused("move_exclusion", mover="amin")
    assert "no such ground" in sat.refused("exclude_public", ground="confidential")


def test_for_exempt_information_there_must_be_a_resolution() -> None:
    assert "move it" in at_item("3").refused("exclude_public", ground="exempt")


def test_for_confidential_information_there_need_be_none() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="confidential")
    assert sat.outside.private is not None
    assert sat.outside.private.items == ("3",)
    assert "s.100A(2)" in repr(sat.outside.item("3").record)


def test_what_the_public_was_told_is_not_undone() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    assert "not undone" in sat.refused("undo")
    sat.do("readmit_public")
    assert "not undone" in sat.refused("undo")


def test_a_second_exclusion_needs_the_public_there() -> None:
    assert "in private since" in resolved().refused("move_exclusion", mover="amin", items="5")


def test_the_public_comes_back_by_resolution_or_without() -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("readmit_public", mover="amin", seconder="shah")
    back = sat.outside.item("4").record[-1].matter
    assert isinstance(back, PublicReadmitted)
    assert (back.mover, back.seconder) == ("amin", "shah")
    assert sat.meeting.private is None
    assert sat.refused("readmit_public") == "The meeting is in public."


def test_the_public_does_not_come_back_to_what_was_begun_in_private() -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("move_motion", text="That the Mill be sold.", mover="amin", seconder="shah")
    assert "is not decided" in sat.refused("readmit_public")
    sat.do("put_question")
    assert "A vote is open" in sat.refused("readmit_public")
    sat.do("record_counts", in_favour=4, against=0)
    sat.do("close_vote")
    sat.do("readmit_public")


def test_on_return_an_item_that_was_begun_in_public_goes_on() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    sat.do("record_note", text="The advice.")
    sat.do("readmit_public")
    for side in sat.sides:
        assert side.in_hand == side.item("3")
    sat.do("record_decision", text="Granted.")
    assert [e.matter.words for e in sat.outside.item("3").record][-1] == "Granted."
    assert "The advice." not in repr(sat.outside)


def test_on_return_a_closed_item_is_no_longer_in_hand_and_counts_as_considered() -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("readmit_public")
    assert sat.meeting.in_hand is None
    assert sat.outside.item("4").standing is Standing.TAKEN
    assert sat.outside.item("4").spans == ()


def test_a_sub_item_is_considered_with_what_it_stands_under() -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("take_item", item="4.2")
    sat.do("readmit_public")
    standings = [sat.outside.item(number).standing for number in ("4", "4.1", "4.2")]
    assert standings == [Standing.TAKEN, Standing.PENDING, Standing.TAKEN]


def test_a_motion_moved_in_public_and_decided_in_private_is_told_as_dealt_with() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="amin", seconder="shah")
    sat.do("put_question", way="named")
    sat.do("cast_vote", person="amin", choice="for")
    sat.do("exclude_public", ground="own_rules")
    for person in ("shah", "owen", "ruiz"):
        sat.do("cast_vote", person=person, choice="against")
    sat.do("close_vote")
    assert len(sat.outside.votes.taken[0].cast) == 1
    sat.do("readmit_public")
    assert sat.outside.motions.moved[0].standing is MotionStanding.IN_PRIVATE
    assert sat.outside.votes.pending is None
    assert sat.outside.votes.taken[0].unheard
    assert sat.meeting.motions.moved[0].standing is MotionStanding.LOST


def test_a_motion_moved_in_public_is_neither_altered_nor_amended_in_private() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That it be granted.", mover="amin")
    sat.do("exclude_public", ground="own_rules")
    for command, given in (
        ("alter_motion", {"text": "That it be refused."}),
        ("move_amendment", {"text": "That it be deferred.", "mover": "shah"}),
        ("second_motion", {"seconder": "shah"}),
    ):
        assert "recorded in public" in sat.refused(command, **given)


def test_a_meeting_may_close_in_private_and_everybody_learns_that_it_has() -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("close_meeting")
    assert sat.outside.sitting.closed_at is not None
    assert sat.outside.private is None
    assert sat.outside.item("4").standing is Standing.TAKEN


def test_of_an_adjournment_in_private_the_reason_stays_there() -> None:
    sat = resolved()
    sat.do("take_item", item="4")
    sat.do("adjourn_meeting", until="tomorrow", reason="The buyer has called.")
    change = sat.outside.sitting.latest
    assert change is not None
    assert (change.until, change.reason) == ("tomorrow", "")
    assert "not undone" in sat.refused("undo")
    sat.do("resume_meeting")
    assert sat.meeting.private is not None


def test_nothing_that_the_public_saw_becomes_private_afterwards() -> None:
    sat = at_item("3")
    sat.wait_until("18:50")
    sat.do("record_decision", text="Granted.")
    sat.do("exclude_public", ground="own_rules", at="18:40")
    assert sat.meeting.private is not None
    assert sat.meeting.private.since == sat.time("18:51")


def test_what_is_done_in_public_is_not_said_to_have_been_done_in_private() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("exclude_public", ground="own_rules")
    sat.wait_until("18:50")
    sat.do("readmit_public")
    for command, given in (
        ("exclude_public", {"ground": "own_rules"}),
        ("admit_urgent_item", {"title": "Flood", "reason": "It rains"}),
        ("close_item", {"item": "5"}),
    ):
        assert "the meeting was in private" in sat.refused(command, at="18:45", **given)
    assert sat.outside.private is sat.meeting.private is None


def test_a_stated_minute_does_not_lead_into_private_business() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("exclude_public", ground="own_rules", at="18:40")
    sat.now += timedelta(seconds=-40)
    sat.do("record_departure", person="ruiz")
    sat.wait_until("18:50")
    sat.do("readmit_public")
    sat.do("record_departure", person="owen", at="18:40")
    assert sat.outside.presence.of("owen").here is None


def test_an_item_that_was_not_reached_in_private_is_open_again() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="confidential", items="3, 5")
    assert sat.meeting.is_closed("5")
    sat.do("readmit_public")
    for side in sat.sides:
        assert not side.is_closed("5")
    sat.do("take_item", item="5")


def test_an_open_item_is_not_put_off_where_nobody_learns_of_it() -> None:
    sat = resolved()
    assert "have the public back" in sat.refused("defer_item", item="5", to="May")
    sat.do("defer_item", item="4", to="May")


def test_a_lost_exclusion_has_opened_its_items_and_is_not_made_void() -> None:
    sat = at_item("3", items=EXEMPT)
    sat.do("move_exclusion", mover="amin", seconder="shah")
    sat.do("put_question")
    sat.do("record_counts", in_favour=1, against=3)
    sat.do("close_vote")
    assert sat.refused("void_vote", reason="Miscounted")
    assert not sat.meeting.is_closed("4")
    sat.do("move_exclusion", mover="amin", seconder="shah", items="4")


def test_on_return_the_public_learns_how_everybody_stands() -> None:
    sat = at_item("3", "amin", "shah", "owen", "ruiz")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("leave_for_interest", person="owen", item="3")
    sat.do("record_fault", what="stream")
    sat.do("exclude_public", ground="own_rules")
    sat.do("return_from_interest", person="owen")
    sat.do("record_departure", person="ruiz")
    sat.do("record_apologies", person="lloyd")
    sat.do("record_restored", what="stream")
    sat.do("readmit_public")
    assert sat.outside.interests.out("owen") is False
    assert sat.outside.presence.of("ruiz").here is None
    assert sat.outside.presence.of("lloyd").answer == "apologies"
    assert sat.outside.faults[0].until is not None


def test_who_came_and_went_in_private_was_there() -> None:
    sat = at_item("3", "amin", "shah", "ruiz")
    sat.do("exclude_public", ground="own_rules")
    sat.do("record_arrival", person="owen")
    sat.do("record_departure", person="owen")
    sat.do("readmit_public")
    owen = sat.outside.presence.of("owen")
    assert owen.answer == "present"
    assert owen.here is None


def test_a_coming_in_private_that_is_said_afterwards_is_told_when_it_is_said() -> None:
    sat = at_item("3", "amin", "shah", "ruiz")
    sat.do("exclude_public", ground="own_rules")
    sat.wait_until("18:50")
    sat.do("readmit_public")
    sat.wait_until("18:55")
    sat.do("record_arrival", person="owen", at="18:45")
    here = sat.outside.presence.of("owen").here
    assert here is not None
    assert here.since == sat.time("18:55")


def test_an_interest_declared_in_private_is_declared_in_public_anew() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    sat.do("declare_interest", person="owen", kind="affected", item="5")
    assert "already" in sat.refused("declare_interest", person="owen", kind="affected", item="5")
    sat.do("readmit_public")
    assert sat.outside.interests.declared == ()
    sat.do("declare_interest", person="owen", kind="affected", item="5")
    assert len(sat.outside.interests.declared) == 1


def test_the_resolution_stands_under_the_first_item_that_it_closes() -> None:
    sat = resolved()
    names = [entry.matter.name for entry in sat.outside.item("4").record]
    assert names == ["ExclusionMoved", "AgreedWithoutDissent"]
    assert sat.outside.item("3").record == ()


def test_the_public_may_be_excluded_while_no_item_is_in_hand() -> None:
    sat = sitting(items=EXEMPT)
    sat.do("move_exclusion", mover="amin", seconder="shah")
    assert "Now the motion to exclude" in sat.refused("put_question", text="That tea be taken.")
    sat.do("put_question")
    sat.do("record_counts", in_favour=3, against=1)
    sat.do("close_vote")
    assert sat.outside.private is not None
    sat.do("take_item", item="4")


def test_what_is_confidential_is_not_resolved_upon_unless_it_is_named() -> None:
    items = tuple(
        replace(item, access=Access.CONFIDENTIAL) if item.number == "5" else item for item in EXEMPT
    )
    sat = at_item("3", items=items)
    sat.do("move_exclusion", mover="amin")
    assert sat.meeting.motions.moved[0].excludes == ("4",)


def test_several_items_are_told_each_with_its_paragraphs_in_the_order_of_the_schedule() -> None:
    items = tuple(
        replace(item, access=Access.EXEMPT, paragraphs=("5", "3")) if item.number == "5" else item
        for item in EXEMPT
    )
    sat = at_item("3", items=items)
    sat.do("move_exclusion", mover="amin")
    text = sat.meeting.motions.moved[0].text
    assert "items 4 (Budget, paragraph 3) and 5 (Any other business, paragraphs 5 and 3)" in text
    assert sat.meeting.motions.moved[0].paragraphs == ("3", "5")


def test_an_interest_in_an_item_does_not_bar_from_the_vote_on_excluding_the_public() -> None:
    sat = at_item("3", items=EXEMPT)
    sat.do("declare_interest", person="owen", kind="pecuniary", item="4")
    sat.do("move_exclusion", mover="amin", seconder="shah")
    sat.do("put_question")
    assert "owen" in sat.meeting.votes.taken[0].roll


def test_what_is_said_to_have_been_moved_in_private_is_not_before_the_public() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    sat.wait_until("18:45")
    sat.do("readmit_public")
    given = {"text": "That it be sold.", "mover": "amin", "at": "18:40"}
    assert "was decided then" in sat.refused("move_motion", **given)


def test_by_how_much_the_sitting_was_extended_is_known_on_return() -> None:
    limited = replace(PROFILE, limit=LimitRule(minutes=60))
    sat = at_item("3", profile=limited)
    sat.do("exclude_public", ground="own_rules")
    sat.do("extend_sitting", minutes=30)
    assert sat.outside.extended == 0
    sat.do("readmit_public")
    assert sat.outside.extended == 30
