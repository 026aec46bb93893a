"""A time that is stated afterwards opens no door: nobody votes who was not there by then.

A script has no such times, so these are told by the driver.
"""

from __future__ import annotations

from tests.conftest import Story, at_item


def put(text: str, *present: str) -> Story:
    story = at_item("3", *present)
    story.do("put_question", text=text)
    return story


def test_a_roll_is_not_opened_again_by_a_time_before_the_question_was_put() -> None:
    story = at_item("3")
    story.wait_until("18:40")
    story.do("record_departure", person="owen", at="18:36")
    story.do("put_question", text="That permission be granted.", at="18:38")
    said = story.refused("reopen_roll", person="owen", reason="She was here.", at="18:35")
    assert said == "The question was put at 6.38pm: state a time after that."
    assert "left at 6.36pm" in story.refused("reopen_roll", person="owen", reason="She was here.")


def test_the_sitting_is_not_adjourned_by_a_vote_before_it_was_resumed() -> None:
    story = at_item("3")
    story.do("move_procedural", what="adjourn", until="8pm", mover="shah", seconder="owen")
    story.wait_until("18:45")
    story.do("adjourn_meeting", until="6.38pm", reason="The alarm rang.", at="18:35")
    story.do("resume_meeting", at="18:38")
    said = story.refused("put_question", at="18:34")
    assert said == "The sitting last changed at 6.38pm: state a time after that."


def test_what_comes_after_a_vote_is_not_said_to_have_come_before_its_close() -> None:
    story = put("That permission be granted.")
    story.do("record_counts", in_favour=3, against=1)
    story.wait_until("18:50")
    story.do("close_vote")
    story.wait_until("18:55")
    said = "The vote was closed at 6.50pm: state a time after that."
    assert story.refused("record_own_vote", person="owen", choice="for", at="18:40") == said
    again = {"in_favour": 4, "against": 0, "reason": "Disputed."}
    assert story.refused("recount_vote", at="18:40", **again) == said
    assert story.refused("void_vote", reason="Disputed.", at="18:40") == said
    story.do("recount_vote", **again)


def test_a_motion_that_was_moved_since_is_not_lost_by_counting_again() -> None:
    story = put("That permission be granted.")
    story.do("record_counts", in_favour=3, against=1)
    story.wait_until("18:50")
    story.do("close_vote")
    story.do("move_motion", text="That conditions be set.", mover="ruiz", at="18:45")
    said = story.refused("recount_vote", in_favour=2, against=2, reason="Disputed.")
    assert said.startswith("The meeting has moved on since this vote")
    assert [motion.text for motion in story.meeting.motions.moved] == ["That conditions be set."]


def test_a_motion_that_was_altered_since_is_not_put_back_by_counting_again() -> None:
    story = at_item("3")
    story.do("move_motion", text="That A be done.", mover="shah")
    story.do("move_amendment", text="That B be done.", mover="owen", seconder="ruiz")
    story.do("put_question")
    story.do("record_counts", in_favour=1, against=3)
    story.do("close_vote")
    story.do("alter_motion", text="That C be done.")
    said = story.refused("recount_vote", in_favour=3, against=1, reason="Disputed.")
    assert said.startswith("The meeting has moved on since this vote")
    assert story.meeting.motions.moved[0].text == "That C be done."


def test_a_tie_that_is_counted_again_is_decided_once() -> None:
    story = at_item("3")
    story.do("move_motion", text="That A be done.", mover="shah")
    story.do("move_amendment", text="That B be done.", mover="owen", seconder="ruiz")
    story.do("put_question")
    story.do("record_counts", in_favour=2, against=2)
    story.do("close_vote")
    story.do("recount_vote", in_favour=3, against=1, reason="A hand was missed.")
    assert [m.text for m in story.meeting.motions.moved] == ["That B be done."] * 2
    assert len(story.meeting.motions.moved[0].earlier) == 1
    story.do("recount_vote", in_favour=2, against=2, reason="It was not.")
    assert [m.text for m in story.meeting.motions.moved] == ["That A be done.", "That B be done."]
    assert story.meeting.votes.latest is not None
    assert story.meeting.votes.latest.tied
