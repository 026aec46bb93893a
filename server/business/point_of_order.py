"""Points of order: a member says which rule is broken, and whoever presides rules at once.

The ruling is final and is on the record always: who raised the point, under which rule, who ruled
and how.
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
from server.meeting.asking import require_after_floor, require_short, require_since_return
from server.meeting.debate import Ruling, Turn
from server.meeting.people import Person
from server.meeting.presiding import presiding
from server.meeting.profile import Speech


class PointOfOrderRuled(OnOpenRecord, frozen=True):
    """Whoever presides ruled on a point of order.

    `person`, or `who` of somebody on no list, raised it; `by` presided. `text` are the words of the
    ruling, if any.
    """

    title: ClassVar[str] = N_("Point of order ruled on")
    turn: str
    ruling: Ruling
    by: str
    person: str = ""
    who: str = ""
    rule: str = ""
    text: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        turn = meeting.debate.turn(self.turn)
        debate = meeting.debate
        if turn is not None:
            ruled = replace(turn, ruling=self.ruling, rule=self.rule)
            debate = debate.with_turn(ruled).ended(turn.id, stamp.happened_at)
        return super().apply(replace(meeting, debate=debate), stamp)

    def nameless(self) -> Event:
        """The point and its ruling are the record, and stay."""
        return replace(self, who="") if self.who else self

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        """The point waits for its ruling again."""
        turn = meeting.debate.turn(self.turn)
        if turn is None:
            return meeting
        open_again = replace(turn, ruling=None)
        return replace(meeting, debate=meeting.debate.with_turn(open_again))


@command(Office.CLERK, Office.CHAIR)
def rule_on_point(
    meeting: Meeting,
    actor: Actor,
    ruling: Ruling,
    turn: str = "",
    rule: str = "",
    text: str = "",
) -> Iterator[Event]:
    """Take down how whoever presides ruled on a point of order; who was interrupted goes on.

    Without `turn` it is the point that was raised last. `rule`: the standing order, if it was not
    named before, or was named wrongly. `text`: the words of the ruling.
    """
    require_since_return(meeting, actor)
    found = _point(meeting, turn)
    if found.ruling is not None:
        raise Refused(
            N_("This point of order has been ruled on: if that is wrong, strike the ruling out.")
        )
    if found.over:
        _require_after(found, actor)
    else:
        require_after_floor(meeting, actor.at)
    require_short(rule, "rule")
    chair = _in_the_chair(meeting, actor)
    yield PointOfOrderRuled(
        found.item,
        found.id,
        ruling,
        chair.id,
        found.person,
        found.name,
        rule or found.rule,
        text,
    )


def _point(meeting: Meeting, id: str) -> Turn:
    """The point of order with this id; else the one on the floor; else the last that was raised
    under what is in hand and not ruled on."""
    if id:
        found = meeting.debate.turn(id)
        if found is None:
            raise Refused(
                N_("That speech is not there any more: it may have been undone. Look again.")
            )
        if found.kind is not Speech.POINT_OF_ORDER:
            raise Refused(N_("That speech was no point of order: there is nothing to rule on."))
        return found
    numbers = [item.number for item in meeting.all_in_hand]
    for turn in reversed(meeting.debate.turns):
        known = turn.id in meeting.sealed if meeting.private else turn.id not in meeting.sealed
        unruled = turn.kind is Speech.POINT_OF_ORDER and turn.ruling is None
        if unruled and known and turn.item in numbers:
            return turn
    raise Refused(N_("No point of order has been raised. Give the floor for it first."))


def _require_after(turn: Turn, actor: Actor) -> None:
    raised = turn.spans[0].since
    if actor.at < raised:
        raise Refused(
            N_("The point of order was raised at {time}: state a time after that."), time=raised
        )


def _in_the_chair(meeting: Meeting, actor: Actor) -> Person:
    """Who presided then: the ruling is theirs, whoever takes it down. Raises Refused."""
    chair = presiding(meeting, actor.at)
    if chair is None:
        raise Refused(N_("Nobody is in the chair to rule on it. Record who takes the chair."))
    return chair
