"""Doors by which something unlawful could once be recorded: each is tried here, and stays shut.

Who is barred or gone is in no vote; what a vote has frozen is not stated otherwise afterwards; what
was declared is not taken back; nobody presides who is not present in law.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from server.business.question import VoteVoided
from server.meeting.agenda import Standing
from server.meeting.convened import PlannedItem
from server.meeting.limit import ends_by
from server.meeting.motions import MotionStanding
from server.meeting.people import Capacity, Person
from server.meeting.profile import (
    InterestKind,
    LimitRule,
    Profile,
    QuorumRule,
    Requires,
    SubstituteRule,
    VotingRule,
)
from server.meeting.votes import Bar, Casting, Choice, Counts, Despite, Result
from tests.conftest import AMIN, CAST, CONVENED, PROFILE, VOTERS, Story, at_item, convened, sitting
from tests.debated import (
    CONDITIONS,
    GRANT,
    amended,
    counted,
    moved,
    named,
    the_motion,
    the_vote,
)
from tests.minuted import minuted

Stories = Callable[[], Story]
Given = dict[str, object]

HYBRID = replace(PROFILE, remote_counts=True)
FROZEN = "its roll was frozen with what was known then"
FREE = "That the fees be waived."


def declared(sat: Story, person: str, item: str = "3", kind: str = "pecuniary") -> Story:
    sat.do("declare_interest", person=person, kind=kind, item=item)
    return sat


def put(sat: Story, **given: object) -> Story:
    sat.do("put_question", **given)
    return sat


# Who may be in a vote


def half_answered() -> Story:
    """A named vote in hand: Amin and Shah have answered, Owen and Ruiz have not."""
    sat = put(moved(), way="named")
    sat.do("cast_vote", person="amin", choice="for")
    sat.do("cast_vote", person="shah", choice="for")
    return sat


NOT_RECORDED = (
    "Cllr Carys Owen was barred by an interest, or had left before the vote was taken, and cannot "
    "be recorded as voting."
)


def test_a_correction_puts_nobody_in_a_vote_who_was_barred_since() -> None:
    sat = half_answered()
    sat.do("close_vote", gap=True)
    declared(sat, "owen")
    slip = {"choice": "for", "reason": "A slip."}
    assert sat.refused("correct_vote", person="owen", **slip) == NOT_RECORDED
    sat.do("correct_vote", person="ruiz", **slip)
    assert the_vote(sat).who(None) == ("owen",)


def test_nor_one_who_had_left_before_the_vote_was_taken() -> None:
    sat = half_answered()
    sat.do("record_departure", person="owen", at="18:33")
    sat.do("close_vote", gap=True)
    slip = {"choice": "for", "reason": "A slip."}
    assert sat.refused("correct_vote", person="owen", **slip) == NOT_RECORDED
    sat.do("correct_vote", person="ruiz", **slip)


def test_but_one_who_was_barred_since_can_be_taken_out() -> None:
    sat = named(moved(), ("for", "for", "for", "against"))
    declared(sat, "owen")
    sat.do("correct_vote", person="owen", reason="She was barred.")
    assert the_vote(sat).who(None) == ("owen",)


GONE: list[tuple[str, Given]] = [
    ("declare_interest", {"person": "owen", "kind": "pecuniary", "item": "3"}),
    ("record_departure", {"person": "owen", "at": "18:33"}),
]


@pytest.mark.parametrize(("command", "given"), GONE)
def test_a_count_comes_to_no_more_than_could_still_answer(command: str, given: Given) -> None:
    sat = put(moved())
    sat.do(command, **given)
    assert sat.refused("record_counts", in_favour=3, against=1).startswith(
        "4 votes are more than the 3 members who may vote on this."
    )
    sat.do("record_counts", in_favour=2, against=1)
    sat.do("close_vote", gap=True)
    again = {"against": 1, "reason": "Disputed."}
    assert "no more than the 3 who may vote" in sat.refused("recount_vote", in_favour=3, **again)
    sat.do("recount_vote", in_favour=1, **again)


def test_a_recount_leaves_out_who_was_barred_since_the_close() -> None:
    sat = declared(counted(moved(), 3, 1), "owen")
    again = {"against": 1, "reason": "Disputed."}
    assert "no more than the 3 who may vote" in sat.refused("recount_vote", in_favour=3, **again)
    sat.do("recount_vote", in_favour=2, **again)


def test_who_came_back_while_the_vote_was_open_could_answer() -> None:
    sat = put(moved())
    sat.do("record_departure", person="owen", at="18:33")
    sat.do("record_arrival", person="owen")
    sat.do("record_departure", person="owen")
    sat.do("record_counts", in_favour=3, against=1)
    assert the_vote(sat).totals.cast == 4


@pytest.mark.parametrize(("command", "given"), GONE)
def test_nobody_has_an_own_vote_minuted_who_could_not_vote(command: str, given: Given) -> None:
    sat = put(moved())
    sat.do(command, **given)
    sat.do("record_counts", in_favour=2, against=1)
    sat.do("close_vote", gap=True)
    assert sat.refused("record_own_vote", person="owen", choice="for") == NOT_RECORDED
    sat.do("record_own_vote", person="ruiz", choice="for")


def test_a_question_put_with_a_time_before_a_declaration_leaves_the_barred_off_the_roll() -> None:
    sat = moved()
    sat.wait_until("18:40")
    declared(sat, "owen")
    put(sat, at="18:35")
    vote = the_vote(sat)
    assert (vote.put_at, vote.roll) == (sat.time("18:35"), ("amin", "shah", "ruiz"))
    assert [why.bar for why in vote.excluded if why.person == "owen"] == [Bar.INTEREST]


# What a vote has frozen


def voted(*before: tuple[str, Given], profile: Profile = PROFILE) -> Story:
    """Ruiz is not here; what is given happened from 18:32 on, and a vote from 18:45 to 18:47."""
    sat = at_item("3", "amin", "shah", "owen", profile=profile)
    for command, given in before:
        sat.do(command, **given)
    sat.wait_until("18:45")
    counted(sat, 1, 1, 0, text=GRANT)
    sat.do("give_casting_vote", choice="for")
    return sat


INTEREST: tuple[str, Given] = (
    "declare_interest",
    {"person": "owen", "kind": "pecuniary", "item": "3"},
)
LEFT: tuple[str, Given] = ("leave_for_interest", {"person": "owen", "item": "3"})
BY_SCREEN: tuple[str, Given] = ("record_arrival", {"person": "ruiz", "remote": True, "heard": True})
LOST: tuple[str, Given] = ("record_fault", {"what": "member", "person": "ruiz"})
FROZEN_FACTS: list[tuple[tuple[tuple[str, Given], ...], str, Given]] = [
    ((), *INTEREST),
    ((INTEREST,), *LEFT),
    ((INTEREST, LEFT), "return_from_interest", {"person": "owen"}),
    ((), "record_arrival", {"person": "ruiz"}),
    ((), "record_present", {"person": "ruiz"}),
    ((), "record_departure", {"person": "owen"}),
    ((BY_SCREEN,), *LOST),
    ((BY_SCREEN, LOST), "record_restored", {"what": "member", "person": "ruiz", "heard": True}),
    ((), "take_chair", {"person": "shah", "override": "Asked to."}),
    ((), "adjourn_meeting", {"until": "8pm", "reason": "The alarm rang."}),
    ((), "close_meeting", {}),
    ((), "take_item", {"item": "5"}),
    ((), "take_next", {}),
    ((), "take_together", {"items": "1, 5"}),
    ((), "put_question", {"text": FREE}),
    ((), "agree_without_dissent", {"text": FREE}),
]


@pytest.mark.parametrize(("before", "command", "given"), FROZEN_FACTS)
def test_what_a_vote_has_frozen_is_not_stated_otherwise_afterwards(
    before: tuple[tuple[str, Given], ...], command: str, given: Given
) -> None:
    sat = voted(*before, profile=HYBRID)
    assert FROZEN in sat.refused(command, at="18:43", **given)
    sat.do(command, **given)


def test_an_open_vote_is_not_made_void_before_it_was_put() -> None:
    sat = moved()
    sat.wait_until("18:40")
    put(sat)
    said = sat.refused("void_vote", reason="The bell rang.", at="18:36")
    assert said == "The question was put at 6.40pm: state a time after that."
    sat.do("void_vote", reason="The bell rang.")


@pytest.mark.parametrize("command", ["record_apologies", "record_absent"])
def test_who_took_part_is_not_said_to_have_been_away(command: str) -> None:
    sentence = "took part in the meeting, as the record tells: record that they left."
    assert sentence in voted().refused(command, person="owen")  # on the roll
    sat = moved()
    assert sentence in sat.refused(command, person="shah")  # moved
    assert sentence in sat.refused(command, person="owen")  # seconded
    sat = at_item("3", "shah", "owen", "ruiz")
    sat.do("take_chair", person="shah")
    assert sentence in sat.refused(command, person="shah")  # presided
    sat.do(command, person="ruiz")


# What was declared stands


def without_dissent() -> Story:
    sat = moved()
    sat.do("agree_without_dissent")
    return sat


def voided() -> Story:
    sat = counted(moved(), 3, 1)
    sat.do("void_vote", reason="The bell rang.")
    return sat


def voided_while_open() -> Story:
    sat = put(moved())
    sat.do("record_counts", in_favour=3, against=1)
    sat.do("void_vote", reason="The bell rang.")
    return sat


def recounted() -> Story:
    sat = counted(moved(), 2, 1)
    sat.do("recount_vote", in_favour=3, against=1, reason="Disputed.")
    return sat


def recounted_tie() -> Story:
    sat = counted(moved(), 2, 2)
    sat.do("recount_vote", in_favour=3, against=1, reason="Disputed.")
    return sat


def corrected() -> Story:
    sat = named(moved(), ("for",) * 4)
    sat.do("correct_vote", person="ruiz", choice="against", reason="Misheard.")
    return sat


def cast() -> Story:
    sat = counted(moved(), 2, 2)
    sat.do("give_casting_vote", choice="for")
    return sat


def by_lot() -> Story:
    rules = replace(PROFILE, voting=VotingRule(appointments_by_lot=True))
    sat = counted(at_item("3", profile=rules), 2, 2, text="That Owen sit.", appointment=True)
    sat.do("draw_lot", result="lost")
    return sat


FINAL: list[tuple[Stories, str]] = [
    (lambda: counted(moved(), 3, 1), "The result of a vote is not undone."),
    (lambda: counted(moved(), 2, 2), "A vote that was closed is not opened again by undoing."),
    (without_dissent, "The result of a vote is not undone."),
    (cast, "The result of a vote is not undone."),
    (by_lot, "The result of a vote is not undone."),
    (voided, "A void vote stays void"),
    (voided_while_open, "A void vote stays void"),
    (recounted, "A count that was put right is not undone"),
    (recounted_tie, "The result of a vote is not undone."),
    (corrected, "A count that was put right is not undone"),
]


@pytest.mark.parametrize(("story", "sentence"), FINAL)
def test_what_was_declared_is_not_undone(story: Stories, sentence: str) -> None:
    sat = story()
    sat.do("record_note", text="There was applause.")
    sat.do("undo")
    assert sat.refused("undo").startswith(sentence)


def noted(sat: Story) -> Story:
    sat.do("record_decision", text="That officers be thanked.", outcome="noted")
    return sat


def adjourned(sat: Story) -> Story:
    sat.do("adjourn_meeting", until="7pm", reason="The alarm rang.")
    sat.do("resume_meeting")
    return sat


AGAIN: list[tuple[str, Given]] = [
    ("record_own_vote", {"person": "owen", "choice": "for"}),
    ("recount_vote", {"in_favour": 2, "against": 2, "reason": "Disputed."}),
    ("void_vote", {"reason": "The bell rang."}),
]


@pytest.mark.parametrize("went_on", [noted, adjourned])
@pytest.mark.parametrize(("command", "given"), AGAIN)
def test_once_the_meeting_went_on_a_vote_is_not_opened_again(
    went_on: Callable[[Story], Story], command: str, given: Given
) -> None:
    sat = went_on(counted(moved(), 3, 1))
    assert sat.refused(command, **given).startswith("The meeting has moved on since this vote")
    counted(moved(), 3, 1).do(command, **given)


def test_what_was_counted_when_a_vote_was_made_void_is_minuted() -> None:
    said = minuted(voided_while_open(), "3")[-1]
    assert "the vote was made void. Reason: The bell rang." in said
    assert "By then the count was 3 for, 1 against." in said


@pytest.mark.parametrize("story", [voided, voided_while_open])
def test_a_void_vote_keeps_its_figures_on_record(story: Stories) -> None:
    sat = story()
    told = [m for m in sat.matters("3") if isinstance(m, VoteVoided)]
    assert [m.first for m in told] == [Counts(3, 1)]
    assert the_vote(sat).totals == Counts(3, 1)


def test_a_declaration_is_not_struck_out_while_a_leaving_stands() -> None:
    sat = at_item("3")
    interest = sat.do(*INTEREST[:1], **INTEREST[1])
    left = sat.do(*LEFT[:1], **LEFT[1])
    said = sat.refused("strike_entry", entry=interest, reason="In error.")
    assert said.startswith("Cllr Carys Owen left the meeting because of it: strike out the leaving")
    sat.do("strike_entry", entry=left, reason="In error.")
    sat.do("strike_entry", entry=interest, reason="In error.")
    assert sat.meeting.interests.declared == ()


# The chair


def test_a_chair_on_the_screen_presides_only_where_remote_members_are_present_in_law() -> None:
    for profile in (PROFILE, HYBRID):
        sat = at_item("3", "shah", "owen", "ruiz", profile=profile)
        sat.do("record_arrival", person="amin", remote=True, heard=True)
        if profile is PROFILE:
            said = sat.refused("put_question", text=GRANT)
            assert said.startswith("Nobody is in the chair")
        else:
            counted(sat, 2, 2, text=GRANT)
            sat.do("give_casting_vote", choice="for")
            assert the_vote(sat).casting == Casting("amin", Choice.FOR, sat.time("18:36"))


def test_the_casting_vote_is_not_given_from_the_screen_either() -> None:
    sat = counted(moved(), 2, 2)
    sat.do("record_present", person="amin", remote=True, heard=True)
    said = sat.refused("give_casting_vote", choice="for")
    assert said.startswith("Nobody is in the chair to give it.")


def test_with_nobody_in_the_chair_nothing_is_put() -> None:
    sat = at_item("3", "owen", "ruiz")
    assert sat.refused("put_question", text=GRANT, override="Agreed.").startswith(
        "Nobody is in the chair"
    )
    sat.do("take_chair", person="owen")
    put(sat, text=GRANT)
    assert the_vote(sat).question.presiding == "owen"


def test_nor_with_a_chair_whom_an_interest_bars() -> None:
    sat = declared(at_item("3"), "amin")
    said = sat.refused("put_question", text=GRANT, override="Agreed.")
    assert said.startswith("Cllr Ann Amin cannot preside")
    sat.do("take_chair", person="shah")
    put(sat, text=GRANT)


def test_a_tie_ends_when_whoever_presides_may_not_vote_and_no_casting_vote_is_given() -> None:
    sat = declared(counted(moved(), 2, 2), "amin")
    assert "bars them" in sat.refused("give_casting_vote", choice="for")
    sat.do("give_casting_vote", choice="declined")
    assert the_motion(sat).standing is MotionStanding.LOST
    assert "Cllr Ann Amin, presiding, declined to give a casting vote." in minuted(sat, "3")[-1]


def test_the_casting_vote_is_advised_to_be_given_by_whoever_put_the_question() -> None:
    sat = counted(moved(), 2, 2)
    sat.do("record_departure", person="amin")
    sat.do("take_chair", person="shah")
    said = sat.refused("give_casting_vote", choice="for")
    assert said.startswith("Cllr Ann Amin put the question, and Cllr Bilal Shah is in the chair")
    sat.do("give_casting_vote", choice="for", override="the Chair was taken ill")
    rule = "The casting vote is given by whoever put the question"
    assert the_vote(sat).question.despite == (Despite(rule, "the Chair was taken ill"),)
    assert "the Chair was taken ill" in minuted(sat, "3")[-1]


def vice_chair_presiding() -> Story:
    """The vice-chair presides, and the chair has come since."""
    sat = at_item("3", "shah", "owen", "ruiz")
    sat.do("take_chair", person="shah")
    sat.do("record_arrival", person="amin")
    return sat


def test_when_the_chair_is_back_the_vice_chair_is_advised_against_putting() -> None:
    sat = vice_chair_presiding()
    said = sat.refused("put_question", text=GRANT)
    assert said.startswith("Cllr Ann Amin is here and presides by rule, and Cllr Bilal Shah is in")
    put(sat, text=GRANT, override="the item was begun")
    assert the_vote(sat).question.presiding == "shah"


def test_but_not_when_the_chair_asked_somebody_else_to_preside() -> None:
    sat = at_item("3")
    assert "presides by rule" in sat.refused("take_chair", person="shah")
    sat.do("take_chair", person="shah", override="the Chair asked him to")
    put(sat, text=GRANT)
    assert (the_vote(sat).question.presiding, the_vote(sat).question.despite) == ("shah", ())


# Interests


DEEP = (*CONVENED.items[:5], PlannedItem("4.1.1", "Parking", parent="4.1"), *CONVENED.items[5:])


def test_an_interest_in_an_item_binds_two_levels_down() -> None:
    sat = declared(at_item("4", items=DEEP), "owen", "4")
    sat.do("take_item", item="4.1.1")
    assert "bars them" in sat.refused("move_motion", text=FREE, mover="owen")
    put(sat, text=FREE)
    assert "owen" not in the_vote(sat).roll


def test_a_vote_on_an_item_is_advised_against_with_an_interest_under_it() -> None:
    sat = declared(at_item("4"), "owen", "4.1")
    said = sat.refused("put_question", text=FREE)
    assert said.startswith("Cllr Carys Owen has an interest in item 4.1, which is under this one")
    put(sat, text=FREE, override="the fees are not touched")
    assert "owen" in the_vote(sat).roll


def test_a_question_may_name_further_items_that_it_concerns() -> None:
    sat = declared(at_item("4"), "owen", "4.1")
    put(sat, text=FREE, items="4.1")
    assert the_vote(sat).question.about == ("4", "4.1")
    assert "owen" not in the_vote(sat).roll
    sat = declared(at_item("4"), "owen", "4.1")
    sat.do("agree_without_dissent", text=FREE, items="4.1")
    assert "owen" not in the_vote(sat).roll


def test_a_procedural_motion_concerns_what_the_motion_under_debate_concerns() -> None:
    sat = declared(at_item("3"), "owen", "5")
    sat.do("move_motion", text=GRANT, mover="shah", seconder="ruiz", items="5")
    closure = {"what": "closure", "mover": "ruiz"}
    assert "bars them" in sat.refused("move_procedural", what="closure", mover="owen")
    assert "bars them" in sat.refused("move_procedural", **closure, seconder="owen")
    sat.do("move_procedural", **closure, seconder="amin")
    put(sat)
    assert (the_vote(sat).question.about, "owen" in the_vote(sat).roll) == (("3", "5"), False)


def test_a_procedural_motion_concerns_all_items_taken_together() -> None:
    sat = declared(sitting(), "owen", "5")
    sat.do("take_together", items="3, 5")
    adjourn = {"what": "adjourn", "until": "8pm"}
    assert "bars them" in sat.refused("move_procedural", **adjourn, mover="owen")
    sat.do("move_procedural", **adjourn, mover="shah", seconder="ruiz")
    assert set(the_motion(sat).about) == {"3", "5"}


# The quorum


def test_the_quorum_is_that_for_all_items_taken_together() -> None:
    sat = sitting("amin", "owen", "ruiz")
    declared(declared(sat, "owen", "3"), "ruiz", "5")
    sat.do("take_together", items="3, 5")
    said = sat.refused("put_question", text=GRANT)
    assert said.startswith("For this item 2 members are needed and 1 count")
    sat.do("take_item", item="3")
    put(sat, text=GRANT)
    assert the_vote(sat).question.present == 2


def losing_the_quorum(*choices: str, **put_as: object) -> Story:
    """Amin and Shah vote, and then Shah goes: two are needed, and one is here."""
    rules = replace(PROFILE, voting=VotingRule(appointments_by_lot=True))
    sat = moved("amin", "shah", "owen", profile=rules)
    sat.do("record_departure", person="owen")
    put(sat, **{"way": "named", **put_as})
    if put_as.get("way") == "hands":
        votes = {"in_favour": choices.count("for"), "against": choices.count("against")}
        sat.do("record_counts", **votes)
    else:
        for person, choice in zip(("amin", "shah"), choices, strict=True):
            sat.do("cast_vote", person=person, choice=choice)
    sat.do("record_departure", person="shah")
    sat.do("close_vote")
    return sat


INQUORATE = "Recorded as inquorate: 1 member counted to the quorum; 2 are needed."


def test_a_result_is_marked_where_the_quorum_was_lost_while_the_vote_was_open() -> None:
    sat = losing_the_quorum("for", "for")
    question = the_vote(sat).question
    assert (question.present, question.needed) == (1, 2)
    assert INQUORATE in minuted(sat, "3")[-1]
    kept = named(moved(), ("for", "for"))
    assert "inquorate" not in minuted(kept, "3")[-1]


ENDING_A_TIE: list[tuple[str, Given, Given]] = [
    ("give_casting_vote", {"choice": "for"}, {}),
    ("give_casting_vote", {"choice": "declined"}, {}),
    ("draw_lot", {"result": "carried"}, {"appointment": True}),
    ("recount_vote", {"in_favour": 2, "against": 0, "reason": "Disputed."}, {"way": "hands"}),
]


@pytest.mark.parametrize(("command", "given", "put_as"), ENDING_A_TIE)
def test_so_is_one_that_was_a_tie_first(command: str, given: Given, put_as: Given) -> None:
    sat = losing_the_quorum("for", "against", **put_as)
    sat.do(command, **given)
    assert the_vote(sat).question.present == 1
    assert INQUORATE in minuted(sat, "3")[-1]


def test_a_sitting_without_a_quorum_is_advised_not_to_resume() -> None:
    sat = at_item("3", "amin", "shah")
    sat.do("adjourn_meeting", until="7pm", reason="The alarm rang.")
    sat.do("record_departure", person="shah")
    said = sat.refused("resume_meeting")
    assert said.startswith("2 members are needed and 1 count: record who is here before")
    sat.do("record_arrival", person="owen")
    sat.do("resume_meeting")


def test_it_resumes_without_one_for_a_reason() -> None:
    sat = at_item("3", "amin", "shah")
    sat.do("adjourn_meeting", until="7pm", reason="The alarm rang.")
    sat.do("record_departure", person="shah")
    sat.do("resume_meeting", override="to adjourn to another day")
    assert sat.meeting.sitting.changes[-1].reason == "to adjourn to another day"


# The budget


SETTING = VotingRule(budget_named=True, budget_source="SI 2014/165")
ARREARS = InterestKind("arrears", "Arrears", Requires.NO_VOTE, "LGFA 1992 s.106", budget_only=True)
FINANCE = replace(PROFILE, voting=SETTING, interest_kinds=(*PROFILE.interest_kinds, ARREARS))
BUDGET = "This is budget business"


def on_budget(number: str, budget: str = "4") -> Story:
    """An item in hand, where one of the items sets the budget."""
    items = tuple(replace(item, budget=item.number == budget) for item in CONVENED.items)
    return at_item(number, items=items, profile=FINANCE)


def test_arrears_are_not_dispensed_from() -> None:
    sat = on_budget("4")
    for leave in ("speak", "speak_and_vote"):
        said = sat.refused(
            "declare_interest", person="owen", kind="arrears", item="4", dispensation=leave
        )
        assert said == "A dispensation does not lift this bar (LGFA 1992 s.106)."


def test_arrears_bind_on_all_that_sets_the_budget_whatever_item_was_named() -> None:
    sat = declared(on_budget("3"), "owen", "3", "arrears")
    put(sat, text=GRANT)
    assert "owen" in the_vote(sat).roll
    sat.do("void_vote", reason="Too soon.")
    sat.do("take_item", item="4.2")
    put(sat, text=FREE, way="named")
    assert [why.bar for why in the_vote(sat).excluded if why.person == "owen"] == [Bar.ARREARS]


def test_what_stands_above_a_budget_item_is_decided_by_name_too() -> None:
    sat = on_budget("4", "4.1")
    assert BUDGET in sat.refused("put_question", text=FREE)
    assert BUDGET in sat.refused("agree_without_dissent", text=FREE)
    put(sat, text=FREE, way="named")
    put(on_budget("4.2", "4.1"), text=FREE)  # what stands beside it is not


def test_so_is_an_urgent_item_on_the_budget() -> None:
    sat = on_budget("3")
    sat.do("admit_urgent_item", title="A levy", reason="The order came today.", budget=True)
    sat.do("admit_urgent_item", title="A flood", reason="It rained.")
    sat.do("take_item", item="6")
    assert BUDGET in sat.refused("put_question", text=FREE)
    sat.do("take_item", item="7")
    put(sat, text=FREE)


def test_on_the_budget_no_decision_is_recorded_without_a_named_vote_that_carried_it() -> None:
    sat = on_budget("4", "4.1")
    decision = {"text": "That fees rise."}
    assert BUDGET in sat.refused("record_decision", **decision)
    named(sat, ("against", "against", "for", "for"), text="That fees double.")
    sat.do("give_casting_vote", choice="declined")
    assert BUDGET in sat.refused("record_decision", **decision)
    named(sat, ("for", "for", "for", "against"), text=FREE)
    sat.do("record_decision", **decision)


# Decisions without a vote


def test_no_decision_is_recorded_past_the_motion() -> None:
    said = moved().refused("record_decision", text=CONDITIONS, override="Agreed.")
    assert said.startswith("Now the motion is before the meeting: put it to the vote")


def test_no_decision_is_recorded_with_a_barred_chair() -> None:
    sat = declared(at_item("3"), "amin")
    said = sat.refused("record_decision", text=GRANT, override="Agreed.")
    assert said.startswith("Cllr Ann Amin cannot preside")
    sat.do("take_chair", person="shah")
    sat.do("record_decision", text=GRANT)


def test_what_was_decided_is_advised_against_as_a_decision_again() -> None:
    sat = counted(moved(), 1, 3)
    said = sat.refused("record_decision", text=GRANT)
    assert "a decision is not revisited at the same meeting" in said
    sat.do("record_decision", text=GRANT, override="the ward member has come")
    assert "the ward member has come" in minuted(sat, "3")[-1]


# When, and on what line


def test_no_vote_is_opened_after_the_close_by_a_time_before_it() -> None:
    sat = at_item("3")
    sat.wait_until("18:50")
    sat.do("close_meeting")
    for command in ("put_question", "agree_without_dissent"):
        said = sat.refused(command, text=GRANT, item="3", at="18:40")
        assert said.startswith("The meeting is closed, so no vote can be taken.")


def test_nor_in_an_adjournment_by_a_time_before_it() -> None:
    sat = at_item("3")
    sat.wait_until("18:50")
    sat.do("adjourn_meeting", until="7pm", reason="The alarm rang.")
    for command in ("put_question", "agree_without_dissent"):
        said = sat.refused(command, text=GRANT, at="18:40")
        assert said.startswith("The meeting is adjourned. Resume it first")
    sat.do("resume_meeting")
    put(sat, text=GRANT)


def test_no_vote_of_remote_members_is_taken_while_the_conference_is_lost() -> None:
    sat = at_item("3", "amin", "shah", profile=HYBRID)
    sat.do("record_fault", what="conference")
    put(sat, text=GRANT)  # nobody needs it
    sat.do("void_vote", reason="Too soon.")
    sat.do(*BY_SCREEN[:1], **BY_SCREEN[1])
    said = sat.refused("put_question", text=GRANT, override="Go on.")
    assert said.startswith("The video conference is recorded as lost since 6.32pm")
    sat.do("record_restored", what="conference")
    put(sat, text=GRANT)


def test_while_the_stream_is_lost_a_vote_is_advised_against() -> None:
    sat = at_item("3")
    sat.do("record_fault", what="stream")
    assert sat.refused("put_question", text=GRANT) == (
        "The live stream is recorded as lost since 6.32pm. Adjourn until it is restored."
    )
    put(sat, text=GRANT, override="it is an urgent matter")


LIMITED = replace(PROFILE, limit=LimitRule(minutes=350, source="SO 40"))


def past_midnight() -> Story:
    """Adjourned at ten to midnight, and resumed at five past: the limit was at twenty past."""
    sat = at_item("3", profile=LIMITED)
    sat.wait_until("23:50")
    sat.do("adjourn_meeting", until="five past", reason="The alarm rang.")
    sat.now += timedelta(minutes=14)
    sat.do("resume_meeting")
    return sat


def test_a_sitting_that_goes_past_midnight_keeps_its_time_limit() -> None:
    sat = past_midnight()
    assert ends_by(sat.meeting) == sat.time("18:30") + timedelta(minutes=350)


def test_after_the_limit_questions_are_advised_against() -> None:
    sat = past_midnight()
    counted(sat, 3, 1, text=GRANT)
    sat.now += timedelta(minutes=15)
    said = sat.refused("put_question", text=FREE)
    assert said.startswith("The sitting was to end by 12.20am (SO 40).")
    sat.do("move_procedural", what="adjourn", until="noon", mover="shah", seconder="owen")
    put(sat)  # to adjourn is what the rule asks for
    sat.do("void_vote", reason="Too soon.")
    sat.do("withdraw_motion", consent=True)
    put(sat, text=FREE, override="the law sets a date")


# Majorities


def test_another_majority_than_that_of_the_rules_is_advised_against() -> None:
    sat = moved()
    said = sat.refused("put_question", majority="two_thirds")
    assert said.startswith("The rules of Planning Committee ask for another majority")
    put(sat, majority="two_thirds", override="the constitution, article 15")
    assert the_vote(sat).question.despite[0].reason == "the constitution, article 15"
    put(moved(), majority="simple")


def test_where_nobody_votes_nothing_is_carried_and_nobody_has_a_casting_vote() -> None:
    for sat in (counted(moved(), 0, 0, 4), named(moved(), ())):
        vote = the_vote(sat)
        assert vote.result is Result.LOST
        said = sat.refused("give_casting_vote", choice="for", vote=vote.id)
        assert said.startswith("The votes are not equal")


# Substitutes


YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Plaid Cymru")


def test_no_substitute_is_named_for_a_member_who_has_been_here() -> None:
    rules = replace(PROFILE, substitutes=SubstituteRule(allowed=True))
    sat = sitting(profile=rules, people=(*CAST, YOUNG))
    sat.do("record_departure", person="owen")
    given = {"person": "young", "member": "owen"}
    for at in ("", "18:20"):
        said = sat.refused("name_substitute", **given, at=at)
        assert said.startswith("Cllr Carys Owen has been here since 6.28pm and holds the seat")
    sat = convened(profile=rules, people=(*CAST, YOUNG))
    sat.do("name_substitute", **given, at="18:20")


# Motions


CHANGES: list[tuple[str, Given]] = [
    ("alter_motion", {"text": CONDITIONS, "consent": True}),
    ("withdraw_motion", {"consent": True}),
]


@pytest.mark.parametrize(("command", "given"), CHANGES)
def test_a_motion_is_altered_or_withdrawn_by_a_mover_who_is_here(
    command: str, given: Given
) -> None:
    sat = moved()
    sat.do("record_departure", person="shah")
    assert "was not present" in sat.refused(command, **given)
    sat.do("record_arrival", person="shah")
    sat.do(command, **given)


@pytest.mark.parametrize(("command", "given"), CHANGES)
def test_and_whom_no_interest_bars(command: str, given: Given) -> None:
    sat = declared(moved(), "shah")
    assert "bars them" in sat.refused(command, **given)


def test_after_the_closure_a_motion_is_not_altered() -> None:
    sat = moved()
    sat.do("move_procedural", what="closure", mover="ruiz", seconder="amin")
    counted(sat, 3, 1)
    said = sat.refused("alter_motion", text=CONDITIONS, consent=True)
    assert said == "It was carried that the question be now put: it stands as it reads."


def late(seconder: str = "") -> Story:
    """A motion moved at 18:40, and a time before that which could be stated."""
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("move_motion", text=GRANT, mover="shah", seconder=seconder)
    return sat


BEFORE_IT_WAS_MOVED: list[tuple[str, str, Given]] = [
    ("", "second_motion", {"seconder": "owen"}),
    ("owen", "move_amendment", {"text": CONDITIONS, "mover": "ruiz"}),
    ("owen", "alter_motion", {"text": CONDITIONS, "consent": True}),
    ("owen", "withdraw_motion", {"consent": True}),
    ("owen", "move_procedural", {"what": "closure", "mover": "ruiz"}),
]


@pytest.mark.parametrize(("seconder", "command", "given"), BEFORE_IT_WAS_MOVED)
def test_what_is_done_to_a_motion_is_not_stated_before_it(
    seconder: str, command: str, given: Given
) -> None:
    sat = late(seconder)
    said = sat.refused(command, at="18:36", **given)
    assert said == "It was moved at 6.40pm: state a time after that."
    sat.do(command, **given)


def test_a_closure_ends_the_debate_on_the_question_under_debate_only() -> None:
    sat = amended()
    sat.do("move_procedural", what="closure", mover="owen", seconder="amin")
    counted(sat, 3, 1)
    motion, amendment = sat.meeting.motions.moved[:2]
    assert (motion.closed, amendment.closed) == (False, True)
    counted(sat, 1, 3)
    sat.do("move_amendment", text=FREE, mover="ruiz", seconder="amin")


def test_a_lost_amendment_is_not_moved_again_without_a_reason() -> None:
    sat = counted(amended(), 1, 3)
    again = {"text": CONDITIONS, "mover": "owen"}
    said = sat.refused("move_amendment", **again)
    assert said == "This amendment was moved before, and lost: it is not moved again."
    sat.do("move_amendment", **again, override="the officer was heard since")


@pytest.mark.parametrize(
    ("command", "given"),
    [("defer_item", {"item": "3", "to": "August"}), ("withdraw_item", {"item": "3"})],
)
def test_an_item_with_an_open_motion_is_not_put_off(command: str, given: Given) -> None:
    sat = moved()
    assert sat.refused(command, **given).startswith("A motion is before the meeting on item 3.")
    assert sat.item("3").standing is Standing.IN_HAND
    sat.do("withdraw_motion", consent=True)
    sat.do(command, **given)


# Who heard the whole item


HEARD = replace(PROFILE, voting=VotingRule(present_throughout=True))


def test_who_was_out_for_an_interest_did_not_hear_the_whole_of_the_next_item() -> None:
    sat = declared(at_item("3", profile=HEARD), "owen")
    sat.do(*LEFT[:1], **LEFT[1])
    sat.do("take_item", item="5")
    sat.do("return_from_interest", person="owen")
    put(sat, text=FREE)
    vote = the_vote(sat)
    assert [why.bar for why in vote.excluded if why.person == "owen"] == [Bar.NOT_THROUGHOUT]
    assert vote.roll == ("amin", "shah", "ruiz")


def test_the_beginning_of_the_item_above_bars_nobody() -> None:
    sat = at_item("4", "amin", "shah", "ruiz", profile=HEARD)
    sat.do("record_arrival", person="owen")
    sat.do("take_item", item="4.1")
    put(sat, text=FREE)
    assert the_vote(sat).roll == VOTERS


# Names


def test_two_members_of_one_name_are_told_apart() -> None:
    twin = Person("twin", AMIN.name, group="Labour")
    sat = moved(people=(*CAST, twin))
    sat.do("record_arrival", person="twin")
    put(sat, way="named")
    for person, choice in zip((*VOTERS, "twin"), ("for",) * 4 + ("against",), strict=True):
        sat.do("cast_vote", person=person, choice=choice)
    sat.do("close_vote")
    assert sat.meeting.name_of("twin") == "Cllr Ann Amin (Labour)"
    said = minuted(sat, "3")[-1]
    assert "For (4): Cllr Ann Amin (Green), Cllr Bilal Shah" in said
    assert "Against (1): Cllr Ann Amin (Labour)" in said


def test_two_of_one_name_and_group_are_told_apart_by_their_ids() -> None:
    twin = replace(AMIN, id="amin-2")
    sat = convened(people=(*CAST, twin))
    assert sat.meeting.name_of("amin") == "Cllr Ann Amin (amin)"
    assert sat.meeting.name_of("amin-2") == "Cllr Ann Amin (amin-2)"


def test_what_a_roll_rests_on_is_not_struck_out_afterwards() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    left = sat.do("leave_for_interest", person="owen", item="3")
    sat.do("put_question", text="That permission be granted.")
    sat.do("record_counts", in_favour=3, against=0)
    sat.do("close_vote")
    assert "its roll rests on this" in sat.refused("strike_entry", entry=left, reason="Misheard")


def by_law() -> Story:
    """A council of four, whose quorum and chair a statute prescribes."""
    quorum = QuorumRule(numerator=1, denominator=2, source="Sch 12 para 6", by_law=True)
    profile = replace(PROFILE, quorum=quorum, presiding_by_law=True)
    return at_item("3", profile=profile)


def test_no_reason_lifts_a_quorum_that_the_law_prescribes() -> None:
    sat = by_law()
    for person in ("shah", "owen", "ruiz"):
        sat.do("record_departure", person=person)
    given = {"text": "That permission be granted.", "override": "The Mayor said so"}
    assert "Sch 12 para 6" in sat.refused("put_question", **given)


def test_no_reason_puts_another_in_the_chair_that_the_law_gives_to_the_one_who_is_there() -> None:
    sat = by_law()
    assert "presides by rule" in sat.refused("take_chair", person="owen", override="Said so")


def test_an_order_that_was_resolved_upon_passes_no_item_over() -> None:
    sat = at_item("1")
    sat.do("change_order", item="5")
    sat.do("take_together", items="2, 3")
    following = sat.meeting.next_item
    assert following is not None
    assert following.number == "5"
