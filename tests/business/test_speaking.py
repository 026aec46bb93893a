"""Asking to speak: who may, as what, and in which order they wait."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.asking import MOST_IN_A_WHILE
from server.meeting.debate import Standing
from server.meeting.people import Capacity, Person
from server.meeting.profile import Arrival, Speech, SubstituteRule
from server.render.house import house_of
from server.render.templates import form
from tests.conftest import (
    CAST,
    CONVENED,
    ENGLISH,
    PROFILE,
    VOTERS,
    Story,
    at_item,
    convened,
    sitting,
)
from tests.debated import moved
from tests.speaking import BY_THE_CLOCK, FEW, the_request, waiting

# Asking


def test_a_member_asks_from_their_own_device() -> None:
    sat = at_item("3")
    sat.do("ask_to_speak", by="owen")
    sat.do("ask_to_speak", by="ruiz", kind="question")
    assert waiting(sat) == ["owen", "ruiz"]
    assert (the_request(sat).item, the_request(sat).kind) == ("3", Speech.QUESTION)


def test_the_clerk_asks_for_whoever_raises_a_hand_in_the_room() -> None:
    sat = at_item("3")
    sat.do("ask_to_speak", person="shah")
    sat.do("ask_to_speak", person="hughes")  # an officer
    assert waiting(sat) == ["shah", "hughes"]
    assert sat.refused("ask_to_speak") == "Say who is meant."


def test_nobody_asks_for_another_from_their_own_device() -> None:
    sat = at_item("3")
    assert sat.refused("ask_to_speak", by="owen", person="shah") == (
        "From your own device you act for yourself alone: tell the clerk."
    )


def test_it_is_asked_under_an_item_in_hand_while_the_meeting_sits() -> None:
    sat = sitting()
    assert sat.refused("ask_to_speak", by="owen") == (
        "No item is in hand. Who wishes to speak asks when one has been taken."
    )
    assert convened().refused("ask_to_speak", by="owen") == (
        "The meeting has not been opened. Open it first."
    )
    sat.do("take_item", item="3")
    sat.do("adjourn_meeting", until="8pm", reason="A fire alarm")
    assert "The meeting is adjourned." in sat.refused("ask_to_speak", by="owen")


def test_what_was_asked_while_another_item_was_in_hand_is_asked_again() -> None:
    sat = at_item("3")
    sat.do("take_item", item="5")
    assert sat.refused("ask_to_speak", by="owen", waited=1.5) == (
        "At 6.31pm item 5 was not in hand yet. Ask again, if it is for this item."
    )


def test_what_waited_out_a_lost_connection_counts_from_when_it_arrives() -> None:
    sat = at_item("3")
    sat.now = sat.time("18:40")
    sat.do("ask_to_speak", by="ruiz")
    sat.do("ask_to_speak", by="owen", waited=5)
    assert waiting(sat) == ["ruiz", "owen"]
    assert "no time is stated" in sat.refused("ask_to_speak", by="shah", at="18:32")


def test_nobody_asks_without_end_from_a_device() -> None:
    sat = at_item("3")
    sat.now = sat.time("18:40")
    for _ in range(MOST_IN_A_WHILE):
        sat.do("ask_to_speak", by="owen")
        sat.do("withdraw_request", by="owen")
        sat.now = sat.time("18:40")
    told = sat.refused("ask_to_speak", by="owen")
    assert told == "You have asked 20 times within 10 minutes: show your hand instead."
    sat.do("ask_to_speak", person="owen")


def test_whoever_gave_up_their_seat_to_a_substitute_does_not_speak() -> None:
    profile = replace(PROFILE, substitutes=SubstituteRule(allowed=True, arrival=Arrival.HANDOVER))
    young = Person("young", "Cllr Noor Young", Capacity.SUBSTITUTE, group="Plaid Cymru")
    sat = convened(profile=profile, people=(*CAST, young))
    sat.do("name_substitute", person="young", member="owen")
    for person in (*VOTERS, "young"):
        sat.do("record_present", person=person)
    sat.wait_until("18:40")
    sat.do("open_meeting")
    sat.do("take_item", item="3")
    sat.do("hand_over_seat", person="young")
    assert "does not hold the seat" in sat.refused("ask_to_speak", by="owen")
    sat.do("ask_to_speak", by="young")


def test_a_member_must_be_here() -> None:
    sat = at_item("3", "amin", "shah", "owen")
    assert (
        sat.refused("ask_to_speak", by="ruiz") == "Cllr Diego Ruiz is not recorded as being here."
    )
    sat.do("record_arrival", person="ruiz")
    sat.do("ask_to_speak", by="ruiz")


def test_a_remote_member_speaks_though_they_do_not_count() -> None:
    sat = at_item("3", "amin", "shah", "owen")
    sat.do("record_arrival", person="ruiz", remote=True, heard=True)
    sat.do("ask_to_speak", by="ruiz")
    assert waiting(sat) == ["ruiz"]


def test_an_interest_that_bars_a_member_bars_them_from_speaking() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert sat.refused("ask_to_speak", by="owen") == (
        "Cllr Carys Owen cannot speak: they declared an interest (Disclosable pecuniary interest), "
        "and the code of conduct bars them."
    )
    sat.do("declare_interest", person="ruiz", kind="registrable", item="3")
    sat.do("ask_to_speak", by="ruiz")  # who may speak as the public may, then leaves


def test_a_member_with_leave_to_speak_asks() -> None:
    sat = at_item("3")
    given = {"person": "owen", "kind": "pecuniary", "item": "3", "dispensation": "speak"}
    sat.do("declare_interest", **given)
    sat.do("ask_to_speak", by="owen")


def test_a_substitute_speaks_when_it_is_said_for_whom_they_come() -> None:
    young = Person("young", "Cllr Uma Young", Capacity.SUBSTITUTE)
    sat = at_item("3", people=(*CAST, young))
    assert sat.refused("ask_to_speak", by="young") == (
        "Cllr Uma Young may be a substitute: say first for whom they come."
    )


def test_a_kind_that_the_rules_do_not_have_is_refused_with_those_that_they_have() -> None:
    sat = at_item("3", profile=FEW)
    assert sat.refused("ask_to_speak", by="owen", kind="question") == (
        "The rules of Planning Committee have no “question”. They have: speech."
    )
    sat.do("ask_to_speak", by="owen")


def test_one_request_of_one_kind_waits_for_each() -> None:
    sat = at_item("3")
    sat.do("ask_to_speak", by="owen")
    assert sat.refused("ask_to_speak", by="owen") == (
        "Cllr Carys Owen asked for this at 6.32pm, and waits to be called: speech."
    )
    sat.do("ask_to_speak", by="owen", kind="question")
    sat.do("call_speaker", request=sat.meeting.debate.requests[0].id)
    sat.do("ask_to_speak", by="owen")


def test_a_point_of_order_from_a_device_names_the_rule() -> None:
    sat = at_item("3")
    assert sat.refused("ask_to_speak", by="owen", kind="point_of_order") == (
        "Name the rule that is broken: a point of order says which one it is."
    )
    sat.do("ask_to_speak", by="owen", kind="point_of_order", rule="14.2")
    assert the_request(sat).rule == "14.2"
    sat.do("ask_to_speak", person="ruiz", kind="point_of_order")  # the clerk hears it in the room
    assert "101 characters" in sat.refused("ask_to_speak", by="shah", rule="1" * 101)


def test_while_a_question_is_voted_on_only_who_interrupts_is_heard() -> None:
    sat = moved()
    sat.do("put_question")
    assert sat.refused("ask_to_speak", by="ruiz") == (
        "A vote is open on item 3: until it is decided nothing is heard but point of order, "
        "personal explanation."
    )
    sat.do("ask_to_speak", by="ruiz", kind="point_of_order", rule="14")
    strict = moved(profile=FEW)
    strict.do("put_question")
    assert strict.refused("ask_to_speak", by="ruiz") == (
        "A vote is open on item 3: nobody speaks until it is decided."
    )


def test_the_right_of_reply_is_the_movers() -> None:
    sat = at_item("3")
    assert sat.refused("ask_to_speak", by="shah", kind="reply") == (
        "No motion is under debate, so there is no right of reply."
    )
    sat = moved()
    assert sat.refused("ask_to_speak", by="owen", kind="reply") == (
        "The right of reply is the mover’s: Cllr Bilal Shah."
    )
    sat.do("ask_to_speak", by="shah", kind="reply")


def test_what_happened_in_private_is_not_asked_in_public() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="confidential", items="3")
    sat.wait_until("18:50")
    sat.do("readmit_public")
    assert sat.refused("ask_to_speak", person="owen", at="18:45") == (
        "At 6.45pm the meeting was in private: state a time since the public is back."
    )


# Withdrawing, and the chair's hand


def test_a_request_is_withdrawn_by_whoever_asked() -> None:
    sat = at_item("3")
    sat.do("ask_to_speak", by="owen")
    sat.do("withdraw_request", by="owen")
    assert (waiting(sat), the_request(sat).standing) == ([], Standing.WITHDRAWN)
    assert sat.refused("withdraw_request", by="owen") == "You have not asked to speak."
    assert sat.refused("withdraw_request", by="owen", request=the_request(sat).id) == (
        "Cllr Carys Owen does not ask to speak any more."
    )


def test_of_several_requests_it_is_said_which_is_withdrawn() -> None:
    sat = at_item("3")
    sat.do("ask_to_speak", by="owen")
    question = sat.do("ask_to_speak", by="owen", kind="question")
    assert sat.refused("withdraw_request", by="owen") == (
        "You asked more than once: say which it is, speech, question."
    )
    sat.do("withdraw_request", by="owen", request=question)
    assert [request.standing for request in sat.meeting.debate.requests] == ["waiting", "withdrawn"]


def test_nobody_withdraws_anothers_request_but_the_clerk() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    assert sat.refused("withdraw_request", by="ruiz", request=asked) == (
        "That is not your request: tell the clerk."
    )
    assert sat.refused("withdraw_request") == "Say which request to speak is withdrawn."
    assert "not there any more" in sat.refused("withdraw_request", request="none")
    sat.do("withdraw_request", request=asked)


def test_whoever_presides_puts_one_before_the_others() -> None:
    sat = at_item("3")
    for person in ("owen", "ruiz", "shah"):
        sat.do("ask_to_speak", by=person)
    sat.do("put_speaker_first", by="chair", request=the_request(sat).id)
    assert waiting(sat) == ["shah", "owen", "ruiz"]
    assert sat.refused("put_speaker_first", request=the_request(sat).id) == (
        "Cllr Bilal Shah is first already."
    )
    sat.do("put_speaker_first", by="chair", request=sat.meeting.debate.requests[1].id)
    assert waiting(sat) == ["ruiz", "shah", "owen"]
    sat.do("undo", by="chair")
    assert waiting(sat) == ["shah", "owen", "ruiz"]
    assert "not for the member" in sat.refused("put_speaker_first", by="owen", request="e9")


def test_who_has_left_is_not_put_first() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    sat.do("record_departure", person="owen")
    assert sat.refused("put_speaker_first", request=asked) == (
        "Cllr Carys Owen cannot be called now, so cannot be put first."
    )


# Registering


def test_a_member_of_the_public_is_registered_by_name_before_the_meeting() -> None:
    sat = convened(profile=BY_THE_CLOCK)
    sat.do("register_speaker", item="3", name="Mrs Ivy Moss", minutes=5)
    sat.do("register_speaker", item="3", name="Mr Tom Reed")
    for person in ("amin", "shah", "owen"):
        sat.do("record_present", person=person)
    sat.wait_until("18:40")
    sat.do("open_meeting")
    sat.do("take_item", item="3")
    assert waiting(sat) == ["Mrs Ivy Moss", "Mr Tom Reed"]
    assert [request.seconds for request in sat.meeting.debate.requests] == [300, 0]


def test_public_speakers_and_ward_members_do_not_ask_by_device() -> None:
    sat = at_item("3")
    assert sat.refused("ask_to_speak", by="owen", kind="public") == (
        "Members of the public are registered by the clerk."
    )
    assert sat.refused("ask_to_speak", by="owen", kind="ward_member") == (
        "Ward members are registered by the clerk: ask to be registered for this item."
    )
    registered = sat.do("register_speaker", item="3", person="owen", kind="ward_member")
    sat.do("call_speaker", request=registered)
    sat.do("ask_to_speak", by="owen", kind="ward_member")


def test_a_speaker_has_one_name() -> None:
    sat = at_item("3")
    assert sat.refused("register_speaker", item="3") == (
        "Write the name of the speaker, or choose somebody from the list."
    )
    assert sat.refused("register_speaker", item="3", name="Ivy", person="patel") == (
        "Write a name or choose somebody from the list, not both."
    )
    assert "has the id “nobody”" in sat.refused("register_speaker", item="3", person="nobody")
    assert sat.refused("register_speaker", item="3", name="x" * 101) == (
        "“name” is 101 characters long; at most 100 can be shown."
    )


def test_nobody_is_registered_twice_for_one_item() -> None:
    sat = at_item("3")
    sat.do("register_speaker", item="3", name="Ivy Moss")
    sat.do("register_speaker", item="5", name="Ivy Moss")
    assert sat.refused("register_speaker", item="3", name="ivy  moss") == (
        "ivy  moss is registered for item 3 already. If this is somebody else of that name, add "
        "what tells them apart."
    )


def test_a_speaker_is_registered_for_what_is_still_to_be_taken() -> None:
    sat = at_item("3")
    sat.do("take_item", item="5")
    assert sat.refused("register_speaker", item="3", name="Ivy Moss") == (
        "Item 3 is not to be taken any more, so nobody speaks on it."
    )
    assert "There is no item 99" in sat.refused("register_speaker", item="99", name="Ivy Moss")
    sat.do("close_meeting", override="It is late.")
    assert "was closed at" in sat.refused("register_speaker", item="5", name="Ivy Moss")


def test_nobody_is_registered_for_an_item_that_is_closed_or_while_the_public_is_out() -> None:
    items = tuple(
        replace(item, access="exempt", paragraphs=("3",)) if item.number == "5" else item
        for item in CONVENED.items
    )
    sat = at_item("3", items=items)
    assert "Item 5 is taken in private: nobody is registered for it." in sat.refused(
        "register_speaker", item="5", name="Ivy Moss"
    )
    sat.do("exclude_public", ground="confidential", items="3")
    assert "this is done in public" in sat.refused("register_speaker", item="4", name="Ivy Moss")


def test_the_time_of_one_speaker_is_at_most_an_hour() -> None:
    sat = at_item("3")
    for minutes in (-1, 61):
        assert sat.refused("register_speaker", item="3", name="Ivy", minutes=minutes) == (
            "Give a speaker 1 to 60 minutes, or 0: then the rules say how long it is."
        )


def test_others_are_not_registered() -> None:
    sat = at_item("3")
    assert sat.refused("register_speaker", item="3", person="owen", kind="speech") == (
        "Members of the public and ward members are registered; others ask to speak."
    )
    few = at_item("3", profile=FEW)
    assert "have no “public speaker”" in few.refused("register_speaker", item="3", name="Ivy")


# Going into private


def test_when_the_public_goes_nobody_waits_but_who_was_registered() -> None:
    sat = at_item("3")
    sat.do("ask_to_speak", by="owen")
    sat.do("register_speaker", item="5", name="Ivy Moss")
    sat.do("exclude_public", ground="confidential", items="3")
    sat.do("ask_to_speak", by="ruiz")
    assert waiting(sat) == ["ruiz"]
    assert [r.name or r.person for r in sat.outside.debate.requests] == ["owen", "Ivy Moss"]
    sat.do("readmit_public")
    assert waiting(sat) == []
    sat.do("take_item", item="5")
    assert waiting(sat) == ["Ivy Moss"]
    assert sat.outside.debate.requests[-1].standing is Standing.WAITING


def test_who_asked_in_private_does_not_wait_in_public() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="confidential", items="3")
    sat.do("ask_to_speak", person="patel", kind="ward_member")
    assert waiting(sat) == ["patel"]
    sat.do("readmit_public")
    assert waiting(sat) == []
    assert the_request(sat).standing is Standing.WITHDRAWN


def test_in_private_nothing_is_changed_of_what_was_asked_in_public() -> None:
    sat = at_item("3")
    moss = sat.do("register_speaker", item="3", name="Ivy Moss")
    sat.do("exclude_public", ground="confidential", items="3")
    for command in ("withdraw_request", "put_speaker_first", "call_speaker"):
        assert "That was recorded in public" in sat.refused(command, request=moss)


# The forms


def drawn(sat: Story, audience: str) -> str:
    return str(form(ENGLISH, "speaking", house_of(sat.meeting), audience, "3"))


@pytest.mark.parametrize("audience", ["member", "chair"])
def test_of_a_point_of_order_a_member_names_the_rule(audience: str) -> None:
    html = drawn(at_item("3"), audience)
    assert html.count('name="kind"') == 1  # for the others the seat has buttons
    assert 'name="kind" value="point_of_order"' in html
    assert html.count('name="rule"') == 1
    assert "ward_member" not in html
    assert "register_speaker" not in html


def test_a_refused_point_of_order_keeps_its_words_and_another_request_opens_no_form() -> None:
    house = house_of(at_item("3").meeting)
    point = {"ask_to_speak": {"kind": "point_of_order", "rule": "Rule 9"}}
    html = form(ENGLISH, "speaking", house, "member", "3", point)
    assert 'value="Rule 9"' in html
    assert " open>" in html
    speech = {"ask_to_speak": {"kind": "speech", "side": ""}}
    assert " open>" not in form(ENGLISH, "speaking", house, "member", "3", speech)


def test_a_member_has_no_form_for_what_the_rules_do_not_have() -> None:
    assert drawn(at_item("3", profile=FEW), "member").strip() == ""


def test_the_clerk_registers_and_the_public_has_no_form() -> None:
    sat = at_item("3")
    assert "do/register_speaker" in drawn(sat, "clerk")
    assert "do/ask_to_speak" in drawn(sat, "clerk")
    assert drawn(sat, "public") == ""
