"""A member's own seat: who sees what in it, and when. Nobody sees what is another's."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from msgspec.structs import replace

from server.meeting.agenda import Access
from server.meeting.audience import seen_by
from server.meeting.people import Capacity, Person
from server.meeting.profile import SpeakingKind, SpeakingRule, Speech
from server.meeting.record import Audience
from server.render.house import house_of
from server.render.room import Rooms
from server.render.seat import Seat
from tests.conftest import CAST, CONVENED, ENGLISH, PROFILE, Story, at_item, convened, sitting
from tests.debated import CONDITIONS, amended, counted, moved, named

SECRET = "That the offer of two million be accepted."
GREY = Person("grey", "Cllr Lena Grey", Capacity.SUBSTITUTE, group="Labour")
DEMANDING = replace(
    PROFILE, voting=replace(PROFILE.voting, named_on_demand=2, named_source="SO 17.4")
)
TIMED = replace(
    PROFILE,
    speaking=SpeakingRule(
        (
            SpeakingKind(Speech.POINT_OF_ORDER, interrupts=True),
            SpeakingKind(Speech.SPEECH, 300, warned=45),
            SpeakingKind(Speech.REPLY, 120),
        )
    ),
)


def html(story: Story, person: str, audience: str = "member") -> str:
    seat, seen = Seat(person, ENGLISH, audience), seen_by(story.sides, Audience.MEMBER)
    seat.show(seen, house_of(seen), story.meeting)
    return str(seat.html)


def read(story: Story, person: str) -> str:
    """A seat as it is read: one space for each gap."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html(story, person))).split())


def commands(story: Story, person: str, audience: str = "member") -> list[str]:
    """What can be done by a touch at this seat."""
    return re.findall(r'/do/(\w+)"', html(story, person, audience))


def put(way: str = "named", *present: str, **changes: object) -> Story:
    story = moved(*present, **changes)
    story.do("put_question", way=way)
    return story


def declared(kind: str, *, item: str = "3", **given: object) -> Story:
    story = sitting()
    story.do("declare_interest", person="owen", kind=kind, item=item, **given)
    story.do("take_item", item="3")
    return story


# To vote


def test_a_member_on_the_roll_has_three_choices_each_of_which_is_confirmed() -> None:
    drawn = html(put(), "owen")
    assert drawn.count('<details class="app-cast') == 3
    assert drawn.count('name="cast"') == 3
    for choice in ("for", "against", "abstain"):
        assert f'name="choice" value="{choice}"' in drawn
        assert f"Cast my vote: {choice}" in drawn
    assert commands(put(), "owen")[:3] == ["cast_vote"] * 3


def test_who_has_voted_is_told_what_is_stored_and_its_receipt_and_may_change_it() -> None:
    story = put()
    story.do("cast_vote", by="owen", choice="for")
    told, vote = read(story, "owen"), story.meeting.votes.latest
    assert vote is not None
    assert "Your vote is stored: for, at " in told
    assert vote.receipts["owen"] in told
    assert "Change my vote" in told
    assert commands(story, "owen") == ["cast_vote", "cast_vote"]


def test_a_ballot_on_an_amendment_says_whose_it_is_what_it_changes_and_that_it_is_no_more() -> None:
    story = amended()
    story.do("put_question", way="named")
    told = read(story, "owen")
    assert "Vote now The amendment moved by Cllr Diego Ruiz That permission be granted" in told
    assert "[inserted: with conditions end of insertion]" in told.replace("  ", " ")
    assert "The motion itself is voted on afterwards." in told
    story.do("cast_vote", by="owen", choice="for")
    told = read(story, "owen")
    assert "You have voted on the amendment moved by Cllr Diego Ruiz Your vote is stored" in told
    story.do("cast_vote", by="ruiz", choice="for")
    story.do("close_vote", gap=True)
    story.do("put_question", way="named")
    told = read(story, "owen")
    assert "Vote now The motion as amended, moved by Cllr Bilal Shah That permission" in told
    assert "voted on afterwards" not in told


def test_a_remote_member_is_told_how_to_show_their_hand() -> None:
    assert "raise yours" in read(put("hands"), "ruiz")
    story = moved("amin", "shah", "owen", profile=replace(PROFILE, remote_counts=True))
    story.do("record_arrival", person="ruiz", remote=True, heard=True)
    story.do("put_question", way="hands")
    assert "say how you vote when the chair asks, or show your hand" in read(story, "ruiz")


# What came of it


def test_the_result_stands_with_the_members_own_vote_while_the_item_is_in_hand() -> None:
    story = put()
    story.do("cast_vote", by="owen", choice="against")
    for person in ("amin", "shah"):
        story.do("cast_vote", person=person, choice="for")
    story.do("close_vote", gap=True)
    told, vote = read(story, "owen"), story.meeting.votes.latest
    assert vote is not None
    assert told.startswith(
        "Your seat Cllr Carys Owen Carried The motion moved by Cllr Bilal Shah: 2 for, 1 against, "
        f"1 cast no vote Your vote: against. Receipt {vote.receipts['owen']}"
    )
    assert "Your vote:" not in read(story, "ruiz")
    story.do("take_item", item="5")
    assert "Carried The motion" not in read(story, "owen")


def test_right_after_a_vote_by_hands_a_member_has_their_own_vote_minuted_by_one_touch() -> None:
    story = counted(moved(), 3, 1)
    drawn = html(story, "owen")
    assert re.findall(r"Minute that I [a-z ]+", drawn) == [
        "Minute that I voted for",
        "Minute that I voted against",
    ]
    vote = story.meeting.votes.latest
    assert vote is not None
    assert f'name="vote" value="{vote.id}"' in drawn
    offer = story.do("record_own_vote", by="owen", choice="against", vote=vote.id)
    assert "To be minuted that you voted against item 3 Sent at" in read(story, "owen")
    assert "record_own_vote" not in commands(story, "owen")
    assert "record_own_vote" in commands(story, "ruiz")
    story.do("take_up_offer", offer=offer)
    told = read(story, "owen")
    assert "It is minuted that you voted against." in told
    assert "Against , item 3: That permission be granted. Carried (minuted at your request)" in told
    assert "To be minuted that you voted against , " in told
    assert "Minute that I voted against" not in read(story, "ruiz")  # one was counted, and is named


def test_an_own_vote_is_offered_only_where_it_could_be_minuted() -> None:
    agreed = moved()
    agreed.do("agree_without_dissent")
    assert re.findall(r"Minute that I [a-z ]+", html(agreed, "owen")) == ["Minute that I voted for"]
    assert "record_own_vote" not in commands(counted(moved("amin", "shah", "owen"), 2, 0), "ruiz")
    assert "record_own_vote" not in commands(
        counted(moved("amin", "shah", "owen", "lloyd"), 2, 1), "lloyd"
    )
    assert "record_own_vote" not in commands(named(moved(), ["for"] * 4), "owen")
    without = replace(PROFILE, voting=replace(PROFILE.voting, own_vote=False))
    assert "record_own_vote" not in commands(counted(moved(profile=without), 3, 1), "owen")
    gone_on = counted(moved(), 3, 1)
    gone_on.do("move_motion", text="That it be reviewed.", mover="ruiz", seconder="amin")
    assert "record_own_vote" not in commands(gone_on, "owen")


# What follows them


def news(story: Story, person: str) -> list[str]:
    return re.findall(r'data-news="([^"]+)" data-href="#seat" hidden', html(story, person))


def test_the_news_is_what_matters_most_to_that_member_now() -> None:
    story = declared("pecuniary")
    story.do("move_motion", text="That it be granted.", mover="shah", seconder="ruiz")
    assert news(story, "owen") == ["You must leave for item 3"]
    assert news(story, "ruiz") == []
    story.do("call_speaker", request=story.do("ask_to_speak", by="ruiz"))
    assert news(story, "ruiz") == ["You have the floor"]
    story.do("leave_for_interest", person="owen", item="3")
    story.do("put_question", way="named")
    assert (news(story, "ruiz"), news(story, "owen")) == (["Vote now"], [])
    story.do("cast_vote", by="ruiz", choice="for")
    assert news(story, "ruiz") == []
    story.do("close_vote", gap=True)
    story.do("take_item", item="5")
    assert news(story, "owen") == ["You may come back"]
    assert "Item 3 was done at 6.40pm: you may come back. Tell the clerk" in read(story, "owen")
    story.do("return_from_interest", person="owen")
    assert news(story, "owen") == []
    attended = read(story, "owen").partition("Attendance")[2]
    assert "Out from 6.36pm to 6.41pm, for your interest in item 3" in attended


def test_a_vote_stands_where_the_rules_do_not_let_it_be_changed() -> None:
    strict = replace(PROFILE, voting=replace(PROFILE.voting, may_change=False))
    story = put(profile=strict)
    story.do("cast_vote", by="owen", choice="for")
    assert "Your vote is stored: for, at " in read(story, "owen")
    assert commands(story, "owen") == []


def test_a_vote_that_the_clerk_entered_is_told_as_taken_down() -> None:
    story = put()
    story.do("cast_vote", person="owen", choice="abstain")
    assert "Your vote is taken down: abstained." in read(story, "owen")


@pytest.mark.parametrize(
    ("way", "told"), [("hands", "by show of hands"), ("paper", "The ballot is on paper")]
)
def test_no_device_votes_where_no_names_are_taken(way: str, told: str) -> None:
    story = put(way)
    assert told in read(story, "owen")
    assert "cast_vote" not in commands(story, "owen")


def test_who_is_barred_from_a_vote_sees_why_with_the_time() -> None:
    story = declared("pecuniary")
    story.do("move_motion", text="That it be granted.", mover="shah", seconder="ruiz")
    story.do("put_question", way="named")
    told = read(story, "owen")
    assert "You are not on the roll of this vote: you declared an interest" in told
    assert "at 6.31pm" in told
    assert "cast_vote" not in commands(story, "owen")


def test_a_remote_member_who_does_not_count_sees_why_and_by_which_rule() -> None:
    profile = replace(PROFILE, remote_source="LGA 1972 Sch 12 para 39")
    story = convened(profile=profile)
    for person in ("amin", "shah", "owen"):
        story.do("record_present", person=person)
    story.do("record_present", person="ruiz", remote=True, heard=True)
    story.wait_until("18:30")
    story.do("open_meeting")
    assert "does not count as present here" in read(story, "ruiz")
    story.do("take_item", item="3")
    story.do("put_question", way="named", text="That it be granted.")
    told = read(story, "ruiz")
    assert "The question You are not on the roll of this vote: you take part remotely" in told
    assert "Why? The rule on who may vote LGA 1972 Sch 12 para 39" in told


def test_a_co_opted_member_sees_that_their_seat_has_no_vote() -> None:
    story = put("named", "amin", "shah", "owen", "lloyd")
    told = read(story, "lloyd")
    assert "you are a co-opted member without a vote" in told
    assert "Your seat has no vote." in told


# To leave, to be called


def test_who_must_leave_is_told_so_first_and_may_not_ask_to_speak() -> None:
    story = declared("pecuniary")
    told = read(story, "owen")
    assert told.startswith(
        "Your seat Cllr Carys Owen You must leave for item 3: Disclosable pecuniary interest."
    )
    assert commands(story, "owen") == []
    story.do("leave_for_interest", person="owen", item="3")
    assert "You left at 6.33pm because of your interest" in read(story, "owen")


def test_who_may_speak_before_leaving_is_told_both() -> None:
    story = declared("registrable")
    assert "You may first speak as the public may. Then leave" in read(story, "owen")
    assert "ask_to_speak" in commands(story, "owen")


def test_what_a_dispensation_leaves_is_told() -> None:
    told = read(declared("pecuniary", dispensation="speak"), "owen")
    assert "You must leave" not in told
    assert "you may stay and speak, and may not vote" in told


def test_a_member_who_is_connected_and_not_recorded_is_told_that_it_is_not_attendance() -> None:
    story = sitting("amin", "shah", "ruiz")
    assert "you are connected" not in read(story, "owen")
    story.do("record_connection", by="server", person="owen", connected=True)
    assert "The clerk has not recorded you as present; you are connected." in read(story, "owen")
    story.do("record_arrival", person="owen")
    assert "you are connected" not in read(story, "owen")


def test_who_must_leave_for_a_closed_item_is_told_before_it_is_taken() -> None:
    items = tuple(
        replace(item, access=Access.CONFIDENTIAL) if item.number == "5" else item
        for item in CONVENED.items
    )
    story = sitting(items=items)
    story.do("declare_interest", person="owen", kind="pecuniary", item="5")
    story.do("take_item", item="3")
    assert "You must leave" not in read(story, "owen")
    story.do("exclude_public", ground="confidential", items="5")
    assert "You must leave before item 5 is taken: Disclosable" in read(story, "owen")
    assert news(story, "owen") == ["You must leave for item 5"]
    assert "You must leave" not in read(story, "ruiz")


def test_who_must_leave_for_a_later_closed_item_may_stay_for_the_one_before() -> None:
    items = tuple(
        replace(item, access=Access.CONFIDENTIAL) if item.number in ("3", "5") else item
        for item in CONVENED.items
    )
    story = sitting(items=items)
    story.do("declare_interest", person="owen", kind="pecuniary", item="5")
    story.do("exclude_public", ground="confidential", items="3,5")
    assert "You must leave" not in read(story, "owen")
    story.do("take_item", item="3")
    assert "You must leave" not in read(story, "owen")


def test_interests_in_other_items_are_folded_away() -> None:
    story = declared("pecuniary", dispensation="speak")
    story.do("declare_interest", person="owen", kind="affected", item="5", nature="My allotment.")
    told = read(story, "owen")
    now, _, others = told.partition("Your other interests")
    assert "Your interests Disclosable pecuniary interest, item 3" in now
    assert "My allotment." in others
    assert "My allotment." not in now


# The motion


def test_another_member_may_second_what_is_moved_until_they_have_sent_that() -> None:
    story = moved(seconder="")
    assert "second_motion" in commands(story, "owen")
    assert "second_motion" not in commands(story, "shah")
    story.do("second_motion", by="owen")
    assert "second_motion" not in commands(story, "owen")
    assert "second_motion" in commands(story, "ruiz")


def test_the_recommendations_can_be_moved_by_a_touch_while_nothing_is_moved() -> None:
    story = at_item("3", "amin", "shah", "owen")
    assert "move_recommendations" in commands(story, "owen")
    assert "move_recommendations" not in commands(story, "ruiz")
    story.do("move_recommendations", by="owen")
    assert "move_recommendations" not in commands(story, "owen")
    assert "move_recommendations" in commands(story, "shah")
    story.do("move_recommendations", mover="shah")
    assert "move_recommendations" not in commands(story, "amin")


def test_members_see_how_many_have_demanded_a_named_vote_and_may_take_theirs_back() -> None:
    story = moved(profile=DEMANDING)
    told = read(story, "owen")
    assert "0 of 2 members needed have demanded it. The rule: SO 17.4" in told
    story.do("demand_named_vote", by="owen")
    told = read(story, "owen")
    assert "You have demanded a named vote on the motion. 1 of 2 members needed has" in told
    assert "withdraw_demand" in commands(story, "owen")
    assert "demand_named_vote" in commands(story, "ruiz")
    story.do("demand_named_vote", by="ruiz")
    assert "the vote will be taken by name" in read(story, "owen")
    assert "demand_named_vote" not in commands(story, "amin")


def test_who_may_not_vote_on_a_motion_can_neither_second_it_nor_demand_a_named_vote() -> None:
    story = moved("amin", "shah", "ruiz", "lloyd", seconder="", profile=DEMANDING)
    assert not {"second_motion", "demand_named_vote"} & set(commands(story, "lloyd"))


# The floor


def test_a_member_may_ask_for_the_kinds_of_speech_that_the_body_has() -> None:
    story = at_item("3", profile=TIMED)
    assert re.findall(r'name="kind" value="(\w+)"', html(story, "owen")) == ["speech"]
    assert 'href="#slip-ask_to_speak"' in html(story, "owen")


def test_the_right_of_reply_is_offered_to_the_mover_alone() -> None:
    story = moved(profile=TIMED)
    story.do("call_speaker", request=story.do("ask_to_speak", by="owen"))
    assert 'value="reply"' in html(story, "shah")
    assert 'value="reply"' not in html(story, "ruiz")


def test_there_is_nothing_to_reply_to_before_another_speaks_or_on_an_amendment() -> None:
    story = moved(profile=TIMED)
    assert 'value="reply"' not in html(story, "shah")
    story.do("call_speaker", request=story.do("ask_to_speak", by="shah"))
    story.do("end_speech", by="shah")
    assert 'value="reply"' not in html(story, "shah")
    story.do("give_floor", person="owen")
    story.do("end_speech")
    assert 'value="reply"' in html(story, "shah")
    story.do("move_amendment", text=CONDITIONS, mover="ruiz", seconder="amin")
    story.do("give_floor", person="owen")
    for person in ("shah", "ruiz"):
        assert 'value="reply"' not in html(story, person)


def test_a_demand_on_an_amendment_is_told_from_one_on_the_motion() -> None:
    story = moved(profile=DEMANDING)
    story.do("demand_named_vote", by="owen")
    story.do("move_amendment", text=CONDITIONS, mover="ruiz", seconder="amin")
    assert "Demand a named vote on the amendment 0 of 2 members" in read(story, "owen")
    story.do("demand_named_vote", by="owen")
    assert "You have demanded a named vote on the amendment." in read(story, "owen")


def test_nobody_asks_to_speak_who_is_away_or_presides_or_while_votes_are_taken() -> None:
    story = at_item("3", "amin", "shah", "owen")
    assert "ask_to_speak" not in commands(story, "ruiz")
    assert "ask_to_speak" not in commands(story, "amin")
    story.do("put_question", way="named", text="That it be granted.")
    assert "ask_to_speak" not in commands(story, "owen")


def test_who_waits_is_told_their_place_and_may_withdraw() -> None:
    story = at_item("3")
    for person in ("shah", "owen", "ruiz"):
        story.do("ask_to_speak", by=person)
    assert "You are next to speak." in read(story, "shah")
    assert "You are 2nd of 3 to speak. Speech" in read(story, "owen")
    assert "You are 3rd of 3 to speak." in read(story, "ruiz")
    assert commands(story, "owen").count("withdraw_request") == 1
    assert "to speak." not in read(story, "amin")


def test_who_has_the_floor_sees_their_clock_and_may_end_and_nobody_else_does() -> None:
    story = at_item("3", profile=TIMED)
    request = story.do("ask_to_speak", by="owen")
    story.do("call_speaker", request=request)
    drawn = html(story, "owen")
    assert "You have the floor" in drawn
    assert 'data-allowed="300" data-warned="45"' in drawn
    assert 'data-used="0.0" data-since="2026-07-14T18:33:00+01:00"' in drawn
    assert commands(story, "owen")[0] == "end_speech"
    assert "ask_to_speak" not in commands(story, "owen")
    assert "You have the floor" not in html(story, "ruiz")


def test_who_is_interrupted_is_told_by_whom() -> None:
    story = at_item("3", profile=TIMED)
    story.do("call_speaker", request=story.do("ask_to_speak", by="owen"))
    point = story.do("ask_to_speak", by="shah", kind="point_of_order", rule="14")
    story.do("call_speaker", request=point)
    assert "You were interrupted by Cllr Bilal Shah." in read(story, "owen")
    assert "end_speech" not in commands(story, "owen")


# What was sent


def test_what_was_sent_is_told_to_its_sender_alone_with_what_became_of_it() -> None:
    story = at_item("3")
    offer = story.do("move_motion", by="owen", text="That it be refused.")
    waits = read(story, "owen")
    assert "Your motion item 3 That it be refused. Sent at 6.32pm. The clerk has it" in waits
    assert "withdraw_offer" in commands(story, "owen")
    assert "refused" not in read(story, "ruiz")
    assert "refused" not in read(story, "amin")
    story.do("put_aside_offer", offer=offer, reason="The chair asks you to wait.")
    told = read(story, "owen")
    assert "The clerk has put it aside: it is not on the record." in told
    assert "The answer: The chair asks you to wait." in told
    assert "withdraw_offer" not in commands(story, "owen")


def test_an_interest_that_was_sent_tells_its_own_words() -> None:
    story = at_item("3")
    story.do("declare_interest", by="owen", kind="affected", item="3", nature="My allotment.")
    assert ": My allotment. Sent at" in read(story, "owen")


def test_of_what_the_clerk_answered_the_seat_tells_the_newest_alone() -> None:
    story = at_item("3")
    first = story.do("move_motion", by="owen", text="That it be refused.")
    second = story.do("move_motion", by="owen", text="That it be put off.")
    story.do("put_aside_offer", offer=first, reason="Too early.")
    story.do("put_aside_offer", offer=second, reason="Too late.")
    now, _, record = read(story, "owen").partition("Your record of this meeting")
    assert "Too late." in now
    assert "Too early." not in now
    assert "Too early." in record


def test_once_another_item_is_in_hand_what_was_answered_is_in_the_record() -> None:
    story = at_item("3")
    offer = story.do("move_motion", by="owen", text="That it be refused.")
    story.do("take_up_offer", offer=offer)
    assert "The clerk has recorded it." in read(story, "owen")
    story.do("withdraw_motion", consent=True)
    story.do("take_item", item="5")
    told = read(story, "owen")
    assert "The clerk has recorded it." not in told
    assert "Your motion , 6.32pm, item 3: recorded" in told


# The seat


def test_a_substitute_and_the_member_for_whom_they_come_each_see_whose_the_seat_is() -> None:
    allowed = replace(PROFILE, substitutes=replace(PROFILE.substitutes, allowed=True))
    story = convened(people=(*CAST, GREY), profile=allowed)
    assert "You have a seat once a member has named you." in read(story, "grey")
    story.do("name_substitute", person="grey", member="shah")
    assert "You are named as substitute for Cllr Bilal Shah" in read(story, "grey")
    assert "Cllr Lena Grey is named as your substitute" in read(story, "shah")
    story.do("record_present", person="grey")
    assert "You sit as substitute in the seat of Cllr Bilal Shah." in read(story, "grey")
    assert "Cllr Lena Grey sits in your seat as substitute" in read(story, "shah")
    assert "substitute" not in read(story, "ruiz")


def test_a_member_who_sent_word_sees_that_they_are_expected_late() -> None:
    story = convened()
    story.do("expect_late", by="owen", when="19:15")
    assert "You have sent word that you come late: 19:15." in read(story, "owen")


def test_somebody_who_is_on_no_list_is_told_to_speak_to_the_clerk() -> None:
    assert "You are not on the list of this meeting" in read(convened(), "nobody")


def test_the_seat_of_whoever_presides_gives_its_commands_from_the_chairs_page() -> None:
    drawn = html(put(), "amin", "chair")
    assert "You are in the chair." in drawn
    assert 'action="/meetings/planning/chair/do/cast_vote"' in drawn


# The record


def test_a_members_record_holds_their_own_times_votes_motions_and_speeches() -> None:
    story = moved()
    story.do("call_speaker", request=story.do("ask_to_speak", by="owen"))
    story.do("end_speech", by="owen")
    story.do("put_question", way="named")
    story.do("cast_vote", by="owen", choice="against")
    story.do("cast_vote", by="ruiz", choice="for")
    story.do("close_vote", gap=True)
    told = read(story, "owen").partition("Your record of this meeting")[2]
    vote = story.meeting.votes.latest
    assert vote is not None
    assert "From 6.28pm, in the room" in told
    assert "Against , item 3: That permission be granted." in told
    assert f"Receipt {vote.receipts['owen']}" in told
    assert vote.receipts["ruiz"] not in told
    assert "Seconded , item 3: That permission be granted." in told
    assert "6.34pm, for 1:00 speech, item 3" in told
    assert "Moved , item 3: That permission be granted." in read(story, "shah")


def test_a_members_record_tells_the_ruling_on_a_point_of_order_and_names_an_amendment() -> None:
    story = amended()
    story.do("call_speaker", request=story.do("ask_to_speak", by="shah"))
    point = story.do("ask_to_speak", by="owen", kind="point_of_order", rule="14")
    story.do("call_speaker", request=point)
    story.do("rule_on_point", ruling="not_upheld")
    story.do("end_speech")
    story.do("put_question", way="named")
    story.do("cast_vote", by="owen", choice="for")
    told = read(story, "owen").partition("Your record of this meeting")[2]
    assert "point of order (standing order 14), item 3. The ruling: not upheld" in told
    assert "For , item 3, on the amendment: That permission be granted with conditions." in told
    record = read(story, "ruiz").partition("Your record of this meeting")[2]
    assert "Moved an amendment, item 3: That permission be granted with conditions." in record


# Private business


def in_private() -> Story:
    items = tuple(
        replace(item, access=Access.CONFIDENTIAL) if item.number == "5" else item
        for item in CONVENED.items
    )
    story = sitting(items=items)
    story.do("exclude_public", ground="confidential", items="5")
    story.do("take_item", item="5")
    story.do("move_motion", text=SECRET, mover="owen", seconder="shah")
    story.do("put_question", way="named")
    story.do("cast_vote", by="owen", choice="for")
    story.do("cast_vote", by="shah", choice="for")
    return story


def test_while_the_meeting_is_in_private_those_inside_read_what_is_put() -> None:
    story = in_private()
    assert SECRET in read(story, "ruiz")
    assert f"Moved , item 5: {SECRET}" in read(story, "owen")


def test_once_the_public_is_back_no_seat_has_words_of_private_business() -> None:
    story = in_private()
    story.do("close_vote", gap=True)
    story.do("declare_interest", person="owen", kind="affected", item="5", nature="The bidder.")
    story.do("move_motion", by="owen", text="That nobody be told of the two million.")
    story.do("readmit_public")
    told = read(story, "owen")
    assert "million" not in told
    assert "bidder" not in told
    assert "For , item 5, in private" in told
    assert "Moved , item 5, in private" in told
    assert "Your motion item 5, in private" in told
    assert "million" not in read(story, "ruiz")


# Drawing


def test_members_with_the_same_to_read_share_what_is_drawn() -> None:
    story, rooms = put(), Rooms()
    seen = seen_by(story.sides, Audience.MEMBER)
    house, one, other = house_of(seen), Seat("shah", ENGLISH), Seat("ruiz", ENGLISH)
    assert one.show(seen, house, story.meeting, rooms)
    assert other.show(seen, house, story.meeting, rooms)
    room = rooms.of(seen, house, story.meeting)
    assert one._parts["due"][1] is other._parts["due"][1]
    assert rooms.of(seen, house, story.meeting) is room


def test_a_vote_of_another_draws_no_seat_again_but_theirs() -> None:
    story = put()
    seats = {person: Seat(person, ENGLISH) for person in ("owen", "ruiz")}

    def changed() -> list[str]:
        seen = seen_by(story.sides, Audience.MEMBER)
        house = house_of(seen)
        return [id for id, seat in seats.items() if seat.show(seen, house, story.meeting)]

    assert changed() == ["owen", "ruiz"]
    story.do("cast_vote", by="owen", choice="for")
    assert changed() == ["owen"]
    assert changed() == []


def test_the_clock_of_a_speech_holds_nothing_of_the_time_now() -> None:
    story = at_item("3", profile=TIMED)
    story.do("call_speaker", request=story.do("ask_to_speak", by="owen"))
    before = html(story, "owen")
    story.now = datetime(2026, 7, 14, 21, tzinfo=UTC)
    assert html(story, "owen") == before


def test_what_the_clerk_did_not_answer_before_the_close_is_told_not_to_be_on_the_record() -> None:
    story = at_item("3")
    story.do("move_motion", by="owen", text="That it be refused.")
    assert "has not answered yet" in read(story, "owen")
    story.do("close_meeting")
    told = read(story, "owen")
    assert "The meeting closed before it was answered: it is not on the record." in told
    assert "withdraw_offer" not in commands(story, "owen")
