"""Counting again before the meeting moves on, and putting a slip right afterwards.

The first count is kept and the reason is minuted. Once the meeting has moved on, a correction may
not turn the result (Tromans v Cannock Chase [2004] EWCA Civ 1036).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    ALWAYS,
    N_,
    Actor,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.conditions import with_lowest_quorum
from server.meeting.declared import (
    ResultDeclared,
    latest_vote,
    recounted,
    require_declared_here,
    require_no_effect,
    require_not_moved_on,
    result_of,
    told,
)
from server.meeting.roll import answering, require_could_answer
from server.meeting.votes import Changed, Choice, Counts, Result, Vote, Way
from server.meeting.why import choice_term, refusal


class VoteRecounted(OnOpenRecord, frozen=True):
    """A vote was counted again; the first count stands beside it. On a tie it waits again."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Counted again")
    final: ClassVar[str] = N_("A count that was put right is not undone: put it right again.")
    fixed: ClassVar[str] = N_("A count is not struck out: count again, or make the vote void.")
    vote: str
    counts: Counts
    reason: str
    result: Result | None = None
    first: Counts = Counts()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        change = Changed(stamp.happened_at, self.reason, vote.totals, recount=True)
        again = replace(
            vote,
            counts=self.counts,
            changed=(*vote.changed, change),
            result=self.result,
            casting=None,
            lot=False,
        )
        if vote.tied:  # it had decided nothing: what decides it now is declared on its own
            again = replace(again, result=None)
            waiting = replace(meeting, votes=meeting.votes.with_(again))
            return super().apply(told(waiting, again, stamp), stamp)
        return super().apply(recounted(meeting, again, stamp), stamp)


class RecountDeclared(ResultDeclared, frozen=True):
    """The result of a vote that was tied at first, by the second count."""

    title: ClassVar[str] = N_("Result declared")


class VoteCorrected(OnOpenRecord, frozen=True):
    """A slip in the record of a vote was put right after the result was declared.

    The receipt of what was recorded before goes with it: the one in its place is of this event.
    """

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Vote corrected")
    final: ClassVar[str] = N_("A count that was put right is not undone: put it right again.")
    fixed: ClassVar[str] = N_("A correction of a vote is not struck out: correct the vote again.")
    vote: str
    reason: str
    person: str
    choice: Choice | None
    before: Choice | None = None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        change = Changed(stamp.happened_at, self.reason, vote.totals, self.person, self.before)
        right = replace(
            _cast(vote, self.person, self.choice, stamp), changed=(*vote.changed, change)
        )
        changed = replace(meeting, votes=meeting.votes.with_(right))
        return super().apply(told(changed, right, stamp), stamp)


@command(Office.CLERK)
def recount_vote(
    meeting: Meeting,
    actor: Actor,
    in_favour: int,
    against: int,
    reason: str,
    abstained: int = 0,
    vote: str = "",
) -> Iterator[Event]:
    """Count hands or papers again because the count is disputed, before the meeting moves on."""
    found = _closed(meeting, vote)
    if found.way not in (Way.HANDS, Way.PAPER):
        raise Refused(N_("Only hands and papers are counted. Correct a named vote name by name."))
    require_declared_here(meeting, found)
    require_not_moved_on(meeting, found, actor.at)
    require_no_effect(meeting, found)
    if not reason:
        raise Refused(N_("Say why it is counted again: the minutes give the reason."))
    counts = Counts(in_favour, against, abstained)
    able = answering(meeting, found, found.closed_at or actor.at)
    if min(in_favour, against, abstained) < 0 or counts.cast > len(able):
        raise Refused(
            N_(
                "The count must come to no more than the {roll} who may vote on this, and to no "
                "less than none."
            ),
            roll=len(able),
        )
    _require_room_for_own(found, counts)
    result = result_of(meeting, found.question, counts)
    yield VoteRecounted(found.item, found.id, counts, reason, result, found.totals)
    if found.tied and result is not None:
        change = Changed(actor.at, reason, found.totals, recount=True)
        put = with_lowest_quorum(meeting, found, found.closed_at or actor.at)
        changed = (*found.changed, change)
        ended = found.ended(result, counts=counts, changed=changed, question=put)
        motion = meeting.motions.find(found.question.motion)
        yield RecountDeclared(found.item, ended, motion)


@command(Office.CLERK, phases=ALWAYS)
def correct_vote(
    meeting: Meeting,
    actor: Actor,
    person: str,
    reason: str,
    choice: Choice | None = None,
    vote: str = "",
) -> Iterator[Event]:
    """Put right how one member is recorded in a named vote; no choice is that none was cast."""
    found, member = _closed(meeting, vote), meeting.member(person)
    require_declared_here(meeting, found)
    if found.way is not Way.NAMED:
        raise Refused(N_("It was not a named vote: nobody is recorded by name."))
    if person not in found.roll:
        why = next((e for e in found.excluded if e.person == person), None)
        raise refusal(meeting, why, member.name)
    if choice is not None:
        require_could_answer(meeting, found, member, found.closed_at or actor.at)
    if not reason:
        raise Refused(N_("Say why the record of the vote is corrected."))
    before = found.cast.get(person)
    if before is choice:
        raise Refused(N_("{name} is recorded like that already."), name=member.name)
    right = _cast(found, person, choice, Stamp("", actor.at, actor.now, actor.key, ""))
    if right.reckoned() is not found.reckoned():
        raise Refused(
            N_(
                "With that the result would be another. A declared result is not turned by a "
                "correction: while its item is in hand the vote can be made void and taken again."
            )
        )
    yield VoteCorrected(found.item, found.id, reason, person, choice, before)


def _require_room_for_own(vote: Vote, counts: Counts) -> None:
    """No count comes to fewer for a choice than were minuted for it at their own wish."""
    counted = (counts.in_favour, counts.against, counts.abstained)
    for choice, number in zip(Choice, counted, strict=True):
        minuted = list(vote.own.values()).count(choice)
        if minuted > number:
            raise Refused(
                N_(
                    "{minuted} had it minuted that they voted {choice}, and by this count "
                    "{counted} did. Count again, or strike out what was minuted wrongly."
                ),
                minuted=minuted,
                choice=choice_term(choice),
                counted=number,
            )


def _closed(meeting: Meeting, id: str) -> Vote:
    found = meeting.vote(id or latest_vote(meeting))
    if found.void:
        raise Refused(N_("That vote is void. Put the question again."))
    if found.open:
        raise Refused(N_("The vote is still open: put it right before it is closed."))
    return found


def _cast(vote: Vote, person: str, choice: Choice | None, stamp: Stamp) -> Vote:
    """The vote with this choice of theirs, or with none. The clerk says so, whoever cast it."""
    if choice is None:
        return vote.without_cast(person)
    return vote.with_cast(person, choice, stamp, by_device=False)
