"""A member's own vote, minuted because they ask for it right after the vote.

Any member may require it, on the council and on its committees (SI 1993/202 Sch 2 para 1); the
right cannot be suspended. The others' names stay out of the minutes, which tell it with the vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.declared import (
    beside,
    latest_vote,
    require_declared_here,
    require_not_moved_on,
)
from server.meeting.roll import require_could_answer
from server.meeting.votes import Choice, Vote, Way
from server.meeting.why import choice_term, refusal


class OwnVoteMinuted(OnOpenRecord, frozen=True):
    """A member required that the minutes show how they voted, or that they abstained."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Own vote minuted")
    vote: str
    person: str
    choice: Choice

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        own = {**vote.own, self.person: self.choice}
        return super().apply(_with(meeting, replace(vote, own=own)), stamp)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        own = {person: choice for person, choice in vote.own.items() if person != self.person}
        return _with(meeting, replace(vote, own=own))


@command(
    Office.CLERK,
    offered="person",
    sends=("choice", "vote"),
    asks={"choice": N_("Choose how the vote was cast: for, against or abstained.")},
)
def record_own_vote(
    meeting: Meeting, actor: Actor, person: str, choice: Choice, vote: str = ""
) -> Iterator[Event]:
    """A member requires, right after the vote, that their own vote be minuted."""
    member = meeting.member(person)
    found = meeting.vote(vote or latest_vote(meeting))
    rules = meeting.profile.voting
    if not rules.own_vote:
        raise Refused(N_("The rules of {body} do not provide for that."), body=meeting.body)
    if not found.standing:
        raise Refused(N_("The vote has not been decided yet: ask right after it."))
    require_declared_here(meeting, found)
    require_not_moved_on(meeting, found, actor.at)
    if found.way is Way.NAMED:
        raise Refused(N_("It was a named vote: the minutes show how everybody voted."))
    if found.way is Way.PAPER:
        raise Refused(N_("It was a ballot on paper: nobody’s vote is known."))
    if member.id not in found.roll:
        why = next((e for e in found.excluded if e.person == member.id), None)
        raise refusal(meeting, why, member.name)
    require_could_answer(meeting, found, member, found.closed_at or actor.at)
    if member.id in found.own:
        raise Refused(
            N_("It is minuted already how {name} voted: {choice}."),
            name=member.name,
            choice=choice_term(found.own[member.id]),
        )
    _require_in_the_count(found, choice)
    yield OwnVoteMinuted(found.item, found.id, member.id, choice)


def _require_in_the_count(vote: Vote, choice: Choice) -> None:
    """No more members can be minuted for a choice than were counted for it."""
    if vote.way is Way.AFFIRMATION:
        if choice is not Choice.FOR:
            raise Refused(
                N_(
                    "It was agreed without dissent. If somebody dissents, the vote must be made "
                    "void and the question put again."
                )
            )
        return
    counted = dict(
        zip(
            Choice, (vote.totals.in_favour, vote.totals.against, vote.totals.abstained), strict=True
        )
    )
    minuted = list(vote.own.values()).count(choice)
    if minuted >= counted[choice]:
        raise Refused(
            N_(
                "The count has {counted} for this choice ({choice}), and as many are minuted by "
                "name already."
            ),
            counted=counted[choice],
            choice=choice_term(choice),
        )


def _with(meeting: Meeting, vote: Vote) -> Meeting:
    return beside(replace(meeting, votes=meeting.votes.with_(vote)), vote)
