"""One meeting of a pair, told order by order; its ids tell nothing of how many came before."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime

import msgspec

import server.business  # noqa: F401  # the kinds of business, with their commands
from server.live.order import Order
from server.meeting.command import Actor, Office, decide
from server.meeting.convened import MeetingConvened
from server.meeting.event import Event, Recorded
from server.meeting.fold import advance
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.privacy import recorded
from server.meeting.sides import Sides
from tests.conftest import CONVENED
from tests.private.releases import Told, told_of

UNDER_CLOSED = ("record_note", "record_action", "record_decision")
"""What is private business by the item that it stands under."""


NAMING = ("entry", "vote", "motion", "request", "turn")
"""The fields by which an order names what was recorded before."""


class Given(msgspec.Struct, frozen=True):
    """An order as it was given, and when by the server's clock. `private`: in one meeting alone."""

    order: Order
    now: datetime
    private: bool = False


def id_of(order: str, place: int) -> str:
    """The id of what an order put on record in this place."""
    return hashlib.sha256(f"{order}/{place}".encode()).hexdigest()[:12]


class World:
    """A meeting as it is and as it is known outside, with all that made it so."""

    def __init__(self, convened: MeetingConvened) -> None:
        self.convened = convened
        self.sides = Sides(NOWHERE, NOWHERE)
        self.recorded: list[Recorded] = []
        self.given: list[Given] = []
        self.heard: list[str] = []
        self.told: list[Told] = []
        self.own: set[str] = set()
        now = CONVENED.starts_at
        actor = Actor(Office.CLERK, now, now)
        self.take(
            Given(Order(Office.CLERK, "convene", {}, "convene"), now),
            recorded(self.inside, actor, "convene", (convened,), [id_of("convene", 0)]),
        )
        self.given.clear()

    @property
    def inside(self) -> Meeting:
        """The meeting as it is."""
        return self.sides.inside

    @property
    def outside(self) -> Meeting:
        """The meeting as it is known outside."""
        return self.sides.outside

    def decide(self, order: Order, now: datetime) -> tuple[Recorded, ...]:
        """What would be recorded. Raises Refused."""
        actor = order.actor_at(self.inside, now)
        events: tuple[Event, ...] = decide(
            self.inside, actor, order.command, order.given, self.outside
        )
        ids = [id_of(order.id, place) for place in range(len(events))]
        if order.command == "close_meeting":  # how many motions are left in private is no release
            ids[-1:] = [id_of(order.id, 99)]
        return recorded(self.inside, actor, order.id, events, ids)

    def releases(self, given: Given, new: tuple[Recorded, ...]) -> tuple[Told, ...]:
        """What those outside are told of these by name."""
        found, meeting = [], self.inside
        private = given.private or self.is_meant_privately(given.order, given.now)
        for each in new:
            if (told := told_of(each, meeting, private=private)) is not None:
                found.append(told)
            meeting = advance(meeting, self.recorded, [each])
        return tuple(found)

    def in_private(self, order: Order, now: datetime) -> bool:
        """Whether the meeting is in private, or was at the time that is stated."""
        at = order.actor_at(self.inside, now).at
        return self.inside.private is not None or any(
            gone.since <= at and (gone.until is None or at < gone.until)
            for gone in self.inside.exclusions
        )

    def is_meant_privately(self, order: Order, now: datetime) -> bool:
        """Whether an order is private business: reckoned here anew, and not by the stamp.

        By its time, by what it names that is private, by what it takes back, or by its item.
        """
        given, meeting = order.given, self.inside
        own = [act for act in meeting.acts if act.actor == order.actor]
        undoes = order.command == "undo" and bool(own) and own[-1].command in self.own
        names = any(given.get(name) in self.own for name in NAMING)
        under = order.command in UNDER_CLOSED and meeting.is_closed(str(given.get("item")))
        return undoes or names or under or self.in_private(order, now)

    def would_be(self, new: tuple[Recorded, ...]) -> Meeting:
        """The inside of the meeting after these."""
        return advance(self.inside, self.recorded, new)

    def take(self, given: Given, new: tuple[Recorded, ...]) -> None:
        """Record these."""
        before = self.outside
        self.told += self.releases(given, new)
        if given.private or self.in_private(given.order, given.now):
            self.own |= {given.order.id, *(stamp.id for stamp, _ in new)}
        self.sides = self.sides.after(self.recorded, new)
        self.recorded += new
        self.given.append(given)
        if self.outside is not before:
            self.heard.append(given.order.id)

    @property
    def kinds(self) -> Counter[str]:
        """How many events of each kind were recorded in private."""
        return Counter(type(e).__name__ for stamp, e in self.recorded if stamp.private)
