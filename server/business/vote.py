"""Votes: cast by name or counted, closed, and declared.

The result follows from the count; a tie stays open for the casting vote. Everybody on the roll is
accounted for: for, against, abstained, or no vote cast.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    SEATS,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    own,
    replace,
)
from server.meeting.bars import barring
from server.meeting.closing import gap_in, require_heard
from server.meeting.conditions import with_lowest_quorum
from server.meeting.declared import ResultDeclared, result_of
from server.meeting.interests import Part
from server.meeting.quorum import here
from server.meeting.roll import answering
from server.meeting.takes_part import require_no_bar
from server.meeting.votes import Changed, Choice, Counts, Result, Vote, Way
from server.meeting.voting_anew import require_may_vote_anew
from server.meeting.why import refusal, result_term

_OWN = N_(
    "Your vote is stored, and is not undone. Vote anew before the close, if the rules allow it; if "
    "not, tell the clerk."
)


class VoteCast(Event, frozen=True):
    """Somebody on the roll voted, by name. `by_device`: they did so themselves."""

    title: ClassVar[str] = N_("Vote cast")
    vote: str
    person: str
    choice: Choice
    by_device: bool = False

    @property
    def final(self) -> str:  # type: ignore[override]  # a vote by device is changed by a vote
        return _OWN if self.by_device else ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        cast = vote.with_cast(self.person, self.choice, stamp, by_device=self.by_device)
        return replace(meeting, votes=meeting.votes.with_(cast))


class VoteChanged(Event, frozen=True):
    """A vote was changed before the close: the clerk put right what was taken down wrongly, or
    `by_device` the member voted anew."""

    title: ClassVar[str] = N_("Vote changed")
    vote: str
    person: str
    choice: Choice
    reason: str = ""
    by_device: bool = False

    @property
    def final(self) -> str:  # type: ignore[override]  # a vote by device is changed by a vote
        return _OWN if self.by_device else ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        before = vote.cast.get(self.person)
        change = Changed(stamp.happened_at, self.reason, vote.totals, self.person, before)
        cast = vote.with_cast(self.person, self.choice, stamp, by_device=self.by_device)
        changed = replace(cast, changed=(*vote.changed, change))
        return replace(meeting, votes=meeting.votes.with_(changed))


class VotesCounted(Event, frozen=True):
    """Hands, or papers, were counted."""

    title: ClassVar[str] = N_("Votes counted")
    vote: str
    counts: Counts
    reason: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        changed = vote.changed
        if vote.counts is not None:
            changed = (*changed, Changed(stamp.happened_at, self.reason, vote.counts))
        votes = meeting.votes.change(self.vote, counts=self.counts, changed=changed)
        return replace(meeting, votes=votes)


class VoteClosed(Event, frozen=True):
    """The vote was closed: nobody votes any more. On a tie nothing is decided yet."""

    title: ClassVar[str] = N_("Vote closed")
    final: ClassVar[str] = N_(
        "A vote that was closed is not opened again by undoing. It can be made void, with the "
        "reason, and taken again."
    )
    vote: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        votes = meeting.votes.change(self.vote, closed_at=stamp.happened_at)
        return replace(meeting, votes=votes)


class VoteDeclared(ResultDeclared, frozen=True):
    """The result of a vote was declared."""

    title: ClassVar[str] = N_("Result declared")


@command(Office.CLERK, *SEATS)
def cast_vote(
    meeting: Meeting, actor: Actor, choice: Choice, person: str = "", vote: str = ""
) -> Iterator[Event]:
    """Vote by name: members for themselves from their own device, the clerk takes down anybody's.

    Before the close members may vote anew, where the rules of the body let them.
    """
    person, by_device = own(actor, person), actor.office in SEATS
    found = _open(meeting, actor, vote, Way.NAMED)
    _require_may_vote(meeting, actor, found, person)
    if person in found.cast:
        require_may_vote_anew(meeting, actor, found, person, choice)
        yield VoteChanged(found.id, person, choice, by_device=True)
        return
    yield VoteCast(found.id, person, choice, by_device)


@command(Office.CLERK)
def change_vote(
    meeting: Meeting, actor: Actor, person: str, choice: Choice, reason: str, vote: str = ""
) -> Iterator[Event]:
    """Put right a vote that was taken down wrongly, before the close."""
    found = _open(meeting, actor, vote, Way.NAMED)
    _require_may_vote(meeting, actor, found, person)
    if person not in found.cast:
        raise Refused(N_("{name} has not voted yet."), name=meeting.name_of(person))
    if found.cast[person] is choice:
        raise Refused(N_("{name} is taken down like that already."), name=meeting.name_of(person))
    if not reason:
        raise Refused(N_("Say why it is put right: that a key was mistaken, or was misheard."))
    yield VoteChanged(found.id, person, choice, reason)


@command(Office.CLERK)
def record_counts(
    meeting: Meeting,
    actor: Actor,
    in_favour: int,
    against: int,
    abstained: int = 0,
    reason: str = "",
    vote: str = "",
) -> Iterator[Event]:
    """Take down the count of hands, or of papers. Counted again before the close, say why."""
    found = _open(meeting, actor, vote, Way.HANDS, Way.PAPER)
    counts = Counts(in_favour, against, abstained)
    if min(in_favour, against, abstained) < 0:
        raise Refused(N_("A count cannot be less than none."))
    able = answering(meeting, found, actor.at)
    if counts.cast > len(able):
        raise Refused(
            N_(
                "{cast} votes are more than the {roll} members who may vote on this. Count again, "
                "or see on the roll who may not vote and why."
            ),
            cast=counts.cast,
            roll=len(able),
        )
    if found.counts is not None and not reason:
        raise Refused(N_("It was counted already. Say why it is counted again."))
    yield VotesCounted(found.id, counts, reason)


@command(Office.CLERK)
def close_vote(
    meeting: Meeting,
    actor: Actor,
    gap: bool = False,
    declared: Result | None = None,
    vote: str = "",
    heard: bool = False,
) -> Iterator[Event]:
    """Close the vote. `gap`: that some cast no vote was checked. `heard`: so was that remote
    members whose connection was lost heard the question. `declared` is what the chair declared, if
    it is to be compared with the count."""
    found = _open(meeting, actor, vote, *Way)
    if found.way is not Way.NAMED and found.counts is None:
        raise Refused(N_("Nothing was counted yet. Take down the count first."))
    if not heard:
        require_heard(meeting, found, actor.at)
    if found.uncast and not gap:
        raise gap_in(meeting, found)
    result = result_of(meeting, found.question, found.totals)
    if declared is not None and declared is not result:
        raise Refused(
            N_(
                "By the count, with {in_favour} for and {against} against, it is not "
                "{declared}. Have it counted again if the count is in doubt."
            ),
            in_favour=found.totals.in_favour,
            against=found.totals.against,
            declared=result_term(declared),
        )
    yield VoteClosed(found.id)
    if result is not None:
        put = with_lowest_quorum(meeting, found, actor.at)
        ended = found.ended(result, closed_at=actor.at, question=put)
        motion = meeting.motions.find(found.question.motion)
        yield VoteDeclared(found.item, ended, motion)


def _open(meeting: Meeting, actor: Actor, id: str, *ways: Way) -> Vote:
    found = meeting.vote(id)
    if found.void:
        raise Refused(N_("That vote is void. Put the question again."))
    if not found.open:
        raise Refused(
            N_("The vote was closed at {time}: votes are not taken any more."),
            time=found.closed_at or found.put_at,
        )
    if actor.at < found.put_at:
        raise Refused(
            N_("The question was put at {time}: state a time after that."), time=found.put_at
        )
    if found.way not in ways:
        raise Refused(_OTHERWISE[found.way, actor.office in SEATS])
    return found


_COUNTED = N_("This vote is counted, not taken by names: take down the count.")
_OTHERWISE = {
    (Way.NAMED, False): N_("This vote is taken by names: take down each member’s vote."),
    (Way.HANDS, False): _COUNTED,
    (Way.PAPER, False): _COUNTED,
    (Way.HANDS, True): N_("This vote is by show of hands: it is counted and not taken by device."),
    (Way.PAPER, True): N_("This vote is a ballot on paper, which is secret: no device takes it."),
}
"""What is said where a vote is taken in another way, to the clerk or to a member."""


def _require_may_vote(meeting: Meeting, actor: Actor, vote: Vote, id: str) -> None:
    member = meeting.member(id)
    if id not in vote.roll:
        why = next((e for e in vote.excluded if e.person == id), None)
        raise refusal(meeting, why, member.name)
    if barring(meeting, id, vote.question.about, Part.VOTE) is not None:
        require_no_bar(meeting, member, vote.question.about, Part.VOTE)
    if not here(meeting, member, actor.at):
        raise Refused(
            N_("{name} is not here any more, and will be minuted as having cast no vote."),
            name=member.name,
        )
