"""What was found by comparing two meetings, each told by the shortest story that showed it."""

from __future__ import annotations

import logging

import msgspec
from msgspec.structs import replace

from server.journal.sqlite import connection
from server.meeting.agenda import Access, Link
from server.meeting.conditions import BY_RULE
from server.meeting.convened import PlannedItem
from server.meeting.people import Capacity, Person
from server.meeting.readmission import on_return
from tests.conftest import CONVENED, PROFILE, Story, sitting

WORDS = "zqword"
SUBSTITUTES = replace(PROFILE, substitutes=replace(PROFILE.substitutes, allowed=True))


def mid_vote() -> Story:
    """A named vote open in public on item 3, and the public then excluded."""
    sat = sitting()
    sat.do("take_item", item="3")
    sat.do("move_motion", text="That it be granted.", mover="amin", seconder="shah")
    sat.do("put_question", way="named")
    sat.do("exclude_public", ground="own_rules")
    return sat


def voted() -> Story:
    """A named vote on item 3 that was lost in public, in which Owen alone is taken down."""
    sat = sitting()
    sat.do("take_item", item="3")
    sat.do("put_question", text="That it be granted.", way="named")
    sat.do("cast_vote", person="owen", choice="against")
    sat.do("close_vote", gap=True)
    return sat


def been_in_private(items: str = "4") -> Story:
    """The public was excluded for an item, which was taken, and is back."""
    sat = sitting()
    sat.do("take_item", item="1")
    sat.do("exclude_public", ground="own_rules", items=items)
    sat.do("take_item", item=items.split(",")[0])
    return sat


def test_a_vote_that_was_answered_in_private_is_decided_there() -> None:
    sat = mid_vote()
    sat.do("cast_vote", person="amin", choice="for")
    assert "A vote is open" in sat.refused("readmit_public")


def test_a_vote_that_nobody_answered_in_private_goes_on_in_public() -> None:
    sat = mid_vote()
    sat.do("readmit_public")
    sat.do("cast_vote", person="amin", choice="for")
    vote = sat.outside.votes.pending
    assert vote is not None
    assert vote.cast == {"amin": "for"}


def test_a_vote_in_public_is_not_answered_late_by_a_time_in_private() -> None:
    sat = mid_vote()
    gone = sat.now.strftime("%H:%M")
    sat.do("record_note", text=WORDS)
    sat.do("readmit_public")
    why = sat.refused("cast_vote", person="amin", choice="for", at=gone)
    assert "the meeting was in private, and this is public" in why


def test_nothing_is_said_later_to_have_been_taken_in_private() -> None:
    sat = been_in_private()
    gone = sat.now.strftime("%H:%M")
    sat.do("record_note", text=WORDS)
    sat.do("readmit_public")
    assert "since the public is back" in sat.refused("take_item", item="5", at=gone)


def test_nobody_is_said_later_to_have_taken_the_chair_in_private() -> None:
    sat = been_in_private()
    gone = sat.now.strftime("%H:%M")
    sat.do("record_note", text=WORDS)
    sat.do("readmit_public")
    why = sat.refused("take_chair", person="shah", override="Amin asked it.", at=gone)
    assert "since the public is back" in why


def test_nothing_is_said_in_private_to_have_been_taken_before() -> None:
    sat = sitting()
    sat.do("take_item", item="1")
    before = sat.now.strftime("%H:%M")
    sat.wait_until("18:50")
    sat.do("exclude_public", ground="own_rules", items="4")
    assert "The public was excluded at" in sat.refused("take_item", item="4", at=before)


def test_what_concerns_the_whole_meeting_does_not_stand_under_what_was_taken_in_private() -> None:
    sat = been_in_private()
    sat.do("readmit_public")
    entry = sat.do("record_fault", what="stream")
    found = sat.outside.find_entry(entry)
    assert found is not None
    assert found[0].number == "1"


def test_a_substitute_named_in_public_is_told_whatever_was_taken_in_private() -> None:
    legal = PlannedItem("6", "A legal matter", access=Access.CONFIDENTIAL)
    young = Person("young", "Cllr Noor Young", Capacity.SUBSTITUTE, group="Labour")
    people, items = (*CONVENED.people, young), (*CONVENED.items, legal)
    sat = sitting("amin", "owen", "ruiz", people=people, items=items, profile=SUBSTITUTES)
    sat.do("take_item", item="1")
    sat.do("exclude_public", ground="confidential", items="6")
    sat.do("take_item", item="6")
    sat.do("defer_item", item="6", to="Council", reason=WORDS)
    sat.do("readmit_public")
    entry = sat.do("name_substitute", member="shah", person="young")
    found = sat.outside.find_entry(entry)
    assert found is not None
    assert found[0].number == "1"


def test_the_vote_that_is_corrected_in_public_is_the_last_that_was_taken_there() -> None:
    sat = voted()
    sat.do("exclude_public", ground="own_rules", items="4")
    sat.do("take_item", item="4")
    sat.do("put_question", text=WORDS, way="named")
    sat.do("close_vote", gap=True)
    sat.do("readmit_public")
    sat.do("correct_vote", person="owen", choice="abstain", reason="The key was mistaken.")
    assert [vote.cast for vote in sat.outside.votes.taken] == [{"owen": "abstain"}]


def test_a_motion_is_not_entered_late() -> None:
    sat = been_in_private()
    gone = sat.now.strftime("%H:%M")
    sat.do("record_note", text=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    given = {"text": WORDS, "mover": "amin", "seconder": "shah", "at": gone}
    assert "was decided then" in sat.refused("move_motion", **given)


def test_a_decision_in_public_does_not_tell_of_an_interest_declared_in_private() -> None:
    sat = been_in_private()
    sat.do("declare_interest", person="owen", kind="pecuniary", item="5", nature=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    entry = sat.do("record_decision", text="Noted.", outcome="noted")
    inside, outside = (side.find_entry(entry) for side in sat.sides)
    assert inside is not None
    assert outside is not None
    assert getattr(inside[1].matter, "present", 0) == 3
    assert getattr(outside[1].matter, "present", 0) == 4


def test_a_question_in_public_does_not_tell_the_quorum_without_an_interest_of_private() -> None:
    sat = been_in_private()
    sat.do("declare_interest", person="owen", kind="pecuniary", item="5", nature=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    sat.do("put_question", text="That it be so.", way="hands")
    inside, outside = (side.votes.taken[-1] for side in sat.sides)
    assert inside.question.present == 3
    put = told(sat, outside.id)
    assert put.question.present == 4  # type: ignore[attr-defined]


def test_in_what_order_people_came_in_private_is_not_told_on_return() -> None:
    returns = []
    for order in (("owen", "ruiz"), ("ruiz", "owen")):
        sat = sitting("amin", "shah")
        sat.do("take_item", item="4")
        sat.do("exclude_public", ground="own_rules")
        for person in order:
            sat.do("record_arrival", person=person)
        returns.append(on_return(sat.meeting, sat.time("20:00")))
    assert returns[0] == returns[1]


def test_a_motion_that_was_amended_in_private_is_decided_there() -> None:
    sat = sitting()
    sat.do("take_item", item="3")
    sat.do("move_motion", text="That it be granted.", mover="amin", seconder="shah")
    sat.do("move_amendment", text="That it be refused.", mover="owen", seconder="ruiz")
    sat.do("exclude_public", ground="own_rules")
    sat.do("agree_without_dissent")
    assert "is not decided" in sat.refused("readmit_public")
    sat.do("agree_without_dissent")
    sat.do("readmit_public")
    known = msgspec.json.encode((sat.outside.motions, sat.outside.votes)).decode()
    assert '"standing":"carried"' not in known


def test_what_is_written_to_the_journal_stands_in_no_log() -> None:
    root = logging.getLogger()
    level = root.level
    try:
        root.setLevel(logging.DEBUG)
        assert connection.aiosqlite
        assert not logging.getLogger("aiosqlite").isEnabledFor(logging.DEBUG)
    finally:
        root.setLevel(level)


def with_exempt() -> Story:
    """Item 3 is exempt, with a report, and item 1 in hand."""
    papers = (
        Link("Report", "https://council.example/r.pdf"),
        Link(WORDS, "https://x", exempt=True),
    )
    exempt = PlannedItem(
        "3", "Sale", access=Access.EXEMPT, paragraphs=("3",), summary="An offer.", papers=papers
    )
    items = (PlannedItem("1", "Declarations", declarations=True), PlannedItem("2", "Minutes"))
    sat = sitting(items=(*items, exempt, PlannedItem("5", "Other business")))
    sat.do("take_item", item="1")
    return sat


def with_interest(person: str) -> Story:
    """Somebody declared an interest in item 5 in private, and the public is back for it."""
    sat = been_in_private()
    sat.do("declare_interest", person=person, kind="pecuniary", item="5", nature=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    return sat


def told(sat: Story, entry: str) -> object:
    """What those outside know of an entry."""
    found = sat.outside.find_entry(entry)
    return found[1].matter if found is not None else None


def test_a_motion_to_exclude_that_is_lost_in_private_leaves_its_item_closed() -> None:
    sat = with_exempt()
    sat.do("move_exclusion", mover="owen", seconder="shah", items="3", public_interest=True)
    sat.do("exclude_public", ground="own_rules")
    sat.do("put_question", way="hands")
    sat.do("record_counts", in_favour=0, against=4)
    sat.do("close_vote")
    assert sat.item("3").closed


def test_what_is_noted_under_a_closed_item_is_private_in_public_too() -> None:
    sat = with_exempt()
    assert told(sat, sat.do("record_note", text=WORDS, item="3")) is None


def test_when_an_item_is_opened_its_exempt_papers_stay_closed() -> None:
    sat = with_exempt()
    sat.do("open_item", item="3", reason="All is agreed.", report=True)
    assert [paper.title for paper in sat.outside.item("3").papers] == ["Report"]


def test_nothing_is_said_in_public_of_what_was_decided_in_private() -> None:
    sat = been_in_private()
    sat.do("agree_without_dissent", text="That it be sold.")
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    sat.do("agree_without_dissent", text="That it be sold.")


def test_what_was_begun_in_private_is_decided_there() -> None:
    sat = been_in_private()
    sat.do("put_question", text=WORDS)
    assert "A vote is open" in sat.refused("readmit_public")


def test_who_comes_back_in_private_is_away_for_those_outside() -> None:
    sat = sitting()
    sat.do("take_item", item="4")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="4")
    sat.do("leave_for_interest", person="owen", item="4")
    sat.do("exclude_public", ground="own_rules", items="4,5")
    sat.do("take_item", item="5")
    sat.do("return_from_interest", person="owen")
    assert sat.outside.interests.out("owen")


def test_for_which_interest_somebody_was_away_is_not_told() -> None:
    sat = been_in_private()
    sat.do("declare_interest", person="owen", kind="pecuniary", item="4", nature=WORDS)
    sat.do("leave_for_interest", person="owen", item="4")
    sat.do("readmit_public")
    assert told(sat, sat.do("return_from_interest", person="owen")) is None
    assert sat.outside.presence.of("owen").here is not None


def test_why_somebody_else_takes_the_chair_is_not_told() -> None:
    sat = with_interest("amin")
    taken = told(sat, sat.do("take_chair", person="shah"))
    assert getattr(taken, "because", "") == "other"


def test_why_somebody_is_not_on_the_roll_is_not_told() -> None:
    sat = with_interest("owen")
    put = told(sat, sat.do("put_question", text="That it be so.", way="hands"))
    excluded = {e.person: e.bar.value for e in put.question.excluded}  # type: ignore[attr-defined]
    assert excluded["owen"] == "not_told"
    sat.do("record_counts", in_favour=3, against=0)
    sat.do("close_vote")
    vote = sat.outside.votes.taken[-1]
    assert {e.person: e.bar.value for e in vote.excluded}["owen"] == "not_told"


def test_a_rule_that_was_not_followed_because_of_private_business_is_not_told() -> None:
    sat = been_in_private()
    sat.do("record_departure", person="amin")
    sat.do("take_chair", person="shah")
    sat.do("record_arrival", person="amin")
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    put = told(sat, sat.do("put_question", text="That it be so.", override="Amin asked it."))
    assert [each.rule for each in sat.meeting.votes.taken[-1].question.despite] == [BY_RULE]
    assert put.question.despite == ()  # type: ignore[attr-defined]


def test_that_there_is_no_quorum_because_of_private_business_is_not_told() -> None:
    sat = been_in_private()
    for person in ("owen", "ruiz", "shah"):
        sat.do("declare_interest", person=person, kind="pecuniary", item="5", nature=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    put = told(sat, sat.do("put_question", text="That it be so.", override="It is urgent."))
    assert put.question.despite == ()  # type: ignore[attr-defined]


def test_apologies_that_come_in_private_are_told_on_return() -> None:
    sat = been_in_private()
    sat.do("record_apologies", person="lloyd")
    assert sat.seen_by("public").presence.of("lloyd").answer is None
    sat.do("readmit_public")
    assert sat.seen_by("public").presence.of("lloyd").answer == "apologies"


def test_who_took_the_chair_in_private_is_not_struck_out_once_it_was_told() -> None:
    sat = been_in_private()
    taken = sat.do("take_chair", person="shah", override="Asked to")
    sat.do("readmit_public")
    assert "was told who presides" in sat.refused("strike_entry", entry=taken, reason="A slip")


def test_who_leaves_in_public_leaves_for_the_interest_that_was_declared_there() -> None:
    sat = been_in_private()
    sat.do("declare_interest", person="owen", kind="pecuniary", item="5", nature=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    known = sat.do("declare_interest", person="owen", kind="registrable", item="5")
    sat.do("leave_for_interest", person="owen", item="5")
    out = [i.id for i in sat.outside.interests.declared if i.out]
    assert out == [known]


def been_back() -> tuple[Story, str]:
    """The public was excluded and is back; when it was gone, as a time of day."""
    sat = been_in_private()
    gone = sat.now.strftime("%H:%M")
    sat.do("record_note", text=WORDS)
    sat.do("readmit_public")
    sat.do("take_item", item="3")
    return sat, gone


def test_no_words_are_private_because_they_are_the_id_of_a_private_act() -> None:
    sat, _ = been_back()
    mark = next(
        e.id for item in sat.meeting.items for e in item.record if e.id in sat.meeting.sealed
    )
    told = f"“{mark}” is no word but the mark of an entry: write what is meant."
    assert sat.refused("record_decision", text=mark) == told
    assert sat.refused("move_motion", by="owen", text=mark) == told
    assert sat.refused("ask_to_speak", by="owen", kind="point_of_order", rule=mark) == told
    assert sat.refused("move_procedural", by="owen", what="adjourn", until=f" {mark} ") == told
    assert (
        sat.refused("declare_interest", by="owen", kind="affected", item="3", nature=mark) == told
    )


def test_an_undo_is_of_now_and_of_both_sides() -> None:
    sat, gone = been_back()
    sat.do("move_motion", text="A wrong motion.", mover="amin")
    assert sat.refused("undo", at=gone) == "What was recorded is undone now: state no time."
    sat.do("undo")
    assert sat.outside.motions.moved == sat.meeting.motions.moved == ()


def test_a_request_is_not_withdrawn_on_one_side_alone() -> None:
    sat, gone = been_back()
    sat.do("ask_to_speak", by="owen")
    request = sat.meeting.debate.requests[-1].id
    assert "was in private" in sat.refused("withdraw_request", request=request, at=gone)


def test_what_a_member_sends_in_public_is_tried_by_what_is_known_outside() -> None:
    """Else the answer would tell who was outside that a vote was taken meanwhile."""
    answers = []
    for voted in (False, True):
        sat = sitting()
        sat.do("take_item", item="3")
        sat.do("exclude_public", ground="own_rules")
        sat.do("record_note", text=WORDS)
        if voted:
            sat.do("move_motion", text=WORDS, mover="amin", seconder="shah")
            sat.do("put_question")
            sat.do("record_counts", in_favour=3, against=1)
            sat.do("close_vote")
        sat.wait_until("18:55")
        sat.do("readmit_public")
        answers.append(sat.refused("move_amendment", by="owen", text="That it be so."))
    assert answers[0] == answers[1]
    assert answers[0].startswith("No motion is before the meeting")
