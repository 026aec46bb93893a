"""Taking items: what comes into hand, what leaves it, and what may not be left undecided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from server.meeting.advice import Advice
from server.meeting.agenda import AgendaItem, Standing
from server.meeting.meeting import Meeting
from server.words import N_

_RULE = N_("A motion that was moved is decided")
_OFF = (Standing.DEFERRED, Standing.WITHDRAWN)


def take(meeting: Meeting, numbers: tuple[str, ...], at: datetime) -> Meeting:
    """These items in hand from `at` on; all others leave it but those above a sub-item.

    What is recorded after the close is not in hand any more.
    """
    left = {item.number for item in leaving(meeting, numbers)}

    def become(item: AgendaItem) -> AgendaItem:
        if item.number in numbers:
            item = item.leave(at).take(at)
        if meeting.sitting.closed_at is not None:
            return item.leave(meeting.sitting.closed_at)
        return item.leave(at) if item.number in left else item

    return replace(meeting, items=tuple(become(item) for item in meeting.items))


def leaving(meeting: Meeting, numbers: Iterable[str]) -> tuple[AgendaItem, ...]:
    """The items in hand that would be no longer, if these were taken."""
    taken = set(numbers)
    stay = taken | {item.parent for item in meeting.items if item.number in taken}
    return tuple(item for item in meeting.all_in_hand if item.number not in stay)


def undecided(meeting: Meeting, items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Those of the items that were not put off and under which a motion is still open."""
    return tuple(
        i for i in items if i.standing not in _OFF and meeting.motions.open_in(i.number) is not None
    )


def advise_decided(items: Iterable[AgendaItem], advice: Advice) -> None:
    """Advise against leaving these items, under which a motion is open."""
    for item in items:
        advice.against(
            _RULE,
            N_(
                "The motion on item {number} has not been decided: put the question, or have it "
                "withdrawn."
            ),
            number=item.number,
        )
