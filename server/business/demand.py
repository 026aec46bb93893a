"""Demands: members ask for a named vote on a motion before its question is put.

As many as the standing orders want can demand one (of a parish council any member: LGA 1972 Sch 12
para 13(2)). Who may not vote on the motion cannot; and a demand stands until it is withdrawn, or
the question is put. The minutes tell who demanded it with the vote.
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
from server.meeting.declared_ahead import require_recorded
from server.meeting.interests import Part
from server.meeting.motions import Motion
from server.meeting.people import Person
from server.meeting.privacy import require_same_side
from server.meeting.putting import concerned
from server.meeting.roll import excluded
from server.meeting.why import why_excluded


class NamedVoteDemanded(Event, frozen=True):
    """A member demanded a named vote on a motion."""

    title: ClassVar[str] = N_("Named vote demanded")
    undoable: ClassVar[bool] = False
    motion: str
    person: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = meeting.motions.find(self.motion)
        if motion is None:
            return meeting
        demanded = tuple(dict.fromkeys((*motion.demanded, self.person)))
        return _with(meeting, replace(motion, demanded=demanded))


class DemandWithdrawn(Event, frozen=True):
    """A member who had demanded a named vote on a motion does so no more."""

    title: ClassVar[str] = N_("Demand for a named vote withdrawn")
    undoable: ClassVar[bool] = False
    motion: str
    person: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = meeting.motions.find(self.motion)
        if motion is None:
            return meeting
        demanded = tuple(id for id in motion.demanded if id != self.person)
        return _with(meeting, replace(motion, demanded=demanded))


@command(Office.CLERK, *SEATS)
def demand_named_vote(
    meeting: Meeting, actor: Actor, motion: str = "", person: str = ""
) -> Iterator[Event]:
    """Demand a named vote on the motion before the meeting: members for themselves, the clerk
    enters the demand of anybody."""
    member = meeting.member(own(actor, person))
    found = _before_the_question(meeting, motion)
    _require_right(meeting)
    if member.id in found.demanded:
        raise Refused(
            N_("{name} has demanded a named vote on {motion} already."),
            name=member.name,
            motion=found.called,
        )
    _require_may_vote(meeting, actor, member, found)
    yield NamedVoteDemanded(found.id, member.id)


@command(Office.CLERK, *SEATS)
def withdraw_demand(
    meeting: Meeting, actor: Actor, motion: str = "", person: str = ""
) -> Iterator[Event]:
    """Withdraw the demand for a named vote, before the question is put."""
    member = meeting.member(own(actor, person))
    found = _before_the_question(meeting, motion)
    if member.id not in found.demanded:
        raise Refused(
            N_("{name} has not demanded a named vote on {motion}."),
            name=member.name,
            motion=found.called,
        )
    yield DemandWithdrawn(found.id, member.id)


def _before_the_question(meeting: Meeting, id: str) -> Motion:
    """The motion, on which nobody votes yet. Raises Refused."""
    vote = meeting.votes.pending
    if vote is not None and id in ("", vote.question.motion):
        raise Refused(
            N_("The question was put at {time}: a named vote is demanded before that."),
            time=vote.put_at,
        )
    found = meeting.motion(id)
    if not found.open:
        raise Refused(
            N_("It is not before the meeting any more: {motion} was {standing}."),
            motion=found.called,
            standing=found.stands,
        )
    require_same_side(meeting, found.id)
    return found


def _require_right(meeting: Meeting) -> None:
    if not meeting.profile.voting.named_on_demand:
        raise Refused(
            N_(
                "The rules of {body} give members no right to demand a named vote. Ask whoever "
                "presides to have it taken by names."
            ),
            body=meeting.body,
        )


def _require_may_vote(meeting: Meeting, actor: Actor, member: Person, motion: Motion) -> None:
    about = concerned(meeting, actor.at, meeting.item(motion.item), motion)
    why = excluded(meeting, member, about, actor.at)
    if why is not None:
        raise Refused(
            N_("{name} may not vote on this, so cannot demand a named vote on it: {reason}."),
            name=member.name,
            reason=why_excluded(meeting, why),
        )
    require_recorded(meeting, actor, member.id, about, Part.VOTE)


def _with(meeting: Meeting, motion: Motion) -> Meeting:
    return replace(meeting, motions=meeting.motions.with_(motion))
