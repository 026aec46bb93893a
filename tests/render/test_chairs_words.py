"""The words that the chair is given to say, situation by situation."""

from __future__ import annotations

import re
from html import unescape

from server.meeting.record import Audience
from server.render.panels import Artist
from tests.conftest import ENGLISH, VOTERS, Story, at_item, convened, sitting


def words(story: Story) -> str:
    """The words panel as it is read: one space for each gap."""
    panels = Artist(Audience.CHAIR, ENGLISH).draw(story.meeting).panels
    html = next(panel.html for panel in panels if panel.id == "words")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_before_the_meeting_the_chair_welcomes_and_has_the_roll_called() -> None:
    said = words(convened())
    assert "Welcome to this meeting of the Planning Committee." in said
    assert "The clerk will now call the roll." in said


def test_when_all_are_called_the_chair_tells_the_quorum_and_opens() -> None:
    story = convened()
    for person in (*VOTERS, "lloyd"):
        story.do("record_present", person=person)
    assert "4 members are present and 2 are needed: there is a quorum." in words(story)


def test_without_a_quorum_the_chair_opens_nothing() -> None:
    story = convened()
    story.do("record_present", person="amin")
    for person in ("shah", "owen", "ruiz", "lloyd"):
        story.do("record_absent", person=person)
    assert "We cannot go on without a quorum." in words(story)
    assert "I declare the meeting open" not in words(story)


def test_an_item_is_introduced_by_its_presenters_and_its_recommendation_put() -> None:
    said = words(at_item("3"))
    assert "Item 3, Land at Mill Lane. I invite Gwen Hughes and A resident to introduce" in said
    assert "The recommendation is: That permission be granted. Is that agreed?" in said


def test_once_it_is_decided_the_chair_moves_on_and_puts_nothing_again() -> None:
    story = at_item("3")
    story.do("record_decision", text="That permission be granted.")
    assert words(story) == ("Words to say now To move on Thank you. We move to item 4, Budget.")


def test_a_member_whose_interest_requires_it_is_asked_to_leave_by_name() -> None:
    story = at_item("3")
    story.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert "Cllr Carys Owen, you have declared an interest in this item." in words(story)
    story.do("leave_for_interest", person="owen", item="3")
    assert "Cllr Carys Owen" not in words(story)


def test_a_member_whose_interest_lets_them_stay_is_not_asked_to_leave() -> None:
    story = at_item("3")
    story.do("declare_interest", person="owen", kind="affected", item="3")
    assert "Please leave" not in words(story)


def test_declarations_are_asked_for_under_their_item() -> None:
    story = at_item("1")
    assert "Does any member have an interest to declare in any item on the agenda?" in words(story)
    story.do("declare_no_interests")
    assert "No interests have been declared. Thank you." in words(story)


def test_earlier_minutes_are_asked_about_for_their_accuracy_alone() -> None:
    said = words(at_item("2"))
    assert (
        "the minutes of the meeting held on Tuesday 9 June 2026. Is there any correction?" in said
    )
    assert "Is it agreed that this is a correct record of that meeting?" in said


def test_a_quorum_lost_over_an_item_comes_before_everything_else() -> None:
    story = at_item("3", "amin", "shah")
    story.do("record_departure", person="shah")
    said = words(story)
    assert "1 member is present and 2 are needed." in said
    assert "To introduce it" not in said


def test_after_an_adjournment_the_chair_says_what_was_being_considered() -> None:
    story = at_item("3")
    story.do("adjourn_meeting", until="7pm", reason="The sound failed.")
    assert "We were considering item 3, Land at Mill Lane." in words(story)


def test_after_the_last_item_the_chair_closes_with_thanks() -> None:
    story = sitting()
    for number in ("1", "2", "3", "4", "4.1", "4.2", "5"):
        story.do("take_item", item=number)
    assert "Thank you all for coming. I declare the meeting closed." in words(story)
