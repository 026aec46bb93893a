"""Decisions: what the meeting resolved, noted or agreed under an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    command,
)
from server.meeting.profile import Outcome
from server.meeting.quorum import quorum


class DecisionRecorded(OnOpenRecord, frozen=True):
    """What was decided. `present` and `needed` say whether the meeting was quorate then."""

    title: ClassVar[str] = N_("Decision")
    concludes: ClassVar[bool] = True
    text: str
    outcome: Outcome = Outcome.RESOLVED
    to: str = ""
    present: int = 0
    needed: int = 0

    @property
    def inquorate(self) -> bool:
        """Whether too few members were recorded as present when it was decided."""
        return self.present < self.needed


NEEDS_ADDRESSEE = (Outcome.RECOMMENDED, Outcome.REFERRED)


@command(Office.CLERK)
def record_decision(
    meeting: Meeting,
    actor: Actor,
    text: str,
    outcome: Outcome = Outcome.RESOLVED,
    item: str = "",
    to: str = "",
) -> Iterator[Event]:
    """Take down what was decided, in standard or in free words, under an item that was taken."""
    decided = meeting.item_or_in_hand(item, actor.at)
    if not decided.taken:
        raise Refused(
            N_("Item {number} has not been taken yet. Take it first."), number=decided.number
        )
    if not text:
        raise Refused(N_("A decision needs words."))
    if outcome in NEEDS_ADDRESSEE and not to:
        raise Refused(N_("Say to which body it is recommended or referred."))
    then = quorum(meeting, actor.at)
    yield DecisionRecorded(decided.number, text, outcome, to, then.present, then.needed)
