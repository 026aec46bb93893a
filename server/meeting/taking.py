"""Taking items: what comes into hand, what leaves it, and what may not be left undecided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from server.meeting.advice import Advice
from server.meeting.agenda import AgendaItem, Standing
from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
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


def require_access(meeting: Meeting, numbers: Iterable[str], at: datetime) -> None:
    """Refuse to take in public what is closed, and in private what the public was not excluded
    for: the resolution identifies the proceedings (LGA 1972 s.100A(5)). What is in hand in public
    was taken in public."""
    if meeting.private is None and meeting.private_at(at):
        raise Refused(
            N_("At {time} the meeting was in private: state a time since the public is back."),
            time=at,
        )
    if meeting.private is not None and at < meeting.private.since:
        raise Refused(
            N_("The public was excluded at {time}: state a time after that."),
            time=meeting.private.since,
        )
    for number in numbers:
        covered = meeting.private.items if meeting.private is not None else ()
        named = any(each in covered for each in meeting.line_of(number))
        if meeting.private is None and meeting.is_closed(number):
            raise Refused(
                N_(
                    "Item {number} is closed to the press and public. Exclude them first; or, if "
                    "it is to be taken in public, open it."
                ),
                number=number,
            )
        if meeting.private is not None and not named:
            raise Refused(
                N_(
                    "The press and public were excluded for {items}, and not for item {number}. "
                    "Have the public back first."
                ),
                items=", ".join(covered),
                number=number,
            )


def leaving(meeting: Meeting, numbers: Iterable[str]) -> tuple[AgendaItem, ...]:
    """The items in hand that would be no longer, if these were taken."""
    taken = set(numbers)
    stay = taken | {item.parent for item in meeting.items if item.number in taken}
    return tuple(item for item in meeting.all_in_hand if item.number not in stay)


def undecided(meeting: Meeting, items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Those of the items that were not put off and under which a motion is still open."""
    open_in = {motion.item for motion in meeting.motions.moved if motion.open}
    return tuple(i for i in items if i.standing not in _OFF and i.number in open_in)


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


def require_may_put_off(meeting: Meeting, item: AgendaItem) -> None:
    """Refuse to put off in private what the public was not excluded for: they would not learn."""
    if meeting.private is not None and not meeting.is_closed(item.number):
        raise Refused(
            N_("Item {number} is open: have the public back before it is put off."),
            number=item.number,
        )


def require_still_on(meeting: Meeting, number: str) -> AgendaItem:
    """The item with this number, if it was not put off. Raises Refused."""
    item = meeting.item(number)
    if item.standing is Standing.DEFERRED:
        raise Refused(N_("Item {number} has been deferred already."), number=number)
    if item.standing is Standing.WITHDRAWN:
        raise Refused(N_("Item {number} has been withdrawn already."), number=number)
    return item
