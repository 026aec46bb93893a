"""The rules of what members do from their own device, and of the floor."""

from __future__ import annotations

from tests.traps.rule import DPI, SCH12, STANDING_ORDERS, Rule

VOTE, COMMAND = "server/business/vote.py", "server/meeting/command.py"
ASKING, PUTTING = "server/meeting/asking.py", "server/meeting/putting.py"
SPEAKING, ORDER = "server/business/speaking.py", "server/live/order.py"

HEARD = "Hearing and being heard: SI 2020/392 reg 5; LG&E(W) Act 2021 s.47"
ONE_VOTE = "One member, one vote: the same member by two devices"
OWN = "Design rule 3: eligibility is never self-declared, and nobody acts for another"
DEMANDED = f"{SCH12} para 13(2); the threshold of standing orders"
FROZEN = "Watford, May 2020; OpenSlides client #4305: the roll is frozen when the question is put"


def _of(kind: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/business/test_{kind}.py::test_{name}" for name in names)


def _ahead(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/meeting/test_declared_ahead.py::test_{name}" for name in names)


BY_DEVICE = (
    # The vote
    Rule(
        "a device has no vote that its member has not",
        FROZEN,
        VOTE,
        "    if id not in vote.roll:",
        "    if False:",
        _of("vote_by_device", "a_device_is_told_why_it_has_no_vote_as_the_clerk_is"),
    ),
    Rule(
        "who votes by device is here when it is stored",
        HEARD,
        ORDER,
        "        return Actor(office, now, now, self.person, now - waited)",
        "        return Actor(office, now - waited, now, self.person, now - waited)",
        _of(
            "vote_by_device",
            "a_vote_that_was_held_up_counts_while_the_vote_is_open_and_they_are_here",
        ),
    ),
    Rule(
        "nobody acts for another from their own device",
        OWN,
        COMMAND,
        '    if person not in ("", actor.person):',
        "    if False:",
        (
            *_of(
                "vote_by_device",
                "a_member_votes_from_their_own_device_and_for_themselves_alone",
            ),
            *_of("speaking", "nobody_asks_for_another_from_their_own_device"),
        ),
    ),
    Rule(
        "a changed mind counts only where the rules allow it",
        STANDING_ORDERS,
        "server/meeting/voting_anew.py",
        "    if not rules.may_change:",
        "    if False:",
        _of("vote_by_device", "where_the_rules_forbid_it_a_vote_that_was_cast_is_not_changed"),
    ),
    Rule(
        "a changed mind counts only before the close",
        STANDING_ORDERS,
        VOTE,
        "    if not found.open:",
        "    if False:",
        _of(
            "taken_back",
            "members_change_a_vote_of_theirs_by_voting_and_never_by_undoing_it",
        ),
    ),
    Rule(
        "a vote by device is not taken back by undoing it",
        ONE_VOTE,
        VOTE,
        "    choice: Choice\n    by_device: bool = False\n\n    @property\n    def final(",
        "    choice: Choice\n    by_device: bool = False\n\n    @property\n    def ended(",
        _of(
            "taken_back",
            "members_change_a_vote_of_theirs_by_voting_and_never_by_undoing_it",
        ),
    ),
    Rule(
        "a question is not undone over votes that devices say are stored",
        "Nothing is lost: what a device was told to be stored stays on the record",
        "server/business/question.py",
        "        if vote is not None and vote.by_device:",
        "        if False:",
        _of(
            "taken_back",
            "a_question_is_not_undone_once_a_device_says_that_a_vote_on_it_is_stored",
        ),
    ),
    Rule(
        "who was let in and has voted by device stays on the roll",
        "Votes add up to those who may vote",
        "server/business/question.py",
        "        if vote is not None and self.person in vote.by_device:",
        "        if False:",
        _of(
            "taken_back",
            "a_roll_stays_open_to_whoever_was_let_in_and_has_voted_by_device",
        ),
    ),
    Rule(
        "a receipt is of the act that stored the vote",
        "Basingstoke: members must be able to see that their own vote stands in the record",
        "server/meeting/votes.py",
        "receipt(self.id, person, choice.value, stamp.id)",
        "receipt(self.id, person, choice.value, self.id)",
        _of("vote_by_device", "a_receipt_is_of_the_act_that_stored_the_vote_and_of_no_other"),
    ),
    Rule(
        "a remote member who was cut off in the vote is asked about",
        HEARD,
        VOTE,
        "    if not heard:\n        require_heard(",
        "    if False:\n        require_heard(",
        _of(
            "vote_by_device",
            "a_vote_is_not_closed_over_the_head_of_a_remote_member_who_was_cut_off",
        ),
    ),
    Rule(
        "secret ballots and hands are not taken by device",
        "A ballot is secret; hands are counted",
        VOTE,
        "Way.NAMED)\n    _require_may_vote(meeting, actor, found, person)\n    if person in",
        "*Way)\n    _require_may_vote(meeting, actor, found, person)\n    if person in",
        _of("vote_by_device", "hands_and_papers_are_not_taken_by_device"),
    ),
    # Named votes on demand
    Rule(
        "where enough demand it the vote is taken by names",
        DEMANDED,
        PUTTING,
        "    if asked.way is not Way.NAMED:",
        "    if False:",
        _of(
            "demand",
            "when_enough_demand_it_the_vote_is_taken_by_names_and_the_minutes_tell_by_whom",
        ),
    ),
    Rule(
        "a demand is of one who may vote on it when it is put",
        DEMANDED,
        PUTTING,
        "    return tuple(id for id in motion.demanded if id in may)",
        "    return motion.demanded",
        _of("demand", "the_demand_of_one_who_may_not_vote_by_then_is_left_out"),
    ),
    Rule(
        "a demand counts each member once",
        DEMANDED,
        "server/business/demand.py",
        "    if member.id in found.demanded:",
        "    if False:",
        _of("demand", "members_demand_it_for_themselves_and_the_clerk_for_anybody"),
    ),
    Rule(
        "a demand outlives a vote on an amendment that is made void",
        DEMANDED,
        "server/meeting/declared.py",
        "    moved = (replace(m, demanded=now.get(m.id, m.demanded)) for m in vote.before.moved)",
        "    moved = (replace(m) for m in vote.before.moved) if now is not None else ()",
        _of(
            "demand",
            "a_demand_outlives_the_vote_on_an_amendment_that_is_made_void_or_counted_again",
        ),
    ),
    # Declared ahead
    Rule(
        "no question is put while an interest that would bar waits for the clerk",
        DPI,
        PUTTING,
        "        require_recorded(meeting, actor, person, about, Part.VOTE)",
        "        del person",
        _ahead("no_question_is_put_while_a_declaration_waits"),
    ),
    Rule(
        "who has sent an interest that would bar is not called",
        DPI,
        ASKING,
        "    require_recorded(meeting, actor, person.id, about, Part.SPEAK)",
        "    del actor",
        _ahead(
            "the_member_is_not_called_nor_given_the_floor",
            "whoever_presides_is_told_no_more_than_that_one_waits",
        ),
    ),
    Rule(
        "who has sent an interest that would bar moves and seconds nothing",
        DPI,
        "server/meeting/takes_part.py",
        "    require_recorded(meeting, actor, member.id, numbers, part)",
        "    del numbers",
        _ahead(
            "the_member_is_told_to_take_no_part",
            "what_they_sent_before_it_is_not_recorded_before_it",
        ),
    ),
    Rule(
        "what was sent in private decides nothing in public",
        "Local Government Act 1972 s.100A: what is private is told to nobody outside",
        "server/meeting/declared_ahead.py",
        ' or offer.side not in ("", side):',
        ":",
        _ahead("of_what_was_sent_in_private_nothing_is_decided_in_public"),
    ),
    # The floor
    Rule(
        "nobody is called over a point of order",
        "The ruling of whoever presides is given at once, before business goes on",
        "server/business/floor.py",
        "        if turn.kind is Speech.POINT_OF_ORDER and turn.ruling is None:",
        "        if False:",
        _of("point_of_order", "nobody_is_called_over_a_point_of_order"),
    ),
    Rule(
        "a member who was lost is here again by one record alone",
        HEARD,
        "server/business/attendance.py",
        "    fault = lost(meeting.faults, member.id)\n    if fault is not None:",
        "    fault = lost(meeting.faults, member.id)\n    if fault is None and fault is not None:",
        _of("fault", "a_member_who_was_lost_is_here_again_by_one_record_alone"),
    ),
    Rule(
        "an interest bars from speaking",
        DPI,
        ASKING,
        "    require_no_bar(meeting, person, about, Part.SPEAK)",
        "    del about",
        _of("speaking", "an_interest_that_bars_a_member_bars_them_from_speaking"),
    ),
    Rule(
        "who is not here is not called",
        HEARD,
        ASKING,
        "    if not here(meeting, person):",
        "    if False:",
        (
            *_of("floor", "who_has_left_or_become_barred_is_not_called"),
            *_of("speaking", "a_member_must_be_here"),
        ),
    ),
    Rule(
        "while a question is voted on nobody speaks but on a point of order",
        STANDING_ORDERS,
        ASKING,
        "    if meeting.votes.pending is not None and not rule.interrupts:",
        "    if False:",
        _of("speaking", "while_a_question_is_voted_on_only_who_interrupts_is_heard"),
    ),
    Rule(
        "the right of reply is the mover’s",
        STANDING_ORDERS,
        ASKING,
        "    if person not in movers:",
        "    if False:",
        _of("speaking", "the_right_of_reply_is_the_movers"),
    ),
    Rule(
        "a point of order names the rule",
        "Standing orders; a point of order names the rule that is broken",
        SPEAKING,
        "    if kind is Speech.POINT_OF_ORDER and not rule:",
        "    if False:",
        _of("speaking", "a_point_of_order_from_a_device_names_the_rule"),
    ),
    Rule(
        "a point of order is ruled on by whoever presided",
        "The ruling of whoever presides is final",
        ORDER,
        "        if self.at:\n            raise Refused(",
        "        if False:\n            raise Refused(",
        _of("point_of_order", "nobody_rules_at_a_time_at_which_another_presided"),
    ),
    Rule(
        "public speakers are registered by the clerk alone",
        "Leighton-Linslade and others: public speakers register beforehand",
        SPEAKING,
        "    if kind is Speech.PUBLIC:",
        "    if False:",
        _of("speaking", "public_speakers_and_ward_members_do_not_ask_by_device"),
    ),
    Rule(
        "ward members are registered by the clerk alone",
        "Planning codes: ward members speak by leave, registered beforehand",
        SPEAKING,
        "    if kind is Speech.WARD_MEMBER and not registered(meeting, id):",
        "    if False:",
        _of("speaking", "public_speakers_and_ward_members_do_not_ask_by_device"),
    ),
    # What is sent to the clerk
    Rule(
        "what a member sends is not done before the clerk records it",
        OWN,
        COMMAND,
        "    if actor.office not in asked.offices:\n        return",
        "    if False:\n        return",
        (
            "tests/meeting/test_offers.py::test_what_a_member_sends_is_tried_and_waits_for_the_clerk",
        ),
    ),
    Rule(
        "a device that is connected makes nobody present",
        HEARD,
        "server/business/connection.py",
        "@command(Office.SERVER, phases=UNTIL_CLOSE)",
        "@command(Office.SERVER, Office.MEMBER, phases=UNTIL_CLOSE)",
        _of("connection", "nobody_but_the_server_says_so"),
    ),
)
