"""Decisions: what the meeting resolved, noted or agreed under an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    AgendaItem,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    command,
)
from server.meeting.profile import Outcome
from server.meeting.quorum import item_quorum
from server.meeting.votes import Despite


class DecisionRecorded(OnOpenRecord, frozen=True):
    """What was decided. `present` and `needed` say whether the meeting was quorate then."""

    title: ClassVar[str] = N_("Decision")
    concludes: ClassVar[bool] = True
    text: str
    outcome: Outcome = Outcome.RESOLVED
    to: str = ""
    present: int = 0
    needed: int = 0
    despite: tuple[Despite, ...] = ()

    @property
    def inquorate(self) -> bool:
        """Whether too few members were recorded as present when it was decided."""
        return self.present < self.needed


NAMED = N_("A named vote on the budget")
CARRIED = (Outcome.RESOLVED, Outcome.AGREED, Outcome.RECOMMENDED)
NEEDS_ADDRESSEE = (Outcome.RECOMMENDED, Outcome.REFERRED)


@command(Office.CLERK)
def record_decision(
    meeting: Meeting,
    actor: Actor,
    text: str,
    outcome: Outcome = Outcome.RESOLVED,
    item: str = "",
    to: str = "",
    override: str = "",
) -> Iterator[Event]:
    """Take down what was decided, in standard or in free words, under an item that was taken.

    What was put to the vote is recorded as that; this is for what was decided otherwise.
    """
    meeting.require_no_vote()
    decided = meeting.item_or_in_hand(item, actor.at)
    if not decided.taken:
        raise Refused(
            N_("Item {number} has not been taken yet. Take it first."), number=decided.number
        )
    if not text:
        raise Refused(N_("A decision needs words."))
    if outcome in NEEDS_ADDRESSEE and not to:
        raise Refused(N_("Say to which body it is recommended or referred."))
    advice = Advice(override)
    _advise_a_named_vote(meeting, decided, outcome, advice)
    then = item_quorum(meeting, decided, actor.at)
    yield DecisionRecorded(
        decided.number, text, outcome, to, then.present, then.needed, advice.despite
    )


def _advise_a_named_vote(
    meeting: Meeting, item: AgendaItem, outcome: Outcome, advice: Advice
) -> None:
    """On the budget the names are minuted after every vote (SI 2014/165)."""
    rules = meeting.profile.voting
    voted = any(vote.standing and vote.item == item.number for vote in meeting.votes.taken)
    if rules.budget_named and meeting.sets_budget(item.number) and outcome in CARRIED and not voted:
        advice.against(
            NAMED,
            N_(
                "This is budget business, on which names are minuted after every vote ({source}). "
                "Put the question to a named vote, or say why there was none."
            ),
            source=rules.budget_source,
        )
