"""What the pages say while the roll is being called, and once it is done."""

from __future__ import annotations

import re
from html import unescape

import pytest
from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from server.meeting.profile import SubstituteRule
from server.meeting.record import Audience
from server.render.layout.numbers import Counting
from server.render.panels import Artist
from tests.conftest import AMIN, CAST, ENGLISH, PROFILE, SHAH, Story, convened

CALLING = "The roll is being called"
SO_FAR = "Present so far: 1 of 2 needed"
PEOPLE = (*CAST[2:], AMIN, SHAH)
"""The cast, with those last on the roll who may be in the chair."""
SUBSTITUTES = replace(PROFILE, substitutes=SubstituteRule(allowed=True, notice=0))
YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Conservative")


def html(story: Story, audience: Audience) -> str:
    """Every panel of a page."""
    return "\n".join(each.html for each in Artist(audience, ENGLISH).draw(story.sides).panels)


def read(story: Story, audience: Audience) -> str:
    """A page as it is read: one space for each gap."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html(story, audience))).split())


def called(*answered: str, opened: bool = True) -> Story:
    """The roll so far: these are here."""
    story = convened(people=PEOPLE)
    if opened:
        story.wait_until("18:30")
        story.do("open_meeting")
    for person in answered:
        story.do("record_present", person=person)
    return story


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("opened", [False, True], ids=["before", "open"])
def test_while_the_roll_is_called_every_page_says_so_and_how_many_have_come(
    audience: Audience, opened: bool
) -> None:
    told = read(called("owen", opened=opened), audience)
    assert CALLING in told
    assert SO_FAR in told


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("opened", [False, True], ids=["before", "open"])
def test_while_the_roll_is_called_no_page_says_that_there_is_no_quorum(
    audience: Audience, opened: bool
) -> None:
    story = called("owen", opened=opened)
    told = read(story, audience).lower()
    for alarm in ("no quorum", "not quorate", "without a quorum", "take part in item", "i adjourn"):
        assert alarm not in told
    assert "app-quorum--short" not in html(story, audience)
    assert "app-trouble__ways" not in html(story, audience)


def test_while_the_roll_is_called_the_chair_has_the_words_of_the_roll_and_no_others() -> None:
    told = read(called("owen"), Audience.CHAIR)
    assert "The clerk will now call the roll." in told
    assert "We come to item 1" not in told


def test_once_all_were_called_in_vain_there_is_no_quorum() -> None:
    story = called("owen")
    for person in ("ruiz", "lloyd", "amin", "shah"):
        story.do("record_absent", person=person)
    assert "Not quorate 1 present 2 needed" in read(story, Audience.CLERK)
    assert "There is no quorum: 1 member counts and 2 are needed." in read(story, Audience.CLERK)
    assert "We cannot go on without a quorum." in read(story, Audience.CHAIR)
    assert "The meeting is not quorate." in read(story, Audience.PUBLIC)


def test_who_sent_word_that_they_come_late_is_still_to_be_called() -> None:
    story = called("owen")
    story.do("expect_late", person="amin", when="7.15pm")
    for person in ("ruiz", "lloyd", "shah"):
        story.do("record_absent", person=person)
    assert CALLING in read(story, Audience.CLERK)


def test_once_a_quorum_was_reached_and_is_lost_there_is_none_though_not_all_were_called() -> None:
    story = called("owen", "ruiz")
    story.do("record_departure", person="ruiz")
    assert CALLING not in read(story, Audience.PUBLIC)
    assert "The meeting is not quorate." in read(story, Audience.PUBLIC)


def test_once_business_was_begun_there_is_no_quorum_though_not_all_were_called() -> None:
    story = called("owen")
    story.do("take_item", item="1")
    assert "The meeting is not quorate." in read(story, Audience.PUBLIC)
    assert "We cannot go on without a quorum." in read(story, Audience.CHAIR)
    assert "There is no quorum: 1 member counts" in read(story, Audience.CLERK)


@pytest.mark.parametrize(
    ("command", "given"),
    [("take_item", {"item": "1"}), ("adjourn_meeting", {"until": "7pm", "reason": "Snow"})],
)
def test_what_ends_the_calling_of_the_roll_is_seen_at_once(
    command: str, given: dict[str, str]
) -> None:
    story, artist = called("owen"), Artist(Audience.PUBLIC, ENGLISH)
    for calling in (True, False):
        page = "".join(panel.html for panel in artist.draw(story.sides).panels)
        assert (CALLING in page) is calling
        if calling:
            story.do(command, **given)


def test_of_a_member_and_the_substitute_who_has_come_only_one_is_called() -> None:
    story = convened(profile=SUBSTITUTES, people=(*CAST, YOUNG))
    story.do("name_substitute", person="young", member="ruiz")
    story.do("record_present", person="young")
    for person in ("amin", "shah", "owen"):
        story.do("record_absent", person=person)
    assert CALLING in read(story, Audience.CLERK)
    story.do("record_absent", person="lloyd")
    assert "Not quorate 1 present 2 needed" in read(story, Audience.CLERK)


def test_apologies_sent_days_before_do_not_begin_the_roll() -> None:
    story = convened()
    story.do("record_apologies", person="ruiz")
    for audience in Audience:
        told = read(story, audience)
        assert CALLING not in told
        assert "not quorate" not in told.lower()
    assert "The roll has not been called yet." in read(story, Audience.PUBLIC)


@pytest.mark.parametrize("audience", [Audience.CLERK, Audience.CHAIR])
@pytest.mark.parametrize("here", [(), ("owen",), ("owen", "ruiz"), ("owen", "ruiz", "shah")])
def test_until_the_roll_has_reached_the_chair_nobody_is_missed_there(
    audience: Audience, here: tuple[str, ...]
) -> None:
    assert "in the chair" not in read(called(*here), audience)


def test_once_the_roll_has_reached_both_in_vain_those_present_choose_who_presides() -> None:
    story = called("owen", "ruiz")
    story.do("record_absent", person="amin")
    assert "Nobody is in the chair" not in read(story, Audience.CLERK)
    story.do("record_absent", person="shah")
    told = read(story, Audience.CLERK)
    assert "Nobody is in the chair. Those present choose who presides." in told


def test_once_business_was_begun_an_empty_chair_is_told_though_not_all_were_called() -> None:
    story = called("owen", "ruiz")
    story.do("take_item", item="1")
    assert "Nobody is in the chair." in read(story, Audience.CLERK)


def test_without_an_item_in_hand_nothing_is_said_of_an_item() -> None:
    story = called("owen", "ruiz", "lloyd", "amin", "shah")
    for person in ("ruiz", "lloyd", "amin", "shah"):
        story.do("record_departure", person=person)
    for audience in Audience:
        assert not re.search(r"item (and|\.|:)", read(story, audience))
    assert Counting().of(story.meeting).of_item["item_quorate"]


def test_who_may_take_part_in_an_item_is_told_in_figures_that_agree() -> None:
    story = called("owen", "ruiz", "amin", "shah")
    for person in ("ruiz", "amin", "shah"):
        story.do("declare_interest", person=person, kind="pecuniary", item="3")
    story.do("take_item", item="3")
    for audience in (Audience.CLERK, Audience.CHAIR):
        told = read(story, audience)
        assert "Not quorate for item 3 1 may take part, 2 needed" in told
