"""Urgent items: business that is not on the summons, admitted at the meeting.

Whoever presides must be of the opinion that it is urgent, because of special circumstances, and
the minutes must specify these (LGA 1972 s.100B(4)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    AgendaItem,
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
from server.meeting.agenda import Purpose
from server.meeting.presiding import chair_of, presiding
from server.meeting.sitting import Phase


class UrgentItemAdmitted(OnOpenRecord, frozen=True):
    """An item was admitted at the end of the agenda, for the reason that `text` gives.

    `presiding` is who was in the chair, if it was not the chair of the body.
    """

    title: ClassVar[str] = N_("Urgent item admitted")
    heading: str
    text: str
    purpose: Purpose = Purpose.DECISION
    presiding: str = ""
    budget: bool = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        if meeting.find_item(self.item) is None:
            new = AgendaItem(
                self.item,
                self.heading,
                purpose=self.purpose,
                budget=self.budget,
                urgent=self.text,
            )
            meeting = replace(meeting, items=(*meeting.items, new))
        return super().apply(meeting, stamp)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        raise Refused(
            N_("An item that was admitted keeps its number: withdraw item {number}."),
            number=self.item,
        )

    def when_reworded(self, meeting: Meeting, entry: Entry) -> Meeting:
        item = meeting.find_item(self.item)
        return meeting if item is None else meeting.with_item(replace(item, urgent=self.text))


@command(Office.CLERK, phases=(Phase.BEFORE, Phase.OPEN), in_public=True)
def admit_urgent_item(
    meeting: Meeting,
    actor: Actor,
    title: str,
    reason: str,
    purpose: Purpose = Purpose.DECISION,
    budget: bool = False,
) -> Iterator[Event]:
    """Admit an item that is not on the summons, by the opinion of whoever presides."""
    meeting.require_no_vote()
    if not title:
        raise Refused(N_("Say what the item is about: it needs a title."))
    if not reason:
        raise Refused(
            N_(
                "Say why it is urgent. An item that is not on the summons needs special "
                "circumstances, and the minutes must give them (LGA 1972 s.100B(4))."
            )
        )
    chair = presiding(meeting, actor.at)
    if chair is None and meeting.sitting.phase_at(actor.at) is Phase.OPEN:
        raise Refused(
            N_(
                "Nobody is in the chair, and an item is urgent only in the opinion of whoever "
                "presides (LGA 1972 s.100B(4)). Record first who takes the chair."
            )
        )
    other = "" if chair is None or chair == chair_of(meeting) else chair.id
    yield UrgentItemAdmitted(_next_number(meeting.items), title, reason, purpose, other, budget)


def _next_number(items: Iterable[AgendaItem]) -> str:
    """The whole number after all that are used."""
    found = (re.match(r"\d+", item.number) for item in items)
    return str(max((int(number[0]) for number in found if number), default=0) + 1)
