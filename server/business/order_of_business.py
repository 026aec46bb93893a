"""The order of business: items are taken in another order, or several at once.

The order is changed by resolution; the numbers of the items never change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    AgendaItem,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    Standing,
    command,
    replace,
)
from server.meeting.frozen import require_after_votes
from server.meeting.limit import advise_in_time
from server.meeting.proceedings import item_meanwhile
from server.meeting.running import family, moved
from server.meeting.takes_part import split
from server.meeting.taking import advise_decided, leaving, require_access, take, undecided
from server.meeting.votes import Despite

_OFF = (Standing.DEFERRED, Standing.WITHDRAWN)
_DECLARED_FIRST = N_("Interests are asked for before other business")


class OrderChanged(OnOpenRecord, frozen=True):
    """It was agreed to take items before another one, or after it. One of the two is named."""

    title: ClassVar[str] = N_("Order of business changed")
    moved: tuple[str, ...]
    before: str = ""
    after: str = ""
    text: str = ""
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return super().apply(self.reordered(meeting), stamp)

    def reordered(self, meeting: Meeting) -> Meeting:
        """With the items in this order."""
        order = tuple(item.number for item in meeting.running_order)
        order = moved(meeting.items, order, self.moved, self.before, self.after)
        return replace(meeting, order=order)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        """The order is what the other changes make of it."""
        entries = [each for item in meeting.items for each in item.record if each.struck is None]
        meeting = replace(meeting, order=())
        for each in sorted(entries, key=lambda e: e.recorded_at):
            if isinstance(each.matter, OrderChanged):
                meeting = each.matter.reordered(meeting)
        return meeting


class ItemsTakenTogether(OnOpenRecord, frozen=True):
    """Several items came to be considered at once, `item` the first of them."""

    title: ClassVar[str] = N_("Items taken together")
    items: tuple[str, ...]
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        if meeting.find_item(self.item) is None:
            return meeting
        return super().apply(take(meeting, self.items, stamp.happened_at), stamp)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        if {item.number for item in meeting.all_in_hand} >= set(self.items):
            raise Refused(N_("They are in hand together. Take the item that is meant first."))

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        """Items under which nothing was done have not been taken."""
        items = (_not_taken(i, entry) if i.number in self.items else i for i in meeting.items)
        return replace(meeting, items=tuple(items))


@command(Office.CLERK, in_public=True)
def change_order(
    meeting: Meeting,
    actor: Actor,
    item: str,
    before: str = "",
    after: str = "",
    text: str = "",
    override: str = "",
) -> Iterator[Event]:
    """Take items before another or after it, by resolution; if none is named, next.

    `item` may be several numbers parted by commas. A sub-item moves only within its own item.
    """
    meeting.require_no_vote()
    if before and after:
        raise Refused(N_("Say before which item or after which, not both."))
    numbers = _several(meeting, item) or (meeting.item("").number,)
    level = _level(meeting, numbers)
    for number in numbers:
        _require_to_come(meeting, meeting.item(number))
    if not before and not after:
        before, after = _next_place(meeting, numbers, level)
    _require_place(meeting, numbers, before, after)
    change = OrderChanged(item_meanwhile(meeting, actor.at), numbers, before, after, text)
    advice = Advice(override)
    _advise_on_order(meeting, change, advice)
    yield replace(change, despite=advice.despite)


@command(Office.CLERK)
def take_together(
    meeting: Meeting, actor: Actor, items: str, override: str = ""
) -> Iterator[Event]:
    """Take several items at once: their numbers, parted by commas."""
    meeting.require_no_vote()
    named = _several(meeting, items)
    numbers = tuple(item.number for item in meeting.items if item.number in named)
    if len(numbers) < 2:
        raise Refused(N_("Name at least two items that are taken together, parted by commas."))
    for number in numbers:
        item = meeting.item(number)
        _require_on(item)
        if family(meeting.items, number) & set(numbers) != {number}:
            raise Refused(
                N_("Item {number} has its sub-items with it: name only one of the two."),
                number=number,
            )
    if {item.number for item in meeting.all_in_hand} >= set(numbers):
        raise Refused(N_("They are in hand together already."))
    require_after_votes(meeting, actor.at)
    require_access(meeting, numbers, actor.at)
    advice = Advice(override)
    advise_decided(undecided(meeting, leaving(meeting, numbers)), advice)
    advise_in_time(meeting, actor.at, advice)
    yield ItemsTakenTogether(numbers[0], numbers, advice.despite)


def _several(meeting: Meeting, numbers: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split(meeting, numbers)))


def _level(meeting: Meeting, numbers: tuple[str, ...]) -> str:
    """The item of which all of these are sub-items; none for items of the agenda itself."""
    parents = {meeting.item(number).parent for number in numbers}
    if len(parents) > 1:
        raise Refused(N_("A sub-item is moved only within its own item."))
    return parents.pop()


def _require_on(item: AgendaItem) -> None:
    if item.standing in _OFF:
        raise Refused(
            N_("Item {number} has been put off: take it first if it is wanted after all."),
            number=item.number,
        )


def _require_to_come(meeting: Meeting, item: AgendaItem) -> None:
    _require_on(item)
    if item.standing is Standing.IN_HAND:
        raise Refused(N_("Item {number} is in hand already."), number=item.number)
    if not _to_come(meeting, item.number):
        raise Refused(
            N_("Item {number} has been taken already: take it again if it is gone back to."),
            number=item.number,
        )


def _to_come(meeting: Meeting, number: str) -> bool:
    found = family(meeting.items, number)
    return any(i.standing is Standing.PENDING for i in meeting.items if i.number in found)


def _next_place(meeting: Meeting, numbers: tuple[str, ...], level: str) -> tuple[str, str]:
    """Before which item these come next, or after which: after what is in hand."""
    beside = [i for i in meeting.running_order if i.parent == level and i.number not in numbers]
    in_hand = {item.number for item in meeting.all_in_hand}
    now = [i.number for i in beside if family(meeting.items, i.number) & in_hand]
    if now:
        return "", now[-1]
    to_come = [i.number for i in beside if _to_come(meeting, i.number)]
    if not to_come:
        raise Refused(N_("Nothing else is to come, so there is no order to change."))
    return to_come[0], ""


def _require_place(meeting: Meeting, numbers: tuple[str, ...], before: str, after: str) -> None:
    """The place must be beside these items and still to come, and not where they are already."""
    beside = meeting.item(before or after)
    if beside.number in numbers:
        raise Refused(N_("An item cannot be taken before or after itself."))
    if beside.parent != meeting.item(numbers[0]).parent:
        raise Refused(N_("A sub-item is moved only within its own item."))
    if not (after and beside.standing is Standing.IN_HAND):
        _require_to_come(meeting, beside)
    order = tuple(item.number for item in meeting.running_order)
    if moved(meeting.items, order, numbers, before, after) == order:
        raise Refused(N_("The items are to be taken in that order already."))


def _advise_on_order(meeting: Meeting, change: OrderChanged, advice: Advice) -> None:
    """Interests are declared at the start, before the business to which they are."""
    asked = next((item for item in meeting.running_order if item.declarations), None)
    if asked is None or asked.standing is not Standing.PENDING:
        return
    if _ahead(change.reordered(meeting), asked) - _ahead(meeting, asked):
        advice.against(
            _DECLARED_FIRST,
            N_("Declarations of interest are asked for under item {number}: take it first."),
            number=asked.number,
        )


def _ahead(meeting: Meeting, item: AgendaItem) -> set[str]:
    order = [each.number for each in meeting.running_order]
    return set(order[: order.index(item.number)])


def _not_taken(item: AgendaItem, entry: Entry) -> AgendaItem:
    """The item as if it had not been taken then, unless something was recorded meanwhile."""
    span = next((s for s in item.spans if s.since == entry.at), None)
    done = (e.at for e in item.record if e.id != entry.id and e.struck is None)
    if span is None or any(item.in_hand_at(at) for at in done):
        return item
    spans = tuple(s for s in item.spans if s is not span)
    taken = item.standing is Standing.TAKEN and not spans
    return replace(item, spans=spans, standing=Standing.PENDING if taken else item.standing)
