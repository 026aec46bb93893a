"""The floor: who has it, what interrupts it, and how the minutes tell for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.business.floor import FloorGiven
from server.meeting.debate import Standing
from server.meeting.profile import Profile, Speech
from server.render.house import house_of
from server.render.templates import form
from tests.conftest import ENGLISH, PROFILE, Story, at_item, sitting
from tests.debated import moved
from tests.minuted import minuted
from tests.speaking import BY_THE_CLOCK, FEW, on_the_floor, the_request, turn_of, waiting


def speaking(person: str = "owen", **given: object) -> Story:
    """Item 3 in hand, and Owen called at 18:33; a clock for every kind."""
    sat = at_item("3", profile=BY_THE_CLOCK)
    asked = sat.do("ask_to_speak", by=person, **given)
    sat.do("call_speaker", by="chair", request=asked)
    return sat


# Calling


def test_the_chair_calls_one_of_those_who_wait() -> None:
    sat = speaking()
    assert on_the_floor(sat) == "owen"
    assert turn_of(sat, "owen").seconds == 300
    assert waiting(sat) == []
    assert the_request(sat).standing is Standing.CALLED


def test_a_request_is_called_once() -> None:
    sat = speaking()
    assert sat.refused("call_speaker", request=the_request(sat).id) == (
        "Cllr Carys Owen has been called already."
    )
    assert "not there any more" in sat.refused("call_speaker", request="none")
    asked = sat.do("ask_to_speak", by="ruiz")
    sat.do("withdraw_request", by="ruiz")
    assert sat.refused("call_speaker", request=asked) == (
        "Cllr Diego Ruiz does not ask to speak any more."
    )


def test_calling_is_for_whoever_presides_and_for_the_clerk() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    assert "not for the member" in sat.refused("call_speaker", by="owen", request=asked)
    sat.do("call_speaker", request=asked)


def test_who_asked_under_another_item_is_not_called() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    sat.do("take_item", item="5")
    assert sat.refused("call_speaker", request=asked) == (
        "Cllr Carys Owen asked to speak on item 3, which is not in hand."
    )


def test_who_has_left_or_become_barred_is_not_called() -> None:
    sat = at_item("3")
    gone, barred = sat.do("ask_to_speak", by="owen"), sat.do("ask_to_speak", by="ruiz")
    sat.do("record_departure", person="owen")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    assert "is not recorded as being here" in sat.refused("call_speaker", request=gone)
    assert "cannot speak: they declared an interest" in sat.refused("call_speaker", request=barred)


def test_while_a_question_is_voted_on_no_speech_is_called() -> None:
    sat = moved()
    asked = sat.do("ask_to_speak", by="owen")
    sat.do("put_question")
    assert "A vote is open on item 3" in sat.refused("call_speaker", request=asked)
    point = sat.do("ask_to_speak", by="ruiz", kind="point_of_order", rule="9")
    sat.do("call_speaker", request=point)
    assert on_the_floor(sat) == "ruiz"


def test_a_call_ends_the_speech_before_it() -> None:
    sat = speaking()
    asked = sat.do("ask_to_speak", by="ruiz")
    sat.do("call_speaker", request=asked)
    assert (on_the_floor(sat), turn_of(sat, "owen").over) == ("ruiz", True)


@pytest.mark.parametrize("kind", ["point_of_order", "explanation"])
def test_what_interrupts_holds_the_speech_and_gives_the_floor_back(kind: str) -> None:
    sat = speaking()
    asked = sat.do("ask_to_speak", person="ruiz", kind=kind)
    sat.do("call_speaker", request=asked)
    assert (on_the_floor(sat), turn_of(sat, "owen").over) == ("ruiz", False)
    assert sat.refused("resume_speech", turn=turn_of(sat, "owen").id) == (
        "Cllr Carys Owen was interrupted, and goes on when Cllr Diego Ruiz has ended."
    )
    sat.do("end_speech")
    assert on_the_floor(sat) == "owen"


def test_the_time_of_an_interruption_is_not_the_speakers() -> None:
    sat = speaking()  # from 18:33
    sat.do("give_floor", person="ruiz", kind="explanation")  # from 18:34
    sat.wait_until("18:40")
    sat.do("end_speech")
    sat.do("end_speech")  # at 18:41
    assert turn_of(sat, "owen").used.total_seconds() == 2 * 60
    assert turn_of(sat, "ruiz").used.total_seconds() == 6 * 60


def test_nobody_is_called_at_a_time_at_which_another_spoke() -> None:
    sat = speaking()
    sat.do("end_speech")  # at 18:34
    assert sat.refused("give_floor", person="ruiz", at="18:33") == (
        "The floor last changed hands at 6.34pm: state a time after that."
    )
    sat.wait_until("18:40")
    sat.do("give_floor", person="ruiz", at="18:38")


# A hand raised in the room


def test_the_floor_is_given_in_one_act_to_a_hand_raised_in_the_room() -> None:
    sat = at_item("3", profile=BY_THE_CLOCK)
    sat.do("give_floor", person="shah")
    assert on_the_floor(sat) == "shah"
    sat.do("give_floor", name="Mrs Ivy Moss", kind="public")
    assert (on_the_floor(sat), turn_of(sat, "Mrs Ivy Moss").seconds) == ("Mrs Ivy Moss", 180)
    assert [r.standing for r in sat.meeting.debate.requests] == [Standing.CALLED] * 2


def test_it_answers_what_they_asked_by_a_device() -> None:
    sat = at_item("3")
    asked = sat.do("ask_to_speak", by="owen")
    sat.do("give_floor", person="owen")
    assert turn_of(sat, "owen").request == asked
    assert len(sat.meeting.debate.requests) == 1


def test_it_calls_who_was_registered_with_the_time_they_were_given() -> None:
    sat = at_item("3")
    sat.do("register_speaker", item="3", name="Ivy Moss", minutes=2)
    sat.do("give_floor", name="ivy moss", kind="public")
    assert turn_of(sat, "Ivy Moss").seconds == 120


def test_the_floor_is_given_to_one_who_may_have_it() -> None:
    sat = at_item("3", "amin", "shah", "owen")
    assert sat.refused("give_floor") == "Choose who has the floor, or write the name."
    assert sat.refused("give_floor", person="owen", name="Ivy") == (
        "Write a name or choose somebody from the list, not both."
    )
    assert "not recorded as being here" in sat.refused("give_floor", person="ruiz")
    assert "no right of reply" in sat.refused("give_floor", person="owen", kind="reply")
    sat.do("give_floor", person="owen")
    assert sat.refused("give_floor", person="owen") == "Cllr Carys Owen has the floor already."
    assert sitting().refused("give_floor", person="owen").startswith("No item is in hand.")
    assert "have no “question”" in at_item("3", profile=FEW).refused(
        "give_floor", person="owen", kind="question"
    )


# Holding, ending, more time


def test_a_speech_is_held_and_goes_on() -> None:
    sat = speaking()
    sat.do("hold_speech", by="chair")
    assert on_the_floor(sat) == ""
    assert sat.refused("hold_speech") == "The clock of Cllr Carys Owen stands still already."
    sat.do("resume_speech", by="chair")
    assert on_the_floor(sat) == "owen"
    assert sat.refused("resume_speech") == "Cllr Carys Owen is speaking already."


def test_a_speaker_ends_their_own_speech_and_no_other() -> None:
    sat = speaking()
    assert sat.refused("end_speech", by="ruiz") == "You do not have the floor."
    assert sat.refused("end_speech", by="ruiz", turn=turn_of(sat, "owen").id) == (
        "That is for whoever presides: from your device you end your own speech."
    )
    sat.do("end_speech", by="owen")
    assert on_the_floor(sat) == ""
    assert sat.refused("end_speech") == "Nobody has the floor."
    assert sat.refused("end_speech", turn=turn_of(sat, "owen").id) == (
        "Cllr Carys Owen has ended already."
    )
    assert "may have been undone" in sat.refused("end_speech", turn="none")


def test_more_time_is_given_within_bounds() -> None:
    sat = speaking()
    sat.do("give_more_time", by="chair")
    sat.do("give_more_time", minutes=10)
    assert turn_of(sat, "owen").seconds == 300 + 11 * 60
    for minutes in (0, 11):
        assert (
            sat.refused("give_more_time", minutes=minutes) == "Give 1 to 10 minutes more at once."
        )
    without = at_item("3")
    without.do("give_floor", person="owen")
    assert without.refused("give_more_time") == "Cllr Carys Owen speaks without a limit of time."


def test_a_call_is_undone_and_who_was_called_waits_again() -> None:
    sat = at_item("3", profile=BY_THE_CLOCK)
    sat.do("give_floor", person="shah")
    sat.do("ask_to_speak", by="owen")
    sat.do("call_speaker", by="chair", request=the_request(sat).id)
    sat.do("undo", by="chair")
    assert (on_the_floor(sat), waiting(sat)) == ("shah", ["owen"])
    assert minuted(sat, "3") == ["Cllr Bilal Shah spoke."]


@pytest.mark.parametrize("profile", [PROFILE, BY_THE_CLOCK], ids=["not minuted", "minuted"])
def test_where_its_item_is_undone_a_call_gives_nobody_the_floor(profile: Profile) -> None:
    sat = sitting(profile=profile)
    sat.do("take_item", item="3")
    sat.do("ask_to_speak", by="owen")
    sat.do("call_speaker", by="chair", request=the_request(sat).id)
    sat.do("undo")
    assert sat.meeting.debate.floor is None


# The record


def told(kind: str, **given: object) -> list[str]:
    sat = moved(profile=BY_THE_CLOCK)  # Shah's motion
    before = len(minuted(sat, "3"))
    sat.do("give_floor", kind=kind, **given)
    sat.do("end_speech")
    return minuted(sat, "3")[before:]


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("speech", {"person": "owen"}, "Cllr Carys Owen spoke (1 minute)."),
        ("question", {"person": "owen"}, "Cllr Carys Owen asked a question (1 minute)."),
        (
            "explanation",
            {"person": "owen"},
            "Cllr Carys Owen made a personal explanation (1 minute).",
        ),
        ("reply", {"person": "shah"}, "Cllr Bilal Shah replied to the debate (1 minute)."),
        ("ward_member", {"name": "Cllr Jo Fox"}, "Cllr Jo Fox spoke as ward member (1 minute)."),
        (
            "public",
            {"name": "Ivy Moss"},
            "Ivy Moss, a member of the public, spoke (1 minute).",
        ),
    ],
)
def test_the_minutes_tell_who_spoke_and_for_how_long(
    kind: str, given: dict[str, object], sentence: str
) -> None:
    assert told(kind, **given) == [sentence]


def test_a_point_of_order_stands_in_the_minutes_with_its_ruling_alone() -> None:
    assert told("point_of_order", person="owen") == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(29, "less than a minute"), (30, "1 minute"), (150, "3 minutes"), (3600, "60 minutes")],
)
def test_the_time_is_told_in_whole_minutes(seconds: int, words: str) -> None:
    sat = speaking()
    ended = turn_of(sat, "owen").spans[0].since + timedelta(seconds=seconds)
    sat.wait_until("19:40")
    sat.do("end_speech", at=ended.isoformat())
    assert minuted(sat, "3") == [f"Cllr Carys Owen spoke ({words})."]


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("end_speech", {}),
        ("take_item", {"item": "5"}),
        ("give_floor", {"person": "ruiz"}),
        ("record_departure", {"person": "owen"}),
        ("declare_interest", {"person": "owen", "kind": "pecuniary", "item": "3"}),
        ("put_question", {"text": "That it be so."}),
        ("adjourn_meeting", {"until": "8pm", "reason": "A fire alarm"}),
        ("exclude_public", {"ground": "confidential", "items": "3"}),
    ],
)
def test_however_a_speech_ends_the_record_knows_its_time(
    command: str, given: dict[str, object]
) -> None:
    sat = speaking()
    sat.do(command, **given)
    first = sat.matters("3")[0]
    assert isinstance(first, FloorGiven)
    assert first.spoke == 60
    outside = sat.outside.item("3").record[0].matter
    assert outside == first


def test_undone_the_end_is_no_end_in_the_minutes_either() -> None:
    sat = speaking()
    sat.do("end_speech")
    sat.do("undo")
    assert (on_the_floor(sat), minuted(sat, "3")) == ("owen", ["Cllr Carys Owen spoke."])


def test_where_the_body_does_not_want_it_nobody_is_minuted() -> None:
    sat = at_item("3")
    sat.do("give_floor", person="owen")
    sat.do("end_speech")
    assert sat.matters("3") == []


def test_a_speech_is_struck_out_when_it_is_over() -> None:
    sat = speaking()
    entry = sat.item("3").record[0].id
    assert sat.refused("strike_entry", entry=entry, reason="It was Ruiz") == (
        "Cllr Carys Owen has the floor: end the speech first."
    )
    sat.do("end_speech")
    sat.do("strike_entry", entry=entry, reason="It was Ruiz")
    assert minuted(sat, "3") == []
    assert [turn.person for turn in sat.meeting.debate.turns] == [""]
    sat.do("undo")
    assert minuted(sat, "3") == ["Cllr Carys Owen spoke (2 minutes)."]


def test_a_speech_in_private_is_in_no_minutes_outside() -> None:
    sat = at_item("3", profile=BY_THE_CLOCK)
    sat.do("exclude_public", ground="confidential", items="3")
    sat.do("give_floor", person="owen")
    assert sat.outside.debate.turns == ()
    sat.do("readmit_public")
    assert on_the_floor(sat) == ""
    assert not any(isinstance(e.matter, FloorGiven) for e in sat.outside.item("3").record)
    assert "Cllr Carys Owen spoke (1 minute)." in minuted(sat, "3")


def test_in_private_the_floor_is_given_anew_to_who_was_registered_in_public() -> None:
    sat = at_item("3")
    registered = sat.do("register_speaker", item="3", person="ruiz", kind="ward_member")
    sat.do("exclude_public", ground="confidential", items="3")
    sat.do("give_floor", person="ruiz", kind="ward_member")
    assert turn_of(sat, "ruiz").request != registered
    for side in (sat.meeting, sat.outside):
        asked = side.debate.find(registered)
        assert asked is not None
        assert asked.standing is Standing.WAITING


def test_the_clerk_has_a_form_with_a_key_and_others_have_none() -> None:
    sat = at_item("3")
    house = house_of(sat.meeting)
    assert 'data-key="/"' in form(ENGLISH, "floor", house, "clerk", "3")
    assert form(ENGLISH, "floor", house, "member", "3") == ""


def test_every_kind_of_speech_has_its_own_words_in_the_form() -> None:
    html = str(form(ENGLISH, "floor", house_of(at_item("3").meeting), "clerk", "3"))
    assert all(f'value="{kind.value}"' in html for kind in Speech)
