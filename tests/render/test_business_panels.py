"""The motion before the meeting, the vote on it and what stands in the way, as they are seen."""

from __future__ import annotations

import re
from html import unescape

import pytest
from msgspec.structs import replace

from server.meeting.profile import HybridRule, InterestKind, LimitRule, Requires, VotingRule
from server.meeting.record import Audience
from server.render.house import house_of
from server.render.panels import Artist
from server.render.seat import Seat
from tests.conftest import ENGLISH, PROFILE, VOTERS, Story, at_item, convened, sitting

AUDIENCES = list(Audience)
MOTION = "That permission be granted."
AMENDED = "That permission be granted with conditions."


def html(story: Story, panel: str, audience: Audience = Audience.PUBLIC) -> str:
    drawn = Artist(audience, ENGLISH).draw(story.sides).panels
    return next((each.html for each in drawn if each.id == panel), "")


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def read(story: Story, panel: str, audience: Audience = Audience.PUBLIC) -> str:
    """A panel as it is read: one space for each gap; nothing if it is not there."""
    return plain(html(story, panel, audience))


def seat(story: Story, person: str) -> str:
    one = Seat(person, ENGLISH)
    one.show(story.meeting, house_of(story.meeting))
    return plain(one.html)


def figures(story: Story, audience: Audience = Audience.PUBLIC) -> dict[str, int]:
    cells = re.findall(r'data-total="(\w+)"[^>]*>(\d+)<', html(story, "vote", audience))
    return {name: int(number) for name, number in cells}


def moved() -> Story:
    story = at_item("3")
    story.do("move_motion", text=MOTION, mover="shah")
    return story


def put(way: str = "named") -> Story:
    story = moved()
    story.do("second_motion", seconder="owen")
    story.do("put_question", way=way)
    return story


def cast(story: Story, *choices: str) -> None:
    for person, choice in zip(VOTERS, choices, strict=False):
        story.do("cast_vote", person=person, choice=choice)


def tied() -> Story:
    story = put()
    cast(story, "for", "against", "for", "against")
    story.do("close_vote")
    return story


# The motion


@pytest.mark.parametrize("audience", AUDIENCES)
def test_everybody_reads_the_motion_and_who_moved_it(audience: Audience) -> None:
    told = read(moved(), "motion", audience)
    assert f"Motion moved by Cllr Bilal Shah not seconded yet {MOTION}" in told


def test_once_seconded_it_says_by_whom() -> None:
    story = moved()
    story.do("second_motion", seconder="owen")
    told = read(story, "motion")
    assert "seconded by Cllr Carys Owen" in told
    assert "not seconded yet" not in told


def test_an_amendment_tells_what_goes_in_and_how_the_motion_would_read() -> None:
    story = moved()
    story.do("move_amendment", text=AMENDED, mover="ruiz", seconder="amin")
    told = read(story, "motion")
    assert "Amendment moved by Cllr Diego Ruiz, seconded by Cllr Ann Amin" in told
    assert "[inserted: with conditions end of insertion]" in told
    assert f"As it would read {AMENDED}" in told
    assert "<ins>" in html(story, "motion")


def test_words_that_go_out_are_told_to_those_who_hear_the_page() -> None:
    story = moved()
    story.do("move_amendment", text="That permission be refused.", mover="ruiz")
    assert "[deleted: granted end of deletion]" in read(story, "motion")


def test_a_motion_as_amended_keeps_how_it_was_moved() -> None:
    story = moved()
    story.do("second_motion", seconder="owen")
    story.do("move_amendment", text=AMENDED, mover="ruiz", seconder="amin")
    story.do("agree_without_dissent")
    told = read(story, "motion")
    assert told.startswith("Motion as amended")
    assert f"As it was moved {MOTION}" in told
    assert "The motion as amended must still be put." in read(story, "vote")


def test_the_motion_goes_with_its_item() -> None:
    story = moved()
    story.do("take_item", item="4", override="It is taken later.")
    assert read(story, "motion") == ""


# The vote


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_figures_add_up_to_the_roll_at_every_vote(audience: Audience) -> None:
    story = put()
    for person in VOTERS:
        now = figures(story, audience)
        assert now.pop("roll") == sum(now.values()) == 4
        story.do("cast_vote", person=person, choice="for")
    assert figures(story, audience) == {
        "for": 4,
        "against": 0,
        "abstain": 0,
        "uncast": 0,
        "roll": 4,
    }


def test_who_has_not_voted_yet_is_named() -> None:
    story = put()
    cast(story, "for", "against")
    assert "Not yet voted: Cllr Carys Owen, Cllr Diego Ruiz" in read(story, "vote")


def test_what_is_put_and_how_is_told_in_the_exact_words() -> None:
    assert f"The motion, by a named vote {MOTION}" in read(put(), "vote")
    assert f"The motion, by show of hands {MOTION}" in read(put("hands"), "vote")


def test_hands_are_being_counted_until_they_are() -> None:
    story = put("hands")
    assert "The votes are being counted." in read(story, "vote")
    story.do("record_counts", in_favour=2, against=1)
    assert "1 of 4 are missing." in read(story, "vote")


def test_who_is_not_on_the_roll_is_told_with_the_reason() -> None:
    story = sitting()
    story.do("record_arrival", person="lloyd")
    story.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    story.do("take_item", item="3")
    story.do("move_motion", text=MOTION, mover="shah", seconder="owen")
    story.do("put_question")
    told = read(story, "vote")
    assert "Cllr Diego Ruiz: declared an interest (Disclosable pecuniary interest)" in told
    assert "Eve Lloyd: a co-opted member without a vote" in told


def test_a_tie_says_who_may_give_the_casting_vote() -> None:
    said = "The votes are equal. Cllr Ann Amin may give a casting vote."
    for audience in AUDIENCES:
        assert said in read(tied(), "vote", audience)


def test_on_a_tie_the_chair_alone_has_buttons_for_the_casting_vote() -> None:
    ways = {each: html(tied(), "vote", each).count("do/give_casting_vote") for each in AUDIENCES}
    assert ways == {each: 3 if each is Audience.CHAIR else 0 for each in AUDIENCES}


def test_the_casting_vote_asks_twice_as_a_ballot_does() -> None:
    drawn = html(tied(), "vote", Audience.CHAIR)
    folds = re.findall(r'<details class="app-cast[^>]* name="casting".*?</details>', drawn, re.S)
    assert [each.count("<button") for each in folds] == [1, 1, 1]


def test_the_result_is_told_to_the_public_in_one_sentence_with_what_it_was() -> None:
    story = tied()
    assert "app-vote__told" not in html(story, "vote")
    story.do("give_casting_vote", choice="against", by="chair")
    told = "The motion was lost on the casting vote: 2 for, 2 against."
    assert f'<p class="app-vote__told">{told}' in html(story, "vote")


def test_while_a_vote_is_taken_what_needs_no_act_is_one_line_for_the_clerk() -> None:
    story = at_item("3")
    story.do("declare_interest", person="owen", kind="affected", item="3")
    assert "<details" not in html(story, "reminders", Audience.CLERK)
    story.do("put_question", text=MOTION)
    assert read(story, "reminders", Audience.CLERK).startswith("1 quiet reminder")
    assert "<details" not in html(story, "reminders", Audience.CHAIR)


def test_a_named_vote_that_enough_demand_is_told_to_the_form_that_puts_the_question() -> None:
    story = at_item("3", profile=replace(PROFILE, voting=VotingRule(named_on_demand=2)))
    story.do("move_motion", text=MOTION, mover="shah", seconder="owen")
    story.do("demand_named_vote", by="owen")
    assert "data-named-demanded" not in html(story, "motion", Audience.CLERK)
    story.do("demand_named_vote", by="ruiz")
    assert "data-named-demanded" in html(story, "motion", Audience.CLERK)


def test_the_casting_vote_is_told_apart_from_the_count() -> None:
    story = tied()
    story.do("give_casting_vote", choice="for", by="chair")
    told = read(story, "vote")
    assert told.startswith("Carried")
    assert "Cllr Ann Amin, presiding, gave the casting vote for it." in told
    assert figures(story)["for"] == figures(story)["against"] == 2


def test_a_result_goes_with_its_item() -> None:
    story = tied()
    story.do("give_casting_vote", choice="declined")
    assert read(story, "vote").startswith("Lost")
    story.do("take_item", item="4")
    assert read(story, "vote") == ""


def test_a_vote_cast_draws_the_vote_again_and_nothing_that_does_not_tell_of_it() -> None:
    story, artist = put(), Artist(Audience.PUBLIC, ENGLISH)
    before = artist.draw(story.sides).digests
    story.do("cast_vote", person="amin", choice="for")
    after = artist.draw(story.sides).digests
    assert {id for id in after if before.get(id) != after[id]} == {"vote"}


# A member's own seat


def test_a_member_is_told_at_their_seat_whether_they_may_vote() -> None:
    story = put()
    assert "You may vote on this." in seat(story, "owen")
    assert "You are not on the roll of this vote: you were not present." in seat(story, "lloyd")
    story.do("cast_vote", person="owen", choice="against")
    assert "Your vote is taken down: against." in seat(story, "owen")


def test_whoever_presides_is_told_so() -> None:
    assert "You are in the chair." in seat(at_item("3"), "amin")
    assert "You are in the chair." not in seat(at_item("3"), "shah")


# The chair, the quorum, faults and the time


@pytest.mark.parametrize("audience", AUDIENCES)
def test_everybody_sees_who_is_in_the_chair(audience: Audience) -> None:
    story = at_item("3")
    assert "In the chair: Cllr Ann Amin , Chair" in read(story, "presiding", audience)
    story.do("record_departure", person="amin")
    story.do("take_chair", person="shah")
    assert "In the chair: Cllr Bilal Shah" in read(story, "presiding", audience)


def test_an_empty_chair_is_told_to_clerk_and_chair_with_who_is_due() -> None:
    story = at_item("3")
    story.do("record_departure", person="amin")
    for audience in (Audience.CLERK, Audience.CHAIR):
        told = read(story, "trouble", audience)
        assert "Nobody is in the chair. Cllr Bilal Shah presides by rule." in told


def test_a_meeting_opened_before_its_time_says_so_until_an_item_is_taken() -> None:
    story = convened()
    for person in ("amin", "shah"):
        story.do("record_present", person=person)
    story.do("open_meeting")
    for audience in (Audience.CLERK, Audience.CHAIR):
        told = read(story, "trouble", audience)
        assert "The meeting was opened at 6.28pm, and it is summoned for 6.30pm." in told
    assert "summoned" not in read(story, "trouble", Audience.MEMBER)
    story.do("take_item", item="1")
    assert "summoned" not in read(story, "trouble", Audience.CLERK)


def test_a_meeting_opened_at_its_time_or_rehearsed_before_it_is_not_called_early() -> None:
    assert "summoned" not in read(sitting(), "trouble", Audience.CLERK)
    rehearsed = convened(rehearsal=True)
    rehearsed.do("open_meeting")
    assert "summoned" not in read(rehearsed, "trouble", Audience.CLERK)


def test_why_so_many_are_needed_is_told_with_the_rule() -> None:
    told = read(at_item("3"), "quorum", Audience.CHAIR)
    assert re.search(r"Why\? \(Quorum\) 1 in 2 of 4 .*\(SO 7\)", told)


def test_a_quorum_that_is_lost_comes_with_the_words_and_the_way_to_adjourn() -> None:
    story = at_item("3", "amin", "shah")
    story.do("record_departure", person="shah")
    told = read(story, "trouble", Audience.CLERK)
    assert "There is no quorum: 1 member counts and 2 are needed." in told
    assert "“I adjourn the meeting until a quorum is present.”" in told
    assert 'href="#slip-adjourn_meeting"' in html(story, "trouble", Audience.CLERK)


def test_a_quorum_for_the_item_alone_may_be_wanting() -> None:
    story = sitting("amin", "shah", "owen")
    for person in ("shah", "owen"):
        story.do("declare_interest", person=person, kind="pecuniary", item="3")
    story.do("take_item", item="3")
    told = read(story, "quorum", Audience.CHAIR)
    assert "Not quorate for item 3" in told
    assert "Not counted, because of an interest: Cllr Bilal Shah and Cllr Carys Owen." in told


def test_an_item_that_will_be_inquorate_is_told_before_the_meeting() -> None:
    story = convened()
    for person in ("shah", "owen", "ruiz"):
        story.do("declare_interest", person=person, kind="pecuniary", item="3")
    told = "Item 3 will be inquorate if all 3 leave who must: 1 of 2 needed."
    assert told in read(story, "reminders", Audience.CLERK)
    assert told in read(story, "reminders", Audience.CHAIR)


def test_a_fault_has_its_clock_until_it_is_mended() -> None:
    story = at_item("3", profile=replace(PROFILE, hybrid=HybridRule(wait=7, source="SO 30")))
    story.do("record_fault", what="stream")
    assert "The live stream was lost at 6.32pm." in read(story, "trouble", Audience.CHAIR)
    assert 'data-planned="7"' in html(story, "trouble", Audience.CLERK)
    story.do("record_restored", what="stream")
    assert "live stream" not in read(story, "trouble", Audience.CHAIR)


def test_a_member_who_is_back_is_asked_and_recorded_by_one_press() -> None:
    story = at_item("3", profile=replace(PROFILE, remote_counts=True))
    story.do("record_departure", person="ruiz")
    story.do("record_arrival", person="ruiz", remote=True, heard=True)
    story.do("record_fault", what="member", person="ruiz")
    drawn = html(story, "trouble", Audience.CLERK)
    [form] = re.findall(r"<form.*?</form>", drawn, re.S)
    assert plain(form) == "Cllr Diego Ruiz is back"
    assert "do/record_restored" in form
    assert "data-asks" in form
    assert 'name="person" value="ruiz"' in form


def test_the_time_limit_of_the_sitting_is_told_with_its_extension() -> None:
    story = at_item("3", profile=replace(PROFILE, limit=LimitRule(minutes=180)))
    assert "The sitting ends by 9.30pm" in read(story, "limit", Audience.CHAIR)
    story.do("extend_sitting", minutes=30)
    assert "The sitting ends by 10.00pm" in read(story, "limit", Audience.CLERK)
    assert read(at_item("3"), "limit", Audience.CHAIR) == ""


def test_that_the_chair_is_back_and_presides_by_rule_is_told_with_the_way_to_do_it() -> None:
    story = at_item("3")
    story.do("record_departure", person="amin")
    story.do("take_chair", person="shah")
    assert "presides by rule" not in read(story, "trouble", Audience.CLERK)
    story.do("record_arrival", person="amin")
    told = read(story, "trouble", Audience.CLERK)
    assert (
        "Cllr Ann Amin is here and presides by rule, and Cllr Bilal Shah is in the chair." in told
    )
    assert "Cllr Ann Amin takes the chair" in told


@pytest.mark.parametrize(
    ("dispensation", "told"),
    [
        ("none", "must leave"),
        ("speak", "may stay and speak, and may not vote"),
        ("speak_and_vote", "may stay, speak and vote"),
    ],
)
def test_a_reminder_tells_what_the_dispensation_leaves(dispensation: str, told: str) -> None:
    story = at_item("3")
    given = {"person": "owen", "kind": "pecuniary", "item": "3"}
    story.do("declare_interest", **given, dispensation=dispensation)
    assert f"Cllr Carys Owen {told}" in read(story, "reminders", Audience.CLERK)


def test_a_member_in_arrears_is_told_to_speak_and_not_to_vote() -> None:
    arrears = InterestKind("arrears", "Arrears", Requires.NO_VOTE, "s.106", budget_only=True)
    story = sitting(profile=replace(PROFILE, interest_kinds=(arrears,)))
    story.do("declare_interest", person="owen", kind="arrears", item="all")
    assert "may not vote on it" in seat(story, "owen")


def test_a_result_is_not_offered_to_be_undone_and_says_why() -> None:
    story = put("hands")
    assert "Undo: Question put" in read(story, "undo", Audience.CLERK)
    story.do("record_counts", in_favour=3, against=1)
    story.do("close_vote")
    told = read(story, "undo", Audience.CLERK)
    assert "Undo:" not in told
    assert "can be made void" in told


def test_a_question_on_which_members_have_voted_is_not_offered_to_be_undone() -> None:
    story = put()
    assert "Undo: Question put" in read(story, "undo", Audience.CLERK)
    story.do("cast_vote", by="owen", choice="for")
    told = read(story, "undo", Audience.CLERK)
    assert told.startswith("Question put: not undone. Why?")
    assert "press" not in html(story, "undo", Audience.CLERK)
