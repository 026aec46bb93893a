"""Amendments: one at a time, each in place of the words as they read then.

A carried amendment changes the motion, a lost one leaves it; either way the motion itself must
still be put. A later amendment is moved to the text as it has become.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from server.meeting.conditions import require_quorum
from server.meeting.finality import advise_lost_before
from server.meeting.motions import Motion, MotionKind, MotionStanding
from server.meeting.privacy import require_same_side
from server.meeting.takes_part import require_movers
from server.meeting.votes import Despite


class AmendmentMoved(OnOpenRecord, frozen=True):
    """An amendment was moved: `motion`, which read as `before`, would read as `proposed`."""

    title: ClassVar[str] = N_("Amendment moved")
    fixed: ClassVar[str] = N_("An amendment is not struck out: record that it was withdrawn.")
    motion: str
    proposed: str
    before: str
    mover: str
    seconder: str = ""
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        base = meeting.motions.find(self.motion)
        amendment = Motion(
            stamp.id,
            self.item,
            MotionKind.AMENDMENT,
            self.proposed,
            self.mover,
            self.seconder,
            base.about if base else (self.item,),
            amends=self.motion,
            moved_at=stamp.happened_at,
        )
        moved = replace(meeting, motions=meeting.motions.with_(amendment))
        return super().apply(moved, stamp)

    @property
    def words(self) -> str:
        return self.proposed


@command(Office.CLERK, offered="mover", sends=("text", "version"))
def move_amendment(
    meeting: Meeting,
    actor: Actor,
    text: str,
    mover: str,
    seconder: str = "",
    version: int = -1,
    override: str = "",
) -> Iterator[Event]:
    """A member moves that the motion read otherwise: `text` is the whole motion as it would read.

    `version` tells which text was on the screen: how often it had been changed.
    """
    meeting.require_no_vote()
    base = _base(meeting, actor)
    require_same_side(meeting, base.id)
    if not text:
        raise Refused(N_("Write the motion as it would read with the amendment."))
    if version not in (-1, len(base.earlier)):
        raise Refused(
            N_(
                "The motion has been changed since. Your words are kept: put the amendment to the "
                "motion as it reads now."
            )
        )
    if text == base.text:
        raise Refused(N_("With this the motion would read as it does: nothing is amended."))
    if base.moved_at is not None and actor.at < base.moved_at:
        raise Refused(N_("It was moved at {time}: state a time after that."), time=base.moved_at)
    advice = Advice(override)
    advise_lost_before(meeting, base, text, advice)
    require_movers(meeting, actor, mover, seconder, base.about, advice)
    require_quorum(meeting, actor, base.about, advice)
    yield AmendmentMoved(base.item, base.id, text, base.text, mover, seconder, advice.despite)


def _base(meeting: Meeting, actor: Actor) -> Motion:
    item = meeting.item_or_in_hand("", actor.at)
    base = meeting.motions.main_in(item.number)
    if base is None:
        moved = [m for m in meeting.motions.moved if m.item == item.number]
        substantive = [m for m in moved if m.kind is MotionKind.SUBSTANTIVE]
        if substantive and substantive[-1].standing is not MotionStanding.WITHDRAWN:
            raise Refused(
                N_("The motion on item {number} has been decided: it cannot be amended."),
                number=item.number,
            )
        raise Refused(N_("No motion is before the meeting: one must be moved first."))
    ahead = meeting.motions.first_in(item.number)
    if ahead is not None and ahead.id != base.id:
        raise Refused(N_("First {motion} must be decided, or withdrawn."), motion=ahead.called)
    if base.closed:
        raise Refused(N_("It was carried that the question be now put: no more amendments."))
    return base
