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
    Stamp,
    command,
    replace,
)
from server.meeting.declared import ResultDeclared
from server.meeting.finality import advise_final
from server.meeting.interests import Part
from server.meeting.presiding import presiding
from server.meeting.profile import Outcome
from server.meeting.quorum import item_quorum
from server.meeting.takes_part import require_no_bar
from server.meeting.votes import Despite, Result


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

    def told(self, heard: Meeting, stamp: Stamp) -> Event:
        """With the quorum as those outside know it: interests may have been declared in private."""
        item = heard.find_item(self.item)
        if item is None or not heard.exclusions:
            return self
        return replace(self, present=item_quorum(heard, item, stamp.happened_at).present)

    @property
    def inquorate(self) -> bool:
        """Whether too few members were recorded as present when it was decided."""
        return self.present < self.needed


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
    _require_no_motion(meeting, decided)
    _require_named_vote(meeting, decided, outcome)
    _require_no_barred_chair(meeting, actor, decided)
    advise_final(meeting, text, advice)
    then = item_quorum(meeting, decided, actor.at)
    yield DecisionRecorded(
        decided.number, text, outcome, to, then.present, then.needed, advice.despite
    )


def _require_no_motion(meeting: Meeting, item: AgendaItem) -> None:
    motion = meeting.motions.first_in(item.number)
    if motion is not None:
        raise Refused(
            N_("Now {motion} is before the meeting: put it to the vote, or have it withdrawn."),
            motion=motion.called,
        )


def _require_no_barred_chair(meeting: Meeting, actor: Actor, item: AgendaItem) -> None:
    chair = presiding(meeting, actor.at)
    if chair is not None:
        require_no_bar(meeting, chair, (item.number,), Part.PRESIDE)


def _require_named_vote(meeting: Meeting, item: AgendaItem, outcome: Outcome) -> None:
    """On the budget the names are minuted after every vote (SI 2014/165). It is the law."""
    rules = meeting.profile.voting
    if not rules.budget_named or not meeting.sets_budget(item.number) or outcome not in CARRIED:
        return
    results = [e.matter for e in item.record if isinstance(e.matter, ResultDeclared)]
    if not any(each.concludes and each.vote.result is Result.CARRIED for each in results):
        raise Refused(
            N_(
                "This is budget business, on which names are minuted after every vote ({source}): "
                "put the question to a named vote, and its result is the decision."
            ),
            source=rules.budget_source,
        )
