"""The rules that the traps are about: where each comes from, where it is kept, what tests it.

A row says how the rule would be taken out of the code: the file, a text that stands in it once,
and what would stand there without the rule. Of the tests named, at least one must then fail;
`make soak` takes out each rule in a copy and sees that it does.
"""

from __future__ import annotations

from typing import NamedTuple

TEN = "tests/traps/test_ten_traps.py::"
MORE = "tests/traps/test_more_traps.py::"
STATED = "tests/traps/test_stated_times.py::"
DOORS = "tests/traps/test_closed_doors.py::"
REFUSED = "tests/traps/test_refused.py::"
BAD_INPUT = (REFUSED + "test_what_cannot_be_is_refused_with_the_reason",)

SCH12 = "Local Government Act 1972 Sch 12"
DPI = "Localism Act 2011 s.31"
TROMANS = "Tromans v Cannock Chase [2004] EWCA Civ 1036"
STANDING_ORDERS = "Standing orders; the usual form"


class Rule(NamedTuple):
    """A rule, its source, how to take it out of the code, and the tests that then fail."""

    name: str
    source: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def _ten(*names: str) -> tuple[str, ...]:
    return tuple(TEN + name for name in names)


def _more(*names: str) -> tuple[str, ...]:
    return tuple(MORE + name for name in names)


def _doors(*names: str) -> tuple[str, ...]:
    return tuple(DOORS + name for name in names)


def _stated(*names: str) -> tuple[str, ...]:
    return tuple(STATED + name for name in names)


RULES = (
    # The roll
    Rule(
        "who is not on the frozen roll does not vote",
        "Watford, May 2020; OpenSlides client #4305: the roll is frozen when the question is put",
        "server/business/vote.py",
        "    if id not in vote.roll:",
        "    if False:",
        _ten(
            "test_who_comes_after_the_question_is_put_has_no_vote_unless_the_roll_is_opened_again"
        ),
    ),
    Rule(
        "a roll is opened again only with a reason",
        "Design rule 3: eligibility is never self-declared",
        "server/business/question.py",
        'if not reason:\n        raise Refused(N_("Say why the roll',
        'if False:\n        raise Refused(N_("Say why the roll',
        _ten(
            "test_who_comes_after_the_question_is_put_has_no_vote_unless_the_roll_is_opened_again"
        ),
    ),
    Rule(
        "a roll is opened again only after the question was put",
        "The roll is that of the moment at which the question is put",
        "server/business/question.py",
        "    if actor.at < found.put_at:",
        "    if False:",
        _stated("test_a_roll_is_not_opened_again_by_a_time_before_the_question_was_put"),
    ),
    Rule(
        "who has gone does not vote",
        f"{SCH12} para 39: members present and voting",
        "server/business/vote.py",
        "    if not here(meeting, member, actor.at):",
        "    if False:",
        _ten("test_who_goes_after_voting_has_voted_and_who_goes_before_has_cast_no_vote"),
    ),
    Rule(
        "a gap is told before the close",
        "Dacorum: 33 present, 20 votes; compare, announce, and minute as no vote cast",
        "server/business/vote.py",
        "    if found.uncast and not gap:",
        "    if False:",
        _more("test_who_abstains_has_answered_and_who_casts_no_vote_has_not"),
    ),
    Rule(
        "an abstention is no vote",
        f"{SCH12} para 39(1)",
        "server/meeting/votes.py",
        "carried = totals.in_favour > totals.against\n",
        "carried = totals.in_favour > totals.against + totals.abstained\n",
        _more("test_who_abstains_has_answered_and_who_casts_no_vote_has_not"),
    ),
    Rule(
        "only who heard the whole item votes on it",
        "Planning codes; [2025] UKSC 11",
        "server/meeting/roll.py",
        "    if not meeting.profile.voting.present_throughout:",
        "    if True:",
        _ten("test_who_comes_in_the_middle_of_an_item_does_not_vote_on_it_where_the_code_says_so"),
    ),
    Rule(
        "a co-opted member has no vote",
        "Local Government and Housing Act 1989 s.13",
        "server/meeting/roll.py",
        "    if not seat_votes(meeting, person):",
        "    if False:",
        _more("test_some_have_no_vote_and_some_only_on_one_item_and_two_may_have_one_surname"),
    ),
    Rule(
        "some vote on some items only",
        "Local Government and Housing Act 1989 s.13; parent governors on education",
        "server/meeting/roll.py",
        "    if allowed and not all(",
        "    if False and not all(",
        _more("test_some_have_no_vote_and_some_only_on_one_item_and_two_may_have_one_surname"),
    ),
    # The quorum
    Rule(
        "a fraction is rounded up",
        "West Berkshire: of 43 members 11",
        "server/meeting/profile.py",
        "-(-membership * self.numerator // self.denominator)",
        "(membership * self.numerator // self.denominator)",
        _ten("test_the_quorum_is_of_all_seats_the_vacant_one_among_them_and_rounded_up"),
    ),
    Rule(
        "vacant seats count to the base",
        f"{SCH12} para 6: the whole number of members",
        "server/meeting/quorum.py",
        "membership = seats + meeting.vacancies",
        "membership = seats",
        _ten("test_the_quorum_is_of_all_seats_the_vacant_one_among_them_and_rounded_up"),
    ),
    Rule(
        "a remote member does not count to the quorum in England",
        "High Court, April 2021; SI 2020/392 ended on 7 May 2021",
        "server/meeting/quorum.py",
        "    return spell.mode is Mode.CHAMBER or meeting.profile.remote_counts",
        "    return True",
        _ten("test_who_is_there_remotely_is_not_present_where_the_law_wants_them_in_the_room"),
    ),
    Rule(
        "a remote member does not vote in England",
        "High Court, April 2021; SI 2020/392 ended on 7 May 2021",
        "server/meeting/roll.py",
        "    if here.mode is Mode.CHAMBER or meeting.profile.remote_counts:",
        "    if True:",
        _ten("test_who_is_there_remotely_is_not_present_where_the_law_wants_them_in_the_room"),
    ),
    Rule(
        "nothing is put without a quorum",
        f"{SCH12} paras 6 and 45",
        "server/meeting/conditions.py",
        "    if not figures.quorate:",
        "    if False:",
        _ten(
            "test_no_question_is_put_without_a_quorum_and_who_goes_on_is_minuted",
            "test_to_resume_does_not_bring_the_quorum_back",
        ),
    ),
    Rule(
        "who must leave does not count for the item",
        "The member is not there: the quorum can fail for one item only",
        "server/meeting/quorum.py",
        "{i.person for i in meeting.bearing(item) if i.must_leave}",
        "set[str]()",
        _ten("test_the_quorum_of_one_item_fails_because_of_an_interest_in_it"),
    ),
    Rule(
        "who left for an interest is not here",
        DPI,
        "server/meeting/quorum.py",
        "    if meeting.interests.out(person.id, at):",
        "    if False:",
        _ten("test_the_quorum_of_one_item_fails_because_of_an_interest_in_it"),
    ),
    # Interests
    Rule(
        "an interest bars from moving and seconding",
        DPI,
        "server/meeting/takes_part.py",
        "    if interest is None:\n        return\n",
        "    return\n",
        _ten("test_who_has_an_interest_takes_no_part_in_its_item_whenever_it_is_taken"),
    ),
    Rule(
        "an interest keeps off the roll",
        DPI,
        "server/meeting/roll.py",
        "        or _interested(meeting, person, about)\n",
        "",
        _ten("test_who_has_an_interest_takes_no_part_in_its_item_whenever_it_is_taken"),
    ),
    Rule(
        "a bar follows the matter to another item",
        f"{DPI}: the matter, not the number of an item",
        "server/meeting/putting.py",
        ", *(motion.about if motion else ())",
        "",
        _ten("test_an_interest_binds_on_its_matter_under_whatever_item_it_is_moved"),
    ),
    Rule(
        "items taken together are voted on together",
        f"{DPI}: an interest in one of them",
        "server/meeting/putting.py",
        "(*own, *together, ",
        "(*own, ",
        _more("test_an_interest_in_one_of_the_items_taken_together_binds_on_the_vote_on_all"),
    ),
    Rule(
        "a dispensation lifts the bar",
        "Localism Act 2011 s.33",
        "server/meeting/interests.py",
        "        if self.dispensation is Dispensation.SPEAK_AND_VOTE:",
        "        if False:",
        _ten("test_a_dispensation_to_vote_lets_a_member_vote"),
    ),
    Rule(
        "an interest binds from when it becomes apparent",
        f"{DPI}: a member who is aware of it",
        "server/business/vote.py",
        "    if barring(meeting, id, vote.question.about, Part.VOTE) is not None:",
        "    if False:",
        _ten("test_an_interest_that_becomes_apparent_binds_from_then_and_turns_no_vote_before"),
    ),
    Rule(
        "leaving for an interest is minuted as that",
        "LGA Model Code 2020, Appendix B; City of York Council, 20 October 2022",
        "server/business/attendance.py",
        "if interest.item and interest.person == member.id and must_leave:",
        "if False:",
        _ten("test_leaving_for_an_interest_is_minuted_as_that"),
    ),
    Rule(
        "the nature of a sensitive interest is not declared",
        "Localism Act 2011 s.32",
        "server/business/declaration.py",
        "    if sensitive and nature:",
        "    if False:",
        _ten("test_of_a_sensitive_interest_the_nature_is_kept_nowhere"),
    ),
    Rule(
        "the nature of a sensitive interest is not added later",
        "Localism Act 2011 s.32",
        "server/business/declaration.py",
        "        if self.sensitive:",
        "        if False:",
        _ten("test_of_a_sensitive_interest_the_nature_is_kept_nowhere"),
    ),
    Rule(
        "arrears bind on the budget alone",
        "Local Government Finance Act 1992 s.106",
        "server/meeting/interests.py",
        "        if self.budget_only and not budget:",
        "        if False:",
        _more("test_who_is_in_arrears_does_not_vote_on_the_budget_and_votes_on_all_else"),
    ),
    Rule(
        "who is in arrears does not vote on the budget",
        "Local Government Finance Act 1992 s.106",
        "server/meeting/interests.py",
        "    Requires.NO_VOTE: frozenset({Part.VOTE}),",
        "    Requires.NO_VOTE: frozenset[Part](),",
        _more("test_who_is_in_arrears_does_not_vote_on_the_budget_and_votes_on_all_else"),
    ),
    # What the public sees
    Rule(
        "nobody but the clerk and the chair sees a note",
        "Design rule 4: each audience sees what is allowed to it, and nothing is hidden later",
        "server/business/note.py",
        "        return self if audience in (Audience.CLERK, Audience.CHAIR) else None",
        "        return self",
        _ten("test_what_was_noted_or_struck_out_is_nowhere_in_what_the_public_sees"),
    ),
    Rule(
        "nobody but the clerk sees what was struck out",
        "Design rule 4: each audience sees what is allowed to it, and nothing is hidden later",
        "server/meeting/record.py",
        "        if self.struck is not None:",
        "        if False:",
        _ten("test_what_was_noted_or_struck_out_is_nowhere_in_what_the_public_sees"),
    ),
    # Substitutes
    Rule(
        "whoever comes first has the seat",
        "A council in the far south-west of England, November 2025",
        "server/meeting/seats.py",
        "return min(came, key=lambda arrival: arrival[0])[1] if came else substitution.member",
        "return substitution.member",
        _ten("test_whoever_of_the_two_comes_first_has_the_seat_for_the_whole_meeting"),
    ),
    Rule(
        "one seat has one voice in a vote",
        "Political balance, Local Government and Housing Act 1989 s.15",
        "server/meeting/roll.py",
        "        _without_seat(meeting, person, at)\n        or ",
        "        ",
        _ten("test_whoever_of_the_two_comes_first_has_the_seat_for_the_whole_meeting"),
    ),
    Rule(
        "one seat counts once to the quorum",
        "Political balance, Local Government and Housing Act 1989 s.15",
        "server/meeting/quorum.py",
        " or not seat_votes(meeting, person) or not seated(meeting, person, at):",
        " or not seat_votes(meeting, person):",
        _ten("test_whoever_of_the_two_comes_first_has_the_seat_for_the_whole_meeting"),
    ),
    Rule(
        "a seat that is held by who came first is not handed over",
        "A council in the far south-west of England, November 2025",
        "server/business/substitution.py",
        "    if meeting.profile.substitutes.arrival is Arrival.FIRST_HOLDS:",
        "    if False:",
        _ten("test_whoever_of_the_two_comes_first_has_the_seat_for_the_whole_meeting"),
    ),
    Rule(
        "a seat is handed over between items",
        STANDING_ORDERS,
        "server/business/substitution.py",
        "    if begun:",
        "    if False:",
        _ten("test_a_seat_may_pass_between_items_and_what_was_cast_stays_with_who_cast_it"),
    ),
    Rule(
        "a substitute is of the same group",
        "Spelthorne and Gloucestershire, substitution schemes",
        "server/business/substitution.py",
        "    if rule.same_group and ",
        "    if False and ",
        _ten("test_whoever_of_the_two_comes_first_has_the_seat_for_the_whole_meeting"),
    ),
    # Earlier minutes
    Rule(
        "earlier minutes are agreed once",
        f"{SCH12} para 41",
        "server/business/previous_minutes.py",
        "    if any(isinstance(matter, PreviousMinutesAgreed) for matter in matters):",
        "    if False:",
        _ten("test_earlier_minutes_are_agreed_once_subject_to_what_was_asked_for"),
    ),
    # Motions and amendments
    Rule(
        "amendments are taken one at a time",
        "Model standing orders of parish councils",
        "server/business/amendment.py",
        "    if ahead is not None and ahead.id != base.id:",
        "    if False:",
        _ten("test_amendments_are_taken_one_at_a_time_and_before_the_motion"),
    ),
    Rule(
        "an amendment is put before its motion",
        "Model standing orders of parish councils",
        "server/meeting/putting.py",
        "    if ahead is not None and ahead.id != motion.id:",
        "    if False:",
        _ten("test_amendments_are_taken_one_at_a_time_and_before_the_motion"),
    ),
    Rule(
        "a motion is seconded before it is put",
        STANDING_ORDERS,
        "server/meeting/putting.py",
        "    if motion is None or motion.seconder or not meeting.profile.motions.seconder:",
        "    if True:",
        _ten("test_amendments_are_taken_one_at_a_time_and_before_the_motion"),
    ),
    Rule(
        "nobody seconds their own motion",
        STANDING_ORDERS,
        "server/meeting/takes_part.py",
        "    if mover == seconder:",
        "    if False:",
        (*BAD_INPUT, *_ten("test_amendments_are_taken_one_at_a_time_and_before_the_motion")),
    ),
    Rule(
        "a carried amendment changes the text",
        "Model standing orders of parish councils: the substantive motion",
        "server/meeting/motions.py",
        "            return self.with_(base.reworded(carried.text, at, carried.id))",
        "            return self",
        _ten("test_a_carried_amendment_changes_the_motion_and_decides_nothing"),
    ),
    Rule(
        "a later amendment is to the text as it has become",
        "Model standing orders of parish councils",
        "server/business/amendment.py",
        "    if version not in (-1, len(base.earlier)):",
        "    if False:",
        _ten("test_a_carried_amendment_changes_the_motion_and_decides_nothing"),
    ),
    Rule(
        "a motion is not left undecided",
        "A final vote on the substantive motion is needed",
        "server/meeting/taking.py",
        "    for item in items:\n        advice.against(",
        "    for item in ():\n        advice.against(",
        _ten("test_a_carried_amendment_changes_the_motion_and_decides_nothing"),
    ),
    Rule(
        "a seconded motion is altered only with consent",
        "Model standing orders of parish councils",
        "server/business/motion.py",
        "    if motion.seconder and not consent:",
        "    if False:",
        _ten("test_a_lost_amendment_leaves_the_motion_which_must_still_be_put"),
    ),
    Rule(
        "a decided motion is not amended",
        STANDING_ORDERS,
        "server/business/amendment.py",
        "        if substantive and ",
        "        if False and ",
        BAD_INPUT,
    ),
    Rule(
        "after the closure no amendment is moved",
        "Gloucestershire SO 11",
        "server/business/amendment.py",
        "    if base.closed:",
        "    if False:",
        _more("test_the_closure_ends_the_debate_and_next_business_ends_the_matter"),
    ),
    Rule(
        "next business ends the motions under debate",
        "Gloucestershire SO 11",
        "server/meeting/motions.py",
        "motions = motions.with_(replace(motion, standing=MotionStanding.FALLEN))",
        "pass",
        _more("test_the_closure_ends_the_debate_and_next_business_ends_the_matter"),
    ),
    Rule(
        "a carried adjournment adjourns",
        "Gloucestershire SO 11",
        "server/meeting/declared.py",
        "    if motion.kind is MotionKind.ADJOURN:",
        "    if False:",
        _more("test_an_adjournment_that_is_carried_adjourns_and_the_numbers_stay"),
    ),
    Rule(
        "an adjournment by vote is after the last change of the sitting",
        "The sitting changes in the order of time",
        "server/meeting/putting.py",
        "    if motion.kind is MotionKind.ADJOURN and ",
        "    if False and ",
        _stated("test_the_sitting_is_not_adjourned_by_a_vote_before_it_was_resumed"),
    ),
    # Ties
    Rule(
        "a tie decides nothing",
        f"{SCH12} para 39(2)",
        "server/meeting/votes.py",
        "        return None if votes else Result.LOST\n",
        "        return Result.LOST\n",
        _ten("test_a_tie_waits_for_the_casting_vote_which_is_no_part_of_the_count"),
    ),
    Rule(
        "the meeting does not go on while a vote is open or tied",
        f"{TROMANS}; {SCH12} para 39(2)",
        "server/meeting/meeting.py",
        "        vote = self.votes.pending\n",
        "        vote = self.votes.find('')\n",
        _ten("test_a_tie_waits_for_the_casting_vote_which_is_no_part_of_the_count"),
    ),
    Rule(
        "who has gone does not preside",
        f"{SCH12} para 5",
        "server/meeting/presiding.py",
        "    if person is None or not _in_the_room(meeting, person, at):",
        "    if person is None:",
        _ten("test_the_casting_vote_is_with_whoever_presides_and_not_with_a_chair_who_has_gone"),
    ),
    Rule(
        "the lot decides an appointment",
        "Gloucestershire SO 14; Scotland: no casting vote on appointments",
        "server/business/casting_vote.py",
        "    if found.question.appointment and rules.appointments_by_lot:",
        "    if False:",
        _ten("test_an_appointment_is_decided_by_lot_where_the_rules_say_so"),
    ),
    Rule(
        "an interest bars the casting vote",
        DPI,
        "server/business/casting_vote.py",
        "    require_no_bar(meeting, chair, vote.question.about, Part.VOTE)\n",
        "",
        _ten("test_whoever_presides_gives_no_casting_vote_on_what_an_interest_bars_them_from"),
    ),
    # Counting and taking again
    Rule(
        "a vote is counted or taken again before moving on, and not later",
        TROMANS,
        "server/meeting/declared.py",
        "    if not same or not last or gone:",
        "    if False:",
        (
            *_ten("test_what_was_decided_does_not_come_back_at_the_same_meeting"),
            *_stated("test_a_motion_that_was_moved_since_is_not_lost_by_counting_again"),
        ),
    ),
    Rule(
        "what comes after a vote comes after its close",
        f"{TROMANS}; the record is in the order of time",
        "server/meeting/declared.py",
        "    if at < since:",
        "    if False:",
        _stated("test_what_comes_after_a_vote_is_not_said_to_have_come_before_its_close"),
    ),
    Rule(
        "to alter a motion is to move on",
        TROMANS,
        "server/meeting/declared.py",
        "    gone = _motions_changed_since(meeting, vote) or ",
        "    gone = ",
        _stated(
            "test_a_motion_that_was_moved_since_is_not_lost_by_counting_again",
            "test_a_motion_that_was_altered_since_is_not_put_back_by_counting_again",
        ),
    ),
    Rule(
        "what a tie comes to is declared once",
        "A carried amendment changes the text once",
        "server/business/recount.py",
        "        if vote.tied:",
        "        if False:",
        _stated("test_a_tie_that_is_counted_again_is_decided_once"),
    ),
    Rule(
        "a void vote leaves its question open",
        TROMANS,
        "server/meeting/declared.py",
        "    meeting = replace(meeting, motions=before, votes=meeting.votes.with_(vote))\n"
        "    return told(",
        "    meeting = replace(meeting, votes=meeting.votes.with_(vote))\n    return told(",
        _ten("test_a_void_vote_is_kept_and_its_question_is_open_again"),
    ),
    Rule(
        "a correction turns no result",
        TROMANS,
        "server/business/recount.py",
        "    if right.reckoned() is not found.reckoned():",
        "    if False:",
        _ten("test_a_slip_is_put_right_but_never_so_that_the_result_turns"),
    ),
    Rule(
        "a decision is final for the meeting",
        "Maidstone: no facility to amend an earlier decision at this meeting",
        "server/meeting/finality.py",
        "        if vote.standing and ",
        "        if False and ",
        _ten("test_what_was_decided_does_not_come_back_at_the_same_meeting"),
    ),
    Rule(
        "what has taken effect is not made void",
        TROMANS,
        "server/meeting/declared.py",
        "    carried = motion.kind in lasting and ",
        "    carried = False and ",
        _more("test_a_meeting_past_its_limit_is_extended_and_goes_on_past_midnight"),
    ),
    # The chair
    Rule(
        "the vice-chair presides if the chair is away",
        f"{SCH12} para 5",
        "server/business/chair.py",
        "    if due is not None and due.id != member.id:",
        "    if False:",
        _ten("test_a_chair_with_an_interest_leaves_and_the_vice_chair_presides_by_rule"),
    ),
    Rule(
        "an interest bars from presiding",
        DPI,
        "server/meeting/conditions.py",
        "    require_no_bar(meeting, chair, about, Part.PRESIDE)\n",
        "",
        _ten("test_a_chair_with_an_interest_leaves_and_the_vice_chair_presides_by_rule"),
    ),
    Rule(
        "the chair does not change while a vote is open",
        "Whoever presides is frozen for each vote",
        "server/business/chair.py",
        "        meeting.require_no_vote()\n",
        "",
        _ten("test_whoever_took_the_chair_keeps_it_until_the_chair_takes_it_back_between_votes"),
    ),
    # Named votes
    Rule(
        "names are minuted after every vote on the budget",
        "SI 2014/165",
        "server/meeting/putting.py",
        "    if way is not Way.NAMED:",
        "    if False:",
        _more("test_names_are_minuted_after_every_vote_on_the_budget_amendments_included"),
    ),
    Rule(
        "so many members demand a named vote",
        "Gloucestershire SO 14",
        "server/meeting/putting.py",
        "    if asked.named_by and len(set(asked.named_by)) < rules.named_on_demand:",
        "    if False:",
        _more("test_a_named_vote_is_demanded_by_so_many_and_stays_named_when_one_of_them_goes"),
    ),
    Rule(
        "no more are minuted for a choice than were counted for it",
        "SI 1993/202 Sch 2 para 1",
        "server/business/own_vote.py",
        "    if minuted >= counted[choice]:",
        "    if False:",
        _more("test_a_member_may_have_their_own_vote_minuted_right_after_the_vote"),
    ),
    Rule(
        "no count comes to fewer for a choice than were minuted for it",
        "SI 1993/202 Sch 2 para 1",
        "server/business/recount.py",
        "        if minuted > number:",
        "        if False:",
        _more("test_a_member_may_have_their_own_vote_minuted_right_after_the_vote"),
    ),
    Rule(
        "who dissents was not agreed with",
        "Without dissent means that nobody voted against",
        "server/business/own_vote.py",
        "        if choice is not Choice.FOR:",
        "        if False:",
        _more("test_what_is_agreed_by_all_is_agreed_by_those_who_are_in_the_room_and_may_vote"),
    ),
    # Faults and the time
    Rule(
        "a remote member is present only while heard",
        "SI 2020/392 reg 5; Local Government and Elections (Wales) Act 2021 s.47",
        "server/business/attendance.py",
        "    if remote and not heard:",
        "    if False:",
        _more(
            "test_who_lost_the_connection_after_voting_has_voted_and_is_not_here_till_heard_again"
        ),
    ),
    Rule(
        "who lost the connection is not here",
        "SI 2020/392 reg 5; Watford, May 2020",
        "server/business/fault.py",
        "        if self.what is What.MEMBER and before.here is not None:",
        "        if False:",
        _more(
            "test_who_lost_the_connection_after_voting_has_voted_and_is_not_here_till_heard_again"
        ),
    ),
    Rule(
        "a sitting ends at its limit",
        "City of London SO 40",
        "server/meeting/limit.py",
        "    if limit is None or at < limit:",
        "    if True:",
        _more("test_a_meeting_past_its_limit_is_extended_and_goes_on_past_midnight"),
    ),
    # Bad input
    Rule(
        "a count is not above the roll",
        "Votes add up to those who may vote",
        "server/business/vote.py",
        "    if counts.cast > len(able):",
        "    if False:",
        BAD_INPUT,
    ),
    Rule(
        "a count is not below none",
        "Votes add up to those who may vote",
        "server/business/vote.py",
        "    if min(in_favour, against, abstained) < 0:",
        "    if False:",
        BAD_INPUT,
    ),
    Rule(
        "nobody votes twice",
        "One member, one vote: the same member by two devices",
        "server/business/vote.py",
        "    if person in found.cast:",
        "    if False:",
        BAD_INPUT,
    ),
    Rule(
        "the result is what the count comes to",
        f"{SCH12} para 39(1)",
        "server/business/vote.py",
        "    if declared is not None and declared is not result:",
        "    if False:",
        BAD_INPUT,
    ),
    Rule(
        "a named vote is not counted, and a counted vote has no names",
        "Votes add up to those who may vote",
        "server/business/vote.py",
        "    if found.way not in ways:",
        "    if False:",
        BAD_INPUT,
    ),
    # The closed doors
    Rule(
        "what a vote has frozen is not stated otherwise afterwards",
        "The roll is that of the moment at which the question is put",
        "server/meeting/frozen.py",
        "        if vote.void or at >= ended or (person and person not in names):",
        "        if True:",
        _doors("test_what_a_vote_has_frozen_is_not_stated_otherwise_afterwards"),
    ),
    Rule(
        "what a roll rests on is not struck out",
        "The roll is that of the moment at which the question is put",
        "server/meeting/frozen.py",
        "        if not vote.void and vote.put_at >= at and person in named:",
        "        if False:",
        _doors("test_what_a_roll_rests_on_is_not_struck_out_afterwards"),
    ),
    Rule(
        "who took part was not away",
        SCH12 + " para 40: names of members present",
        "server/meeting/frozen.py",
        "    if voted or moved or presided:",
        "    if False:",
        _doors("test_who_took_part_is_not_said_to_have_been_away"),
    ),
    Rule(
        "a declared result is not undone",
        TROMANS,
        "server/business/correction.py",
        "    if own[-1].final:",
        "    if False:",
        _doors("test_what_was_declared_is_not_undone"),
    ),
    Rule(
        "with nobody in the chair nothing is put",
        SCH12 + " para 5",
        "server/meeting/conditions.py",
        "    if chair is None:\n        raise Refused(",
        "    if chair is None and False:\n        raise Refused(",
        _doors("test_with_nobody_in_the_chair_nothing_is_put"),
    ),
    Rule(
        "members cut off from the conference do not vote",
        "Hearing and being heard: SI 2020/392 reg 5; LG&E(W) Act 2021 s.47",
        "server/meeting/conditions.py",
        "    if conference is not None and remote:",
        "    if False:",
        _doors("test_no_vote_of_remote_members_is_taken_while_the_conference_is_lost"),
    ),
    Rule(
        "no vote is opened when the meeting has closed",
        "A decision is taken while the meeting sits",
        "server/meeting/conditions.py",
        "    if meeting.sitting.phase is Phase.CLOSED:",
        "    if False:",
        _doors("test_no_vote_is_opened_after_the_close_by_a_time_before_it"),
    ),
    Rule(
        "where nobody votes nothing is carried",
        SCH12 + " para 39",
        "server/meeting/votes.py",
        "        return None if votes else Result.LOST",
        "        return None",
        _doors("test_where_nobody_votes_nothing_is_carried_and_nobody_has_a_casting_vote"),
    ),
    Rule(
        "arrears are not dispensed from",
        "LGFA 1992 s.106",
        "server/business/declaration.py",
        "    if found.budget_only and dispensation is not Dispensation.NONE:",
        "    if False:",
        _doors("test_arrears_are_not_dispensed_from"),
    ),
    Rule(
        "the budget is decided by name",
        "SI 2014/165",
        "server/business/decision.py",
        "    if not rules.budget_named or not meeting.sets_budget(item.number) or",
        "    if True or",
        _doors("test_on_the_budget_no_decision_is_recorded_without_a_named_vote_that_carried_it"),
    ),
    Rule(
        "a lost amendment is not moved again",
        STANDING_ORDERS,
        "server/meeting/finality.py",
        "    if any(m.standing is MotionStanding.LOST and",
        "    if False and any(m.standing is MotionStanding.LOST and",
        _doors("test_a_lost_amendment_is_not_moved_again_without_a_reason"),
    ),
)
