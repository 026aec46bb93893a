"""Votes: cast by name or counted, closed, and declared.

The result follows from the count; a tie stays open for the casting vote. Everybody on the roll is
accounted for: for, against, abstained, or no vote cast.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import N_, Actor, Event, Meeting, Office, Refused, Stamp, command, replace
from server.meeting.bars import barring
from server.meeting.conditions import with_lowest_quorum
from server.meeting.declared import ResultDeclared, result_of
from server.meeting.interests import Part
from server.meeting.quorum import here
from server.meeting.roll import answering
from server.meeting.takes_part import require_no_bar
from server.meeting.votes import Changed, Choice, Counts, Result, Vote, Way
from server.meeting.why import choice_term, refusal, result_term


class VoteCast(Event, frozen=True):
    """Somebody on the roll voted, by name."""

    title: ClassVar[str] = N_("Vote cast")
    vote: str
    person: str
    choice: Choice

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        cast = {**vote.cast, self.person: self.choice}
        return replace(meeting, votes=meeting.votes.change(self.vote, cast=cast))


class VoteChanged(Event, frozen=True):
    """A vote that was taken down wrongly was put right before the close."""

    title: ClassVar[str] = N_("Vote put right")
    vote: str
    person: str
    choice: Choice
    reason: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        before = vote.cast.get(self.person)
        change = Changed(stamp.happened_at, self.reason, vote.totals, self.person, before)
        cast = {**vote.cast, self.person: self.choice}
        votes = meeting.votes.change(self.vote, cast=cast, changed=(*vote.changed, change))
        return replace(meeting, votes=votes)


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


@command(Office.CLERK)
def cast_vote(
    meeting: Meeting, actor: Actor, person: str, choice: Choice, vote: str = ""
) -> Iterator[Event]:
    """Take down the vote of one member, by name."""
    found = _open(meeting, actor, vote, Way.NAMED)
    _require_may_vote(meeting, actor, found, person)
    if person in found.cast:
        raise Refused(
            N_("{name} has voted {choice} already. If that is wrong, put it right and say why."),
            name=meeting.name_of(person),
            choice=choice_term(found.cast[person]),
        )
    yield VoteCast(found.id, person, choice)


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
) -> Iterator[Event]:
    """Close the vote. `gap`: that some cast no vote was checked. `declared` is what the chair
    declared, if it is to be compared with the count."""
    found = _open(meeting, actor, vote, *Way)
    if found.way is not Way.NAMED and found.counts is None:
        raise Refused(N_("Nothing was counted yet. Take down the count first."))
    if found.uncast and not gap:
        raise _gap(meeting, found)
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
        named = N_("This vote is taken by names: take down each member’s vote.")
        counted = N_("This vote is counted, not taken by names: take down the count.")
        raise Refused(named if found.way is Way.NAMED else counted)
    return found


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


def _gap(meeting: Meeting, vote: Vote) -> Refused:
    """Said while there is time: a gap that is found in the minutes cannot be filled."""
    missing = vote.who(None) if vote.way is Way.NAMED else ()
    if 0 < len(missing) <= 5:
        names = ", ".join(meeting.name_of(person) for person in missing)
        return Refused(
            N_("No vote was cast by {names}. Ask them, or tick that this was checked."),
            names=names,
        )
    return Refused(
        N_(
            "The counts come to {cast}, and {roll} are on the roll. Ask who has not answered, or "
            "tick that this was checked."
        ),
        cast=vote.totals.cast,
        roll=len(vote.roll),
    )
