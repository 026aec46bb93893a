"""The ten hard traps of the law of meetings, each as the story of a meeting."""

from __future__ import annotations

import msgspec

from server.business.decision import DecisionRecorded
from tests.traps.told import told

# 1. Somebody comes after the question was put, or goes before they have voted


def test_who_comes_after_the_question_is_put_has_no_vote_unless_the_roll_is_opened_again() -> None:
    story = told("late_arrival").until("put")
    assert story.roll == ["amin", "shah", "owen", "ruiz"]
    assert story.why_not("khan") == "not_present"
    story.until("khan-comes")
    assert story.roll == ["amin", "shah", "owen", "ruiz"]
    assert (story.quorum.present, story.vote.question.present) == (5, 4)
    assert story.answer("khan-votes") == (
        "Cllr Farah Khan is not on the roll of this vote: not present."
    )
    assert story.answer("no-reason").startswith("Say why the roll is opened again")
    story.until("let-in")
    assert story.roll == ["amin", "shah", "owen", "ruiz", "khan"]
    assert [added.reason for added in story.vote.added] == ["She was kept at the door."]
    story.to_the_end()
    assert story.answer("after-the-close") == "No vote is open. Put the question first."


def test_who_goes_after_voting_has_voted_and_who_goes_before_has_cast_no_vote() -> None:
    story = told("late_arrival").until("ruiz-goes")
    assert "not here any more" in story.answer("ruiz-votes")
    story.until("shah-goes")
    assert story.vote.who(None) == ("owen", "ruiz")
    assert story.answer("gap") == (
        "No vote was cast by Cllr Diego Ruiz. Ask them, or tick that this was checked."
    )
    story.until("closed")
    assert story.totals == (2, 1, 1, 1)
    assert sum(story.totals) == len(story.roll)
    assert story.result == "carried"
    assert story.vote.cast["shah"] == "for"


def test_who_comes_in_the_middle_of_an_item_does_not_vote_on_it_where_the_code_says_so() -> None:
    story = told("whole_item").until("put")
    assert story.roll == ["amin", "shah", "owen", "ruiz"]
    assert story.why_not("khan") == "not_throughout: Planning code 14"
    story.until("next")
    assert "khan" in story.roll


# 2. The quorum is lost, or is lost for one item


def test_the_quorum_is_of_all_seats_the_vacant_one_among_them_and_rounded_up() -> None:
    story = told("quorum_lost").until("in-hand")
    assert (story.quorum.membership, story.quorum.vacancies, story.quorum.needed) == (7, 1, 4)


def test_who_is_there_remotely_is_not_present_where_the_law_wants_them_in_the_room() -> None:
    story = told("quorum_lost").until("in-hand")
    assert story.quorum.present == 4
    story.until("ruiz-goes")
    assert (story.quorum.present, story.quorum.quorate) == (3, False)
    story.until("despite")
    assert story.why_not("khan").startswith("remote: Local Government Act 1972 Sch 12")


def test_no_question_is_put_without_a_quorum_and_who_goes_on_is_minuted() -> None:
    story = told("quorum_lost")
    assert story.answer("short") == (
        "For this item 4 members are needed and 3 count: what is decided without a quorum has no "
        "force (SO 7). Adjourn until there is one."
    )
    story.until("minuted-short")
    decision = story.matters("5")[-1]
    assert isinstance(decision, DecisionRecorded)
    assert decision.inquorate
    story.until("despite")
    kept = [(each.rule, each.reason) for each in story.vote.question.despite]
    assert kept == [("No business without a quorum", "The clerk advised that it lapses tonight.")]


def test_to_resume_does_not_bring_the_quorum_back() -> None:
    story = told("quorum_lost")
    assert "record who is here before the meeting resumes" in story.answer("resumed-short")
    story.until("resumed")
    assert not story.quorum.quorate
    assert "4 members are needed and 3 count" in story.answer("still-short")
    story.until("quorate")
    assert (story.vote.question.present, story.vote.question.needed) == (4, 4)


def test_the_quorum_of_one_item_fails_because_of_an_interest_in_it() -> None:
    story = told("quorum_lost").until("three")
    assert story.quorum.quorate
    assert story.quorum_for("3").barred == ("owen",)
    assert (story.quorum_for("3").present, story.quorum_for("3").needed) == (3, 4)
    assert "4 members are needed and 3 count" in story.answer("short-for-three")
    story.until("owen-out")
    assert story.quorum.present == 3
    story.until("owen-back")
    assert (story.quorum.present, story.quorum_for("6").quorate) == (4, True)
    assert told("quorum_lost").to_the_end().result == "carried"


# 3. An interest, by another door

DPI = (
    "Localism Act 2011 s.31(4) (discussion and vote); standing orders or code of conduct (leaving "
    "the room)"
)


def test_who_has_an_interest_takes_no_part_in_its_item_whenever_it_is_taken() -> None:
    story = told("interest_by_another_door")
    assert story.answer("owen-moves") == (
        "Cllr Carys Owen cannot move a motion: they declared an interest (Disclosable pecuniary "
        f"interest), and {DPI} bars them."
    )
    assert "cannot second a motion" in story.answer("owen-seconds")
    assert "cannot demand a named vote" in story.answer("owen-demands")
    story.until("put")
    assert story.roll == ["amin", "shah", "ruiz", "khan"]
    assert story.why_not("owen") == f"interest: {DPI}"
    assert story.answer("owen-votes") == (
        "Cllr Carys Owen is not on the roll of this vote: declared an interest (Disclosable "
        f"pecuniary interest) at 6.32pm. The rule: {DPI}."
    )
    story.until("closed")
    assert story.totals == (3, 1, 0, 0)


def test_leaving_for_an_interest_is_minuted_as_that() -> None:
    story = told("interest_by_another_door")
    assert "Record that they left because of it" in story.answer("owen-slips-out")
    story.until("owen-leaves")
    assert story.kinds("3")[-1] == "MemberLeftForInterest"


def test_an_interest_binds_on_its_matter_under_whatever_item_it_is_moved() -> None:
    story = told("interest_by_another_door")
    assert "cannot move a motion" in story.answer("by-another-door")
    story.until("put-elsewhere")
    assert story.vote.item == "5"
    assert story.roll == ["amin", "shah", "ruiz", "khan"]
    assert story.why_not("owen") == f"interest: {DPI}"


def test_a_dispensation_to_vote_lets_a_member_vote() -> None:
    assert "ruiz" in told("interest_by_another_door").until("put").roll


def test_an_interest_that_becomes_apparent_binds_from_then_and_turns_no_vote_before() -> None:
    story = told("interest_by_another_door").until("amendment")
    assert "khan" in story.roll
    amendment = story.vote.id
    story.until("apparent")
    assert "khan" in story.roll  # the roll was frozen before
    assert "Khan cannot vote" in story.answer("khan-changes")
    story.until("void")
    assert story.vote.void == "An interest became apparent."
    assert story.vote.cast == {"khan": "for"}
    story.until("again")
    assert story.roll == ["amin", "shah", "owen", "ruiz"]
    story.until("done")
    assert story.totals == (4, 0, 0, 0)
    before = story.meeting.vote(amendment)
    assert before.standing
    assert before.cast["khan"] == "for"


def test_of_a_sensitive_interest_the_nature_is_kept_nowhere() -> None:
    story = told("interest_by_another_door")
    rule = (
        "Of a sensitive interest only its existence is recorded (Localism Act 2011 s.32): leave "
        "its nature empty, so that it is kept nowhere."
    )
    assert story.answer("sensitive-nature") == rule
    assert story.answer("reworded") == rule
    ruiz = next(i for i in story.meeting.interests.declared if i.person == "ruiz")
    assert (ruiz.sensitive, ruiz.nature) == (True, "")


# 4. What is not for the public. Sittings in private are not kept yet: this is what there is.


def test_what_was_noted_or_struck_out_is_nowhere_in_what_the_public_sees() -> None:
    story = told("kept_back").to_the_end()
    seen = msgspec.json.encode(story.public).decode()
    assert "kept-back-words" in msgspec.json.encode(story.meeting).decode()
    assert "kept-back-words" not in seen
    assert "Said in private" not in seen
    assert [e.matter.name for e in story.public.item("5").record] == [
        "DecisionRecorded",
        "InterestDeclared",
    ]


# 5. A substitute acts, and then the member comes


def test_whoever_of_the_two_comes_first_has_the_seat_for_the_whole_meeting() -> None:
    story = told("substitute_first")
    assert story.answer("other-group").endswith("is not of the same group as Cllr Bilal Shah.")
    assert "is named already" in story.answer("named-twice")
    story.until("owen-comes")
    assert story.quorum.present == 4
    assert story.answer("owen-moves") == (
        "Cllr Carys Owen does not hold the seat, so they cannot move a motion."
    )
    story.until("put")
    assert story.roll == ["amin", "shah", "evans", "ruiz"]
    assert story.why_not("owen") == "seat_taken: SO 4"
    assert "Cllr Kai Evans sits in the seat as substitute" in story.answer("owen-votes")
    story.until("closed")
    assert story.totals == (3, 1, 0, 0)
    assert "whoever of the two joins first" in story.answer("handed")


def test_a_seat_may_pass_between_items_and_what_was_cast_stays_with_who_cast_it() -> None:
    story = told("substitute_handover").until("first")
    assert story.roll == ["amin", "shah", "evans", "ruiz"]
    first = story.vote.id
    assert "A vote is open on item 3" in story.answer("while-open")
    assert "handed over between items" in story.answer("mid-item")
    story.until("handed")
    assert story.quorum.present == 4
    story.until("second")
    assert story.roll == ["amin", "shah", "owen", "ruiz"]
    assert story.why_not("evans") == "not_seated: SO 4"
    assert "Cllr Carys Owen holds the seat" in story.answer("evans-votes")
    story.until("closed")
    assert story.totals == (3, 1, 0, 0)
    assert story.meeting.vote(first).cast["evans"] == "for"


# 6. The minutes of an earlier meeting


def test_earlier_minutes_are_agreed_once_subject_to_what_was_asked_for() -> None:
    story = told("earlier_minutes")
    assert story.answer("nothing-asked") == "No correction has been asked for: record it first."
    story.until("agreed")
    assert story.kinds("2") == ["MinutesCorrectionAsked", "PreviousMinutesAgreed"]
    assert story.answer("twice") == "These minutes have been agreed already."
    assert "does not bring the minutes" in story.answer("elsewhere")


# 7. Amendments, and then the motion

GRANTED = "That the licence be granted."
FOR_A_YEAR = "That the licence be granted for a year."


def test_amendments_are_taken_one_at_a_time_and_before_the_motion() -> None:
    story = told("amendments")
    assert story.answer("unseconded") == "Without a seconder the amendment is not put (SO 12)."
    assert "cannot second it: another member must" in story.answer("his-own")
    for door in ("two-at-once", "out-of-turn", "altered-meanwhile"):
        assert story.answer(door).startswith("First the amendment must be decided")


def test_a_carried_amendment_changes_the_motion_and_decides_nothing() -> None:
    story = told("amendments").until("carried")
    assert story.reads(0) == (FOR_A_YEAR, "moved")
    assert story.reads(1) == (FOR_A_YEAR, "carried")
    assert story.motions[0].original == GRANTED
    assert story.answer("left-undecided").startswith("The motion on item 3 has not been decided")
    assert "put the amendment to the motion as it reads now" in story.answer("wrong-base")


def test_a_lost_amendment_leaves_the_motion_which_must_still_be_put() -> None:
    story = told("amendments").until("lost")
    assert story.reads(0) == (FOR_A_YEAR, "moved")
    assert "only with the consent" in story.answer("without-consent")
    assert story.answer("another").startswith("A motion is under debate already")
    story.until("final")
    assert story.vote.question.text == FOR_A_YEAR
    story.until("decided")
    assert (story.reads(0), story.totals) == ((FOR_A_YEAR, "carried"), (4, 1, 0, 0))
    assert "it cannot be amended" in story.answer("decided-already")


# 8. A tie


def test_a_tie_waits_for_the_casting_vote_which_is_no_part_of_the_count() -> None:
    story = told("ties").until("tie")
    assert (story.vote.tied, story.result) == (True, "")
    assert story.answer("goes-on").startswith("The vote on item 3 is tied")
    assert story.answer("another").startswith("The vote on item 3 is tied")
    assert story.answer("by-lot").startswith("The lot decides appointments only")
    assert story.answer("by-a-member").startswith("This is not for the member to do")
    story.until("cast")
    assert (story.totals, story.result) == ((2, 2, 0, 0), "carried")
    assert story.vote.casting is not None
    assert story.vote.casting.person == "amin"
    assert story.answer("twice") == "No vote is open. Put the question first."


def test_who_declines_the_casting_vote_leaves_the_motion_not_carried() -> None:
    story = told("ties").until("declined")
    assert story.vote.casting is not None
    assert (story.vote.casting.choice, story.result) == (None, "lost")


def test_the_casting_vote_is_with_whoever_presides_and_not_with_a_chair_who_has_gone() -> None:
    story = told("ties").until("amin-goes")
    assert story.answer("nobody").startswith("Nobody is in the chair to give it")
    assert story.answer("not-who-put-it") == (
        "Cllr Ann Amin put the question, and Cllr Bilal Shah is in the chair now."
    )
    story.until("by-shah")
    assert story.vote.casting is not None
    assert (story.vote.casting.person, story.result) == ("shah", "lost")


def test_an_appointment_is_decided_by_lot_where_the_rules_say_so() -> None:
    story = told("ties").until("appointment")
    assert story.answer("no-casting").endswith("the lot decides (SO 19).")
    story.until("lot")
    assert (story.vote.lot, story.vote.casting, story.result) == (True, None, "carried")


def test_whoever_presides_gives_no_casting_vote_on_what_an_interest_bars_them_from() -> None:
    story = told("tie_and_interest").until("put")
    assert "ruiz" in story.roll  # merely affected
    assert "Cllr Ann Amin cannot vote" in story.answer("barred")
    story.until("by-shah")
    assert story.vote.casting is not None
    assert (story.vote.casting.person, story.totals) == ("shah", (2, 2, 0, 0))


# 9. A vote is counted again, or taken again


def test_a_disputed_count_is_counted_again_and_the_first_count_is_kept() -> None:
    story = told("counted_again").until("first")
    assert (story.totals, story.result) == ((3, 2, 0, 0), "carried")
    assert story.answer("no-reason").startswith("Say why it is counted again")
    story.until("again")
    assert (story.totals, story.result) == ((2, 3, 0, 0), "lost")
    assert story.reads() == (GRANTED, "lost")
    first = story.vote.changed[0]
    assert (first.counts.in_favour, first.counts.against, first.reason) == (
        3,
        2,
        "Two tellers differed.",
    )


def test_a_void_vote_is_kept_and_its_question_is_open_again() -> None:
    story = told("counted_again").until("void")
    assert (story.vote.void, story.totals) == ("A hand was raised twice.", (2, 3, 0, 0))
    assert not story.vote.standing
    assert story.reads() == (GRANTED, "moved")
    assert story.answer("of-a-void") == "That vote is void. Put the question again."
    story.until("second")
    assert story.reads() == (GRANTED, "carried")
    assert [bool(vote.void) for vote in story.meeting.votes.taken] == [True, False]


def test_a_slip_is_put_right_but_never_so_that_the_result_turns() -> None:
    story = told("counted_again").until("slip")
    assert (story.totals, story.result) == ((3, 1, 1, 0), "carried")
    assert "A declared result is not turned" in story.answer("turning")
    assert "A declared result is not turned" in story.answer("into-a-tie")
    assert [change.reason for change in story.vote.changed] == ["Misread.", "Read rightly."]


def test_what_was_decided_does_not_come_back_at_the_same_meeting() -> None:
    story = told("counted_again")
    assert "a decision is not revisited at the same meeting" in story.answer("same-again")
    assert story.answer("moved-on").startswith("The meeting has moved on since this vote")
    assert story.answer("resumed").startswith("The meeting has moved on since this vote")
    story.until("despite")
    moved = story.matters("3")[-1]
    assert [each.rule for each in moved.despite] == [  # type: ignore[attr-defined]
        "A decision is final for the meeting"
    ]
    assert story.result == "carried"


# 10. The chair is replaced for one item


def test_a_chair_with_an_interest_leaves_and_the_vice_chair_presides_by_rule() -> None:
    story = told("chair_replaced")
    assert "Cllr Ann Amin cannot preside" in story.answer("amin-puts")
    story.until("amin-out")
    assert (story.quorum.present, story.quorum.needed) == (4, 4)
    assert story.answer("empty-chair").startswith("Nobody is in the chair, and a question is put")
    assert story.answer("ruiz-takes") == (
        "Cllr Bilal Shah is here and presides by rule (Local Government Act 1972 Sch 12 para 5)."
    )
    assert story.answer("amin-takes").startswith("Cllr Ann Amin was not present")
    story.until("put")
    assert story.vote.question.presiding == "shah"
    assert "give_casting_vote" not in story.kinds("3")
    story.until("cast")
    assert story.vote.casting is not None
    assert story.vote.casting.person == "shah"


def test_whoever_took_the_chair_keeps_it_until_the_chair_takes_it_back_between_votes() -> None:
    story = told("chair_replaced").until("amin-back")
    assert story.answer("shah-again") == "Cllr Bilal Shah is in the chair already."
    assert story.answer("under-shah").startswith(
        "Cllr Ann Amin is here and presides by rule, and Cllr Bilal Shah is in the chair"
    )
    story.until("under-amin")
    assert story.vote.question.presiding == "amin"
    assert story.answer("mid-vote").startswith("A vote is open on item 5")
    taken = [m.name for m in story.matters("5") if m.kind == "chair"]
    assert taken == ["ChairTaken"]
