"""Exclusion of the press and public: moved, voted, without a resolution, and their return."""

from __future__ import annotations

from msgspec.structs import replace

from server.business.exclusion import PublicReadmitted
from server.meeting.agenda import Access, Standing
from server.meeting.motions import MotionStanding
from server.meeting.profile import PrivateRule
from tests.conftest import CONVENED, PROFILE, Story, at_item

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
    assert sat.outside.private == replace(sat.meeting.private, outside=sat.outside.presence)


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
    back = sat.outside.item("3").record[-1].matter
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
