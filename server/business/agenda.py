"""The agenda: take an item, defer it, withdraw it."""

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
)
from server.meeting.frozen import require_after_votes
from server.meeting.limit import advise_in_time
from server.meeting.taking import (
    advise_decided,
    leaving,
    require_access,
    require_may_put_off,
    require_still_on,
    take,
    undecided,
)
from server.meeting.votes import Despite


class ItemTaken(Event, frozen=True):
    """An item came to be considered. The one before it is no longer in hand."""

    title: ClassVar[str] = N_("Item taken")
    item: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        if meeting.find_item(self.item) is None:
            return meeting
        return take(meeting, (self.item,), stamp.happened_at)


class ItemTakenDespite(OnOpenRecord, frozen=True):
    """An item was taken though a rule was against it, for the reason given.

    It stands under the item that was left with its motion undecided; under the item taken itself,
    if the time limit of the sitting had passed.
    """

    title: ClassVar[str] = N_("Item taken despite a rule")
    taken: str
    despite: tuple[Despite, ...] = ()


class PutAside(OnOpenRecord, frozen=True):
    """The item is not considered, or no further, at this meeting."""

    concludes: ClassVar[bool] = True
    of_the_agenda: ClassVar[bool] = True
    standing: ClassVar[Standing]

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        entered = super().apply(meeting, stamp)
        item = entered.find_item(self.item)
        if item is None:
            return meeting
        return entered.with_item(item.put_aside(self.standing, stamp.happened_at))

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        item = meeting.find_item(self.item)
        if item is None or item.standing is not self.standing or _put_aside_besides(item):
            return meeting
        return meeting.with_item(item.put_back())


class ItemDeferred(PutAside, frozen=True):
    """The item goes to another meeting."""

    title: ClassVar[str] = N_("Item deferred")
    standing = Standing.DEFERRED
    to: str = ""
    reason: str = ""


class ItemWithdrawn(PutAside, frozen=True):
    """The item is no longer brought."""

    title: ClassVar[str] = N_("Item withdrawn")
    standing = Standing.WITHDRAWN
    reason: str = ""


@command(Office.CLERK)
def take_item(meeting: Meeting, actor: Actor, item: str, override: str = "") -> Iterator[Event]:
    """Take any item, in whatever order; its number stays what it was."""
    meeting.require_no_vote()
    wanted = meeting.item(item)
    if meeting.in_hand == wanted and not leaving(meeting, (wanted.number,)):
        raise Refused(N_("Item {number} is in hand already."), number=wanted.number)
    yield from _taken(meeting, actor, wanted, override)


@command(Office.CLERK)
def take_next(meeting: Meeting, actor: Actor, override: str = "") -> Iterator[Event]:
    """Take the next item that has not been taken."""
    meeting.require_no_vote()
    following = meeting.next_item
    if following is None:
        raise Refused(N_("Every item has been taken or put off. The meeting can be closed."))
    yield from _taken(meeting, actor, following, override)


@command(Office.CLERK)
def defer_item(
    meeting: Meeting, actor: Actor, item: str, to: str, reason: str = ""
) -> Iterator[Event]:
    """Put an item off to another meeting."""
    meeting.require_no_vote()
    put_off = require_still_on(meeting, item)
    if not to:
        raise Refused(N_("Say to which meeting item {number} is deferred."), number=put_off.number)
    _require_decided(meeting, put_off)
    yield ItemDeferred(put_off.number, to, reason)


@command(Office.CLERK)
def withdraw_item(meeting: Meeting, actor: Actor, item: str, reason: str = "") -> Iterator[Event]:
    """Take an item off the agenda. Its number stays empty."""
    meeting.require_no_vote()
    taken_off = require_still_on(meeting, item)
    _require_decided(meeting, taken_off)
    yield ItemWithdrawn(taken_off.number, reason)


def _taken(meeting: Meeting, actor: Actor, wanted: AgendaItem, override: str) -> Iterator[Event]:
    """The item is taken, and what the rules have against it goes on record with the reason."""
    require_after_votes(meeting, actor.at)
    require_access(meeting, (wanted.number,), actor.at)
    left = undecided(meeting, leaving(meeting, (wanted.number,)))
    decided, in_time = Advice(override), Advice(override)
    advise_decided(left, decided)
    advise_in_time(meeting, actor.at, in_time)
    yield ItemTaken(wanted.number)
    for item, despite in zip(left, decided.despite, strict=True):
        yield ItemTakenDespite(item.number, wanted.number, (despite,))
    if in_time.despite:
        yield ItemTakenDespite(wanted.number, wanted.number, in_time.despite)


def _require_decided(meeting: Meeting, item: AgendaItem) -> None:
    require_may_put_off(meeting, item)
    if meeting.motions.open_in(item.number) is not None:
        raise Refused(
            N_(
                "A motion is before the meeting on item {number}. To put the item off, put the "
                "motion, or have it withdrawn, first."
            ),
            number=item.number,
        )


def _put_aside_besides(item: AgendaItem) -> bool:
    """Whether the record still says so of the item, since it was last taken."""
    taken_at = item.spans[-1].since if item.taken else None
    return any(
        isinstance(entry.matter, PutAside)
        and entry.struck is None
        and entry.matter.standing is item.standing
        and (taken_at is None or entry.at >= taken_at)
        for entry in item.record
    )
