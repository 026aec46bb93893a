"""Who has the floor and who waits for it, as each page tells it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from server.meeting.debate import Debate
from server.meeting.profile import SpeakingKind, SpeakingRule, Speech
from server.meeting.record import Audience
from server.meeting.sides import Sides
from tests.conftest import PROFILE, Story, at_item
from tests.render.test_business_panels import html, read

LIMITED = SpeakingRule(
    kinds=(
        SpeakingKind(Speech.POINT_OF_ORDER, interrupts=True),
        SpeakingKind(Speech.PUBLIC, 180),
        SpeakingKind(Speech.SPEECH, 180, warned=45),
        SpeakingKind(Speech.QUESTION, 60),
    )
)
INSIDE = [Audience.MEMBER, Audience.CHAIR, Audience.CLERK]
DIRECTING = [Audience.CHAIR, Audience.CLERK]


def debated(*present: str) -> Story:
    """Item 3 in hand, of a body that limits speeches."""
    return at_item("3", *present, profile=replace(PROFILE, speaking=LIMITED))


def asked(story: Story, person: str, kind: str = "speech", **given: object) -> str:
    return story.do("ask_to_speak", by=person, kind=kind, **given)


def called(story: Story, person: str, kind: str = "speech", **given: object) -> str:
    """They ask, and are called. The id of their turn."""
    story.do("call_speaker", by="chair", request=asked(story, person, kind, **given))
    turn = story.meeting.debate.floor
    assert turn is not None
    return turn.id


def interrupted() -> Story:
    """Owen speaks, and Ruiz rises on a point of order."""
    story = debated()
    called(story, "owen")
    called(story, "ruiz", "point_of_order", rule="14.3")
    return story


def buttons(markup: str) -> list[str]:
    """What can be pressed, as it is heard: the name of each, the command and whom it is for."""
    told = []
    for form in re.findall(r'<form class="app-press".*?</form>', markup, re.S):
        command = re.search(r"/do/(\w+)", form)
        fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
        assert command
        told.append(" ".join([command[1], *(f"{name}={value}" for name, value in fields)]))
    return told


# The floor


@pytest.mark.parametrize("audience", list(Audience))
def test_while_nobody_speaks_the_place_of_the_speaker_is_empty(audience: Audience) -> None:
    story = debated()
    asked(story, "owen")
    assert read(story, "speaking", audience) == ""


@pytest.mark.parametrize("audience", list(Audience))
def test_everybody_reads_who_has_the_floor(audience: Audience) -> None:
    story = debated()
    called(story, "owen")
    assert read(story, "speaking", audience).startswith("Speaking now Cllr Carys Owen 3 minutes")


def test_the_public_reads_no_more_than_the_name_and_the_clock() -> None:
    story = debated()
    called(story, "owen")
    assert "<form" not in html(story, "speaking")
    assert read(story, "speaking").endswith("3 minutes left of 3 minutes over 3 minutes")


@pytest.mark.parametrize("audience", list(Audience))
def test_a_point_of_order_is_told_with_its_rule_and_who_waits_to_go_on(audience: Audience) -> None:
    told = read(interrupted(), "speaking", audience)
    assert "Cllr Diego Ruiz on a point of order: standing order 14.3" in told
    assert "Cllr Carys Owen waits to go on." in told


def test_the_clock_is_drawn_of_what_was_used_and_not_of_what_time_it_is() -> None:
    story = debated()
    turn = called(story, "owen")
    began = story.meeting.debate.turns[0].spans[0].since
    story.do("hold_speech", by="chair", turn=turn)
    used = (story.meeting.debate.turns[0].used).total_seconds()
    held = html(story, "speaking")
    assert f'data-used="{used:.1f}" data-since="" data-allowed="180" data-warned="45"' in held
    assert "the clock stands still" in held
    story.do("resume_speech", by="chair", turn=turn)
    again = story.meeting.debate.turns[0].spans[-1].since
    assert again > began
    assert f'data-used="{used:.1f}" data-since="{again.isoformat()}"' in html(story, "speaking")


def test_where_speech_is_not_limited_the_page_says_so() -> None:
    told = read(interrupted(), "speaking")
    assert "no limit" in told
    assert 'data-allowed="0"' in html(interrupted(), "speaking")


@pytest.mark.parametrize("audience", DIRECTING)
def test_a_speech_is_ended_held_and_lengthened_by_one_touch_each(audience: Audience) -> None:
    story = debated()
    turn = called(story, "owen")
    pressed = buttons(html(story, "speaking", audience))
    assert pressed == [
        f"end_speech turn={turn}",
        f"hold_speech turn={turn}",
        f"give_more_time turn={turn} minutes=1",
    ]
    story.do("hold_speech", by="chair", turn=turn)
    assert buttons(html(story, "speaking", audience))[1] == f"resume_speech turn={turn}"


def test_no_button_that_somebody_is_on_changes_into_another() -> None:
    """An element without an id is drawn into the one that stands there, and the words of the one
    that has the focus stay: it would say one thing and do another."""
    story = debated()
    turn = called(story, "owen")
    first, second = asked(story, "shah"), asked(story, "ruiz")
    assert f'id="hold-{turn}"' in html(story, "speaking", Audience.CHAIR)
    story.do("hold_speech", by="chair", turn=turn)
    assert f'id="go-on-{turn}"' in html(story, "speaking", Audience.CHAIR)
    drawn = html(story, "queue", Audience.CHAIR)
    assert f'id="call-{first}"' in drawn
    assert f'id="ways-{second}"' in drawn
    story.do("put_speaker_first", by="chair", request=second)
    drawn = html(story, "queue", Audience.CHAIR)
    assert f'id="ways-{first}"' in drawn
    assert f'id="call-{second}"' in drawn


@pytest.mark.parametrize("audience", DIRECTING)
def test_a_point_of_order_is_ruled_on_by_one_touch(audience: Audience) -> None:
    story = interrupted()
    turn = story.meeting.debate.open[-1].id
    pressed = buttons(html(story, "speaking", audience))
    assert pressed[:2] == [
        f"rule_on_point turn={turn} ruling=upheld",
        f"rule_on_point turn={turn} ruling=not_upheld",
    ]


@pytest.mark.parametrize("audience", [Audience.CHAIR, Audience.MEMBER])
def test_whoever_presides_has_nothing_to_type_in_the_debate(audience: Audience) -> None:
    story = interrupted()
    asked(story, "shah")
    for panel in ("speaking", "queue"):
        assert not re.search(r"<(textarea|select|input(?! type=\"hidden\"))", html(story, panel))
        assert "data-key" not in html(story, panel, audience)


def test_every_button_that_is_offered_does_what_it_says() -> None:
    story = interrupted()
    asked(story, "shah")
    asked(story, "owen", "question")
    for _ in range(6):
        offered = buttons(html(story, "speaking", Audience.CHAIR))
        offered += buttons(html(story, "queue", Audience.CHAIR))
        if not offered:
            break
        command, *fields = offered[0].split(" ")
        story.do(command, by="chair", **dict(field.split("=") for field in fields))
    assert story.meeting.debate.floor is None


# Who waits


@pytest.mark.parametrize("audience", DIRECTING)
def test_the_first_is_called_by_name_and_never_by_being_next(audience: Audience) -> None:
    story = debated()
    first, second = asked(story, "owen"), asked(story, "ruiz")
    pressed = buttons(html(story, "queue", audience))
    assert pressed == [
        f"call_speaker request={first}",
        f"call_speaker request={second}",
        f"put_speaker_first request={second}",
    ]
    assert "Call Cllr Carys Owen" in read(story, "queue", audience)


def test_while_somebody_speaks_it_is_ending_that_the_page_leads_to_and_not_the_next_call() -> None:
    story = debated()
    asked(story, "ruiz")
    assert "app-button--main" in html(story, "queue", Audience.CHAIR)
    called(story, "owen")
    assert "app-button--main" not in html(story, "queue", Audience.CHAIR)
    assert "app-button--main" in html(story, "speaking", Audience.CHAIR)


def test_each_is_told_with_what_they_ask_for_and_where_they_are() -> None:
    story = debated("amin", "shah", "owen", "ruiz")
    story.do("end_speech", by="chair", turn=called(story, "owen"))
    story.do("record_departure", person="ruiz")
    story.do("record_arrival", person="ruiz", remote=True, heard=True)
    when = story.now
    asked(story, "owen")
    asked(story, "ruiz", "question")
    told = read(story, "queue", Audience.CHAIR)
    minute = f"6.{when.minute:02}pm"
    assert f"Call Cllr Carys Owen Speech asked at {minute} in the room has spoken" in told
    assert "Cllr Diego Ruiz Question asked at" in told
    assert "remote Call Call Cllr Diego Ruiz" in told


def test_members_read_the_list_and_press_nothing() -> None:
    story = debated()
    asked(story, "owen")
    assert read(story, "queue", Audience.MEMBER).startswith("Waiting to speak 1 Cllr Carys Owen")
    assert "<form" not in html(story, "queue", Audience.MEMBER)


def test_the_public_has_no_list_of_who_waits() -> None:
    story = debated()
    asked(story, "owen")
    page = "".join(html(story, name) for name in ("queue", "speaking", "now", "vote"))
    assert "Owen" not in page


@pytest.mark.parametrize("audience", DIRECTING)
def test_somebody_of_the_public_is_registered_and_seen_before_the_item_is_taken(
    audience: Audience,
) -> None:
    story = at_item("2", profile=replace(PROFILE, speaking=LIMITED))
    story.do("register_speaker", item="3", name="Mr Tomos Rees", kind="public")
    story.do("register_speaker", item="5", name="Mrs Sian Pugh", kind="public")
    line = "Registered to speak on item 3: Mr Tomos Rees (public speaker)."
    assert line in read(story, "queue", audience)
    assert "Tomos" not in read(story, "queue", Audience.MEMBER)
    story.do("take_item", item="3")
    told = read(story, "queue", audience)
    assert told.startswith("Waiting to speak 1 Call Mr Tomos Rees")
    assert "Public speaker" in told


def test_of_many_the_first_three_are_seen_and_the_others_are_a_touch_away() -> None:
    story = debated()
    for person in ("amin", "shah", "owen", "ruiz"):
        asked(story, person)
    for person in ("amin", "shah"):
        asked(story, person, "question")
    drawn = html(story, "queue", Audience.CHAIR)
    before, behind = drawn.split('<details class="app-queue__more"')
    assert before.count("<li") == 3
    assert behind.count("<li") == 3
    assert "3 more" in behind


def test_who_is_to_be_heard_at_once_has_a_sign_and_is_never_behind() -> None:
    story = debated()
    called(story, "owen", "question")
    asked(story, "ruiz", "point_of_order", rule="14.3")
    for person, kind in (("amin", "speech"), ("shah", "speech"), ("amin", "question")):
        story.do("put_speaker_first", request=asked(story, person, kind))
    front, _, _ = html(story, "queue", Audience.CHAIR).partition("app-queue__more")
    assert front.count("<li") == 4
    assert front.count("app-queue__row--at-once") == front.count("Heard at once") == 1
    assert "Cllr Diego Ruiz" in front


def test_once_the_item_is_decided_the_chair_is_not_led_to_the_next_call() -> None:
    story = debated()
    asked(story, "owen")
    asked(story, "ruiz")
    story.do("record_decision", text="That permission be granted.")
    drawn = html(story, "queue", Audience.CHAIR)
    assert "app-button--main" not in drawn
    assert drawn.index("<details") < drawn.index("Cllr Carys Owen")


def test_the_clerk_sees_all_who_are_registered_and_for_which_item() -> None:
    story = at_item("2", profile=replace(PROFILE, speaking=LIMITED))
    story.do("register_speaker", item="5", name="Mrs Sian Pugh", kind="public")
    line = "Registered to speak on item 5: Mrs Sian Pugh (public speaker)."
    assert line in read(story, "queue", Audience.CLERK)
    assert "Pugh" not in read(story, "queue", Audience.CHAIR)


def test_while_a_question_is_put_nobody_can_be_called_but_who_interrupts() -> None:
    story = debated()
    asked(story, "owen")
    story.do("put_question", text="That it be granted.", way="hands")
    assert buttons(html(story, "queue", Audience.CHAIR)) == []
    assert "Cllr Carys Owen" in read(story, "queue", Audience.CHAIR)
    point = asked(story, "ruiz", "point_of_order", rule="14.3")
    assert buttons(html(story, "queue", Audience.CHAIR)) == [f"call_speaker request={point}"]


@pytest.mark.parametrize("audience", INSIDE)
def test_when_nobody_waits_the_clerks_console_spends_no_room_on_it(audience: Audience) -> None:
    told = read(debated(), "queue", audience)
    assert told == ("" if audience is Audience.CLERK else "Waiting to speak Nobody.")


# In private


def test_while_the_public_is_excluded_its_page_shows_no_speaker() -> None:
    story = debated()
    called(story, "owen")
    story.do("exclude_public", items="4", ground="confidential")
    story.do("take_item", item="4")
    called(story, "ruiz")
    assert read(story, "speaking") == ""
    assert "Cllr Diego Ruiz" in read(story, "speaking", Audience.CHAIR)


def test_a_turn_left_open_outside_is_not_shown_while_the_public_is_excluded() -> None:
    story = debated()
    called(story, "owen")
    debate = story.outside.debate
    story.do("exclude_public", items="4", ground="confidential")
    inside, outside = story.sides
    story.sides = Sides(inside, replace(outside, debate=Debate((), debate.open)))
    assert read(story, "speaking") == ""
