"""The words that the chair is given to say, situation by situation."""

from __future__ import annotations

import re
from html import unescape

from msgspec.structs import replace

from server.meeting.profile import SpeakingKind, SpeakingRule, Speech, VotingRule
from server.meeting.record import Audience
from server.render.panels import Artist
from tests.conftest import (
    CONVENED,
    ENGLISH,
    PROFILE,
    VOTERS,
    Story,
    at_item,
    convened,
    sitting,
)


def drawn(story: Story) -> str:
    panels = Artist(Audience.CHAIR, ENGLISH).draw(story.sides).panels
    return next(panel.html for panel in panels if panel.id == "words")


def leads(story: Story) -> list[str]:
    """What stands in the largest letters."""
    found = re.findall(r'app-say--lead">.*?words">(.*?)</p>', drawn(story), re.DOTALL)
    return [unescape(each) for each in found]


def words(story: Story) -> str:
    """The words panel as it is read: one space for each gap."""
    html = drawn(story)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_before_the_meeting_the_chair_welcomes_and_has_the_roll_called() -> None:
    said = words(convened())
    assert "Welcome to this meeting: Planning Committee, 14 July 2026." in said
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


# Motions and votes


def moved(seconder: str = "owen", **changes: object) -> Story:
    story = at_item("3", **changes)
    story.do("move_motion", text="That permission be granted.", mover="shah", seconder=seconder)
    return story


def test_for_a_motion_that_nobody_has_seconded_a_seconder_is_asked() -> None:
    said = words(moved(seconder=""))
    assert "Cllr Bilal Shah has moved: That permission be granted. Is there a seconder?" in said
    assert "Those in favour?" not in said


def test_the_motion_is_put_in_its_exact_words() -> None:
    said = words(moved())
    assert "The motion, moved by Cllr Bilal Shah, is: That permission be granted. Those in" in said


def test_once_enough_demand_a_named_vote_nobody_is_asked_to_stand_for_it() -> None:
    story = moved(profile=replace(PROFILE, voting=VotingRule(named_on_demand=2)))
    assert "A named vote needs the demand of 2 members. Please stand." in words(story)
    story.do("demand_named_vote", by="owen")
    assert "1 member of the 2 needed has demanded a named vote." in words(story)
    story.do("demand_named_vote", by="ruiz")
    said = words(story)
    assert "A named vote has been demanded. The clerk will call each name." in said
    assert "needs the demand" not in said
    assert "Does any other member?" not in said


def test_an_amendment_is_put_before_the_motion() -> None:
    story = moved()
    story.do("move_amendment", text="That it be refused.", mover="ruiz", seconder="amin")
    said = words(story)
    assert "The amendment, moved by Cllr Diego Ruiz, is that the motion read: That it be" in said
    assert "The motion, moved by" not in said


def test_after_the_amendment_the_motion_as_amended_is_still_put() -> None:
    story = moved()
    story.do("move_amendment", text="That it be refused.", mover="ruiz", seconder="amin")
    story.do("agree_without_dissent")
    said = words(story)
    assert "The amendment is agreed without dissent." in said
    assert "The motion as amended is: That it be refused." in said


def test_at_a_named_vote_the_chair_says_how_to_answer() -> None:
    story = moved()
    story.do("put_question", way="named")
    assert "Please answer “for”, “against” or “abstain”." in words(story)


def test_on_a_tie_the_chair_has_the_words_of_the_casting_vote() -> None:
    story = moved()
    story.do("put_question")
    story.do("record_counts", in_favour=2, against=2)
    story.do("close_vote")
    said = words(story)
    assert "The votes are equal: 2 for and 2 against. I give my casting vote" in said
    assert "I do not give a casting vote, so it is not carried." in said


def test_the_result_is_announced_and_a_member_may_have_their_own_vote_minuted() -> None:
    story = moved()
    story.do("put_question")
    story.do("record_counts", in_favour=3, against=1)
    story.do("close_vote")
    said = words(story)
    assert "For: 3. Against: 1. Abstained: 0. The motion is carried." in said
    assert "Does any member require their own vote to be minuted?" in said
    assert said.endswith("We move to item 4, Budget.")


def test_a_result_by_the_casting_vote_is_announced_as_that() -> None:
    story = moved()
    story.do("put_question")
    story.do("record_counts", in_favour=2, against=2)
    story.do("close_vote")
    story.do("give_casting_vote", choice="against")
    assert "I have given my casting vote against. The motion is lost." in words(story)


def test_a_chair_with_an_interest_hands_the_chair_over() -> None:
    story = at_item("3")
    story.do("declare_interest", person="amin", kind="pecuniary", item="3")
    assert "so I leave the chair, and Cllr Bilal Shah takes it." in words(story)
    story.do("leave_for_interest", person="amin", item="3")
    assert "Cllr Bilal Shah, to take the chair I take the chair." in words(story)
    story.do("take_chair", person="shah")
    assert "To introduce it" in words(story)


def test_when_the_stream_is_lost_the_chair_says_for_how_long_they_wait() -> None:
    story = at_item("3")
    story.do("record_fault", what="stream")
    assert "We stop for up to 10 minutes while it is restored." in words(story)


def test_on_the_budget_the_chair_says_that_names_are_taken() -> None:
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    profile = replace(PROFILE, voting=VotingRule(budget_named=True, named_on_demand=2))
    sat = at_item("4.1", items=items, profile=profile)
    sat.do("move_motion", text="That fees rise.", mover="shah", seconder="owen")
    told = words(sat)
    assert "The clerk will call each name." in told
    assert "Those in favour?" not in told


# The debate


LIMITED = replace(
    PROFILE,
    remote_counts=True,
    speaking=SpeakingRule(
        kinds=(
            SpeakingKind(Speech.POINT_OF_ORDER, interrupts=True),
            SpeakingKind(Speech.PUBLIC, 180),
            SpeakingKind(Speech.SPEECH, 90),
            SpeakingKind(Speech.QUESTION),
            SpeakingKind(Speech.REPLY),
        )
    ),
)


def debate() -> Story:
    """Item 3 was introduced, and somebody has spoken on it."""
    story = at_item("3", profile=LIMITED)
    story.do("give_floor", person="shah")
    story.do("end_speech", by="chair")
    return story


def test_before_anybody_is_called_the_item_is_introduced() -> None:
    story = at_item("3", profile=LIMITED)
    story.do("ask_to_speak", by="owen")
    said = words(story)
    assert said.startswith("Words to say now To introduce it Item 3, Land at Mill Lane.")
    assert "To call the next speaker I call Cllr Carys Owen." in said


def test_the_next_speaker_is_called_by_name() -> None:
    story = debate()
    story.do("ask_to_speak", by="owen")
    said = words(story)
    assert said == "Words to say now To call the next speaker I call Cllr Carys Owen."


def test_when_all_have_spoken_the_recommendation_is_put() -> None:
    said = words(debate())
    assert said.startswith("Words to say now To put the recommendation The recommendation is:")
    assert "To introduce it" not in said


def test_a_member_of_the_public_is_invited_and_told_for_how_long() -> None:
    story = at_item("2", profile=LIMITED)
    story.do("register_speaker", item="3", name="Mr Tomos Rees", minutes=2)
    story.do("register_speaker", item="3", name="Mrs Sian Pugh")
    story.do("take_item", item="3")
    assert "I invite Mr Tomos Rees, who has registered to speak. You have 2 minutes." in words(
        story
    )
    story.do("call_speaker", by="chair", request=story.meeting.debate.requests[0].id)
    assert "I invite Mrs Sian Pugh, who has registered to speak. You have 3 mi" in words(story)


def test_at_the_end_of_their_time_a_speaker_is_asked_to_close() -> None:
    story = debate()
    story.do("give_floor", person="owen")
    said = words(story)
    assert "Cllr Carys Owen, your time is up. Please bring your remarks to a close." in said


def test_while_somebody_speaks_nothing_leads_but_the_point_of_order_that_waits() -> None:
    story = debate()
    story.do("give_floor", person="owen")
    assert words(story).startswith("Words to say now When the time is up")
    assert not leads(story)
    story.do("ask_to_speak", by="ruiz", kind="point_of_order", rule="14.3")
    assert leads(story) == ["Cllr Diego Ruiz, your point of order, please."]
    assert words(story).startswith("Words to say now To hear the point of order")


def test_where_there_is_no_limit_the_speaker_is_thanked() -> None:
    story = debate()
    story.do("give_floor", person="owen", kind="question")
    assert "To end the speech Thank you, Cllr Carys Owen." in words(story)


def test_on_a_point_of_order_the_rule_is_asked_for_and_then_ruled_on() -> None:
    story = debate()
    story.do("give_floor", person="owen")
    story.do("give_floor", person="ruiz", kind="point_of_order")
    said = words(story)
    assert "Cllr Diego Ruiz, which standing order do you mean?" in said
    assert "I rule that the point of order is upheld, or: is not upheld." in said
    assert said.endswith("Then Cllr Carys Owen, please go on.")


def test_where_the_rule_was_named_it_is_only_ruled_on() -> None:
    story = debate()
    story.do("ask_to_speak", by="ruiz", kind="point_of_order", rule="14.3")
    assert "Cllr Diego Ruiz, your point of order, please." in words(story)
    story.do("call_speaker", by="chair", request=story.meeting.debate.requests[-1].id)
    said = words(story)
    assert "On the point of order under standing order 14.3, I rule that it is upheld" in said
    assert "which standing order" not in said
    story.do("rule_on_point", by="chair", ruling="upheld")
    assert "point of order" not in words(story)


def test_in_the_debate_on_a_motion_the_speakers_come_first_and_then_the_question() -> None:
    story = moved(profile=LIMITED)
    story.do("ask_to_speak", by="ruiz")
    said = words(story)
    assert said.startswith("Words to say now To call the next speaker I call Cllr Diego Ruiz.")
    assert "The motion, moved by Cllr Bilal Shah, is: That permission be granted." in said


def test_who_waits_to_speak_waits_until_the_motion_is_seconded() -> None:
    story = moved(seconder="", profile=LIMITED)
    story.do("ask_to_speak", by="ruiz")
    assert words(story).startswith("Words to say now To ask for a seconder")


def test_a_result_is_announced_before_anybody_else_is_called() -> None:
    story = moved(profile=LIMITED)
    story.do("give_floor", person="owen")
    story.do("ask_to_speak", by="ruiz")
    story.do("put_question")
    story.do("record_counts", in_favour=3, against=1)
    story.do("close_vote")
    assert words(story).startswith("Words to say now To announce the result For: 3.")


def test_while_the_vote_is_taken_a_point_of_order_comes_before_the_words_of_the_vote() -> None:
    story = moved(profile=LIMITED)
    story.do("put_question", way="named")
    story.do("give_floor", person="ruiz", kind="point_of_order")
    assert words(story).startswith("Words to say now To ask for the rule Cllr Diego Ruiz, which")
    story.do("rule_on_point", by="chair", ruling="not_upheld", rule="9")
    assert words(story).startswith("Words to say now To put the question")


# Somebody is not heard


def remotely(*people: str) -> Story:
    """Item 3 in hand, and these members take part from elsewhere."""
    story = at_item("3", profile=LIMITED)
    for person in people:
        story.do("record_departure", person=person)
        story.do("record_arrival", person=person, remote=True, heard=True)
    return story


def test_where_all_are_in_the_room_nobody_is_asked_whether_they_are_heard() -> None:
    assert "cannot hear you" not in words(remotely())


def test_the_words_for_a_remote_member_who_is_not_heard_are_always_at_hand() -> None:
    story = remotely("owen")
    assert "Cllr Carys Owen, we cannot hear you." in words(story)
    story.do("record_fault", what="stream")
    assert "Cllr Carys Owen, we cannot hear you." in words(story)


def test_of_several_remote_members_it_is_the_speaker_who_is_named() -> None:
    story = remotely("owen", "ruiz")
    assert "Cllr Carys Owen, we cannot" not in words(story)
    assert "With the name, first We cannot hear you." in words(story)
    story.do("give_floor", person="ruiz")
    assert "Cllr Diego Ruiz, we cannot hear you." in words(story)


def test_the_words_for_who_is_not_heard_are_folded_away_until_they_are_wanted() -> None:
    panels = Artist(Audience.CHAIR, ENGLISH).draw(remotely("owen").sides).panels
    html = next(panel.html for panel in panels if panel.id == "words")
    folded = html.split('<details class="app-why app-say__fold" id="cannot-be-heard">')
    assert len(folded) == 2
    assert "cannot hear you" not in folded[0]
