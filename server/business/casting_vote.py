"""The casting vote, and the lot: what decides when the votes are equal.

The person presiding has a second or casting vote (LGA 1972 Sch 12 para 39(2)), whether or not they
voted first, and may decline it. Some bodies decide appointments by lot instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    Event,
    Meeting,
    Office,
    Refused,
    command,
    replace,
)
from server.meeting.conditions import with_lowest_quorum
from server.meeting.declared import ResultDeclared
from server.meeting.interests import Part
from server.meeting.people import Person
from server.meeting.presiding import presiding
from server.meeting.takes_part import require_no_bar
from server.meeting.votes import Casting, Choice, Result, Vote
from server.meeting.why import refusal

PUT_BY = N_("The casting vote is given by whoever put the question")


class Answer(StrEnum):
    """What whoever presides does with the casting vote."""

    FOR = "for"
    AGAINST = "against"
    DECLINED = "declined"


class CastingVoteGiven(ResultDeclared, frozen=True):
    """Whoever presided gave the casting vote, or declined it; the result was declared."""

    title: ClassVar[str] = N_("Casting vote")


class LotDrawn(ResultDeclared, frozen=True):
    """The lot decided an appointment on which the votes were equal."""

    title: ClassVar[str] = N_("Lot drawn")


@command(
    Office.CLERK,
    Office.CHAIR,
    asks={"choice": N_("Choose the casting vote: for, against, or that none is given.")},
)
def give_casting_vote(
    meeting: Meeting, actor: Actor, choice: Answer, vote: str = "", override: str = ""
) -> Iterator[Event]:
    """Whoever presides gives the casting vote on a tie; if none is given, it is not carried."""
    found = _tied(meeting, actor, vote)
    rules = meeting.profile.voting
    if found.question.appointment and rules.appointments_by_lot:
        raise Refused(
            N_("On an appointment there is no casting vote: the lot decides ({source})."),
            source=rules.appointments_source or meeting.profile.name,
        )
    advice = Advice(override)
    chair = presiding(meeting, actor.at)
    own = chair is not None and chair.id == actor.person
    if actor.office is Office.CHAIR and actor.person and not own:
        raise Refused(N_("You did not preside at that time: the casting vote is another’s."))
    cast = None if choice is Answer.DECLINED else Choice(choice.value)
    if cast is not None:
        _require_may_cast(meeting, found, chair, advice)
    result = Result.CARRIED if cast is Choice.FOR else Result.LOST
    put = with_lowest_quorum(meeting, found, found.closed_at or actor.at)
    put = replace(put, despite=(*put.despite, *advice.despite))
    casting = Casting(chair.id if chair else "", cast, actor.at)
    ended = found.ended(result, casting=casting, question=put)
    yield CastingVoteGiven(found.item, ended, meeting.motions.find(found.question.motion))


def _require_may_cast(meeting: Meeting, vote: Vote, chair: Person | None, advice: Advice) -> None:
    """The casting vote is that of whoever presides, if they might vote on the question at all."""
    if chair is None:
        raise Refused(
            N_(
                "Nobody is in the chair to give it. Record who takes the chair, then the vote, or "
                "that none is given: then it is not carried."
            )
        )
    if chair.id not in vote.roll:
        why = next((e for e in vote.excluded if e.person == chair.id), None)
        raise Refused(
            N_("{refusal} Record that no casting vote is given: then it is not carried."),
            refusal=refusal(meeting, why, chair.name),
        )
    require_no_bar(meeting, chair, vote.question.about, Part.VOTE)
    put_by = vote.question.presiding
    if put_by != chair.id:
        advice.against(
            PUT_BY,
            N_("{other} put the question, and {name} is in the chair now."),
            other=meeting.name_of(put_by),
            name=chair.name,
        )


@command(Office.CLERK, asks={"result": N_("Choose how the lot fell: for or against.")})
def draw_lot(meeting: Meeting, actor: Actor, result: Result, vote: str = "") -> Iterator[Event]:
    """Take down how the lot fell, where the rules decide appointments by it."""
    found = _tied(meeting, actor, vote)
    rules = meeting.profile.voting
    if not (found.question.appointment and rules.appointments_by_lot):
        raise Refused(N_("The lot decides appointments only, and only where the rules say so."))
    put = with_lowest_quorum(meeting, found, found.closed_at or actor.at)
    ended = found.ended(result, lot=True, question=put)
    yield LotDrawn(found.item, ended, meeting.motions.find(found.question.motion))


def _tied(meeting: Meeting, actor: Actor, id: str) -> Vote:
    found = meeting.vote(id)
    if not found.tied:
        raise Refused(
            N_("The votes are not equal, or not closed: nothing waits for a casting vote.")
        )
    if found.closed_at is not None and actor.at < found.closed_at:
        raise Refused(
            N_("The vote was closed at {time}: state a time after that."), time=found.closed_at
        )
    return found
