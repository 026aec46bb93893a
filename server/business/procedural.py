"""Procedural motions: moved without notice, put without debate, each with its own effect.

That the question be now put; to proceed to the next business; to adjourn; to suspend rules; to
extend the sitting. What each does is done when it is carried.
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
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.motions import Motion, MotionKind
from server.meeting.takes_part import in_hand_then, require_movers
from server.meeting.votes import Despite

LONGEST = 600


class Procedure(StrEnum):
    """What is moved."""

    CLOSURE = "closure"
    NEXT_BUSINESS = "next_business"
    ADJOURN = "adjourn"
    SUSPEND = "suspend"
    EXTEND = "extend"


_TEXTS = {
    Procedure.CLOSURE: "That the question be now put.",
    Procedure.NEXT_BUSINESS: "That the meeting proceed to the next business.",
    Procedure.ADJOURN: "That the meeting adjourn until {until}.",
    Procedure.SUSPEND: "That {rule} be suspended for this item.",
    Procedure.EXTEND: "That the sitting be extended by {minutes} minutes.",
}


class ProceduralMoved(OnOpenRecord, frozen=True):
    """A procedural motion was moved."""

    title: ClassVar[str] = N_("Procedural motion moved")
    fixed: ClassVar[str] = N_("A motion is not struck out: record that it was withdrawn.")
    what: Procedure
    proposed: str
    mover: str
    seconder: str = ""
    minutes: int = 0
    until: str = ""
    despite: tuple[Despite, ...] = ()
    about: tuple[str, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = Motion(
            stamp.id,
            self.item,
            MotionKind(self.what.value),
            self.proposed,
            self.mover,
            self.seconder,
            self.about or (self.item,),
            minutes=self.minutes,
            until=self.until,
            moved_at=stamp.happened_at,
        )
        moved = replace(meeting, motions=meeting.motions.with_(motion))
        return super().apply(moved, stamp)

    @property
    def words(self) -> str:
        return self.proposed


@command(
    Office.CLERK,
    offered="mover",
    sends=("what", "rule", "minutes", "until"),
    asks={"what": N_("Choose what you move.")},
)
def move_procedural(
    meeting: Meeting,
    actor: Actor,
    what: Procedure,
    mover: str,
    seconder: str = "",
    rule: str = "",
    minutes: int = 0,
    until: str = "",
    override: str = "",
) -> Iterator[Event]:
    """A member moves a procedural motion. `rule`: which is to be suspended; `minutes`: by how many
    to extend; `until`: to when to adjourn."""
    meeting.require_no_vote()
    item = meeting.item_or_in_hand("", actor.at)
    under_debate = meeting.motions.first_in(item.number)
    if under_debate is not None and under_debate.kind.procedural:
        raise Refused(
            N_("First {motion} must be decided, or withdrawn."), motion=under_debate.called
        )
    if under_debate is None and what in (Procedure.CLOSURE, Procedure.NEXT_BUSINESS):
        raise Refused(N_("No motion is under debate, so there is nothing to bring to an end."))
    moved_at = under_debate.moved_at if under_debate else None
    if moved_at is not None and actor.at < moved_at:
        raise Refused(N_("It was moved at {time}: state a time after that."), time=moved_at)
    text = _text(meeting, what, rule, minutes, until)
    advice = Advice(override)
    under = under_debate.about if under_debate else ()
    about = tuple(dict.fromkeys((item.number, *in_hand_then(meeting, actor.at), *under)))
    require_movers(meeting, actor, mover, seconder, about, advice)
    yield ProceduralMoved(
        item.number, what, text, mover, seconder, minutes, until, advice.despite, about
    )


def _text(meeting: Meeting, what: Procedure, rule: str, minutes: int, until: str) -> str:
    if what is Procedure.ADJOURN and not until:
        raise Refused(N_("Say until when the meeting is adjourned, or “a date to be fixed”."))
    if what is Procedure.SUSPEND and not rule:
        raise Refused(N_("Say which rule is to be suspended."))
    if what is Procedure.EXTEND:
        _require_limit(meeting, minutes)
    return _TEXTS[what].format(rule=rule, minutes=minutes, until=until)


def _require_limit(meeting: Meeting, minutes: int) -> None:
    if not meeting.profile.limit.minutes:
        raise Refused(
            N_("The rules of {body} set no time limit, so there is nothing to extend."),
            body=meeting.body,
        )
    if not 0 < minutes <= LONGEST:
        raise Refused(N_("Say by how many minutes the sitting is to be extended."))
