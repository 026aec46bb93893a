"""Why: for every number, bar and disabled control one sentence, with the rule and the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.motions import MotionKind
from server.meeting.profile import Majority, QuorumRule
from server.meeting.quorum import Quorum, counted
from server.meeting.refused import Refused
from server.meeting.votes import Bar, Choice, Excluded, Result, Vote, Way
from server.words import N_, Said, Term

_BARS = {
    Bar.NOT_PRESENT: N_("not present"),
    Bar.LEFT: N_("left at {since}"),
    Bar.OUT_FOR_INTEREST: N_("out of the room because of an interest ({kind})"),
    Bar.JOINED_LATER: N_("joined after the question was put"),
    Bar.REMOTE: N_("takes part remotely, which does not count here"),
    Bar.INTEREST: N_("declared an interest ({kind}) at {since}"),
    Bar.ARREARS: N_("may speak but not vote on the budget ({kind}, stated at {since})"),
    Bar.NO_VOTE: N_("a co-opted member without a vote"),
    Bar.OTHER_ITEMS: N_("votes on other items only"),
    Bar.SEAT_TAKEN: N_("{other} sits in the seat as substitute"),
    Bar.NOT_SEATED: N_("{other} holds the seat, so the substitute does not vote"),
    Bar.NOT_THROUGHOUT: N_("came in at {since}, after the item was begun"),
    Bar.NOT_TOLD: N_("did not vote, for a reason that was given in private"),
}
_CHOICES = {
    Choice.FOR: N_("for"),
    Choice.AGAINST: N_("against"),
    Choice.ABSTAIN: N_("abstained"),
}
_RESULTS = {Result.CARRIED: N_("carried"), Result.LOST: N_("lost")}


class Why(msgspec.Struct, frozen=True):
    """One reason: about what, a sentence to be told, the rule it comes from, and since when."""

    about: str
    said: Said
    rule: str = ""
    at: datetime | None = None


def choice_term(choice: Choice) -> Term:
    """A choice in the middle of a sentence."""
    return Term(_CHOICES[choice])


def result_term(result: Result) -> Term:
    """A result in the middle of a sentence."""
    return Term(_RESULTS[result])


def why_excluded(meeting: Meeting, excluded: Excluded) -> Said:
    """Why somebody is not on a roll, without the name: “left at 6.42pm”."""
    kind = meeting.profile.interest_kind(excluded.about)
    return Said(
        _BARS[excluded.bar]
        if excluded.since or "{since}" not in _BARS[excluded.bar]
        else _TIMELESS[excluded.bar],
        since=excluded.since,
        kind=Term(kind.name if kind else excluded.about),
        other=meeting.name_of(excluded.about),
    )


_TIMELESS = {
    Bar.LEFT: N_("not present"),
    Bar.INTEREST: N_("declared an interest ({kind})"),
    Bar.ARREARS: N_("may speak but not vote on the budget ({kind})"),
    Bar.NOT_THROUGHOUT: N_("came in after the item was begun"),
}


def refusal(meeting: Meeting, excluded: Excluded | None, name: str) -> Refused:
    """What is answered when somebody who is not on the roll would vote."""
    if excluded is None:
        return Refused(
            N_("{name} was not on the roll when the question was put, and has no vote on it."),
            name=name,
        )
    if not excluded.rule:
        return Refused(
            N_("{name} is not on the roll of this vote: {reason}."),
            name=name,
            reason=why_excluded(meeting, excluded),
        )
    return Refused(
        N_("{name} is not on the roll of this vote: {reason}. The rule: {rule}."),
        name=name,
        reason=why_excluded(meeting, excluded),
        rule=excluded.rule,
    )


def why_quorum(meeting: Meeting, figures: Quorum) -> Said:
    """Why so many members are needed."""
    rule = meeting.profile.quorum
    if rule.fixed is not None:
        return Said(N_("The rules of this body fix the quorum at {needed}."), needed=rule.fixed)
    held = figures.membership - figures.vacancies
    base = counted(held, figures.vacancies, meeting.disqualified)
    sentence = _REASONS[_least(rule, base), bool(figures.vacancies)]
    if base < figures.membership:
        sentence = _DEPLETED
    return Said(
        sentence,
        numerator=rule.numerator,
        denominator=rule.denominator,
        membership=figures.membership,
        vacancies=figures.vacancies,
        base=base,
        needed=figures.needed,
    )


_DEPLETED = N_(
    "More than a third of the {membership} members were disqualified at one time, so "
    "{numerator} in {denominator} of the {base} who remain, rounded up, is {needed}."
)
# By whether the rule's least number holds, and whether there are vacancies.
_REASONS = {
    (False, False): N_(
        "{numerator} in {denominator} of {membership} members, rounded up: {needed}."
    ),
    (False, True): N_(
        "{numerator} in {denominator} of {membership} seats, with {vacancies} vacant among them, "
        "rounded up: {needed}."
    ),
    (True, False): N_(
        "{numerator} in {denominator} of {membership} members, but never fewer than {needed}."
    ),
    (True, True): N_(
        "{numerator} in {denominator} of {membership} seats, with {vacancies} vacant among them, "
        "but never fewer than {needed}."
    ),
}


def _least(rule: QuorumRule, base: int) -> bool:
    return -(-base * rule.numerator // rule.denominator) < rule.minimum


_MAJORITIES = {
    Majority.SIMPLE: N_("More votes for than against carry it; abstentions are no votes."),
    Majority.TWO_THIRDS: N_("Two thirds of the votes cast for or against carry it."),
    Majority.FOUR_FIFTHS: N_("Four fifths of the votes cast for or against carry it."),
    Majority.WHOLE: N_("More than half of the whole membership of {membership} carries it."),
}


def _majority_source(meeting: Meeting, vote: Vote) -> str:
    motion = meeting.motions.find(vote.question.motion)
    suspends = motion is not None and motion.kind is MotionKind.SUSPEND
    return meeting.profile.majority(suspends=suspends)[1]


def why_result(meeting: Meeting, vote: Vote) -> Iterator[Why]:
    """Why a vote ended as it did."""
    rules = meeting.profile.voting
    put, about = vote.question, f"vote:{vote.id}"
    yield Why(
        about,
        Said(_MAJORITIES[put.majority], membership=put.membership),
        _majority_source(meeting, vote),
        vote.closed_at,
    )
    yield Why(
        about,
        Said(
            N_("The roll was frozen at {time}, with {roll} who might vote."),
            time=vote.put_at,
            roll=len(vote.roll),
        ),
        at=vote.put_at,
    )
    if put.mandatory:
        yield Why(about, Said(N_("A named vote is mandatory on the budget.")), put.mandatory)
    if vote.way is Way.AFFIRMATION:
        yield Why(about, Said(N_("Nobody dissented, so nobody was counted.")), at=vote.put_at)
    if vote.casting is not None:
        yield Why(
            about,
            Said(
                N_("The votes were equal, and {name} was in the chair."),
                name=meeting.name_of(vote.casting.person),
            ),
            rules.casting_source,
            vote.casting.at,
        )
    for excluded in vote.excluded:
        name = meeting.name_of(excluded.person)
        said = Said(N_("{name}: {reason}"), name=name, reason=why_excluded(meeting, excluded))
        yield Why(about, said, excluded.rule, excluded.since)
